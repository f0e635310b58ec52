"""Draws what is photographed: printed labels, and the clutter behind them."""

import math
import zlib
from collections.abc import Collection
from dataclasses import dataclass, fields, replace

import cv2
import numpy as np
import segno

cv2.setNumThreads(1)

# The letters of a label's text. All of them are in the alphanumeric mode of QR.
LETTERS = list("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ.-")

Image = np.ndarray
Span = tuple[float, float]


class Random:
    """Random numbers that depend only on the seed and on words."""

    def __init__(self, seed: str):
        self.seed = seed

    def of(self, *words: object) -> np.random.Generator:
        return np.random.default_rng(zlib.crc32(self.seed.encode() + "|".join(map(str, words)).encode()))


@dataclass(frozen=True)
class Conditions:
    """The conditions of a photograph. A pair is a span to draw from. Draws are made in the order of the fields."""

    width: int = 960
    height: int = 720
    module: float | Span = 4.0  # side of a module, px
    tilt: float | Span = 15.0  # degrees between the label and the image plane
    roll: float | Span | None = None  # degrees about the line of sight; None for any angle
    arc: float | Span = 0.0  # the angle that the code spans on a cylinder, degrees
    blur: float | Span = 0.7  # Gaussian sigma, px
    motion: float | Span = 0.0  # length, px
    noise: float | Span = 3.0  # sigma, in grey levels of 255
    contrast: float | Span = 1.0  # between black and white, relative to full contrast
    grad: float | Span = 1.3  # the ratio of the brightest to the darkest light across the code
    shadow: float | Span = 1.0  # the share of light that is left in a hard shadow
    jpeg: float | Span = 90  # quality
    occ: float | Span = 0.0  # per cent of the code that is covered; finder patterns stay free
    glare: float = 0.0  # sigma of a white spot, relative to the code's side
    quiet: int = 4  # modules of quiet zone
    length: int | None = None  # characters of text; None for 225 to 300
    surround: float | None = None  # the grey value outside the quiet zone; None for paper
    light: float = 1.0  # the light on the whole scene, relative to the usual light
    labels: int = 1  # on a sheet
    crease: float | Span = 0.0  # the angle of a fold through the code, degrees
    cut: float = 0.0  # the share of its side by which an upright code reaches beyond the image
    fill: float = 0.0  # the side of a close code, relative to the image's shorter side; it replaces `module`
    defocus: float | Span = 0.0  # Gaussian sigma of a close code, in modules
    screen: float = 0.0  # the pixels per module of a screen that shows the label; 0 for print
    inverted: bool = False  # light on dark

    def drawn(self, rng: np.random.Generator, later: Collection[str] = ()) -> "Conditions":
        """Returns conditions with a number in place of each span, except for the spans to draw later."""
        spans = ((field.name, getattr(self, field.name)) for field in fields(self) if field.name not in later)
        drawn = {name: float(rng.uniform(*span)) for name, span in spans if isinstance(span, tuple)}
        return replace(self, **drawn)

    @property
    def fineness(self) -> int:
        """The number of pixels of the canvas along one pixel of the image."""
        if self.module >= 12:
            # The lens blurs edges more than a coarse canvas does, and a fine one of a large frame takes gigabytes.
            return 1
        return 3 if self.module < 4 and self.width < 2000 else 2

    @property
    def brightness(self) -> float:
        """The light before it falls off across the label."""
        return (1.0 if self.grad < 2 else 1.15) * self.light


def make_text(rng: np.random.Generator, length: int | None = None) -> str:
    length = length or int(rng.integers(225, 301))
    return "HTTPS://EXAMPLE.JP/L/" + "".join(rng.choice(LETTERS, length))


def code_side(text: str) -> int:
    """Returns the number of modules along the side of a text's symbol."""
    return len(modules_of(text))


def modules_of(text: str) -> list[list[bool]]:
    return [[dark > 0 for dark in row] for row in segno.make(text, error="m", boost_error=False, micro=False).matrix]


def put_text(image: Image, text: str, at: tuple[int, int], scale: float, grey: float, thickness: int) -> None:
    # OpenCV 5 does not write on images of floats, so the text is drawn on a mask of 8 bits first.
    mask = np.zeros(image.shape, np.uint8)
    cv2.putText(mask, text, at, cv2.FONT_HERSHEY_SIMPLEX, scale, 255, thickness, cv2.LINE_AA)
    share = mask.astype(np.float32) / 255
    image *= 1 - share
    image += share * grey


class Backgrounds:
    """The backgrounds of labels: four of each size, and each of them mirrored."""

    def __init__(self, random: Random):
        self.random = random
        self.made: dict[tuple[int, int, int], Image] = {}

    def draw(self, rng: np.random.Generator, width: int, height: int) -> Image:
        key = (width, height, int(rng.integers(4)))
        if key not in self.made:
            if len(self.made) > 12:
                self.made.clear()
            self.made[key] = clutter(self.random.of("bg", *key), width, height)
        image = self.made[key]
        return (image[:, ::-1] if rng.random() < 0.5 else image).copy()


def clutter(rng: np.random.Generator, width: int, height: int) -> Image:
    """Draws a shelf: cloudy grey with boxes, words, bar codes and rings."""
    image = np.full((height, width), 0.45, np.float32)
    for size in (8, 32, 128):
        cells = rng.standard_normal((max(2, height // size), max(2, width // size))).astype(np.float32)
        image += cv2.resize(cells, (width, height), interpolation=cv2.INTER_CUBIC) * 0.06
    for _ in range(60):
        x, y = int(rng.integers(width)), int(rng.integers(height))
        wide, high = (
            int(rng.integers(width // 40 + 2, width // 5 + 3)),
            int(rng.integers(height // 40 + 2, height // 5 + 3)),
        )
        grey = float(rng.uniform(0.05, 0.95))
        kind = int(rng.integers(4))
        if kind == 0:
            cv2.rectangle(image, (x, y), (x + wide, y + high), grey, -1)
        elif kind == 1:
            word = "".join(rng.choice(LETTERS, 12))
            put_text(image, word, (x, y), height / 900 * float(rng.uniform(0.5, 2)), grey, max(1, height // 500))
        elif kind == 2:
            cv2.rectangle(image, (x, y), (x + wide, y + high), 0.9, -1)
            left = x + 4
            while left < x + wide - 4:
                bar = int(rng.integers(1, 5))
                cv2.rectangle(image, (left, y + 3), (left + bar - 1, y + high - 3), 0.1, -1)
                left += bar + int(rng.integers(1, 5))
        else:
            cv2.circle(image, (x, y), wide // 4 + 1, grey, max(1, wide // 20))
    return np.clip(image, 0.03, 0.97)


@dataclass
class Label:
    """A printed label: the light that it reflects, and the place of its symbol."""

    image: Image
    centre: tuple[float, float]  # of the symbol, in modules from the label's corner
    side: int  # of the symbol, in modules


def print_label(rng: np.random.Generator, conditions: Conditions, text: str, scale: int) -> Label:
    """Prints a label, with `scale` pixels per module."""
    modules = np.array(modules_of(text), np.uint8)
    side = modules.shape[0]
    white, black = 0.85, 0.85 - 0.77 * conditions.contrast
    symbol = np.kron(np.where(modules > 0, black, white).astype(np.float32), np.ones((scale, scale), np.float32))
    if conditions.occ > 0:
        cover(rng, symbol, side, conditions.occ / 100, scale)
    quiet = conditions.quiet
    wide = side + 2 * quiet
    border, fill, words = (0, white, 14) if conditions.surround is None else (6, conditions.surround, 0)
    image = np.full(((wide + 2 * border) * scale, (wide + 2 * border + words) * scale), fill, np.float32)
    image[border * scale : (border + wide) * scale, border * scale : (border + wide) * scale] = white
    start = (border + quiet) * scale
    image[start : start + side * scale, start : start + side * scale] = symbol
    if words:
        for line in range(5):
            word = "".join(rng.choice(LETTERS, 8))
            put_text(image, word, (wide * scale, (8 + line * 9) * scale), scale * 0.084, black, max(1, scale // 4))
    if conditions.screen > 0:
        image *= screen(image.shape, scale / conditions.screen)
    if conditions.inverted:
        image = white + 0.08 - image
    middle = border + quiet + side / 2
    return Label(image, (middle, middle), side)


def screen(shape: tuple[int, ...], pitch: float) -> Image:
    """Returns the light of a screen's pixels, which are separated by dark lines."""
    height, width = (np.where((np.arange(length) + 0.5) / pitch % 1 < 0.2, 0.5, 1.0) for length in shape)
    return (height[:, None] * width[None, :]).astype(np.float32)


def cover(rng: np.random.Generator, symbol: Image, side: int, share: float, scale: int) -> None:
    """Covers a share of a symbol with an ellipse, clear of its finder patterns if there is room."""
    area = share * side * side
    aspect = float(rng.uniform(0.5, 2))
    a, b = math.sqrt(area * aspect / math.pi), math.sqrt(area / aspect / math.pi)
    reach = max(a, b)
    finders = ((3.5, 3.5), (side - 3.5, 3.5), (3.5, side - 3.5))
    for _ in range(500):
        x, y = rng.uniform(0, side, 2)
        if min(x, y, side - x, side - y) < reach * 0.9:
            continue
        if all(math.hypot(max(abs(x - fx) - 4.5, 0), max(abs(y - fy) - 4.5, 0)) > reach for fx, fy in finders):
            break
    axes = (max(1, int(a * scale)), max(1, int(b * scale)))
    angle, grey = float(rng.uniform(0, 180)), float(rng.choice([0.08, 0.3, 0.6, 0.85]))
    cv2.ellipse(symbol, (int(x * scale), int(y * scale)), axes, angle, 0, 360, grey, -1, cv2.LINE_AA)
