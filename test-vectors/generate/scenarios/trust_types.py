"""Trust lists: values of a wrong type, and counts at and one above their limits (R-47, R-48, R-51)."""

from .. import cose
from ..cbor import Raw, Tag, encode
from ..cose import TRUST_HEADER, root_signature
from ..keys import key
from ..labels import day
from ..scenario import trust_list
from ..trust import (
    AUTHORITY_ID,
    EVERYTHING,
    EXPIRES_AT,
    GONE,
    ISSUED_AT,
    ISSUERS,
    JC_STAR,
    NAMES,
    RECOGNITION,
    RECOGNITIONS,
    ROOTS,
    SCHEME,
    SCHEME_ENTRIES,
    THRESHOLD,
    but,
    entry,
    names,
)
from .trust_content import fine, one

ROOT = key("root 1")
PAYLOAD = encode(JC_STAR)
LAST_SECOND = 253_402_300_799


def scenarios():
    yield from envelopes()
    yield from types()
    yield from recognitions()
    yield from counts()
    yield from edges()


def envelopes():
    header, _, signature = root_signature(TRUST_HEADER, PAYLOAD, ROOT)

    def bytes_of(*parts) -> bytes:
        return encode(Tag(98, list(parts)))

    def with_signatures(signatures) -> bytes:
        return bytes_of(TRUST_HEADER, {}, PAYLOAD, signatures)

    faults = {
        "list-is-a-map": ("A map instead of an array in the tag.", encode(Tag(98, {1: TRUST_HEADER}))),
        "list-header-is-a-map": (
            "The body's header as a map, not in a byte string.",
            bytes_of({16: cose.TRUST_LIST_TYPE}, {}, PAYLOAD, [[header, {}, signature]]),
        ),
        "list-payload-is-a-map": (
            "The payload as a map, not in a byte string.",
            bytes_of(TRUST_HEADER, {}, JC_STAR, [[header, {}, signature]]),
        ),
        "list-signatures-are-bytes": ("A signature instead of an array of signatures.", with_signatures(signature)),
        "list-signature-is-bytes": ("A signature that is not in an array.", with_signatures([signature])),
        "list-signature-header-is-a-map": (
            "A signature's header as a map, not in a byte string.",
            with_signatures([[{1: -19, 4: ROOT.kid}, {}, signature]]),
        ),
        "list-signature-of-63-bytes": (
            "A signature that is one byte too short.",
            with_signatures([[header, {}, signature[1:]]]),
        ),
        "list-signature-of-65-bytes": (
            "A signature that is one byte too long.",
            with_signatures([[header, {}, signature + b"\x00"]]),
        ),
        "list-header-of-an-array": (
            "The body's header is an array: a fault of form, not another profile.",
            bytes_of(encode([16, cose.TRUST_LIST_TYPE]), {}, PAYLOAD, [[header, {}, signature]]),
        ),
        "list-of-another-profile-without-signatures": (
            "The number of signatures is part of the form, and comes before the profile.",
            bytes_of(encode({16: "other"}), {}, PAYLOAD, []),
        ),
        "list-of-another-profile-with-a-signature-of-63-bytes": (
            "The length of a signature is part of the form, and comes before the profile.",
            bytes_of(encode({16: "other"}), {}, PAYLOAD, [[header, {}, signature[1:]]]),
        ),
    }
    for name, (description, data) in faults.items():
        yield trust_list(name, description, rules="R-47", data=data, expect="trust-list-malformed")
    as_text = encode({1: -19, 4: "bb36"})
    yield trust_list(
        "list-signature-with-kid-as-text",
        "A key ID of four characters instead of four bytes.",
        rules="R-48",
        data=with_signatures([root_signature(TRUST_HEADER, PAYLOAD, ROOT, protected=as_text)]),
        expect="trust-list-unsupported",
    )


def types():
    keys = (ISSUERS, 0, 4)
    level = SCHEME_ENTRIES[2][1]
    changes = {
        "list-authority-id-as-text": ("Text of 32 characters, not bytes.", (AUTHORITY_ID, "a" * 32)),
        "list-names-with-a-number-for-a-language": ("Language keys must be texts.", (NAMES, 1, "Authority")),
        **language_faults(),
        "list-names-are-text": ("A name instead of a map by language.", (NAMES, "Authority")),
        "list-issued-at-negative": ("One second before 1970.", (ISSUED_AT, -1)),
        "list-root-as-text": ("Text of 32 characters, not bytes.", (ROOTS, 1, "a" * 32)),
        "list-roots-are-bytes": ("A root instead of an array of roots.", (ROOTS, ROOT.public)),
        "list-threshold-above-ten": ("A threshold of eleven. At most ten are allowed.", (THRESHOLD, 11)),
        "list-issuers-are-a-map": ("An issuer instead of an array of issuers.", (ISSUERS, JC_STAR[ISSUERS][0])),
        "list-prefixes-are-text": (
            "A prefix instead of an array of prefixes.",
            (ISSUERS, 0, 2, "HTTPS://A.EXAMPLE/"),
        ),
        "list-keys-are-a-map": ("A key instead of an array of keys.", (*keys, entry("label 1"))),
        "list-label-key-of-31-bytes": ("A key that is one byte too short.", (*keys, 0, 1, key("label 1").public[:31])),
        "list-key-of-purpose-true": ("`true` is not 1.", (*keys, 0, 2, True)),
        "list-key-window-ends-as-text": ("A day as text.", (*keys, 0, 4, "2030-12-31")),
        "list-levels-are-an-array": ("An array instead of a map by number.", (SCHEME, 2, [level])),
        "list-level-of-no-name": ("A level without names.", (SCHEME, 2, 1, 1, GONE)),
        "list-level-of-assessment-zero": ("Assessment 0.", (SCHEME, 2, 1, 2, 0)),
        "list-level-numbered-by-text": ("A level whose number is a text.", (SCHEME, 2, "1", level)),
        "list-category-of-no-name": ("A category without names.", (SCHEME, 3, 1, 1, GONE)),
        "list-category-excluded-one": ("1 is not `true`.", (SCHEME, 3, 4, 2, 1)),
        "list-criteria-as-bytes": ("Bytes, not text.", (SCHEME, 4, 1, b"EX-CR")),
        "list-criteria-above-16-bits": ("Criteria that no label can name.", (SCHEME, 4, 65_536, "EX-CR")),
        "list-criteria-with-a-tab": ("A control character in criteria.", (SCHEME, 4, 1, "EX\tCR")),
        "list-evaluator-above-16-bits": (
            "An evaluator that no label can name.",
            (SCHEME, 5, 65_536, names("Lab", "機関")),
        ),
        "list-offset-as-text": ("The name of a time zone instead of an offset.", (SCHEME, 1, "Asia/Tokyo")),
        "list-deferral-as-text": ("Text, not a number of days.", (SCHEME, 7, "180")),
        "list-months-null": ("null, not a number of months.", (SCHEME, 6, Raw(b"\xf6"))),
    }
    rules = {"list-criteria-with-a-tab": "R-28 R-51"} | {name: "R-51 R-88" for name in language_faults()}
    for name, (description, change) in changes.items():
        yield one(name, description, rules.get(name, "R-51"), "trust-list-malformed", change)
    tags = [
        "de",
        "gsw",
        "zh-Hant",
        "zh-Hant-TW",
        "pt-BR",
        "es-419",
        "de-CH-1901",
        "sl-rozaj-biske",
        "ca-valencia",
    ]
    tags += [
        "hy-Latn-IT-arevela",
        "fr",
        "ko",
        "th",
        "sl-rozaj-biske-1994-variant1-1abc",
    ]
    yield fine(
        "list-names-in-sixteen-languages",
        "The maximum number of languages, with tags of every form.",
        "R-51 R-88",
        (NAMES, {tag: "Authority" for tag in ["en", "ja", *tags]}),
    )


def language_faults() -> dict:
    tags = {
        "empty-language": ("An empty language tag.", ""),
        "a-language-of-one-letter": ("A language has two or three letters.", "d"),
        "a-language-of-four-letters": (
            "Languages of four letters are reserved.",
            "deut",
        ),
        "a-language-in-upper-case": (
            "A language is in lower case, so that each tag has one spelling.",
            "DE",
        ),
        "a-script-in-lower-case": (
            "Only the first letter of a script is in upper case, and it must be.",
            "zh-hant",
        ),
        "a-region-in-lower-case": ("A region is in upper case.", "de-ch"),
        "a-region-before-the-script": (
            "The script comes before the region.",
            "zh-TW-Hant",
        ),
        "an-underscore-in-a-language": ("Subtags are separated by hyphens.", "de_CH"),
        "a-hyphen-after-a-language": ("A subtag is not empty.", "de-"),
        "a-variant-of-four-letters": (
            "A variant of four characters starts with a digit.",
            "de-abcd",
        ),
        "a-variant-of-nine-letters": (
            "A variant has at most eight characters.",
            "de-abcdefghi",
        ),
        "an-extension-of-a-language": (
            "Extensions are not in the subset.",
            "de-u-co-phonebk",
        ),
        "a-private-language": ("Private use is not in the subset.", "x-escape"),
        "a-grandfathered-language": (
            "Grandfathered tags are not in the subset.",
            "i-klingon",
        ),
        "a-language-of-36-characters": (
            "One character too many.",
            "sl-rozaj-biske-1994-variant1-variant",
        ),
        "an-escape-in-a-language": (
            "An escape sequence, which a terminal would obey.",
            "\u001b[2J",
        ),
        "a-bidi-override-in-a-language": (
            "A bidi control in a language tag.",
            "de\u202e",
        ),
        "a-line-end-after-a-language": (
            "Detects a pattern that ends before the last line end.",
            "de\n",
        ),
        "a-full-width-language": ("Letters that are not ASCII.", "ｄｅ"),
    }
    faults = {f"list-names-with-{name}": (text, (NAMES, tag, "Authority")) for name, (text, tag) in tags.items()}
    more = {"en": "Authority", "ja": "機関"} | {f"a{chr(ord('a') + n)}": "Authority" for n in range(15)}
    faults["list-names-in-17-languages"] = ("One language too many.", (NAMES, more))
    evaluator = {"en": "Lab", "ja": "機関", "\u001b": "Lab"}
    faults["list-evaluator-with-an-escape-in-a-language"] = (
        "Every name has such tags.",
        (SCHEME, 5, 1, evaluator),
    )
    return faults


def recognitions():
    faults = {
        "recognition-without-authority": ("The recognition names no authority.", (1, GONE)),
        "recognition-of-31-bytes": ("An authority ID that is one byte too short.", (1, bytes(31))),
        "recognition-without-level": ("The recognition names no level of the other authority.", (2, GONE)),
        "recognition-of-level-zero": ("The other authority's levels start at 1 as well.", (2, 0)),
        "recognition-of-level-256": ("A level that no label can have.", (2, 256)),
        "recognition-of-no-criteria": ("An empty array of criteria must be omitted.", (3, [])),
        "recognition-of-17-criteria": ("One criteria entry too many.", (3, [f"EX-{n}" for n in range(17)])),
        "recognition-of-criteria-of-65-bytes": ("Criteria that are one byte too long.", (3, ["C" * 65])),
        "recognition-of-criteria-by-number": (
            "Criteria as a number. Numbers belong to the other authority's dictionary.",
            (3, [1]),
        ),
        "recognition-as-level-zero": ("The recognition is for level 0, which does not exist.", (4, 0)),
        "recognition-without-a-first-day": ("The recognition has no first day.", (5, GONE)),
        "recognition-from-before-2010": ("Day 14,609.", (5, 14_609)),
        "recognition-until-as-text": ("A day as text.", (6, "2029-05-31")),
        "recognition-with-key-zero": ("Key 0 is not a field.", (0, 1)),
    }
    for name, (description, change) in faults.items():
        recognition = but(RECOGNITION, change)
        yield one(f"list-{name}", description, "R-51", "trust-list-malformed", (RECOGNITIONS, [recognition]))


def counts():
    many = {n: names(f"{n}", f"{n}") for n in range(1025)}
    issuers = [issuer(n) for n in range(65)]
    keys = [entry(f"key of many {n}") for n in range(33)]
    above = {
        "list-of-65-issuers": ("One issuer too many.", (ISSUERS, issuers)),
        "list-issuer-of-33-keys": ("One key too many.", (ISSUERS, 0, 4, keys)),
        "list-of-65-levels": ("One level too many.", (SCHEME, 2, levels(65))),
        "list-of-1025-categories": ("One category too many.", (SCHEME, 3, {n: {1: of} for n, of in many.items()})),
        "list-of-1025-criteria": ("One criteria entry too many.", (SCHEME, 4, {n: f"C{n}" for n in many})),
        "list-of-1025-evaluators": ("One evaluator too many.", (SCHEME, 5, many)),
        "list-of-65-recognitions": ("One recognition too many.", (RECOGNITIONS, [RECOGNITION] * 65)),
    }
    for name, (description, change) in above.items():
        yield one(name, description, "R-51", "trust-list-malformed", change)
    roots = [f"root {n}" for n in range(1, 11)]
    del many[1024]
    yield fine(
        "list-of-as-much-as-there-may-be",
        "Ten roots, which must all sign and did; 64 issuers, one with eight prefixes and 32 keys; "
        "dictionaries and recognitions of the maximum length.",
        "R-50 R-51 R-54",
        (ROOTS, [key(root).public for root in roots]),
        (THRESHOLD, 10),
        (ISSUERS, issuers[:64]),
        (ISSUERS, 0, 2, [f"HTTPS://P{n}.EXAMPLE/" for n in range(8)]),
        (ISSUERS, 0, 4, keys[:32]),
        (SCHEME, 2, levels(64)),
        (SCHEME, 3, {n: {1: of} for n, of in many.items()}),
        (SCHEME, 4, {n: f"C{n}" for n in many}),
        (SCHEME, 5, many),
        (RECOGNITIONS, [but(RECOGNITION, (3, [f"EX-{n}" for n in range(16)]))] * 64),
        signers=tuple(roots),
    )


def issuer(number: int) -> dict:
    return {
        1: names(f"Registry {number}", f"第{number}登録所"),
        2: [f"HTTPS://R{number}.EXAMPLE/"],
        4: [entry(f"key of registry {number}")],
    }


def levels(count: int) -> dict:
    """Returns `count` levels: 1 and the highest ones up to 255."""
    return {number: SCHEME_ENTRIES[2][1] for number in [1, *range(257 - count, 256)]}


def edges():
    yield fine("list-issued-in-1970", "The first second that can be encoded.", "R-51 R-53", (ISSUED_AT, 0))
    yield fine(
        "list-expires-in-the-year-9999",
        "The last second of the last year with four digits.",
        "R-51",
        (EXPIRES_AT, LAST_SECOND),
    )
    yield fine("list-name-of-128-bytes", "The longest name.", "R-28 R-51", (NAMES, "en", "N" * 128))
    yield fine("list-criteria-of-64-bytes", "The longest criteria.", "R-28 R-51", (SCHEME, 4, 1, "C" * 64))
    yield fine(
        "list-entries-of-the-highest-number",
        "65,535 in each dictionary.",
        "R-51",
        (SCHEME, 3, 65_535, {1: names("Other", "その他")}),
        (SCHEME, 4, 65_535, "EX-CR-LAST"),
        (SCHEME, 5, 65_535, names("Laboratory", "機関")),
    )
    yield fine(
        "recognition-of-the-highest-level",
        "Level 255 of the other authority.",
        "R-51 R-57",
        (RECOGNITIONS, 0, 2, 255),
        payload=EVERYTHING,
    )
    yield fine(
        "key-window-of-all-days",
        "From the first to the last day that can be encoded, and compromised on the last.",
        "R-51 R-54",
        (ISSUERS, 0, 4, 0, {**entry("label 1", "2010-01-01", "2149-06-06"), 5: day("2149-06-06")}),
    )
