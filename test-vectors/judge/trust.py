"""Parses and validates trust lists (R-47 to R-58)."""

import hashlib
import re
from dataclasses import dataclass

from .carrier import Refused
from .cbor import Items, NotDeterministic, Tagged, read
from .claims import is_day, is_entry, is_text, is_uint
from .signature import is_good_point, key_id, thumbprint, verifies

TYPE = "application/vnd.starseal.trust-list+cose"
PREFIX = re.compile(r"HTTPS://[0-9A-Z]([0-9A-Z.-]*[0-9A-Z])?(:[0-9]{1,5})?/([0-9A-Z$*.:/-]*/)?")


class Malformed(Exception):
    pass


def need(holds: bool):
    if not holds:
        raise Malformed


def require(holds: bool):
    """Refuses a value that breaks one of the rules R-53 to R-58."""
    if not holds:
        raise Refused("trust-list-invalid")


@dataclass(frozen=True)
class SignedList:
    """A trust list that has the right form and profile (R-47, R-48). Nothing of its payload has been read."""

    data: bytes
    body: bytes
    payload: bytes
    signatures: list

    def signers(self, roots: list[bytes]) -> set[bytes]:
        """Returns the roots that have signed this list (R-50)."""
        return {
            root
            for root in roots
            for header, _, signature in self.signatures
            if read(header).get(4) == key_id(root)
            and verifies(root, to_be_signed(self.body, header, self.payload), signature)
        }


@dataclass(frozen=True)
class TrustList:
    signed: SignedList
    payload: Items
    authority_id: bytes

    @property
    def scheme(self) -> Items:
        return self.payload.get(9)

    @property
    def version(self) -> int:
        return self.payload.get(3)

    @property
    def issued_at(self) -> int:
        return self.payload.get(4)

    @property
    def expires_at(self) -> int:
        return self.payload.get(5)

    @property
    def roots(self) -> list[bytes]:
        return self.payload.get(6)

    @property
    def threshold(self) -> int:
        return self.payload.get(7)

    @property
    def issuers(self) -> list[Items]:
        return self.payload.get(8)

    def keys_with(self, kid: bytes):
        return [(key, issuer) for issuer in self.issuers for key in issuer.get(4) if key_id(key.get(1)) == kid]

    def key_entry(self, public: bytes):
        """Returns the entry of a key and its issuer, or None."""
        every = ((key, issuer) for issuer in self.issuers for key in issuer.get(4))
        return next((pair for pair in every if pair[0].get(1) == public), None)

    def public_keys(self) -> set[bytes]:
        return {*self.roots, *(key.get(1) for issuer in self.issuers for key in issuer.get(4))}

    def prefixes(self) -> list[str]:
        return [prefix for issuer in self.issuers for prefix in issuer.get(2)]

    def compromised(self) -> set[bytes]:
        """Returns the thumbprints of all keys that this list calls compromised (R-90)."""
        marked = {thumbprint(k.get(1)) for issuer in self.issuers for k in issuer.get(4) if 5 in k.keys()}
        return marked | set(self.payload.get(11) or [])

    def date_of(self, moment: int) -> int:
        """Returns the day of a moment in the time zone of the scheme (R-39)."""
        return (moment + 60 * self.scheme.get(1)) // 86_400


def trust_list(data: bytes) -> TrustList:
    return validated(signed_list(data))


def signed_list(data: bytes) -> SignedList:
    """R-47, R-48"""
    if len(data) > 262_144:
        raise Refused("trust-list-too-long")
    try:
        body, payload, signatures = envelope(data)
        profile(body, signatures)
    except (NotDeterministic, Malformed) as fault:
        raise Refused("trust-list-malformed") from fault
    return SignedList(data, body, payload, signatures)


def validated(signed: SignedList) -> TrustList:
    """R-50 to R-58"""
    try:
        payload = read(signed.payload)
        check_list(payload)
    except (NotDeterministic, Malformed) as fault:
        raise Refused("trust-list-malformed") from fault
    require(payload.get(7) <= len(payload.get(6)))
    found = TrustList(signed, payload, authority_of(payload, signed.payload))
    if len(signed.signers(found.roots)) < found.threshold:
        raise Refused("trust-list-threshold")
    check_rules(payload, found.authority_id)
    return found


def heading(signed: SignedList) -> tuple[bytes, int]:
    """Returns the authority ID and the version, which are read before anything else (R-108)."""
    try:
        payload = read(signed.payload)
        integer_keys(payload, 11)
        check_heading(payload)
    except (NotDeterministic, Malformed) as fault:
        raise Refused("trust-list-malformed") from fault
    return authority_of(payload, signed.payload), payload.get(3)


def authority_of(payload: Items, data: bytes) -> bytes:
    """R-52"""
    return payload.get(1) if 1 in payload.keys() else hashlib.sha256(data).digest()


def envelope(data: bytes):
    tagged = read(data, tag=98)
    need(type(tagged) is Tagged and type(tagged.value) is list and len(tagged.value) == 4)
    body, unprotected, payload, signatures = tagged.value
    need(type(body) is bytes and unprotected == Items(()) and type(payload) is bytes)
    need(type(signatures) is list and 1 <= len(signatures) <= 20)
    for signature in signatures:
        need(type(signature) is list and len(signature) == 3)
        need(
            type(signature[0]) is bytes
            and signature[1] == Items(())
            and type(signature[2]) is bytes
            and len(signature[2]) == 64
        )
    for header in [body] + [signature[0] for signature in signatures]:
        need(not header or type(read(header)) is Items)
    return body, payload, signatures


def profile(body: bytes, signatures: list):
    good = body and read(body) == Items(((16, TYPE),))
    for header, _, _ in signatures:
        found = read(header) if header else Items(())
        good = good and found.keys() == [1, 4] and found.get(1) == -19
        good = good and type(found.get(4)) is bytes and len(found.get(4)) == 4
    if not good:
        raise Refused("trust-list-unsupported")


def to_be_signed(body: bytes, header: bytes, payload: bytes) -> bytes:
    def string(data: bytes) -> bytes:
        size = len(data)
        if size < 24:
            return bytes([0x40 + size]) + data
        wide = next(n for n in (0, 1, 2) if size < 256 ** (1 << n))
        return bytes([0x58 + wide]) + size.to_bytes(1 << wide, "big") + data

    return b"\x85\x69Signature" + string(body) + string(header) + b"\x40" + string(payload)


# ---- the grammar, in the order of the payload. What a single value must be by itself is checked while it is
# read; the rest of is checked after it ----


def integer_keys(found, known: int):
    need(type(found) is Items and all(type(k) is int and k != 0 for k in found.keys()))
    if any(k < 0 for k in found.keys()):
        raise Refused("trust-list-unsupported")
    return [found.get(n) if n in found.keys() else None for n in range(1, known + 1)]


def check_names(found):
    need(type(found) is Items and len(found.keys()) <= 16)
    need(all(type(k) is str and is_language(k) and is_text(v, 128) for k, v in found.entries))
    need({"en", "ja"} <= set(found.keys()))


def is_language(tag: str) -> bool:
    """R-88"""
    variant = "-(?:[a-z0-9]{5,8}|[0-9][a-z0-9]{3})"
    whole = f"[a-z]{{2,3}}(?:-[A-Z][a-z]{{3}})?(?:-(?:[A-Z]{{2}}|[0-9]{{3}}))?(?:{variant})*"
    return len(tag) <= 35 and re.fullmatch(whole, tag) is not None


def each(found, known: int, required: set[int]):
    """Yields the known keys of a map with their values, in its order. Keys that it lacks are missed at its end."""
    values = integer_keys(found, known)
    for key in found.keys():
        if key <= known:
            yield key, values[key - 1]
    need(required <= set(found.keys()))


def check_list(found):
    for key, value in each(found, 11, {2, 3, 4, 5, 6, 7, 8, 9}):
        match key:
            case 1:
                need(is_key(value))
            case 2:
                check_names(value)
            case 3:
                need(is_uint(value, 0, 2**32 - 1))
            case 4 | 5:
                need(is_uint(value, 0, 253_402_300_799))
            case 6:
                check_each(value, 1, 10, check_key)
            case 7:
                need(is_uint(value, 1, 10))
            case 8:
                check_each(value, 0, 64, check_issuer)
            case 9:
                check_scheme(value)
            case 10:
                check_each(value, 1, 64, check_recognition)
            case 11:
                need(type(value) is list and 1 <= len(value) <= 1024 and all(map(is_key, value)))
                need(all(a < b for a, b in zip(value, value[1:])))


def check_heading(found):
    need(1 not in found.keys() or is_key(found.get(1)))
    need(is_uint(found.get(3), 0, 2**32 - 1) and is_uint(found.get(4), 0, 253_402_300_799))


def check_each(values, least: int, most: int, check):
    need(type(values) is list and least <= len(values) <= most)
    for value in values:
        check(value)


def check_key(value):
    need(is_key(value))
    require(is_good_point(value))


def is_key(value) -> bool:
    return type(value) is bytes and len(value) == 32


def check_issuer(found):
    for key, value in each(found, 5, {1, 2, 4}):
        match key:
            case 1:
                check_names(value)
            case 2:
                check_each(value, 1, 8, check_prefix)
            case 3:
                need(type(value) is str)
                require(re.fullmatch("https://[!-~]{1,248}", value) is not None)
            case 4:
                check_each(value, 1, 32, check_issuers_key)
            case 5:
                need(is_uint(value, 0, 65_535))


def check_prefix(prefix):
    need(type(prefix) is str)
    require(PREFIX.fullmatch(prefix) is not None and len(prefix) <= 64 and "/I2W" not in prefix)


def check_issuers_key(found):
    for key, value in each(found, 7, {1, 2, 3, 4}):
        match key:
            case 1:
                check_key(value)
            case 2:
                need(value in (1, 2) and type(value) is int)
            case 3 | 4 | 5:
                need(is_day(value))
            case 6:
                check_each(value, 1, 64, lambda number: need(is_uint(number, 1, 255)))
            case 7:
                check_each(value, 1, 1024, lambda number: need(is_entry(number)))


def check_scheme(found):
    for key, value in each(found, 7, {1, 2, 3, 4, 5, 6, 7}):
        match key:
            case 1:
                need(type(value) is int)
                require(-1439 <= value <= 1439)
            case 2:
                for number, entry in entries(value, 64):
                    need(is_uint(number, 1, 255))
                    check_level(entry)
            case 3:
                for number, entry in entries(value, 1024):
                    need(is_entry(number))
                    check_category(entry)
            case 4:
                need(all(is_entry(number) and is_text(text, 64) for number, text in entries(value, 1024)))
            case 5:
                for number, names in entries(value, 1024):
                    need(is_entry(number))
                    check_names(names)
            case 6 | 7:
                need(type(value) is int and value >= 0)
                require(1 <= value <= 1200 if key == 6 else value <= 3660)


def entries(dictionary, most: int):
    need(type(dictionary) is Items and len(dictionary.entries) <= most)
    return dictionary.entries


def check_level(found):
    for key, value in each(found, 2, {1, 2}):
        if key == 1:
            check_names(value)
        else:
            need(is_uint(value, 1, 2))


def check_category(found):
    for key, value in each(found, 2, {1}):
        if key == 1:
            check_names(value)
        else:
            need(value is True)


def check_recognition(found):
    for key, value in each(found, 6, {1, 2, 4, 5}):
        match key:
            case 1:
                need(is_key(value))
            case 2 | 4:
                need(is_uint(value, 1, 255))
            case 3:
                check_each(value, 1, 16, lambda criterion: need(is_text(criterion, 64)))
            case 5 | 6:
                need(is_day(value))


# ---- the rules (R-53 to) ----


def check_rules(found: Items, authority_id: bytes):
    rules = (versions, keys, prefixes, dictionary, recognitions, uris, compromised, ages)
    if not all(rule(found, authority_id) for rule in rules):
        raise Refused("trust-list-invalid")


def versions(found: Items, _) -> bool:
    first = 1 not in found.keys()
    return found.get(4) <= found.get(5) and (found.get(3) == 1 if first else found.get(3) >= 1)


def keys(found: Items, _) -> bool:
    entries = [key for issuer in found.get(8) for key in issuer.get(4)]
    every = found.get(6) + [key.get(1) for key in entries]
    windows = all(key.get(3) <= key.get(4) for key in entries)
    return len(set(every)) == len(every) and windows


def prefixes(found: Items, _) -> bool:
    of = [issuer.get(2) for issuer in found.get(8)]
    return not any(
        a.startswith(b) for i, one in enumerate(of) for j, other in enumerate(of) if i != j for a in one for b in other
    )


def dictionary(found: Items, _) -> bool:
    return len(found.get(9).get(2).entries) >= 1


def recognitions(found: Items, authority_id: bytes) -> bool:
    levels = found.get(9).get(2).keys()
    return all(
        r.get(1) != authority_id and r.get(4) in levels and (r.get(6) is None or r.get(6) >= r.get(5))
        for r in found.get(10) or []
    )


def uris(found: Items, _) -> bool:
    every = [issuer.get(3) for issuer in found.get(8) if 3 in issuer.keys()]
    return len(set(every)) == len(every)


def compromised(found: Items, _) -> bool:
    fallen = found.get(11) if 11 in found.keys() else []
    used = found.get(6) + [key.get(1) for i in found.get(8) for key in i.get(4) if 5 not in key.keys()]
    return not any(thumbprint(key) in fallen for key in used)


def ages(found: Items, _) -> bool:
    return all(issuer.get(5) >= 7 for issuer in found.get(8) if 5 in issuer.keys())
