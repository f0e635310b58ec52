"""Checks of tables: the same results as `Verifier.check`, every type of column, and clear errors."""

from __future__ import annotations

import re
import subprocess
import sys
import threading
from collections import defaultdict
from datetime import date, datetime, timezone
from typing import Any

import pyarrow as pa
import pytest

import starseal
import vectors
from starseal import BadValueError, Code, Verdict, Verifier, _table, check_table, table_schema
from test_stories import Told
from vectors import NOW, ROOT, carrier, named, read, verifier

ALL = [*table_schema().names, "record"]
TEXTS = [carrier(), "https://shop.example/cam-0009", None, "", carrier("router-with-every-claim"), "ü\0"]


def table(texts: list[str | None] = TEXTS, of: pa.DataType = pa.string()) -> pa.Table:  # noqa: B008
    return pa.table({"sku": [f"SKU-{row}" for row in range(len(texts))], "carrier": pa.array(texts, of)})


def row(verdict: Verdict | None) -> dict[str, Any]:
    """Returns the row that a verdict should have, from its JSON."""
    if verdict is None:
        return dict.fromkeys(ALL)
    of = verdict.to_dict()
    label, names, status = of["label"] or {}, of["names"] or {}, of["status_list"] or {}

    def both(name: str, pair: dict[str, str] | None) -> dict[str, str | None]:
        return {f"{name}_{language}": (pair or {}).get(language) for language in ("en", "ja")}

    def day(text: str | None) -> date | None:
        return None if text is None else date.fromisoformat(text)

    def instant(text: str | None) -> datetime | None:
        return None if text is None else vectors.moment(text)

    same = ("code", "stands", "authentic", "mark", "detail", "reasons", "assessment", "url", "key_id", "text_bytes")
    claims = ("product_id", "level", "status_index", "criteria", "category", "holder", "model", "evaluator", "serial")
    return {
        **{name: of[name] for name in (*same, "policy_sha256")},
        **{name: label.get(name) for name in claims},
        **{name: day(label.get(name)) for name in ("issued_on", "expires_on")},
        # In JSON these are left out where there are none.
        "gtin": label.get("gtin", []) if label else None,
        "unknown_claims": label.get("unknown_claims", 0) if label else None,
        **both("sentence", of["sentence"]),
        **both("names_level", names.get("level")),
        "names_criteria": names.get("criteria"),
        **both("names_category", names.get("category")),
        **both("names_evaluator", names.get("evaluator")),
        **both("issuer", of["issuer"]),
        **both("authority", of["authority"]),
        "authority_id": (of["authority"] or {}).get("id"),
        "policy_unmet": [rule["rule"] for rule in of["policy_unmet"]],
        **{name: day(of[name]) for name in ("last_day", "as_of", "checked_for")},
        **{name: instant(of[name]) for name in ("checked_at", "moment")},
        "status_list_issued_at": instant(status.get("issued_at")),
        "status_list_sha256": status.get("sha256"),
        "record": verdict.to_json(),
    }


def rows(judge: Verifier, texts: list[str | None], at: starseal.When = NOW) -> list[dict[str, Any]]:
    return [row(None if text is None else judge.check(text, at)) for text in texts]


def added(checked: pa.Table | pa.RecordBatch) -> list[dict[str, Any]]:
    checked.validate(full=True)
    got: list[dict[str, Any]] = checked.select(ALL).to_pylist()
    return got


def test_every_vector_has_the_row_of_its_record() -> None:
    asked: dict[tuple[str, starseal.When], list[str]] = defaultdict(list)
    for name in named("vectors"):
        vector = read(f"vectors/{name}")
        if vector["kind"] == "label" and not vector["input"].get("wedge", False):
            asked[vector["trust"], vectors.asked(vector)].append(vector["input"]["text"])
    assert sum(map(len, asked.values())) > 500
    codes = set()
    for (trust, at), texts in asked.items():
        judge = verifier(trust)
        checked = check_table(judge, table([*texts]), "carrier", at, columns=ALL)
        assert added(checked) == rows(judge, [*texts], at)
        codes.update(checked["code"].to_pylist())
    assert len(codes) > 15


def test_every_check_of_a_story_has_the_row_of_its_record() -> None:
    """Stories have status lists and policies, which fill the columns that single vectors leave empty."""
    filled: set[str] = set()
    for name in named("stories"):
        story = read(f"stories/{name}")
        told = Told(bytes.fromhex(story["anchor"]))
        for step in story["steps"]:
            told.step(step)
            if step["do"] == "check":
                at = vectors.asked(step)
                checked = check_table(told.verifier, table([step["text"]]), "carrier", at, columns=ALL)
                assert added(checked) == rows(told.verifier, [step["text"]], at)
                filled.update(name for name, value in added(checked)[0].items() if value not in (None, []))
    assert filled >= {"status_list_issued_at", "status_list_sha256", "policy_unmet", "reasons", "as_of", "last_day"}


@pytest.mark.parametrize(
    "of",
    [
        pa.string(),
        pa.large_string(),
        pa.string_view(),
        pa.dictionary(pa.int8(), pa.string()),
        pa.dictionary(pa.int32(), pa.large_string()),
    ],
    ids=str,
)
def test_types_of_text(of: pa.DataType) -> None:
    whole = table(of=of)
    want = rows(verifier(), TEXTS)
    checked = check_table(verifier(), whole, "carrier", NOW, columns=ALL)
    assert checked.select(["sku", "carrier"]) == whole
    assert checked.schema.field("carrier").type == of
    assert added(checked) == want
    (batch,) = whole.to_batches()
    checked = check_table(verifier(), batch, "carrier", NOW, columns=ALL)
    assert isinstance(checked, pa.RecordBatch)
    assert added(checked) == want
    # Slices begin within buffers, and chunks within a slice of the work.
    assert added(check_table(verifier(), batch.slice(1, 4), "carrier", NOW, columns=ALL)) == want[1:5]
    pieces = pa.concat_tables([whole.slice(4), whole.slice(0, 3), whole.slice(0, 0)])
    assert added(check_table(verifier(), pieces, "carrier", NOW, columns=ALL)) == want[4:] + want[:3]


def test_chunks_with_dictionaries_of_their_own() -> None:
    of = pa.dictionary(pa.int32(), pa.string())
    chunks = [pa.array([TEXTS[0], TEXTS[1]]).cast(of), pa.array([TEXTS[4], None, TEXTS[0]]).cast(of)]
    checked = check_table(verifier(), pa.table({"carrier": pa.chunked_array(chunks)}), "carrier", NOW)
    assert checked["stands"].to_pylist() == [True, False, True, None, True]


@pytest.mark.parametrize("of", [pa.string(), pa.null()], ids=str)
@pytest.mark.parametrize("count", [0, 3, 100])
def test_nothing_but_nulls(count: int, of: pa.DataType) -> None:
    checked = check_table(verifier(), table([None] * count, of), "carrier", NOW)
    assert checked.schema.names == ["sku", "carrier", *table_schema().names]
    assert checked.num_rows == count
    assert all(column.null_count == count for column in checked.columns[2:])
    checked.validate(full=True)


def test_empty_tables_have_the_schema() -> None:
    for empty in (
        table([]),
        table([]).schema.empty_table(),
        pa.table({"sku": [], "carrier": pa.chunked_array([], "str")}),
    ):
        checked = check_table(verifier(), empty, "carrier", NOW, columns=ALL)
        assert checked.num_rows == 0
        assert pa.schema(list(checked.schema)[2:]) == table_schema(ALL)
    batch = pa.RecordBatch.from_pylist([], schema=table().schema)
    assert check_table(verifier(), batch, "carrier", NOW).num_rows == 0


def test_many_rows_on_many_threads_keep_their_order() -> None:
    texts = [carrier() if row % 3 else f"{row}" for row in range(20_000)]
    whole = table([*texts])
    checked = check_table(verifier(), whole, "carrier", NOW, columns=["stands", "text_bytes"], threads=7)
    assert checked["stands"].to_pylist() == [bool(row % 3) for row in range(20_000)]
    assert checked["text_bytes"].to_pylist() == list(map(len, texts))
    assert checked["sku"] == whole["sku"]
    alone = check_table(verifier(), whole, "carrier", NOW, columns=["stands", "text_bytes"], threads=1)
    assert alone == checked


def test_a_day_per_row() -> None:
    judge = verifier()
    days = [date(2026, 3, 1), None, date(2029, 1, 1), date(2026, 11, 22), date(2026, 11, 22), date(2027, 1, 1)]
    whole = table([carrier()] * 5 + [None]).append_column("supplied", pa.array(days, pa.date32()))
    want = [row(None if day is None else judge.check(carrier(), day)) for day in days[:5]] + [row(None)]
    for given in (whole, pa.concat_tables([whole.slice(0, 2), whole.slice(2)]), whole.combine_chunks().to_batches()[0]):
        assert added(check_table(judge, given, "carrier", "supplied", columns=ALL)) == want
    assert added(check_table(judge, whole.slice(2, 2), "carrier", "supplied", columns=ALL)) == want[2:4]
    assert {one["code"] for one in want} >= {"active", "expired", None}


def test_a_day_or_an_instant_for_all() -> None:
    judge = verifier()
    for at in (date(2029, 1, 1), NOW):
        assert added(check_table(judge, table(), "carrier", at, columns=ALL)) == rows(judge, TEXTS, at)
    before = datetime.now(timezone.utc).replace(microsecond=0)
    # Every row has the time of the call, not of its own check.
    (checked,) = set(check_table(judge, table([carrier()] * 1000), "carrier")["checked_at"].to_pylist())
    assert before <= checked <= datetime.now(timezone.utc)


def test_columns_and_prefix() -> None:
    whole = table().append_column("code", pa.array(["x"] * len(TEXTS)))
    columns = ["level", "code"]
    checked = check_table(verifier(), whole, "carrier", NOW, columns=iter(columns), prefix="label_")
    assert checked.schema.names == ["sku", "carrier", "code", "label_level", "label_code"]
    assert table_schema(columns, prefix="label_").names == ["label_level", "label_code"]
    assert check_table(verifier(), table(), "carrier", NOW, columns=[]) == table()
    assert "record" not in table_schema().names


def test_metadata_stays() -> None:
    whole = table().replace_schema_metadata({"shop": "1"})
    for given in (whole, whole.to_batches()[0]):
        assert check_table(verifier(), given, "carrier", NOW).schema.metadata == {b"shop": b"1"}


@pytest.mark.parametrize(
    ("arguments", "options", "error", "why"),
    [
        (("label",), {}, ValueError, "the table has no column 'label': it has 'sku', 'carrier', 'n', 'code', 'n'"),
        (("n",), {}, ValueError, "the table has 2 columns 'n': rename all but one"),
        (("code",), {}, TypeError, "column 'code' has the type int64, not string"),
        (("carrier",), {}, ValueError, "the table already has a column 'code': choose others by columns, or set a pre"),
        (("carrier", "sku"), {"prefix": "l_"}, TypeError, "column 'sku' has the type string, not date32"),
        (("carrier", "supplied"), {"prefix": "l_"}, ValueError, "the table has no column 'supplied'"),
        (("carrier", datetime(2026, 1, 1)), {"prefix": "l_"}, ValueError, "no time zone"),  # noqa: DTZ001
        (("carrier", 3), {"prefix": "l_"}, TypeError, "not int"),
        (("carrier", date(2009, 12, 31)), {"prefix": "l_"}, BadValueError, "is 14609, not in 14610 to 65535"),
        (("carrier",), {"columns": ["codes"]}, BadValueError, 'the record has no column "codes"'),
        (("carrier",), {"columns": ["level", "level"]}, BadValueError, 'the column "level" is named twice'),
        (("carrier",), {"columns": "level"}, TypeError, "use ['level']"),
        (("carrier",), {"columns": [], "threads": 0}, ValueError, "threads is 0: at least one is needed"),
    ],
)
def test_errors(arguments: tuple[Any, ...], options: dict[str, Any], error: type[Exception], why: str) -> None:
    wide = table().append_column("n", pa.array([1] * len(TEXTS)))
    wide = wide.append_column("code", pa.array([1] * len(TEXTS))).append_column("n", pa.array([1] * len(TEXTS)))
    with pytest.raises(error, match=re.escape(why)):
        check_table(verifier(), wide, *arguments, **options)


@pytest.mark.parametrize(
    "values", [[b"x"], [1], [["x"]], [{"text": "x"}], [True], [1.5], [NOW]], ids=lambda values: type(values[0]).__name__
)
def test_columns_of_other_types(values: list[Any]) -> None:
    with pytest.raises(TypeError, match=r"column 'carrier' has the type .*, not string"):
        check_table(verifier(), pa.table({"carrier": values}), "carrier", NOW)


def test_tables_of_other_libraries() -> None:
    others: tuple[Any, ...] = ({"carrier": []}, [carrier()], None)
    for wrong in others:
        with pytest.raises(TypeError, match=f"not {type(wrong).__name__}: convert it with"):
            check_table(verifier(), wrong, "carrier", NOW)


def test_a_day_that_no_label_can_claim() -> None:
    days = pa.array([NOW.date(), date(2149, 6, 7)], pa.date32())
    whole = pa.table({"carrier": [carrier()] * 2, "day": days})
    with pytest.raises(BadValueError, match="is 65536, not in 14610 to 65535") as refused:
        check_table(verifier(), whole, "carrier", "day")
    assert refused.value.code is Code.BAD_VALUE
    # A day is not looked at where there is no text.
    whole = pa.table({"carrier": [carrier(), None], "day": days})
    assert check_table(verifier(), whole, "carrier", "day")["stands"].to_pylist() == [True, None]


def test_bytes_that_are_not_utf_8() -> None:
    offsets = pa.array([0, 2, 5], pa.int32()).buffers()[1]
    broken = pa.Array.from_buffers(pa.string(), 2, [None, offsets, pa.py_buffer(b"\xff\xfeabc")])
    got = check_table(verifier(), pa.table({"carrier": broken}), "carrier", NOW, columns=["code", "text_bytes"])
    assert got["code"].to_pylist() == ["not-a-label"] * 2
    assert got["text_bytes"].to_pylist() == [6, 3]


def test_long_texts(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = table(["x" * 5_000_000, carrier()])
    assert check_table(verifier(), whole, "carrier", NOW)["code"].to_pylist() == ["too-long", "active"]
    monkeypatch.setattr(_table, "MOST_BYTES", 1_000_000)
    with pytest.raises(BadValueError, match=r"2 texts have 50.* bytes, more than 1000000: a label has at most"):
        check_table(verifier(), whole, "carrier", NOW)


def test_a_closed_verifier() -> None:
    judge = verifier()
    judge.close()
    with pytest.raises(ValueError, match="closed"):
        check_table(judge, table(), "carrier", NOW)


def test_all_rows_are_checked_against_the_lists_held_at_the_start() -> None:
    story = read("stories/restart")
    text = story["steps"][-3]["text"]
    trust, status = (bytes.fromhex(step["hex"]) for step in story["steps"][:2])
    whole, seen = table([text] * 5_000), set()
    for _ in range(20):
        judge = Verifier(bytes.fromhex(story["anchor"]))

        def update(judge: Verifier = judge) -> None:
            judge.update_trust(trust, NOW)
            judge.update_status(status, NOW)

        updater = threading.Timer(0.02, update)
        updater.start()
        codes = set(check_table(judge, whole, "carrier", NOW, columns=["code"])["code"].to_pylist())
        updater.join()
        assert len(codes) == 1
        seen |= codes
        assert check_table(judge, table([text]), "carrier", NOW)["code"].to_pylist() == ["revoked"]
    assert "status-unknown" in seen


def test_without_pyarrow() -> None:
    """Everything else works where pyarrow is not installed."""
    lines = (
        "import sys; sys.modules['pyarrow'] = None\n"
        "import starseal, starseal.spark\n"
        "try: starseal.table_schema()\n"
        "except ImportError as error: print(error)\n"
    )
    ran = subprocess.run([sys.executable, "-W", "error", "-c", lines], capture_output=True, text=True, check=False)
    assert (ran.stdout, ran.stderr) == ("this needs pyarrow: install it with pip install 'starseal[arrow]'\n", "")


def test_the_reference_has_every_column() -> None:
    text = (ROOT / "docs/reference/record.md").read_text(encoding="utf-8")
    part = text.split("## As columns", 1)[1].split("\n## ", 1)[0]
    shown = [(name, of) for name, of in re.findall(r"^\| `(\w+)` \| ([^|]+) \|", part, re.MULTILINE)]
    spelled = {"timestamp[us, tz=UTC]": "timestamp", "list<item: string>": "list of string", "date32[day]": "date32"}
    fields = [(field.name, str(field.type)) for field in table_schema(ALL)]
    assert shown == [(name, re.sub(r"list<.*", "list of string", spelled.get(of, of))) for name, of in fields]
