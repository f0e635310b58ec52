"""The public names are those of bindings/surface.json, and their documentation is that of the Rust sources."""

from __future__ import annotations

import ast
import dataclasses
import inspect
import json
import re
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any, get_args

import pytest

import starseal
from starseal import ListOutcome, ListRefused, Outcome, StarsealError, Update
from starseal import _raw as raw
from vectors import ROOT

SURFACE = json.loads((ROOT / "bindings/surface.json").read_text(encoding="utf-8"))
PUBLIC = {name: getattr(starseal, name) for name in starseal.__all__}
ENUMS: dict[str, Any] = {name: of for name, of in PUBLIC.items() if inspect.isclass(of) and issubclass(of, str)}
RECORDS: dict[str, Any] = {name: of for name, of in PUBLIC.items() if dataclasses.is_dataclass(of)}
# The Python class of each variant and of each kind of error.
VARIANTS = {
    "Outcome": {"stands": "Stands", "does-not-stand": "DoesNotStand", "refused": "Refused"},
    "ListOutcome": {"taken": "Update", "known": "Update", "refused": "ListRefused"},
}
ERRORS = {kind: {"Value": "BadValueError"}.get(kind, f"{kind}Error") for kind in SURFACE["errors"]}


def fields(of: Any) -> list[str]:  # noqa: ANN401
    return [field.name for field in dataclasses.fields(of)]


def test_codes() -> None:
    assert [code.value for code in starseal.Code] == SURFACE["codes"] == raw.all_codes()


def test_types() -> None:
    variants = {name for of in VARIANTS.values() for name in of.values()}
    wanted = {
        # The JSON record is read by methods.
        name: [f"_{field}" if field == SURFACE["json"].get(name) else field for field in of]
        for name, of in SURFACE["types"].items()
    }
    assert {name: fields(of) for name, of in RECORDS.items() if name not in variants} == wanted
    assert {name for name, of in PUBLIC.items() if hasattr(of, "to_json")} == SURFACE["json"].keys()
    assert {name for name, of in PUBLIC.items() if hasattr(of, "to_dict")} == SURFACE["json"].keys()


def test_added() -> None:
    assert {"Restored": list(starseal.Restored._fields)} == SURFACE["added"]


def test_times_to_ask_about() -> None:
    """An instant is the case `now`, and a day is the case `on`."""
    assert SURFACE["when"] == ["now", "on"]
    assert get_args(starseal.When) == (datetime, date)


def test_derived() -> None:
    for name, of in RECORDS.items():
        derived = [name for name, value in vars(of).items() if isinstance(value, property)]
        assert derived == SURFACE["derived"].get(name, []), name
    assert set(SURFACE["derived"]) <= RECORDS.keys()


def test_enums() -> None:
    ours = {name: [one.value for one in of] for name, of in ENUMS.items() if name != "Code"}
    assert ours == SURFACE["enums"]


def test_variants() -> None:
    def has(name: str) -> list[str]:
        return [] if name == "Update" else fields(PUBLIC[name])

    ours = {of: {name: has(known) for name, known in each.items()} for of, each in VARIANTS.items()}
    assert ours == SURFACE["variants"]
    assert {of.__name__ for of in get_args(Outcome)} == set(VARIANTS["Outcome"].values())
    assert set(get_args(ListOutcome)) == {Update, ListRefused}
    assert {"taken", "known"} == {update.value for update in Update}


def test_errors() -> None:
    assert {of.__name__ for of in StarsealError.__subclasses__()} == set(ERRORS.values())
    assert set(vars(StarsealError)["__annotations__"]) == {"code", "detail"}
    kinds = {name for name, of in vars(raw.StarsealError).items() if inspect.isclass(of)}
    assert kinds == set(SURFACE["errors"])


def test_nothing_else_is_public() -> None:
    known = {"StarsealError", "InternalError", "Verifier", "FrameScanner", "Outcome", "ListOutcome", "Code", "When"}
    known |= {"default_policy", "format_version", "library_version", *SURFACE["python"]}
    known |= SURFACE["types"].keys() | SURFACE["added"].keys() | SURFACE["enums"].keys() | set(ERRORS.values())
    known |= {name for of in VARIANTS.values() for name in of.values()}
    assert set(starseal.__all__) == known


def test_every_public_name_is_documented() -> None:
    for name, of in PUBLIC.items():
        if name in ("Outcome", "ListOutcome", "When", "InternalError"):
            continue
        assert inspect.getdoc(of), name
        methods = [one for one in vars(of).items() if not one[0].startswith("_")] if inspect.isclass(of) else []
        for method, value in methods:
            if callable(value) or isinstance(value, (property, classmethod)):
                assert inspect.getdoc(value), f"{name}.{method}"


# The Rust names of classes that have another name here.
RUST_NAMES = {
    "AuthenticLabel": "LabelContent",
    "Verdict": "VerdictContent",
    "Finding": "FindingContent",
    "CheckOutcome": "CheckContent",
    "Recognized": "RecognizedContent",
    "Authority": "AuthorityContent",
    "Issuer": "IssuerContent",
}


def rust_docs(source: str) -> dict[str, str]:
    """Returns the Rust documentation of each field and each variant, by `Type.name`."""
    docs, doc, of = {}, "", ""
    for line in source.splitlines():
        if found := re.match(r"\s*/// ?(.*)", line):
            doc = f"{doc} {found[1]}".strip()
        elif found := re.match(r"pub (?:enum|struct) (\w+)", line):
            of, doc = found[1], ""
        elif line == "codes! {":
            of, doc = "Code", ""
        elif found := re.match(r"    (?:pub (\w+):|([A-Z]\w+)(?:,| \{|: \"))", line):
            docs[f"{of}.{found[1] or found[2]}"], doc = doc, ""
        elif line == "}":
            of, doc = "", ""
    return {name: doc for name, doc in docs.items() if doc and not name.startswith(".")}


def python_docs(path: Path) -> Iterator[tuple[str, str, str]]:
    """Yields the class, name and text of each documented attribute."""
    for of in ast.parse(path.read_text(encoding="utf-8")).body:
        if not isinstance(of, ast.ClassDef):
            continue
        for one, text in zip(of.body, of.body[1:], strict=False):
            match one, text:
                case (
                    ast.AnnAssign(target=ast.Name(name)) | ast.Assign(targets=[ast.Name(name)]),
                    ast.Expr(ast.Constant(str(doc))),
                ):
                    yield of.name, name, " ".join(doc.split())


def test_documentation_is_that_of_rust() -> None:
    core = [ROOT / "core/src" / name for name in ("code/table.rs", "words/language.rs")]
    sources = [*sorted((ROOT / "ffi/src").glob("*.rs")), *core]
    rust = rust_docs("\n".join(path.read_text(encoding="utf-8") for path in sources))
    ours = {
        (of, name): doc
        for path in sorted((ROOT / "bindings/python/src/starseal").glob("*.py"))
        for of, name, doc in python_docs(path)
    }
    compared = 0
    for (of, name), doc in ours.items():
        variant = "".join(part.capitalize() for part in name.split("_")) if of in ENUMS else name
        theirs = rust.get(f"{RUST_NAMES.get(of, of)}.{variant.removeprefix('_')}")
        if theirs is not None:
            assert doc == theirs, f"{of}.{name}"
            compared += 1
    fields_and_codes = sum(map(len, SURFACE["types"].values())) + len(SURFACE["codes"])
    assert compared >= fields_and_codes


@pytest.mark.parametrize("name", sorted(RECORDS))
def test_every_field_is_documented(name: str) -> None:
    path = Path(inspect.getfile(RECORDS[name]))
    documented = [field for of, field, _ in python_docs(path) if of == name]
    assert documented == fields(RECORDS[name])
