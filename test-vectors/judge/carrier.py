"""Converts a text to the bytes of a sealed label (R-1 to R-8, R-83, R-84)."""

import base64
import re
from typing import NamedTuple

from .characters import HIDDEN

ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ$*-.:"
ESCAPES = {"24": "$", "2A": "*", "3A": ":"}
BLANK = "[\x00-\x20\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff]"
QUOTE = "[\"'\u2018\u2019\u201c\u201d]"


class Refused(Exception):
    """A refusal. Its text is the code of the verdict, which has no reasons."""


def opened(carrier: str) -> tuple[str | None, bytes, str | None]:
    """Returns the prefix, if there is one, the sealed label, and the digits of the GTIN, if there is one."""
    if len(carrier.encode()) > 1024:
        raise Refused("too-long")
    if len(side_by_side(carrier)) > 1:
        raise Refused("not-a-label")
    prefix, payload, rest = parts(unframed(carrier))
    gtin = re.fullmatch("/01/([0-9]{14})", rest) if prefix and payload.startswith("I2W") else None
    if not payload or (rest and not gtin) or rest.endswith("\n"):
        raise Refused("not-a-label")
    if any(re.match(BLANK, c) or HIDDEN.match(c) for c in prefix or ""):
        raise Refused("not-a-label")
    if payload.startswith("I2W"):
        sealed = base41(re.sub("%(24|2[Aa]|3[Aa])", lambda found: ESCAPES[found[1].upper()], payload))
    else:
        sealed = base64url(payload)
    if len(sealed) > 512:
        raise Refused("too-long")
    return prefix, sealed, gtin and gtin[1]


def address_without_seal(text: str) -> str | None:
    """R-122. Returns the text without framing if it may be an address without a seal."""
    address = without_ends(text)
    plain = re.fullmatch("[!-+\\--:<-~]*", address) and len(text.encode()) <= 1024
    return address if plain and not parts(address).payload else None


class Parts(NamedTuple):
    prefix: str | None
    payload: str
    rest: str


def parts(text: str) -> Parts:
    """R-2. The payload is empty where there is none."""
    segments = text.split("/")
    for at in reversed(range(len(segments))):
        if segments[at].startswith(("I2W", "0oR")):
            before, after = segments[:at], segments[at + 1 :]
            prefix = "".join(f"{segment}/" for segment in before)
            return Parts(
                prefix or None,
                segments[at],
                "".join(f"/{segment}" for segment in after),
            )
    return Parts(None, "", text)


def unframed(text: str) -> str:
    """R-83."""
    cells = [without_ends(cell) for cell in cells_of(text)]
    with_payload = [cell for cell in cells if parts(cell).payload]
    others = [cell for cell in cells if cell not in with_payload]
    if len(with_payload) == 1 and not any("/" in cell for cell in others):
        return with_payload[0]
    return without_ends(text)


def cells_of(text: str) -> list[str]:
    return re.split("[,;\t]", text)


def side_by_side(text: str) -> list[str]:
    """R-83, item 4."""
    return [part for part in re.split(f"[,;]|{BLANK}", text) if parts(without_ends(part)).payload]


def without_ends(text: str, typed: bool = False) -> str:
    """R-83, items 1 and 2, and of `typed` text R-12, step 2."""
    start = re.match(rf"(?:\][A-Za-z][0-9A-Fa-f]|{BLANK}|{QUOTE})*", text)[0]
    text, opening = text[len(start) :], len(re.findall(QUOTE, start))
    while text and (re.fullmatch(BLANK, text[-1]) or (re.fullmatch(QUOTE, text[-1]) and (opening or not typed))):
        opening -= bool(typed and re.fullmatch(QUOTE, text[-1]))
        text = text[:-1]
    return text


def base41(text: str) -> bytes:
    out = b""
    for at in range(0, len(text), 3):
        group = text[at : at + 3]
        if len(group) == 1 or any(c not in ALPHABET for c in group):
            raise Refused("bad-base41")
        number = sum(ALPHABET.index(c) * 41**n for n, c in enumerate(group))
        if number >= 1 << 8 * (len(group) - 1):
            raise Refused("bad-base41")
        out += number.to_bytes(len(group) - 1, "big")
    return out


def base64url(text: str) -> bytes:
    if not re.fullmatch("[A-Za-z0-9_-]*", text) or text.endswith("\n") or len(text) % 4 == 1:
        raise Refused("bad-base64url")
    data = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    if base64.urlsafe_b64encode(data).decode().rstrip("=") != text:
        raise Refused("bad-base64url")
    return data
