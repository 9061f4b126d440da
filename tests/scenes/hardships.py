"""Recipes for hard photographs, by the categories of a public benchmark of detection.

The strengths are set so that one reader alone fails about as often as on photographs.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np

from tests.scenes import lamps, wear
from tests.scenes.codes import LEVELS, Look, Style, some_text
from tests.scenes.grounds import Rng, Thing
from tests.scenes.lamps import Linear, Quad

Wear = Callable[[Thing, Rng, int], None]
Light = Callable[[Linear, Quad, Rng], None]


@dataclass(slots=True)
class Recipe:
    """How one picture is made.

    Attributes:
        version, level, text: of the code; a version of None is the smallest that will do.
        look: how it is printed.
        module: pixels of a module in the picture.
        turn, tilt, swing: degrees, as in `Pose`.
        wear: what happened to the print, given the thing and its number of modules.
        light: what falls on the scene.
        defocus, motion: sigma and way in pixels; exposure, noise: see `lamps.sensor`.
        margin: paper around the code, in parts of its side at most.
        codes: how many of them.
        cell: subpixels of the screen that shows the code; 0 for print.
    """

    text: str
    version: int | None = None
    level: str = "m"
    look: Look = field(default_factory=Look)
    module: float = 6.0
    turn: float = 0.0
    tilt: float = 0.0
    swing: float = 0.0
    wear: Wear | None = None
    light: Light | None = None
    defocus: float = 0.5
    motion: float = 0.0
    exposure: float = 1.0
    noise: float = 3.0
    margin: float = 0.6
    codes: int = 1
    cell: int = 0


def _usual(rng: Rng) -> Recipe:
    """A code in daily life, held as people hold it."""
    return Recipe(
        text=some_text(rng),
        level=str(rng.choice(LEVELS, p=(0.35, 0.35, 0.15, 0.15))),
        module=rng.uniform(2.2, 8),
        turn=rng.normal(0, 12),
        tilt=rng.normal(0, 10),
        swing=rng.normal(0, 10),
        defocus=rng.uniform(0.4, 0.9),
        exposure=rng.uniform(0.7, 1.05),
        noise=rng.uniform(1, 5),
    )


def _blurred(rng: Rng) -> Recipe:
    recipe = _usual(rng)
    recipe.module = rng.uniform(3, 8)
    if rng.random() < 0.6:
        recipe.defocus = min(4.0, recipe.module * rng.uniform(0.25, 0.62))
    else:
        recipe.motion = min(15.0, max(3.0, recipe.module * rng.uniform(0.7, 2.0)))
    return recipe


def _bright_spots(rng: Rng) -> Recipe:
    recipe = _usual(rng)
    count, power, bloom = int(rng.integers(2, 8)), rng.uniform(8, 60), rng.uniform(0.005, 0.06)
    recipe.light = lambda seen, quad, rng: lamps.spots(
        seen, quad, rng, count=count, power=power, bloom=bloom
    )
    recipe.exposure = rng.uniform(0.8, 6) / power
    recipe.module = rng.uniform(3, 7)
    return recipe


def _brightness(rng: Rng) -> Recipe:
    recipe = _usual(rng)
    match rng.integers(3):
        case 0:
            recipe.exposure, recipe.noise = rng.uniform(0.004, 0.04), rng.uniform(3, 12)
        case 1:
            recipe.exposure = rng.uniform(4, 26)
        case _:
            depth = rng.uniform(0.85, 0.98)
            recipe.light = lambda seen, _quad, rng: lamps.uneven(seen, rng, depth)
            recipe.exposure = rng.uniform(0.5, 2.5)
    return recipe


def _close(rng: Rng) -> Recipe:
    recipe = _usual(rng)
    recipe.tilt, recipe.swing = rng.normal(0, 6), rng.normal(0, 6)
    recipe.module = -rng.uniform(0.7, 0.94)  # parts of the frame's height
    recipe.turn = rng.normal(0, 3)
    return recipe


def _curved(rng: Rng) -> Recipe:
    recipe = _usual(rng)
    recipe.module = rng.uniform(4, 9)
    recipe.margin = 0.35
    kind, angle = rng.integers(3), rng.uniform(25, 60)

    def bend(what: Thing, rng: Rng, count: int) -> None:
        size = what.side / count
        if kind < 2:
            wear.rolled(what, rng, angle)
        else:
            cell = what.side * rng.uniform(0.35, 0.9)
            wear.crumpled(what, rng, size * rng.uniform(0.1, 0.55), cell)

    recipe.wear = bend
    return recipe


def _damaged(rng: Rng) -> Recipe:
    recipe = _usual(rng)
    budget = {"l": 0.5, "m": 0.8, "q": 1.1, "h": 1.3}[recipe.level]
    kinds = rng.choice(7, int(rng.integers(1, 4)), replace=False)

    def hurt(what: Thing, rng: Rng, count: int) -> None:
        for kind in kinds:
            match kind:
                case 0:
                    wear.scratches(what, rng, int(rng.integers(4, 30) * budget))
                case 1:
                    wear.strokes(what, rng, int(rng.integers(1, 5)))
                case 2:
                    wear.stain(what, rng, rng.uniform(0.03, 0.16) * budget, rng.uniform(0.6, 1))
                case 3:
                    wear.torn(what, rng, rng.uniform(0.02, 0.24) * budget)
                case 4:
                    wear.sticker(what, rng, rng.uniform(0.02, 0.1) * budget)
                case 5:
                    wear.finder_off(what, rng, count, rng.uniform(0.2, 0.9))
                case _:
                    wear.faded(what, rng, rng.uniform(0.5, 1))
        if rng.random() < 0.35:
            wear.folded(what, rng, int(rng.integers(1, 4)))

    recipe.wear = hurt
    return recipe


def _glare(rng: Rng) -> Recipe:
    recipe = _usual(rng)
    strength, reach = rng.uniform(0.3, 2.2), rng.uniform(0.25, 0.9)
    recipe.light = lambda seen, quad, rng: lamps.glare(seen, quad, rng, strength, reach)
    recipe.exposure = rng.uniform(0.4, 0.9)
    return recipe


def _high_version(rng: Rng) -> Recipe:
    recipe = _usual(rng)
    recipe.version = int(rng.integers(25, 41))
    recipe.level = str(rng.choice(LEVELS, p=(0.5, 0.3, 0.1, 0.1)))
    recipe.text = some_text(rng, int(rng.integers(500, 2600)))
    recipe.module = -rng.uniform(0.65, 0.92)
    recipe.turn = rng.normal(0, 4)
    recipe.tilt, recipe.swing = rng.normal(0, 5), rng.normal(0, 5)
    return recipe


def _lots(rng: Rng) -> Recipe:
    recipe = _usual(rng)
    recipe.codes = int(rng.integers(5, 31))
    recipe.tilt, recipe.swing = rng.normal(0, 8), rng.normal(0, 8)
    return recipe


def _monitor(rng: Rng) -> Recipe:
    recipe = _usual(rng)
    recipe.cell = 6
    recipe.module = rng.uniform(4, 9)
    recipe.look = Look(dark="#0b0d12", light="#fbfcff")
    return recipe


def _noncompliant(rng: Rng) -> Recipe:
    recipe = _usual(rng)
    hues = ("#1d3f8a", "#8a1d2f", "#14663a", "#5b2a86", "#a2511a", "#c23a2b", "#1f8fa8", "#d08a10")
    grounds = ("#f7f6f2", "#ffe9b8", "#d6f0d2", "#cfe3f7", "#f4cfd6")
    match rng.integers(6):
        case 0:
            recipe.look = Look(dark=str(rng.choice(hues)), light=str(rng.choice(grounds)))
        case 1:
            recipe.look = Look(dark="#f4f4f4", light="#1a1d22")
        case 2:
            recipe.look = Look(style="dots", dark=str(rng.choice((*hues, "#111111"))))
        case 3:
            styles: tuple[Style, ...] = ("round", "thin", "bars")
            style = styles[rng.integers(3)]
            recipe.look = Look(style=style, dark=str(rng.choice((*hues, "#111111"))))
        case 4:
            recipe.level = "h"
            recipe.look = Look(logo=rng.uniform(0.2, 0.36))
        case _:
            recipe.look = Look(quiet=int(rng.integers(0, 2)))
    return recipe


def _pathological(rng: Rng) -> Recipe:
    recipe = _usual(rng)
    match rng.integers(3):
        case 0:
            light, gap = int(rng.integers(90, 230)), int(rng.integers(10, 40))
            dark = light - gap
            recipe.look = Look(dark="#" + f"{dark:02x}" * 3, light="#" + f"{light:02x}" * 3)
        case 1:
            recipe.wear = lambda what, rng, count: wear.finder_off(
                what, rng, count, rng.uniform(0.3, 1)
            )
            recipe.level = str(rng.choice(("m", "q", "h")))
        case _:
            recipe.look = Look(quiet=0, style="thin")
            recipe.wear = lambda what, rng, _count: wear.faded(what, rng, rng.uniform(0.6, 1))
    return recipe


def _perspective(rng: Rng) -> Recipe:
    recipe = _usual(rng)
    tilt, way = rng.uniform(45, 76), rng.uniform(0, 2 * np.pi)
    recipe.tilt, recipe.swing = tilt * np.sin(way), tilt * np.cos(way)
    recipe.module = rng.uniform(3.5, 8)
    return recipe


def _rotations(rng: Rng) -> Recipe:
    recipe = _usual(rng)
    recipe.turn = rng.uniform(0, 360)
    return recipe


def _shadows(rng: Rng) -> Recipe:
    recipe = _usual(rng)
    depth = rng.uniform(0.6, 0.97)
    recipe.light = lambda seen, quad, rng: lamps.shadow(seen, quad, rng, depth)
    return recipe


def _mirrored(rng: Rng) -> Recipe:
    recipe = _usual(rng)
    recipe.look = Look(mirrored=True)
    return recipe


CATEGORIES: dict[str, Callable[[Rng], Recipe]] = {
    "blurred": _blurred,
    "bright_spots": _bright_spots,
    "brightness": _brightness,
    "close": _close,
    "curved": _curved,
    "damaged": _damaged,
    "glare": _glare,
    "high_version": _high_version,
    "lots": _lots,
    "mirrored": _mirrored,
    "monitor": _monitor,
    "nominal": _usual,
    "noncompliant": _noncompliant,
    "pathological": _pathological,
    "perspective": _perspective,
    "rotations": _rotations,
    "shadows": _shadows,
}
