"""Hard photographs of QR codes, drawn: ``python -m tests.scenes.hard OUT [PER_CATEGORY [SEED]]``.

Writes pictures and ``manifest.csv`` (``path,expected,kind,category``) with as many pictures of each
category, and some without a code, whose kind is ``none``. A picture with several codes has a line
for each. The same seed draws the same pictures. See `tests.scenes.hardships` for the categories.
"""

import csv
import sys
import zlib
from collections.abc import Iterator
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from tests.scenes import lamps, wear
from tests.scenes.codes import Modules, modules, printed, some_text
from tests.scenes.grounds import Rng, ground, no_code, thing
from tests.scenes.hardships import CATEGORIES, Recipe
from tests.scenes.lamps import Quad
from tests.scenes.paint import Image, Sprite, lay
from tests.scenes.scene import Pose, place

WITHOUT = 60
SEED = 5


def draw(recipe: Recipe, rng: Rng) -> tuple[Image, list[str]]:
    """The photograph, and the texts of the codes in it."""
    size = ((1280, 960), (1280, 720), (960, 1280))[rng.integers(3)]
    picture = ground(rng, size)
    texts, quad = [], np.zeros((4, 2), np.float32)
    middles = _middles(recipe.codes, size, rng)
    for at, (x, y, room) in enumerate(middles):
        text = recipe.text if at == 0 else some_text(rng)
        text, code = modules(text, recipe.level, recipe.version)
        texts.append(text)
        quad = _put(picture, recipe, code, (x, y, room), rng)
    seen = lamps.linear(picture)
    if recipe.light is not None:
        recipe.light(seen, quad, rng)
    seen = lamps.lens(seen, recipe.defocus, recipe.motion, rng.uniform(0, np.pi))
    return lamps.sensor(seen, rng, recipe.exposure, recipe.noise), texts


def _middles(codes: int, size: tuple[int, int], rng: Rng) -> list[tuple[float, float, float]]:
    """Where the codes are, and the room that each has for its side; 0 for as it likes."""
    width, height = size
    if codes == 1:
        x, y = np.array(size) / 2 + rng.normal(0, 0.05, 2) * size
        return [(float(x), float(y), 0.0)]
    rows = max(1, round((codes * height / width) ** 0.5))
    columns = -(-codes // rows)
    wide, tall = width / columns, height / rows
    return [
        ((column + 0.5) * wide, (row + 0.5) * tall, min(wide, tall))
        for row in range(rows)
        for column in range(columns)
    ][:codes]


def _put(
    picture: Image,
    recipe: Recipe,
    code: Modules,
    at: tuple[float, float, float],
    rng: Rng,
) -> Quad:
    """Lays one thing with its code into the picture; gives the corners of the code there."""
    x, y, room = at
    height, width = picture.shape[:2]
    count = code.shape[0]
    module = recipe.module
    if module < 0:
        module = -module * min(width, height) / count
    if room:
        module = min(module, room * 0.62 / count)
    module = min(module, 0.8 * min(width, height) / count) if recipe.module > 0 else module
    size = max(4, min(20, round(module * 2)))
    if recipe.cell:
        size = max(2, round(module / 2))
    drawn = printed(code, size, recipe.look, rng)
    if recipe.cell:
        drawn, size = wear.screen_grid(drawn, recipe.cell), size * recipe.cell
    margin = 0.12 if room else recipe.margin
    what = thing(rng, drawn, recipe.look.quiet, size, margin=margin)
    if recipe.wear is not None:
        recipe.wear(what, rng, count)
    wide, tall = what.sprite.size
    middle = np.array((what.x + what.side / 2 - wide / 2, what.y + what.side / 2 - tall / 2))
    scale, spin = module / size, np.radians(recipe.turn)
    shift = middle * scale
    pose = Pose(
        x=x - shift[0] * np.cos(spin) + shift[1] * np.sin(spin),
        y=y - shift[0] * np.sin(spin) - shift[1] * np.cos(spin),
        scale=scale,
        turn=recipe.turn,
        tilt=recipe.tilt,
        swing=recipe.swing,
    )
    matrix = place(what.sprite, pose)
    blur = 0.22 if recipe.cell else 0.4  # a screen's grid must beat against the sensor's
    lay(picture, _warped(what.sprite, matrix, (width, height), blur / scale))
    low, high = np.array((what.x, what.y)), np.array((what.x, what.y)) + what.side
    corners = np.array([low, (high[0], low[1]), high, (low[0], high[1])], np.float32)
    return np.asarray(cv2.perspectiveTransform(corners[None], matrix)[0], np.float32)


def _warped(
    sprite: Sprite, matrix: NDArray[np.float64], size: tuple[int, int], blur: float
) -> Sprite:
    """The sprite where it lies in the picture, after smoothing it by sigma pixels of its own."""
    colour = cv2.GaussianBlur(sprite.colour, (0, 0), blur)
    alpha = cv2.GaussianBlur(sprite.alpha, (0, 0), blur)
    seen = cv2.warpPerspective(colour, matrix, size, borderMode=cv2.BORDER_REPLICATE)
    cover = cv2.warpPerspective(alpha, matrix, size)
    return Sprite(np.asarray(seen, np.uint8), np.asarray(cover, np.uint8))


def hard_pictures(per_category: int, seed: int = SEED) -> Iterator[tuple[str, Image, list[str]]]:
    """Category, picture and texts of each; the category of those without a code is ``none``."""
    for category, recipe_of in CATEGORIES.items():
        for number in range(per_category):
            rng = np.random.default_rng((seed, zlib.crc32(category.encode()), number))
            yield (category, *draw(recipe_of(rng), rng))
    for number in range(WITHOUT):
        rng = np.random.default_rng((seed, 0, number))
        seen = lamps.lens(lamps.linear(no_code(rng, number)), rng.uniform(0.4, 1.5), 0, 0)
        yield "none", lamps.sensor(seen, rng, rng.uniform(0.4, 1.1), rng.uniform(1, 6)), []


def write(folder: Path, per_category: int, seed: int = SEED) -> int:
    """Writes pictures and manifest; gives the number of pictures."""
    folder.mkdir(parents=True, exist_ok=True)
    rng = np.random.default_rng(seed)
    number = 0
    with (folder / "manifest.csv").open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file)
        table.writerow(("path", "expected", "kind", "category"))
        for number, (category, picture, texts) in enumerate(hard_pictures(per_category, seed), 1):
            lossless = rng.random() < 0.15
            name = f"{category}-{number:04}.{'png' if lossless else 'jpg'}"
            quality = [] if lossless else [cv2.IMWRITE_JPEG_QUALITY, int(rng.integers(20, 93))]
            if not cv2.imwrite(str(folder / name), picture, quality):
                raise OSError(f"{name}: not written")
            kind = "qr" if texts else "none"
            table.writerows((name, text, kind, category) for text in texts or [""])
    return number


def main() -> None:
    """Writes a set into the folder named on the command line."""
    folder = Path(sys.argv[1])
    per_category = int(sys.argv[2]) if len(sys.argv) > 2 else 20
    seed = int(sys.argv[3]) if len(sys.argv) > 3 else SEED
    print(folder, write(folder, per_category, seed), "pictures")


if __name__ == "__main__":
    main()
