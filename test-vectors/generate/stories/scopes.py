"""What a trust list says for good, and of its keys and issuers: R-90 to R-92; and questions of order (R-45 to R-82)."""

from ..trust import GONE
from .authorities import CLS, PREFIX
from .story import *

DAY = "2026-11-20T03:00:00Z"
ONE_LEVEL = {6: [1]}
ONE_CATEGORY = {7: [1, 2]}


def stories():
    yield from compromised()
    yield from scopes()
    yield from ages()
    yield from order()


def compromised():
    marked = following(ANCHOR, "2026-06-01T00:00:00Z", (ISSUERS, 0, 4, 0, entry("label 1", compromised="2026-05-30")))
    without = [entry("status 1", purpose=STATUSES), entry("label 3")]
    dropped = following(marked, "2026-06-02T00:00:00Z", (ISSUERS, 0, 4, without))
    carried = changed(dropped, (COMPROMISED, thumbprints("label 1", "compromised")))
    again = following(carried, "2026-06-03T00:00:00Z", (ISSUERS, 0, 4, [*without, entry("label 1")]))

    def told(name, description):
        return story(name, description, "R-59 R-90").trust(signed(marked))

    yield (
        told("compromise-forgotten", "The key is dropped and its thumbprint is not carried: it could be added again.")
        .trust(signed(dropped), "trust-list-invalid")
        .trust(signed(carried))
        .check("unknown-key")
    )
    yield (
        told("compromised-key-added-again", "The list that held its thumbprint lies between.")
        .trust(signed(carried))
        .trust(signed(again), "trust-list-invalid")
        .trust(signed(changed(again, (COMPROMISED, GONE))), "trust-list-invalid")
    )
    yield (
        told("compromised-key-comes-back-as-a-root", "A key of an issuer, as a root of the next list.")
        .trust(signed(carried))
        .trust(
            signed(following(carried, "2026-06-03T00:00:00Z", (ROOTS, [key("root 1").public, key("label 1").public]))),
            "trust-list-invalid",
        )
    )
    yield told(
        "compromised-root-not-carried", "Neither is the thumbprint of a marked key left out when it becomes a root."
    ).trust(
        signed(
            changed(
                dropped,
                (COMPROMISED, thumbprints("compromised")),
                (ROOTS, [key("root 1").public, key("label 1").public]),
            )
        ),
        "trust-list-invalid",
    )
    yield (
        told("compromised-key-comes-back-for-another-issuer", "The second issuer takes it, as a status key.")
        .trust(signed(carried))
        .trust(
            signed(following(carried, "2026-06-03T00:00:00Z", (ISSUERS, 1, 4, 1, entry("label 1", purpose=STATUSES)))),
            "trust-list-invalid",
        )
    )
    yield (
        told(
            "compromised-key-comes-back-marked", "Marked compromised, it may be listed again: for its witnessed labels."
        )
        .trust(signed(carried))
        .trust(
            signed(
                following(
                    carried,
                    "2026-06-03T00:00:00Z",
                    (ISSUERS, 0, 4, [*without, entry("label 1", compromised="2026-05-30")]),
                )
            )
        )
        .status(status(DAY, witnesses=witnessing({INDEX: [witness()]})[0]))
        .objects(*witnessing({INDEX: [witness()]}))
        .check("active", "witnessed")
    )
    yield (
        told("one-thumbprint-is-lost", "Of two compromised keys, the next list carries one.")
        .trust(signed(carried))
        .trust(
            signed(following(carried, "2026-06-03T00:00:00Z", (COMPROMISED, thumbprints("label 1")))),
            "trust-list-invalid",
        )
    )
    rooted = following(
        ANCHOR, "2026-06-01T00:00:00Z", (ROOTS, [key("root 2").public]), (COMPROMISED, thumbprints("root 1"))
    )
    yield (
        story("compromised-root", "The roots rotate, and the old root is compromised for good.", "R-59 R-90")
        .trust(signed(rooted, "root 1", "root 2"))
        .trust(
            signed(
                following(rooted, "2026-06-02T00:00:00Z", (ROOTS, [key("root 2").public, key("root 1").public])),
                "root 2",
            ),
            "trust-list-invalid",
        )
        .trust(signed(following(rooted, "2026-06-02T00:00:00Z", (COMPROMISED, GONE)), "root 2"), "trust-list-invalid")
        .trust(
            signed(following(rooted, "2026-06-02T00:00:00Z", (ISSUERS, 0, 4, 0, entry("root 1"))), "root 2"),
            "trust-list-invalid",
        )
        .trust(signed(following(rooted, "2026-06-02T00:00:00Z"), "root 2"))
    )
    status_gone = following(
        ANCHOR,
        "2026-11-21T00:00:00Z",
        (ISSUERS, 0, 4, 1, entry("status 2", purpose=STATUSES)),
        (COMPROMISED, thumbprints("status 1")),
    )
    yield (
        story(
            "status-key-compromised-and-dropped-at-once",
            "Its thumbprint is enough: its lists fall, and nothing of them is remembered.",
            "R-75 R-90",
        )
        .status(status(DAY, {INDEX: REVOKED}))
        .trust(signed(status_gone))
        .check("status-unknown")
        .status(status("2026-11-22T02:00:00Z"), "status-list-unknown-key")
        .status(status("2026-11-19T00:00:00Z", key_name="status 2"))
        .check("active")
    )
    yield (
        story("thumbprint-of-anothers-key", "A list speaks of the keys of its own authority only.", "R-90")
        .add(signed(CLS, "root 4"))
        .trust(signed(following(ANCHOR, "2026-06-01T00:00:00Z", (COMPROMISED, thumbprints("label 3", "root 4")))))
        .check(
            "active",
            "no-status-published",
            key_name="label 3",
            prefix=PREFIX,
            claims=but(LABEL, {3: day("2026-06-01"), 4: day("2028-05-30")}),
        )
    )


def scopes():
    def limited(name, description, scope, **more):
        return story(name, description, "R-91", changed(ANCHOR, (ISSUERS, 0, 4, 0, entry("label 1") | scope))).status(
            status(DAY)
        )

    third = but(LABEL, {2: 3, 11: 1})
    bare = {k: v for k, v in LABEL.items() if k != 7}
    yield (
        limited("key-for-one-level", "A key for one star cannot seal three.", ONE_LEVEL)
        .check("active")
        .check("key-not-allowed", claims=third)
    )
    yield (
        limited("key-for-two-levels", "Each level of the scope may be sealed.", {6: [3, 1]})
        .check("active")
        .check("active", claims=third)
        .check("key-not-allowed", claims=but(LABEL, {2: 2}))
    )
    yield (
        limited("key-for-some-categories", "Another category, and none at all, are outside the scope.", ONE_CATEGORY)
        .check("active")
        .check("key-not-allowed", claims=but(LABEL, {7: 3}))
        .check("key-not-allowed", claims=bare)
    )
    yield (
        limited("key-for-one-level-and-one-category", "Both must fit.", {6: [2], 7: [1]})
        .check("key-not-allowed")
        .check("active", claims=but(LABEL, {2: 2}))
        .check("key-not-allowed", claims=but(LABEL, {2: 2, 7: 2}))
    )
    yield (
        story(
            "scope-narrowed-later",
            "What the key sealed before is refused as well: the scope holds for its whole life.",
            "R-91",
        )
        .status(status(DAY))
        .check("active")
        .trust(signed(following(ANCHOR, "2026-11-01T00:00:00Z", (ISSUERS, 0, 4, 0, entry("label 1") | {6: [2]}))))
        .check("key-not-allowed")
    )
    yield (
        limited("scope-of-a-status-key", "For a status key, a scope has no meaning.", {})
        .trust(
            signed(
                following(
                    ANCHOR,
                    "2026-11-01T00:00:00Z",
                    (ISSUERS, 0, 4, 1, entry("status 1", purpose=STATUSES) | {6: [4], 7: [3]}),
                )
            )
        )
        .check("active")
    )


def ages():
    month = changed(ANCHOR, (ISSUERS, 0, 5, 30))
    old = status("2026-09-01T00:00:00Z")
    yield (
        story(
            "issuer-sets-the-age-of-its-list",
            "Stale after the issuer's 30 days, not after the policy's 90.",
            "R-76 R-92",
            month,
        )
        .status(old)
        .check("active", "status-ageing", now="2026-10-01T00:00:00Z", status_age_days=30)
        .check("status-unknown", "status-stale", now="2026-10-01T00:00:01Z", status_age_days=30)
        .policy(status_list={"ageing_after_days": 7, "stale_after_days": 90, "accept_stale": True})
        .check("active", "status-stale", now="2026-10-01T00:00:01Z", status_age_days=30)
        .policy(status_list={"ageing_after_days": 7, "stale_after_days": 10, "accept_stale": False})
        .check("status-unknown", "status-stale", now="2026-09-11T00:00:01Z", status_age_days=10)
    )
    yield (
        story(
            "issuer-sets-a-longer-age-than-the-policy",
            "The smaller of the two applies.",
            "R-92",
            changed(ANCHOR, (ISSUERS, 0, 5, 365)),
        )
        .status(old)
        .check("active", "status-ageing", now="2026-11-30T00:00:00Z", status_age_days=90)
        .check("status-unknown", "status-stale", now="2026-11-30T00:00:01Z", status_age_days=90)
    )
    yield (
        story(
            "issuer-sets-seven-days",
            "The smallest age that a trust list may set.",
            "R-92",
            changed(ANCHOR, (ISSUERS, 0, 5, 7)),
        )
        .status(status("2026-11-15T03:00:00Z"))
        .check("active")
        .check("status-unknown", "status-stale", now="2026-11-22T03:00:01Z", status_age_days=7)
    )


def order():
    two = following(ANCHOR, "2026-06-01T00:00:00Z")
    three = following(two, "2026-06-02T00:00:00Z")
    yield (
        story("lower-version-issued-later", "The version must rise, not only the time.", "R-59")
        .trust(signed(two))
        .trust(signed(three))
        .trust(signed(changed(two, (ISSUED_AT, seconds("2026-06-03T00:00:00Z")))), "trust-list-older")
    )
    yield (
        story("next-version-of-the-same-second", "The time must not fall; it may stay.", "R-59")
        .trust(signed(two))
        .trust(signed(following(two, "2026-06-01T00:00:00Z")))
    )
    chain = [signed(ANCHOR)]
    last = ANCHOR
    for number in range(64):
        last = following(
            last, f"2026-02-01T00:{number:02}:00Z" if number < 60 else f"2026-02-01T01:{number - 60:02}:00Z"
        )
        chain.append(signed(last))
    yield (
        story("chain-of-65", "More than 64 lists are no chain, and none of them is accepted.", "R-60")
        .trust(b"".join(chain), "trust-list-malformed")
        .trust(chain[1] + b"".join(chain[3:]))
        .trust(chain[-1], "unchanged")
    )
    anchors = signed(ANCHOR) + signed(following(ANCHOR, "2035-01-01T00:00:00Z"))
    yield (
        story("anchor-that-is-a-chain", "Its second list is dated later than any clock would accept.", "R-60", anchors)
        .trust(signed(ANCHOR), "trust-list-older")
        .check("expired", "clock-behind", "freshness-unknown", "status-unknown")
    )
    claims = status_claims(DAY)
    kid = key("status 1").kid
    yield story("status-list-with-a-kid-of-text", "A kid is a byte string.", "R-64").status(
        signed_status(claims, protected=encode({1: cose.ED25519, 4: "kid!", 16: STATUS_TYPE})), "status-list-malformed"
    )
    yield story("status-list-with-a-kid-of-5-bytes", "No version of this profile has one.", "R-64").status(
        signed_status(claims, protected=encode({1: cose.ED25519, 4: kid + b"\x00", 16: STATUS_TYPE})),
        "status-list-unsupported",
    )
    yield (
        story("status-list-with-a-parameter-in-both-headers", "Which of the two would count?", "R-64")
        .status(signed_status(claims, unprotected={4: kid}), "status-list-malformed")
        .status(signed_status(claims, unprotected={1: -8}), "status-list-malformed")
    )
    yield (
        story("status-list-that-expires-when-it-is-issued", "exp may equal iat.", "R-65")
        .status(status(DAY, exp=DAY))
        .check("active", "status-ageing", status_age_days=2)
    )
    yield story("status-list-with-bytes-after-the-stream", "Nothing follows the ZLIB stream.", "R-66").status(
        status(DAY, lst=zlib.compress(bytes(8)) + b"\x00"), "status-list-malformed"
    )
    wrong_day = {"corrections": [(8, 8, "2026-11-21")], "key_name": "label 1"}
    unformed = status_claims(DAY, uri="ftp://x", exp="2026-11-19T00:00:00Z", corrections=[(8, 8, "2026-11-21")])
    yield (
        story(
            "faults-of-a-status-list-in-order",
            "Each list has the fault of the step and those of the steps after it.",
            "R-73",
        )
        .status(signed_status(unformed | {IN_FORCE: bytes(31)}, "label 1"), "status-list-malformed")
        .status(status(DAY, exp="2026-11-19T00:00:00Z", uri="ftp://x", **wrong_day), "status-list-invalid")
        .status(status(DAY, uri="ftp://x", **wrong_day), "status-list-foreign")
        .status(status(DAY, uri=STATUS_URI + "0", **wrong_day), "status-list-invalid")
        .status(status("2027-06-01T00:00:00Z", uri=STATUS_URI + "0", key_name="label 1"), "status-list-key-not-allowed")
        .status(status("2027-06-01T00:00:00Z", uri=STATUS_URI + "0"), "status-list-foreign")
        .status(status("2027-06-01T00:00:00Z"), "status-list-future")
    )
    yield (
        story(
            "not-allocated-on-a-past-day",
            "An index that the list does not allocate was not allocated before either.",
            "R-71 R-117",
        )
        .status(status(DAY, {}))
        .check("status-unknown", "index-unallocated", as_of="2026-05-01")
    )
    yield (
        story("stale-and-below-the-policy", "The stale list decides; what the policy asks is a reason.", "R-76 R-78")
        .status(status("2026-06-01T00:00:00Z"))
        .policy(minimum_level=2)
        .check(
            "status-unknown",
            "status-stale",
            "policy-unmet",
            status_age_days=174,
            policy=[{"rule": "minimum-level", "required": "2", "found": "1"}],
        )
    )
    yield (
        story("what-a-policy-requires-and-finds", "Texts in decimal, as cited, or none.", "R-78")
        .status(status(DAY, {INDEX: ACTIVE}))
        .policy(minimum_level=2, accepted_criteria=["EX-1", "EX-2"], minimum_days_left=600, assessment="third-party")
        .check(
            "policy-unmet",
            claims={k: v for k, v in LABEL.items() if k != 6},
            policy=[
                {"rule": "minimum-level", "required": "2", "found": "1"},
                {"rule": "criteria", "required": "EX-1, EX-2", "found": "none"},
                {"rule": "days-left", "required": "600", "found": "495"},
                {"rule": "assessment", "required": "third-party", "found": "self-declared"},
            ],
        )
        .check(
            "expired",
            "clock-ahead",
            "trust-ageing",
            "status-stale",
            "policy-unmet",
            now="2028-04-10T00:00:00Z",
            trust_age_days=830,
            status_age_days=506,
            policy=[
                {"rule": "minimum-level", "required": "2", "found": "1"},
                {"rule": "criteria", "required": "EX-1, EX-2", "found": "JST-CR-01-01-2024R1"},
                {"rule": "days-left", "required": "600", "found": "-10"},
                {"rule": "assessment", "required": "third-party", "found": "self-declared"},
            ],
        )
    )
    yield (
        story(
            "version-before-form",
            "A later version may have another form; a version is an unsigned integer.",
            "R-80 R-82",
        )
        .bundle(encode(["starseal-bundle", 2, "another form"]), "bundle-unsupported")
        .bundle(encode(["starseal-bundle", -1, [], [], [], []]), "bundle-malformed")
        .bundle(encode(["starseal-bundle", 1, [], [], []]), "bundle-malformed")
        .bundle(encode(["starseal-bundle", 1, [], [], [], [], []]), "bundle-malformed")
        .restore(encode(["starseal-state", 2]), "state-unsupported")
        .restore(encode(["starseal-state", -1, bytes(32), b"", b""]), "state-damaged")
        .restore(state(bundle(version=2)), "state-unsupported")
        .restore(encode(["starseal-state", 1, bytes(32), b""]), "state-damaged")
        .bundle(encode(["starseal-bundle", 1, {"any": ["item"]}, [], [], []]))
    )
