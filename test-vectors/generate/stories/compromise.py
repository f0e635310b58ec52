"""Compromised keys (R-31, R-72, R-75)."""

from ..labels import PRODUCT_ID
from .story import *

DAY = "2026-11-20T03:00:00Z"
FALLEN = following(ANCHOR, "2026-11-01T00:00:00Z", (ISSUERS, 0, 4, 0, entry("label 1", compromised="2026-10-01")))
STATUS_FALLEN = following(
    ANCHOR, "2026-11-21T00:00:00Z", (ISSUERS, 0, 4, 1, entry("status 1", purpose=STATUSES, compromised="2026-10-01"))
)
FORGED = but(LABEL, {PRODUCT_ID: "EX-666666"})


def fallen(
    name: str, description: str, rules: str = "R-31", witnesses: dict[int, list[bytes]] | None = None, **more
) -> Story:
    """Marks label 1 as compromised, and gives a status list with these witnesses in one range."""
    bound, ranges = witnessing(witnesses) if witnesses else (None, b"")
    told = story(name, description, rules).trust(signed(FALLEN)).status(status(DAY, witnesses=bound, **more))
    return told.objects(bound, ranges) if bound else told


def stories():
    yield fallen("label-of-a-compromised-key", "A thief's labels cannot be distinguished from the issuer's.").check(
        "key-compromised"
    )
    yield fallen(
        "back-dated-under-a-stolen-key", "A label dated long before the theft. The thief chose the date."
    ).check("key-compromised", claims=but(FORGED, {3: day("2025-01-01"), 4: day("2026-12-31")}))
    yield (
        fallen(
            "copied-index-under-a-stolen-key",
            "The thief used the status index of a witnessed label.",
            "R-31 R-72",
            witnesses={INDEX: [witness()]},
        )
        .check("key-compromised", claims=FORGED)
        .check("active", "witnessed")
    )
    yield fallen(
        "witnessed-label",
        "The status list has a witness for exactly this label.",
        "R-31 R-72",
        witnesses={INDEX: [witness()]},
    ).check("active", "witnessed")
    yield fallen(
        "witness-under-another-index", "The witness is for another index.", "R-72", witnesses={INDEX + 1: [witness()]}
    ).check("key-compromised")
    yield fallen(
        "witnessed-and-revoked",
        "A witness proves the issuer of a label, but not its standing.",
        "R-31 R-72",
        values={INDEX: REVOKED},
        witnesses={INDEX: [witness()]},
    ).check("revoked", "witnessed")
    yield (
        story(
            "stolen-status-key",
            "All lists of the key are void, including stored ones. They no longer raise the clock floor.",
            "R-40 R-75",
        )
        .status(status("2026-11-22T02:00:00Z"))
        .check("active", "clock-behind", "freshness-unknown", now="2026-11-01T00:00:00Z")
        .trust(signed(STATUS_FALLEN))
        .check("status-unknown", now=NOW)
        .check("status-unknown", now="2026-11-21T00:00:00Z")
        .restart()
        .check("status-unknown", now=NOW)
        .status(status("2026-11-22T02:30:00Z"), "status-list-key-compromised")
    )
    witnesses = witnessing({INDEX: [witness()]})
    both = following(
        FALLEN,
        "2026-11-21T00:00:00Z",
        (ISSUERS, 0, 4, 1, entry("status 1", purpose=STATUSES, compromised="2026-11-20")),
    )
    yield (
        story("both-keys-stolen", "A witness under a stolen status key has no effect.", "R-31 R-75")
        .trust(signed(FALLEN))
        .status(status(DAY, witnesses=witnesses[0]))
        .objects(*witnesses)
        .check("active", "witnessed")
        .trust(signed(both))
        .check("status-unknown", "key-compromised", "witnesses-missing")
    )
    moved = following(ANCHOR, "2026-11-21T00:00:00Z", (ISSUERS, 0, 3, STATUS_URI + "0"))
    yield (
        story(
            "status-list-moved", "The issuer's status list has a new address, so the old list no longer counts.", "R-75"
        )
        .status(status(DAY))
        .check("active")
        .trust(signed(moved))
        .check("status-unknown")
    )
    replaced = following(STATUS_FALLEN, "2026-11-22T00:00:00Z", (ISSUERS, 0, 4, 4, entry("status 2", purpose=STATUSES)))
    yield (
        story(
            "status-key-replaced",
            "A new key signs an earlier version. The lists of the old key do not count.",
            "R-74 R-75",
        )
        .status(status("2026-11-22T02:00:00Z"))
        .trust(signed(STATUS_FALLEN))
        .trust(signed(replaced))
        .status(status("2026-11-22T01:00:00Z", key_name="status 2"))
        .check("active")
    )
    taken_back = following(FALLEN, "2026-11-02T00:00:00Z", (ISSUERS, 0, 4, 0, entry("label 1")))
    yield (
        story("compromise-taken-back", "A later list must not withdraw the compromise of a key.", "R-59")
        .trust(signed(FALLEN))
        .trust(signed(taken_back), "trust-list-invalid")
        .check("status-unknown", "key-compromised", "witnesses-missing")
    )
