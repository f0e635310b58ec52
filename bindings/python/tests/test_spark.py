"""Checks on a cluster of Spark with two workers, of which one dies."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from datetime import date
from typing import Any

import pyarrow as pa
import pytest
from pyspark.errors import PythonException
from pyspark.sql import DataFrame, SparkSession

import vectors
from cluster import Cluster, cluster, session
from starseal import BadValueError, Policy, StateError, TrustListError, Verifier, check_table, table_schema
from starseal.spark import check_frame
from vectors import NOW, carrier, named, read, trust

pytestmark = pytest.mark.filterwarnings(
    "ignore:PySpark does not yet fully support pandas:FutureWarning", "ignore::ResourceWarning"
)
COUNT = 50_000
ALL = [*table_schema().names, "record"]


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    with cluster(tmp_path_factory.mktemp("cluster")) as made:
        yield made


@pytest.fixture(scope="module")
def spark(running: Cluster) -> Iterator[SparkSession]:
    with session(running.master) as made:
        yield made


def texts(count: int) -> list[str]:
    """Returns texts with every outcome that one trust list can give, most of them genuine labels."""
    found = [read(f"vectors/{name}") for name in named("vectors")]
    strange = [one["input"]["text"] for one in found if one["kind"] == "label" and one["trust"] == "jc-star"]
    assert len(strange) > 200
    return [carrier() if row % 8 else strange[row // 8 % len(strange)] for row in range(count)]


def in_order(frame: DataFrame) -> pa.Table:
    return frame.toArrow().sort_by("id")


def test_values_of_every_type(spark: SparkSession) -> None:
    """The rows are those of one machine, with status lists, a policy, nulls, and a day per row."""
    story = read("stories/restart")
    anchor, text = bytes.fromhex(story["anchor"]), story["steps"][-3]["text"]
    judge = Verifier(anchor)
    lists = [bytes.fromhex(step["hex"]) for step in story["steps"][:2]]
    judge.update_trust(lists[0], NOW)
    judge.update_status(lists[1], NOW)
    judge.policy = Policy(minimum_level=2)
    days = [NOW.date(), None, date(2029, 1, 1), NOW.date()]
    whole = pa.table(
        {
            "id": pa.array(range(4), pa.int64()),
            "carrier": [text, text, carrier(), None],
            "supplied": pa.array(days, pa.date32()),
            "code": pa.array(["a", "b", "c", None]),
        }
    )
    frame = spark.createDataFrame(whole)
    given: dict[str, Any] = {"anchor": anchor, "state": judge.export_state(), "policy": judge.policy}
    codes: set[str | None] = set()
    for at in (NOW, date(2026, 11, 22), "supplied"):
        checked = check_frame(frame, "carrier", at, columns=ALL, prefix="label_", **given)
        want = check_table(judge, whole, "carrier", at, columns=ALL, prefix="label_")
        assert in_order(checked).cast(want.schema) == want
        codes.update(want["label_code"].to_pylist())
    assert codes >= {"revoked", None}


def test_one_instant_for_all_partitions(spark: SparkSession) -> None:
    frame = spark.createDataFrame(pa.table({"carrier": [carrier()] * 4})).repartition(4)
    checked = check_frame(frame, "carrier", anchor=trust("jc-star"))
    first = checked.select("checked_at").distinct().collect()
    time.sleep(1.1)
    assert checked.select("checked_at").distinct().collect() == first
    assert len(first) == 1


def test_faults_are_found_before_a_job_runs(spark: SparkSession) -> None:
    frame = spark.createDataFrame(pa.table({"carrier": [carrier()], "n": [1]}))
    anchor = trust("jc-star")
    with pytest.raises(ValueError, match="the table has no column 'label': it has 'carrier', 'n'"):
        check_frame(frame, "label", anchor=anchor)
    with pytest.raises(TypeError, match="column 'n' has Spark's type bigint: the texts are a string, days a date"):
        check_frame(frame, "n", anchor=anchor)
    with pytest.raises(BadValueError, match='no column "codes"'):
        check_frame(frame, "carrier", anchor=anchor, columns=["codes"])
    with pytest.raises(TrustListError):
        check_frame(frame, "carrier", anchor=b"x")
    with pytest.raises(StateError):
        check_frame(frame, "carrier", anchor=anchor, state=b"x")
    with pytest.raises(BadValueError):
        check_frame(frame, "carrier", date(1999, 1, 1), anchor=anchor)


def test_a_day_that_no_label_can_claim_fails_the_job(spark: SparkSession) -> None:
    frame = spark.createDataFrame(pa.table({"carrier": [carrier()], "day": [date(2009, 12, 31)]}))
    with pytest.raises(PythonException, match="14609, not in 14610 to 65535"):
        check_frame(frame, "carrier", "day", anchor=trust("jc-star")).collect()


def test_a_worker_that_dies_loses_nothing(spark: SparkSession, running: Cluster) -> None:
    whole = pa.table({"id": pa.array(range(COUNT), pa.int64()), "carrier": texts(COUNT)})
    frame = spark.createDataFrame(whole).repartition(25).cache()
    assert frame.count() == COUNT
    done: list[tuple[int, int]] = []

    def kill_one() -> None:
        tracker, before = spark.sparkContext.statusTracker(), time.monotonic()
        while time.monotonic() < before + 120:
            for stage in tracker.getActiveStageIds():
                info = tracker.getStageInfo(stage)
                if info is not None and info.numTasks == 25 and info.numCompletedTasks >= 3:
                    running.kill("worker-1")
                    done.append((info.numCompletedTasks, info.numTasks))
                    return
            time.sleep(0.002)

    killer = threading.Thread(target=kill_one)
    killer.start()
    checked = in_order(check_frame(frame, "carrier", NOW, anchor=trust("jc-star")))
    killer.join()
    ((completed, tasks),) = done
    assert completed < tasks, "the worker was killed after the work"
    # Spark counts the driver among its executors.
    assert len(spark.sparkContext._jsc.sc().statusTracker().getExecutorInfos()) == 2
    want = check_table(vectors.verifier(), whole, "carrier", NOW)
    assert checked.cast(want.schema) == want
    assert len(set(want["code"].to_pylist())) > 10
