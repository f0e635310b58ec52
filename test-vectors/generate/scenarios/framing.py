"""Framing: what scanners, editors and spreadsheets put around a carrier (R-83)."""

from .. import base41, cose
from ..cbor import encode
from ..keys import key
from ..labels import CAMERA
from ..scenario import label
from ..trust import FIRST
from .carrier import base64url_of
from .common import NO_STATUS, sealed_until, with_all_signs
from .wedge import JIS_ON_US, US_ON_JIS

EVIL = "HTTPS://EVIL.EXAMPLE/"
BLANKS = "\u0085\u00a0\u1680\u2000\u2005\u200a\u2028\u2029\u202f\u205f\u3000 "


def scenarios():
    yield from taken_off()
    yield from typed()
    yield from not_framing()
    yield from without_a_prefix()


def framed(before: str, after: str = ""):
    return lambda carrier: f"{before}{carrier}{after}"


def taken_off():
    framings = {
        "aim-identifier": (
            "An AIM identifier, which scanners can be set to send.",
            framed("]Q1"),
        ),
        "aim-identifier-of-data-matrix": (
            "The identifier of another symbology.",
            framed("]d2"),
        ),
        "aim-identifier-with-a-letter": ("A modifier from A to F.", framed("]XA")),
        "aim-identifier-twice": ("Two identifiers.", framed("]Q1]Q3")),
        "stx-and-etx": (
            "The controls with which a scanner frames its messages.",
            framed("\u0002", "\u0003"),
        ),
        "group-separator": (
            "The FNC1 of a GS1 symbology, as a control.",
            framed("\u001d"),
        ),
        "nul-at-the-end": ("The end of a text in C.", framed("", "\u0000")),
        "line-end": ("The line end that a scanner adds.", framed("", "\r\n")),
        "tab-at-the-end": ("The tab that a scanner adds.", framed("", "\t")),
        "space-in-front": ("A space before the prefix.", framed(" ")),
        "every-blank": (
            "Every blank of Unicode beyond ASCII, on both sides.",
            framed(BLANKS, BLANKS),
        ),
        "byte-order-mark": (
            "The mark that editors write before UTF-8.",
            framed("\ufeff"),
        ),
        "quotes": ("Quotes, as in CSV.", framed('"', '"')),
        "single-quotes": ("Single quotes, as in a shell.", framed("'", "'")),
        "typographic-quotes": (
            "Quotes as a word processor sets them.",
            framed("\u201c", "\u201d"),
        ),
        "one-quote": ("A quote without its partner.", framed('"')),
        "everything": (
            "Identifier, controls, mark, blanks and quotes, in a mixed order.",
            framed('\u0002]Q1\ufeff "\u001d', '"\u3000\u0003\r\n'),
        ),
        "cells-in-front": (
            "The last cell of a row of CSV.",
            framed("4569951110016,CAM-100,"),
        ),
        "cells-behind": (
            "The first cell of a row of CSV.",
            framed("", ",CAM-100,12:30:00"),
        ),
        "quoted-cells": (
            "Cells in quotes, one with a comma in it.",
            framed('"Sample, Inc.","CAM-100","', '","1"'),
        ),
        "cells-with-semicolons": (
            "Cells as spreadsheets write them in Europe.",
            framed("4569951110016;", ";x"),
        ),
        "cells-with-tabs": (
            "Cells as they are pasted from a spreadsheet.",
            framed("見本電機\tCAM-100\t", "\t1"),
        ),
        "empty-cells": ("Cells without content.", framed(",,", ",,")),
        "identifier-in-a-cell": (
            "An identifier in the cell of a log.",
            framed("2026-11-22 12:00:00,]Q1", ",OK"),
        ),
        "identifier-before-the-cells": (
            "An identifier before a row.",
            framed("]Q14569951110016,"),
        ),
    }
    for name, (description, change) in framings.items():
        yield label(
            f"framing-{name}",
            description,
            rules="R-2 R-83",
            text=change,
            expect="active",
            reasons=NO_STATUS,
        )
    for name, prefix, encode_bytes in (
        ("bare", "", None),
        ("base64url", FIRST, base64url_of),
        ("bare-base64url", "", base64url_of),
    ):
        yield label(
            f"framing-around-a-{name}-payload",
            "Framing is taken off every form of a carrier.",
            rules="R-2 R-11 R-83",
            prefix=prefix,
            **({"encode_bytes": encode_bytes} if encode_bytes else {}),
            text=framed(']Q1\u0002SKU-1,"', '"\r\n'),
            expect="active",
            reasons=NO_STATUS,
        )


def typed():
    claims, sealed = sealed_until(lambda text: text.endswith("*") and ":" in text)
    ways = {
        "aim-identifier-us-on-jis": (
            "The `]` of an identifier from a US layout arrives as `[` on a JIS host.",
            lambda carrier: "[Q1" + carrier.translate(US_ON_JIS),
        ),
        "aim-identifier-jis-on-us": (
            "The `]` of an identifier from a JIS layout arrives as a backslash on a US host.",
            lambda carrier: "\\Q1" + carrier.translate(JIS_ON_US),
        ),
        "aim-identifier-caps-lock": (
            "An identifier with caps lock.",
            lambda carrier: "]q1" + carrier.lower(),
        ),
        "quote-that-is-a-digit": (
            "A quote at the end, without one at the start, is the last digit.",
            lambda carrier: carrier.translate(JIS_ON_US),
        ),
        "quotes": (
            "Quotes on both sides are framing. The one before the last is the last digit.",
            lambda carrier: f'"{carrier.translate(JIS_ON_US)}"',
        ),
        "quotes-unchanged": (
            "Quotes around a text that needs no repair.",
            lambda carrier: f'"{carrier}"',
        ),
        "cells": (
            "A row of CSV with quotes, of which one carrier is repaired.",
            lambda carrier: f'"4569951110016","cam-100","{carrier.translate(JIS_ON_US)}"\r',
        ),
    }
    for name, (description, change) in ways.items():
        yield label(
            f"wedge-framing-{name}",
            description,
            rules="R-12 R-83",
            claims=claims,
            sealed=sealed,
            text=change,
            wedge=True,
            expect="active",
            reasons=NO_STATUS,
        )
    yield label(
        "wedge-framing-us-on-jis-not-declared",
        "The `[` of a JIS host is no identifier where the caller did not state that the text was typed.",
        rules="R-10 R-32 R-83",
        prefix=f"[Q1{FIRST}",
        expect="foreign-carrier",
        reasons=NO_STATUS,
    )


def not_framing():
    fronts = {
        "identifier-without-a-modifier": ("An identifier has three characters.", "]Q"),
        "identifier-of-digits": (
            "The second character of an identifier is a letter.",
            "]11",
        ),
        "letter-after-the-identifier": (
            "The identifier is framing, and the letter is not.",
            "]Q1x",
        ),
        "bracket": ("Brackets are not on the list.", "<"),
        "corner-bracket": ("Japanese quotes are not on the list.", "「"),
        "scheme": ("A scheme of its own, as contact cards have.", "URL:"),
        "vertical-bar": ("A vertical bar does not separate cells.", "CAM-100|"),
        "cell-with-a-slash": (
            "A cell that may be an address: a phone opens it.",
            "EVIL.EXAMPLE/,",
        ),
        "cell-with-a-url": ("A URL with the label in its query.", f"{EVIL}?A=1,"),
        "quoted-cell-with-a-slash": ("The same in quotes.", f'"{EVIL}","1",'),
        "semicolon-in-a-path": ("A path with a semicolon.", f"{EVIL}A;B/"),
    }
    for name, (description, front) in fronts.items():
        # What the list has of these is taken off, and the rest is the prefix.
        framing = next((start for start in ("]Q1", '"') if front.startswith(start)), "")
        yield label(
            f"no-framing-{name}",
            f"{description} What ends in a slash and is not framing is a prefix.",
            rules="R-2 R-10 R-83",
            prefix=front.removeprefix(framing) + FIRST,
            text=framed(framing),
            expect="foreign-carrier",
            reasons=NO_STATUS,
        )
    not_in_a_prefix = {
        "delete": ("U+007F is not a C0 control.", "\u007f", FIRST),
        "zero-width-space": ("U+200B is not white space.", "\u200b", FIRST),
        "soft-hyphen": ("Copied text may have a soft hyphen.", "HTTPS://JC-\u00ad", FIRST.removeprefix("HTTPS://JC-")),
        "no-break-space": ("A blank is framing at the ends only.", "HTTPS://\u00a0", FIRST.removeprefix("HTTPS://")),
        "words": ("A word and a space.", "see ", FIRST),
    }
    for name, (description, front, rest) in not_in_a_prefix.items():
        yield label(
            f"no-framing-{name}",
            f"{description} No prefix has blanks or hidden characters, and nobody is accused.",
            rules="R-2 R-83",
            prefix=front + rest,
            expect="not-a-label",
        )
    first = FIRST + base41.encode(cose.seal(encode(CAMERA), key("label 1")).data)
    beside = {
        "in-a-row": ("in two cells", ","),
        "in-two-lines": ("with a line end between them", "\r\n"),
        "with-a-blank": ("with a space between them", " "),
    }
    for name, (where, between) in beside.items():
        yield label(
            f"no-framing-two-carriers-{name}",
            f"Two carriers {where}: each is a label of its own, and neither is a prefix of the other.",
            rules="R-2 R-83",
            text=lambda carrier, between=between: f"{first}{between}{carrier}",
            expect="not-a-label",
        )
    yield label(
        "no-framing-carrier-in-a-path",
        "One carrier behind the other without a separator: the first is the prefix of the second.",
        rules="R-2 R-10 R-83",
        prefix=f"{first}/",
        expect="foreign-carrier",
        reasons=NO_STATUS,
    )


def without_a_prefix():
    """Nothing without a prefix is foreign (R-83)."""
    texts = {
        "two-bare-payloads": (
            "Two bare payloads in a row: neither is chosen.",
            lambda bare: f"{bare},{bare}",
            "not-a-label",
        ),
        "words-before-a-bare-payload": (
            "A word and a space.",
            lambda bare: f"see {bare}",
            "not-a-label",
        ),
        "words-after-a-bare-payload": (
            "A space and a word.",
            lambda bare: f"{bare} see",
            "bad-base41",
        ),
        "zero-width-space-before-a-bare-payload": (
            "U+200B is not framing.",
            lambda bare: f"\u200b{bare}",
            "not-a-label",
        ),
        "zero-width-space-in-a-payload": (
            "An invisible character.",
            lambda bare: f"{bare[:9]}\u200b{bare[9:]}",
            "bad-base41",
        ),
        "byte-order-mark-in-a-payload": (
            "Framing inside a payload.",
            lambda bare: f"{bare[:9]}\ufeff{bare[9:]}",
            "bad-base41",
        ),
        "line-end-in-a-payload": (
            "A payload in two lines.",
            lambda bare: f"{bare[:9]}\r\n{bare[9:]}",
            "bad-base41",
        ),
        "slash-after-a-bare-payload": (
            "A slash, and nothing after it.",
            lambda bare: f"{bare}/",
            "not-a-label",
        ),
        "cell-with-a-date": (
            "A date with slashes behind the payload.",
            lambda bare: f"{bare},2026/12/01",
            "not-a-label",
        ),
        "cell-with-an-address": (
            "The label is in front of an address.",
            lambda bare: f"{bare},{EVIL}",
            "not-a-label",
        ),
    }
    _, sealed = with_all_signs()
    for name, (description, change, expect) in texts.items():
        yield label(
            f"no-prefix-{name}",
            f"{description} Without a prefix nobody is accused.",
            rules="R-2 R-83" + (" R-5" if expect == "bad-base41" else ""),
            sealed=sealed,
            prefix="",
            text=change,
            expect=expect,
        )
