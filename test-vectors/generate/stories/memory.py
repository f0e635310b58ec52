"""What a verifier remembers of status lists (R-74, R-75, R-95 to R-98)."""

from .clocks import TWO_ISSUERS, second
from .story import *

# The usual list: index 7 is active and index 8 is revoked. OTHER is the label of index 8.
FINAL = {INDEX: ACTIVE, 8: REVOKED}
OTHER = but(LABEL, {5: 8})
ALL_REVOKED = {INDEX: REVOKED, 8: REVOKED}
NOTHING = {INDEX: ACTIVE, 8: ACTIVE}
TWO_KEYS = changed(ANCHOR, (ISSUERS, 0, 4, 4, entry("status 2", purpose=STATUSES)))
NOV = "2026-11-{:02}T03:00:00Z".format
SECOND_FALLEN = following(
    TWO_KEYS, NOV(12), (ISSUERS, 0, 4, 4, entry("status 2", purpose=STATUSES, compromised="2026-11-09"))
)


def by_second(iat: str, values: dict, **more) -> bytes:
    return status(iat, values, key_name="status 2", **more)


def stories():
    yield from fallen_keys()
    yield from retired_keys()
    yield from final_values()
    yield from corrections()
    yield from forms()


def fallen_keys():
    honest = status(NOV(1), FINAL)
    thief = by_second(NOV(10), ALL_REVOKED)
    yield (
        story(
            "thief-of-a-status-key-revokes-all",
            "The key is marked. An old list does not come back, nothing counts until a new list comes, and that one is "
            "accepted.",
            "R-75 R-95",
            TWO_KEYS,
        )
        .status(honest)
        .check("active", now=NOV(2))
        .status(thief)
        .check("revoked", now=NOV(11))
        .trust(signed(SECOND_FALLEN))
        .check("status-unknown", now=NOV(12))
        .status(status("2026-10-01T03:00:00Z"), "status-list-older")
        .status(honest, "unchanged")
        .check("status-unknown", now=NOV(12))
        .status(status(NOV(9), FINAL))
        .check("active", now=NOV(12))
        .check("revoked", claims=OTHER, now=NOV(12))
    )
    yield (
        story(
            "fallen-key-and-a-restart",
            "What is remembered, and that nothing counts, survive a restart.",
            "R-95 R-99",
            TWO_KEYS,
        )
        .status(honest)
        .status(thief)
        .trust(signed(SECOND_FALLEN))
        .restart()
        .check("status-unknown", now=NOV(12))
        .status(thief, "status-list-key-compromised")
        .status(honest, "unchanged")
        .check("status-unknown", now=NOV(12))
        .status(status(NOV(9), NOTHING), "status-list-regressed")
        .restart()
        .status(status(NOV(9), FINAL))
        .restart()
        .check("active", now=NOV(12))
    )
    yield (
        story(
            "fallen-key-takes-its-floor-along",
            "The thief's list was the newest: the floor is that of the remaining lists.",
            "R-40 R-75",
            TWO_KEYS,
        )
        .status(honest)
        .status(by_second(NOV(22), ALL_REVOKED))
        .check("revoked", "clock-behind", "freshness-unknown", now=NOV(15))
        .trust(signed(SECOND_FALLEN))
        .check("status-unknown", now=NOV(15))
    )
    yield (
        story(
            "thief-takes-back-a-revocation",
            "A stolen key can write a correction. When the key falls, the revocation is known again.",
            "R-95 R-96",
            TWO_KEYS,
        )
        .status(honest)
        .status(by_second(NOV(10), NOTHING, corrections=[(8, 8, "2026-11-10")]))
        .check("active", claims=OTHER, now=NOV(11))
        .trust(signed(SECOND_FALLEN))
        .check("status-unknown", claims=OTHER, now=NOV(12))
        .status(status(NOV(13), NOTHING), "status-list-regressed")
        .status(status(NOV(13), FINAL))
        .check("revoked", claims=OTHER, now=NOV(13))
    )
    yield (
        story(
            "only-the-fallen-key-signed",
            "Nothing remains: a list of another key is accepted whatever its date.",
            "R-75 R-95",
            TWO_KEYS,
        )
        .status(thief)
        .trust(signed(SECOND_FALLEN))
        .status(status("2026-10-01T03:00:00Z", NOTHING))
        .check("active", "status-ageing", now=NOV(12), status_age_days=42)
    )
    first_fallen = following(
        TWO_KEYS, NOV(12), (ISSUERS, 0, 4, 1, entry("status 1", purpose=STATUSES, compromised="2026-11-09"))
    )
    yield (
        story(
            "fallen-key-that-did-not-sign-last",
            "The newest list is of the other key: it goes on counting.",
            "R-75",
            TWO_KEYS,
        )
        .status(honest)
        .status(by_second(NOV(10), FINAL))
        .trust(signed(first_fallen))
        .check("active", now=NOV(12))
        .status(status(NOV(20), ALL_REVOKED), "status-list-key-compromised")
        .restart()
        .check("active", now=NOV(12))
    )
    yield (
        story("both-status-keys-fall", "First one key falls, then the other: nothing remains.", "R-75 R-95", TWO_KEYS)
        .status(honest)
        .status(thief)
        .trust(signed(SECOND_FALLEN))
        .trust(
            signed(
                following(
                    SECOND_FALLEN,
                    NOV(14),
                    (ISSUERS, 0, 4, 1, entry("status 1", purpose=STATUSES, compromised="2026-11-13")),
                    (ISSUERS, 0, 4, 5, entry("same kid 62020", purpose=STATUSES)),
                )
            )
        )
        .status(status("2026-09-01T03:00:00Z", NOTHING, key_name="same kid 62020"))
        .check("active", "status-ageing", now=NOV(14), status_age_days=74)
    )
    yield (
        story(
            "equivocation-with-a-remembered-list",
            "Another list of the same second as the remembered one.",
            "R-74 R-95",
            TWO_KEYS,
        )
        .status(honest)
        .status(thief)
        .trust(signed(SECOND_FALLEN))
        .status(status(NOV(1), ALL_REVOKED), "equivocation")
        .check("status-unknown", now=NOV(12))
    )
    yield (
        story("fallen-key-of-one-issuer", "The lists of another issuer stay.", "R-75", TWO_ISSUERS)
        .status(status(NOV(1)))
        .status(second(NOV(1)))
        .trust(
            signed(
                following(
                    TWO_ISSUERS,
                    NOV(2),
                    (ISSUERS, 1, 4, 1, entry("status 2", purpose=STATUSES, compromised="2026-11-01")),
                )
            )
        )
        .check("active", now=NOV(3))
    )


def retired_keys():
    retired = following(ANCHOR, NOV(12), (ISSUERS, 0, 4, 1, entry("status 2", purpose=STATUSES)))

    def told(name, description):
        return story(name, description, "R-75 R-95 R-96").status(status(NOV(10), FINAL)).trust(signed(retired))

    yield (
        told("retired-key-leaves-its-final-values", "The key is gone from the list; what it revoked stays revoked.")
        .check("status-unknown", now=NOV(12))
        .status(by_second(NOV(13), NOTHING), "status-list-regressed")
        .restart()
        .status(by_second(NOV(13), NOTHING), "status-list-regressed")
        .status(by_second(NOV(13), FINAL))
        .check("active", now=NOV(13))
        .restart()
        .check("active", now=NOV(13))
    )
    yield (
        told("retired-key-leaves-its-version", "A list older than that of the retired key does not come.")
        .status(by_second(NOV(9), FINAL), "status-list-older")
        .restart()
        .status(by_second(NOV(9), FINAL), "status-list-older")
    )
    yield (
        told(
            "retired-key-is-compromised-later", "Its thumbprint alone tells of it: its lists fall, remembered ones too."
        )
        .trust(signed(following(retired, NOV(14), (COMPROMISED, thumbprints("status 1")))))
        .status(by_second(NOV(9), NOTHING))
        .check("active", now=NOV(14))
    )
    moved = following(ANCHOR, NOV(12), (ISSUERS, 0, 3, STATUS_URI + "0"))
    yield (
        story(
            "moved-status-list-keeps-its-final-values", "Another address, the same key: the same issuer.", "R-74 R-96"
        )
        .status(status(NOV(10), FINAL))
        .trust(signed(moved))
        .status(status(NOV(13), NOTHING, uri=STATUS_URI + "0"), "status-list-regressed")
        .restart()
        .status(status(NOV(13), NOTHING, uri=STATUS_URI + "0"), "status-list-regressed")
        .status(status(NOV(13), FINAL, uri=STATUS_URI + "0"))
        .check("active", now=NOV(13))
    )


def final_values():
    def after(name, description, values=FINAL, rules="R-96"):
        return story(name, description, rules).status(status(NOV(10), values))

    yield (
        after(
            "lost-update-takes-back-a-revocation",
            "Two officers start from one list; the second list lacks the first one's revocation.",
        )
        .status(status(NOV(11), NOTHING), "status-list-regressed")
        .check("revoked", claims=OTHER, now=NOV(11))
    )
    yield after("revoked-index-is-not-allocated-any-more", "15 is another value as well.").status(
        status(NOV(11)), "status-list-regressed"
    )
    yield after(
        "revoked-index-is-missing", "The list is shorter than the one held.", {INDEX: ACTIVE, 14: REVOKED}
    ).status(status(NOV(11), FINAL, entries=12), "status-list-regressed")
    yield after(
        "withdrawn-index-in-deferral", "A withdrawn label does not go into deferral.", {INDEX: WITHDRAWN}
    ).status(status(NOV(11), {INDEX: DEFERRAL}), "status-list-regressed")
    yield (
        after(
            "withdrawn-and-then-revoked",
            "Both are final, and one may follow the other.",
            {INDEX: WITHDRAWN, 8: REVOKED},
        )
        .status(status(NOV(11), {INDEX: REVOKED, 8: WITHDRAWN}))
        .check("revoked", now=NOV(11))
        .check("withdrawn", claims=OTHER, now=NOV(11))
    )
    yield (
        after("deferral-and-then-active", "A deferral is not final.", {INDEX: DEFERRAL})
        .status(status(NOV(11), {INDEX: ACTIVE}))
        .check("active", now=NOV(11))
    )
    announced = objects.in_force({}, {INDEX: [("2026-11-20", WITHDRAWN, None)]})
    yield (
        story(
            "announced-withdrawal-is-called-off", "A change that has not taken effect in the list is not final.", "R-96"
        )
        .status(status(NOV(10), {INDEX: ACTIVE}, in_force=announced))
        .object(announced)
        .check("withdrawn", "status-ageing", as_of="2026-11-20", status_age_days=9)
        .status(status(NOV(21), {INDEX: ACTIVE}))
        .check("active", now=NOV(21))
    )
    yield (
        after("final-values-of-another-width", "Another writer's list has one bit for each index.")
        .status(status(NOV(11), {8: 1}, bits=1, rest=0))
        .status(status(NOV(12), {}, bits=1, rest=0), "status-list-regressed")
    )
    yield (
        story("final-values-of-one-issuer", "The second issuer's index 8 is another label.", "R-96", TWO_ISSUERS)
        .status(status(NOV(10), FINAL))
        .status(second(NOV(11), values=NOTHING))
        .check("revoked", claims=OTHER, now=NOV(11))
    )
    yield (
        story(
            "final-values-whoever-signs",
            "A list of the issuer's other key is held to the same values.",
            "R-96",
            TWO_KEYS,
        )
        .status(status(NOV(10), FINAL))
        .status(by_second(NOV(11), NOTHING), "status-list-regressed")
        .status(by_second(NOV(11), FINAL))
        .status(status(NOV(12), NOTHING), "status-list-regressed")
    )


def corrections():
    held = status(NOV(10), FINAL)
    corrected = status(NOV(12), NOTHING, corrections=[(8, 8, "2026-11-12")])

    def told(name, description):
        return story(name, description, "R-96 R-97").status(held)

    yield (
        told("revocation-corrected", "The issuer says openly that it takes the revocation back.")
        .status(corrected)
        .check("active", claims=OTHER, now=NOV(12))
        .restart()
        .status(status(NOV(13), NOTHING, corrections=[(8, 8, "2026-11-12")]))
        .check("active", claims=OTHER, now=NOV(13))
    )
    yield (
        told(
            "correction-that-was-missed",
            "A later list carries the correction, so a verifier that missed it is not excluded.",
        )
        .status(status(NOV(20), NOTHING, corrections=[(8, 8, "2026-11-12")]))
        .check("active", claims=OTHER, now=NOV(20))
    )
    yield (
        told("revoked-again-after-a-correction", "The old correction does not excuse the new revocation.")
        .status(corrected)
        .status(status(NOV(14), FINAL, corrections=[(8, 8, "2026-11-12")]))
        .check("revoked", claims=OTHER, now=NOV(14))
        .status(status(NOV(15), NOTHING, corrections=[(8, 8, "2026-11-12")]), "status-list-regressed")
        .status(status(NOV(15), NOTHING, corrections=[(8, 8, "2026-11-15")]))
        .check("active", claims=OTHER, now=NOV(15))
    )
    yield (
        told("correction-of-the-day-before", "Its day must not be before the date of the list that states the value.")
        .status(status(NOV(12), NOTHING, corrections=[(8, 8, "2026-11-09")]), "status-list-regressed")
        .status(status(NOV(12), NOTHING, corrections=[(8, 8, "2026-11-10")]))
    )
    yield (
        told("correction-of-another-index", "Ranges before and after the index do not cover it.")
        .status(
            status(NOV(12), NOTHING, corrections=[(0, 7, "2026-11-12"), (9, 15, "2026-11-12")]), "status-list-regressed"
        )
        .status(
            status(
                NOV(12),
                NOTHING,
                corrections=[(0, 6, "2026-11-12"), (7, 9, "2026-11-11"), (10, 4_294_967_295, "2026-11-12")],
            )
        )
    )
    yield told("correction-dated-after-its-list", "It would excuse what has not happened yet.").status(
        status(NOV(12), NOTHING, corrections=[(8, 8, "2026-11-13")]), "status-list-invalid"
    )
    for name, ranges in (
        ("empty", []),
        ("backwards", [(8, 7, "2026-11-12")]),
        ("overlapping", [(1, 8, "2026-11-12"), (8, 9, "2026-11-12")]),
        ("out-of-order", [(8, 9, "2026-11-12"), (1, 2, "2026-11-12")]),
        ("beyond-all-indexes", [(8, 4_294_967_296, "2026-11-12")]),
    ):
        yield told(f"corrections-{name}", "The ranges ascend and do not overlap.").status(
            status(NOV(12), NOTHING, corrections=ranges), "status-list-malformed"
        )
    yield (
        told("corrections-too-many", "There are at most 4,096 ranges.")
        .status(
            status(NOV(12), NOTHING, corrections=[(2 * n, 2 * n, "2026-11-12") for n in range(4097)]),
            "status-list-malformed",
        )
        .status(status(NOV(12), NOTHING, corrections=[(2 * n, 2 * n, "2026-11-12") for n in range(4096)]))
    )


def forms():
    first = status(NOV(10), FINAL)
    name = hashlib.sha256(first).digest()
    yield (
        story("predecessor", "The list names the one that it was made from; a verifier decides nothing by it.", "R-98")
        .status(first)
        .status(status(NOV(11), FINAL, predecessor=name))
        .status(status(NOV(12), FINAL, predecessor=name))
        .status(status(NOV(13), FINAL, predecessor=bytes(32)))
        .check("active", now=NOV(13))
    )
    yield story("predecessor-of-31-bytes", "It is the whole SHA-256.", "R-98").status(
        status(NOV(11), FINAL, predecessor=name[:31]), "status-list-malformed"
    )
    yield (
        story("ledger-head", "The lists name events of a ledger; a verifier decides nothing by them.", "R-121")
        .status(signed_status(status_claims(NOV(11)) | {LEDGER_HEAD: [9, bytes(32)]}))
        .status(signed_status(status_claims(NOV(12)) | {LEDGER_HEAD: [8, bytes(32)]}))
        .status(signed_status(status_claims(NOV(12)) | {LEDGER_HEAD: [9, bytes(32)]}), "equivocation")
        .check("active", now=NOV(12))
    )
    for form, head in (
        ("a-text", "head"),
        ("one-element", [9]),
        ("a-short-hash", [9, bytes(31)]),
        ("a-negative-number", [-9, bytes(32)]),
    ):
        data = signed_status(status_claims(NOV(11)) | {LEDGER_HEAD: head})
        yield story(f"ledger-head-of-{form}", "A ledger head of another form makes no list void.", "R-121").status(
            data
        ).check("active", now=NOV(12))
    both = changed(
        ANCHOR,
        (ISSUERS, 0, 4, 1, entry("same kid 62020", purpose=STATUSES)),
        (ISSUERS, 0, 4, 4, entry("same kid 97411", purpose=STATUSES)),
    )
    yield (
        story("status-keys-with-one-kid", "Both keys are tried, in whichever order.", "R-73", both)
        .status(status(NOV(10), key_name="same kid 62020"))
        .status(status(NOV(11), {INDEX: REVOKED}, key_name="same kid 97411"))
        .check("revoked", now=NOV(11))
    )
    kept = bundle([], [first])
    yield (
        story("state-with-a-mark-too-few", "Each status list has a mark.", "R-99")
        .restore(state(kept), "state-damaged")
        .restore(state(kept, marks=b"\x00\x00"), "state-damaged")
        .restore(state(kept, marks=b"\x04"), "state-damaged")
        .restore(state(kept, marks=b"\x00"), lists=["accepted"])
    )
    yield (
        story("state-with-a-remembered-list", "It counts for nothing but its version and final values.", "R-95 R-99")
        .restore(state(kept, marks=b"\x01"), lists=["accepted"])
        .check("status-unknown", now=NOV(11))
        .status(first, "unchanged")
        .status(status(NOV(11), NOTHING), "status-list-regressed")
        .restore(state(kept, marks=b"\x01"), lists=["unchanged"])
    )
    yield (
        story("state-with-an-unconfirmed-list", "It falls with the right clock.", "R-94 R-99")
        .restore(state(bundle([], [status("2026-12-25T00:00:00Z")]), marks=b"\x02"), lists=["accepted"])
        .check("status-unknown", now=NOV(11))
        .status(first)
        .check("active", now=NOV(11))
    )
