"""QR readers and an SVG renderer of other projects."""

import io
import subprocess
from pathlib import Path

import resvg_py
import zxingcpp
from PIL import Image


def with_zxing(picture: bytes | Path) -> list[str]:
    """Returns the texts of all QR symbols, sorted."""
    with Image.open(io.BytesIO(picture) if isinstance(picture, bytes) else picture) as image:
        found = zxingcpp.read_barcodes(image.convert("L"), formats=zxingcpp.BarcodeFormat.QRCode)
    return sorted(symbol.text for symbol in found)


def with_zbar(zbarimg: str, picture: bytes | Path) -> list[str]:
    """Returns the same, read by zbar. It ends each text with a line feed, and no text of the vectors contains one."""
    given = {"input": picture} if isinstance(picture, bytes) else {}
    done = subprocess.run(
        [zbarimg, "--quiet", "--raw", "--nodbus", "-Sdisable", "-Sqrcode.enable", "-" if given else picture],
        capture_output=True, timeout=60, check=False, **given,
    )  # fmt: skip
    nothing_found = 4
    assert done.returncode in (0, nothing_found), done.stderr.decode()
    return sorted(done.stdout.decode().splitlines())


def drawn(svg: Path) -> bytes:
    """Returns the SVG as PNG, as a printer with 406 dots per inch draws it: eight dots for half a millimetre."""
    return bytes(resvg_py.svg_to_bytes(svg_string=svg.read_text(), background="#ffffff", dpi=406.4))
