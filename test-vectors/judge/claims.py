"""The claims of a label (R-21 to R-29), and the checks against the scheme (R-33 to R-38)."""

import calendar
import re
from datetime import date, timedelta

from .carrier import Refused
from .cbor import Items, NotDeterministic, read
from .characters import HIDDEN

EPOCH = date(1970, 1, 1)


def is_uint(value, low: int, high: int) -> bool:
    return type(value) is int and low <= value <= high


def is_text(value, longest: int) -> bool:
    return type(value) is str and 1 <= len(value.encode()) <= longest and not HIDDEN.search(value)


def is_gtin(value) -> bool:
    return is_uint(value, 1, 99_999_999_999_999)


def is_gtins(value) -> bool:
    if type(value) is not list:
        return is_gtin(value)
    return 2 <= len(value) <= 4 and all(map(is_gtin, value)) and len(set(value)) == len(value)


def is_day(value) -> bool:
    return is_uint(value, 14_610, 65_535)


def is_entry(value) -> bool:
    return is_uint(value, 0, 65_535)


CLAIMS = {
    1: ("product_id", lambda v: type(v) is str and re.fullmatch("[!-~]{1,32}", v) is not None),
    2: ("level", lambda v: is_uint(v, 1, 255)),
    3: ("issued_on", is_day),
    4: ("expires_on", is_day),
    5: ("status_index", lambda v: is_uint(v, 0, 2**32 - 1)),
    6: ("criteria", is_entry),
    7: ("category", is_entry),
    8: ("holder", lambda v: is_text(v, 128)),
    9: ("model", lambda v: is_text(v, 64)),
    10: ("gtin", is_gtins),
    11: ("evaluator", is_entry),
    12: ("serial", lambda v: is_text(v, 32)),
}


def label(payload: bytes) -> dict:
    """Returns the claims by name. Days and GTINs are still numbers."""
    try:
        found = read(payload)
    except NotDeterministic as fault:
        raise Refused("malformed-claims") from fault
    if type(found) is not Items or any(type(k) is not int or k == 0 for k in found.keys()):
        raise Refused("malformed-claims")
    if any(k < 0 for k in found.keys()):
        raise Refused("unsupported-version")
    for number, (_, fits) in CLAIMS.items():
        there = number in found.keys()
        if (number <= 5 and not there) or (there and not fits(found.get(number))):
            raise Refused("malformed-claims")
    claims = {name: found.get(number) for number, (name, _) in CLAIMS.items() if number in found.keys()}
    return claims | {"unknown_claims": sum(k > 12 for k in found.keys())}


def shown(claims: dict) -> dict:
    out = {name: value for name, value in claims.items() if name != "unknown_claims" or value}
    for name in ("issued_on", "expires_on"):
        out[name] = (EPOCH + timedelta(claims[name])).isoformat()
    if "gtin" in out:
        out["gtin"] = [padded(n) for n in numbers(out["gtin"])]
    return out


def numbers(gtin) -> list[int]:
    return gtin if type(gtin) is list else [gtin]


def padded(number: int) -> str:
    digits = str(number)
    return digits.zfill(min(n for n in (8, 12, 13, 14) if n >= len(digits)))


def violates(claims: dict, scheme: Items) -> bool:
    level = scheme.get(2).get(claims["level"])
    if level is None:
        return True
    for name, dictionary in (("criteria", 4), ("category", 3), ("evaluator", 5)):
        if name in claims and claims[name] not in scheme.get(dictionary).keys():
            return True
    if "category" in claims and scheme.get(3).get(claims["category"]).get(2) is True:
        return True
    if ("evaluator" in claims) != (level.get(2) == 2):
        return True
    if not claims["issued_on"] <= claims["expires_on"] <= last_day(claims["issued_on"], scheme.get(6)):
        return True
    return any(bad_check_digit(n) for n in numbers(claims.get("gtin", [])))


def last_day(issued_on: int, months: int) -> int:
    issued = EPOCH + timedelta(issued_on)
    year, month = divmod(issued.year * 12 + issued.month - 1 + months, 12)
    days_in_month = calendar.monthrange(year, month + 1)[1]
    if issued.day > days_in_month:
        return (date(year, month + 1, days_in_month) - EPOCH).days
    return (date(year, month + 1, issued.day) - EPOCH).days - 1


def bad_check_digit(number: int) -> bool:
    return sum(int(d) * (1 if at % 2 else 3) for at, d in enumerate(f"{number:014}")) % 10 != 0
