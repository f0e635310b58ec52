"""The objects that a verifier holds, each bound by a list or by a directory (R-72, R-114 to R-116, R-118)."""

import hashlib

from .authorities import ACCEPTED, UNCHANGED
from .carrier import Refused
from .compare import in_force_fits, past_fits
from .memory import Held, Memory
from .objects import MOST_BYTES, StatusObject, status_object

UNFIT = {"in-force": "in-force-invalid", "past": "past-contradicts"}


class Objects:
    def __init__(self, memory: Memory):
        self.memory = memory
        self.held: dict[bytes, StatusObject] = {}

    def of(self, one: Held, kind: str) -> StatusObject | None:
        """Returns the object of this kind that is held for the list."""
        found = self.held.get(one.content.bound.get(kind))
        return found if found is not None and found.kind == kind and self.fits(found, one) else None

    def range_of(self, directory: StatusObject, index: int) -> tuple[bool, StatusObject | None]:
        """Returns whether the directory has a range with the index, and the range, if it is held."""
        for first, last, digest in directory.ranges:
            if first <= index <= last:
                found = self.held.get(digest)
                fits = found is not None and (found.kind, found.first, found.last) == ("witness-range", first, last)
                return True, found if fits else None
        return False, None

    def fits(self, found: StatusObject, one: Held) -> bool:
        date = self.memory.date(one)
        if found.kind == "in-force":
            return in_force_fits(found, one.content, date)
        if found.kind == "past":
            return past_fits(found, one.content, date, self.of(one, "in-force"))
        return True

    def add(self, data: bytes) -> str:
        """Its length is checked first, then whether it is bound, and then its form (R-116)."""
        if len(data) > MOST_BYTES:
            raise Refused("status-object-too-long")
        digest = hashlib.sha256(data).digest()
        if digest in self.held:
            return UNCHANGED
        lists = [(one, kind) for one in self.memory.lists for kind, of in one.content.bound.items() if of == digest]
        ranges = [entry for directory in self.directories() for entry in directory.ranges if entry[2] == digest]
        if not lists and not ranges:
            raise Refused("status-object-unbound")
        found = status_object(data)
        if found.kind == "witness-range":
            binding, otherwise = ranges, "status-object-malformed"
            fits = any((found.first, found.last) == (first, last) for first, last, _ in ranges)
        else:
            binding, otherwise = [one for one, kind in lists if kind == found.kind], UNFIT.get(found.kind)
            fits = any(self.fits(found, one) for one in binding)
        if not fits:
            raise Refused(otherwise if binding else "status-object-unbound")
        self.held[digest] = found
        return ACCEPTED

    def directories(self) -> list[StatusObject]:
        every = [self.of(one, "witnesses") for one in self.memory.lists]
        return [directory for directory in every if directory is not None]

    def forget_lists(self):
        """Forgets the lists that nothing needs any more (R-95, R-118)."""
        needed = {id(one) for one in self.needed()}
        self.memory.lists = [one for one in self.memory.lists if not one.replaced or id(one) in needed]

    def forget(self):
        """Forgets lists, and then the objects that none of the others binds (R-116)."""
        self.forget_lists()
        kept = set()
        for one in self.memory.lists:
            kept |= {found.digest for kind in one.content.bound if (found := self.of(one, kind)) is not None}
        kept |= {digest for directory in self.directories() for _, _, digest in directory.ranges}
        self.held = {digest: found for digest, found in self.held.items() if digest in kept}

    def needed(self):
        """Yields the last list of an issuer with a held in-force object while the one that counts misses its own."""
        memory = self.memory
        for one in memory.lists:
            if one.counts and "in-force" in one.content.bound and self.of(one, "in-force") is None:
                others = memory.same_issuer(one.authority_id, one.content.sub, one.key)
                with_object = [other for other in others if self.of(other, "in-force") is not None]
                if with_object:
                    yield max(with_object, key=lambda other: other.content.iat)
