"""Puts what someone holds before a camera at a gate, with all that a camera does to it."""

import math
from dataclasses import dataclass
from functools import cache

import cv2
import numpy as np
from numpy.typing import NDArray

from tests.scenes.paint import Image, Sprite, gradient, lay
from tests.scenes.people import Someone

WIDTH, HEIGHT = 1280, 720


@dataclass(frozen=True, slots=True)
class Pose:
    """How a sprite is held.

    Attributes:
        x, y: where its middle is, in pixels of the frame.
        scale: pixels of the frame for one of the sprite.
        turn: degrees in the plane of the picture.
        tilt, swing: degrees about the horizontal and the vertical axis.
    """

    x: float = WIDTH / 2
    y: float = HEIGHT / 2
    scale: float = 0.7
    turn: float = 0.0
    tilt: float = 0.0
    swing: float = 0.0


@dataclass(frozen=True, slots=True)
class Light:
    """What the camera does.

    Attributes:
        blur: sigma of defocus, in pixels.
        motion: pixels the sprite moves while the shutter is open, across and down.
        gain: brightness; noise: sigma of the sensor's noise, in grey levels.
    """

    blur: float = 0.6
    motion: tuple[float, float] = (0.0, 0.0)
    gain: float = 1.0
    noise: float = 1.2


def place(sprite: Sprite, pose: Pose) -> NDArray[np.float64]:
    """The homography from the sprite's pixels to the frame's."""
    width, height = sprite.size
    corners = np.array([(0, 0), (width, 0), (width, height), (0, height)], float)
    flat = (corners - (width / 2, height / 2)) * pose.scale
    turn, tilt, swing = (math.radians(value) for value in (pose.turn, pose.tilt, pose.swing))
    x = flat[:, 0] * math.cos(turn) - flat[:, 1] * math.sin(turn)
    y = flat[:, 0] * math.sin(turn) + flat[:, 1] * math.cos(turn)
    depth = 1 + (y * math.sin(tilt) + x * math.sin(swing)) / (WIDTH * 1.2)
    seen = np.stack(
        [x * math.cos(swing) / depth + pose.x, y * math.cos(tilt) / depth + pose.y], axis=1
    )
    found = cv2.getPerspectiveTransform(corners.astype(np.float32), seen.astype(np.float32))
    return np.asarray(found, np.float64)


def show(sprite: Sprite, pose: Pose, light: Light) -> Sprite:
    """The sprite as it lies in the frame, smeared by its motion."""
    matrix = place(sprite, pose)
    size = (WIDTH, HEIGHT)
    # Averaging while shrinking keeps fine modules from turning into moiré.
    colour, alpha = sprite.colour, sprite.alpha
    if pose.scale < 0.85:
        sigma = 0.35 / pose.scale
        colour = np.asarray(cv2.GaussianBlur(colour, (0, 0), sigma), np.uint8)
        alpha = np.asarray(cv2.GaussianBlur(alpha, (0, 0), sigma), np.uint8)
    seen = np.asarray(
        cv2.warpPerspective(colour, matrix, size, borderMode=cv2.BORDER_REPLICATE), np.uint8
    )
    cover = np.asarray(cv2.warpPerspective(alpha, matrix, size), np.uint8)
    kernel = _smear(*light.motion)
    if kernel is not None:
        seen = np.asarray(cv2.filter2D(seen, -1, kernel), np.uint8)
        cover = np.asarray(cv2.filter2D(cover, -1, kernel), np.uint8)
    return Sprite(seen, cover)


def _smear(across: float, down: float) -> NDArray[np.float32] | None:
    length = math.hypot(across, down)
    if length < 1.5:
        return None
    half = math.ceil(length / 2)
    kernel = np.zeros((2 * half + 1, 2 * half + 1), np.float32)
    dx, dy = across / 2, down / 2
    ends = [(round(half - dx), round(half - dy)), (round(half + dx), round(half + dy))]
    cv2.line(kernel, ends[0], ends[1], (1.0,), 1)
    return np.asarray(kernel / kernel.sum(), np.float32)


def photograph(picture: Image, light: Light, rng: np.random.Generator) -> Image:
    """A painted frame as the sensor gives it."""
    seen = picture.astype(np.float32)
    if light.blur > 0:
        seen = np.asarray(cv2.GaussianBlur(seen, (0, 0), light.blur), np.float32)
    if light.noise > 0:
        seen += rng.normal(0, light.noise, (HEIGHT, WIDTH, 1)).astype(np.float32)
    return np.asarray(np.clip(seen * light.gain, 0, 255), np.uint8)


def frame(
    sprite: Sprite | None,
    pose: Pose,
    light: Light,
    rng: np.random.Generator,
    ground: Image | None = None,
) -> Image:
    """One frame: the gate (or `ground`), and what is held up before it, if anything."""
    picture = (gate() if ground is None else ground).copy()
    if sprite is not None:
        lay(picture, show(sprite, pose, light))
    return photograph(picture, light, rng)


@cache
def gate() -> Image:
    """The drawn gate of an apartment compound, out of focus, as the camera on the desk sees it."""
    picture = gradient(WIDTH, HEIGHT, "#bcdcf0", "#f6efe0")
    far = Sprite.empty(WIDTH, HEIGHT, "#a9bccb")
    for x, top, width, colour in (
        (40, 120, 150, "#a8bdcd"),
        (215, 60, 130, "#9bb3c6"),
        (372, 150, 170, "#b2c5d2"),
        (760, 90, 140, "#a3b9ca"),
        (925, 30, 160, "#94adc1"),
        (1110, 130, 150, "#adc1cf"),
    ):
        far.box(x, top, width, 460, 4, colour)
        for row in range(9):
            for column in range(4):
                left = x + 16 + column * (width - 28) / 4
                far.box(left, top + 22 + row * 40, 18, 22, 3, "#dbe6ec")
    lay(picture, far)
    near = Sprite.empty(WIDTH, HEIGHT, "#5d8a5a")
    crowns = np.random.default_rng(7)
    for x in range(-30, WIDTH + 60, 62):
        height = 372 + crowns.uniform(-26, 22)
        tone = ("#6f9e63", "#5f9159", "#7fae6d", "#548552")[int(crowns.integers(4))]
        near.oval(x, height, (64, 58 + crowns.uniform(0, 20)), tone)
    near.box(-10, 400, WIDTH + 20, 400, 0, "#c9c4ba")  # pavement
    near.shape(np.array([(330, 402), (950, 402), (1420, 730), (-140, 730)], float), "#7d8489")
    for x in (612, 634):
        near.shape(
            np.array([(x, 402), (x + 12, 402), (x + 24, 730), (x - 12, 730)], float), "#a7adb0"
        )
    for x in (196, 1010):
        near.box(x, 168, 76, 330, 8, "#e3d6bf")
        near.box(x - 12, 150, 100, 30, 8, "#b5523b")
        near.box(x - 8, 478, 92, 28, 6, "#cbbda4")
    near.box(180, 92, 926, 74, 12, "#19524c")
    near.text("CHỐT KIỂM SOÁT  ·  CHUNG CƯ MẪU", 318, 143, 40, "#f7f3e6", "Bold")
    for at in range(12):
        near.box(272 + at * 62, 386, 62, 20, 0, "#d94a3d" if at % 2 else "#f5f2ec")
    lay(picture, near)
    soft = np.asarray(cv2.GaussianBlur(picture, (0, 0), 3.6), np.uint8)
    desk = Sprite.empty(WIDTH, HEIGHT, "#6e5541")
    desk.shape(np.array([(0, 636), (WIDTH, 636), (WIDTH, 722), (0, 722)], float), "#7b604a")
    desk.box(-10, 630, WIDTH + 20, 12, 4, "#94765c")
    lay(soft, desk)
    rows, columns = np.mgrid[0:HEIGHT, 0:WIDTH]
    away = np.hypot((columns - WIDTH / 2) / WIDTH, (rows - HEIGHT / 2) / HEIGHT)
    light = (1.03 - 0.42 * away**2)[..., None]
    return np.asarray(np.clip(soft * light, 0, 255), np.uint8)


@cache
def figure(someone: Someone | None) -> Sprite:
    """Whoever stands at the gate, masked, a little out of focus; the courier for None."""
    woman = someone is not None and someone.sex == "Nữ"
    shirt, hair, skin = ("#2f7d4f", "#2f7d4f", "#cf9f78") if someone is None else someone.look
    body = Sprite.empty(620, 720, shirt)
    body.shape(
        np.array(
            [
                (20, 730),
                (60, 500),
                (150, 420),
                (260, 392),
                (360, 392),
                (470, 420),
                (560, 500),
                (600, 730),
            ],
            float,
        ),
        shirt,
    )
    if woman:
        body.box(188, 110, 244, 330, 116, hair)
    body.box(264, 330, 92, 96, 40, "#b98a68")
    body.oval(310, 236, (104, 132), skin)
    body.oval(310, 150, (112, 74), hair)
    body.oval(310, 206, (92, 62), skin)
    if someone is None:  # a courier's cap
        body.oval(310, 146, (116, 66), "#1f5f3a")
        body.box(196, 160, 228, 28, 14, "#184a2d")
    for x in (270, 350):
        body.oval(x, 228, (11, 8), "#2a211d")
    body.box(226, 258, 168, 104, 44, "#cfe6f2")
    body.box(240, 300, 140, 4, 2, "#b3d2e2")
    body.box(240, 322, 140, 4, 2, "#b3d2e2")
    colour = np.asarray(cv2.GaussianBlur(body.colour, (0, 0), 2.6), np.uint8)
    alpha = np.asarray(cv2.GaussianBlur(body.alpha, (0, 0), 2.6), np.uint8)
    return Sprite(colour, alpha)
