"""Measures checks of a label and of a frame against the same checks in Rust: python bench.py RATIO FOLDER.

RATIO is the program of the example `ratio` in starseal-ffi. FOLDER is the folder that it wrote.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import datetime, timezone
from pathlib import Path
from statistics import median

from starseal import FrameScanner, ImageVerdicts, Verifier

LABELS = 2_000
FRAMES = 10
WIDTH, HEIGHT = 1280, 720


def nanoseconds(work: Callable[[], object], of: int) -> float:
    """Returns the median time of one operation, where each call of `work` does `of` operations."""
    times = []
    for _ in range(21):
        started = time.perf_counter_ns()
        work()
        times.append((time.perf_counter_ns() - started) / of)
    return median(times)


def main() -> None:
    program, folder = sys.argv[1], Path(sys.argv[2])
    measured = subprocess.run([program, "measure", folder], capture_output=True, text=True, check=True).stdout
    rust = {name: float(value) for name, value in (line.split() for line in measured.splitlines())}

    verifier = Verifier((folder / "trust-list").read_bytes())
    text, frame = (folder / "label").read_text(), (folder / "frame").read_bytes()
    now = datetime.fromtimestamp(int((folder / "now").read_text()), timezone.utc)
    texts = [text] * LABELS
    assert verifier.check(text, now).stands, "nothing would be measured"

    scanner = FrameScanner(verifier)

    def scan() -> ImageVerdicts:
        return scanner.check_frame(frame, width=WIDTH, height=HEIGHT, at=now)

    assert len(scan().labels) == 1, "nothing would be measured"

    checks: dict[str, Callable[[], object]] = {
        "check": lambda: [verifier.check(one, now) for one in texts],
        "check, and its code": lambda: [verifier.check(one, now).code for one in texts],
        "check_many": lambda: verifier.check_many(texts, now),
        "check_many, and their codes": lambda: [one.code for one in verifier.check_many(texts, now)],
    }
    print(f"{len(os.sched_getaffinity(0))} cores; Rust has one thread")
    show("check in Rust", rust["check"], rust["check"])
    for name, check in checks.items():
        show(name, nanoseconds(check, LABELS), rust["check"])
    show("check_frame in Rust", rust["scan"], rust["scan"])
    show("check_frame", nanoseconds(lambda: [scan() for _ in range(FRAMES)], FRAMES), rust["scan"])


def show(name: str, took: float, in_rust: float) -> None:
    print(f"  {name:<30}{took / 1e3:>9.1f} µs{1e9 / took:>10,.0f} a second{took / in_rust:>8.2f} times Rust")


if __name__ == "__main__":
    main()
