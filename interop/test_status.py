"""Reads the program's status lists, bundles and state with python-cwt, zlib and the grammar."""

import zlib

import cbor2
import pytest
from cwt import COSE
from test_cddl import GRAMMAR
from test_cose import cose_key

KEY, URI = "status 1", "https://status.jc-star.example/lists/1"
VALUES = {0: 0, 7: 12, 8: 3, 9: 0, 10: 15, 99: 15}


def read(token: bytes) -> tuple[dict, list[int]]:
    """Returns a token's claims and values, which is all that another verifier needs."""
    claims = cbor2.loads(COSE.new().decode(token, cose_key(KEY)))
    bits, packed = claims[65533]["bits"], zlib.decompress(claims[65533]["lst"])
    each = 8 // bits
    return claims, [packed[i // each] >> i % each * bits & (1 << bits) - 1 for i in range(len(packed) * each)]


@pytest.fixture
def lists(starseal, tmp_path):
    """Returns the first status list, and a later one in which index 7 is withdrawn and index 8 is in deferral."""

    def run(*arguments):
        done = starseal.run(*arguments, "--trust", starseal.trust("with-status"), "--key", starseal.key(KEY))
        assert done.returncode == 0, done.stderr
        return arguments[arguments.index("--out") + 1]

    first, second, third = (tmp_path / f"{n}.cwt" for n in (1, 2, 3))
    run("status", "create", "--size", 100, "--allocate", "0-9", "--now", "2026-11-20", "--out", first)
    run("status", "set", first, "--index", 7, "--to", "withdrawn", "--now", "2026-11-21", "--out", second)
    run("status", "set", second, "--index", 8, "--to", "deferral", "--now", "2026-11-22", "--out", third)
    return first, third


def test_cwt_reads_a_status_list(lists):
    claims, values = read(lists[1].read_bytes())
    assert (claims[2], claims[6], claims[65533]["bits"]) == (URI, 1795348800, 4)
    assert {index: values[index] for index in VALUES} == VALUES and len(values) == 100


def test_cwt_reads_all_blocks_of_a_large_list(starseal, tmp_path):
    out = tmp_path / "large.cwt"
    done = starseal.run(
        "status", "create", "--trust", starseal.trust("with-status"), "--key", starseal.key(KEY),
        "--size", 200_000, "--allocate", "0-149999", "--out", out,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    _, values = read(out.read_bytes())
    assert values == [0] * 150_000 + [15] * 50_000


def test_grammar_accepts_status_lists(lists):
    for path in lists:
        assert GRAMMAR.validate(path.read_bytes(), root_type="signed-status-list").valid


def test_grammar_accepts_bundles_and_state(starseal, lists, tmp_path):
    whole, daily, state = (tmp_path / name for name in ("whole.bundle", "daily.bundle", "state"))
    common = ("--trust", starseal.trust("with-status"), "--now", "2026-11-22T13:00:00Z")
    for arguments in (
        ("bundle", *common, "--status", lists[0], "--out", whole),
        ("bundle", *common, "--status", lists[1], "--since", whole, "--out", daily, "--state", state),
    ):
        done = starseal.run(*arguments)
        assert done.returncode == 0, done.stderr
    for path, rule in ((whole, "bundle"), (daily, "bundle"), (state, "state")):
        assert GRAMMAR.validate(path.read_bytes(), root_type=rule).valid, path
