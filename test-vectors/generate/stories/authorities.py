"""Several authorities in one verifier, and their recognitions (R-61, R-62)."""

from ..labels import LEVEL
from ..trust import NAMES, RECOGNITIONS, SCHEME, names
from .story import *

PREFIX = "HTTPS://CLS.EXAMPLE/L/"
ISSUER = {1: names("Example Lion Registry", "獅子登録所（見本）"), 2: [PREFIX], 4: [entry("label 3")]}
CLS = changed(
    JC_STAR,
    (NAMES, names("Example Lion Authority", "獅子認証局（見本）")),
    (ROOTS, [key("root 4").public]),
    (ISSUERS, [ISSUER]),
    (SCHEME, 4, {1: "EX-CLS-1", 2: "EX-CLS-2"}),
    (SCHEME, 7, 90),
)
RECOGNITION = {1: digest(CLS), 2: 1, 3: ["EX-CLS-1"], 4: 1, 5: day("2026-06-01"), 6: day("2027-05-31")}
HOME = changed(ANCHOR, (RECOGNITIONS, [RECOGNITION]))
LION = but(CAMERA, {3: day("2026-06-01"), 4: day("2028-05-31")})
COUNTS = [{"authority": "Example Label Authority", "level": 1, "since": "2026-06-01"}]


def lion(told: Story, expect: str, *reasons, **more) -> Story:
    return told.check(expect, *reasons, key_name="label 3", prefix=PREFIX, **more)


def both(name: str, description: str, rules: str = "R-62", home: dict = HOME) -> Story:
    return story(name, description, rules, home).add(signed(CLS, "root 4"))


def stories():
    yield lion(
        both(
            "two-authorities", "Labels of both authorities are checked, each against its own list.", "R-61", ANCHOR
        ).check("status-unknown"),
        "active",
        "no-status-published",
        claims=LION,
    )
    yield story("authority-twice", "The authority is already known to the verifier.", "R-61").add(
        signed(ANCHOR), "trust-list-conflict"
    )
    stolen = changed(CLS, (ISSUERS, 0, 4, [entry("label 1")]))
    yield story("one-key-under-two-authorities", "The authority of a label would be ambiguous.", "R-61").add(
        signed(stolen, "root 4"), "trust-list-conflict"
    )
    yield story("a-root-that-is-anothers-key", "A root of one authority is also a root of the other.", "R-61").add(
        signed(changed(CLS, (ROOTS, [key("root 1").public])), "root 1"), "trust-list-conflict"
    )
    yield story("one-prefix-under-two-authorities", "A prefix belongs to one issuer.", "R-61").add(
        signed(changed(CLS, (ISSUERS, 0, 2, [FIRST + "X/"])), "root 4"), "trust-list-conflict"
    )
    yield (
        both("conflict-that-comes-with-an-update", "The next list names a key of the other authority.", "R-61")
        .trust(
            signed(following(CLS, "2026-06-01T00:00:00Z", (ISSUERS, 0, 4, [entry("label 1")])), "root 4"),
            "trust-list-conflict",
        )
        .check("status-unknown")
    )
    yield story("list-of-a-foreign-authority", "The verifier has no anchor of this authority.", "R-61").trust(
        signed(CLS, "root 4"), "trust-list-foreign"
    )
    yield lion(
        both("recognised-level", "CLS 1 counts as one star since 2026-06-01."),
        "active",
        "no-status-published",
        "recognised",
        claims=LION,
        recognised=COUNTS,
    )
    yield lion(
        both("recognised-not-before-its-day", "Issued one day before the recognition starts."),
        "active",
        "no-status-published",
        claims=but(LION, {3: day("2026-05-31"), 4: day("2028-05-30")}),
    )
    yield lion(
        both("recognised-on-its-last-day", "Issued on the last day of the recognition."),
        "active",
        "trust-ageing",
        "no-status-published",
        "recognised",
        claims=but(LION, {3: day("2027-05-31"), 4: day("2029-05-30")}),
        as_of="2027-06-01",
        trust_age_days=515,
        recognised=COUNTS,
    )
    yield lion(
        both("recognised-not-after-its-end", "Issued one day after the last day of the recognition."),
        "active",
        "trust-ageing",
        "no-status-published",
        claims=but(LION, {3: day("2027-06-01"), 4: day("2029-05-31")}),
        as_of="2027-06-01",
        trust_age_days=515,
    )
    yield lion(
        both("recognised-by-other-criteria-only", "The recognition names EX-CLS-1, but the label has EX-CLS-2."),
        "active",
        "no-status-published",
        claims=but(LION, {6: 2}),
    )
    yield lion(
        both("another-level-is-not-recognised", "The recognition covers CLS 1, but the label has CLS 2."),
        "active",
        "no-status-published",
        claims=but(LION, {LEVEL: 2}),
    )
    yield lion(
        both("recognised-but-expired", "A recognition does not change the standing of a label.", "R-62"),
        "expired",
        "clock-ahead",
        "trust-ageing",
        "no-status-published",
        "recognised",
        claims=LION,
        now="2028-06-01T03:00:00Z",
        trust_age_days=882,
        recognised=COUNTS,
    )
    yield lion(
        both(
            "a-floor-of-its-own", "A newer list of one authority does not raise the clock floor of the other.", "R-40"
        ).trust(signed(following(HOME, "2026-09-01T00:00:00Z"))),
        "not-yet-valid",
        "no-status-published",
        "recognised",
        claims=LION,
        now="2026-05-01T00:00:00Z",
        recognised=COUNTS,
    )
