"""Reports of audits of a shop, opened by Chromium and looked at by axe-core."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest
from program import Program
from test_publication import node_folder

ROWS = 20_000


def audit(starseal: Program, language: str, trust: Path, stock: Path, out: Path, *photographs: Path) -> Path:
    """Makes an audit in which something was found, and returns its report."""
    done = starseal.run(
        "--lang", language, "shelf", "audit", "--trust", trust, "--stock", stock, "--quiet", "--out", out, *photographs
    )  # fmt: skip
    assert done.returncode in (1, 3), done.stderr
    return (out / "report.html").rename(out.parent / f"{out.name}-{language}.html")


@pytest.fixture(scope="session")
def shop(starseal: Program, tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("shop") / "demo"
    done = starseal.run("demo", "--out", folder)
    assert done.returncode == 0, done.stderr
    # A picture in which a code is seen and not read, and a file that is no picture.
    (folder / "shop" / "photos" / "broken.jpg").write_bytes(b"\xff\xd8\xff\xe0 broken")
    return folder


def check(words: str, *reports: Path) -> None:
    browser = shutil.which("chromium")
    assert browser, "chromium is missing; install it"
    script, folder = Path(__file__).parent / "site" / "report.mjs", node_folder()
    # A module finds packages beside itself only.
    local = folder / script.name
    if local != script:
        shutil.copy(script, local)
    done = subprocess.run(
        ["node", local, browser, *reports], env={**os.environ, "STARSEAL_WORDS": words},
        capture_output=True, encoding="utf-8", timeout=300, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_reports_are_accessible_in_a_browser(starseal, shop, tmp_path):
    photographs, stock = shop / "shop" / "photos", shop / "shop" / "stock.xlsx"
    reports = [audit(starseal, language, shop / "trust.cbor", stock, tmp_path / f"audit-{language}", photographs)
               for language in ("en", "ja")]  # fmt: skip
    # In other width and case than in the stock list.
    check("ｃａｍ-２００", *reports)


def test_a_report_of_many_products_opens_and_is_searched(starseal, shop, tmp_path):
    rows = "".join(f",NO-{number:05},製品 {number},見本電機株式会社,1\n" for number in range(ROWS))
    stock = tmp_path / "stock.csv"
    stock.write_text("JAN,型番,品名,メーカー,在庫数\n" + rows, encoding="utf-8")
    report = audit(starseal, "ja", shop / "trust.cbor", stock, tmp_path / "audit", shop / "labels")
    check("no-19999", report)
