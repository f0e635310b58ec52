"""A verifier: what it holds, and what is done to it (R-61, R-73, R-80, R-82)."""

from datetime import date

from . import claims as labels
from .authorities import ACCEPTED, Authorities
from .bound import Objects
from .bundle import Bundle, Streams, bundle, status_list_of
from .carrier import Refused, address_without_seal, opened
from .cbor import read
from .memory import Memory
from .policy import Policy
from .seal import envelope, signer
from .state import state, written
from .typed import WIDE, readings
from .verdict import Known, Question, Sealed, Verdict, same_prefix


class Verifier:
    def __init__(self, anchor: bytes):
        self.authorities = Authorities()
        self.memory = Memory(self.authorities)
        self.objects = Objects(self.memory)
        self.policy = Policy()
        self.anchors = []
        self.add_authority(anchor)

    def add_authority(self, anchor: bytes) -> str:
        self.authorities.add(anchor)
        self.anchors.append(anchor)
        return ACCEPTED

    def update_trust(self, data: bytes, now: int) -> str:
        try:
            return self.next_trust(data, now, chain=True)
        finally:
            self.objects.forget()

    def next_trust(self, data: bytes, now: int | None, chain: bool = False) -> str:
        changed, found = self.authorities.update(data, now, chain)
        for authority_id in changed:
            self.memory.with_trust(authority_id)
        if changed:
            self.memory.with_clock(now)
        return found

    def update_status(self, data: bytes, now: int) -> str:
        try:
            return self.memory.update(data, now)
        finally:
            self.objects.forget()

    def update_object(self, data: bytes) -> str:
        found = self.objects.add(data)
        self.objects.forget()
        return found

    def apply_bundle(self, data: bytes, now: int) -> list[str]:
        found, bases = bundle(data), dict(self.objects.held)
        outcomes = [outcome(self.next_trust, one, now, True) for one in found.trust]
        outcomes += [outcome(self.status_of_bundle, one, now) for one in found.status]
        return outcomes + self.add_objects(found, bases, self.objects.forget)

    def status_of_bundle(self, one, now: int) -> str:
        self.objects.forget_lists()
        return self.memory.update(status_list_of(one, self.bases()), now)

    def bases(self) -> dict[bytes, bytes]:
        """Returns the status lists that deltas may have as bases (R-81)."""
        return {one.envelope.digest: one.envelope.data for one in self.memory.lists}

    def add_objects(self, found: Bundle, bases: dict, after_each=lambda: None) -> list[str]:
        streams, outcomes = Streams(found.left), []
        for one in found.objects:
            outcomes.append(outcome(self.object_of_bundle, one, bases, streams))
            after_each()
        self.objects.forget()
        return outcomes

    def object_of_bundle(self, one, bases: dict, streams: Streams) -> str:
        return self.objects.add(streams.object_of(one, bases | self.objects.held))

    # ---- the state (R-82, R-99) ----

    def exported(self) -> bytes:
        trust, status = [], []
        for authority in self.authorities.all:
            trust += [found.signed.data for found in authority.known[authority.of_anchor :]]
            own = [one for one in self.memory.lists if one.authority_id == authority.authority_id]
            status += [
                (one.envelope.data, (not one.counts) + 2 * one.unconfirmed)
                for one in sorted(own, key=lambda one: one.content.iat)
            ]
        # A directory stands before its ranges.
        objects = sorted(self.objects.held.values(), key=lambda found: found.kind == "witness-range")
        return written(trust, status, [found.data for found in objects])

    def restarted(self) -> tuple["Verifier", list[str]]:
        """Returns a new verifier with the same anchors and this one's state, and what was refused."""
        again = Verifier(self.anchors[0])
        for anchor in self.anchors[1:]:
            again.add_authority(anchor)
        outcomes = again.restore(self.exported())
        return again, [one for one in outcomes if one not in ("accepted", "unchanged")]

    def restore(self, data: bytes) -> list[str]:
        (found, marks), bases = state(data), dict(self.objects.held)
        outcomes = [outcome(self.next_trust, one, None, True) for one in found.trust]
        outcomes += [outcome(self.status_of_state, one, mark) for one, mark in zip(found.status, marks)]
        return outcomes + self.add_objects(found, bases)

    def status_of_state(self, one, mark: int) -> str:
        return self.memory.restore(status_list_of(one, self.bases()), mark)

    # ---- labels ----

    def check(self, text: str, wedge: bool, now: int, as_of: date | None) -> Verdict:
        try:
            sealed = self.typed(text) if wedge else self.opened(text)
        except Refused as refused:
            narrow = text.translate(WIDE) if wedge else text
            no_seal = str(refused) == "not-a-label" and self.is_address(narrow)
            return Verdict("no-seal" if no_seal else str(refused))
        lists = self.memory.of_issuer(sealed.trust.authority_id, sealed.issuer)
        clock = now if as_of is None else None
        lists = [one for one in lists if not self.memory.falls(one, clock)]
        trust_lists = [one.held for one in self.authorities.all]
        return Question(sealed, Known(self.policy, trust_lists, self.objects, lists), now, as_of).verdict()

    def is_address(self, text: str) -> bool:
        """R-122."""
        address = address_without_seal(text)
        if address is None:
            return False
        prefixes = [prefix for one in self.authorities.all for prefix in one.held.prefixes()]
        return any(same_prefix(address[: len(prefix)], prefix) for prefix in prefixes)

    def typed(self, text: str) -> Sealed:
        """R-12: of several texts, the one that is not refused."""
        texts = readings(text)
        if len(texts) == 1:
            return self.opened(texts[0])
        for one in texts:
            try:
                return self.opened(one)
            except Refused:
                continue
        raise Refused("not-a-label")

    def opened(self, text: str) -> Sealed:
        prefix, sealed, gtin = opened(text)
        protected, payload, signature = envelope(sealed)
        kid = read(protected).get(4)
        every = [one.held for one in self.authorities.all]
        candidates = [(*pair, trust) for trust in every for pair in trust.keys_with(kid)]
        if not candidates:
            raise Refused("unknown-key")
        found = signer(candidates, protected, payload, signature)
        if found is None:
            raise Refused("bad-signature")
        return Sealed(prefix, gtin, payload, labels.label(payload), *found)


def outcome(do, *given) -> str:
    try:
        return do(*given)
    except Refused as refused:
        return str(refused)
