"""Shows where the processor time of a Spark job goes, by thread: python bench_spark.py [ROWS].

Spark runs in one process with one core, and checks the same table three times. Processor time is what other work on the
machine disturbs least. Linux only.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from cluster import session
from starseal import Verifier, check_table
from starseal.spark import check_frame
from vectors import NOW, carrier, trust

FILES = 5
TICK = 1 / os.sysconf("SC_CLK_TCK")


def main() -> None:
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    verifier, table = Verifier(trust("jc-star")), pa.table({"carrier": [carrier()] * rows})
    with tempfile.TemporaryDirectory() as folder, session("local[1]") as spark:
        step = -(-rows // FILES)
        for number in range(FILES):
            part = table.slice(number * step, step)
            pq.write_table(part, Path(folder) / f"{number}.parquet", use_dictionary=False)
        checked = check_frame(spark.read.parquet(folder), "carrier", NOW, anchor=trust("jc-star"))
        print(f"{rows:,} labels on one core; microseconds of processor time a label")
        for turn in range(1, 4):
            before = time.process_time()
            check_table(verifier, table, "carrier", NOW, threads=1)
            here = (time.process_time() - before) / rows * 1e6
            earlier = used()
            checked.write.format("noop").mode("overwrite").save()
            spent = Counter[str]()
            for thread, seconds in used().items():
                spent[thread[2]] += round((seconds - earlier.get(thread, 0)) / rows * 1e6)
            most = ", ".join(f"{name} {each}" for name, each in spent.most_common(6))
            print(f"  {turn}: check_table {here:.0f}; Spark {spent.total()}: {most}", flush=True)


def used() -> dict[tuple[int, int, str], float]:
    """Returns the processor time of each thread of the processes that this one has started, in seconds."""
    parents = {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            parents[int(folder.name)] = int(fields(folder / "stat")[1])
        except OSError:  # it has ended
            continue
    ours = {os.getpid()}
    while more := {one for one, parent in parents.items() if parent in ours} - ours:
        ours |= more
    found = {}
    for process in ours:
        for task in Path(f"/proc/{process}/task").glob("*"):
            try:
                name = (task / "comm").read_text().strip()
                stat = fields(task / "stat")
            except OSError:
                continue
            found[process, int(task.name), name] = (int(stat[11]) + int(stat[12])) * TICK
    return found


def fields(stat: Path) -> list[str]:
    """Returns the fields behind the name of a process or thread, which may have blanks."""
    return stat.read_text().rpartition(")")[2].split()


if __name__ == "__main__":
    main()
