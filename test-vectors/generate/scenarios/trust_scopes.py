"""Compromised keys, scopes and ages in trust lists (R-90 to R-92), and the order of R-50."""

from ..keys import key
from ..labels import day
from ..trust import COMPROMISED, EXPIRES_AT, ISSUED_AT, ISSUERS, JC_STAR, SCHEME, entry
from .trust_content import fine, invalid, one

KEY = (ISSUERS, 0, 4, 0)


def scenarios():
    yield from compromised()
    yield from scopes()
    yield from ages()
    yield from order()


def thumbprints(*names: str) -> list[bytes]:
    return sorted(key(name).thumbprint for name in names)


def malformed(name: str, description: str, rules: str, *changes):
    return one(name, description, rules, "trust-list-malformed", *changes)


def compromised():
    rule = "R-90"
    yield fine(
        "list-with-compromised-keys",
        "Keys that the list does not have.",
        rule,
        (COMPROMISED, thumbprints("stranger", "label 3")),
    )
    yield fine(
        "list-with-a-compromised-key-that-is-marked",
        "The key is in the list, and marked.",
        rule,
        (COMPROMISED, thumbprints("compromised")),
    )
    yield fine("list-marks-a-key-and-carries-no-thumbprint", "The mark is enough while the key is in the list.", rule)
    for name, what in (
        ("root 1", "root"),
        ("label 1", "label-key"),
        ("status 1", "status-key"),
        ("label 2", "second-issuers-key"),
    ):
        yield invalid(
            f"list-with-a-compromised-{what}",
            "A key that is compromised for good is used in the list.",
            rule,
            (COMPROMISED, thumbprints(name, "stranger")),
        )
    two = thumbprints("stranger", "label 3")
    yield malformed("list-compromised-empty", "An empty array instead of no claim.", rule, (COMPROMISED, []))
    yield malformed("list-compromised-descending", "The thumbprints ascend.", rule, (COMPROMISED, two[::-1]))
    yield malformed("list-compromised-twice", "One thumbprint twice.", rule, (COMPROMISED, [two[0], two[0]]))
    yield malformed(
        "list-compromised-of-31-bytes", "A thumbprint is the whole SHA-256.", rule, (COMPROMISED, [two[0][:31]])
    )
    yield malformed("list-compromised-as-a-text", "Not an array.", rule, (COMPROMISED, "none"))
    many = sorted((n * 2**200).to_bytes(32, "big") for n in range(1, 1026))
    yield fine("list-of-1024-compromised-keys", "As many as there may be.", rule, (COMPROMISED, many[:1024]))
    yield malformed("list-of-1025-compromised-keys", "One too many.", rule, (COMPROMISED, many))


def scopes():
    rule = "R-91"
    yield fine(
        "key-with-a-scope",
        "Levels and categories, in any order.",
        rule,
        (*KEY, entry("label 1") | {6: [2, 1], 7: [0, 65_535]}),
    )
    yield fine(
        "key-with-64-levels", "As many as there may be.", rule, (*KEY, entry("label 1") | {6: list(range(1, 65))})
    )
    for name, scope in (
        ("levels-empty", {6: []}),
        ("level-0", {6: [0]}),
        ("level-256", {6: [256]}),
        ("level-as-a-number", {6: 1}),
        ("65-levels", {6: list(range(1, 66))}),
        ("categories-empty", {7: []}),
        ("category-65536", {7: [65_536]}),
        ("category-as-a-text", {7: ["1"]}),
        ("1025-categories", {7: list(range(1025))}),
    ):
        yield malformed(f"key-scope-{name}", "The scope has another form.", rule, (*KEY, entry("label 1") | scope))


def ages():
    rule = "R-92"
    yield fine("issuer-with-an-age-of-7-days", "The smallest one.", rule, (ISSUERS, 0, 5, 7))
    yield fine("issuer-with-an-age-of-65535-days", "The largest one.", rule, (ISSUERS, 0, 5, 65_535))
    for days in (0, 6):
        yield invalid(
            f"issuer-with-an-age-of-{days}-days",
            "A phone that was offline for a week would have no status.",
            rule,
            (ISSUERS, 0, 5, days),
        )
    yield malformed("issuer-with-an-age-of-65536-days", "Out of the range of its type.", rule, (ISSUERS, 0, 5, 65_536))
    yield malformed("issuer-with-a-negative-age", "Another type.", rule, (ISSUERS, 0, 5, -1))


def order():
    backwards = (*KEY, entry("label 1", "2026-04-02", "2026-04-01"))
    unsigned = ("stranger",)
    yield one(
        "unsigned-and-window-backwards",
        "The signatures are counted first.",
        "R-50 R-54",
        "trust-list-threshold",
        backwards,
        signers=unsigned,
    )
    yield one(
        "unsigned-and-expired-before-issued",
        "The signatures are counted first.",
        "R-50 R-53",
        "trust-list-threshold",
        (EXPIRES_AT, JC_STAR[ISSUED_AT] - 1),
        signers=unsigned,
    )
    yield one(
        "unsigned-and-a-compromised-root",
        "The signatures are counted first.",
        "R-50 R-90",
        "trust-list-threshold",
        (COMPROMISED, thumbprints("root 1")),
        signers=unsigned,
    )
    for name, change in (
        ("a-key-of-small-order", (*KEY, {1: bytes(32), 2: 1, 3: day("2025-01-01"), 4: day("2030-12-31")})),
        ("a-bad-prefix", (ISSUERS, 0, 2, 0, "HTTP://JC-STAR.EXAMPLE/L/")),
        ("a-bad-status-uri", (ISSUERS, 0, 3, "http://status.example/")),
        ("too-many-months", (SCHEME, 6, 1201)),
    ):
        rules = {"a-bad-prefix": "R-50 R-55", "a-bad-status-uri": "R-50 R-58", "too-many-months": "R-50 R-56"}.get(
            name, "R-50 R-54"
        )
        yield one(
            f"unsigned-and-{name}",
            "A single value is read before the signatures are counted.",
            rules,
            "trust-list-invalid",
            change,
            signers=unsigned,
        )
    for number in (65_536, 2**32, 2**63, 2**64 - 1):
        yield invalid(f"list-months-{number}", "Out of its range, however large.", "R-56", (SCHEME, 6, number))
        yield invalid(f"list-deferral-{number}", "Out of its range, however large.", "R-56", (SCHEME, 7, number))
    yield malformed("list-months-negative", "Another type.", "R-51 R-56", (SCHEME, 6, -1))
    yield invalid("list-offset-of-many-digits", "Out of its range, however large.", "R-56", (SCHEME, 1, -(2**40)))
