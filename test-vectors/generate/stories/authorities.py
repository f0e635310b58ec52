"""Several authorities in one verifier, and what they recognise (R-61, R-62)."""

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
        both("two-authorities", "Labels of both are judged, each by its own list.", "R-61", ANCHOR).check("status-unknown"),
        "active",
        "no-status-published",
        claims=LION,
    )
    yield story("authority-twice", "It is there already.", "R-61").add(signed(ANCHOR), "trust-list-conflict")
    stolen = changed(CLS, (ISSUERS, 0, 4, [entry("label 1")]))
    yield story("one-key-under-two-authorities", "Whose label would it be?", "R-61").add(
        signed(stolen, "root 4"), "trust-list-conflict"
    )
    yield story("a-root-that-is-anothers-key", "Root 4 of one would be a label key of the other.", "R-61").add(
        signed(changed(CLS, (ROOTS, [key("root 1").public])), "root 1"), "trust-list-conflict"
    )
    yield story("one-prefix-under-two-authorities", "An address belongs to one issuer.", "R-61").add(
        signed(changed(CLS, (ISSUERS, 0, 2, [FIRST + "X/"])), "root 4"), "trust-list-conflict"
    )
    yield (
        both("conflict-that-comes-with-an-update", "The next list takes over a key of the other authority.", "R-61")
        .trust(signed(following(CLS, "2026-06-01T00:00:00Z", (ISSUERS, 0, 4, [entry("label 1")])), "root 4"), "trust-list-conflict")
        .check("status-unknown")
    )
    yield story("list-of-a-foreign-authority", "It has no anchor here.", "R-61").trust(
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
        both("recognised-not-before-its-day", "Issued a day before the recognition starts."),
        "active",
        "no-status-published",
        claims=but(LION, {3: day("2026-05-31"), 4: day("2028-05-30")}),
    )
    yield lion(
        both("recognised-on-its-last-day", "Issued on the last day that counts."),
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
        both("recognised-not-after-its-end", "Issued a day after the last that counts."),
        "active",
        "trust-ageing",
        "no-status-published",
        claims=but(LION, {3: day("2027-06-01"), 4: day("2029-05-31")}),
        as_of="2027-06-01",
        trust_age_days=515,
    )
    yield lion(
        both("recognised-by-other-criteria-only", "The recognition names EX-CLS-1, the label EX-CLS-2."),
        "active",
        "no-status-published",
        claims=but(LION, {6: 2}),
    )
    yield lion(
        both("another-level-is-not-recognised", "CLS 2 is not CLS 1."),
        "active",
        "no-status-published",
        claims=but(LION, {LEVEL: 2}),
    )
    yield lion(
        both("recognised-but-expired", "A recognition makes no label stand.", "R-62"),
        "expired",
        "trust-ageing",
        "no-status-published",
        "recognised",
        claims=LION,
        now="2028-06-01T03:00:00Z",
        trust_age_days=882,
        recognised=COUNTS,
    )
    yield lion(
        both("a-floor-of-its-own", "The other authority's newer list does not raise this one's clock floor.", "R-40").trust(
            signed(following(HOME, "2026-09-01T00:00:00Z"))
        ),
        "not-yet-valid",
        "no-status-published",
        "recognised",
        claims=LION,
        now="2026-05-01T00:00:00Z",
        recognised=COUNTS,
    )
