"""Judges a text: the order of checks (R-45), the seal (R-13 to R-20) and standing (R-39 to R-44)."""

from dataclasses import dataclass, field
from datetime import date

from . import claims as labels
from .carrier import Refused, opened
from .cbor import Items, NotDeterministic, Tagged, read
from .signature import verifies
from .trust import TrustList

# The limits of the default policy, in seconds.
TRUST_AGEING_AFTER, TRUST_STALE_AFTER = 400 * 86_400, 1_100 * 86_400

# The lag beyond which a clock is known to be wrong, in seconds.
PLAUSIBLE_LAG = 2 * 86_400

AUTHENTIC = {"active", "expired", "not-yet-valid", "status-unknown"}


@dataclass(frozen=True)
class Verdict:
    code: str
    reasons: list[str] = field(default_factory=list)
    label: dict | None = None
    trust_age_days: int | None = None


def judge(text: str, wedge: bool, trust: TrustList, now: int, as_of: date | None) -> Verdict:
    try:
        prefix, sealed, gtin = opened(text, wedge)
        protected, payload, signature = envelope(sealed)
        key, issuer = who_sealed(trust, protected, payload, signature)
        claims = labels.label(payload)
    except Refused as refused:
        return Verdict(str(refused))
    moment = moment_of(trust, now, as_of)
    clock = now if as_of is None else None
    deciding, others = findings(trust, key, issuer, (prefix, gtin), claims, moment, clock)
    return Verdict(
        deciding,
        others,
        labels.shown(claims) if deciding in AUTHENTIC else None,
        (moment - trust.issued_at) // 86_400 if {"trust-ageing", "trust-stale"} & {deciding, *others} else None,
    )


def envelope(sealed: bytes) -> tuple[bytes, bytes, bytes]:
    try:
        tagged = read(sealed, tag=18)
        parts = tagged.value if type(tagged) is Tagged and type(tagged.value) is list else []
        if [type(part) for part in parts] != [bytes, Items, bytes, bytes]:
            raise Refused("malformed-seal")
        header = read(parts[0]) if parts[0] else Items(())
    except NotDeterministic as fault:
        raise Refused("malformed-seal") from fault
    protected, unprotected, payload, signature = parts
    fits = type(header) is Items and header.keys() == [1, 4] and type(header.get(1)) is int and header.get(1) == -19
    if not fits or type(header.get(4)) is not bytes or len(header.get(4)) != 4 or unprotected.entries:
        raise Refused("unsupported-profile")
    if len(signature) != 64:
        raise Refused("malformed-seal")
    return protected, payload, signature


def who_sealed(trust: TrustList, protected: bytes, payload: bytes, signature: bytes):
    candidates = trust.keys_with(read(protected).get(4))
    if not candidates:
        raise Refused("unknown-key")
    # Both lengths are below 512, and the header's is 9.
    length = len(payload)
    head = (
        bytes([0x40 + length])
        if length < 24
        else bytes([0x58, length])
        if length < 256
        else b"\x59" + length.to_bytes(2, "big")
    )
    message = b"\x84\x6aSignature1" + bytes([0x40 + len(protected)]) + protected + b"\x40" + head + payload
    for key, issuer in candidates:
        if verifies(key.get(1), message, signature):
            return key, issuer
    raise Refused("bad-signature")


def moment_of(trust: TrustList, now: int, as_of: date | None) -> int:
    """Returns the clock, raised to its floor (R-40), or the first second of another day (R-44, R-76)."""
    if as_of is None:
        return max(now, trust.issued_at)
    return (as_of - labels.EPOCH).days * 86_400 - 60 * trust.scheme.get(1)


def findings(trust: TrustList, key: Items, issuer: Items, around, claims: dict, moment: int, now: int | None):
    """Returns the deciding code and all other findings, in the order of R-45."""
    found, notes = [], []
    prefix, gtin = around

    def say(code: str, holds: bool):
        if holds:
            found.append(code)

    in_window = key.get(2) == 1 and key.get(3) <= claims["issued_on"] <= key.get(4)
    say("key-not-allowed", not (in_window and in_scope(key, claims)))
    say("key-compromised", 5 in key.keys())
    say("foreign-carrier", prefix is not None and not any(same_prefix(prefix, p) for p in issuer.get(2)))
    say("gtin-mismatch", gtin is not None and int(gtin) not in labels.numbers(claims.get("gtin", [])))
    say("scheme-violation", labels.violates(claims, trust.scheme))
    for code, holds in (
        ("clock-behind", now is not None and now < trust.issued_at),
        ("clock-ahead", now is not None and now > trust.expires_at),
        ("freshness-unknown", now is not None and now + PLAUSIBLE_LAG < trust.issued_at),
    ):
        if holds:
            notes.append(code)
            found.append(code)
    today = (moment + 60 * trust.scheme.get(1)) // 86_400
    age = moment - trust.issued_at
    if age > TRUST_STALE_AFTER:
        notes.append("trust-stale")
        found.append("trust-stale")
    elif age > TRUST_AGEING_AFTER or moment > trust.expires_at:
        notes.append("trust-ageing")
        found.append("trust-ageing")
    if today < claims["issued_on"]:
        found.append("not-yet-valid")
    elif today > claims["expires_on"]:
        found.append("expired")
    if 3 in issuer.keys():
        found.append("status-unknown")
    else:
        notes.append("no-status-published")
        found.append("no-status-published")
    if "trust-stale" in notes and all(code in notes for code in found):
        found.append("status-unknown")
    deciding = next((code for code in found if code not in notes), "active")
    return deciding, [code for code in found if code != deciding]


def in_scope(key: Items, claims: dict) -> bool:
    """Whether the key may seal labels of this level and category (R-91)."""
    levels = key.get(6) if 6 in key.keys() else [claims["level"]]
    categories = key.get(7) if 7 in key.keys() else [claims.get("category")]
    return claims["level"] in levels and claims.get("category") in categories


def same_prefix(given: str, known: str) -> bool:
    """Compares scheme, host and port without regard to ASCII case, and the path exactly. `known` is all upper case."""
    path_at = known.index("/", len("HTTPS://"))
    upper = "".join(c.upper() if "a" <= c <= "z" else c for c in given[:path_at])
    return upper + given[path_at:] == known
