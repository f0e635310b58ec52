"""Failures that occurred in similar systems."""

from ..trust import BY_NAME
from .story import *

DAY = "2026-11-20T03:00:00Z"


def stories():
    yield (
        story("clock-set-back-a-year", "An expired label does not become active if the clock is set back.", "R-40")
        .status(status(DAY))
        .check(
            "expired",
            "clock-behind",
            "freshness-unknown",
            claims=but(LABEL, {4: day("2026-11-19")}),
            now="2025-11-22T03:00:00Z",
        )
    )
    yield (
        story("offline-for-two-months", "The verdict is correct and states the age of the status list.", "R-76")
        .status(status("2026-09-22T03:00:00Z"))
        .check("active", "status-ageing", status_age_days=61)
    )
    expired = changed(ANCHOR, (EXPIRES_AT, seconds("2026-11-21T15:00:00Z")))
    yield (
        story(
            "trust-list-expired-overnight",
            "Labels can still be checked if a trust list was not renewed.",
            "R-76",
            expired,
        )
        .status(status(DAY))
        .check("active", now="2026-11-21T15:00:00Z")
        .check("active", "clock-ahead", "trust-ageing", now="2026-11-21T15:00:01Z", trust_age_days=324)
    )
    gone = following(
        ANCHOR,
        "2026-11-01T00:00:00Z",
        (ISSUERS, 0, 4, [entry("status 1", purpose=STATUSES)]),
        (COMPROMISED, thumbprints("compromised")),
    )
    yield (
        story(
            "key-gone-from-the-list",
            "A genuine key was removed from the list. Its labels are not shown as forged.",
            "R-18",
        )
        .trust(signed(gone))
        .check("unknown-key")
    )
    fallen = following(ANCHOR, "2026-11-01T00:00:00Z", (ISSUERS, 0, 4, 0, entry("label 1", compromised="2026-10-01")))
    yield (
        story("revoked-key-back-the-next-day", "The list of the day before is replayed.", "R-59")
        .trust(signed(fallen))
        .check("status-unknown", "key-compromised", "witnesses-missing")
        .trust(signed(ANCHOR), "trust-list-older")
        .restart()
        .trust(signed(ANCHOR), "trust-list-older")
        .check("status-unknown", "key-compromised", "witnesses-missing")
    )
    # With the bits in the opposite order, index 6 would be revoked and index 7 active.
    yield (
        story("status-bits-in-the-wrong-order", "The first index is in the least significant bits.", "R-66")
        .status(status(DAY, {6: ACTIVE, 7: REVOKED}))
        .check("revoked")
        .check("active", claims=but(LABEL, {5: 6}))
    )
    bomb = zlib.compressobj(9)
    stream = b"".join(bomb.compress(bytes(1 << 20)) for _ in range(17)) + bomb.flush()
    yield (
        story("decompression-bomb", "17 MiB of zeros in 17 KiB.", "R-66")
        .status(status(DAY, lst=stream), "status-list-too-long")
        .check("status-unknown")
    )
    same = changed(
        ANCHOR,
        (ISSUERS, 0, 4, [entry("same kid 62020"), entry("status 1", purpose=STATUSES)]),
        (ISSUERS, 1, 4, [entry("same kid 97411")]),
    )
    yield (
        story("same-kid-twice", "Both keys are tried, whatever their order.", "R-18", same)
        .status(status(DAY))
        .check("active", key_name="same kid 62020")
        .check("active", "no-status-published", key_name="same kid 97411", prefix="HTTPS://SECOND.EXAMPLE/L/")
    )
    elsewhere = changed(
        BY_NAME["no-issuers"].payload,
        (ROOTS, [key("root 4").public]),
        (
            ISSUERS,
            [
                {
                    1: {"en": "Example Lion Registry", "ja": "獅子登録所（見本）"},
                    2: ["HTTPS://CLS.EXAMPLE/L/"],
                    4: [entry("same kid 97411")],
                }
            ],
        ),
    )
    here = changed(ANCHOR, (ISSUERS, 0, 4, 0, entry("same kid 62020")))
    yield (
        story("same-kid-in-two-countries", "Two authorities have keys with the same ID.", "R-18", here)
        .add(signed(elsewhere, "root 4"))
        .status(status(DAY))
        .check("active", key_name="same kid 62020")
        .check("active", "no-status-published", key_name="same kid 97411", prefix="HTTPS://CLS.EXAMPLE/L/")
    )
    yield (
        story("lists-dated-2099", "The lists are refused, and the clock floor does not change.", "R-40 R-59 R-73")
        .trust(signed(following(ANCHOR, "2099-01-01T00:00:00Z")), "trust-list-future")
        .status(status("2028-01-01T00:00:00Z"), "status-list-future")
        .status(status(DAY))
        .check("active")
    )
    yield (
        story(
            "label-dated-2099",
            "The date of a label does not raise the clock floor.",
            "R-40",
            changed(ANCHOR, (ISSUERS, 0, 4, 0, entry("label 1", "2025-01-01", "2100-01-01"))),
        )
        .status(status(DAY))
        .check("not-yet-valid", claims=but(LABEL, {3: day("2099-01-01"), 4: day("2100-12-31")}))
        .check("active")
    )
    yield (
        story("no-sync-until-restart", "A list has effect from the moment it is accepted.", "R-42")
        .check("status-unknown")
        .status(status(DAY))
        .check("active")
        .status(status("2026-11-21T03:00:00Z", {INDEX: REVOKED}))
        .check("revoked")
    )
