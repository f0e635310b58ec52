"""The status lists that a verifier holds and remembers (R-73 to R-75, R-94 to R-96)."""

from dataclasses import dataclass

from .authorities import ACCEPTED, DAY, UNCHANGED, Authorities, Authority
from .carrier import Refused
from .cbor import Items
from .seal import signer
from .signature import thumbprint
from .status import FINAL, Envelope, StatusList, claims, envelope
from .trust import TrustList

STATUS_PURPOSE = 2


@dataclass(eq=False)
class Held:
    envelope: Envelope
    content: StatusList
    key: bytes
    authority_id: bytes
    unconfirmed: bool = False
    # Whether the list counts for status and witnesses, or is only remembered.
    counts: bool = True
    # Whether a later list of its key has replaced it. It then stays only as long as R-118 needs it.
    replaced: bool = False


class Memory:
    def __init__(self, authorities: Authorities):
        self.authorities = authorities
        self.lists: list[Held] = []

    # ---- what is known ----

    def trust_of(self, held: Held) -> TrustList:
        return self.authorities.of(held.authority_id).held

    def date(self, held: Held) -> int:
        """R-117"""
        return self.trust_of(held).date_of(held.content.iat)

    def allowed(self, held: Held) -> bool:
        """Whether the trust list held accepts the list, except for its time (R-73, R-75)."""
        return self.issuer_of(held) is not None

    def issuer_of(self, held: Held) -> Items | None:
        trust = self.trust_of(held)
        found = trust.key_entry(held.key)
        if found is None:
            return None
        try:
            judge_key(held.content, *found, trust)
        except Refused:
            return None
        return found[1]

    def of_issuer(self, authority_id: bytes, issuer: Items) -> list[Held]:
        """Returns the lists of an issuer that are allowed."""
        own = [one for one in self.lists if one.authority_id == authority_id]
        return [one for one in own if self.issuer_of(one) is issuer]

    def same_issuer(self, authority_id: bytes, sub: str, key: bytes) -> list[Held]:
        """R-74"""
        own = [one for one in self.lists if one.authority_id == authority_id]
        return [one for one in own if one.content.sub == sub or one.key == key]

    def falls(self, held: Held, now: int | None) -> bool:
        """Whether an unconfirmed list falls by this clock (R-94)."""
        proper = now is not None and now >= self.trust_of(held).issued_at
        return held.unconfirmed and proper and held.content.iat > now + DAY

    # ---- what changes it ----

    def with_clock(self, now: int | None):
        """Judges the unconfirmed lists again (R-94)."""
        self.lists = [one for one in self.lists if not self.falls(one, now)]
        for one in self.lists:
            if one.unconfirmed and now is not None and now >= self.trust_of(one).issued_at:
                one.unconfirmed = False
                self.replace(one)

    def with_trust(self, authority_id: bytes):
        """Judges the lists of an authority again, whose trust list is new (R-75)."""
        fallen = self.authorities.of(authority_id).held.compromised()
        self.lists = [
            one for one in self.lists if one.authority_id != authority_id or thumbprint(one.key) not in fallen
        ]
        for one in self.lists:
            if not self.allowed(one):
                one.counts = False

    def update(self, data: bytes, now: int) -> str:
        self.with_clock(now)
        opened = envelope(data)
        authority, content, key = self.judged(opened, [one.held for one in self.authorities.all])
        trust = authority.held
        unconfirmed = now < trust.issued_at
        if content.iat > (trust.expires_at if unconfirmed else now + DAY):
            raise Refused("status-list-future")
        return self.follow(Held(opened, content, key, authority.authority_id, unconfirmed))

    def restore(self, data: bytes, mark: int) -> str:
        """Takes a list of a state. Bit 0 of the mark says that it is only remembered, bit 1 that it is unconfirmed."""
        opened = envelope(data)
        newest = [one.held for one in self.authorities.all]
        older = [found for one in self.authorities.all for found in reversed(one.known[:-1])] if mark & 1 else []
        try:
            authority, content, key = self.judged(opened, newest)
        except Refused as refused:
            if str(refused) == "status-list-key-compromised":
                raise
            authority, content, key = self.judged_by_any(opened, older, refused)
            if thumbprint(key) in authority.held.compromised():
                raise Refused("status-list-key-compromised") from refused
        held = Held(opened, content, key, authority.authority_id, bool(mark & 2), not mark & 1)
        return self.remember(held) if mark & 1 else self.follow(held)

    def remember(self, old: Held) -> str:
        """Takes a list that was only remembered, which was accepted before (R-99)."""
        same = self.same_issuer(old.authority_id, old.content.sub, old.key)
        newer = [one for one in same if one.key == old.key and one.content.iat >= old.content.iat]
        # The object of an earlier list may stand for one that is missing.
        incomplete = any(one.counts and "in-force" in one.content.bound for one in same)
        if any(one.envelope.data == old.envelope.data for one in same) or newer and not incomplete:
            return UNCHANGED
        for one in same:
            one.counts = one.counts and one.content.iat >= old.content.iat
        self.lists.append(old)
        old.replaced = bool(newer)
        self.replace(old)
        return ACCEPTED

    def judged_by_any(self, opened: Envelope, lists: list[TrustList], otherwise: Refused):
        for trust in lists:
            try:
                return self.judged(opened, [trust])
            except Refused:
                pass
        raise otherwise

    def judged(self, opened: Envelope, lists: list[TrustList]) -> tuple[Authority, StatusList, bytes]:
        """Judges a list by these trust lists, except for its time and for the lists before it (R-73)."""
        candidates = [(*pair, trust) for trust in lists for pair in trust.keys_with(opened.kid)]
        if not candidates:
            raise Refused("status-list-unknown-key")
        found = signer(candidates, opened.protected, opened.payload, opened.signature)
        if found is None:
            raise Refused("status-list-bad-signature")
        key, issuer, trust = found
        content = claims(opened.payload)
        if any(day > trust.date_of(content.iat) for _, _, day in content.corrections):
            raise Refused("status-list-invalid")
        judge_key(content, key, issuer, trust)
        return self.authorities.of(trust.authority_id), content, key.get(1)

    def follow(self, new: Held) -> str:
        """Accepts a list if it may follow those of its issuer (R-74, R-96)."""
        before = self.same_issuer(new.authority_id, new.content.sub, new.key)
        latest = max(before, key=lambda one: one.content.iat, default=None)
        if latest is not None:
            if new.content.iat < latest.content.iat:
                raise Refused("status-list-older")
            if new.content.iat == latest.content.iat:
                if new.envelope.payload == latest.envelope.payload:
                    return UNCHANGED
                raise Refused("equivocation")
            if regresses(latest.content, new.content, self.date(latest)):
                raise Refused("status-list-regressed")
        self.lists.append(new)
        for one in before:
            one.counts = False
        self.replace(new)
        return ACCEPTED

    def replace(self, new: Held):
        """Marks the lists whose place this one takes (R-95)."""
        for one in self.lists:
            earlier = one.key == new.key and one.authority_id == new.authority_id and one.content.iat < new.content.iat
            if earlier and (one.unconfirmed or not new.unconfirmed):
                one.replaced = True


def judge_key(content: StatusList, key: Items, issuer: Items, trust: TrustList):
    in_window = key.get(3) <= trust.date_of(content.iat) <= key.get(4)
    if key.get(2) != STATUS_PURPOSE or not in_window:
        raise Refused("status-list-key-not-allowed")
    if thumbprint(key.get(1)) in trust.compromised():
        raise Refused("status-list-key-compromised")
    if issuer.get(3) != content.sub:
        raise Refused("status-list-foreign")


def regresses(before: StatusList, after: StatusList, date: int) -> bool:
    """Whether a final value is gone without a correction (R-96). The date is that of the earlier list."""
    excused = [(first, last) for first, last, day in after.corrections if day >= date]
    width = 8 // before.bits
    for at, byte in enumerate(before.values):
        if byte == 0:
            continue
        for index in range(at * width, (at + 1) * width):
            lost = before.value(index) in FINAL and after.value(index) not in FINAL
            if lost and not any(first <= index <= last for first, last in excused):
                return True
    return False
