"""Base41 (R-4): the algorithm of RFC 9285 with the characters of QR's alphanumeric set that survive a URL."""

ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ$*-.:"


def encode(data: bytes) -> str:
    return "".join(
        digits(int.from_bytes(data[at : at + 2], "big"), 3 if at + 1 < len(data) else 2)
        for at in range(0, len(data), 2)
    )


def digits(number: int, count: int) -> str:
    """Returns `number` as `count` characters, low digit first. It may be a number that no bytes encode to."""
    text = ""
    for _ in range(count):
        number, digit = divmod(number, 41)
        text += ALPHABET[digit]
    return text
