"""A card or phone held still before the camera: one pose, as many frames as are asked for."""

import math
from dataclasses import dataclass, replace
from functools import cache

import cv2
import numpy as np
import zxingcpp
from numpy.typing import NDArray

from checkpoint_app.scanner.reads import Quad
from tests.scenes.paint import Image, Sprite, lay
from tests.scenes.papers import held
from tests.scenes.people import PEOPLE, Someone
from tests.scenes.scene import HEIGHT, WIDTH, Light, Pose, gate, place, show

_QUALITY = 85
_APPROACHES = 6


@dataclass(frozen=True, slots=True)
class Conditions:
    """How hard it is.

    Attributes:
        side: pixels of the code's longest edge in the frame, without its quiet zone.
        blur: sigma of defocus in pixels; motion: pixels during the exposure, in any direction.
        tilt: degrees about an axis in the plane of the picture, any axis.
        gain: brightness; noise: sigma of the sensor's noise in grey levels of the frame.
        glare: what a soft blob adds in its middle, as a part of full scale.
    """

    side: float = 250.0
    blur: float = 0.6
    motion: float = 0.0
    tilt: float = 8.0
    gain: float = 1.0
    noise: float = 4.0
    glare: float = 0.0


@cache
def _code_in(someone: Someone) -> NDArray[np.float64]:
    """The corners of the code in the drawing of someone's paper."""
    found = zxingcpp.read_barcodes(
        held(someone).colour, formats=zxingcpp.BarcodeFormats([zxingcpp.BarcodeFormat.QRCode])
    )
    spot = found[0].position
    corners = (spot.top_left, spot.top_right, spot.bottom_right, spot.bottom_left)
    return np.array([(corner.x, corner.y) for corner in corners], np.float64)


class HeldStill:
    """Someone's code in the middle of a frame, under given conditions; the same for a seed."""

    def __init__(self, conditions: Conditions, seed: int) -> None:
        """Draws the picture once; only the noise differs from frame to frame."""
        rng = np.random.default_rng(seed)
        someone = PEOPLE[seed % len(PEOPLE)]
        self.payload = someone.payload
        sprite, corners = held(someone), _code_in(someone)
        pose = _pose(sprite, corners, conditions, rng)
        found = cv2.perspectiveTransform(corners[None], place(sprite, pose))[0]
        points = [(float(x), float(y)) for x, y in found]
        self.quad: Quad = (points[0], points[1], points[2], points[3])
        way = rng.uniform(0, 2 * math.pi)
        light = Light(motion=(conditions.motion * math.cos(way), conditions.motion * math.sin(way)))
        picture = gate().copy()
        lay(picture, show(sprite, pose, light))
        seen = picture.astype(np.float32)
        if conditions.blur > 0:
            seen = np.asarray(cv2.GaussianBlur(seen, (0, 0), conditions.blur), np.float32)
        if conditions.glare > 0:
            seen += 255 * conditions.glare * _blob(self.quad, conditions.side, rng)[..., None]
        self._seen = seen * np.float32(conditions.gain)
        self._noise = conditions.noise
        self._seed = seed

    def frame(self, number: int) -> Image:
        """The frame of this number, as a camera gives it that sends JPEG."""
        rng = np.random.default_rng((self._seed, number))
        grain = rng.standard_normal((HEIGHT, WIDTH, 1), np.float32) * np.float32(self._noise)
        picture = np.clip(self._seen + grain, 0, 255).astype(np.uint8)
        _, sent = cv2.imencode(".jpg", picture, [cv2.IMWRITE_JPEG_QUALITY, _QUALITY])
        return np.asarray(cv2.imdecode(sent, cv2.IMREAD_COLOR), np.uint8)


def _pose(
    sprite: Sprite, corners: NDArray[np.float64], conditions: Conditions, rng: np.random.Generator
) -> Pose:
    """Any rotation, the code's longest edge as asked for, the code about the middle."""
    turn, axis = rng.uniform(0, 360), rng.uniform(0, 2 * math.pi)
    room = max(0.0, HEIGHT / 2 - conditions.side * 0.75)
    aim = (
        WIDTH / 2 + rng.uniform(-room, room),
        HEIGHT / 2 + rng.uniform(-room, room) * 0.5,
    )
    pose = Pose(
        x=0,
        y=0,
        scale=conditions.side / _longest(corners),
        turn=turn,
        tilt=conditions.tilt * math.sin(axis),
        swing=conditions.tilt * math.cos(axis),
    )
    for _ in range(_APPROACHES):  # a tilted paper is nearer on one side, where the code may be
        seen = cv2.perspectiveTransform(corners[None], place(sprite, pose))[0]
        pose = replace(pose, scale=pose.scale * conditions.side / _longest(seen))
    seen = cv2.perspectiveTransform(corners[None], place(sprite, pose))[0]
    x, y = np.array(aim) - seen.mean(axis=0)
    return replace(pose, x=float(x), y=float(y))


def _longest(corners: NDArray[np.float64]) -> float:
    return max(float(np.hypot(*(corners[at] - corners[at - 1]))) for at in range(4))


def _blob(quad: Quad, side: float, rng: np.random.Generator) -> NDArray[np.float32]:
    x, y = np.array(quad).mean(axis=0) + rng.uniform(-0.35, 0.35, 2) * side
    rows, columns = np.mgrid[0:HEIGHT, 0:WIDTH].astype(np.float32)
    away = ((columns - x) ** 2 + (rows - y) ** 2) / (0.3 * side) ** 2
    return np.asarray(np.exp(-away), np.float32)
