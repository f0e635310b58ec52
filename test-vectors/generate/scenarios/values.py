"""The types and ranges of the claims (R-25 to R-29)."""

from ..cbor import Raw
from ..labels import (
    CAMERA,
    CATEGORY,
    CRITERIA,
    EVALUATOR,
    EXPIRES_ON,
    GTIN,
    HOLDER,
    ISSUED_ON,
    LEVEL,
    MODEL,
    PRODUCT_ID,
    SERIAL,
    STATUS_INDEX,
    but,
    check_digit,
    day,
)
from ..scenario import label
from .claims import JAN, bad, good
from .common import NO_STATUS


def scenarios():
    yield from product_ids()
    yield from numbers()
    yield from texts()
    yield from gtins()


def product_ids():
    yield good(
        "product-id-of-one-character",
        "The shortest product ID, with the first character allowed.",
        "R-25",
        {PRODUCT_ID: "!"},
    )
    yield good(
        "product-id-of-32-characters",
        "The longest product ID, with the last character allowed.",
        "R-25",
        {PRODUCT_ID: "~" * 32},
    )
    yield good(
        "product-id-that-looks-like-markup",
        "A product ID is opaque. A program that displays it must escape it.",
        "R-25",
        {PRODUCT_ID: '<b>"EX"&\\u0041%00</b>'},
    )
    faults = {
        "product-id-empty": ("An empty product ID.", ""),
        "product-id-of-33-characters": ("One character too many.", "A" * 33),
        "product-id-with-a-space": ("A space is below `!`.", "EX 123"),
        "product-id-with-a-delete": ("U+007F is above `~`.", "EX\u007f123"),
        "product-id-in-other-script": ("A full-width digit.", "EX-\uff11"),
        "product-id-as-bytes": ("Bytes, not text.", b"EX-000123"),
        "product-id-as-a-number": ("A number, not text.", 123),
    }
    for name, (description, value) in faults.items():
        yield bad(name, description, "R-25", {PRODUCT_ID: value})


def numbers():
    faults = {
        "level-zero": ("R-27", "Levels start at 1.", {LEVEL: 0}),
        "level-256": ("R-27", "256 must not become 0.", {LEVEL: 256}),
        "level-257": ("R-27", "257 must not become 1. Detects a cast to a byte.", {LEVEL: 257}),
        "level-negative": ("R-27", "A negative level.", {LEVEL: -2}),
        "level-as-text": ("R-27", "Text, not a number.", {LEVEL: "1"}),
        "level-as-true": ("R-27", "`true` is not 1.", {LEVEL: True}),
        "issued-on-before-2010": ("R-26", "Day 14,609 is 2009-12-31.", {ISSUED_ON: 14_609, EXPIRES_ON: 14_700}),
        "expires-on-above-65535": ("R-26", "Day 65,536. Detects a cast to 16 bits.", {EXPIRES_ON: 65_536}),
        "issued-on-as-text": ("R-26", "A date as text.", {ISSUED_ON: "2026-04-01"}),
        "expires-on-in-seconds": ("R-26", "Seconds since 1970 instead of days.", {EXPIRES_ON: 1_838_073_600}),
        "expires-on-null": ("R-26", "null does not mean `never`.", {EXPIRES_ON: Raw(b"\xf6")}),
        "status-index-above-32-bits": ("R-27", "4,294,967,296. Detects a cast to 32 bits.", {STATUS_INDEX: 2**32}),
        "status-index-negative": ("R-27", "A negative status index.", {STATUS_INDEX: -1}),
        "criteria-above-16-bits": ("R-27", "65,537 must not become 1.", {CRITERIA: 65_537}),
        "category-above-16-bits": ("R-27", "65,536 must not become 0.", {CATEGORY: 65_536}),
        "evaluator-above-16-bits": ("R-27", "65,537 must not become 1.", {EVALUATOR: 65_537}),
        "criteria-negative": ("R-27", "A negative number of criteria.", {CRITERIA: -1}),
        "criteria-as-text": (
            "R-27",
            "The name of the criteria instead of their number.",
            {CRITERIA: "JST-CR-01-01-2024R1"},
        ),
        "category-null": ("R-27", "null instead of an omitted claim.", {CATEGORY: Raw(b"\xf6")}),
    }
    for name, (rule, description, changes) in faults.items():
        yield bad(name, description, rule, changes)
    yield good(
        "status-index-zero",
        "The first index. Detects a program that treats index 0 as absent.",
        "R-27",
        {STATUS_INDEX: 0},
    )
    yield good("status-index-highest", "The highest index, 4,294,967,295.", "R-27", {STATUS_INDEX: 2**32 - 1})
    for name, changes in {
        "issued-on-first-day": {ISSUED_ON: 14_610, EXPIRES_ON: day("2011-12-31")},
        "expires-on-last-day": {ISSUED_ON: day("2147-06-07"), EXPIRES_ON: 65_535},
    }.items():
        early = name.startswith("issued")
        yield label(
            name,
            "2010-01-01, the first day that can be encoded."
            if early
            else "2149-06-06, the last day that can be encoded.",
            rules="R-26 R-41",
            trust="wide-window",
            claims=but(CAMERA, changes),
            expect="expired" if early else "not-yet-valid",
            reasons=NO_STATUS,
        )


def texts():
    kanji = "星" * 42
    yield good(
        "holder-of-128-bytes", "42 characters of three bytes and two of one byte.", "R-28", {HOLDER: kanji + "ab"}
    )
    yield bad(
        "holder-of-129-bytes",
        "43 characters of three bytes. Detects a limit that counts characters.",
        "R-28",
        {HOLDER: kanji + "星"},
    )
    yield good("model-of-64-bytes", "The longest model.", "R-28", {MODEL: "M" * 64})
    yield bad("model-of-65-bytes", "One byte too many.", "R-28", {MODEL: "M" * 65})
    yield good("serial-of-32-bytes", "The longest serial number.", "R-28", {SERIAL: "S" * 32})
    yield bad("serial-of-33-bytes", "One byte too many.", "R-28", {SERIAL: "S" * 33})
    for number, name in ((HOLDER, "holder"), (MODEL, "model"), (SERIAL, "serial")):
        yield bad(f"{name}-empty", "A text must not be empty if it is present.", "R-28", {number: ""})
    yield bad("holder-as-bytes", "Bytes, not text.", "R-28", {HOLDER: b"Example"})
    yield good("holder-of-one-space", "A space is a character like any other.", "R-28", {HOLDER: " "})
    yield good(
        "holder-not-normalised",
        "A letter with a combining accent, and a no-break space. Issuers must not write them; verifiers accept them.",
        "R-28 R-87",
        {HOLDER: "Cafe\u0301 \u00a0 ﾗﾍﾞﾙ"},
    )
    yield good(
        "holder-of-visible-characters",
        "The characters just outside the ranges that are refused, as far as they are assigned.",
        "R-28",
        {
            HOLDER: "\u00ac\u00ae\u0350\u061b\u1161\u180a\u1810\u2010\u2027\u2030"
            "\u205f\u2070\u3163\u3165\ufe10\uff9f\uffa1\ufff9\uf900"
        },
    )
    refused = {
        "nul": "\u0000",
        "line-feed": "\n",
        "escape": "\u001b",
        "unit-separator": "\u001f",
        "delete": "\u007f",
        "next-line": "\u0085",
        "last-c1-control": "\u009f",
        "line-separator": "\u2028",
        "paragraph-separator": "\u2029",
        "arabic-letter-mark": "\u061c",
        "left-to-right-mark": "\u200e",
        "right-to-left-mark": "\u200f",
        "bidi-embedding": "\u202a",
        "bidi-override": "\u202e",
        "bidi-isolate": "\u2066",
        "bidi-isolate-end": "\u2069",
        "soft-hyphen": "\u00ad",
        "grapheme-joiner": "\u034f",
        "hangul-choseong-filler": "\u115f",
        "khmer-inherent-vowel": "\u17b5",
        "mongolian-variation-selector": "\u180b",
        "mongolian-vowel-separator": "\u180e",
        "zero-width-space": "\u200b",
        "zero-width-non-joiner": "\u200c",
        "zero-width-joiner": "\u200d",
        "word-joiner": "\u2060",
        "invisible-plus": "\u2064",
        "unassigned-ignorable": "\u2065",
        "deprecated-format-character": "\u206f",
        "hangul-filler": "\u3164",
        "first-private-use": "\ue000",
        "last-private-use-of-the-first-plane": "\uf8ff",
        "first-variation-selector": "\ufe00",
        "emoji-variation-selector": "\ufe0f",
        "byte-order-mark": "\ufeff",
        "half-width-hangul-filler": "\uffa0",
        "ignorable-before-the-annotations": "\ufff8",
        "shorthand-overlap": "\U0001bca3",
        "musical-beam": "\U0001d173",
        "tag": "\U000e0041",
        "variation-selector-256": "\U000e01ef",
        "last-ignorable": "\U000e0fff",
        "private-use-of-plane-15": "\U000f0000",
        "private-use-of-plane-16": "\U0010fffd",
    }
    for name, character in refused.items():
        yield bad(
            f"text-with-{name}",
            f"A holder with U+{ord(character):04X}, with which the displayed text could differ from the sealed text.",
            "R-28",
            {HOLDER: f"Example{character}Works"},
        )
    yield bad(
        "model-with-bidi-override",
        "A model number with a control character that reverses the direction of writing.",
        "R-28",
        {MODEL: "\u202e001-CI"},
    )
    yield bad(
        "model-with-zero-width-space",
        "A model number that looks like another one.",
        "R-28",
        {MODEL: "CAM\u200b-100"},
    )
    yield bad("serial-with-a-tab", "A tab in a serial number.", "R-28", {SERIAL: "SN\t1"})


def gtins():
    eight, twelve, fourteen = check_digit("4912345"), check_digit("01234567890"), check_digit("1491234567890")
    single = {
        "gtin-of-8-digits": ("An EAN-8 is displayed with 8 digits.", eight),
        "gtin-of-12-digits": ("A UPC that starts with 0 is displayed with 12 digits.", twelve),
        "gtin-of-13-digits": ("A JAN is displayed with 13 digits.", JAN),
        "gtin-of-14-digits": ("The GTIN of a case is displayed with 14 digits.", fourteen),
        "gtin-of-9-digits": ("A number of 9 digits is displayed with 12 digits.", check_digit("00012345678")),
        "gtin-highest": ("The highest number with a correct check digit.", check_digit("9" * 13)),
        "gtin-of-few-digits": ("A small number is displayed with 8 digits.", check_digit("0000001")),
    }
    for name, (description, number) in single.items():
        yield good(name, description, "R-29 R-38", {GTIN: number})
    yield good("gtins-two", "An array of two GTINs.", "R-29 R-38", {GTIN: [JAN, eight]})
    yield good("gtins-four", "An array of four unsorted GTINs.", "R-29 R-38", {GTIN: [fourteen, JAN, eight, twelve]})
    faults = {
        "gtin-zero": ("GTINs start at 1.", 0),
        "gtin-of-15-digits": ("100,000,000,000,000.", 10**14),
        "gtin-negative": ("A negative number.", -JAN),
        "gtin-as-text": ("Text, not a number.", str(JAN)),
        "gtin-in-an-array-of-one": (
            "A single GTIN must not be in an array: the label would have two encodings.",
            [JAN],
        ),
        "gtins-none": ("An empty array.", []),
        "gtins-five": ("An array of five GTINs.", [JAN, eight, twelve, fourteen, check_digit("491234567891")]),
        "gtins-twice-the-same": ("The same number twice.", [JAN, JAN]),
        "gtins-twice-the-same-apart": ("The same number twice, with another one between.", [JAN, eight, JAN]),
        "gtins-with-text": ("One of two is text.", [JAN, str(eight)]),
        "gtins-with-zero": ("One of two is 0.", [JAN, 0]),
    }
    for name, (description, value) in faults.items():
        yield bad(name, description, "R-29", {GTIN: value})
