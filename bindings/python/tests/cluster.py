"""A cluster of Spark on this machine: a master and two workers, each a process of its own, as on three machines."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pyspark
from pyspark.sql import SparkSession

HOME = Path(pyspark.__file__).parent
DEADLINE = 120
LOOPBACK = "127.0.0.1"


class Cluster:
    """The processes of a cluster, each the leader of a group that has what it started."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.processes: dict[str, subprocess.Popen[bytes]] = {}
        self.master = ""

    def start(self, name: str, kind: str, *arguments: str, ready: str) -> str:
        """Starts a process, waits until its log has a line of this form, and returns what the form finds."""
        log = self.folder / f"{name}.log"
        command: list[str | Path] = [
            HOME / "bin/spark-class",
            f"org.apache.spark.deploy.{kind}",
            "--host",
            LOOPBACK,
            "--port",
            "0",
        ]
        with log.open("wb") as out:
            self.processes[name] = subprocess.Popen(
                [*command, "--webui-port", "0", *arguments],
                stdout=out,
                stderr=out,
                env=environment(),
                start_new_session=True,
            )
        deadline = time.monotonic() + DEADLINE
        while not (found := re.search(ready, log.read_text(errors="replace"))):
            if self.processes[name].poll() is not None or time.monotonic() > deadline:
                raise AssertionError(f"{name} did not start:\n{log.read_text(errors='replace')}")
            time.sleep(0.05)
        return found[1]

    def kill(self, name: str) -> None:
        """Kills a process, and what it started, as if the machine had lost its power."""
        process = self.processes.pop(name)
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


@contextmanager
def cluster(folder: Path, workers: int = 2) -> Iterator[Cluster]:
    """Starts a cluster whose workers have one core each."""
    made = Cluster(folder)
    try:
        made.master = made.start("master", "master.Master", ready=r"Starting Spark master at (spark://\S+)")
        for number in range(workers):
            here = ["--cores", "1", "--memory", "600m", "--work-dir", str(folder / f"work-{number}")]
            made.start(
                f"worker-{number}", "worker.Worker", *here, made.master, ready="(Successfully registered) with master"
            )
        yield made
    finally:
        for name in list(made.processes):
            made.kill(name)


@contextmanager
def session(master: str) -> Iterator[SparkSession]:
    """Connects to a cluster, or starts one in the same process: `local[1]`."""
    os.environ.update(environment())
    builder = SparkSession.builder.master(master).appName("starseal")
    settings = {
        "spark.driver.bindAddress": LOOPBACK,
        "spark.driver.host": LOOPBACK,
        "spark.executor.memory": "500m",
        "spark.log.level": "ERROR",
        "spark.sql.session.timeZone": "UTC",
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
    }
    for name, value in settings.items():
        builder = builder.config(name, value)
    spark = builder.getOrCreate()
    try:
        yield spark
    finally:
        spark.stop()


def environment() -> dict[str, str]:
    """Returns the environment of every process: the Python of this one, and Spark of its package."""
    python = sys.executable
    ours = {"PYSPARK_PYTHON": python, "PYSPARK_DRIVER_PYTHON": python, "SPARK_LOCAL_IP": LOOPBACK}
    # The master and the workers only start other processes.
    daemons = {"SPARK_DAEMON_JAVA_OPTS": "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC", "SPARK_DAEMON_MEMORY": "256m"}
    return {**os.environ, **ours, **daemons, "SPARK_HOME": str(HOME)}
