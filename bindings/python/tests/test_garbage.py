"""Every input has a verdict or an error; no input causes a crash."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator

import pytest

from starseal import (
    BundleError,
    Code,
    ImageError,
    StarsealError,
    StateError,
    StatusListError,
    TrustListError,
    Verifier,
)
from vectors import NOW, carrier, read, trust, verifier

Take = Callable[[Verifier, bytes], object]

TAKES: dict[str, tuple[Take, type[StarsealError]]] = {
    "constructor": (lambda _, data: Verifier(data), TrustListError),
    "restored": (lambda _, data: Verifier.restored(trust("jc-star"), data), StateError),
    "add_authority": (lambda of, data: of.add_authority(data), TrustListError),
    "update_trust": (lambda of, data: of.update_trust(data, NOW), TrustListError),
    "update_status": (lambda of, data: of.update_status(data, NOW), StatusListError),
    "update_object": (lambda of, data: of.update_object(data), StatusListError),
    "apply": (lambda of, data: of.apply(data, NOW), BundleError),
    "restore": (lambda of, data: of.restore(data), StateError),
}


def real(kind: str) -> bytes:
    """Returns bytes that the function of that name accepts."""
    story = read("stories/restart")
    given = {step["do"]: bytes.fromhex(step["hex"]) for step in reversed(story["steps"]) if "hex" in step}
    if kind in ("restored", "restore"):
        judge = Verifier(bytes.fromhex(story["anchor"]))
        judge.update_trust(given["update-trust"], NOW)
        judge.update_status(given["update-status"], NOW)
        return judge.export_state()
    if kind == "update_object":
        steps = read("stories/objects-before-and-after-their-list")["steps"]
        return bytes.fromhex(next(step["hex"] for step in steps if step["do"] == "object"))
    if kind == "apply":
        return bytes.fromhex(read("stories/bundle-for-a-shop")["steps"][0]["hex"])
    return given["update-status"] if kind == "update_status" else trust("with-status")


def damaged(whole: bytes, chance: random.Random) -> Iterator[bytes]:
    for _ in range(150):
        yield chance.randbytes(chance.randrange(300))
        yield whole[: chance.randrange(len(whole))]
        at = chance.randrange(len(whole))
        yield whole[:at] + bytes([whole[at] ^ 1 << chance.randrange(8)]) + whole[at + 1 :]
        yield whole[:at] + whole[at + 1 :]
        yield whole + chance.randbytes(1 + chance.randrange(8))


@pytest.mark.parametrize("kind", TAKES)
def test_damaged_bytes(kind: str) -> None:
    take, error = TAKES[kind]
    judge, refused = verifier("with-status"), 0
    for data in damaged(real(kind), random.Random(kind)):
        try:
            take(judge, data)
        except error as refusal:
            refused += 1
            assert refusal.detail
            assert refusal.code in Code
    # In a bundle, lists are refused one by one. The other inputs are signed or have a checksum as a whole.
    assert refused > (100 if kind == "apply" else 740)
    assert judge.check(carrier("status-unknown"), NOW).is_authentic


@pytest.mark.parametrize("kind", TAKES)
@pytest.mark.parametrize("wrong", [None, 7, 1.5, "text", [1, 2], object()], ids=lambda wrong: type(wrong).__name__)
def test_values_that_are_not_bytes(kind: str, wrong: object) -> None:
    with pytest.raises(TypeError, match="bytes-like"):
        TAKES[kind][0](verifier(), wrong)  # type: ignore[arg-type]


def texts(chance: random.Random) -> Iterator[str]:
    good = carrier()
    yield from ("", "\0", "\n", " ", "\ufeff" + good, "İ" * 400, "𝕀" * 300, "%24" * 341, "\u202e" + good, good * 2)
    yield from ("A" * 1_000_000, "東" * 1_000_000, "\ud800" * 100_000, "%" * 1024, "/" * 1024, good + "/")
    alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ$*-.:/%+ =_abcxyz\0é東𝕀\ud800"
    for _ in range(400):
        yield "".join(chance.choices(alphabet, k=chance.randrange(200)))
        at = chance.randrange(len(good))
        yield good[:at] + chance.choice(alphabet) + good[at + 1 :]
        yield good[:at] + good[at + 1 :]
        yield good[:at]


def test_every_text_has_a_verdict() -> None:
    judge, given = verifier(), list(texts(random.Random("texts")))
    verdicts = judge.check_many(given, NOW)
    assert len(verdicts) == len(given)
    for text, verdict in zip(given, verdicts, strict=True):
        assert verdict == judge.check(text, NOW)
        assert verdict.en.sentence
        assert verdict.ja.sentence
        assert not verdict.stands or text.upper().endswith(carrier().upper()[-120:])


@pytest.mark.parametrize("wrong", [None, 7, b"bytes", float("nan")], ids=lambda wrong: type(wrong).__name__)
def test_values_that_are_not_texts(wrong: object) -> None:
    judge = verifier()
    for judged in (
        lambda: judge.check(wrong, NOW),  # type: ignore[arg-type]
        lambda: judge.check_many([carrier(), wrong], NOW),  # type: ignore[list-item]
    ):
        with pytest.raises(TypeError, match="a text is a str"):
            judged()
    with pytest.raises(TypeError, match=r"texts\[1\]"):
        judge.check_many([carrier(), wrong], NOW)  # type: ignore[list-item]


def test_check_many_takes_any_iterable() -> None:
    judge = verifier()
    assert judge.check_many([], NOW) == []
    assert [one.code for one in judge.check_many(iter([carrier(), ""]), NOW)] == [Code.ACTIVE, Code.NOT_A_LABEL]


def test_images_of_any_size() -> None:
    judge, chance = verifier(), random.Random("images")
    for _ in range(300):
        width, height, row_stride = (chance.choice([0, 1, 2, 3, 17, 64, 100]) for _ in range(3))
        luma = chance.randbytes(max(0, (height - 1) * row_stride + width + chance.randrange(-3, 4)))
        try:
            found = judge.check_image(luma, width=width, height=height, row_stride=row_stride, at=NOW)
        except ImageError as refusal:
            assert refusal.code is Code.BAD_IMAGE
        else:
            assert found.code is Code.NO_LABEL


@pytest.mark.parametrize(
    ("width", "height", "row_stride"),
    [(16_385, 1, 16_385), (1, 16_385, 1), (16_384, 16_384, 16_384), (2**32 - 1, 2**32 - 1, 2**32 - 1), (9, 2, 8)],
)
def test_images_of_impossible_sizes(width: int, height: int, row_stride: int) -> None:
    for luma in (b"", bytes(100_000)):
        with pytest.raises(ImageError) as refused:
            verifier().check_image(luma, width=width, height=height, row_stride=row_stride, at=NOW)
        assert refused.value.code is Code.BAD_IMAGE


@pytest.mark.parametrize("size", [-1, 2**32, 2**70])
def test_image_sizes_that_cannot_cross(size: int) -> None:
    with pytest.raises(ValueError, match="requires"):
        verifier().check_image(bytes(10), width=size, height=1, at=NOW)
