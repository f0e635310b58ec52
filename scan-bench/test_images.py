"""Tests that the generator makes the same images for the same seed, and that every public image has its texts."""

import hashlib
from dataclasses import replace

import numpy as np

import gen_labels
import gen_sequences
import photographs
import public
from scene import Conditions


def digest(image: np.ndarray) -> str:
    return hashlib.sha256(image.tobytes()).hexdigest()[:16]


def task(set: str, level: str) -> gen_labels.Task:
    return next(task for task in gen_labels.tasks(1, few=True) if (task.set, task.level) == (set, level))


def take(seed: str, set: str, level: str) -> tuple[np.ndarray, list[str]]:
    one = task(set, level)
    image, texts, _ = getattr(gen_labels.Studio(seed), one.kind)(one.words, one.conditions)
    return image, texts


def test_the_same_seed_makes_the_same_images_and_another_seed_makes_others():
    image, texts = take("x", "mix/hard", "hard")
    again, same = take("x", "mix/hard", "hard")
    assert np.array_equal(image, again)
    assert texts == same
    other, _ = take("y", "mix/hard", "hard")
    assert not np.array_equal(image, other)


def test_one_fault_shows_the_same_label_at_every_strength():
    (mild, first), (strong, second) = take("x", "syn/blur", "0.7"), take("x", "syn/blur", "2.8")
    assert first == second
    assert np.abs(np.diff(mild.astype(int))).mean() > np.abs(np.diff(strong.astype(int))).mean()


def test_a_label_that_is_cut_off_reaches_beyond_one_edge():
    one = task("hint/cut", "0.2")
    _, _, [place] = gen_labels.Studio("x").single(one.words, one.conditions)
    edges = [place[0], place[1], one.conditions.width - place[0], one.conditions.height - place[1]]
    # The middle is within three tenths of a side of 61 modules, the largest here, from the edge.
    assert 0 < min(edges) < 0.31 * 61 * one.conditions.module


def test_a_fold_moves_a_half_of_the_label():
    flat, first = take("x", "syn/tilt", "15")
    one = task("syn/combined", "1")
    assert (one.conditions.crease, one.conditions.blur, one.conditions.motion) == (40.0, 1.6, 6.0)
    folded, second = take("x", "syn/combined", "1")
    assert flat.shape == folded.shape
    assert len(first) == len(second) == 1


def test_a_sheet_has_its_number_of_labels_inside_the_image():
    one = task("sheet", "12")
    image, texts, places = gen_labels.Studio("x").sheet(one.words, one.conditions)
    assert len(set(texts)) == len(places) == 12
    height, width = image.shape
    assert all(0 < x < width and 0 < y < height for x, y in places)


def test_an_empty_frame_has_no_text():
    image, texts = take("x", "empty/640x480", "640x480")
    assert (image.shape, texts) == ((480, 640), [])


def test_a_close_label_fills_the_frame_as_much_as_its_strength_says():
    studio = gen_labels.Studio("x")
    heights = []
    for one in (task("close/640x480", level) for level in ("0.4", "1.0")):
        image, texts, _ = studio.close(one.words, one.conditions)
        negative, _, _ = studio.close(one.words, replace(one.conditions, inverted=True))
        assert (image.shape, len(texts)) == ((480, 640), 1)
        # Only the label is light on dark.
        rows = np.flatnonzero((np.abs(image.astype(int) - negative) > 60).mean(axis=1) > 0.05)
        heights.append((rows[-1] - rows[0] + 1) / 480)
    assert heights[0] < 0.8 < 0.95 < heights[1]


def test_photographs_fill_frames_of_every_size_and_depend_on_the_seed():
    grey = np.arange(480 * 640).reshape(480, 640) % 251
    sources = [np.full((240, 320), 50, np.uint8), grey.astype(np.uint8)]
    for width, height in ((640, 480), (1280, 720), (4000, 3000)):
        image = photographs.frame(np.random.default_rng(1), sources, width, height, 0)
        assert (image.shape, image.dtype) == ((height, width), np.uint8)
    first, again, other = (photographs.frame(np.random.default_rng(seed), sources, 640, 480, 1) for seed in (1, 1, 2))
    assert digest(first) == digest(again) != digest(other)


def test_photographs_are_made_of_images_without_a_symbol():
    assert len(photographs.sources()) > 80


def test_a_sequence_shows_one_label_and_no_two_frames_are_equal():
    images, text = gen_sequences.film(gen_labels.Studio("x"), ("seq", "t", 0), Conditions(noise=20), 3)
    assert text.startswith("HTTPS://EXAMPLE.JP/L/")
    assert len({digest(image) for image in images}) == 3


def test_every_public_image_has_its_texts():
    import json

    others = json.loads((public.IMAGES / "texts.json").read_text(encoding="utf-8"))
    assert all((public.IMAGES / name).is_file() for name in others)
    paths = [path for path in public.IMAGES.rglob("*") if path.suffix in public.FORMATS]
    without = [path for path in paths if path.is_relative_to(public.NONE)]
    assert len(paths) - len(without) == 146
    assert len(without) == 96
    assert sum(not public.texts_of(path, others) for path in paths) == 23 + len(without)
