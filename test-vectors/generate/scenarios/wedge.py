"""Texts that a keyboard typed (R-12)."""

from ..scenario import label
from ..trust import FIRST
from .carrier import base64url_of
from .common import NO_STATUS, sealed_until, with_all_signs

US_ON_JIS = str.maketrans({":": "+", "*": "("})
JIS_ON_US = str.maketrans({":": "'", "*": '"'})


# The characters of each key, without and with Shift, row by row. `·` in JIS stands for nothing.
ROWS = {
    "us": "1!2@3#4$5%6^7&8*9(0)-_ qQwWeErRtTyYuUiIoOpP]} aAsSdDfFgGhHjJkKlL;:'\"\\| zZxXcCvVbBnNmM,<.>/?",
    "jis": "1!2\"3#4$5%6&7'8(9)0·-= qQwWeErRtTyYuUiIoOpP[{ aAsSdDfFgGhHjJkKlL;+:*]} zZxXcCvVbBnNmM,<.>/?",
    "uk": "1!2\"3£4$5%6^7&8*9(0)-_ qQwWeErRtTyYuUiIoOpP]} aAsSdDfFgGhHjJkKlL;:'@#~ zZxXcCvVbBnNmM,<.>/?",
    "french": "&1é2\"3'4(5-6è7_8ç9à0)° aAzZeErRtTyYuUiIoOpP$£ qQsSdDfFgGhHjJkKlLmMù%*µ wWxXcCvVbBnN,?;.:/!§",
    "german": "1!2\"3§4$5%6&7/8(9)0=ß? qQwWeErRtTzZuUiIoOpP+* aAsSdDfFgGhHjJkKlLöÖäÄ#' yYxXcCvVbBnNmM,;.:-_",
    "spanish": "1!2\"3·4$5%6&7/8(9)0='? qQwWeErRtTyYuUiIoOpP+* aAsSdDfFgGhHjJkKlLñÑ´¨çÇ zZxXcCvVbBnNmM,;.:-_",
}


def keys(layout: str) -> list[str]:
    row = ROWS[layout].replace(" ", "")
    return [row[at : at + 2] for at in range(0, len(row), 2)]


def typed(text: str, scanner: str, host: str, caps: str = "off") -> str:
    """Returns what arrives on a host. With caps lock, `letters` or `all` keys have Shift inverted."""
    arrived = ""
    for character in text:
        (at,) = [at for at, key in enumerate(keys(scanner)) if character in key]
        shift, pair = keys(scanner)[at].index(character), keys(host)[at]
        if caps == "all" or (caps == "letters" and pair.upper() == pair[1] * 2):
            shift = 1 - shift
        arrived += pair[shift]
    if host == "spanish":
        for dead, accented in (("´", "ÁÉÍÓÚÝáéíóúý"), ("¨", "ÄËÏÖÜŸäëïöüÿ")):
            for vowel, together in zip("AEIOUYaeiouy", accented):
                arrived = arrived.replace(dead + vowel, together)
    return arrived


def on(scanner: str, host: str, caps: str = "off"):
    return lambda text: typed(text, scanner, host, caps)


def wide(text: str) -> str:
    return "".join(chr(ord(c) + 0xFEE0) for c in text)


def scenarios():
    yield from manners_of_jis()
    yield from layouts()
    yield from input_methods()


def layouts():
    claims, sealed = sealed_until(lambda text: set("$*-.:YZ0") <= set(text) and ":A" in text and "*E" in text)

    def one(name: str, description: str, change, expect: str = "active", **more):
        good = {"reasons": NO_STATUS} if expect == "active" else {}
        return label(
            f"wedge-{name}",
            description,
            rules="R-12" if expect == "active" else "R-3 R-12",
            text=change,
            wedge=True,
            expect=expect,
            **({"claims": claims, "sealed": sealed} | good | more),
        )

    for scanner, host in (
        ("us", "uk"),
        ("us", "french"),
        ("us", "german"),
        ("us", "spanish"),
        ("jis", "uk"),
        ("jis", "french"),
        ("jis", "german"),
        ("jis", "spanish"),
        ("uk", "jis"),
        ("french", "us"),
    ):
        named = f"a scanner with the layout {scanner} on a host with the layout {host}"
        yield one(f"{scanner}-on-{host}", f"Typed by {named}.", on(scanner, host))
        locks = ("letters", "all") if host in ("french", "german") else ("letters",)
        for caps in locks:
            yield one(
                f"{scanner}-on-{host}-caps-lock-of-{caps}",
                f"Typed by {named}, on which caps lock changes {caps}.",
                on(scanner, host, caps),
            )
    yield one(
        "us-on-german-shift-lock-without-the-hyphen",
        "Shift lock that leaves the key of the hyphen alone.",
        lambda text: typed(text, "us", "german", "all").replace("_", "-"),
    )
    for scanner in ("german", "spanish"):
        for host in ("us", "jis"):
            yield one(
                f"{scanner}-on-{host}",
                f"Typed by a {scanner} scanner on a host with the layout {host}. German and Spanish scanners differ in "
                "Y and Z only, so the signature decides.",
                on(scanner, host),
            )
    yield one(
        "german-on-us-altered",
        "No signature decides between the layouts.",
        lambda text: typed(text[:-3] + "000", "german", "us"),
        "not-a-label",
    )
    yield one(
        "french-on-jis",
        "A JIS host types nothing for the zeros of a French scanner, so this is not repaired.",
        lambda text: typed(text, "french", "jis").replace("·", ""),
        "not-a-label",
    )
    yield one(
        "us-on-french-damaged",
        "A character that no key of the scanner sends.",
        lambda text: typed(text, "us", "french")[:-9] + "ÿ",
        "not-a-label",
    )
    yield label(
        "wedge-us-on-french-not-declared",
        "Typed on a French host, but the caller does not declare that it was typed.",
        rules="R-3 R-12",
        claims=claims,
        sealed=sealed,
        text=on("us", "french"),
        expect="not-a-label",
    )
    yield one(
        "bare-payload-us-on-german",
        "A bare payload, typed on a German host.",
        on("us", "german"),
        prefix="",
    )
    yield one(
        "aim-identifier-us-on-french",
        "The identifier is typed by the same keys.",
        lambda text: typed(f"]Q1{text}", "us", "french"),
    )
    yield one(
        "aim-identifier-jis-on-spanish",
        "The identifier is typed by the same keys.",
        lambda text: typed(f"]Q1{text}", "jis", "spanish"),
    )
    yield one(
        "cells-us-on-french",
        "A row of CSV with a carrier that was typed on a French host.",
        lambda text: f'4569951110016;"{typed(text, "us", "french")}";12:30',
    )
    yield one(
        "two-carriers",
        "Two typed carriers in a row: each is a label of its own.",
        lambda text: f"{typed(text, 'us', 'french')};{typed(text, 'us', 'french')}",
        "not-a-label",
    )
    yield one(
        "first-letter-is-a-capital",
        "A person starts with a capital.",
        lambda text: text.lower().capitalize(),
    )


def input_methods():
    claims, sealed = with_all_signs()
    by_kana = str.maketrans({"／": "・", "．": "。", "－": "ー"})
    ways = {
        "wide": ("The wide characters of a Japanese input method.", wide),
        "wide-small": ("The wide characters, with caps lock.", lambda text: wide(text.lower())),
        "wide-signs-of-kana": ("The signs that belong to kana.", lambda text: wide(text).translate(by_kana)),
        "half-width-signs-of-kana": (
            "The half-width signs that belong to kana.",
            lambda text: text.translate(str.maketrans({"/": "･", ".": "｡", "-": "ｰ"})),
        ),
        "wide-us-on-jis": (
            "A US scanner on a JIS host with an input method.",
            lambda text: wide(text.translate(US_ON_JIS)),
        ),
        "wide-jis-on-us": (
            "A JIS scanner on a US host with an input method, which sets quotes of its own.",
            lambda text: wide(text.replace(":", "'").replace("*", '"')).translate(str.maketrans("＇＂", "’”")),
        ),
        "wide-framing": (
            "Framing as an input method types it.",
            lambda text: f"」Ｑ１{wide(text)}\u3000\r\n",
        ),
        "wide-cells": ("A row with the comma of an input method.", lambda text: f"見本電機、{wide(text)}、１"),
    }
    for name, (description, change) in ways.items():
        yield label(
            f"wedge-{name}",
            description,
            rules="R-12",
            claims=claims,
            sealed=sealed,
            text=change,
            wedge=True,
            expect="active",
            reasons=NO_STATUS,
        )
    yield label(
        "wedge-wide-base64url",
        "Wide characters are read in base64url, too: nothing in it is wide.",
        rules="R-7 R-12",
        encode_bytes=base64url_of,
        text=wide,
        wedge=True,
        expect="active",
        reasons=NO_STATUS,
    )
    yield label(
        "wedge-wide-not-declared",
        "Wide characters, but the caller does not declare that the text was typed.",
        rules="R-3 R-12",
        text=wide,
        expect="not-a-label",
    )
    yield label(
        "wedge-wide-too-long",
        "The limit is that of the text with narrow characters.",
        rules="R-1 R-12",
        text=wide("I2W" + "0" * 1022),
        wedge=True,
        expect="too-long",
    )
    yield label(
        "wedge-kana",
        "A Japanese input method in kana mode is not undone.",
        rules="R-3 R-12",
        text="くかかせとけめめ" + "にふて" * 20,
        wedge=True,
        expect="not-a-label",
    )


def manners_of_jis():
    claims, sealed = with_all_signs()

    def one(name: str, description: str, change, expect: str, wedge: bool, rules: str = "R-12"):
        good = {"reasons": NO_STATUS} if expect == "active" else {}
        return label(
            name,
            description,
            rules=rules,
            claims=claims,
            sealed=sealed,
            text=change,
            wedge=wedge,
            expect=expect,
            **good,
        )

    manners = {
        "us-on-jis": (
            "a US scanner layout on a JIS host: `+` for `:`, `(` for `*`",
            lambda text: text.translate(US_ON_JIS),
        ),
        "jis-on-us": (
            "a JIS scanner layout on a US host: `'` for `:`, `\"` for `*`",
            lambda text: text.translate(JIS_ON_US),
        ),
        "caps-lock": ("caps lock: lower case for upper case", str.lower),
        "caps-lock-and-us-on-jis": (
            "caps lock and a US scanner layout on a JIS host",
            lambda text: text.translate(US_ON_JIS).lower(),
        ),
    }
    for name, (manner, change) in manners.items():
        yield one(
            f"wedge-{name}",
            f"Typed with {manner}. The caller declares this, and the text is repaired.",
            change,
            "active",
            True,
        )
        start_is_gone = name.startswith("caps")
        yield one(
            f"wedge-{name}-not-declared",
            f"The same text, but the caller does not declare that it was typed (with {manner}). It is not repaired.",
            change,
            "not-a-label" if start_is_gone else "bad-base41",
            False,
            "R-3 R-12" if start_is_gone else "R-5 R-12",
        )
    yield one(
        "wedge-unchanged", "Declared as typed, but there is nothing to repair.", lambda text: text, "active", True
    )
    yield label(
        "wedge-bare-payload",
        "A bare payload, typed with caps lock.",
        rules="R-11 R-12",
        claims=claims,
        sealed=sealed,
        prefix="",
        text=str.lower,
        wedge=True,
        expect="active",
        reasons=NO_STATUS,
    )
    yield label(
        "wedge-base64url",
        "base64url is never repaired, and its lower case is kept.",
        rules="R-7 R-12",
        claims=claims,
        sealed=sealed,
        encode_bytes=base64url_of,
        wedge=True,
        expect="active",
        reasons=NO_STATUS,
    )
    yield label(
        "wedge-base64url-us-on-jis",
        "base64url typed on a JIS host. Its prefix is not repaired either, so it belongs to no issuer.",
        rules="R-10 R-12",
        claims=claims,
        sealed=sealed,
        prefix=FIRST.translate(US_ON_JIS),
        encode_bytes=base64url_of,
        wedge=True,
        expect="foreign-carrier",
        reasons=NO_STATUS,
    )
    yield label(
        "wedge-base64url-caps-lock",
        "base64url typed with caps lock. The swapped letters are not repaired, and the text does not start with `I2W`.",
        rules="R-3 R-12 R-122",
        claims=claims,
        sealed=sealed,
        encode_bytes=base64url_of,
        text=lambda carrier: FIRST + carrier.removeprefix(FIRST).swapcase(),
        wedge=True,
        expect="no-seal",
    )
    yield label(
        "wedge-plain-url",
        "A typed text that is not a label is left unchanged.",
        rules="R-3 R-12",
        text="https://jc-star.example/products/ex-000123",
        wedge=True,
        expect="not-a-label",
    )
