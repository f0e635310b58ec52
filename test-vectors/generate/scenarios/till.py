"""Carriers that tills read: GS1 Digital Link URIs with the GTIN behind the payload (R-84, R-85).

The forms are those that GS1's own syntax engine was asked about: it finds `(01)` in `HTTPS://HOST/L/SEAL/01/GTIN` only.
"""

from ..labels import (
    CAMERA,
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
from ..trust import FIRST, FIRST_LONGER
from .carrier import base64url_of
from .common import NO_STATUS

JAN, OTHER = 4912345678904, 4569951110016
CLAIMS = but(CAMERA, {GTIN: JAN})
CARRIED = f"{JAN:014}"
EVIL = "HTTPS://EVIL.EXAMPLE/L/"


def scenarios():
    yield from read_by_tills()
    yield from not_read()
    yield from mismatches()


def one(
    name: str,
    description: str,
    expect: str,
    rules: str = "R-84 R-85",
    reasons=NO_STATUS,
    claims=CLAIMS,
    **more,
):
    more = {"gtin": CARRIED} | more
    refused = expect in {"not-a-label", "bad-base41", "bad-base64url"}
    return label(
        name,
        description,
        rules=rules,
        claims=claims,
        expect=expect,
        reasons=[] if refused else reasons,
        **more,
    )


def read_by_tills():
    yield one(
        "gs1",
        "A label for the till: prefix, payload, and the GTIN that the label names.",
        "active",
    )
    yield one(
        "gs1-longer-prefix",
        "Behind a prefix of 28 characters.",
        "active",
        prefix=FIRST_LONGER,
    )
    yield one("gs1-router", "A label with every claim.", "active", claims=ROUTER)
    eight, fourteen = check_digit("4912345"), check_digit("1491234567890")
    yield one(
        "gs1-ean-8",
        "A GTIN of 8 digits has six zeros in front.",
        "active",
        claims=but(CAMERA, {GTIN: eight}),
        gtin=f"{eight:014}",
    )
    yield one(
        "gs1-gtin-14",
        "The GTIN of a case.",
        "active",
        claims=but(CAMERA, {GTIN: fourteen}),
        gtin=f"{fourteen}",
    )
    several = but(CAMERA, {GTIN: [JAN, OTHER, eight, fourteen]})
    for number, name in ((JAN, "first"), (fourteen, "last")):
        yield one(
            f"gs1-{name}-of-four",
            "One of the four GTINs of a label.",
            "active",
            claims=several,
            gtin=f"{number:014}",
        )
    yield one(
        "gs1-in-lower-case",
        "Scheme and host in lower case, as GS1's reader takes them too.",
        "active",
        prefix=FIRST.lower().replace("/l/", "/L/"),
    )
    yield one(
        "gs1-url-encoded",
        "A URL encoder changed the payload.",
        "active",
        rules="R-6 R-84",
        text=lambda carrier: (
            FIRST + carrier.removeprefix(FIRST).replace("$", "%24").replace("*", "%2A").replace(":", "%3A")
        ),
    )
    yield one(
        "gs1-framed",
        "Framing around a carrier with a GTIN.",
        "active",
        rules="R-83 R-84",
        text=lambda carrier: f"]Q1{carrier}\r\n",
    )
    yield one(
        "gs1-typed",
        "Typed with caps lock.",
        "active",
        rules="R-12 R-84",
        text=str.lower,
        wedge=True,
    )
    yield one(
        "gs1-expired",
        "The GTIN is right, and the label has expired.",
        "expired",
        claims=but(CLAIMS, {ISSUED_ON: day("2025-04-01"), EXPIRES_ON: day("2026-10-31")}),
    )


def not_read():
    """Other forms of GS1 syntax."""

    def behind(rest: str):
        return lambda carrier: carrier.removesuffix(f"/01/{CARRIED}") + rest

    rests = {
        "gtin-13": ("GS1 takes no GTIN of 13 digits in a URI.", f"/01/{JAN}"),
        "gtin-of-15-digits": ("One digit too many.", f"/01/0{CARRIED}"),
        "gtin-with-a-letter": ("A GTIN has digits only.", f"/01/{CARRIED[:-1]}X"),
        "gtin-in-full-width-digits": (
            "Digits that are not ASCII.",
            "/01/" + "０" + CARRIED[1:],
        ),
        "gtin-with-a-space": ("A space for the zero.", f"/01/ {CARRIED[1:]}"),
        "no-gtin": ("The key without its value.", "/01/"),
        "no-value": ("The key without a slash behind it.", "/01"),
        "slash-behind": ("A slash behind the GTIN.", f"/01/{CARRIED}/"),
        "serial-behind": (
            "A serial number behind the GTIN.",
            f"/01/{CARRIED}/21/SN-0042",
        ),
        "batch-behind": ("A batch behind the GTIN.", f"/01/{CARRIED}/10/A"),
        "query-behind": ("An expiry date in a query.", f"/01/{CARRIED}?17=280331"),
        "fragment-behind": ("A fragment behind the GTIN.", f"/01/{CARRIED}#1"),
        "short-name": ("The short name that GS1 had for the key.", f"/gtin/{CARRIED}"),
        "other-key": ("The key of a trade item inside a case.", f"/02/{CARRIED}"),
        "two-gtins": ("Two GTINs.", f"/01/{CARRIED}/01/{CARRIED}"),
        "two-slashes": ("An empty segment before the key.", f"//01/{CARRIED}"),
        "encoded-slashes": (
            "Escaped slashes are a part of the payload.",
            f"%2F01%2F{CARRIED}",
        ),
        "other-path-behind": ("Another path behind the payload.", "/X"),
    }
    for name, (description, rest) in rests.items():
        is_payload = name == "encoded-slashes"
        yield one(
            f"gs1-{name}",
            description,
            "bad-base41" if is_payload else "not-a-label",
            rules="R-5 R-6 R-84" if is_payload else "R-2 R-84",
            text=behind(rest),
        )
    yield one(
        "gs1-bare-payload",
        "A GTIN behind a payload without a prefix is no URI.",
        "not-a-label",
        rules="R-2 R-11 R-84",
        prefix="",
    )
    yield one(
        "gs1-base64url",
        "A GTIN behind base64url, which no symbol for a till holds.",
        "not-a-label",
        rules="R-2 R-84",
        encode_bytes=base64url_of,
    )
    fronts = {
        "gtin-in-front": (
            "The GTIN before the seal. GS1's reader refuses it, and it is no prefix of the issuer.",
            f"01/{CARRIED}/L/",
        ),
        "seal-as-serial": (
            "The seal as a serial number, for which it is too long.",
            f"01/{CARRIED}/21/",
        ),
        "path-gtin-path": (
            "The issuer's path and the GTIN before the seal.",
            f"L/01/{CARRIED}/",
        ),
    }
    for name, (description, path) in fronts.items():
        yield one(
            f"gs1-{name}",
            description,
            "foreign-carrier",
            rules="R-2 R-10 R-84",
            prefix=FIRST.removesuffix("L/") + path,
            gtin=None,
        )


def mismatches():
    yield one(
        "gs1-of-another-product",
        "The GTIN of another product.",
        "gtin-mismatch",
        gtin=f"{OTHER:014}",
    )
    yield one(
        "gs1-of-a-label-without-gtin",
        "The label names no GTIN.",
        "gtin-mismatch",
        claims=CAMERA,
    )
    yield one(
        "gs1-of-zeros",
        "No label can name the GTIN of zeros.",
        "gtin-mismatch",
        gtin="0" * 14,
    )
    yield one(
        "gs1-wrong-check-digit",
        "The check digit was changed.",
        "gtin-mismatch",
        gtin=CARRIED[:-1] + "5",
    )
    yield one(
        "gs1-indicator-digit",
        "A case of the product is another trade item.",
        "gtin-mismatch",
        gtin=f"{check_digit('1491234567890')}",
    )
    yield one(
        "gs1-check-digit-wrong-in-both",
        "Carrier and label have the same wrong number, which the scheme refuses.",
        "scheme-violation",
        rules="R-38 R-85",
        claims=but(CAMERA, {GTIN: JAN + 1}),
        gtin=f"{JAN + 1:014}",
    )
    yield one(
        "gs1-foreign-and-mismatched",
        "The prefix is judged first. The GTIN is a reason.",
        "foreign-carrier",
        rules="R-32 R-45 R-85",
        prefix=EVIL,
        gtin=f"{OTHER:014}",
        reasons=["gtin-mismatch", *NO_STATUS],
    )
    yield one(
        "gs1-foreign",
        "The right GTIN behind another party's URL.",
        "foreign-carrier",
        rules="R-32 R-85",
        prefix=EVIL,
    )
    yield one(
        "gs1-mismatched-and-five-stars",
        "The GTIN is judged before the scheme.",
        "gtin-mismatch",
        rules="R-33 R-45 R-85",
        claims=but(CLAIMS, {LEVEL: 5}),
        gtin=f"{OTHER:014}",
        reasons=["scheme-violation", *NO_STATUS],
    )
    yield one(
        "gs1-mismatched-and-expired",
        "That the label is expired too is a reason.",
        "gtin-mismatch",
        rules="R-41 R-45 R-85",
        claims=but(CLAIMS, {ISSUED_ON: day("2025-04-01"), EXPIRES_ON: day("2026-10-31")}),
        gtin=f"{OTHER:014}",
        reasons=["expired", *NO_STATUS],
    )
