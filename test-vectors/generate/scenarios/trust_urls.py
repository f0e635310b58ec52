"""Trust lists: the issuers' URLs, which are carrier prefixes and status list addresses (R-9, R-55, R-58)."""

from ..trust import FIRST, ISSUERS, STATUS_URI
from .trust_content import fine, invalid


def scenarios():
    yield from prefixes()
    yield from status_uris()


def prefixes():
    def first(prefix: str):
        return (ISSUERS, 0, 2, 0, prefix)

    good = {
        "prefix-of-64-characters": ("The longest prefix.", "HTTPS://JC-STAR.EXAMPLE/" + "L" * 39 + "/"),
        "prefix-of-a-host-alone": ("A host without a path.", "HTTPS://JC-STAR.EXAMPLE/"),
        "prefix-of-all-signs": ("Every special character that a path may have.", "HTTPS://A-1.EXAMPLE/0Z$*.:-/L/"),
        "prefix-with-the-highest-port": ("A port of five digits.", "HTTPS://JC-STAR.EXAMPLE:65535/"),
    }
    for name, (description, prefix) in good.items():
        yield fine(f"list-{name}", description, "R-9 R-55", first(prefix))
    bad = {
        "prefix-of-65-characters": ("One character too many.", "HTTPS://JC-STAR.EXAMPLE/" + "L" * 40 + "/"),
        "prefix-empty": ("An empty prefix.", ""),
        "prefix-over-http": ("Without TLS.", "HTTP://JC-STAR.EXAMPLE/"),
        "prefix-in-lower-case": ("Lower case is not in QR's alphanumeric set.", "https://jc-star.example/L/"),
        "prefix-without-slash-at-the-end": (
            "Without the slash, the payload would start within the path.",
            "HTTPS://JC-STAR.EXAMPLE/L",
        ),
        "prefix-without-path": ("No slash after the host.", "HTTPS://JC-STAR.EXAMPLE"),
        "prefix-without-host": ("No host after the scheme.", "HTTPS:///L/"),
        "prefix-of-a-host-with-a-dot-first": ("A host that starts with a dot.", "HTTPS://.EXAMPLE/"),
        "prefix-of-a-host-with-a-hyphen-last": ("A host that ends with a hyphen.", "HTTPS://JC-STAR-/"),
        "prefix-with-a-space": ("A space is in QR's set, but does not survive a URL.", "HTTPS://JC-STAR.EXAMPLE/L L/"),
        "prefix-with-a-percent": ("`%` is in QR's set, but does not survive a URL.", "HTTPS://JC-STAR.EXAMPLE/%4C/"),
        "prefix-with-a-plus": ("`+` is in QR's set, but does not survive a URL.", "HTTPS://JC-STAR.EXAMPLE/L+/"),
        "prefix-with-userinfo": ("`@` is not allowed in a prefix.", "HTTPS://USER@JC-STAR.EXAMPLE/"),
        "prefix-with-a-query": ("`?` is not allowed in a prefix.", "HTTPS://JC-STAR.EXAMPLE/?L/"),
        "prefix-with-an-empty-port": ("A colon without a port.", "HTTPS://JC-STAR.EXAMPLE:/L/"),
        "prefix-with-a-port-of-six-digits": ("One digit too many.", "HTTPS://JC-STAR.EXAMPLE:065535/"),
        "prefix-with-a-port-of-letters": ("Letters instead of a port number.", "HTTPS://JC-STAR.EXAMPLE:HTTP/"),
        "prefix-with-a-line-end": (
            "A line end after the last slash. Detects a pattern whose `$` matches before a line end.",
            "HTTPS://JC-STAR.EXAMPLE/L/\n",
        ),
    }
    for name, (description, prefix) in bad.items():
        yield invalid(f"list-{name}", description, "R-9 R-55", first(prefix))
    shared = {
        "list-prefix-of-two-issuers": ("Two issuers share a prefix.", FIRST),
        "list-prefix-that-starts-another": (
            "The first issuer's prefix starts with the second's.",
            "HTTPS://JC-STAR.EXAMPLE/",
        ),
        "list-prefix-that-goes-on": ("The second issuer's prefix starts with the first's.", FIRST + "TWO/"),
    }
    for name, (description, prefix) in shared.items():
        yield invalid(name, description, "R-55", (ISSUERS, 1, 2, 1, prefix))
    yield fine(
        "list-prefixes-of-one-issuer",
        "One issuer may have two prefixes of which one starts with the other.",
        "R-55",
        (ISSUERS, 0, 2, 2, FIRST + "MORE/"),
    )
    yield fine(
        "list-prefixes-on-one-host",
        "Two issuers on one host. Neither path starts with the other.",
        "R-55",
        (ISSUERS, 1, 2, 1, "HTTPS://JC-STAR.EXAMPLE/L2/"),
    )


def status_uris():
    def uri(text: str):
        return (ISSUERS, 0, 3, text)

    host = "https://status.example/"
    yield fine(
        "status-uri-of-256-characters", "248 characters after `https://`.", "R-58", uri(host + "s" * (256 - len(host)))
    )
    bad = {
        "status-uri-of-257-characters": ("One character too many.", host + "s" * (257 - len(host))),
        "status-uri-of-a-scheme-alone": ("Only `https://`.", "https://"),
        "status-uri-over-http": ("Without TLS.", "http://status.example/1"),
        "status-uri-of-upper-case-scheme": ("The scheme must be in lower case.", "HTTPS://status.example/1"),
        "status-uri-with-a-space": ("A space is below `!`.", "https://status.example/1 2"),
        "status-uri-in-other-script": ("A host that is not ASCII.", "https://状態.example/1"),
    }
    for name, (description, text) in bad.items():
        yield invalid(name, description, "R-58", uri(text))
    yield invalid(
        "status-uri-of-two-issuers",
        "Two issuers share a status list, so that their indexes would collide.",
        "R-58",
        uri(STATUS_URI),
        (ISSUERS, 1, 3, STATUS_URI),
    )
