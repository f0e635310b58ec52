"""The trust lists, by name. To make a faulty list, a scenario changes a copy of one of these payloads."""

import copy
import hashlib
from dataclasses import dataclass
from datetime import datetime

from .cbor import encode
from .cose import sign_trust_list
from .keys import key
from .labels import day

AUTHORITY_ID, NAMES, VERSION, ISSUED_AT, EXPIRES_AT, ROOTS, THRESHOLD, ISSUERS, SCHEME, RECOGNITIONS, COMPROMISED = (
    range(1, 12)
)
LABELS, STATUSES = 1, 2
SELF_DECLARED, THIRD_PARTY = 1, 2

FIRST = "HTTPS://JC-STAR.EXAMPLE/L/"
FIRST_LONGER = "HTTPS://JC-STAR.EXAMPLE/S/1/"
SECOND = "HTTPS://SECOND.EXAMPLE/L/"
STATUS_URI = "https://status.jc-star.example/lists/1"
OTHER_AUTHORITY = hashlib.sha256(b"starseal test vectors: another authority").digest()


def seconds(text: str) -> int:
    return int(datetime.fromisoformat(text).timestamp())


def names(en: str, ja: str) -> dict:
    return {"en": en, "ja": ja}


def entry(name: str, first="2025-01-01", last="2030-12-31", purpose=LABELS, compromised: str | None = None) -> dict:
    fields = {1: key(name).public, 2: purpose, 3: day(first), 4: day(last)}
    return fields | ({5: day(compromised)} if compromised else {})


def level(en: str, ja: str, assessment: int) -> dict:
    return {1: names(en, ja), 2: assessment}


SCHEME_ENTRIES = {
    1: 540,
    2: {
        1: level("★1", "★1", SELF_DECLARED),
        2: level("★2", "★2", SELF_DECLARED),
        3: level("★3", "★3", THIRD_PARTY),
        4: level("★4", "★4", THIRD_PARTY),
    },
    3: {
        1: {1: names("Network camera", "ネットワークカメラ")},
        2: {1: names("Communication equipment", "通信機器")},
        3: {1: names("Smart lock", "スマートロック")},
        4: {1: names("Personal computer", "パソコン"), 2: True},
        5: {1: names("Smartphone", "スマートフォン"), 2: True},
    },
    4: {1: "JST-CR-01-01-2024R1", 2: "JST-CR-02-01-2026R1"},
    5: {1: names("Example Evaluation Laboratory", "見本評価機関")},
    6: 24,
    7: 180,
}

FIRST_ISSUER = {
    1: names("Example Label Registry", "ラベル登録所（見本）"),
    2: [FIRST, FIRST_LONGER],
    4: [
        entry("label 1"),
        entry("status 1", purpose=STATUSES),
        entry("narrow window", "2026-04-01", "2026-04-30"),
        entry("compromised", compromised="2026-10-01"),
    ],
}

SECOND_ISSUER = {
    1: names("Second Example Registry", "第二登録所（見本）"),
    2: [SECOND],
    4: [entry("label 2")],
}

JC_STAR = {
    NAMES: names("Example Label Authority", "ラベル認証局（見本）"),
    VERSION: 1,
    ISSUED_AT: seconds("2026-01-01T00:00:00Z"),
    EXPIRES_AT: seconds("2028-01-01T00:00:00Z"),
    ROOTS: [key("root 1").public],
    THRESHOLD: 1,
    ISSUERS: [FIRST_ISSUER, SECOND_ISSUER],
    SCHEME: SCHEME_ENTRIES,
}

GONE = object()


def but(payload: dict, *changes) -> dict:
    """Returns a copy with changes. Each change is the path of keys, then the value (GONE removes the entry)."""
    payload = copy.deepcopy(payload)
    for *way, last, value in changes:
        place = payload
        for step in way:
            place = place[step]
        if value is GONE:
            del place[last]
        elif isinstance(place, list) and last == len(place):
            place.append(value)
        else:
            place[last] = value
    return payload


def digest(payload: dict) -> bytes:
    return hashlib.sha256(encode(payload)).digest()


@dataclass(frozen=True)
class TrustList:
    name: str
    description: str
    payload: dict
    signers: tuple[str, ...] = ("root 1",)

    @property
    def data(self) -> bytes:
        return sign_trust_list(encode(self.payload), [key(name) for name in self.signers])

    @property
    def authority_id(self) -> bytes:
        return self.payload.get(AUTHORITY_ID) or digest(self.payload)


def with_window(first: str, last: str) -> dict:
    return but(JC_STAR, (ISSUERS, 0, 4, 0, entry("label 1", first, last)))


LATER = but(
    JC_STAR,
    (AUTHORITY_ID, digest(JC_STAR)),
    (VERSION, 2),
    (ISSUED_AT, seconds("2026-06-01T00:00:00Z")),
    (ROOTS, 1, key("root 2").public),
)

RECOGNITION = {
    1: OTHER_AUTHORITY,
    2: 1,
    3: ["EX-CLS-1"],
    4: 1,
    5: day("2026-06-01"),
    6: day("2029-05-31"),
}

EVERYTHING = but(
    JC_STAR,
    (NAMES, "zh-Hant", "範例標籤機構"),
    (RECOGNITIONS, [RECOGNITION, {1: OTHER_AUTHORITY, 2: 2, 4: 2, 5: day("2026-06-01")}]),
    (12, "from a later version"),
    (ISSUERS, 0, 2, 2, "HTTPS://AZ.JC-STAR.EXAMPLE:8443/"),
    (ISSUERS, 0, 3, STATUS_URI),
    (ISSUERS, 0, 6, [1, 2, 3]),
    (ISSUERS, 0, 4, 0, 8, None),
    (SCHEME, 2, 1, 3, False),
    (SCHEME, 3, 0, {1: names("Other", "その他"), 3: b"\x00"}),
    (SCHEME, 4, 0, "EX-CR-ZERO"),
    (SCHEME, 5, 0, names("Laboratory Zero", "第零評価機関")),
    (SCHEME, 8, {"any": "thing"}),
    (RECOGNITIONS, 0, 7, 1),
)

LISTS = [
    TrustList("jc-star", "The usual list: two issuers, no status list, days in Japan (UTC+9).", JC_STAR),
    TrustList(
        "with-status",
        "As jc-star, but the first issuer names a status list. No vector contains that status list.",
        but(JC_STAR, (ISSUERS, 0, 3, STATUS_URI)),
    ),
    TrustList(
        "everything",
        "Every optional field, recognitions, a prefix with a port, entries numbered 0, claims from a later version.",
        EVERYTHING,
    ),
    TrustList("later", "Version 2 of jc-star: has its authority ID and adds root 2.", LATER, ("root 1", "root 2")),
    TrustList(
        "two-of-three",
        "Three roots with a threshold of two. Roots 1 and 3 signed.",
        but(JC_STAR, (ROOTS, [key(f"root {n}").public for n in (1, 2, 3)]), (THRESHOLD, 2)),
        ("root 1", "root 3"),
    ),
    TrustList("utc", "As jc-star, but with days in UTC.", but(JC_STAR, (SCHEME, 1, 0))),
    TrustList("utc-minus-5", "As jc-star, but with days in UTC-5 (offset -300).", but(JC_STAR, (SCHEME, 1, -300))),
    TrustList(
        "same-kid",
        "Two keys with the same key ID: the first issuer's `same kid 62020` and the second's `same kid 97411`.",
        but(JC_STAR, (ISSUERS, 0, 4, [entry("same kid 62020")]), (ISSUERS, 1, 4, [entry("same kid 97411")])),
    ),
    TrustList(
        "wide-window",
        "As jc-star, but `label 1` may seal labels of every day that can be encoded.",
        with_window("2010-01-01", "2149-06-06"),
    ),
    TrustList("one-month", "As jc-star, but a label is valid for at most one month.", but(JC_STAR, (SCHEME, 6, 1))),
    TrustList("no-issuers", "An authority that names no issuer yet.", but(JC_STAR, (ISSUERS, []))),
]

BY_NAME = {trust.name: trust for trust in LISTS}
