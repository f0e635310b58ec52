"""The guide for back offices, its example files, and the notebook with Spark."""

from __future__ import annotations

import csv
import io
import os
import re
from contextlib import redirect_stdout
from typing import Any

import nbformat
import pytest
from nbclient import NotebookClient

import vectors
from cluster import environment
from vectors import ROOT, carrier, named

EXAMPLES = ROOT / "bindings/python/examples"
GUIDE = ROOT / "docs/guide/back-office.md"


def test_files_are_those_of_the_vectors() -> None:
    kinds = {name: vectors.read(f"vectors/{name}")["kind"] for name in named("vectors")}
    known = {carrier(name) for name, kind in kinds.items() if kind == "label"}
    with (EXAMPLES / "scans.csv").open(encoding="utf-8") as file:
        made_up = [row["carrier"] for row in csv.DictReader(file) if row["carrier"] not in known]
    assert made_up == ["https://shop.example/cam-0009"]


def test_guide(monkeypatch: pytest.MonkeyPatch) -> None:
    """The lines of the guide print what it shows. `STARSEAL_GUIDES=overwrite` writes what they print into it."""
    monkeypatch.chdir(EXAMPLES)
    text = GUIDE.read_text(encoding="utf-8")
    blocks = list(re.finditer(r"```(python|text)\n(.*?)```", text, re.DOTALL))
    assert len(blocks) > 10
    names: dict[str, Any] = {}
    printed, made = "", text
    for block in blocks:
        kind, content = block.groups()
        if kind == "python":
            assert printed == "", f"the guide does not show what is printed before {content}"
            with redirect_stdout(io.StringIO()) as out:
                exec(compile(content, str(GUIDE), "exec"), names)  # noqa: S102
            printed = "".join(f"{line.rstrip()}\n" for line in out.getvalue().splitlines())
        elif os.environ.get("STARSEAL_GUIDES") == "overwrite":
            # The blocks before this one may have other lengths by now, but those from here on do not.
            end = len(made) - (len(text) - block.end(2))
            made = made[: end - len(content)] + printed + made[end:]
            printed = ""
        else:
            assert content == printed
            printed = ""
    if made != text:
        GUIDE.write_text(made, encoding="utf-8")


def test_notebook() -> None:
    """The cells run in their order, and the audit finds what it should. The notebook is stored without outputs."""
    notebook = nbformat.reads((EXAMPLES / "stock_audit.ipynb").read_text(encoding="utf-8"), as_version=4)
    nbformat.validate(notebook)
    cells = [cell for cell in notebook.cells if cell.cell_type == "code"]
    assert all(not cell.outputs and cell.execution_count is None for cell in cells)
    client = NotebookClient(
        notebook, timeout=300, kernel_name="python3", resources={"metadata": {"path": str(EXAMPLES)}}
    )
    client.execute(env=environment())
    said = "".join(
        output.text for output in cells[-1].outputs if output.output_type == "stream" and output.name == "stdout"
    )
    assert said.splitlines() == [
        "does-not-stand 3",
        "good 1",
        "label-missing 1",
        "label-not-in-list 2",
        "level-below-policy 2",
    ]
