"""Fixtures: the program under test, and the files that it reads."""

import os
import shutil
from pathlib import Path

import pytest
from program import Program
from vectors import KEYS, TRUST, key_pem, trust_bytes


def pytest_collection_modifyitems(items):
    for item in items:
        if "starseal" in item.fixturenames:
            item.add_marker("program")


@pytest.fixture(scope="session")
def starseal(tmp_path_factory) -> Program:
    """Returns the built program. Without it the test fails, because a skipped test would look like a passed one."""
    path = os.environ.get("STARSEAL_BIN")
    if not path or not Path(path).is_file():
        pytest.fail(
            f"STARSEAL_BIN does not name a program: {path!r}; build the program and set STARSEAL_BIN to its path",
            pytrace=False,
        )
    folder = tmp_path_factory.mktemp("starseal")
    for name in TRUST:
        (folder / f"{name}.trust").write_bytes(trust_bytes(name))
    for name in KEYS:
        key_file = folder / f"{name}.pem"
        key_file.touch(mode=0o600)
        key_file.write_bytes(key_pem(name))
    return Program(Path(path).resolve(), folder)


@pytest.fixture(scope="session")
def zbarimg() -> str:
    path = shutil.which("zbarimg")
    if not path:
        pytest.fail("zbarimg is missing; install the tools of zbar", pytrace=False)
    return path
