"""Checks of the texts in a DataFrame of Apache Spark 4, on all its workers.

```python
from pathlib import Path
from starseal.spark import check_frame

anchor, state = Path("trust.cbor").read_bytes(), Path("back-office.state").read_bytes()
checked = check_frame(stock, "carrier", anchor=anchor, state=state)
checked.groupBy("code").count().show()
```

Every worker needs this package: `pip install 'starseal[spark]'`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timezone
from functools import cached_property
from typing import TYPE_CHECKING, Any

from ._crossing import When
from ._policy import Policy
from ._table import check_table, table_schema
from ._verifier import Verifier

if TYPE_CHECKING:
    import pyarrow as pa
    from pyspark.sql import DataFrame
    from pyspark.sql.types import DataType

__all__ = ["check_frame"]


def check_frame(
    frame: DataFrame,
    column: str,
    at: When | str | None = None,
    *,
    anchor: bytes,
    state: bytes | None = None,
    policy: Policy | None = None,
    columns: Iterable[str] | None = None,
    prefix: str = "",
) -> DataFrame:
    """Checks the texts in a column of type `string` of a Spark DataFrame. Returns the DataFrame with the columns of the
    record behind its own. Each row is what `check_table` returns for it, with the same `at`, `columns` and `prefix`;
    without `at`, all rows are checked for the time of this call, whenever Spark computes them.

    `anchor`, `state` and `policy` are those of a `Verifier`: its first trust list, what `export_state` returned, and
    what it asks for. Look first at the outcomes that `Verifier.restored` returns for the state: a list in it that is
    refused is not used. They are broadcast. Each Python process of a worker verifies them once, and checks in one
    thread, because Spark starts a process for each core.

    Raises what `Verifier.restored` and `check_table` raise, before Spark is asked for anything, except for values in
    the rows: a day that no label can claim makes the job fail. The session is one with a `SparkContext`, not one of
    Spark Connect.
    """
    from pyspark.sql.types import StructField, StructType

    lists = _Lists(anchor, state, policy)
    added = table_schema(columns, prefix=prefix)
    names = [name.removeprefix(prefix) for name in added.names]
    when: When | str = datetime.now(timezone.utc) if at is None else at
    # The same check as on a worker, over a table without rows: it finds wrong columns and lists now.
    check_table(lists.verifier, _empty(frame, column, when), column, when, columns=names, prefix=prefix)
    shared = frame.sparkSession.sparkContext.broadcast(lists)

    def check(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        verifier = shared.value.verifier
        for batch in batches:
            yield check_table(verifier, batch, column, when, columns=names, prefix=prefix, threads=1)

    fields = [StructField(field.name, _spark_type(field.type)) for field in added]
    return frame.mapInArrow(check, StructType([*frame.schema.fields, *fields]))


@dataclass(frozen=True)
class _Lists:
    """What a verifier is made from. Its pickle has this, and not the verifier."""

    anchor: bytes
    state: bytes | None
    policy: Policy | None

    @cached_property
    def verifier(self) -> Verifier:
        verifier = Verifier(self.anchor)
        if self.state is not None:
            verifier.restore(self.state)
        if self.policy is not None:
            verifier.policy = self.policy
        return verifier

    def __getstate__(self) -> dict[str, Any]:
        return {"anchor": self.anchor, "state": self.state, "policy": self.policy}


def _empty(frame: DataFrame, column: str, at: When | str) -> pa.Table:
    """Returns a table without rows that has a frame's names, and the types of the columns that a check reads."""
    import pyarrow as pa

    types = {"string": pa.string(), "date": pa.date32()}
    read = {column, at}
    fields = []
    for field in frame.schema.fields:
        name = field.dataType.simpleString()
        if field.name in read and name not in types:
            raise TypeError(f"column {field.name!r} has Spark's type {name}: the texts are a string, days a date")
        fields.append((field.name, types.get(name, pa.null())))
    return pa.schema(fields).empty_table()


def _spark_type(of: pa.DataType) -> DataType:
    import pyarrow as pa
    from pyspark.sql import types

    known: dict[pa.DataType, DataType] = {
        pa.string(): types.StringType(),
        pa.list_(pa.string()): types.ArrayType(types.StringType()),
        pa.bool_(): types.BooleanType(),
        pa.int64(): types.LongType(),
        pa.date32(): types.DateType(),
        pa.timestamp("us", "UTC"): types.TimestampType(),
    }
    return known[of]
