"""The witness directory and its ranges (R-31, R-72)."""

from ..trust import SECOND
from .authorities import CLS, ISSUER, PREFIX
from .compromise import FALLEN, FORGED
from .story import *

DAY, NEXT = "2026-11-20T03:00:00Z", "2026-11-21T03:00:00Z"
MISSING = ("key-compromised", "witnesses-missing")
OTHER = but(LABEL, {5: 12})
# It was issued before the window of its key.
EARLY = but(LABEL, {3: day("2024-12-31"), 4: day("2026-12-30")})
LOW = objects.witness_range(0, 7, {INDEX: [witness()]})
HIGH = objects.witness_range(10, 13, {12: [witness(OTHER)]})
DIRECTORY = objects.directory((0, 7, LOW), (10, 13, HIGH))
VALUES = {at: ACTIVE for at in range(15)}


def told(name: str, description: str, rules: str = "R-72", *, values=VALUES, **more) -> Story:
    return story(name, description, rules).trust(signed(FALLEN)).status(status(DAY, values, **more))


def stories():
    yield from missing()
    yield from listed()
    yield from beside_others()
    yield from later_lists()


def missing():
    yield (
        told("witnesses-missing", "First the directory, then its ranges one by one.", witnesses=DIRECTORY)
        .check("status-unknown", *MISSING)
        .check("status-unknown", *MISSING, claims=FORGED)
        .check("status-unknown", *MISSING, as_of="2026-11-21")
        .object(LOW, "status-object-unbound")
        .object(DIRECTORY)
        .check("status-unknown", *MISSING)
        .check("key-compromised", claims=but(LABEL, {5: 8}))
        .check("key-compromised", claims=but(LABEL, {5: 14}))
        .object(LOW)
        .check("active", "witnessed")
        .check("key-compromised", claims=FORGED)
        .check("status-unknown", *MISSING, claims=OTHER)
        .object(HIGH)
        .check("active", "witnessed", claims=OTHER)
        .check("key-compromised", claims=but(OTHER, {5: 10}))
        .restart()
        .check("active", "witnessed")
        .check("active", "witnessed", claims=OTHER)
        .object(HIGH, "unchanged")
    )
    yield (
        told("witnesses-missing-and-a-restart", "What is held of them is kept.", witnesses=DIRECTORY)
        .objects(DIRECTORY, HIGH)
        .restart()
        .check("active", "witnessed", claims=OTHER)
        .check("status-unknown", *MISSING)
        .object(LOW)
        .check("active", "witnessed")
    )
    yield told("list-without-a-witness-directory", "The list binds none, so no label has a witness.").check(
        "key-compromised"
    )
    yield (
        story("witnesses-without-a-status-list", "The issuer has a list that is not held.", "R-72")
        .trust(signed(FALLEN))
        .check("status-unknown", *MISSING)
        .check("key-not-allowed", *MISSING, "status-unknown", claims=EARLY)
        .check("status-unknown", *MISSING, "expired", claims=but(LABEL, {4: day("2026-11-01")}))
        .status(status(DAY))
        .check("key-compromised")
    )
    own = changed(CLS, (ISSUERS, [ISSUER | {4: [entry("label 3", compromised="2026-10-01")]}]))
    yield (
        story("compromised-key-of-an-issuer-without-a-list", "There is no list that could bear witness.", "R-31 R-72")
        .add(signed(own, "root 4"))
        .check(
            "key-compromised",
            "no-status-published",
            key_name="label 3",
            prefix=PREFIX,
            claims=but(LABEL, {3: day("2026-06-01"), 4: day("2028-05-30")}),
        )
    )


def listed():
    half = witness()[:16] + witness(FORGED)[16:]
    ranged = objects.witness_range(0, 15, {INDEX: sorted([half, witness(FORGED)])})
    bound = objects.directory((0, 15, ranged))
    yield (
        told("witness-of-equal-first-16-bytes", "Only the whole digest is a witness.", witnesses=bound)
        .objects(bound, ranged)
        .check("key-compromised")
        .check("active", "witnessed", claims=FORGED)
    )
    several = sorted(witness(but(LABEL, {9: f"MR-{model}"})) for model in range(18))
    ranged = objects.witness_range(0, 15, {6: [witness()], INDEX: several, 8: [witness()]})
    bound = objects.directory((0, 15, ranged))
    told_of = told("witnesses-of-18-labels", "Each label of a registration has its own.", witnesses=bound)
    told_of = told_of.objects(bound, ranged).check("key-compromised")
    for model in range(18):
        told_of = told_of.check("active", "witnessed", claims=but(LABEL, {9: f"MR-{model}"}))
    yield told_of.check("key-compromised", claims=but(LABEL, {9: "MR-18"}))
    empty = objects.witness_range(0, 15, {})
    bound = objects.directory((0, 15, empty))
    yield (
        told("witness-range-without-witnesses", "Nobody has confirmed a label of these indexes.", witnesses=bound)
        .objects(bound, empty)
        .check("key-compromised")
    )


def beside_others():
    lapsed = but(LABEL, {4: day("2026-11-01")})
    beside = objects.in_force({8: ("2030-03-31", "2028-04-01")})
    values = VALUES | {8: REVOKED, 9: DEFERRAL}
    yield (
        told(
            "witnesses-missing-beside-other-findings",
            "Its place among the checks is that of the compromise.",
            "R-45 R-72",
            values=values,
            witnesses=DIRECTORY,
            in_force=beside,
        )
        .check("key-not-allowed", *MISSING, claims=EARLY)
        .check("status-unknown", *MISSING, "foreign-carrier", prefix=SECOND)
        .check("status-unknown", *MISSING, "scheme-violation", claims=but(LABEL, {6: 9}))
        .check("status-unknown", *MISSING, "in-force-missing", claims=lapsed)
        .check("status-unknown", *MISSING, "revoked", claims=but(LABEL, {5: 8}))
        .check("status-unknown", *MISSING, "in-force-missing", claims=but(LABEL, {5: 9}))
        .object(beside)
        .check("status-unknown", *MISSING, "expired", claims=lapsed)
        .check("status-unknown", *MISSING, "deferral", claims=but(LABEL, {5: 9}))
        .check("status-unknown", *MISSING, "extended", "revoked", claims=but(LABEL, {5: 8}))
        .check("status-unknown", *MISSING, "index-unallocated", claims=but(LABEL, {5: 15}))
        .policy(minimum_level=2)
        .check(
            "status-unknown",
            *MISSING,
            "policy-unmet",
            policy=[{"rule": "minimum-level", "required": "2", "found": "1"}],
        )
    )
    yield (
        told(
            "witnessed-and-in-force-missing",
            "The witness proves the issuer of the label, not its last day.",
            "R-72 R-118",
            witnesses=DIRECTORY,
            in_force=beside,
        )
        .objects(DIRECTORY, HIGH)
        .policy(
            status_list={"ageing_after_days": 5000, "stale_after_days": 5000, "accept_stale": False},
            trust_list={"ageing_after_days": 5000, "stale_after_days": 5000, "accept_stale": False},
        )
        .check("active", "witnessed", claims=OTHER)
        .check(
            "status-unknown",
            "witnessed",
            "trust-ageing",
            "in-force-missing",
            claims=OTHER,
            as_of="2028-04-01",
            trust_age_days=516,
        )
    )


def later_lists():
    yield (
        told(
            "witnesses-of-the-next-list",
            "A range that did not change is given again after the new directory.",
            "R-72 R-116",
            witnesses=DIRECTORY,
        )
        .objects(DIRECTORY, LOW, HIGH)
        .status(status(NEXT, VALUES, witnesses=objects.directory((0, 7, LOW))))
        .check("status-unknown", *MISSING)
        .object(LOW, "status-object-unbound")
        .objects(objects.directory((0, 7, LOW)), LOW)
        .check("active", "witnessed")
        .check("key-compromised", claims=OTHER)
        .object(HIGH, "status-object-unbound")
    )
    yield (
        told("witnesses-that-the-next-list-binds-too", "The same directory: all of it stays.", witnesses=DIRECTORY)
        .objects(DIRECTORY, LOW)
        .status(status(NEXT, VALUES, witnesses=DIRECTORY))
        .check("active", "witnessed")
        .status(status("2026-11-22T02:00:00Z", VALUES))
        .check("key-compromised")
    )
