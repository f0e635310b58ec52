"""Bundles, deltas and stored state (R-80 to R-82)."""

from .story import *

DAY, NEXT = "2026-11-20T03:00:00Z", "2026-11-21T03:00:00Z"
ROTATED = following(ANCHOR, "2026-06-01T00:00:00Z", (ROOTS, [key("root 2").public]))
CHAIN = [signed(ANCHOR), signed(ROTATED, "root 1", "root 2")]
OLD = status(DAY)
NEW = status(NEXT, {INDEX: REVOKED})


def delta(base: bytes, pieces: list) -> list:
    return [hashlib.sha256(base).digest(), pieces]


def stories():
    whole = bundle(CHAIN, [OLD], index=[[digest(ANCHOR), 2], [STATUS_URI, seconds(DAY)]])
    yield (
        story("bundle-for-a-shop", "A rotation and a status list in one file.", "R-80")
        .bundle(whole, lists=["unchanged", "accepted", "accepted"])
        .check("active")
        .bundle(whole, lists=["trust-list-older", "unchanged", "unchanged"])
    )
    yield (
        story("bundle-with-a-chain-in-one-element", "An element may be a chain, which has one result.", "R-60 R-80")
        .bundle(bundle([b"".join(CHAIN)], [OLD]), lists=["accepted", "accepted"])
        .check("active")
        .bundle(bundle([b"".join(CHAIN)], []), lists=["unchanged"])
    )
    yield (
        story("bundle-with-a-bad-list", "A refused list does not prevent the next one from being applied.", "R-80")
        .bundle(
            bundle([signed(ROTATED)], [status(DAY, key_name="stranger"), OLD]),
            lists=["trust-list-threshold", "status-list-unknown-key", "accepted"],
        )
        .check("active")
    )
    yield (
        story("bundle-with-a-lying-index", "The index has no effect on any decision.", "R-80")
        .bundle(bundle([], [OLD], index=[["https://elsewhere.example/", 1], None]), lists=["accepted"])
        .check("active")
    )
    yield story("bundle-of-another-authority", "A bundle never supplies an anchor.", "R-80").bundle(
        bundle([signed(changed(JC_STAR, (VERSION, 1), (ROOTS, [key("root 4").public])), "root 4")]),
        lists=["trust-list-foreign"],
    )
    yield (
        story("bundle-cut-short", "A download that was interrupted.", "R-80")
        .bundle(whole[:-1], "bundle-malformed")
        .bundle(b"", "bundle-malformed")
    )
    yield story("bundle-of-a-later-version", "This program does not support the version.", "R-80").bundle(
        bundle(version=2), "bundle-unsupported"
    )
    new_from_old = delta(OLD, [NEW[:60], [60, 5], NEW[65:]])
    assert NEW[60:65] == OLD[60:65]
    yield (
        story("delta-between-two-days", "A delta with the changes since the day before.", "R-81")
        .status(OLD)
        .bundle(bundle([], [new_from_old]), lists=["accepted"])
        .check("revoked")
    )
    yield (
        story("delta-without-its-base", "The verifier does not hold the base of the delta.", "R-81")
        .bundle(bundle([], [new_from_old]), lists=["bundle-base-missing"])
        .check("status-unknown")
    )
    yield (
        story("delta-out-of-its-base", "A piece of the delta refers to bytes beyond the base.", "R-81")
        .status(OLD)
        .bundle(bundle([], [delta(OLD, [[len(OLD) - 1, 2]])]), lists=["bundle-malformed"])
        .check("active")
    )
    yield (
        story("delta-that-grows-without-end", "The result is longer than any status list.", "R-81")
        .status(OLD)
        .bundle(bundle([], [delta(OLD, [[0, len(OLD)]] * 60_000)]), lists=["bundle-malformed"])
        .check("active")
    )
    yield (
        story("delta-that-was-altered", "The result of a delta is verified like any list.", "R-81")
        .status(OLD)
        .bundle(bundle([], [delta(OLD, [NEW[:-1], bytes([NEW[-1] ^ 1])])]), lists=["status-list-bad-signature"])
        .check("active")
    )
    yield (
        story("restart", "Everything learned before the restart is known again.", "R-82")
        .trust(CHAIN[1])
        .status(NEW)
        .restart()
        .check("revoked")
        .trust(CHAIN[0], "trust-list-older")
        .status(OLD, "status-list-older")
    )
    kept = state(bundle(CHAIN, [NEW]), marks=b"\x00")
    yield (
        story("state-from-elsewhere", "A state from another source is verified again from the anchor.", "R-82")
        .restore(kept, lists=["unchanged", "accepted", "accepted"])
        .check("revoked")
    )
    yield (
        story("torn-state", "A crash in the middle of writing.", "R-82")
        .restore(kept[:-1], "state-damaged")
        .restore(kept[:20], "state-damaged")
        .restore(b"", "state-damaged")
        .check("status-unknown")
    )
    altered = bytearray(kept)
    altered[-1] ^= 1
    yield (
        story("altered-state", "One bit of the state was changed.", "R-82")
        .restore(bytes(altered), "state-damaged")
        .check("status-unknown")
    )
    yield (
        story("forged-state", "The digest is correct, but the signatures are not. Nothing is accepted.", "R-82")
        .restore(
            state(bundle([signed(ROTATED, "root 2")], [status(DAY, key_name="stranger")]), marks=b"\x00"),
            lists=["trust-list-threshold", "status-list-unknown-key"],
        )
        .check("status-unknown")
    )
    yield story("state-of-a-later-version", "The state was written by a newer program.", "R-82").restore(
        state(bundle(), version=2), "state-unsupported"
    )
    yield (
        story("old-state-raises-nothing", "An older state does not replace newer lists.", "R-82")
        .trust(CHAIN[1])
        .status(NEW)
        .restore(state(bundle(CHAIN[:1], [OLD]), marks=b"\x00"), lists=["trust-list-older", "status-list-older"])
        .check("revoked")
    )
    future = following(ANCHOR, "2027-06-01T00:00:00Z")
    yield (
        story(
            "restart-with-the-clock-set-back",
            "A list that was accepted at the correct time is accepted again, whatever the clock shows.",
            "R-82",
        )
        .trust(signed(future), now="2027-06-01T00:00:00Z")
        .restart()
        .trust(signed(future), "unchanged", now="2001-01-01T00:00:00Z")
        .check("status-unknown", "clock-behind", "freshness-unknown", now="2026-11-22T00:00:00Z")
    )
