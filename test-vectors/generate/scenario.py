"""A scenario, and its conversion to a vector file.

The verdict of each scenario is written by hand in its source. This module computes no verdict.
"""

import re
import unicodedata
from dataclasses import dataclass, field

import cbor2

from . import base41, cose
from .cbor import encode
from .diagnostic import NotWellFormed, diagnostic
from .keys import key
from .labels import CAMERA, HOLDER, MODEL, SERIAL, shown
from .trust import FIRST, JC_STAR

NOW = "2026-11-22T03:00:00Z"

# Codes of inputs that cannot be decoded, so that there are no forms.
NOTHING_DECODED = {"not-a-label", "no-seal", "too-long", "bad-base41", "bad-base64url"}
AUTHENTIC = {"active", "expired", "not-yet-valid", "status-unknown"}

# The usual trust list expires at the start of 2028 and is stale 1,100 days after it was issued. These scenarios
# have a later time, so that the first reason is about the list. The numbers are its age in whole days.
TRUST_AGEING = {
    "as-of-a-day-to-come": 1095,
    "as-of-the-day-after": 820,
    "as-of-the-last-day": 819,
    "clock-after-the-expiry-of-the-trust-list": 730,
    "clock-at-the-expiry-of-the-trust-list": 730,
    "first-second-after-the-last-day": 820,
    "last-second-of-the-last-day": 820,
    "negative-offset-first-second-after": 821,
    "negative-offset-last-second": 821,
    "status-unknown-and-expired": 820,
    "utc-first-second-after": 821,
    "utc-last-second": 820,
    "validity-from-a-leap-day": 882,
    "validity-from-a-leap-day-and-a-day": 882,
}
# The clock is after the expiry of the trust list, which is a reason of its own.
CLOCK_AHEAD = {
    "clock-after-the-expiry-of-the-trust-list",
    "first-second-after-the-last-day",
    "last-second-of-the-last-day",
    "long-expired",
    "negative-offset-first-second-after",
    "negative-offset-last-second",
    "now-in-the-year-9999",
    "now-past-2106",
    "status-unknown-and-expired",
    "utc-first-second-after",
    "utc-last-second",
    "validity-from-a-leap-day",
    "validity-from-a-leap-day-and-a-day",
}
TRUST_STALE = {"long-expired": 4_472, "now-in-the-year-9999": 2_912_442, "now-past-2106": 44_925}


@dataclass
class Scenario:
    name: str
    description: str
    kind: str
    rules: list[str]
    input: dict
    expect: str
    trust: str | None = None
    now: str = NOW
    as_of: str | None = None
    reasons: list[str] = field(default_factory=list)
    trust_age_days: int | None = None
    label: dict | None = None
    seal: dict | None = None
    forms: dict = field(default_factory=dict)
    each: list[dict] | None = None
    image: object = None

    def file(self) -> dict:
        fields = {
            "name": self.name,
            "description": self.description,
            "kind": self.kind,
            "rules": self.rules,
            "trust": self.trust,
            "input": self.input,
            "now": self.now,
            "as_of": self.as_of,
            "expect": self.expect,
            "reasons": self.reasons,
            "trust_age_days": self.trust_age_days,
            "label": self.label,
            "each": self.each,
            "seal": self.seal,
            "forms": self.forms,
        }
        return {k: v for k, v in fields.items() if v is not None or k == "label"}


def label(
    name: str,
    description: str,
    *,
    rules: str,
    expect: str,
    reasons: list[str] = (),
    claims: dict = CAMERA,
    payload: bytes | None = None,
    key_name: str = "label 1",
    prefix: str = FIRST,
    sealed: cose.Sealed | None = None,
    encode_bytes=base41.encode,
    gtin: str | None = None,
    text=None,
    wedge: bool = False,
    trust: str = "jc-star",
    now: str = NOW,
    as_of: str | None = None,
) -> Scenario:
    """A text that is checked, by default the carrier in Base41, with `gtin` behind it if there is one. Faults are
    `payload` bytes instead of claims, a whole `sealed` label, and a `text` (or a function of the carrier) other than
    the printed one."""
    sealed = sealed or cose.seal(encode(claims) if payload is None else payload, key(key_name))
    carrier = prefix + encode_bytes(sealed.data) + (f"/01/{gtin}" if gtin else "")
    given = carrier if text is None else text(carrier) if callable(text) else text
    authentic = expect in AUTHENTIC
    shown_label = shown(claims) if authentic else None
    printable = prefix.endswith("/") and prefix == prefix.upper()
    remade = authentic and printable and given == carrier and encode_bytes is base41.encode
    remade = remade and "unknown_claims" not in shown_label and is_spelled_for_issue(claims)
    return Scenario(
        name=name,
        description=description,
        kind="label",
        rules=rules.split(),
        trust=trust,
        input={"text": given} | ({"wedge": True} if wedge else {}),
        now=now,
        as_of=as_of,
        expect=expect,
        reasons=[
            *(["clock-ahead"] if name in CLOCK_AHEAD else []),
            *(["trust-ageing"] if name in TRUST_AGEING else ["trust-stale"] if name in TRUST_STALE else []),
            *reasons,
        ],
        trust_age_days=TRUST_AGEING.get(name, TRUST_STALE.get(name)),
        label=shown_label,
        seal={"key": key_name, "prefix": prefix} | ({"gtin": gtin} if gtin else {}) if remade else None,
        forms=label_forms(expect, rules, sealed, carrier),
    )


def is_spelled_for_issue(claims: dict) -> bool:
    """Returns whether an issuer may seal the texts of a label (R-87)."""
    texts = [claims[number] for number in (HOLDER, MODEL, SERIAL) if number in claims]
    plain = r"[^\s\u3000](.*[^\s\u3000])?"
    return all(
        unicodedata.is_normalized("NFC", text) and re.fullmatch(plain, text) and not re.search(r"[^\S \u3000]", text)
        for text in texts
    )


def label_forms(expect: str, rules: str, sealed: cose.Sealed, carrier: str) -> dict:
    if expect in NOTHING_DECODED:
        return {}
    forms = {"carrier": carrier, "sealed_hex": sealed.data.hex()} | shown_diagnostic(sealed.data)
    if expect != "malformed-seal" or "R-17" in rules.split():
        forms |= {"to_be_signed_hex": sealed.to_be_signed.hex(), "payload_hex": sealed.payload.hex()}
    return forms


def shown_diagnostic(data: bytes) -> dict:
    try:
        return {"diagnostic": diagnostic(data)}
    except NotWellFormed:
        return {}


def trust_list(
    name: str,
    description: str,
    *,
    rules: str,
    expect: str,
    payload: dict | bytes = JC_STAR,
    signers: tuple[str, ...] = ("root 1",),
    data: bytes | None = None,
) -> Scenario:
    """A trust list alone. Faults are a `payload`, other `signers`, or the whole `data`."""
    payload = payload if isinstance(payload, bytes) else encode(payload)
    forms, signed = {}, None
    if data is None:
        data = cose.sign_trust_list(payload, [key(signer) for signer in signers])
        signed = cose.trust_to_be_signed(cose.TRUST_HEADER, cose.header(key(signers[0]).kid), payload)
    elif payload not in data and "R-47" not in rules.split():
        payload = cbor2.loads(data).value[2]
    if expect != "trust-list-too-long" and len(data) < 20_000:
        forms |= shown_diagnostic(data)
        if "R-47" not in rules.split() or expect == "accepted":
            forms |= {"to_be_signed_hex": signed.hex()} if signed else {}
            forms["payload_hex"] = payload.hex()
    return Scenario(
        name=name,
        description=description,
        kind="trust-list",
        rules=rules.split(),
        input={"hex": data.hex()},
        expect=expect,
        forms=forms,
    )


def image(
    name: str, description: str, *, rules: str, picture, found: list[Scenario], trust: str = "jc-star", now: str = NOW
) -> Scenario:
    """A picture that contains the `found` labels. Their order has no meaning."""
    verdicts = [{"expect": f.expect, "reasons": f.reasons, "label": f.label, "forms": f.forms} for f in found]
    first = verdicts[0] if found else {"expect": "no-label"}
    return Scenario(
        name=name,
        description=description,
        kind="image",
        rules=rules.split(),
        trust=trust,
        input={"image": f"images/{name.removeprefix('image-')}.png", "labels": len(found)},
        now=now,
        each=verdicts if len(found) > 1 else None,
        image=picture.png(),
        **first,
    )
