"""Simulates a pinhole camera on a canvas that is finer than its image.

Rays are cast onto flat or curved labels. Light, lens, sensor and JPEG compression follow.
"""

import math
from dataclasses import dataclass

import cv2
import numpy as np

from scene import Conditions, Image, print_label


def rotation(axis: tuple[float, float, float], degrees: float) -> Image:
    """Returns Rodrigues' rotation matrix."""
    x, y, z = np.array(axis, float) / np.linalg.norm(np.array(axis, float))
    angle = math.radians(degrees)
    cross = np.array([[0, -z, y], [z, 0, -x], [-y, x, 0]])
    return np.eye(3) + math.sin(angle) * cross + (1 - math.cos(angle)) * cross @ cross


@dataclass
class Glare:
    """A white spot: its centre and its size, in pixels of the canvas."""

    x: float
    y: float
    size: float


class Camera:
    """A canvas several times finer than the image, the light on it, and the spots of glare."""

    def __init__(self, background: Image, fineness: int, light: float = 1.0):
        self.canvas = background
        self.light = np.full(background.shape, light, np.float32)
        self.fineness = fineness
        self.glares: list[Glare] = []

    def place(self, rng: np.random.Generator, conditions: Conditions, text: str, x: float, y: float) -> None:
        """Casts a ray through every pixel of the canvas onto a label. The middle of its symbol is seen at x, y."""
        fine, module = self.fineness, conditions.module
        height, width = self.canvas.shape
        scale = max(4, round(module * fine))
        label = print_label(rng, conditions, text, scale)
        (left, top), side = label.centre, label.side
        label_height, label_width = label.image.shape[0] / scale, label.image.shape[1] / scale
        focal = 1.2 * conditions.width * fine  # in pixels of the canvas
        distance = focal / (module * fine)  # in modules
        roll = float(rng.uniform(0, 360)) if conditions.roll is None else conditions.roll
        towards = math.radians(float(rng.uniform(0, 360)))
        turn = rotation((math.cos(towards), math.sin(towards), 0), conditions.tilt) @ rotation((0, 0, 1), roll)

        reach = int(math.hypot(max(left, label_width - left), max(top, label_height - top)) * module * fine * 1.6) + 4
        x0, x1, y0, y1 = (
            max(0, int(x) - reach),
            min(width, int(x) + reach),
            max(0, int(y) - reach),
            min(height, int(y) + reach),
        )
        ys, xs = np.mgrid[y0:y1, x0:x1].astype(np.float32)
        across, down = (xs + 0.5 - x) / focal, (ys + 0.5 - y) / focal
        # In the coordinates of the label, the points of a ray are eye + way * ray.
        ray = [turn[0, i] * across + turn[1, i] * down + turn[2, i] for i in range(3)]
        eye = -distance * turn[2, :]
        half = side * module * fine / 2
        crack = None
        if conditions.crease > 0:
            u, v, hit, shade, crack = folded(rng, conditions.crease, side, eye, ray)
        elif conditions.arc > 0:
            # The cylinder's axis is parallel to the label's y axis. It touches the flat label along its middle line.
            radius = side / math.radians(conditions.arc)
            a = ray[0] ** 2 + ray[2] ** 2
            to_axis = eye[2] - radius
            b = eye[0] * ray[0] + to_axis * ray[2]
            c = eye[0] ** 2 + to_axis * to_axis - radius * radius
            root = b * b - a * c
            way = (-b - np.sqrt(np.maximum(root, 0))) / a
            on_x, on_z = eye[0] + way * ray[0], to_axis + way * ray[2]
            u, v, hit = radius * np.arctan2(on_x, -on_z), eye[1] + way * ray[1], root > 0
            shade = np.clip(-on_z / radius, 0.15, 1) * 0.5 + 0.5
        else:
            way = -eye[2] / ray[2]
            u, v, hit = eye[0] + way * ray[0], eye[1] + way * ray[1], way > 0
            shade = None
        at_x, at_y = (u + left) * scale - 0.5, (v + top) * scale - 0.5
        hit &= (at_x > -0.5) & (at_y > -0.5) & (at_x < label.image.shape[1] - 0.5) & (at_y < label.image.shape[0] - 0.5)
        seen = cv2.remap(
            label.image,
            at_x.astype(np.float32),
            at_y.astype(np.float32),
            cv2.INTER_LINEAR,
            borderMode=cv2.BORDER_REPLICATE,
        )
        if crack is not None:
            # Ink comes off along a fold.
            seen = seen + (0.8 - seen) * crack
        self.canvas[y0:y1, x0:x1][hit] = seen[hit]

        light = self.light[y0:y1, x0:x1]
        angle = float(rng.uniform(0, 2 * math.pi))
        along = ((xs - x) * math.cos(angle) + (ys - y) * math.sin(angle)) / half
        if conditions.grad != 1:
            light *= np.power(conditions.grad, -(np.clip(along, -1.5, 1.5) + 1) / 2).astype(np.float32)
        if conditions.shadow != 1:
            edge = float(rng.uniform(-0.4, 0.4))
            inside = 1 / (1 + np.exp(-np.clip((along - edge) * half / (2 * fine), -60, 60)))
            light *= (1 - (1 - conditions.shadow) * inside).astype(np.float32)
        if shade is not None:
            light *= np.where(hit, shade, 1).astype(np.float32)
        if conditions.glare > 0:
            spot_x, spot_y = x + float(rng.uniform(-0.3, 0.3)) * 2 * half, y + float(rng.uniform(-0.3, 0.3)) * 2 * half
            self.glares.append(Glare(spot_x, spot_y, conditions.glare * 2 * half))

    def expose(self, rng: np.random.Generator, conditions: Conditions) -> Image:
        """Returns the photograph, after glare, lens, motion, sensor and JPEG compression."""
        image = self.canvas * self.light
        for glare in self.glares:
            ys, xs = np.mgrid[0 : image.shape[0], 0 : image.shape[1]].astype(np.float32)
            image = image + 1.5 * np.exp(-((xs - glare.x) ** 2 + (ys - glare.y) ** 2) / (2 * (glare.size / 2) ** 2))
        image = cv2.resize(image, (conditions.width, conditions.height), interpolation=cv2.INTER_AREA)
        if conditions.blur > 0:
            image = cv2.GaussianBlur(image, (0, 0), conditions.blur)
        if conditions.motion >= 2:
            image = cv2.filter2D(image, -1, motion_kernel(conditions.motion, float(rng.uniform(0, math.pi))))
        image = np.clip(image, 0, 1) * 255
        if conditions.noise > 0:
            image = image + rng.standard_normal(image.shape) * conditions.noise
        grey = np.clip(image + 0.5, 0, 255).astype(np.uint8)
        _, jpeg = cv2.imencode(".jpg", grey, [cv2.IMWRITE_JPEG_QUALITY, int(conditions.jpeg)])
        return cv2.imdecode(jpeg, cv2.IMREAD_GRAYSCALE)


def folded(
    rng: np.random.Generator, degrees: float, side: int, eye: Image, ray: list[Image]
) -> tuple[Image, Image, Image, Image, Image]:
    """Meets rays with a label that is folded along a line near the middle of its code.

    Returns the places on the label, whether the ray meets it, the light on each place, and how much ink is gone there.
    """
    half = math.radians(degrees) / 2
    angle, off = float(rng.uniform(0, math.pi)), float(rng.uniform(-0.25, 0.25)) * side
    across, down = math.cos(angle), math.sin(angle)
    towards = 1.0 if rng.random() < 0.5 else -1.0
    way = -eye[2] / ray[2]
    # Each round moves the ray's end from the height of the place that it met to the height of the place that it meets.
    for _ in range(6):
        u, v = eye[0] + way * ray[0], eye[1] + way * ray[1]
        beside = u * across + v * down - off
        way = (towards * math.tan(half) * np.abs(beside) - eye[2]) / ray[2]
    longer = beside / math.cos(half) - beside
    shade = np.where(beside < 0, 1.0, 1.0 - 0.6 * math.sin(half)).astype(np.float32)
    crack = 0.6 * np.exp(-((beside / 0.35) ** 2)).astype(np.float32)
    return u + longer * across, v + longer * down, way > 0, shade, crack


def motion_kernel(length: float, angle: float) -> Image:
    """Returns the kernel of a straight motion. Each of its points is distributed over four pixels."""
    size = int(length) * 2 + 1
    kernel = np.zeros((size, size), np.float32)
    half, middle = length / 2, size // 2
    for along in np.linspace(-half, half, int(half * 16) + 1):
        x, y = middle + along * math.cos(angle), middle + along * math.sin(angle)
        left, top = math.floor(x), math.floor(y)
        right, below = x - left, y - top
        for row, column, weight in (
            (top, left, (1 - right) * (1 - below)),
            (top, left + 1, right * (1 - below)),
            (top + 1, left, (1 - right) * below),
            (top + 1, left + 1, right * below),
        ):
            if 0 <= column < size and 0 <= row < size:
                kernel[row, column] += weight
    return kernel / kernel.sum()
