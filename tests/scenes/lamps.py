"""Light on a scene, and what lens and sensor make of it. Pictures here are linear light, 0 to 1."""

import math

import cv2
import numpy as np
from numpy.typing import NDArray

from tests.scenes.grounds import Field, Rng, smooth
from tests.scenes.paint import Image

Linear = NDArray[np.float32]
Quad = NDArray[np.float32]
"""The corners of the code in the picture."""

_TO_LINEAR = ((np.arange(256) / 255) ** 2.2).astype(np.float32)
_STEPS = 4096
_TO_SCREEN = ((np.arange(_STEPS) / (_STEPS - 1)) ** (1 / 2.2) * 255).astype(np.float32)


def linear(picture: Image) -> Linear:
    """The light that a picture of 8 bits a channel stands for."""
    return np.asarray(_TO_LINEAR[picture], np.float32)


def _grid(seen: Linear) -> tuple[Field, Field]:
    rows, columns = np.mgrid[0 : seen.shape[0], 0 : seen.shape[1]].astype(np.float32)
    return np.asarray(rows, np.float32), np.asarray(columns, np.float32)


def _on_code(rng: Rng, quad: Quad, low: float, high: float) -> tuple[float, float]:
    a, b = rng.uniform(low, high, 2)
    point = (quad[0] * (1 - a) + quad[1] * a) * (1 - b) + (quad[3] * (1 - a) + quad[2] * a) * b
    return float(point[0]), float(point[1])


def _side(quad: Quad) -> float:
    return float(np.mean([np.hypot(*(quad[at] - quad[at - 1])) for at in range(4)]))


def spots(seen: Linear, quad: Quad, rng: Rng, *, count: int, power: float, bloom: float) -> None:
    """Patches of sun or lamp light on the code, `power` times the light around them.

    `bloom` is the part of their light that the lens scatters around them.
    """
    rows, columns = _grid(seen)
    side = _side(quad)
    lit = np.zeros(seen.shape[:2], np.float32)
    for _ in range(count):
        x, y = _on_code(rng, quad, -0.05, 1.05)
        half = side * rng.uniform(0.08, 0.42, 2)
        turn = rng.uniform(0, math.pi)
        across = (columns - x) * math.cos(turn) + (rows - y) * math.sin(turn)
        down = (rows - y) * math.cos(turn) - (columns - x) * math.sin(turn)
        away = np.hypot(across / half[0], down / half[1])
        soft = rng.uniform(0.03, 0.4)
        lit = np.maximum(lit, np.clip((1 - away) / soft + 0.5, 0, 1) * rng.uniform(0.4, 1))
    halo = cv2.GaussianBlur(lit, (0, 0), side * 0.12)
    seen *= (1 + (power - 1) * lit)[..., None]
    seen += np.float32(power * bloom) * halo[..., None]


def glare(seen: Linear, quad: Quad, rng: Rng, strength: float, reach: float) -> None:
    """The mirror image of a lamp or window on a shiny surface, `reach` sides of the code wide."""
    rows, columns = _grid(seen)
    side = _side(quad) * reach
    x, y = _on_code(rng, quad, 0.1, 0.9)
    turn = rng.uniform(0, math.pi)
    across = (columns - x) * math.cos(turn) + (rows - y) * math.sin(turn)
    down = (rows - y) * math.cos(turn) - (columns - x) * math.sin(turn)
    long, wide = side * rng.uniform(0.5, 1.4), side * rng.uniform(0.25, 0.7)
    blob = np.exp(-((across / long) ** 2) - (down / wide) ** 2)
    streak = np.exp(-((down / (wide * 0.22)) ** 2) - (across / (long * 2.5)) ** 2)
    seen += (strength * (blob + 0.5 * rng.random() * streak))[..., None].astype(np.float32)
    seen += np.float32(strength * rng.uniform(0, 0.05))  # haze in the lens


def shadow(seen: Linear, quad: Quad, rng: Rng, depth: float) -> None:
    """Something before the lamp: `depth` of the light is gone behind a sharp edge or bars."""
    rows, columns = _grid(seen)
    side = _side(quad)
    x, y = _on_code(rng, quad, 0.2, 0.8)
    turn = rng.uniform(0, math.pi)
    away = (columns - x) * math.cos(turn) + (rows - y) * math.sin(turn)
    away = away + smooth(rng, (seen.shape[1], seen.shape[0]), side / 2) * side * 0.06
    if rng.random() < 0.4:
        away = np.sin(away / (side * rng.uniform(0.08, 0.3))) * side * 0.1
    part = np.clip(away / max(1.0, side * rng.uniform(0.005, 0.12)) + 0.5, 0, 1)
    seen *= (1 - depth * part)[..., None]


def uneven(seen: Linear, rng: Rng, depth: float) -> None:
    """A lamp to one side: the far side of the picture has 1 - `depth` of its light."""
    rows, columns = _grid(seen)
    turn = rng.uniform(0, 2 * math.pi)
    ramp = columns / seen.shape[1] * math.cos(turn) + rows / seen.shape[0] * math.sin(turn)
    ramp = (ramp - ramp.min()) / (ramp.max() - ramp.min())
    seen *= (1 - depth * ramp)[..., None]


def lens(seen: Linear, defocus: float, motion: float, angle: float) -> Linear:
    """Out of focus by sigma pixels, moved by pixels at an angle in radians during the exposure."""
    if defocus > 0:
        if defocus > 1.2:  # a lens makes discs, not bells: a disc of the same spread
            radius = defocus * 2
            half = math.ceil(radius)
            rows, columns = np.mgrid[-half : half + 1, -half : half + 1]
            disc = np.clip(radius + 0.5 - np.hypot(rows, columns), 0, 1)
            seen = np.asarray(cv2.filter2D(seen, -1, disc / disc.sum()), np.float32)
        else:
            seen = np.asarray(cv2.GaussianBlur(seen, (0, 0), defocus), np.float32)
    if motion >= 1.5:
        half = math.ceil(motion / 2)
        line = np.zeros((2 * half + 1, 2 * half + 1), np.float32)
        step = np.array((math.cos(angle), math.sin(angle))) * motion / 2 * 16
        first, last = ((half * 16 + sign * step).round().astype(int).tolist() for sign in (-1, 1))
        cv2.line(line, first, last, (1.0,), 1, cv2.LINE_8, 4)
        seen = np.asarray(cv2.filter2D(seen, -1, line / line.sum()), np.float32)
    return seen


def sensor(seen: Linear, rng: Rng, exposure: float, noise: float) -> Image:
    """What comes out of the camera: exposed, noisy (grey levels at mid-tone), cut off at white."""
    light = seen * np.float32(exposure)
    sigma = noise / 255 * np.sqrt(np.clip(light, 0.004, 1))
    grain = rng.standard_normal(light.shape[:2], np.float32)[..., None] * sigma
    tint = rng.standard_normal(light.shape, np.float32) * sigma * 0.5
    index = np.clip((light + grain + tint) * (_STEPS - 1), 0, _STEPS - 1).astype(np.int32)
    return np.asarray(_TO_SCREEN[index], np.uint8)
