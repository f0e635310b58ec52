"""Converts a text to the bytes of a sealed label (R-1 to R-8, R-12)."""

import base64
import re

ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ$*-.:"
ESCAPES = {"24": "$", "2A": "*", "3A": ":"}
TYPED = str.maketrans({"+": ":", "'": ":", "(": "*", '"': "*"} | {c: c.upper() for c in "abcdefghijklmnopqrstuvwxyz"})


class Refused(Exception):
    """A refusal. Its text is the code of the verdict, which has no reasons."""


def opened(text: str, wedge: bool) -> tuple[str | None, bytes]:
    """Returns the prefix, if there is one, and the sealed label."""
    if len(text.encode()) > 1024:
        raise Refused("too-long")
    prefix, payload = split(text)
    if wedge and not payload.startswith("0oR") and split(text.translate(TYPED))[1].startswith("I2W"):
        prefix, payload = split(text.translate(TYPED))
    if payload.startswith("I2W"):
        sealed = base41(re.sub("%(24|2[Aa]|3[Aa])", lambda found: ESCAPES[found[1].upper()], payload))
    elif payload.startswith("0oR"):
        sealed = base64url(payload)
    else:
        raise Refused("not-a-label")
    if len(sealed) > 512:
        raise Refused("too-long")
    return prefix, sealed


def split(text: str) -> tuple[str | None, str]:
    before, slash, payload = text.rpartition("/")
    return (before + slash if slash else None), payload


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
