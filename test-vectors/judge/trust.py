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


def check_list(found):
    _, names, _, _, expires, roots, threshold, issuers, scheme, recognitions, compromised = integer_keys(found, 11)
    check_heading(found)
    check_names(names)
    need(is_uint(expires, 0, 253_402_300_799))
    need(type(roots) is list and 1 <= len(roots) <= 10)
    for root in roots:
        check_key(root)
    need(is_uint(threshold, 1, 10))
    need(type(issuers) is list and len(issuers) <= 64)
    for issuer in issuers:
        check_issuer(issuer)
    check_scheme(scheme)
    if 10 in found.keys():
        need(type(recognitions) is list and 1 <= len(recognitions) <= 64)
        for recognition in recognitions:
            check_recognition(recognition)
    if 11 in found.keys():
        need(type(compromised) is list and 1 <= len(compromised) <= 1024 and all(map(is_key, compromised)))
        need(all(a < b for a, b in zip(compromised, compromised[1:])))


def check_heading(found):
    need(1 not in found.keys() or is_key(found.get(1)))
    need(is_uint(found.get(3), 0, 2**32 - 1) and is_uint(found.get(4), 0, 253_402_300_799))


def check_key(value):
    need(is_key(value))
    require(is_good_point(value))


def is_key(value) -> bool:
    return type(value) is bytes and len(value) == 32


def check_issuer(found):
    names, prefixes, uri, keys, days = integer_keys(found, 5)
    check_names(names)
    need(type(prefixes) is list and 1 <= len(prefixes) <= 8)
    for prefix in prefixes:
        need(type(prefix) is str)
        require(PREFIX.fullmatch(prefix) is not None and len(prefix) <= 64 and "/I2W" not in prefix)
    if 3 in found.keys():
        need(type(uri) is str)
        require(re.fullmatch("https://[!-~]{1,248}", uri) is not None)
    need(type(keys) is list and 1 <= len(keys) <= 32)
    need(5 not in found.keys() or is_uint(days, 0, 65_535))
    for key in keys:
        public, purpose, first, last, _, levels, categories = integer_keys(key, 7)
        check_key(public)
        need(purpose in (1, 2) and type(purpose) is int and is_day(first) and is_day(last))
        need(5 not in key.keys() or is_day(key.get(5)))
        if 6 in key.keys():
            need(type(levels) is list and 1 <= len(levels) <= 64 and all(is_uint(n, 1, 255) for n in levels))
        if 7 in key.keys():
            need(type(categories) is list and 1 <= len(categories) <= 1024 and all(map(is_entry, categories)))


def check_scheme(found):
    offset, levels, categories, criteria, evaluators, months, days = integer_keys(found, 7)
    need(type(offset) is int)
    require(-1439 <= offset <= 1439)
    for dictionary, most in ((levels, 64), (categories, 1024), (criteria, 1024), (evaluators, 1024)):
        need(type(dictionary) is Items and len(dictionary.entries) <= most)
    for number, entry in levels.entries:
        names, assessment = integer_keys(entry, 2)
        need(is_uint(number, 1, 255) and is_uint(assessment, 1, 2))
        check_names(names)
    for number, entry in categories.entries:
        names, excluded = integer_keys(entry, 2)
        need(is_entry(number) and (2 not in entry.keys() or excluded is True))
        check_names(names)
    need(all(is_entry(n) and is_text(text, 64) for n, text in criteria.entries))
    for number, names in evaluators.entries:
        need(is_entry(number))
        check_names(names)
    for value, least, most in ((months, 1, 1200), (days, 0, 3660)):
        need(type(value) is int and value >= 0)
        require(least <= value <= most)


def check_recognition(found):
    authority, level, criteria, here, first, until = integer_keys(found, 6)
    need(is_key(authority) and is_uint(level, 1, 255) and is_uint(here, 1, 255) and is_day(first))
    need(6 not in found.keys() or is_day(until))
    if 3 in found.keys():
        need(type(criteria) is list and 1 <= len(criteria) <= 16 and all(is_text(c, 64) for c in criteria))


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
