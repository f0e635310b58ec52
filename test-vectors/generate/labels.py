"""The labels from which scenarios start, and their form in a vector file."""

from datetime import date, timedelta

PRODUCT_ID, LEVEL, ISSUED_ON, EXPIRES_ON, STATUS_INDEX = 1, 2, 3, 4, 5
CRITERIA, CATEGORY, HOLDER, MODEL, GTIN, EVALUATOR, SERIAL = 6, 7, 8, 9, 10, 11, 12

FIELDS = {
    PRODUCT_ID: "product_id",
    LEVEL: "level",
    ISSUED_ON: "issued_on",
    EXPIRES_ON: "expires_on",
    STATUS_INDEX: "status_index",
    CRITERIA: "criteria",
    CATEGORY: "category",
    HOLDER: "holder",
    MODEL: "model",
    GTIN: "gtin",
    EVALUATOR: "evaluator",
    SERIAL: "serial",
}

EPOCH = date(1970, 1, 1)


def day(text: str) -> int:
    return (date.fromisoformat(text) - EPOCH).days


# The usual camera: one star, current from April 2026 to March 2028.
CAMERA = {
    PRODUCT_ID: "EX-000123",
    LEVEL: 1,
    ISSUED_ON: day("2026-04-01"),
    EXPIRES_ON: day("2028-03-31"),
    STATUS_INDEX: 4711,
    CRITERIA: 1,
    CATEGORY: 1,
}

# A third-party assessed label with every defined claim.
ROUTER = {
    PRODUCT_ID: "EX-000456",
    LEVEL: 3,
    ISSUED_ON: day("2026-06-15"),
    EXPIRES_ON: day("2028-06-14"),
    STATUS_INDEX: 70_000,
    CRITERIA: 2,
    CATEGORY: 2,
    HOLDER: "見本電機株式会社",
    MODEL: "MR-2600AX",
    GTIN: 4912345678904,
    EVALUATOR: 1,
    SERIAL: "SN-0042",
}


def but(claims: dict, changes: dict) -> dict:
    """Returns the claims with some changed. None removes a claim."""
    return {k: v for k, v in (claims | changes).items() if v is not None}


def shown(claims: dict) -> dict:
    """Returns the label in the form of a vector file, which is also that of `starseal verify --json`."""
    out = {}
    for number, name in FIELDS.items():
        if number in claims:
            out[name] = SHOW.get(number, lambda value: value)(claims[number])
    unknown = len(claims.keys() - FIELDS.keys())
    return out | ({"unknown_claims": unknown} if unknown else {})


def shown_day(number: int) -> str:
    return (EPOCH + timedelta(days=number)).isoformat()


def shown_gtin(number: int) -> str:
    return next(str(number).zfill(width) for width in (8, 12, 13, 14) if number < 10**width)


SHOW = {
    ISSUED_ON: shown_day,
    EXPIRES_ON: shown_day,
    GTIN: lambda value: [shown_gtin(n) for n in (value if isinstance(value, list) else [value])],
}


def check_digit(digits: str) -> int:
    """Returns the number with GS1's check digit appended."""
    total = sum(int(d) * (3 if at % 2 == 0 else 1) for at, d in enumerate(reversed(digits)))
    return int(digits + str(-total % 10))
