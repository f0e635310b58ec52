"""Undoes what a keyboard made of a carrier (R-12)."""

import re

from .carrier import ALPHABET, BLANK, Refused, cells_of, parts, side_by_side, unframed, without_ends

LAYOUTS = {
    "US": ("1234567890-qwertyuiop]asdfghjkl;'\\zxcvbnm,./", '!@#$%^&*()_QWERTYUIOP}ASDFGHJKL:"|ZXCVBNM<>?'),
    "JIS": ("1234567890-qwertyuiop[asdfghjkl;:]zxcvbnm,./", "!\"#$%&'()\0=QWERTYUIOP{ASDFGHJKL+*}ZXCVBNM<>?"),
    "UK": ("1234567890-qwertyuiop]asdfghjkl;'#zxcvbnm,./", '!"£$%^&*()_QWERTYUIOP}ASDFGHJKL:@~ZXCVBNM<>?'),
    "French": ("&é\"'(-è_çà)azertyuiop$qsdfghjklmù*wxcvbn,;:!", "1234567890°AZERTYUIOP£QSDFGHJKLM%µWXCVBN?./§"),
    "German": ("1234567890ßqwertzuiop+asdfghjklöä#yxcvbnm,.-", "!\"§$%&/()=?QWERTZUIOP*ASDFGHJKLÖÄ'YXCVBNM;:_"),
    "Spanish": ("1234567890'qwertyuiop+asdfghjklñ´çzxcvbnm,.-", '!"·$%&/()=?QWERTYUIOP*ASDFGHJKLÑ¨ÇZXCVBNM;:_'),
}
PAIRS = [
    (scanner, host)
    for scanner in LAYOUTS
    for host in LAYOUTS
    if {scanner, host} & {"US", "JIS"} and (scanner, host) != ("French", "JIS")
]
WIDE = {wide: wide - 0xFEE0 for wide in range(0xFF01, 0xFF5F)} | str.maketrans(
    "\u30fc\uff70\u2010\u2212\u3002\uff61\u30fb\uff65\u3001\uff64\u300c\uff62\u300d\uff63\u2018\u2019\u201c\u201d",
    "----..//,,[[]]''\"\"",
)
DEAD = str.maketrans(
    {accented: "´" + vowel for accented, vowel in zip("ÁÉÍÓÚÝáéíóúý", "AEIOUYaeiouy")}
    | {accented: "¨" + vowel for accented, vowel in zip("ÄËÏÖÜŸäëïöüÿ", "AEIOUYaeiouy")}
)
OF_CARRIER = set(ALPHABET + "/")


def readings(text: str) -> list[str]:
    """Returns the texts that may take the place of a text that a keyboard typed."""
    text = text.translate(WIDE)
    if len(text.encode()) > 1024:
        raise Refused("too-long")
    if len(side_by_side(text)) > 1:
        raise Refused("not-a-label")
    if parts(unframed(text)).payload.startswith("0oR"):
        return [text]
    found = results(text)
    if not found:
        of_cells = [(cell, results(cell)) for cell in cells_of(text)]
        with_results = [found for _, found in of_cells if found]
        if len(with_results) > 1:
            raise Refused("not-a-label")
        if with_results and not any("/" in cell for cell, found in of_cells if not found):
            found = with_results[0]
    return found or [text]


def results(cell: str) -> list[str]:
    """Steps 2 to 6, each result once."""
    typed = without_ends(cell, typed=True)
    sent = (undone(typed, scanner, host, shifted) for scanner, host in PAIRS for shifted in caps(typed, host))
    carriers = {without_ends(text) for text in sent if text is not None}
    carriers = {text for text in carriers if is_carrier(text)}
    return [typed] if typed in carriers else sorted(carriers)


def caps(typed: str, host: str) -> list[str]:
    first = re.search("[A-Za-z]", typed)
    if not first or first[0].isupper():
        return ["none"]
    return ["letters", "all"] if host in ("French", "German") else ["letters"]


def undone(typed: str, scanner: str, host: str, caps: str) -> str | None:
    sent = ""
    for arrived in typed.translate(DEAD) if host == "Spanish" else typed:
        if re.match(BLANK, arrived):
            sent += arrived
            continue
        places = [(keys.index(arrived), shift) for shift, keys in enumerate(LAYOUTS[host]) if arrived in keys]
        if not places:
            return None
        ((key, shift),) = places
        if caps == "all" or (caps == "letters" and all(is_letter(keys[key]) for keys in LAYOUTS[host])):
            shift = 1 - shift
        character = LAYOUTS[scanner][shift][key]
        if caps == "all" and key >= 10 and character not in OF_CARRIER | {"]"}:
            character = LAYOUTS[scanner][1 - shift][key]
        if character == "\0":
            return None
        sent += character.upper() if character.isascii() else character
    return sent


def is_letter(character: str) -> bool:
    return (character.isascii() and character.isalpha()) or character >= "\u00c0"


def is_carrier(text: str) -> bool:
    if not text.startswith(("HTTPS://", "I2W")) or not set(text) <= OF_CARRIER:
        return False
    prefix, payload, rest = parts(text)
    return payload.startswith("I2W") and (not rest or bool(prefix and re.fullmatch("/01/[0-9]{14}", rest)))
