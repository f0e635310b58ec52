"""Errors have the class, code and text that the library gives them."""

from __future__ import annotations

import pickle
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timezone

import pytest
from starseal._raw import starseal_ffi

import vectors
from starseal import (
    BadValueError,
    BundleError,
    Code,
    ImageError,
    InternalError,
    Language,
    Policy,
    StarsealError,
    StateError,
    StatusListError,
    TrustListError,
    Verifier,
)
from vectors import NOW, carrier, verifier

Refused = Callable[[Verifier], object]

REFUSED: dict[type[StarsealError], tuple[Refused, Code, str]] = {
    TrustListError: (
        lambda of: of.update_trust(b"\xd8\x62", NOW),
        Code.TRUST_LIST_MALFORMED,
        "the trust list is not well-formed: the bytes end within an item",
    ),
    StatusListError: (
        lambda of: of.update_status(b"\xd2\x84", NOW),
        Code.STATUS_LIST_MALFORMED,
        "the status list is not well-formed: the bytes end within an item",
    ),
    BundleError: (
        lambda of: of.apply(b"\x01", NOW),
        Code.BUNDLE_MALFORMED,
        "not a bundle: an item is not of the expected type or value",
    ),
    StateError: (lambda of: of.restore(b"state"), Code.STATE_DAMAGED, "the stored state is incomplete or was altered"),
    ImageError: (
        lambda of: of.check_image(b"\0" * 11, width=4, height=3),
        Code.BAD_IMAGE,
        "11 bytes are not 3 rows of 4 pixels, 4 bytes apart",
    ),
    BadValueError: (
        lambda of: of.check("", date(2009, 12, 31)),
        Code.BAD_VALUE,
        "date is 14609, not in 14610 to 65535",
    ),
}


@pytest.mark.parametrize("kind", REFUSED, ids=lambda kind: kind.__name__)
def test_refused(kind: type[StarsealError]) -> None:
    refuse, code, text = REFUSED[kind]
    with pytest.raises(kind) as refused:
        refuse(verifier())
    error = refused.value
    assert (error.code, error.detail, str(error)) == (code, text, text)
    assert error.sentence(Language.JA) == code.sentence(Language.JA)
    assert error.__cause__ is None
    again = pickle.loads(pickle.dumps(error))
    assert (type(again), again.code, str(again)) == (kind, code, text)


def test_every_kind_of_error_is_tested() -> None:
    assert set(REFUSED) == set(StarsealError.__subclasses__())


def test_wrong_values_are_value_errors_too() -> None:
    assert issubclass(BadValueError, ValueError)
    assert issubclass(ImageError, ValueError)


def test_every_code_has_sentences() -> None:
    for language in Language:
        sentences = [code.sentence(language) for code in Code]
        assert all(sentences)
        assert len(set(sentences)) > len(sentences) / 2


def test_an_unknown_code_is_an_error() -> None:
    with pytest.raises(ValueError, match="no-such-code"):
        Code("no-such-code")
    assert starseal_ffi.sentence_of_code("no-such-code", "en") is None


def test_policy_can_be_set_and_read() -> None:
    with verifier() as judge:
        asked = replace(
            judge.policy, minimum_level=2, minimum_level_of_category={1: 3}, accepted_criteria=("JST-CR-01-01-2024R1",)
        )
        assert judge.policy == Policy() != asked
        judge.policy = asked
        assert judge.policy == asked
        assert judge.check(carrier(), NOW).code is Code.POLICY_UNMET


@pytest.mark.parametrize(
    "asked", [Policy(minimum_level=0), Policy(minimum_level_of_category={1: 0}), Policy(accepted_criteria=("",))]
)
def test_a_bad_policy_changes_nothing(asked: Policy) -> None:
    judge = verifier()
    with pytest.raises(BadValueError):
        judge.policy = asked
    assert judge.policy == Policy()


@pytest.mark.parametrize("level", [-1, 256, 2**70])
def test_a_level_that_cannot_cross(level: int) -> None:
    with pytest.raises(ValueError, match="requires"):
        verifier().policy = Policy(minimum_level=level)


def test_a_panic_is_an_exception() -> None:
    """The buffer does not encode a policy, so UniFFI's code in the library panics."""
    judge = verifier()
    handle = judge._handle
    assert handle is not None
    for garbage in (b"", b"\x07", b"\x00" * 4 + b"\xff" * 40):
        with starseal_ffi._UniffiRustBuffer.alloc_with_builder() as builder:
            builder.write(garbage)
            buffer = builder.finalize()
        with pytest.raises(InternalError, match="policy"):
            starseal_ffi._uniffi_rust_call(
                starseal_ffi._UniffiLib.uniffi_starseal_ffi_fn_method_verifier_set_policy,
                handle._uniffi_clone_handle(),
                buffer,
            )
    assert judge.check(carrier(), NOW).code is Code.ACTIVE
    judge.policy = Policy(minimum_level=2)
    assert judge.policy.minimum_level == 2


def test_instants_and_days() -> None:
    judge = verifier()
    text = carrier()
    with pytest.raises(ValueError, match="time zone"):
        judge.check(text, datetime(2026, 11, 22))  # noqa: DTZ001
    with pytest.raises(TypeError, match="datetime"):
        judge.check(text, 1_795_000_000)  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="date"):
        judge.check_many([text], "2026-11-22")  # type: ignore[arg-type]
    with pytest.raises(BadValueError, match="date is"):
        judge.check_many([text], date.max)
    assert judge.check(text, date(2027, 1, 2)).checked_for == date(2027, 1, 2)
    assert [one.checked_for for one in judge.check_many([text], date(2027, 1, 2))] == [date(2027, 1, 2)]
    # The time zone does not change the instant, and a datetime is never taken as a day.
    assert judge.check(text, NOW.astimezone(timezone(vectors.DAY / 3))) == judge.check(text, NOW)
    # An instant before 1970 is taken as 1970, which is behind the clock floor.
    assert Code.CLOCK_BEHIND in judge.check(text, datetime(1, 1, 1, tzinfo=timezone.utc)).reasons
    assert judge.check(text, datetime.max.replace(tzinfo=timezone.utc)).code is Code.EXPIRED
    assert judge.check(text).moment is not None


def test_a_closed_verifier() -> None:
    judge = verifier()
    with judge:
        verdict = judge.check(carrier(), NOW)
    with pytest.raises(ValueError, match="closed"):
        judge.check("")
    with pytest.raises(ValueError, match="closed"), judge:
        pass
    judge.close()
    assert verdict.code is Code.ACTIVE
