"""Measures checks of a table, here and on a cluster of Spark on this machine: python bench_table.py [ROWS].

The cluster has a worker with one core for each core of the machine. It reads Parquet and throws its results away, so
that what is measured is the check, and what Spark takes to bring texts to Python and columns back.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
from pyspark.sql import DataFrame

from cluster import cluster, session
from starseal import Verifier, check_table, table_schema
from starseal.spark import check_frame
from vectors import NOW, carrier, trust

CORES = len(os.sched_getaffinity(0))
NARROW = ["code", "stands", "product_id", "last_day"]


def main() -> None:
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    verifier, whole = Verifier(trust("jc-star")), pa.table({"carrier": [carrier()] * rows})
    few = whole.slice(0, rows // 10)
    assert check_table(verifier, few.slice(0, 1), "carrier", NOW)["stands"].to_pylist() == [True], "nothing is measured"
    print(f"{rows:,} labels, {CORES} cores; labels a second and core, and the ratio to check_table")

    def texts() -> list[str]:
        listed: list[str] = few["carrier"].to_pylist()
        return listed

    every = [*table_schema().names, "record"]
    here = partial(check_table, verifier, column="carrier", at=NOW)
    base = rate(lambda: here(table=few), len(few), CORES)
    show("check_table, all columns but record", base, base)
    show("  on one thread", rate(lambda: here(table=few, threads=1), len(few), 1), base)
    show("  four columns", rate(lambda: here(table=few, columns=NARROW), len(few), CORES), base)
    show("  with record", rate(lambda: here(table=few, columns=every), len(few), CORES), base)
    many = rate(lambda: [one.last_day for one in verifier.check_many(texts(), NOW)], len(few), CORES)
    show("check_many, and the last day of each", many, base)
    with tempfile.TemporaryDirectory() as folder:
        on_spark(Path(folder), whole, lambda: here(table=whole))


def on_spark(folder: Path, whole: pa.Table, here: Callable[[], object]) -> None:
    """Checks the whole table here and on Spark, in turns."""
    files = folder / "texts"
    files.mkdir()
    step = -(-len(whole) // (10 * CORES))
    for number, start in enumerate(range(0, len(whole), step)):
        pq.write_table(whole.slice(start, step), files / f"{number}.parquet", use_dictionary=False)
    with cluster(folder, workers=CORES) as running, session(running.master) as spark:
        frame = spark.read.parquet(str(files))
        started = time.perf_counter()
        save(check_frame(frame.limit(1000), "carrier", NOW, anchor=trust("jc-star")))
        print(f"  (Spark's first job, with the start of its processes: {time.perf_counter() - started:.1f} s)")
        checked = check_frame(frame, "carrier", NOW, anchor=trust("jc-star"))
        for _ in range(2):
            base = rate(here, len(whole), CORES)
            show("check_table, all rows", base, base)
            show("Spark, all rows", rate(partial(save, checked), len(whole), CORES), base)


def save(checked: DataFrame) -> None:
    checked.write.format("noop").mode("overwrite").save()


def rate(work: Callable[[], object], rows: int, cores: int) -> float:
    """Returns the rows a second and core. One run is long enough."""
    started = time.perf_counter()
    work()
    return rows / (time.perf_counter() - started) / cores


def show(name: str, measured: float, base: float) -> None:
    print(f"  {name:<40}{measured:>10,.0f}{measured / base:>8.2f}", flush=True)


if __name__ == "__main__":
    main()
