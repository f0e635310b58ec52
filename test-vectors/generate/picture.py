"""Pictures of symbols, as rows of grey values, and PNG files that are identical on every machine.

The PNG files are not compressed, because the output of a compressor differs between versions and machines.
"""

import struct
import zlib
from dataclasses import dataclass

import segno

QUIET_ZONE = 4
DARK, LIGHT = 0, 255


@dataclass(frozen=True)
class Picture:
    rows: tuple[bytes, ...]

    @property
    def width(self) -> int:
        return len(self.rows[0])

    @property
    def height(self) -> int:
        return len(self.rows)

    def turned(self) -> "Picture":
        """Returns the picture rotated by a quarter turn to the right."""
        return Picture(tuple(bytes(column) for column in zip(*reversed(self.rows), strict=True)))

    def mapped(self, change) -> "Picture":
        """Returns the picture with `change` applied to the column, the row and the grey value of each pixel."""
        return Picture(
            tuple(bytes(change(x, y, grey) for x, grey in enumerate(row)) for y, row in enumerate(self.rows))
        )

    def tilted(self) -> "Picture":
        """Returns the picture rotated by 16.26 degrees. Sine and cosine are 7/25 and 24/25, so that all machines round
        alike."""
        w, h = self.width, self.height
        wide, high = (24 * w + 7 * h) // 25, (24 * h + 7 * w) // 25

        def grey(x: int, y: int) -> int:
            dx, dy = 2 * x - wide, 2 * y - high
            from_x, from_y = (24 * dx + 7 * dy + 25 * w) // 50, (24 * dy - 7 * dx + 25 * h) // 50
            return self.rows[from_y][from_x] if 0 <= from_x < w and 0 <= from_y < h else LIGHT

        return Picture(tuple(bytes(grey(x, y) for x in range(wide)) for y in range(high)))

    def on(self, width: int, height: int, left: int, top: int) -> "Picture":
        """Returns the picture on a larger light background."""
        rows = [bytes([LIGHT]) * width] * height
        for y, row in enumerate(self.rows):
            rows[top + y] = bytes([LIGHT]) * left + row + bytes([LIGHT]) * (width - left - self.width)
        return Picture(tuple(rows))

    def png(self) -> bytes:
        return one_bit(self) if set(b"".join(self.rows)) <= {DARK, LIGHT} else eight_bits(self)


def blank(width: int, height: int) -> Picture:
    return Picture((bytes([LIGHT]) * width,) * height)


def symbol(text: str, scale: int = 4, error: str = "m") -> Picture:
    """Returns a QR code with one segment and its quiet zone."""
    code = segno.make_qr(text, error=error, boost_error=False)
    rows = []
    for line in code.matrix_iter(scale=scale, border=QUIET_ZONE):
        rows.append(bytes(DARK if module else LIGHT for module in line))
    return Picture(tuple(rows))


def beside(*pictures: Picture) -> Picture:
    height = max(picture.height for picture in pictures)
    level = [picture.on(picture.width, height, 0, (height - picture.height) // 2) for picture in pictures]
    return Picture(tuple(b"".join(rows) for rows in zip(*(picture.rows for picture in level), strict=True)))


def below(*pictures: Picture) -> Picture:
    width = max(picture.width for picture in pictures)
    return Picture(tuple(row + bytes([LIGHT]) * (width - len(row)) for picture in pictures for row in picture.rows))


def one_bit(picture: Picture) -> bytes:
    packed = []
    for row in picture.rows:
        bits = "".join("1" if grey else "0" for grey in row)
        packed.append(int(bits.ljust(-len(bits) % 8 + len(bits), "0"), 2).to_bytes((len(bits) + 7) // 8, "big"))
    return png(picture, 1, packed)


def eight_bits(picture: Picture) -> bytes:
    return png(picture, 8, list(picture.rows))


def png(picture: Picture, depth: int, rows: list[bytes]) -> bytes:
    header = struct.pack(">IIBBBBB", picture.width, picture.height, depth, 0, 0, 0, 0)
    data = stored(b"".join(b"\x00" + row for row in rows))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", data) + chunk(b"IEND", b"")


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def stored(data: bytes) -> bytes:
    """Returns data in zlib's format (RFC 1950) with stored blocks only (RFC 1951, section 3.2.4)."""
    blocks = [data[at : at + 65_535] for at in range(0, len(data), 65_535)]
    out = b"\x78\x01"
    for number, block in enumerate(blocks, 1):
        out += struct.pack("<BHH", number == len(blocks), len(block), len(block) ^ 0xFFFF) + block
    return out + struct.pack(">I", zlib.adler32(data))
