"""Runs the `starseal` program from its command line."""

import json
import subprocess
from dataclasses import dataclass
from pathlib import Path

FLAGS = [
    "product_id", "level", "issued_on", "expires_on", "status_index",
    "criteria", "category", "holder", "model", "evaluator", "serial",
]  # fmt: skip


@dataclass(frozen=True)
class Program:
    path: Path
    folder: Path

    def run(self, *arguments, typed: str | None = None) -> subprocess.CompletedProcess:
        return subprocess.run(
            [self.path, *map(str, arguments)],
            input=typed,
            capture_output=True,
            encoding="utf-8",
            timeout=60,
            check=False,
        )

    def trust(self, name: str) -> Path:
        return self.folder / f"{name}.trust"

    def key(self, name: str) -> Path:
        return self.folder / f"{name}.pem"

    def issue(self, vector: dict, out: Path) -> list[Path]:
        """Issues a vector's label as its `seal` says, in all formats, and returns the files."""
        label, key, prefix, trust = vector["label"], vector["seal"]["key"], vector["seal"]["prefix"], vector["trust"]
        claims = [part for name in FLAGS if name in label for part in (f"--{name.replace('_', '-')}", label[name])]
        gtins = [part for gtin in label.get("gtin", []) for part in ("--gtin", gtin)]
        gtins += ["--gs1"] if "gtin" in vector["seal"] else []
        done = self.run(
            "issue", "--key", self.key(key), "--trust", self.trust(trust), "--out-dir", out,
            "--prefix", prefix, "--format", "svg,png,text,json", *claims, *gtins,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        return sorted(path for path in out.rglob("*") if path.is_file())

    def verify(
        self, given, *, trust: str | Path, now: str, as_of: str | None = None, wedge: bool = False, typed: bool = False
    ):
        """Returns the exit code, and one verdict for each label found.

        With `typed`, the text is given as a line on standard input.
        """
        options = ["--as-of", as_of] if as_of else []
        options += ["--wedge"] if wedge else []
        list_file = self.trust(trust) if isinstance(trust, str) else trust
        given, line = ("-", f"{given}\n") if typed else (given, None)
        done = self.run("verify", "--trust", list_file, "--json", "--now", now, *options, "--", given, typed=line)
        return done.returncode, [json.loads(line) for line in done.stdout.splitlines()]
