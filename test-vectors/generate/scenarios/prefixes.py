"""Whose prefix the carrier has (R-9, R-10, R-32). The seal is good in all of these."""

from ..labels import CAMERA, EXPIRES_ON, ISSUED_ON, but, day
from ..scenario import label
from ..trust import FIRST, SECOND
from .common import NO_STATUS

HOST = "JC-STAR.EXAMPLE"


def scenarios():
    same = {
        "prefix-host-in-lower-case": (
            "Phones lower the host's case. Scheme and host are compared without case.",
            f"https://{HOST.lower()}/L/",
        ),
        "prefix-in-mixed-case": ("Case of scheme and host, mixed.", "HtTpS://Jc-StAr.ExAmPlE/L/"),
    }
    for name, (description, prefix) in same.items():
        yield label(name, description, rules="R-10 R-32", prefix=prefix, expect="active", reasons=NO_STATUS)
    other = {
        "prefix-path-in-lower-case": ("The path is compared exactly.", f"HTTPS://{HOST}/l/"),
        "prefix-of-another-host": ("A copied seal on a page of somebody else.", "HTTPS://EVIL.EXAMPLE/L/"),
        "prefix-of-a-longer-host": ("A host that starts with the right one.", f"HTTPS://{HOST}.EVIL.EXAMPLE/L/"),
        "prefix-of-a-host-that-ends-the-same": ("A host that ends with the right one.", f"HTTPS://NOT-{HOST}/L/"),
        "prefix-with-userinfo": (
            "The right host as a user name of another. Catches comparing the start.",
            f"HTTPS://{HOST}@EVIL.EXAMPLE/L/",
        ),
        "prefix-with-password": (
            "The right prefix up to the host as a user name and a password.",
            f"HTTPS://{HOST}:443@EVIL.EXAMPLE/L/",
        ),
        "prefix-with-default-port": (
            "`:443` is another string, and no URL parser stands between.",
            f"HTTPS://{HOST}:443/L/",
        ),
        "prefix-with-root-dot": ("A dot at the end of the host is another string.", f"HTTPS://{HOST}./L/"),
        "prefix-longer": ("A path that goes on. Catches comparing the start.", f"{FIRST}X/"),
        "prefix-shorter": (
            "The host and no path. Catches comparing the start the other way round.",
            f"HTTPS://{HOST}/",
        ),
        "prefix-with-two-slashes": ("A slash too many.", f"{FIRST}/"),
        "prefix-with-dots": ("A path that a URL parser would shorten to the right one.", f"HTTPS://{HOST}/X/../L/"),
        "prefix-with-backslash": ("A backslash that some browsers read as a slash.", f"HTTPS:\\\\{HOST}\\L/"),
        "prefix-over-http": ("Without TLS.", f"HTTP://{HOST}/L/"),
        "prefix-without-scheme": ("The host and the path alone.", f"{HOST}/L/"),
        "prefix-in-a-query": ("The right prefix in the query of another page.", f"HTTPS://EVIL.EXAMPLE/?U={FIRST}"),
        "prefix-with-a-space-before": ("A space before it.", f" {FIRST}"),
        "prefix-with-a-control-character": (
            "A carriage return for the hyphen. Catches folding case by setting a bit.",
            FIRST.replace("-", "\r"),
        ),
        "prefix-with-long-s": (
            "U+017F for `S`: equal under Unicode's case folding, not under ASCII's.",
            FIRST.replace("S", "\u017f"),
        ),
        "prefix-with-full-width-dot": ("A full-width dot, which IDNA turns into a dot.", "HTTPS://JC-STAR．EXAMPLE/L/"),
        "prefix-of-the-other-issuer": (
            "A seal of the first issuer behind the prefix of the second. Catches one list of all prefixes.",
            SECOND,
        ),
    }
    for name, (description, prefix) in other.items():
        yield label(name, description, rules="R-10 R-32", prefix=prefix, expect="foreign-carrier", reasons=NO_STATUS)
    yield label(
        "second-issuer",
        "The second issuer's seal behind its own prefix.",
        rules="R-10 R-32",
        key_name="label 2",
        prefix=SECOND,
        expect="active",
        reasons=NO_STATUS,
    )
    yield label(
        "second-issuer-behind-the-first-prefix",
        "A seal of the second issuer behind the prefix of the first.",
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
        "The same in lower case, with the first and the last letter there is.",
        rules="R-9 R-10",
        trust="everything",
        prefix="https://az.jc-star.example:8443/",
        expect="status-unknown",
    )
    yield label(
        "prefix-without-its-port",
        "The host of that prefix without the port.",
        rules="R-9 R-10",
        trust="everything",
        prefix="HTTPS://AZ.JC-STAR.EXAMPLE/",
        expect="foreign-carrier",
        reasons=["status-unknown"],
    )
    yield label(
        "foreign-prefix-and-expired",
        "The prefix decides. That the label is expired too is a reason.",
        rules="R-32 R-41 R-45",
        prefix="HTTPS://EVIL.EXAMPLE/L/",
        claims=but(CAMERA, {ISSUED_ON: day("2025-04-01"), EXPIRES_ON: day("2026-04-30")}),
        expect="foreign-carrier",
        reasons=["expired", *NO_STATUS],
    )
    yield label(
        "foreign-prefix-and-status-list",
        "The prefix decides. That no status list is at hand is a reason.",
        rules="R-32 R-42 R-45",
        trust="with-status",
        prefix="HTTPS://EVIL.EXAMPLE/L/",
        expect="foreign-carrier",
        reasons=["status-unknown"],
    )
