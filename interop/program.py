"""The `starseal` program, run as people run it."""

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

    def run(self, *arguments) -> subprocess.CompletedProcess:
        return subprocess.run(
            [self.path, *map(str, arguments)], capture_output=True, text=True, timeout=60, check=False
        )

    def trust(self, name: str) -> Path:
        return self.folder / f"{name}.trust"

    def key(self, name: str) -> Path:
        return self.folder / f"{name}.pem"

    def issue(self, label: dict, out: Path, key: str = "label 1", trust: str = "jc-star") -> list[Path]:
        """The files of an issued label, in all formats."""
        claims = [part for name in FLAGS if name in label for part in (f"--{name.replace('_', '-')}", label[name])]
        gtins = [part for gtin in label.get("gtin", []) for part in ("--gtin", gtin)]
        done = self.run(
            "issue", "--key", self.key(key), "--trust", self.trust(trust), "--out-dir", out,
            "--format", "svg,png,text,json", *claims, *gtins,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        return sorted(path for path in out.rglob("*") if path.is_file())

    def verify(self, given, *, trust: str | Path, now: str, as_of: str | None = None, wedge: bool = False):
        """The exit code, and one verdict for each label found."""
        options = ["--as-of", as_of] if as_of else []
        options += ["--wedge"] if wedge else []
        list_file = self.trust(trust) if isinstance(trust, str) else trust
        done = self.run("verify", "--trust", list_file, "--json", "--now", now, *options, "--", given)
        return done.returncode, [json.loads(line) for line in done.stdout.splitlines()]
