"""The examples work with the files in their folder."""

from __future__ import annotations

import csv
import re
import subprocess
import sys
from pathlib import Path

import vectors
from vectors import ROOT, carrier, named, trust

HERE = ROOT / "bindings/python"
EXAMPLES = HERE / "examples"
NOW = "2026-11-22T03:00:00Z"


def run(*arguments: str | Path, stock: Path = EXAMPLES / "stock.csv") -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-W", "error", EXAMPLES / "stock_list.py", stock, *arguments]
    command += ["--trust", EXAMPLES / "trust.cbor", "--now", NOW]
    return subprocess.run(command, capture_output=True, text=True, check=False, encoding="utf-8")


def test_files_are_those_of_the_vectors() -> None:
    assert (EXAMPLES / "trust.cbor").read_bytes() == trust("jc-star")
    kinds = {name: vectors.read(f"vectors/{name}")["kind"] for name in named("vectors")}
    known = {carrier(name) for name, kind in kinds.items() if kind == "label"}
    with (EXAMPLES / "stock.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    made_up = [row["carrier"] for row in rows if row["carrier"] not in known]
    assert made_up == ["https://shop.example/cam-0009"]
    assert len(rows) == 11


def test_stock_list(tmp_path: Path) -> None:
    out = tmp_path / "verdicts.csv"
    done = run(out)
    assert (done.returncode, done.stderr) == (1, "")
    assert done.stdout.startswith("11 labels, 5 of them stand\n")
    assert "fewer than 90 days left: 1\n  CAM-0003 on A2: " in done.stdout
    assert "do not stand: 6\n  CAM-0005 on B1: " in done.stdout
    with out.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    codes = ["active"] * 5 + ["expired", "bad-signature", "foreign-carrier", "unknown-key"] + ["not-a-label"] * 2
    assert [row["code"] for row in rows] == codes
    assert {name: value for name, value in rows[2].items() if name != "carrier"} == {
        "sku": "RTR-0001",
        "shelf": "A2",
        "code": "active",
        "stands": "True",
        "product_id": "EX-000456",
        "level": "3",
        "last_day": "2028-06-14",
        "days_left": "570",
        "sentence": "The label of EX-000456 (★3, third-party assessed) is authentic and current."
        " Its last day of validity is 2028-06-14.",
    }
    assert [row["days_left"] for row in rows] == ["495", "495", "570", "0", "404", "-175", "", "", "", "", ""]


def test_stock_list_in_japanese(tmp_path: Path) -> None:
    said = run(tmp_path / "out.csv", "--language", "ja").stdout
    assert "CAM-0003 on A2: EX-000123 の適合ラベル（★1、自己適合宣言）は真正で、現在有効です。" in said


def test_a_stock_list_that_cannot_be_read(tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.csv"
    for content, why in (("sku,shelf\n1,2\n", "has no column carrier"), ("", "No columns"), (None, "No such file")):
        wrong.unlink(missing_ok=True)
        if content is not None:
            wrong.write_text(content)
        done = run(tmp_path / "out.csv", stock=wrong)
        assert (done.returncode, done.stdout) == (3, "")
        assert why in done.stderr
    done = run(tmp_path / "out.csv", "--status", EXAMPLES / "trust.cbor")
    assert done.returncode == 3
    assert done.stderr == "error: the status list is not well-formed: an item has a tag that is not allowed there\n"


def test_an_empty_stock_list(tmp_path: Path) -> None:
    empty = tmp_path / "empty.csv"
    empty.write_text("sku,shelf,carrier\n")
    done = run(tmp_path / "out.csv", stock=empty)
    assert (done.returncode, done.stderr) == (0, "")
    assert (tmp_path / "out.csv").read_text().startswith("sku,shelf,carrier,code,stands,product_id,level")


def test_the_lines_in_the_readme(tmp_path: Path) -> None:
    """The lines run unchanged in a folder that holds the files they name."""
    readme = (HERE / "README.md").read_text(encoding="utf-8")
    lines, *_ = re.findall(r"```python\n(.*?)```", readme, re.DOTALL)
    said = re.findall(r"```text\n(.*?)```", readme, re.DOTALL)
    (tmp_path / "trust.cbor").write_bytes(trust("jc-star"))
    ran = subprocess.run(
        [sys.executable, "-W", "error", "-c", lines],
        capture_output=True,
        text=True,
        check=False,
        cwd=tmp_path,
        encoding="utf-8",
    )
    assert ran.stderr == ""
    assert ran.stdout in said
