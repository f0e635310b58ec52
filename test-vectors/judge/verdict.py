"""The verdict on a label: the order of the checks (R-45), time (R-39 to R-44, R-93) and freshness (R-76)."""

from dataclasses import dataclass, field
from datetime import date

from . import claims as labels
from . import policy as policies
from . import standing
from .bound import Objects
from .cbor import Items
from .memory import Held
from .policy import Freshness, Policy
from .signature import thumbprint
from .trust import TrustList

DAY = 86_400
PLAUSIBLE_LAG = 2 * DAY
LABEL_PURPOSE = 1
AUTHENTIC = {
    "active",
    "deferral",
    "expired",
    "not-yet-valid",
    "withdrawn",
    "revoked",
    "status-unknown",
    "policy-unmet",
}
# Codes that state a finding without a refusal.
NOTES = {
    "witnesses-missing",
    "witnessed",
    "clock-behind",
    "clock-ahead",
    "freshness-unknown",
    "trust-ageing",
    "trust-stale",
    "status-ageing",
    "status-stale",
    "in-force-outdated",
    "in-force-missing",
    "extended",
    "no-status-published",
    "status-list-predates-label",
    "index-unallocated",
    "status-value-unknown",
    "recognised",
}


@dataclass(frozen=True)
class Verdict:
    code: str
    reasons: list[str] = field(default_factory=list)
    stands: bool = False
    label: dict | None = None
    last_day: int | None = None
    trust_age_days: int | None = None
    status_age_days: int | None = None
    recognised: list[dict] = field(default_factory=list)
    policy: list[dict] = field(default_factory=list)


@dataclass(frozen=True)
class Sealed:
    """A label whose seal is good."""

    prefix: str | None
    gtin: str | None
    payload: bytes
    claims: dict
    key: Items
    issuer: Items
    trust: TrustList


@dataclass(frozen=True)
class Known:
    """What the verifier knows that bears on a label."""

    policy: Policy
    trust_lists: list[TrustList]
    objects: Objects
    # The allowed lists of the issuer that do not fall by this clock.
    lists: list[Held]

    @property
    def counting(self) -> Held | None:
        return next((one for one in self.lists if one.counts), None)


class Question:
    """A label, what is known, and a moment."""

    def __init__(self, sealed: Sealed, known: Known, now: int, as_of: date | None):
        self.sealed, self.known, self.trust = sealed, known, sealed.trust
        self.given = now if as_of is None else None
        self.floor = max([self.trust.issued_at, *(one.content.iat for one in known.lists)])
        if as_of is None:
            self.trust_moment, self.status_moment = max(now, self.trust.issued_at), max(now, self.floor)
            self.day = self.trust.date_of(self.status_moment)
        else:
            self.day = (as_of - labels.EPOCH).days
            self.trust_moment = self.status_moment = self.day * DAY - 60 * self.trust.scheme.get(1)

    def verdict(self) -> Verdict:
        sealed, known = self.sealed, self.known
        found = self.standing()
        days_left = found.last_day - self.day
        broken = policies.broken(known.policy, sealed.claims, self.trust, known.trust_lists[0], days_left)
        if any(rule["rule"] == "days-left" for rule in broken):
            found.in_force = found.in_force or found.in_force_of_policy
        before, trust_age, status_age = self.seal_codes(), self.trust_freshness(), self.status_freshness(known.counting)
        codes = [*before, *self.clock_codes(), trust_age, status_age, found.in_force]
        codes += ["extended" if found.last_day > sealed.claims["expires_on"] else None]
        codes += [found.dates, found.why, found.status]
        codes = [code for code in codes if code]
        if self.nothing_against(codes) and self.unknown_by_policy(codes):
            codes.append("status-unknown")
        codes += ["policy-unmet"] if broken else []
        code, unclear = self.deciding(codes)
        authentic = code in AUTHENTIC and not unclear
        recognised = policies.recognised(known.trust_lists, self.trust, sealed.claims) if authentic else []
        codes += ["recognised"] if recognised else []
        return Verdict(
            code,
            [one for one in codes if one != code],
            code in ("active", "deferral") and self.nothing_against(codes),
            labels.shown(sealed.claims) if authentic else None,
            found.last_day if authentic else None,
            (self.trust_moment - self.trust.issued_at) // DAY if trust_age else None,
            (self.status_moment - known.counting.content.iat) // DAY if status_age else None,
            recognised,
            broken,
        )

    def deciding(self, codes: list[str]) -> tuple[str, bool]:
        """Returns the code, and whether nobody can tell if the label is genuine (R-72)."""
        code = next((one for one in codes if not self.is_note(one)), None)
        if code is None:
            return ("deferral" if "deferral" in codes else "active"), False
        if code == "key-compromised" and "witnesses-missing" in codes:
            return "status-unknown", True
        return code, False

    def is_note(self, code: str) -> bool:
        return code in NOTES or (code == "deferral" and self.known.policy.accept_deferral)

    def nothing_against(self, codes: list[str]) -> bool:
        return all(map(self.is_note, codes))

    def unknown_by_policy(self, codes: list[str]) -> bool:
        """Whether the data is too old for the policy, or the clock is wrong (R-76, R-93)."""
        policy = self.known.policy
        return (
            ("trust-stale" in codes and not policy.trust_list.accept_stale)
            or ("status-stale" in codes and not policy.status_list.accept_stale)
            or ("freshness-unknown" in codes and policy.require_plausible_clock)
        )

    # ---- the parts, in the order of R-45 ----

    def seal_codes(self) -> list[str]:
        sealed, key, claims = self.sealed, self.sealed.key, self.sealed.claims
        in_window = key.get(2) == LABEL_PURPOSE and key.get(3) <= claims["issued_on"] <= key.get(4)
        foreign = sealed.prefix is not None and not any(same_prefix(sealed.prefix, p) for p in sealed.issuer.get(2))
        another = sealed.gtin is not None and int(sealed.gtin) not in labels.numbers(claims.get("gtin", []))
        return [
            *(["key-not-allowed"] if not in_window or not in_scope(key, claims) else []),
            *self.compromise_codes(),
            *(["foreign-carrier"] if foreign else []),
            *(["gtin-mismatch"] if another else []),
            *(["scheme-violation"] if labels.violates(claims, self.trust.scheme) else []),
        ]

    def compromise_codes(self) -> list[str]:
        """R-31, R-72"""
        if thumbprint(self.sealed.key.get(1)) not in self.trust.compromised():
            return []
        counting, published = self.known.counting, 3 in self.sealed.issuer.keys()
        witnessed = None if published else False
        if counting is not None:
            witnessed = standing.witnessed(self.sealed.claims, self.sealed.payload, counting, self.known.objects)
        return {
            True: ["witnessed"],
            False: ["key-compromised"],
            None: ["key-compromised", "witnesses-missing"],
        }[witnessed]

    def clock_codes(self) -> list[str]:
        """R-40, R-93"""
        now, counting = self.given, self.known.counting
        if now is None:
            return []
        exp = counting.content.exp if counting else None
        return [
            *(["clock-behind"] if now < self.floor else []),
            *(["clock-ahead"] if now > self.trust.expires_at and (exp is None or now > exp) else []),
            *(["freshness-unknown"] if now + PLAUSIBLE_LAG < self.floor else []),
        ]

    def trust_freshness(self) -> str | None:
        return aged(
            "trust",
            self.trust_moment,
            self.trust.issued_at,
            self.trust.expires_at,
            self.known.policy.trust_list,
        )

    def status_freshness(self, one: Held | None) -> str | None:
        if one is None:
            return None
        limits = self.known.policy.status_list
        own = self.sealed.issuer.get(5) if 5 in self.sealed.issuer.keys() else limits.stale_after_days
        limits = Freshness(limits.ageing_after_days, min(limits.stale_after_days, own))
        return aged("status", self.status_moment, one.content.iat, one.content.exp, limits)

    def standing(self) -> standing.Standing:
        counting, claims = self.known.counting, self.sealed.claims
        if counting is None:
            return standing.without_list(claims, self.day, 3 in self.sealed.issuer.keys())
        return standing.by_list(claims, self.day, counting, self.outdated(), self.known.objects, self.trust)

    def outdated(self):
        """Returns the in-force object that takes the place of a missing one (R-118)."""
        counting, objects = self.known.counting, self.known.objects
        if "in-force" not in counting.content.bound or objects.of(counting, "in-force"):
            return None
        others = [one for one in self.known.lists if one is not counting and objects.of(one, "in-force")]
        latest = max(others, key=lambda one: one.content.iat, default=None)
        if latest is None or self.status_freshness(latest) == "status-stale":
            return None
        return objects.of(latest, "in-force")


def aged(kind: str, moment: int, issued: int, expires: int | None, limits: Freshness) -> str | None:
    """R-76"""
    age = moment - issued
    if age > limits.stale_after_days * DAY:
        return f"{kind}-stale"
    if age > limits.ageing_after_days * DAY or (expires is not None and moment > expires):
        return f"{kind}-ageing"
    return None


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
