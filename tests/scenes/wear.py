"""What happens to a printed code: dirt, damage, and paper that is not flat."""

import cv2
import numpy as np
from numpy.typing import NDArray

from tests.scenes.grounds import Field, Rng, Thing, smooth
from tests.scenes.paint import Image, Sprite

Point = tuple[int, int]


def _inside(rng: Rng, thing: Thing, low: float = 0.0, high: float = 1.0) -> Point:
    x, y = rng.uniform(low, high, 2) * thing.side + (thing.x, thing.y)
    return int(x), int(y)


def _ink(rng: Rng) -> tuple[float, float, float]:
    inks = ((150, 60, 20), (30, 25, 180), (20, 20, 20), (40, 110, 30))
    blue, green, red = inks[rng.integers(len(inks))]
    return float(blue), float(green), float(red)


def scratches(thing: Thing, rng: Rng, count: int) -> None:
    """Thin lines where the print is off, most of them in one direction."""
    way = rng.uniform(0, np.pi)
    for _ in range(count):
        turn = way + rng.normal(0, 0.35)
        start = np.array(_inside(rng, thing), float)
        step = np.array((np.cos(turn), np.sin(turn))) * thing.side * rng.uniform(0.1, 0.7) / 6
        bends = rng.normal(0, thing.side * 0.008, (7, 2)).cumsum(axis=0)
        line = (start + step * np.arange(7)[:, None] + bends).astype(np.int32)
        wide = max(1, round(thing.side * rng.uniform(0.002, 0.014)))
        tone = float(rng.uniform(190, 250))
        cv2.polylines(thing.sprite.colour, [line], False, (tone, tone, tone + 3), wide, cv2.LINE_AA)


def strokes(thing: Thing, rng: Rng, count: int) -> None:
    """Lines of a pen drawn across."""
    ink = _ink(rng)
    for _ in range(count):
        ends = np.array([_inside(rng, thing, -0.15, 1.15) for _ in range(4)], float)
        part = np.linspace(0, 1, 40)[:, None]
        line = (
            ends[0] * (1 - part) ** 3
            + 3 * ends[1] * part * (1 - part) ** 2
            + 3 * ends[2] * part**2 * (1 - part)
            + ends[3] * part**3
        )
        wide = max(2, round(thing.side * rng.uniform(0.006, 0.022)))
        cv2.polylines(thing.sprite.colour, [line.astype(np.int32)], False, ink, wide, cv2.LINE_AA)


def stain(thing: Thing, rng: Rng, area: float, strength: float) -> None:
    """Coffee, grease or mud over about `area` of the code; at `strength` 1 it hides all."""
    height, width = thing.sprite.alpha.shape
    x, y = _inside(rng, thing, 0.05, 0.95)
    rows, columns = np.mgrid[0:height, 0:width].astype(np.float32)
    radius = thing.side * np.sqrt(area / np.pi)
    away = np.hypot(columns - x, rows - y) / radius
    away += smooth(rng, (width, height), max(8, thing.side / 7)) * 0.22
    cover = np.clip((1 - away) * 8, 0, 1) * strength
    rim = np.exp(-(((away - 0.95) * 9) ** 2)) * strength * 0.3
    tone = np.array(((40, 70, 105), (30, 45, 60), (205, 215, 220))[rng.integers(3)], np.float32)
    part = np.clip(cover + rim, 0, 1)[..., None]
    mixed = thing.sprite.colour * (1 - part) + tone * part
    thing.sprite.colour[:] = mixed.astype(np.uint8)


def torn(thing: Thing, rng: Rng, depth: float) -> None:
    """A corner is off: what lies behind shows, up to `depth` of the code's side into it."""
    height, width = thing.sprite.alpha.shape
    right, low = (rng.random(2) < 0.5).tolist()
    corner = np.array((width * right, height * low), float)
    box = np.array((thing.x + thing.side * right, thing.y + thing.side * low))
    inwards = np.array((-1 if right else 1, -1 if low else 1))
    reach = np.abs(box - corner) + depth * thing.side
    ends = [corner + inwards * reach * (1.6, 0), corner + inwards * reach * (0, 1.6)]
    part = np.linspace(0, 1, 30)[:, None]
    edge = ends[0] * (1 - part) + ends[1] * part + rng.normal(0, thing.side * 0.008, (30, 2))
    outline = np.vstack([corner[None], edge]).astype(np.int32)
    cv2.polylines(thing.sprite.colour, [outline[1:]], False, (235, 238, 240), 5, cv2.LINE_AA)
    cv2.fillPoly(thing.sprite.alpha, [outline], (0,), cv2.LINE_AA)


def sticker(thing: Thing, rng: Rng, area: float) -> None:
    """A sticker or a thumb over a part of the code."""
    x, y = _inside(rng, thing, 0.1, 0.9)
    wide = thing.side * np.sqrt(area * rng.uniform(0.6, 1.7))
    tall = area * thing.side**2 / wide
    box = cv2.boxPoints(((x, y), (float(wide), float(tall)), float(rng.uniform(0, 90))))
    tone = tuple(float(value) for value in rng.integers(60, 250, 3))
    cv2.fillPoly(thing.sprite.colour, [box.astype(np.int32)], tone, cv2.LINE_AA)


def finder_off(thing: Thing, rng: Rng, modules: int, part: float) -> None:
    """A piece of one finder pattern is gone: `part` of its seven modules, from one side."""
    corner = rng.integers(3)
    size = thing.side / modules
    x = thing.x + (thing.side - 7 * size if corner == 1 else 0)
    y = thing.y + (thing.side - 7 * size if corner == 2 else 0)
    count = max(6, int(14 * part))
    for _ in range(count):
        middle = (
            int(x + rng.uniform(0, 7 * size)),
            int(y + rng.uniform(0, 7 * size * min(1, part * 1.5))),
        )
        half = (int(size * rng.uniform(0.4, 1.4)) + 1, int(size * rng.uniform(0.3, 0.9)) + 1)
        tone = float(rng.uniform(200, 245))
        turn = float(rng.uniform(0, 180))
        cv2.ellipse(
            thing.sprite.colour, middle, half, turn, 0, 360, (tone, tone, tone), -1, cv2.LINE_AA
        )


def faded(thing: Thing, rng: Rng, part: float) -> None:
    """The print is worn off in patches: up to `part` of its strength is lost."""
    height, width = thing.sprite.alpha.shape
    patches = np.clip(smooth(rng, (width, height), thing.side / 6) * 0.5 + 0.3, 0, 1)
    loss = (patches * part)[..., None]
    worn = thing.sprite.colour * (1 - loss) + 232 * loss
    thing.sprite.colour[:] = worn.astype(np.uint8)


def _moved(sprite: Sprite, x: Field, y: Field, light: Field) -> None:
    """Takes each pixel from x, y, times the light that falls on it."""
    x, y = x.astype(np.float32), y.astype(np.float32)
    colour = cv2.remap(sprite.colour, x, y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    lit: NDArray[np.float32] = np.asarray(colour, np.float32) * light[..., None]
    sprite.colour = np.clip(lit, 0, 255).astype(np.uint8)
    alpha = cv2.remap(sprite.alpha, x, y, cv2.INTER_LINEAR, borderValue=(0,))
    sprite.alpha = np.asarray(alpha, np.uint8)


def rolled(thing: Thing, rng: Rng, half_angle: float) -> None:
    """The thing wraps a bottle or a pole; its edges are `half_angle` degrees from the front."""
    height, width = thing.sprite.alpha.shape
    reach = np.radians(half_angle)
    across = rng.random() < 0.3
    if across:
        _turn(thing)
        height, width = width, height
    rows, columns = np.mgrid[0:height, 0:width].astype(np.float32)
    place = (columns / width * 2 - 1) * np.sin(reach)
    angle = np.arcsin(np.clip(place, -1, 1)).astype(np.float32)
    x = (angle / reach + 1) / 2 * width
    dip = (np.cos(angle) - np.cos(reach)) * width * rng.uniform(-0.15, 0.15)
    light = np.cos(angle - rng.uniform(-0.8, 0.8)) * 0.85 + 0.2
    _moved(thing.sprite, x, rows + dip.astype(np.float32), np.asarray(light, np.float32))
    if across:
        _turn(thing)


def _turn(thing: Thing) -> None:
    """Rows become columns and back."""
    sprite = thing.sprite
    sprite.colour = np.ascontiguousarray(sprite.colour.transpose(1, 0, 2))
    sprite.alpha = np.ascontiguousarray(sprite.alpha.T)
    thing.x, thing.y = thing.y, thing.x


def crumpled(thing: Thing, rng: Rng, shift: float, cell: float) -> None:
    """Paper that was crumpled or waves: moved by some `shift` pixels over `cell` pixels."""
    height, width = thing.sprite.alpha.shape
    rise = smooth(rng, (width, height), cell)
    if rng.random() < 0.5:
        rise = rise + np.abs(smooth(rng, (width, height), cell * 0.7))  # ridges
    slope_x = np.asarray(cv2.Sobel(rise, cv2.CV_32F, 1, 0, ksize=3), np.float32)
    slope_y = np.asarray(cv2.Sobel(rise, cv2.CV_32F, 0, 1, ksize=3), np.float32)
    unit = cell / 8
    rows, columns = np.mgrid[0:height, 0:width].astype(np.float32)
    turn = rng.uniform(0, 2 * np.pi)
    light = 1 + unit * 0.16 * (slope_x * np.cos(turn) + slope_y * np.sin(turn))
    x = columns + slope_x * unit * shift * 0.6
    y = rows + slope_y * unit * shift * 0.6
    _moved(thing.sprite, x, y, np.clip(light, 0.4, 1.25).astype(np.float32))


def folded(thing: Thing, rng: Rng, lines: int) -> None:
    """Creases straight across, each side of which faces the light differently."""
    height, width = thing.sprite.alpha.shape
    rows, columns = np.mgrid[0:height, 0:width].astype(np.float32)
    x, y = columns.copy(), rows.copy()
    light = np.ones((height, width), np.float32)
    for _ in range(lines):
        turn = rng.choice((0.0, np.pi / 2)) + rng.normal(0, 0.12)
        at_x, at_y = _inside(rng, thing, 0.2, 0.8)
        away = (columns - at_x) * np.cos(turn) + (rows - at_y) * np.sin(turn)
        bent = np.maximum(away, 0) * rng.uniform(0.05, 0.3)
        x += np.asarray(bent * np.cos(turn), np.float32)
        y += np.asarray(bent * np.sin(turn), np.float32)
        light *= np.where(away > 0, rng.uniform(0.55, 0.9), 1).astype(np.float32)
        crease = np.exp(-((away / max(1.5, thing.side * 0.006)) ** 2))
        light *= np.asarray(1 + crease * rng.uniform(-0.5, 0.6), np.float32)
    _moved(thing.sprite, x, y, light)


def screen_grid(code: Image, cell: int) -> Image:
    """A picture as a screen shows it: each pixel of it as red, green and blue stripes."""
    big = np.repeat(np.repeat(code, cell, axis=0), cell, axis=1)
    height, width = big.shape[:2]
    third = cell // 3
    column = np.arange(width) % cell
    stripes = np.zeros((width, 3), np.float32)
    for channel, at in ((2, 0), (1, 1), (0, 2)):
        stripes[(column >= at * third) & (column < (at + 1) * third), channel] = 2.1
    stripes += 0.3
    gap = np.where(np.arange(height) % cell == cell - 1, 0.35, 1.0).astype(np.float32)
    return np.asarray(np.clip(big * stripes[None] * gap[:, None, None], 0, 255), np.uint8)
