"""Threads: checks during updates, and other threads that run during a check."""

from __future__ import annotations

import ctypes
import os
import sys
import threading
import time
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from starseal._raw import starseal_ffi as raw

from starseal import Code, Policy, Verifier
from vectors import NOW, carrier, read, verifier


def test_readers_during_updates() -> None:
    """A reader sees the states in order. It never sees a partial state or an earlier one."""
    story = read("stories/restart")
    text = story["steps"][-3]["text"]
    trust, status = (bytes.fromhex(step["hex"]) for step in story["steps"][:2])
    order = [Code.STATUS_UNKNOWN, Code.REVOKED]
    seen: set[Code] = set()
    for _ in range(20):
        judge, ended = Verifier(bytes.fromhex(story["anchor"])), threading.Event()
        codes: list[list[Code]] = [[] for _ in range(4)]

        def keep_reading(codes: list[Code], judge: Verifier = judge, ended: threading.Event = ended) -> None:
            while not ended.is_set():
                codes.append(judge.check(text, NOW).code)
                codes.append(judge.check_many([text], NOW)[0].code)
            codes.append(judge.check(text, NOW).code)

        readers = [threading.Thread(target=keep_reading, args=[mine]) for mine in codes]
        for reader in readers:
            reader.start()
        judge.policy = Policy(minimum_level=2)
        judge.update_trust(trust, NOW)
        judge.update_status(status, NOW)
        judge.restore(judge.export_state())
        ended.set()
        for reader in readers:
            reader.join()
        for mine in codes:
            places = [order.index(code) for code in mine]
            assert places == sorted(places)
            assert mine[-1] is Code.REVOKED
            seen.update(mine)
    assert Code.REVOKED in seen


def test_closing_during_checks() -> None:
    judge, text = verifier(), carrier()
    codes: list[Code] = []

    def keep_reading() -> None:
        with pytest.raises(ValueError, match="closed"):
            while True:
                codes.append(judge.check(text, NOW).code)

    readers = [threading.Thread(target=keep_reading) for _ in range(4)]
    for reader in readers:
        reader.start()
    while len(codes) < 100:
        time.sleep(0)
    judge.close()
    for reader in readers:
        reader.join()
    assert set(codes) == {Code.ACTIVE}


class Watch(threading.Thread):
    """Another Python thread. It counts its rounds and records how many processors this process runs on."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self.rounds = 0
        self.most_at_once = 0
        self.ended = threading.Event()

    def run(self) -> None:
        me = threading.get_native_id()
        while not self.ended.is_set():
            self.most_at_once = max(self.most_at_once, len(running_on(besides=me)))
            self.rounds += 1
            time.sleep(0.0002)


def running_on(besides: int) -> set[str]:
    """Returns the processors that threads of this process run on now, excluding one thread."""
    found = set()
    for task in Path("/proc/self/task").iterdir():
        if task.name == str(besides):
            continue
        try:
            fields = (task / "stat").read_text().rpartition(")")[2].split()
        except OSError:  # The thread has ended.
            continue
        if fields[0] == "R":
            found.add(fields[36])
    return found


@contextmanager
def watched() -> Iterator[Watch]:
    watch, interval = Watch(), sys.getswitchinterval()
    watch.start()
    # From now on this thread gives up the interpreter only where its code releases it.
    sys.setswitchinterval(1000)
    try:
        yield watch
    finally:
        sys.setswitchinterval(interval)
        watch.ended.set()
        watch.join()


def rounds_during_check_many(judge: Verifier, texts: list[str], watch: Watch) -> int:
    """Returns the number of rounds of the watch during one call into Rust that checks all texts."""
    handle = judge._handle
    assert handle is not None
    at = raw._UniffiFfiConverterTypeWhen.lower(raw.When.NOW(int(NOW.timestamp())))
    lowered = handle._uniffi_clone_handle(), raw._UniffiFfiConverterSequenceString.lower(texts), at
    status = raw._UniffiRustCallStatus.default()
    call = raw._UniffiLib.uniffi_starseal_ffi_fn_method_verifier_check_many
    before = watch.rounds
    checked = call(*lowered, ctypes.byref(status))
    during = watch.rounds - before
    raw._uniffi_check_call_status(raw._UniffiFfiConverterTypeStarsealError, status)
    verdicts = raw._UniffiFfiConverterSequenceTypeVerdict.lift(checked)
    assert len(verdicts) == len(texts)
    assert verdicts[-1].content().code == "active"
    return during


def test_many_leave_other_threads_running_and_use_all_cores() -> None:
    judge, texts = verifier(), [carrier()] * 20_000
    cores = len(os.sched_getaffinity(0))
    with watched() as watch:
        assert rounds_during_check_many(judge, texts, watch) >= 5
        # The system decides whether two threads run at the same time, so this is tried several times.
        for _ in range(50):
            if watch.most_at_once >= min(cores, 2):
                break
            rounds_during_check_many(judge, texts, watch)
    if cores == 1:
        warnings.warn("this machine has one core: the use of several cores was not tested", stacklevel=1)
    else:
        assert watch.most_at_once >= 2
