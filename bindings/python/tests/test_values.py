"""Verdicts are values: only a verifier makes them, they cannot be changed, and they outlive their verifier."""

from __future__ import annotations

import copy
import csv
import dataclasses
import gc
import importlib
import inspect
import io
import json
import pickle
import pkgutil
import threading
from collections.abc import Callable, Iterator
from datetime import datetime, timezone
from types import SimpleNamespace

import pytest
from starseal._raw import starseal_ffi as raw

import starseal
from starseal import AuthenticLabel, Code, Language, Names, Verdict, Verifier
from starseal import _crossing as crossing
from vectors import NOW, carrier, verifier


def judged(name: str = "camera") -> Verdict:
    return verifier().check(carrier(name), NOW)


@pytest.mark.parametrize("of", [Verdict, AuthenticLabel])
def test_only_a_verifier_makes_one(of: type) -> None:
    with pytest.raises(TypeError, match=r"only|positional|keyword"):
        of()
    with pytest.raises(TypeError):
        of(code=Code.ACTIVE, stands=True)
    made = judged() if of is Verdict else judged().label
    assert isinstance(made, of)
    with pytest.raises(TypeError):
        dataclasses.replace(made)  # type: ignore[type-var]


def forgeries() -> dict[str, object]:
    """Returns content and objects that do not come from the library."""
    content = genuine(judged()).content()
    assert content.label is not None
    content.label.product_id = "FORGED"

    class Forged(raw.Verdict):
        def __init__(self) -> None:
            pass

        def __del__(self) -> None:
            pass

        def content(self) -> raw.VerdictContent:
            return content

        def code(self) -> str:
            return content.code

        def stands(self) -> bool:
            return True

    alike = SimpleNamespace(content=lambda: content, code=lambda: content.code, stands=lambda: True)
    return {"label": content.label, "content": content, "subclass": Forged(), "alike": alike, "fields": vars(content)}


def genuine(verdict: Verdict) -> raw.Verdict:
    handle: raw.Verdict = vars(verdict)["_handle"]
    return handle


def helpers() -> Iterator[tuple[str, Callable[..., object]]]:
    """Yields every function of the package, public or not, except the generated code."""
    for found in pkgutil.iter_modules(starseal.__path__):
        if found.name != "_raw":
            module = importlib.import_module(f"starseal.{found.name}")
            yield from ((f"{found.name}.{name}", of) for name, of in vars(module).items() if inspect.isfunction(of))


def made_of(value: object) -> list[object]:
    """Returns the verdicts and labels in a value, including nested ones."""
    if isinstance(value, dict):
        return [one for part in value.values() for one in made_of(part)]
    if isinstance(value, (list, tuple)):
        return [one for part in value for one in made_of(part)]
    return [repr(value)] if isinstance(value, (Verdict, AuthenticLabel)) else []


def test_no_helper_makes_one_from_forged_content() -> None:
    names = {name for name, _ in helpers()}
    assert {"_verdict.verdict", "_verdict._fields", "_label.label_fields"} <= names
    for what, forged in forgeries().items():
        for name, helper in helpers():
            try:
                made = made_of(helper(forged))
            except Exception:  # noqa: S112
                continue
            assert made == [], f"{name} makes {made} from {what}"
    with pytest.raises(AttributeError, match="only a Verifier"):
        object.__new__(Verdict).stands  # noqa: B018
    # A genuine handle is accepted.
    assert made_of(vars(importlib.import_module("starseal._verdict"))["verdict"](genuine(judged())))


def test_a_verdict_cannot_be_changed() -> None:
    verdict = judged("unknown-key")
    with pytest.raises(dataclasses.FrozenInstanceError):
        verdict.stands = True  # type: ignore[misc]
    with pytest.raises(dataclasses.FrozenInstanceError):
        del verdict.code
    with pytest.raises(AttributeError, match="no safe"):
        verdict.safe  # type: ignore[attr-defined]  # noqa: B018
    assert not verdict.stands


def test_equality_hash_and_text() -> None:
    one, same, other = judged(), judged(), judged("unknown-key")
    assert one == same != other
    assert hash(one) == hash(same)
    assert len({one, same, other}) == 2
    assert repr(one) == "<Verdict active EX-000123>"
    assert repr(other) == "<Verdict unknown-key>"
    assert one.label is not None
    assert one.label.authority_names.in_language(Language.EN) == "Example Label Authority"
    assert dataclasses.asdict(one)["label"]["product_id"] == "EX-000123"


@pytest.mark.parametrize("is_read", [False, True])
def test_copies_and_pickles(is_read: bool) -> None:  # noqa: FBT001
    verdict = judged()
    if is_read:
        assert verdict.stands
    copies = [copy.copy(verdict), copy.deepcopy(verdict), pickle.loads(pickle.dumps(verdict))]
    assert all(one == verdict for one in copies)
    del verdict
    gc.collect()
    assert [one.code for one in copies] == [Code.ACTIVE] * 3


def test_a_verifier_is_not_copied() -> None:
    judge = verifier()
    for copied in (copy.copy, copy.deepcopy, pickle.dumps):
        with pytest.raises(TypeError, match="anchor"):
            copied(judge)
    assert judge.check(carrier(), NOW).stands


def test_threads_may_read_a_verdict_for_the_first_time_together() -> None:
    judge, text = verifier(), carrier()
    for _ in range(50):
        verdict = judge.check(text, NOW)
        start = threading.Barrier(4)
        read: list[object] = []

        def ask(verdict: Verdict = verdict, start: threading.Barrier = start, read: list[object] = read) -> None:
            start.wait()
            read.append((verdict.stands, verdict.label, verdict.mark))

        threads = [threading.Thread(target=ask) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert len(read) == 4
        assert len(set(read)) == 1
        assert "_handle" not in vars(verdict)


def test_codes_are_written_as_their_text() -> None:
    code = Code.BAD_BASE41
    assert f"{code} {code!s:>12}" == "bad-base41   bad-base41"
    assert json.dumps({"code": code}) == '{"code": "bad-base41"}'
    file = io.StringIO()
    csv.writer(file).writerow([code])
    assert file.getvalue() == "bad-base41\r\n"
    assert code == "bad-base41"
    assert Names("e", "j").in_language("ja") == "j"


def test_lone_surrogates_are_replaced() -> None:
    judge = verifier()
    for text in ("\ud800", "a\udfff\ud83d\ude00b", carrier() + "\udc00"):
        verdict = judge.check(text, NOW)
        assert verdict == judge.check_many([text], NOW)[0]
        assert verdict.label is None
    assert judge.check("\ud800", NOW).code is Code.NOT_A_LABEL
    assert judge.check_typed("\ud800", NOW).code is Code.NOT_A_LABEL


def test_input_beyond_the_limit_of_uniffi_is_too_long(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(crossing, "_MOST_CHARACTERS", 5000)
    monkeypatch.setattr(crossing, "MOST_BYTES", 300_000)
    judge = verifier()
    assert judge.check("A" * 6000, NOW).code is Code.TOO_LONG
    for data in (b"\0" * 400_000, bytearray(400_000), memoryview(bytes(800_000))[::2]):
        with pytest.raises(starseal.TrustListError) as refused:
            Verifier(data)
        assert refused.value.code in (Code.TRUST_LIST_TOO_LONG, Code.TRUST_LIST_MALFORMED)


def test_instants_and_days_are_converted_exactly() -> None:
    last = datetime.max.replace(tzinfo=timezone.utc)
    assert crossing.instant(crossing.seconds_of(last)) == last.replace(microsecond=0)
    assert crossing.instant(2**64 - 1) == last.replace(microsecond=0)
    assert crossing.instant(0) == datetime(1970, 1, 1, tzinfo=timezone.utc)
    assert crossing.day(-1).isoformat() == "1969-12-31"
    assert crossing.days_of(crossing.day(20_000)) == 20_000


def test_versions() -> None:
    assert starseal.library_version().count(".") == 2
    assert starseal.format_version() == 1


def test_authorities() -> None:
    (authority,) = verifier("with-status").authorities
    assert authority.names.en == "Example Label Authority"
    assert authority.trust_issued_at <= authority.clock_floor <= authority.trust_expires_at
    published = [issuer for issuer in authority.issuers if issuer.status_list_uri is not None]
    assert published
    assert all(issuer.status_issued_at is None for issuer in authority.issuers)
    assert all(issuer.carrier_prefixes for issuer in published)
