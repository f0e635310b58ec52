"""The authorities of a verifier: anchors, next lists, chains and conflicts (R-59 to R-61, R-108)."""

from dataclasses import dataclass

from .carrier import Refused
from .cbor import NotDeterministic, head
from .trust import SignedList, TrustList, heading, signed_list, trust_list, validated

DAY = 86_400
MOST_AUTHORITIES, MOST_IN_A_CHAIN = 64, 64
ACCEPTED, UNCHANGED = "accepted", "unchanged"


@dataclass
class Authority:
    # All lists accepted, oldest first. The first ones are those of the anchor.
    known: list[TrustList]
    of_anchor: int = 1

    @property
    def held(self) -> TrustList:
        return self.known[-1]

    @property
    def authority_id(self) -> bytes:
        return self.held.authority_id


class Authorities:
    def __init__(self):
        self.all: list[Authority] = []

    def of(self, authority_id: bytes) -> Authority | None:
        return next((one for one in self.all if one.held.authority_id == authority_id), None)

    def add(self, anchor: bytes):
        """Adds the authority of an anchor, which may be a chain. Its dates are trusted (R-60, R-61)."""
        first, *others = split(anchor)
        alone = Authorities()
        authority = Authority([trust_list(first)])
        alone.all = [authority]
        for data in others:
            # Of an anchor, each list is read whole before it is compared.
            trust_list(data)
            alone.follow(signed_list(data), None)
        held = authority.held
        if len(self.all) >= MOST_AUTHORITIES or self.of(held.authority_id) or self.conflicts(held):
            raise Refused("trust-list-conflict")
        authority.of_anchor = len(authority.known)
        self.all.append(authority)

    def update(self, data: bytes, now: int | None, chain: bool) -> tuple[list[bytes], str]:
        """Applies a list, or a chain. Returns the authorities whose list is new, and the outcome. Without `now`, dates
        are trusted."""
        held_before = [one.held for one in self.all]
        try:
            outcome = self.follow_chain(split(data) if chain else [data], now)
        except Refused as refused:
            outcome = str(refused)
        changed = [one.authority_id for one, before in zip(self.all, held_before) if one.held is not before]
        return changed, ACCEPTED if changed and outcome == UNCHANGED else outcome

    def follow_chain(self, lists: list[bytes], now: int | None) -> str:
        outcome = UNCHANGED
        for data in lists:
            try:
                outcome = self.follow(signed_list(data), now)
            except Refused as refused:
                if str(refused) != "trust-list-older" or data is lists[-1] or not self.is_lower(data):
                    raise
        return outcome

    def is_lower(self, data: bytes) -> bool:
        authority_id, version = heading(signed_list(data))
        return version < self.of(authority_id).held.version

    def follow(self, signed: SignedList, now: int | None) -> str:
        """Accepts one next list (R-59, R-108)."""
        authority_id, version = heading(signed)
        authority = self.of(authority_id)
        if authority is None:
            raise Refused("trust-list-foreign")
        held = authority.held
        if version < held.version:
            raise Refused("trust-list-older")
        if version == held.version and signed.payload == held.signed.payload:
            return UNCHANGED
        if len(signed.signers(held.roots)) < held.threshold:
            raise Refused("trust-list-threshold")
        found = validated(signed)
        if version == held.version:
            raise Refused("equivocation")
        if found.issued_at < held.issued_at:
            raise Refused("trust-list-older")
        if not held.compromised() <= found.compromised():
            raise Refused("trust-list-invalid")
        if now is not None and found.issued_at > max(held.expires_at, now + DAY):
            raise Refused("trust-list-future")
        if self.conflicts(found):
            raise Refused("trust-list-conflict")
        authority.known.append(found)
        return ACCEPTED

    def conflicts(self, found: TrustList) -> bool:
        """Whether another authority has one of its keys, or a prefix that collides (R-61)."""
        for other in (one.held for one in self.all if one.held.authority_id != found.authority_id):
            if found.public_keys() & other.public_keys():
                return True
            if any(a.startswith(b) or b.startswith(a) for a in found.prefixes() for b in other.prefixes()):
                return True
        return False


def split(data: bytes) -> list[bytes]:
    """Splits a sequence into 1 to 64 items with tag 98 (R-60)."""
    found, at = [], 0
    try:
        while at < len(data):
            major, argument, _ = head(data, at)
            if (major, argument) != (6, 98) or len(found) == MOST_IN_A_CHAIN:
                raise Refused("trust-list-malformed")
            end = skip(data, at)
            found.append(data[at:end])
            at = end
    except NotDeterministic as fault:
        raise Refused("trust-list-malformed") from fault
    if not found:
        raise Refused("trust-list-malformed")
    return found


def skip(data: bytes, at: int) -> int:
    """Returns where the item at `at` ends, without recursion: its form is judged later."""
    left = 1
    while left:
        left -= 1
        major, argument, at = head(data, at)
        if major in (2, 3):
            at += argument
            if at > len(data):
                raise NotDeterministic("ends too early")
        elif major == 4:
            left += argument
        elif major == 5:
            left += 2 * argument
        elif major == 6:
            left += 1
    return at
