"""Does an audit of a shop by hand: zxing-cpp reads photographs, and pandas joins texts with the stock list.

    python by_hand.py lines FILE REGISTER STOCK OUT
    python by_hand.py photographs FOLDER REGISTER STOCK OUT

It verifies no seal, and cannot read one. REGISTER says which text belongs to which JAN; whoever works by hand would
need such a list. OUT receives the products whose label was read, as CSV.
"""

import argparse
import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pandas as pd


def texts_of_photographs(folder: Path) -> list[str]:
    import cv2
    import zxingcpp

    cv2.setNumThreads(1)
    formats, plain = zxingcpp.BarcodeFormat.QRCode, zxingcpp.TextMode.Plain

    def read(path: Path) -> list[str]:
        image = cv2.imread(str(path), cv2.IMREAD_GRAYSCALE)
        return [found.text for found in zxingcpp.read_barcodes(image, formats=formats, text_mode=plain)]

    # Both libraries let other threads run meanwhile.
    with ThreadPoolExecutor(os.cpu_count()) as threads:
        return [text for texts in threads.map(read, sorted(folder.iterdir())) for text in texts]


def main() -> None:
    parser = argparse.ArgumentParser(description="Does an audit of a shop by hand.")
    parser.add_argument("what", choices=["lines", "photographs"])
    for name in ["source", "register", "stock", "out"]:
        parser.add_argument(name, type=Path)
    options = parser.parse_args()
    source: Path = options.source
    texts = source.read_text().splitlines() if options.what == "lines" else texts_of_photographs(source)
    register = pd.read_csv(options.register, dtype=str)
    stock = pd.read_csv(options.stock, dtype=str)
    read = pd.DataFrame({"text": texts}).drop_duplicates().merge(register, on="text")
    stock.merge(read, left_on="JANコード", right_on="jan").to_csv(options.out, index=False)


if __name__ == "__main__":
    main()
