"""Updates of trust lists (R-59, R-60)."""

from .story import *

TWO = following(ANCHOR, "2026-06-01T00:00:00Z")
ROTATED = following(ANCHOR, "2026-06-01T00:00:00Z", (ROOTS, [key("root 2").public]))
THREE = following(ROTATED, "2026-09-01T00:00:00Z", (ROOTS, [key("root 3").public]))


def stories():
    yield (
        story("next-list", "A list of the next version, signed by the same root.", "R-59")
        .trust(signed(TWO))
        .trust(signed(TWO), "unchanged")
    )
    yield (
        story("older-list", "The previous list is refused, whatever its source.", "R-59")
        .trust(signed(TWO))
        .trust(signed(ANCHOR), "trust-list-older")
    )
    earlier = following(TWO, "2026-05-01T00:00:00Z")
    yield (
        story("later-version-issued-earlier", "Version 3 was issued before version 2. Times must rise, too.", "R-59")
        .trust(signed(TWO))
        .trust(signed(earlier), "trust-list-older")
    )
    yield story("rotation-by-old-and-new-root", "Root 2 replaces root 1, and both sign.", "R-59").trust(
        signed(ROTATED, "root 1", "root 2")
    )
    yield story("rotation-by-the-old-root-only", "The new root has not signed.", "R-50 R-59").trust(
        signed(ROTATED), "trust-list-threshold"
    )
    yield story(
        "rotation-by-the-new-root-only", "The old root has not signed, so that anyone could have made the list.", "R-59"
    ).trust(signed(ROTATED, "root 2"), "trust-list-threshold")
    twice = following(
        ANCHOR, "2026-06-01T00:00:00Z", (ROOTS, [key("root 1").public, key("root 2").public]), (THRESHOLD, 2)
    )
    yield (
        story(
            "threshold-raised",
            "The threshold changes from one of one to two of two. Both roots sign, and both must sign from then on.",
            "R-59",
        )
        .trust(signed(twice, "root 1", "root 2"))
        .trust(signed(following(twice, "2026-07-01T00:00:00Z"), "root 1"), "trust-list-threshold")
        .trust(signed(following(twice, "2026-07-01T00:00:00Z"), "root 2", "root 1"))
    )
    yield story("one-root-signs-twice", "Two signatures by one root count once.", "R-50 R-59").trust(
        signed(twice, "root 1", "root 1"), "trust-list-threshold"
    )
    chain = signed(ROTATED, "root 1", "root 2") + signed(THREE, "root 2", "root 3")
    yield (
        story("chain-over-two-rotations", "A device missed two rotations. One file contains both.", "R-60")
        .trust(signed(THREE, "root 2", "root 3"), "trust-list-threshold")
        .trust(chain)
        .trust(chain, "unchanged")
    )
    yield (
        story("chain-with-known-lists", "Lists that are older than the held one are skipped.", "R-60")
        .trust(chain)
        .trust(signed(ANCHOR) + chain + signed(following(THREE, "2026-10-01T00:00:00Z"), "root 3"))
    )
    yield (
        story("chain-that-ends-in-the-past", "The last list of the chain is older than the held one.", "R-60")
        .trust(chain)
        .trust(signed(ANCHOR) + signed(ROTATED, "root 1", "root 2"), "trust-list-older")
    )
    yield (
        story(
            "chain-with-a-fault", "The lists before the fault remain applied, because each list is independent.", "R-60"
        )
        .trust(signed(ROTATED, "root 1", "root 2") + signed(THREE, "root 3"), "trust-list-threshold")
        .trust(signed(ROTATED, "root 1", "root 2"), "unchanged")
    )
    yield (
        story(
            "chain-with-rubbish-behind",
            "Bytes that are not a list make the whole chain invalid before any list is applied.",
            "R-60",
        )
        .trust(signed(TWO) + b"\x00", "trust-list-malformed")
        .trust(signed(TWO))
    )
    other = following(ANCHOR, "2026-06-02T00:00:00Z")
    yield (
        story("two-trust-lists-of-one-version", "The roots signed two different lists of version 2.", "R-59")
        .trust(signed(TWO))
        .trust(signed(other), "equivocation")
        .check("status-unknown")
    )
    yield (
        story(
            "another-version-2-by-a-stranger",
            "The missing trusted signature is reported instead of the equivocation.",
            "R-59",
        )
        .trust(signed(TWO))
        .trust(signed(changed(other, (ROOTS, [key("root 2").public])), "root 2"), "trust-list-threshold")
    )
    more = signed(twice, "root 1", "root 2")
    yield (
        story("same-list-with-other-signatures", "Only the payload is compared.", "R-59")
        .trust(more)
        .trust(signed(twice, "root 2", "root 1"), "unchanged")
    )
    future = following(ANCHOR, "2027-06-01T00:00:00Z")
    yield (
        story(
            "trust-list-from-the-future",
            "The list is later than both the clock and the expiry of the held list allow.",
            "R-59",
        )
        .trust(signed(future), "trust-list-future")
        .trust(signed(future), now="2027-05-31T00:00:00Z")
    )
    yield story(
        "trust-list-that-was-due",
        "A clock that was set back does not block a list that is issued within the validity of the held one.",
        "R-59",
    ).trust(signed(following(ANCHOR, "2026-12-31T00:00:00Z")), now="2001-01-01T00:00:00Z")
