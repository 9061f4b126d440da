"""Busy backgrounds, the things a code is printed on, and patterns that are no QR code."""

from collections.abc import Callable
from dataclasses import dataclass

import cv2
import numpy as np
import zxingcpp
from numpy.typing import NDArray

from tests.scenes.codes import modules, some_text
from tests.scenes.paint import Image, Sprite, rounded
from tests.scenes.scene import gate

Field = NDArray[np.float32]
Rng = np.random.Generator


def smooth(rng: Rng, size: tuple[int, int], cell: float) -> Field:
    """Random values about 0, standard deviation 1, that change over about `cell` pixels."""
    width, height = size
    grid = (max(3, round(height / cell) + 3), max(3, round(width / cell) + 3))
    few = rng.normal(0, 1, grid).astype(np.float32)
    return np.asarray(cv2.resize(few, (width, height), interpolation=cv2.INTER_CUBIC), np.float32)


def _colour(rng: Rng, low: int = 30, high: int = 220) -> tuple[int, int, int]:
    tone = rng.uniform(low, high)  # most things are not of a strong colour
    blue, green, red = (int(np.clip(value, 0, 255)) for value in rng.normal(tone, 22, 3))
    return blue, green, red


def _plain(rng: Rng, size: tuple[int, int]) -> Image:
    picture = np.empty((size[1], size[0], 3), np.float32)
    picture[:] = _colour(rng)
    picture += (smooth(rng, size, 300) * 12 + smooth(rng, size, 3) * 4)[..., None]
    return np.clip(picture, 0, 255).astype(np.uint8)


def _wood(rng: Rng, size: tuple[int, int]) -> Image:
    width, height = size
    warp = smooth(rng, size, 260) * 30
    rows = np.arange(height, dtype=np.float32)[:, None] + warp
    grain = np.sin(rows / rng.uniform(4, 14)) + np.sin(rows / rng.uniform(20, 50))
    fine = cv2.GaussianBlur(rng.normal(0, 1, (height, width)), (0, 0), 25, sigmaY=0.7)
    tone = (grain * 9 + fine.astype(np.float32) * 60)[..., None]
    base = np.array((*_colour(rng, 60, 150)[:1], 110, 160), np.float32) * rng.uniform(0.6, 1.2)
    planks = (np.arange(height) % int(rng.integers(120, 260)) < 4)[:, None, None]
    return np.asarray(np.clip((base + tone) * np.where(planks, 0.45, 1), 0, 255), np.uint8)


def _concrete(rng: Rng, size: tuple[int, int]) -> Image:
    tone = sum(smooth(rng, size, cell) * cell**0.35 * 3 for cell in (2, 6, 20, 70, 220))
    picture = np.asarray(rng.uniform(80, 170) + tone, np.float32)[..., None]
    return np.asarray(np.clip(picture * np.array((1.0, 1.01, 1.03)), 0, 255), np.uint8)


def _weave(rng: Rng, size: tuple[int, int]) -> Image:
    width, height = size
    pitch = rng.uniform(3, 9)
    y, x = np.mgrid[0:height, 0:width].astype(np.float32)
    y += smooth(rng, size, 200) * 8
    threads = np.sin(x / pitch) * np.sin(y / pitch * rng.uniform(0.8, 1.2))
    checks = ((x // (pitch * 22)).astype(int) + (y // (pitch * 22)).astype(int)) % 2
    picture = threads[..., None] * 28 + np.where(checks[..., None] == 1, _colour(rng), _colour(rng))
    return np.asarray(np.clip(picture + smooth(rng, size, 2)[..., None] * 6, 0, 255), np.uint8)


def _tiles(rng: Rng, size: tuple[int, int]) -> Image:
    width, height = size
    picture = np.empty((height, width, 3), np.uint8)
    picture[:] = _colour(rng, 90, 200)
    wide = int(rng.integers(30, 150))
    tall = wide if rng.random() < 0.5 else wide // 2
    first, second = _colour(rng), _colour(rng)
    for row in range(height // tall + 1):
        shift = (row % 2) * (wide // 2) if tall != wide else 0
        for column in range(-1, width // wide + 1):
            base = first if (row + column) % 2 or tall != wide else second
            tone = [float(np.clip(value + rng.normal(0, 10), 0, 255)) for value in base]
            left, top = column * wide + shift, row * tall
            cv2.rectangle(picture, (left, top), (left + wide - 4, top + tall - 4), tone, -1)
    return picture


def _leaves(rng: Rng, size: tuple[int, int]) -> Image:
    picture = _plain(rng, size)
    for _ in range(700):
        tone = (
            float(rng.uniform(20, 90)),
            float(rng.uniform(60, 190)),
            float(rng.uniform(30, 130)),
        )
        middle = (int(rng.integers(size[0])), int(rng.integers(size[1])))
        half = (int(rng.integers(8, 46)), int(rng.integers(4, 18)))
        cv2.ellipse(
            picture, middle, half, float(rng.uniform(0, 180)), 0, 360, tone, -1, cv2.LINE_AA
        )
    return picture


def page(rng: Rng, size: tuple[int, int]) -> Image:
    """A page of print."""
    sheet = Sprite.empty(*size)
    sheet.colour[:] = int(rng.integers(205, 250))
    line = int(rng.integers(15, 40))
    for y in range(line * 2, size[1], round(line * 1.5)):
        x = 30
        while x < size[0]:
            words = some_text(rng, int(rng.integers(10, 60)))
            sheet.text(words, x, y, line, "#26282c", "Medium")
            x += round(len(words) * line * 0.58) + line * int(rng.integers(1, 5))
    return sheet.colour


def _shelf(rng: Rng, size: tuple[int, int]) -> Image:
    picture = _plain(rng, size)
    for _ in range(60):
        side = rng.uniform(40, 260, 2)
        middle = rng.uniform((0, 0), size)
        box = cv2.boxPoints((tuple(middle), tuple(side), float(rng.normal(0, 12))))
        cv2.fillPoly(picture, [box.astype(np.int32)], _colour(rng, 10, 250), cv2.LINE_AA)
    for _ in range(25):
        place = (int(rng.integers(size[0])), int(rng.integers(size[1])))
        text = some_text(rng, 9).encode("ascii", "ignore").decode()
        scale = float(rng.uniform(0.5, 2))
        cv2.putText(picture, text, place, 3, scale, _colour(rng, 0, 255), 2, cv2.LINE_AA)
    return picture


def _gate(rng: Rng, size: tuple[int, int]) -> Image:
    wide = cv2.resize(gate(), (max(size) * 16 // 9, max(size)))
    left = int(rng.integers(wide.shape[1] - size[0] + 1))
    return np.asarray(wide[: size[1], left : left + size[0]], np.uint8)


_GROUNDS: tuple[Callable[[Rng, tuple[int, int]], Image], ...] = (
    _plain,
    _wood,
    _concrete,
    _weave,
    _tiles,
    _leaves,
    page,
    _shelf,
    _gate,
)


def ground(rng: Rng, size: tuple[int, int]) -> Image:
    """A background of width by height, out of focus or not, with something lying on it or not."""
    picture = _GROUNDS[rng.integers(len(_GROUNDS))](rng, size)
    if rng.random() < 0.5:
        picture = np.asarray(cv2.GaussianBlur(picture, (0, 0), rng.uniform(1, 7)), np.uint8)
    return picture.copy()


@dataclass(slots=True)
class Thing:
    """Something with a code on it: `x`, `y` and `side` are the code's, without its quiet zone."""

    sprite: Sprite
    x: float
    y: float
    side: float


def thing(rng: Rng, code: Image, quiet: int, size: int, *, margin: float = 0.6) -> Thing:
    """A card, label, notice or screen that carries a drawn code of `size` pixels a module.

    `margin` is the most there is around it, in parts of the code's side.
    """
    side = code.shape[0]
    left, right, top, low = (int(value) for value in rng.uniform(0.02, margin, 4) * side)
    width, height = side + left + right, side + top + low
    sheet = Sprite.empty(width, height)
    screen = rng.random() < 0.25
    paper = tuple(int(value) for value in rng.integers(222, 252, 3))
    if rng.random() < 0.25:
        paper = _colour(rng, 90, 235)
    radius = rng.choice((0.0, 0.0, 0.04, 0.08)) * side
    sheet.shape(rounded(0, 0, width, height, radius), "#ffffff")
    sheet.colour[:] = paper
    line = max(8, round(side * rng.uniform(0.035, 0.08)))
    face = str(rng.choice(("Medium", "SemiBold", "Bold")))
    edge = sheet.alpha.copy()
    for y in range(line + 4, height, round(line * 1.6)):
        if rng.random() < 0.75:
            sheet.text(some_text(rng, 60), line, y, line, "#2b3440", face)
    sheet.alpha = edge
    sheet.colour[top : top + side, left : left + side] = code
    if screen:
        bezel = max(6, side // 25)
        cv2.rectangle(sheet.colour, (0, 0), (width - 1, height - 1), (24, 20, 18), bezel)
    inner = side - 2 * quiet * size
    return Thing(sheet, left + quiet * size, top + quiet * size, inner)


_OTHERS = ("DataMatrix", "Aztec", "PDF417", "Code128", "EAN13", "MaxiCode")


def no_code(rng: Rng, number: int) -> Image:
    """A picture without a QR code, the more like one the better; `number` chooses its kind."""
    size = (1280, 960)
    kinds = (_other_code, _crossword, _false_code, _grid, _squares, _keys, page, ground)
    return kinds[number % len(kinds)](rng, size)


def _on_ground(rng: Rng, size: tuple[int, int], drawn: Image) -> Image:
    picture = ground(rng, size)
    height, width = drawn.shape[:2]
    corners = np.array([(0, 0), (width, 0), (width, height), (0, height)], np.float32)
    scale = rng.uniform(0.4, 0.85) * min(size) / max(width, height)
    aim = (corners - (width / 2, height / 2)) * scale
    turn = rng.uniform(0, 2 * np.pi)
    spin = np.array([[np.cos(turn), np.sin(turn)], [-np.sin(turn), np.cos(turn)]])
    aim = (aim @ spin + np.array(size) / 2 + rng.normal(0, 25, (4, 2))).astype(np.float32)
    warp = cv2.getPerspectiveTransform(corners, aim)
    cover = cv2.warpPerspective(np.full((height, width), 255, np.uint8), warp, size)
    seen = cv2.warpPerspective(drawn, warp, size, flags=cv2.INTER_AREA)
    return np.asarray(np.where(cover[..., None] > 127, seen, picture), np.uint8)


def _gray(cells: NDArray[np.bool_], size: int) -> Image:
    big = np.kron(np.pad(cells, 2), np.ones((size, size), np.bool_))
    return np.repeat(np.where(big, 18, 245).astype(np.uint8)[..., None], 3, axis=2)


def _other_code(rng: Rng, size: tuple[int, int]) -> Image:
    kind = str(rng.choice(_OTHERS))
    text = str(rng.integers(10**11, 10**12)) if kind == "EAN13" else some_text(rng, 20)
    text = text.encode("ascii", "ignore").decode().strip() or "7"
    made = zxingcpp.create_barcode(text, getattr(zxingcpp.BarcodeFormat, kind))
    drawn = np.array(made.to_image(scale=8, add_quiet_zones=True), np.uint8)
    return _on_ground(rng, size, np.repeat(drawn[..., None], 3, axis=2))


def _crossword(rng: Rng, size: tuple[int, int]) -> Image:
    count = int(rng.integers(9, 24))
    drawn = _gray(rng.random((count, count)) < 0.3, 40)
    drawn[::40] = drawn[:, ::40] = 60
    return _on_ground(rng, size, drawn)


def _false_code(rng: Rng, size: tuple[int, int]) -> Image:
    """The frame of a QR code with noise where its data would be: nothing can be read in it."""
    _, code = modules(some_text(rng), "m", int(rng.integers(2, 12)))
    noise = rng.random(code.shape) < 0.5
    for rows, columns in ((np.s_[:9], np.s_[:9]), (np.s_[:9], np.s_[-8:]), (np.s_[-8:], np.s_[:9])):
        noise[rows, columns] = code[rows, columns]
    return _on_ground(rng, size, _gray(noise, 20))


def _grid(rng: Rng, size: tuple[int, int]) -> Image:
    picture = np.full((size[1], size[0], 3), 240, np.uint8)
    pitch = int(rng.integers(8, 60))
    picture[::pitch] = picture[:, ::pitch] = 20
    if rng.random() < 0.5:
        picture[1::pitch] = picture[:, 1::pitch] = 20
    return picture if rng.random() < 0.3 else _on_ground(rng, size, picture)


def _squares(rng: Rng, size: tuple[int, int]) -> Image:
    """Squares in squares everywhere, as a finder pattern has them."""
    picture = np.full((size[1], size[0], 3), 238, np.uint8)
    side = int(rng.integers(35, 110))
    for y in range(10, size[1] - side, round(side * 1.5)):
        for x in range(10, size[0] - side, round(side * 1.5)):
            for part, tone in ((0, 15), (1, 238), (2, 15)):
                inset = side * part // 7
                low, high = (x + inset, y + inset), (x + side - inset, y + side - inset)
                cv2.rectangle(picture, low, high, (tone, tone, tone), -1)
    return picture


def _keys(rng: Rng, size: tuple[int, int]) -> Image:
    picture = np.full((size[1], size[0], 3), 35, np.uint8)
    side = int(rng.integers(46, 100))
    for y in range(12, size[1], side + 12):
        for x in range(12, size[0], side + 12):
            cv2.rectangle(picture, (x, y), (x + side, y + side), (225, 225, 225), -1)
            letter = chr(int(rng.integers(65, 91)))
            place = (x + side // 4, y + side * 3 // 4)
            cv2.putText(picture, letter, place, 2, side / 45, (20, 20, 20), 2, cv2.LINE_AA)
    return picture if rng.random() < 0.5 else _on_ground(rng, size, picture)
