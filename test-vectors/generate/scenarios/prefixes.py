"""The issuer of a carrier's prefix (R-9, R-10, R-32). The seal is valid in all of these."""

from ..labels import CAMERA, EXPIRES_ON, ISSUED_ON, but, day
from ..scenario import label
from ..trust import FIRST, SECOND
from .common import NO_STATUS

HOST = "JC-STAR.EXAMPLE"


def scenarios():
    same = {
        "prefix-host-in-lower-case": (
            "Phones convert the host to lower case. Scheme and host are compared without regard to case.",
            f"https://{HOST.lower()}/L/",
        ),
        "prefix-in-mixed-case": ("Scheme and host in mixed case.", "HtTpS://Jc-StAr.ExAmPlE/L/"),
    }
    for name, (description, prefix) in same.items():
        yield label(name, description, rules="R-10 R-32", prefix=prefix, expect="active", reasons=NO_STATUS)
    other = {
        "prefix-path-in-lower-case": ("The path is compared exactly.", f"HTTPS://{HOST}/l/"),
        "prefix-of-another-host": ("A copied seal behind the URL of another party.", "HTTPS://EVIL.EXAMPLE/L/"),
        "prefix-of-a-longer-host": ("A host that starts with the issuer's host.", f"HTTPS://{HOST}.EVIL.EXAMPLE/L/"),
        "prefix-of-a-host-that-ends-the-same": ("A host that ends with the issuer's host.", f"HTTPS://NOT-{HOST}/L/"),
        "prefix-with-userinfo": (
            "The issuer's host as the user name in another URL. Detects a comparison of only the start.",
            f"HTTPS://{HOST}@EVIL.EXAMPLE/L/",
        ),
        "prefix-with-password": (
            "The issuer's host and `443` as a user name and a password in another URL.",
            f"HTTPS://{HOST}:443@EVIL.EXAMPLE/L/",
        ),
        "prefix-with-default-port": (
            "With `:443` the prefix is a different string. No URL parser is involved.",
            f"HTTPS://{HOST}:443/L/",
        ),
        "prefix-with-root-dot": ("With a dot after the host the prefix is a different string.", f"HTTPS://{HOST}./L/"),
        "prefix-longer": ("A longer path. Detects a comparison of only the start.", f"{FIRST}X/"),
        "prefix-shorter": (
            "The host without the path. Detects a comparison of only the start in the other direction.",
            f"HTTPS://{HOST}/",
        ),
        "prefix-with-two-slashes": ("One slash too many.", f"{FIRST}/"),
        "prefix-with-dots": ("A path that a URL parser would shorten to the issuer's path.", f"HTTPS://{HOST}/X/../L/"),
        "prefix-with-backslash": ("Backslashes, which some browsers treat as slashes.", f"HTTPS:\\\\{HOST}\\L/"),
        "prefix-over-http": ("Without TLS.", f"HTTP://{HOST}/L/"),
        "prefix-without-scheme": ("The host and the path without a scheme.", f"{HOST}/L/"),
        "prefix-in-a-query": ("The issuer's prefix in the query of another URL.", f"HTTPS://EVIL.EXAMPLE/?U={FIRST}"),
        "prefix-with-long-s": (
            "U+017F instead of `S`: equal under Unicode case folding, but not under ASCII case folding.",
            FIRST.replace("S", "\u017f"),
        ),
        "prefix-with-full-width-dot": (
            "A full-width dot, which IDNA converts to a dot.",
            "HTTPS://JC-STAR．EXAMPLE/L/",
        ),
        "prefix-of-the-other-issuer": (
            "A seal of the first issuer with the prefix of the second. Detects a common list of all prefixes.",
            SECOND,
        ),
    }
    for name, (description, prefix) in other.items():
        yield label(name, description, rules="R-10 R-32", prefix=prefix, expect="foreign-carrier", reasons=NO_STATUS)
    yield label(
        "prefix-with-a-control-character",
        "A carriage return instead of the hyphen. Detects case folding by setting a bit.",
        rules="R-2",
        prefix=FIRST.replace("-", "\r"),
        expect="not-a-label",
    )
    yield label(
        "second-issuer",
        "A seal of the second issuer with that issuer's prefix.",
        rules="R-10 R-32",
        key_name="label 2",
        prefix=SECOND,
        expect="active",
        reasons=NO_STATUS,
    )
    yield label(
        "second-issuer-behind-the-first-prefix",
        "A seal of the second issuer with the prefix of the first.",
        rules="R-10 R-32",
        key_name="label 2",
        prefix=FIRST,
        expect="foreign-carrier",
        reasons=NO_STATUS,
    )
    yield label(
        "prefix-with-port",
        "A trust list may name a prefix with a port.",
        rules="R-9 R-10",
        trust="everything",
        prefix="HTTPS://AZ.JC-STAR.EXAMPLE:8443/",
        expect="status-unknown",
    )
    yield label(
        "prefix-with-port-in-lower-case",
        "The same prefix in lower case. The host contains the letters a and z.",
        rules="R-9 R-10",
        trust="everything",
        prefix="https://az.jc-star.example:8443/",
        expect="status-unknown",
    )
    yield label(
        "prefix-without-its-port",
        "The same prefix without its port.",
        rules="R-9 R-10",
        trust="everything",
        prefix="HTTPS://AZ.JC-STAR.EXAMPLE/",
        expect="foreign-carrier",
        reasons=["status-unknown"],
    )
    yield label(
        "foreign-prefix-and-expired",
        "The prefix decides. The expiry is a reason.",
        rules="R-32 R-41 R-45",
        prefix="HTTPS://EVIL.EXAMPLE/L/",
        claims=but(CAMERA, {ISSUED_ON: day("2025-04-01"), EXPIRES_ON: day("2026-04-30")}),
        expect="foreign-carrier",
        reasons=["expired", *NO_STATUS],
    )
    yield label(
        "foreign-prefix-and-status-list",
        "The prefix decides. The missing status list is a reason.",
        rules="R-32 R-42 R-45",
        trust="with-status",
        prefix="HTTPS://EVIL.EXAMPLE/L/",
        expect="foreign-carrier",
        reasons=["status-unknown"],
    )
