"""Trust lists: envelope, profile, signed bytes and threshold (R-47 to R-50)."""

from .. import cose
from ..cbor import Tag, encode, indefinite, long_head, pairs
from ..cose import TRUST_HEADER, header, root_signature
from ..keys import key
from ..labels import CAMERA
from ..scenario import trust_list
from ..trust import BY_NAME, ISSUERS, JC_STAR, ROOTS, THRESHOLD, but

MAX_BYTES = 262_144
ROOT = key("root 1")
PAYLOAD = encode(JC_STAR)
TWO_OF_THREE = BY_NAME["two-of-three"].payload
SAME_KID_ROOTS = but(JC_STAR, (ROOTS, [key("same kid 62020").public, key("same kid 97411").public]), (THRESHOLD, 2))

NOT_DETERMINISTIC = {
    "list-tag-not-shortest",
    "list-of-indefinite-length",
    "list-payload-in-chunks",
    "list-payload-length-not-shortest",
    "list-signature-header-unsorted",
}


def scenarios():
    yield from accepted()
    yield from lengths()
    yield from envelopes()
    yield from profiles()
    yield from thresholds()


def accepted():
    rules = {
        "jc-star": "R-47 R-48 R-49 R-52 R-53",
        "with-status": "R-58",
        "everything": "R-51 R-55 R-56 R-57",
        "later": "R-52 R-53",
        "two-of-three": "R-50",
        "utc-minus-5": "R-56",
        "no-issuers": "R-51",
    }
    for name, named in rules.items():
        known = BY_NAME[name]
        yield trust_list(
            f"list-{name}",
            known.description,
            rules=named,
            payload=known.payload,
            signers=known.signers,
            expect="accepted",
        )


def lengths():
    def of_length(length: int) -> bytes:
        """Returns the usual list, padded with an unknown claim to `length` bytes."""

        def data(fill: int) -> bytes:
            return cose.sign_trust_list(encode(JC_STAR | {12: bytes(fill)}), [ROOT])

        made = data(200_000 + length - len(data(200_000)))
        assert len(made) == length
        return made

    yield trust_list(
        "list-of-262144-bytes",
        "The longest list. Most of it is an unknown claim.",
        rules="R-47 R-51",
        data=of_length(MAX_BYTES),
        expect="accepted",
    )
    yield trust_list(
        "list-of-262145-bytes",
        "A list that is one byte too long.",
        rules="R-47",
        data=of_length(MAX_BYTES + 1),
        expect="trust-list-too-long",
    )


def body(change):
    """Encodes the four parts of a valid list after `change`, with tag 98."""
    parts = [TRUST_HEADER, {}, PAYLOAD, [root_signature(TRUST_HEADER, PAYLOAD, ROOT)]]
    return encode(Tag(98, change(*parts)))


def envelopes():
    good = cose.sign_trust_list(PAYLOAD, [ROOT])
    others = [root_signature(TRUST_HEADER, PAYLOAD, key("stranger")) for _ in range(20)]

    def one_signature(*parts) -> bytes:
        return body(lambda p, u, c, s: [p, u, c, [list(parts)]])

    ours, _, signature = root_signature(TRUST_HEADER, PAYLOAD, ROOT)
    faults = {
        "list-empty": ("No bytes at all.", b""),
        "list-of-text": ("A JSON text.", b'{"version": 1}'),
        "label-as-a-list": (
            "A sealed label instead of a trust list.",
            cose.seal(encode(CAMERA), key("label 1")).data,
        ),
        "label-sealed-by-a-root-as-a-list": ("A label that the root sealed.", cose.seal(encode(CAMERA), ROOT).data),
        "list-as-a-label": (
            "The list's payload in a label's envelope, sealed by the root.",
            cose.seal(PAYLOAD, ROOT).data,
        ),
        "list-without-tag": ("The array without its tag.", good[2:]),
        "list-tag-not-shortest": ("Tag 98 in three bytes instead of two.", b"\xd9\x00\x62" + good[2:]),
        "list-in-two-tags": ("Tag 98 twice.", b"\xd8\x62" + good),
        "list-with-a-byte-after": ("A byte after the end.", good + b"\x00"),
        "list-cut": ("The last byte is missing.", good[:-1]),
        "list-array-of-three": ("The array of signatures is missing.", body(lambda p, u, c, s: [p, u, c])),
        "list-array-of-five": ("A fifth part.", body(lambda p, u, c, s: [p, u, c, s, None])),
        "list-of-indefinite-length": (
            "The outer array with indefinite length.",
            encode(Tag(98, indefinite([TRUST_HEADER, {}, PAYLOAD, [[ours, {}, signature]]]))),
        ),
        "list-payload-is-nil": ("A detached payload.", body(lambda p, u, c, s: [p, u, None, s])),
        "list-payload-in-chunks": (
            "The payload's byte string in chunks.",
            body(lambda p, u, c, s: [p, u, indefinite(c), s]),
        ),
        "list-payload-length-not-shortest": (
            "Four length bytes for the payload.",
            body(lambda p, u, c, s: [p, u, long_head(c, 4), s]),
        ),
        "list-unprotected-header": (
            "A parameter in the body's unprotected header.",
            body(lambda p, u, c, s: [p, {4: ROOT.kid}, c, s]),
        ),
        "list-header-with-trailing-bytes": (
            "A byte after the map in the body's protected header.",
            body(lambda p, u, c, s: [p + b"\x00", u, c, s]),
        ),
        "list-without-signatures": ("An empty array of signatures.", body(lambda p, u, c, s: [p, u, c, []])),
        "list-of-21-signatures": (
            "A valid signature of the root and 20 signatures of a key that is not a root.",
            body(lambda p, u, c, s: [p, u, c, s + others]),
        ),
        "list-signature-of-two-parts": ("A signature without its unprotected header.", one_signature(ours, signature)),
        "list-signature-of-four-parts": ("A signature with a fourth part.", one_signature(ours, {}, signature, None)),
        "list-signature-with-unprotected-header": (
            "A parameter in a signature's unprotected header.",
            one_signature(ours, {4: ROOT.kid}, signature),
        ),
        "list-signature-header-unsorted": (
            "The keys of a signature's header are not in order.",
            one_signature(encode(pairs((4, ROOT.kid), (1, -19))), {}, signature),
        ),
        "list-signature-is-text": ("A signature in a text string.", one_signature(ours, {}, signature.hex())),
    }
    for name, (description, data) in faults.items():
        rules = "R-14 R-47" if name in NOT_DETERMINISTIC else "R-47"
        yield trust_list(name, description, rules=rules, data=data, expect="trust-list-malformed")
    yield trust_list(
        "list-of-20-signatures",
        "The highest number of signatures: 19 of a key that is not a root, then a valid one of the root.",
        rules="R-47 R-50",
        data=body(lambda p, u, c, s: [p, u, c, others[:19] + s]),
        expect="accepted",
    )


def profiles():
    def signed(body_header: bytes, signature_header: bytes | None = None) -> bytes:
        one = root_signature(body_header, PAYLOAD, ROOT, protected=signature_header)
        return encode(Tag(98, [body_header, {}, PAYLOAD, [one]]))

    typ = cose.TRUST_LIST_TYPE
    faults = {
        "list-without-typ": ("No typ in the body's header.", signed(encode({}))),
        "list-with-empty-header": ("No bytes in the body's header.", signed(b"")),
        "list-of-another-typ": ("The typ of another token.", signed(encode({16: "application/statuslist+cwt"}))),
        "list-of-a-longer-typ": ("A typ that starts with that of trust lists.", signed(encode({16: typ + "; v=2"}))),
        "list-of-typ-in-upper-case": ("The typ is compared exactly.", signed(encode({16: typ.upper()}))),
        "list-with-alg-in-the-body": ("An alg beside the typ.", signed(encode({1: -19, 16: typ}))),
        "list-signature-of-alg-eddsa": ("alg -8 in a signature.", signed(TRUST_HEADER, encode({1: -8, 4: ROOT.kid}))),
        "list-signature-without-alg": ("No alg in a signature.", signed(TRUST_HEADER, encode({4: ROOT.kid}))),
        "list-signature-without-kid": ("No key ID in a signature.", signed(TRUST_HEADER, encode({1: -19}))),
        "list-signature-with-kid-of-8-bytes": (
            "A key ID of 8 bytes.",
            signed(TRUST_HEADER, encode({1: -19, 4: ROOT.thumbprint[:8]})),
        ),
        "list-signature-with-typ": (
            "A typ in a signature.",
            signed(TRUST_HEADER, encode({1: -19, 4: ROOT.kid, 16: typ})),
        ),
    }
    for name, (description, data) in faults.items():
        yield trust_list(name, description, rules="R-48", data=data, expect="trust-list-unsupported")


def thresholds():
    def signatures(payload: bytes, *made) -> bytes:
        return encode(Tag(98, [TRUST_HEADER, {}, payload, list(made)]))

    def by(name: str, payload: bytes = PAYLOAD, **fault):
        return root_signature(TRUST_HEADER, payload, key(name), **fault)

    three = encode(TWO_OF_THREE)
    same = encode(SAME_KID_ROOTS)
    zeros = lambda message: bytes(64)  # noqa: E731
    reduced = header(ROOT.kid)
    met = {
        "threshold-met-with-strangers": (
            "Signatures of other keys are ignored. A list that rotates roots also has signatures of old roots.",
            signatures(PAYLOAD, by("stranger"), by("root 2"), by("root 1")),
        ),
        "threshold-met-beside-a-bad-signature": (
            "Two of three roots signed. The signature with the third root's key ID is invalid and does not count.",
            signatures(three, by("root 1", three), by("root 2", three, sign=zeros), by("root 3", three)),
        ),
        "threshold-met-beside-a-bad-signature-of-the-same-root": (
            "An invalid signature with the root's key ID, then a valid one.",
            signatures(PAYLOAD, by("root 1", sign=zeros), by("root 1")),
        ),
        "threshold-met-with-one-kid": (
            "Two roots with the same key ID, and both signed. Detects a lookup of one root by key ID.",
            signatures(same, by("same kid 62020", same), by("same kid 97411", same)),
        ),
    }
    for name, (description, data) in met.items():
        yield trust_list(name, description, rules="R-49 R-50", data=data, expect="accepted")
    missed = {
        "threshold-missed": ("One of three roots signed, but two must sign.", signatures(three, by("root 2", three))),
        "threshold-missed-by-signing-twice": (
            "One root signed twice. Detects a verifier that counts signatures instead of roots.",
            signatures(three, by("root 2", three), by("root 2", three)),
        ),
        "threshold-missed-with-one-kid": (
            "Two roots with the same key ID, of which one signed twice.",
            signatures(same, by("same kid 62020", same), by("same kid 62020", same)),
        ),
        "threshold-missed-by-a-stranger": ("Signed by a key that is not a root.", signatures(PAYLOAD, by("stranger"))),
        "threshold-missed-by-a-label-key": ("Signed by an issuer's label key.", signatures(PAYLOAD, by("label 1"))),
        "threshold-missed-by-kid-of-a-root": (
            "Signed by an unknown key, with the root's key ID.",
            signatures(PAYLOAD, by("stranger", protected=reduced)),
        ),
        "threshold-missed-by-a-root-under-another-kid": (
            "The root signed, but with the key ID of an unknown key. Only roots with the given key ID are tried.",
            signatures(PAYLOAD, by("root 1", protected=header(key("stranger").kid))),
        ),
        "threshold-missed-by-a-bad-signature": (
            "64 zero bytes with the root's key ID.",
            signatures(PAYLOAD, by("root 1", sign=zeros)),
        ),
        "threshold-missed-by-another-payload": (
            "The root signed another list.",
            signatures(PAYLOAD, by("root 1", encode(but(JC_STAR, (ISSUERS, []))))),
        ),
        "list-signed-as-labels-are": (
            "A signature over `Signature1` and four parts, as for labels.",
            signatures(PAYLOAD, by("root 1", sign=lambda m: ROOT.sign(cose.to_be_signed(TRUST_HEADER, PAYLOAD)))),
        ),
        "list-signed-without-the-body-header": (
            "A signature over an empty body header.",
            signatures(PAYLOAD, by("root 1", sign=lambda m: ROOT.sign(cose.trust_to_be_signed(b"", reduced, PAYLOAD)))),
        ),
        "list-signed-without-the-signature-header": (
            "A signature over an empty signature header.",
            signatures(
                PAYLOAD, by("root 1", sign=lambda m: ROOT.sign(cose.trust_to_be_signed(TRUST_HEADER, b"", PAYLOAD)))
            ),
        ),
    }
    for name, (description, data) in missed.items():
        yield trust_list(name, description, rules="R-49 R-50", data=data, expect="trust-list-threshold")
