"""Runs a million checks in one process, from eight threads, with updates in between. It fails if memory grows or if the
threads stop making progress.

python soak.py [CHECKS]
"""

from __future__ import annotations

import faulthandler
import os
import sys
import threading
from pathlib import Path

from starseal import Code, Policy, TrustListError, Update, Verifier
from vectors import FOLDER, NOW, carrier, grey_png, named, read

THREADS = 8
BATCH = 50
# How much memory may grow after the first fifth of the checks. A leak of 100 bytes per check would be 80 MB.
ALLOWANCE_MIB = 16
# If no thread starts a batch for this long, there is a deadlock.
STUCK_SECONDS = 120


def resident_mib() -> float:
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


class Soak:
    """A verifier that some threads use for checks while others update it."""

    def __init__(self, checks: int) -> None:
        story = read("stories/restart")
        self.anchor = bytes.fromhex(story["anchor"])
        self.trust, self.status = (bytes.fromhex(step["hex"]) for step in story["steps"][:2])
        self.verifier = Verifier(self.anchor)
        self.texts = [carrier(name) for name in named("vectors") if read(f"vectors/{name}")["kind"] == "label"]
        self.luma, self.width, self.height = grey_png(FOLDER / "images/active.png")
        self.left = checks
        self.lock = threading.Lock()
        self.faults: list[BaseException] = []

    def take(self) -> bool:
        with self.lock:
            self.left -= BATCH
            faulthandler.dump_traceback_later(STUCK_SECONDS, exit=True)
            return self.left >= 0

    def work(self, number: int) -> None:
        try:
            rounds = 0
            while self.take():
                rounds += 1
                self.round(number, rounds)
        except BaseException as fault:
            self.faults.append(fault)

    def round(self, number: int, rounds: int) -> None:
        """Runs a batch of checks, with `check_many` or one by one. Some rounds also update, restore and scan."""
        start = (number * 7919 + rounds * BATCH) % len(self.texts)
        texts = (self.texts[start:] + self.texts)[:BATCH]
        if rounds % 2:
            verdicts = self.verifier.check_many(texts, NOW)
        else:
            verdicts = [self.verifier.check(text, NOW) for text in texts]
        # The other verdicts are freed without being read.
        for verdict in verdicts if rounds % 5 == 0 else verdicts[:1]:
            assert verdict.code in Code
            assert verdict.en.sentence
        if rounds % 20 == number:
            self.verifier.update_trust(self.trust, NOW)
            self.verifier.update_status(self.status, NOW)
            self.verifier.policy = Policy(minimum_level=1 + rounds % 4)
            restored, lists = Verifier.restored(self.anchor, self.verifier.export_state())
            assert all(isinstance(one, Update) for one in lists)
            with restored as other:
                assert other.export_state() == self.verifier.export_state()
            assert self.verifier.check_image(self.luma, width=self.width, height=self.height, at=NOW).labels
            try:
                self.verifier.update_trust(self.trust[:-1], NOW)
            except TrustListError:
                pass
            else:
                raise AssertionError("a truncated list was accepted")

    def run(self, checks: int) -> None:
        self.left = checks
        threads = [threading.Thread(target=self.work, args=[number]) for number in range(THREADS)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        faulthandler.cancel_dump_traceback_later()
        if self.faults:
            raise self.faults[0]


def main() -> int:
    checks = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    soak = Soak(checks)
    soak.run(checks // 5)
    warm = resident_mib()
    print(f"after {checks // 5:>9,} checks: {warm:.1f} MiB resident", flush=True)
    soak.run(checks - checks // 5)
    end = resident_mib()
    print(f"after {checks:>9,} checks: {end:.1f} MiB resident; {end - warm:+.1f} MiB, limit {ALLOWANCE_MIB} MiB")
    return 0 if end - warm <= ALLOWANCE_MIB else 1


if __name__ == "__main__":
    sys.exit(main())
