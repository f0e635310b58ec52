"""Files of evidence, read as `docs/evidence.cddl` says, and the verdicts of their records."""

import hashlib
import json
import zlib
from dataclasses import dataclass
from datetime import date, datetime

from .cbor import Items, read
from .policy import Freshness, Policy
from .seal import to_be_signed
from .signature import key_id, verifies
from .verifier import Verifier

TYPE = "application/vnd.starseal.evidence+cose"
MARK_BYTES = 8


@dataclass(frozen=True)
class Evidence:
    head: Items
    signer: bytes | None
    bases: list[tuple[bytes, bytes]]
    records: list[str]
    marks: bytes
    notes: list[str]


class NotEvidence(Exception):
    pass


def evidence(data: bytes) -> Evidence:
    """Separates the parts. Only the signature is verified."""
    name, version, key, head, bases, records, marks, notes = read(data)
    if (name, version) != ("starseal-evidence", 1):
        raise NotEvidence("another kind or version")
    if key is not None:
        protected, unprotected, payload, signature = read(head, tag=18).value
        if read(protected).entries != ((1, -19), (4, key_id(key)), (16, TYPE)) or unprotected.entries:
            raise NotEvidence("other headers")
        if not verifies(key, to_be_signed(protected, payload), signature):
            raise NotEvidence("the signature does not verify")
        head = payload
    bases = [(zlib.decompress(lists), policy) for lists, policy in bases]
    return Evidence(read(head), key, bases, lines(records), marks, lines(notes))


def findings(found: Evidence, anchors: list[bytes]) -> list[str]:
    """Compares the parts with the head, and each record with the verdict that its lists and its policy give."""
    head = found.head
    expected = [
        ("records", head.get(7), sha256(whole(found.records))),
        ("marks", head.get(8), sha256(found.marks)),
        ("marks of records", found.marks, b"".join(sha256(one.encode())[:MARK_BYTES] for one in found.records)),
        ("number of records", sum(basis[3] for basis in head.get(6)), len(found.records)),
        ("number of notes", head.get(9), len(found.notes)),
        ("notes", head.get(10), sha256(whole(found.notes))),
        ("a file before", head.get(2) > 1, head.get(3) is not None),
    ]
    wrong = [name for name, stated, computed in expected if stated != computed]
    rest = iter(enumerate(found.records, 1))
    for stated_basis, (lists, policy) in zip(head.get(6), found.bases, strict=True):
        *digests, authorities, count = stated_basis
        if digests != [sha256(lists), sha256(policy)]:
            wrong.append("basis")
        verifier = verifier_of(authorities, lists, policy, anchors)
        for number, line in (one for one, _ in zip(rest, range(count))):
            stated, computed = verdicts(verifier, json.loads(line))
            if stated != computed:
                wrong.append(f"record {number}: stated {stated}, judged {computed}")
    return wrong


def verifier_of(authorities: list, lists: bytes, policy: bytes, anchors: list[bytes]) -> Verifier:
    """Starts from the anchors of the authorities that the head names, in their order."""
    known = {Verifier(anchor).authorities.all[0].authority_id: anchor for anchor in anchors}
    first, *others = [known[authority_id] for authority_id, _ in authorities]
    verifier = Verifier(first)
    for other in others:
        verifier.add_authority(other)
    refused = [one for one in verifier.restore(lists) if one not in ("accepted", "unchanged")]
    if refused:
        raise NotEvidence(f"lists are refused: {refused}")
    verifier.policy = policy_of(read(policy))
    return verifier


def policy_of(fields: Items) -> Policy:
    return Policy(
        minimum_level=fields.get(1),
        minimum_level_of_category=dict(fields.get(2).entries),
        # An empty list accepts every criteria.
        accepted_criteria=fields.get(3) or None,
        minimum_days_left=fields.get(4),
        assessment=fields.get(5),
        accept_deferral=fields.get(6),
        trust_list=Freshness(*fields.get(7)),
        status_list=Freshness(*fields.get(8)),
        require_plausible_clock=fields.get(9) is True,
    )


def verdicts(verifier: Verifier, record: dict) -> tuple[tuple, tuple]:
    """Returns what a record states and what is judged. A keyboard may have typed the text: that counts which agrees."""
    stated = record["code"], record["stands"], record["reasons"]
    now = int(datetime.fromisoformat(record["checked_at"]).timestamp())
    as_of = date.fromisoformat(record["as_of"]) if record["as_of"] else None
    # Of a long text, a record has the start.
    text = record["text"]
    text += "-" * (record["text_bytes"] - len(text.encode()))
    for wedge in (True, False):
        verdict = verifier.check(text, wedge, now, as_of)
        judged = verdict.code, verdict.stands, list(dict.fromkeys(verdict.reasons))
        if judged == stated:
            break
    return stated, judged


def lines(blocks: list[bytes]) -> list[str]:
    text = b"".join(map(zlib.decompress, blocks)).decode()
    if text and not text.endswith("\n"):
        raise NotEvidence("the last line has no end")
    return text.split("\n")[:-1]


def whole(found: list[str]) -> bytes:
    return "".join(f"{line}\n" for line in found).encode()


def sha256(data: bytes) -> bytes:
    return hashlib.sha256(data).digest()
