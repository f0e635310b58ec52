"""Labels that violate the scheme's dictionary, another claim or GS1's numbering (R-33 to R-38)."""

from ..labels import (
    CAMERA,
    CATEGORY,
    CRITERIA,
    EVALUATOR,
    EXPIRES_ON,
    GTIN,
    ISSUED_ON,
    LEVEL,
    ROUTER,
    but,
    check_digit,
    day,
)
from ..scenario import label
from .common import NO_STATUS

JAN = check_digit("491234567890")


def scenarios():
    yield from entries()
    yield from evaluators()
    yield from validity()
    yield from check_digits()


def refused(name: str, description: str, rules: str, changes: dict, claims: dict = CAMERA, reasons=NO_STATUS, **more):
    return label(
        name, description, rules=rules, claims=but(claims, changes), expect="scheme-violation", reasons=reasons, **more
    )


def fine(name: str, description: str, rules: str, changes: dict, claims: dict = CAMERA, **more):
    return label(
        name, description, rules=rules, claims=but(claims, changes), expect="active", reasons=NO_STATUS, **more
    )


def entries():
    yield fine("level-2-self-declared", "★2 is self-declared, too.", "R-33 R-35", {LEVEL: 2})
    yield refused("level-5", "★5 is not in the dictionary.", "R-33", {LEVEL: 5})
    yield refused(
        "level-255", "The highest level that can be encoded is not in the dictionary.", "R-27 R-33", {LEVEL: 255}
    )
    yield refused("criteria-unknown", "Criteria that the dictionary does not have.", "R-34", {CRITERIA: 3})
    yield refused(
        "criteria-highest", "65,535 can be encoded, but is not in the dictionary.", "R-27 R-34", {CRITERIA: 65_535}
    )
    yield refused("criteria-zero", "0 is a valid number, but is not in this dictionary.", "R-34", {CRITERIA: 0})
    yield refused("category-unknown", "A category that the dictionary does not have.", "R-34", {CATEGORY: 6})
    yield refused("category-excluded", "PCs are excluded from the scheme.", "R-34", {CATEGORY: 4})
    yield refused("category-excluded-smartphone", "Smartphones are excluded from the scheme.", "R-34", {CATEGORY: 5})
    yield fine("category-smart-lock", "A category of the dictionary.", "R-34", {CATEGORY: 3})
    yield label(
        "entries-numbered-zero",
        "Criteria, category and evaluator 0, which are in this dictionary. Detects a reader that treats 0 as absent.",
        rules="R-27 R-34 R-35",
        trust="everything",
        claims=but(ROUTER, {CRITERIA: 0, CATEGORY: 0, EVALUATOR: 0}),
        expect="status-unknown",
    )


def evaluators():
    yield fine("evaluator-on-level-4", "★4 is third-party assessed.", "R-35", {LEVEL: 4}, ROUTER)
    yield refused(
        "evaluator-missing-on-level-3",
        "★3 is third-party assessed, so an evaluator is required.",
        "R-35",
        {EVALUATOR: None},
        ROUTER,
    )
    yield refused(
        "evaluator-missing-on-level-4",
        "★4 is third-party assessed, too, so an evaluator is required.",
        "R-35",
        {LEVEL: 4, EVALUATOR: None},
        ROUTER,
    )
    yield refused(
        "evaluator-on-level-1", "★1 is self-declared. An evaluator would suggest an assessment.", "R-35", {EVALUATOR: 1}
    )
    yield refused("evaluator-on-level-2", "★2 is self-declared, too.", "R-35", {LEVEL: 2, EVALUATOR: 1})
    yield refused(
        "evaluator-unknown", "An evaluator that the dictionary does not have.", "R-35", {EVALUATOR: 2}, ROUTER
    )


def validity():
    def dates(issued: str, expires: str) -> dict:
        return {ISSUED_ON: day(issued), EXPIRES_ON: day(expires)}

    yield refused(
        "expires-a-day-before-issued",
        "The last day is before the first day.",
        "R-36 R-41",
        dates("2026-05-01", "2026-04-30"),
        reasons=["expired", *NO_STATUS],
    )
    yield fine(
        "valid-for-one-day",
        "The first and the last day are today.",
        "R-36",
        dates("2026-11-22", "2026-11-22"),
    )
    yield fine(
        "validity-of-24-months",
        "The longest validity ends on the day before the same date: 2026-04-01 to 2028-03-31.",
        "R-37",
        dates("2026-04-01", "2028-03-31"),
    )
    yield refused(
        "validity-of-24-months-and-a-day",
        "The same date 24 months later is one day too late.",
        "R-37",
        dates("2026-04-01", "2028-04-01"),
    )
    yield fine(
        "validity-up-to-a-leap-day",
        "The day before 2028-03-01 is 2028-02-29.",
        "R-37",
        dates("2026-03-01", "2028-02-29"),
    )
    yield refused(
        "validity-past-a-leap-day",
        "Issued on 28 February, so the latest last day is 2028-02-27.",
        "R-37",
        dates("2026-02-28", "2028-02-28"),
    )

    def leap(name: str, description: str, expires: str, expect: str):
        return label(
            name,
            description,
            rules="R-37",
            claims=but(CAMERA, dates("2028-02-29", expires)),
            now="2028-06-01T00:00:00Z",
            expect=expect,
            reasons=NO_STATUS,
        )

    yield leap(
        "validity-from-a-leap-day",
        "2030-02-29 does not exist, so the latest last day is 2030-02-28.",
        "2030-02-28",
        "active",
    )
    yield leap(
        "validity-from-a-leap-day-and-a-day", "One day past the last day of February.", "2030-03-01", "scheme-violation"
    )

    def month(name: str, description: str, issued: str, expires: str, expect: str):
        return label(
            name,
            description,
            rules="R-37",
            trust="one-month",
            claims=but(CAMERA, dates(issued, expires)),
            now="2026-02-14T00:00:00Z",
            expect=expect,
            reasons=NO_STATUS,
        )

    yield month(
        "one-month-from-the-31st",
        "2026-02-31 does not exist, so the latest last day is the last day of February.",
        "2026-01-31",
        "2026-02-28",
        "active",
    )
    yield month(
        "one-month-from-the-31st-and-a-day",
        "One day past the last day of February.",
        "2026-01-31",
        "2026-03-01",
        "scheme-violation",
    )
    yield month(
        "one-month-from-the-29th",
        "2026-02-29 does not exist either, so the latest last day is 2026-02-28.",
        "2026-01-29",
        "2026-02-28",
        "active",
    )
    yield month(
        "one-month-from-the-28th",
        "2026-02-28 exists, so the latest last day is the day before it.",
        "2026-01-28",
        "2026-02-27",
        "active",
    )
    yield month(
        "one-month-from-the-28th-and-a-day",
        "One day past the latest last day.",
        "2026-01-28",
        "2026-02-28",
        "scheme-violation",
    )
    yield label(
        "one-month-over-new-year",
        "From December to January, where the month number restarts at 1.",
        rules="R-37",
        trust="one-month",
        claims=but(CAMERA, dates("2026-12-31", "2027-01-30")),
        now="2027-01-10T00:00:00Z",
        expect="active",
        reasons=NO_STATUS,
    )


def check_digits():
    yield refused("gtin-check-digit", "The last digit is one too high.", "R-38", {GTIN: JAN + 1})
    yield refused("gtin-digits-swapped", "Two adjacent digits are swapped.", "R-38", {GTIN: 4_912_345_768_904})
    yield refused(
        "gtin-8-check-digit",
        "Weights start from the left of 14 digits, not of the 8 displayed digits.",
        "R-38",
        {GTIN: check_digit("4912345") + 1},
    )
    yield refused(
        "gtins-second-check-digit",
        "The second of two GTINs has a wrong check digit.",
        "R-38",
        {GTIN: [JAN, check_digit("4912345") - 1]},
    )
    nines = 99_999_999_999_999
    yield refused(
        "gtin-of-14-nines",
        "The highest number that can be encoded, with a wrong check digit.",
        "R-29 R-38",
        {GTIN: nines},
    )
    yield refused("gtin-lowest", "1 can be encoded, but its check digit is wrong.", "R-29 R-38", {GTIN: 1})
