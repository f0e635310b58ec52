"""Checks of the texts in a table of Apache Arrow."""

from __future__ import annotations

import os
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any, TypeVar

from . import _raw as raw
from ._code import Code
from ._crossing import MOST_BYTES, When, when_of
from ._errors import BadValueError, converted
from ._verifier import Verifier

if TYPE_CHECKING:
    import pyarrow as pa

    Table = TypeVar("Table", bound=pa.Table | pa.RecordBatch)

# A slice is one call into Rust. It is large enough that the call costs nothing, and small enough that threads end
# together, that Ctrl-C is heard, and that 32-bit offsets suffice for a slice of records.
_MOST_ROWS = 8192
_LEAST_ROWS = 64


def check_table(
    verifier: Verifier,
    table: Table,
    column: str,
    at: When | str | None = None,
    *,
    columns: Iterable[str] | None = None,
    prefix: str = "",
    threads: int | None = None,
) -> Table:
    """Checks the texts in a column of a pyarrow `Table` or `RecordBatch`, on all cores, against the lists held when the
    call starts. Returns the table with the columns of the record behind its own, as `table_schema` describes them. The
    rows keep their order, and other Python threads run meanwhile.

    ```python
    checked = starseal.check_table(verifier, stock, "carrier", columns=["code", "stands", "product_id", "last_day"])
    ```

    The column has the type `string`, `large_string` or `string_view`, or is a dictionary of one of these. `at` is as
    for `Verifier.check`, or the name of a column of type `date32` with a day for each row. A row whose text or day is
    null has null in every column of the record, because nothing was checked: `stands` is then neither true nor false.

    `columns` are the names of the columns to add, in their order; by default all but `record`. `prefix` comes before
    each name, for a table that has columns of the same name. `threads` is the number of threads, by default one for
    each core.

    Raises `BadValueError` for a day that no label can claim and for a column that the record does not have,
    `TypeError` for a table or a column of another type, `ValueError` for a name that the table lacks or has already.
    Raises `ImportError` where pyarrow is not installed.
    """
    pa = _pyarrow()
    if not isinstance(table, pa.Table | pa.RecordBatch):
        raise TypeError(
            f"the table is a pyarrow.Table or a pyarrow.RecordBatch, not {type(table).__name__}: convert it with"
            " pyarrow.Table.from_pandas(frame), or frame.to_arrow() of Polars and DuckDB"
        )
    fields = _fields(columns)
    schema = _schema(fields, prefix)
    texts = _column(table, column)
    _require_text(column, texts.type)
    days = None
    if isinstance(at, str):
        days = _column(table, at)
        if days.type != pa.date32():
            raise TypeError(
                f"column {at!r} has the type {days.type}, not date32: a day per row is a date in the scheme's own time"
                " zone"
            )
    for name in schema.names:
        if name in table.schema.names:
            raise ValueError(f"the table already has a column {name!r}: choose others by columns, or set a prefix")
    with converted():
        # With a day per row, the time is not used.
        when = when_of(None if isinstance(at, str) else at)
        checker = raw.TableChecker(verifier._open(), when, [field.name for field in fields])
        parts = _checked(checker, texts, days, schema, _count(threads))
    added = pa.Table.from_batches(parts, schema)
    if isinstance(table, pa.RecordBatch):
        arrays = [_one_array(each) for each in added.columns]
        whole = pa.schema([*table.schema, *schema], table.schema.metadata)
        batch: Table = pa.RecordBatch.from_arrays([*table.columns, *arrays], schema=whole)
        return batch
    for field, values in zip(schema, added.columns, strict=True):
        table = table.append_column(field, values)
    return table


def table_schema(columns: Iterable[str] | None = None, *, prefix: str = "") -> pa.Schema:
    """Returns the pyarrow schema of the columns that `check_table` adds: by default all but `record`. The reference of
    the record says what each of them means.

    Raises `BadValueError` for a column that the record does not have, and `ImportError` where pyarrow is not installed.
    """
    return _schema(_fields(columns), prefix)


def _fields(columns: Iterable[str] | None) -> list[raw.ColumnField]:
    if isinstance(columns, str):
        raise TypeError(f"columns is an iterable of names, not one name: use [{columns!r}]")
    with converted():
        return raw.table_columns(None if columns is None else list(columns))


def _schema(fields: list[raw.ColumnField], prefix: str) -> pa.Schema:
    pa = _pyarrow()
    types = {
        raw.ColumnType.TEXT: pa.string(),
        raw.ColumnType.TEXT_LIST: pa.list_(pa.string()),
        raw.ColumnType.BOOLEAN: pa.bool_(),
        raw.ColumnType.INTEGER: pa.int64(),
        raw.ColumnType.DAY: pa.date32(),
        raw.ColumnType.INSTANT: pa.timestamp("us", "UTC"),
    }
    return pa.schema([(prefix + field.name, types[field.column_type]) for field in fields])


def _pyarrow() -> Any:  # noqa: ANN401
    # pyarrow is not needed for anything else, and takes tens of times the space of this package.
    try:
        import pyarrow as pa
        import pyarrow.compute
    except ModuleNotFoundError as missing:
        raise ImportError("this needs pyarrow: install it with pip install 'starseal[arrow]'") from missing
    return pa


def _column(table: pa.Table | pa.RecordBatch, name: str) -> pa.ChunkedArray | pa.Array:
    """Returns the column of a name, of which the table must have one."""
    found = table.schema.get_all_field_indices(name)
    if len(found) == 1:
        return table.column(found[0])
    if found:
        raise ValueError(f"the table has {len(found)} columns {name!r}: rename all but one")
    raise ValueError(f"the table has no column {name!r}: it has {', '.join(map(repr, table.schema.names)) or 'none'}")


def _require_text(name: str, of: pa.DataType) -> None:
    types = _pyarrow().types
    values = of.value_type if types.is_dictionary(of) else of
    # A column with nothing but nulls has the type null, because nothing says what the values would be.
    is_text = types.is_string(values) or types.is_large_string(values) or types.is_string_view(values)
    if not (is_text or types.is_null(values)):
        raise TypeError(f"column {name!r} has the type {of}, not string: name the column with the texts of the symbols")


def _count(threads: int | None) -> int:
    if threads is None:
        try:
            return len(os.sched_getaffinity(0))
        except AttributeError:  # not on macOS and Windows
            return os.cpu_count() or 1
    if threads < 1:
        raise ValueError(f"threads is {threads}: at least one is needed")
    return threads


def _checked(
    checker: raw.TableChecker,
    texts: pa.ChunkedArray | pa.Array,
    days: pa.ChunkedArray | pa.Array | None,
    schema: pa.Schema,
    threads: int,
) -> list[pa.RecordBatch]:
    """Checks the texts in slices, each in a thread, and returns the slices in their order."""
    rows = len(texts)
    step = min(max(-(-rows // threads), _LEAST_ROWS), _MOST_ROWS)

    def check(start: int) -> pa.RecordBatch:
        slice_of_days = None if days is None else days.slice(start, step)
        return _check_slice(checker, texts.slice(start, step), slice_of_days, schema)

    starts = range(0, rows, step)
    if threads == 1 or len(starts) <= 1:
        return [check(start) for start in starts]
    with ThreadPoolExecutor(threads, "starseal") as pool:
        parts = [pool.submit(check, start) for start in starts]
        try:
            return [part.result() for part in parts]
        except BaseException:
            # After an error, or Ctrl-C, the slices that have not begun are not checked.
            pool.shutdown(wait=False, cancel_futures=True)
            raise


def _check_slice(
    checker: raw.TableChecker,
    texts: pa.ChunkedArray | pa.Array,
    days: pa.ChunkedArray | pa.Array | None,
    schema: pa.Schema,
) -> pa.RecordBatch:
    pa = _pyarrow()
    texts = _one_array(_plain(texts))
    valid = texts.is_valid()
    if days is not None:
        days = _one_array(days)
        valid = pa.compute.and_(valid, days.is_valid())
    all_valid = valid.true_count == len(valid)
    if not all_valid:
        # Only texts with a value cross, so that Rust has no nulls to treat.
        texts = texts.filter(valid)
        days = None if days is None else days.filter(valid)
    columns = checker.check(*_large_string(texts), b"" if days is None else _buffer(days, 1, 4))
    arrays = [_array(field.type, len(texts), each.buffers) for field, each in zip(schema, columns, strict=True)]
    checked = pa.RecordBatch.from_arrays(arrays, schema=schema)
    if all_valid:
        return checked
    places = pa.compute.subtract(pa.compute.cumulative_sum(valid.cast(pa.int64())), 1)
    return checked.take(pa.compute.if_else(valid, places, None))


def _plain(texts: pa.ChunkedArray | pa.Array) -> pa.ChunkedArray | pa.Array:
    """Returns texts as `large_string`, whatever type of text they have."""
    pa = _pyarrow()
    if pa.types.is_dictionary(texts.type):
        texts = texts.cast(texts.type.value_type)
    return texts.cast(pa.large_string())


def _one_array(values: pa.ChunkedArray | pa.Array) -> pa.Array:
    one: pa.Array = values.combine_chunks() if hasattr(values, "combine_chunks") else values
    return one


def _large_string(texts: pa.Array) -> tuple[bytes, bytes]:
    """Returns the buffers that Rust reads: the bytes of the texts, and one offset more than there are texts."""
    if len(texts) == 0:
        return b"", b""
    offsets = _buffer(texts, 1, 8, of=len(texts) + 1)
    start, end = memoryview(offsets).cast("q")[0], memoryview(offsets).cast("q")[-1]
    if end - start > MOST_BYTES:
        raise BadValueError(
            Code.BAD_VALUE,
            f"{len(texts)} texts have {end - start} bytes, more than {MOST_BYTES}: a label has at most 1,024"
            " characters, so this is not the column of the labels",
        )
    data = texts.buffers()[2]
    return (b"" if data is None else data.slice(start, end - start).to_pybytes()), offsets


def _buffer(values: pa.Array, number: int, size: int, of: int | None = None) -> bytes:
    """Returns the part of a buffer with `size` bytes a value that an array looks at."""
    count = len(values) if of is None else of
    buffer = values.buffers()[number]
    part: bytes = buffer.slice(values.offset * size, count * size).to_pybytes()
    return part


def _array(of: pa.DataType, rows: int, buffers: list[bytes]) -> pa.Array:
    """Makes an array over buffers from Rust, without a copy."""
    pa = _pyarrow()
    held = [pa.py_buffer(each) for each in buffers]
    if not pa.types.is_list(of):
        return pa.Array.from_buffers(of, rows, held)
    valid, ends, text_ends, bytes_of_texts = held
    items = pa.Array.from_buffers(of.value_type, text_ends.size // 4 - 1, [None, text_ends, bytes_of_texts])
    return pa.Array.from_buffers(of, rows, [valid, ends], children=[items])
