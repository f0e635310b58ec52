"""Texts typed by a keyboard-wedge scanner (R-12)."""

from ..scenario import label
from ..trust import FIRST
from .carrier import base64url_of
from .common import NO_STATUS, with_all_signs

US_ON_JIS = str.maketrans({":": "+", "*": "("})
JIS_ON_US = str.maketrans({":": "'", "*": '"'})


def scenarios():
    claims, sealed = with_all_signs()

    def one(name: str, description: str, change, expect: str, wedge: bool, rules: str = "R-12"):
        good = {"reasons": NO_STATUS} if expect == "active" else {}
        return label(
            name,
            description,
            rules=rules,
            claims=claims,
            sealed=sealed,
            text=change,
            wedge=wedge,
            expect=expect,
            **good,
        )

    manners = {
        "us-on-jis": (
            "a US scanner layout on a JIS host: `+` for `:`, `(` for `*`",
            lambda text: text.translate(US_ON_JIS),
        ),
        "jis-on-us": (
            "a JIS scanner layout on a US host: `'` for `:`, `\"` for `*`",
            lambda text: text.translate(JIS_ON_US),
        ),
        "caps-lock": ("caps lock: lower case for upper case", str.lower),
        "caps-lock-and-us-on-jis": (
            "caps lock and a US scanner layout on a JIS host",
            lambda text: text.translate(US_ON_JIS).lower(),
        ),
    }
    for name, (manner, change) in manners.items():
        yield one(
            f"wedge-{name}",
            f"Typed with {manner}. The caller declares this, and the text is repaired.",
            change,
            "active",
            True,
        )
        start_is_gone = name.startswith("caps")
        yield one(
            f"wedge-{name}-not-declared",
            f"The same text, but the caller does not declare that it was typed (with {manner}). It is not repaired.",
            change,
            "not-a-label" if start_is_gone else "bad-base41",
            False,
            "R-3 R-12" if start_is_gone else "R-5 R-12",
        )
    yield one(
        "wedge-unchanged", "Declared as typed, but there is nothing to repair.", lambda text: text, "active", True
    )
    yield label(
        "wedge-bare-payload",
        "A bare payload, typed with caps lock.",
        rules="R-11 R-12",
        claims=claims,
        sealed=sealed,
        prefix="",
        text=str.lower,
        wedge=True,
        expect="active",
        reasons=NO_STATUS,
    )
    yield label(
        "wedge-base64url",
        "base64url is never repaired, and its lower case is kept.",
        rules="R-7 R-12",
        claims=claims,
        sealed=sealed,
        encode_bytes=base64url_of,
        wedge=True,
        expect="active",
        reasons=NO_STATUS,
    )
    yield label(
        "wedge-base64url-us-on-jis",
        "base64url typed on a JIS host. Its prefix is not repaired either, so it belongs to no issuer.",
        rules="R-10 R-12",
        claims=claims,
        sealed=sealed,
        prefix=FIRST.translate(US_ON_JIS),
        encode_bytes=base64url_of,
        wedge=True,
        expect="foreign-carrier",
        reasons=NO_STATUS,
    )
    yield label(
        "wedge-base64url-caps-lock",
        "base64url typed with caps lock. The swapped letters are not repaired, and the text does not start with `I2W`.",
        rules="R-3 R-12",
        claims=claims,
        sealed=sealed,
        encode_bytes=base64url_of,
        text=lambda carrier: FIRST + carrier.removeprefix(FIRST).swapcase(),
        wedge=True,
        expect="not-a-label",
    )
    yield label(
        "wedge-plain-url",
        "A typed text that is not a label is left unchanged.",
        rules="R-3 R-12",
        text="https://jc-star.example/products/ex-000123",
        wedge=True,
        expect="not-a-label",
    )
