"""The sample film of a gate, frame by frame, and the truth about it.

Whoever comes in walks from right to left, whoever leaves the other way.
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass

import cv2
import numpy as np

from tests.scenes.paint import Image, lay
from tests.scenes.papers import held
from tests.scenes.people import (
    AN,
    BICH,
    CUONG,
    DUNG,
    GIANG,
    HANH,
    KHOI,
    LIEN,
    PARCEL,
    PEOPLE,
    Paper,
    Someone,
)
from tests.scenes.scene import Light, Pose, figure, gate, photograph, show

RATE = 15
SEED = 19
COME_S, HOLD_S, LEAVE_S, PAUSE_S = 0.7, 2.0, 0.6, 0.4
SHOW_S = COME_S + HOLD_S + LEAVE_S + PAUSE_S
_AWAY = 1150
"""Pixels from the middle of the frame at which someone is out of it."""


@dataclass(frozen=True, slots=True)
class Show:
    """Someone at the gate; the courier, whose label names nobody, where both are None."""

    someone: Someone | None
    direction: str | None


SHOWS = (
    Show(AN, "in"),
    Show(BICH, "in"),
    Show(CUONG, "in"),
    Show(AN, "out"),
    Show(GIANG, "in"),
    Show(None, None),
    Show(DUNG, "in"),
    Show(BICH, "out"),
    Show(HANH, "in"),
    Show(KHOI, "in"),
    Show(CUONG, "out"),
    Show(LIEN, "in"),
    Show(GIANG, "out"),
    Show(HANH, "out"),
)


def frames(seed: int = SEED) -> Iterator[Image]:
    """Every frame of the film, the same for the same seed."""
    rng = np.random.default_rng(seed)
    yield from (photograph(gate(), Light(blur=0), rng) for _ in range(RATE // 2))
    for number, shown in enumerate(SHOWS):
        yield from _show(shown, np.random.default_rng((seed, number)), rng)


def _show(shown: Show, habit: np.random.Generator, rng: np.random.Generator) -> Iterator[Image]:
    someone = shown.someone
    phone = someone is not None and someone.paper in {Paper.PHONE, Paper.PHONE_MASKED}
    scale = (0.62 if phone else 0.56) * habit.uniform(0.94, 1.06)
    turn, tilt, swing = habit.uniform((-8, -14, -16), (8, 14, 16))
    y, phase = habit.uniform(385, 425), habit.uniform(0, 2 * math.pi)
    side = 1 if shown.direction == "out" else -1
    before = None
    for at in np.arange(0, SHOW_S, 1 / RATE):
        away = _away(at)
        if abs(away) >= 1:
            before = None
            yield photograph(gate(), Light(blur=0), rng)
            continue
        sway = math.sin(at * 2.1 + phase)
        x = 760 + side * away * _AWAY + 10 * sway
        pose = Pose(
            x=x,
            y=y + 90 * abs(away) + 7 * math.cos(at * 2.7 + phase),
            scale=scale * (1 - 0.12 * abs(away) + 0.012 * sway),
            turn=turn + 12 * away + 1.6 * sway,
            tilt=tilt + 2 * sway,
            swing=swing + 2.5 * math.cos(at * 1.7 + phase),
        )
        speed = 0.0 if before is None else x - before
        before = x
        focus = 0.55 + 1.6 * math.exp(-max(0.0, at - COME_S) / 0.16)
        light = Light(blur=focus, motion=(0.45 * speed, 0.0), gain=1 + 0.015 * math.sin(at * 9))
        picture = gate().copy()
        lay(picture, figure(someone), round(x - 700), 24 + round(4 * sway))
        held_up = show(held(someone), pose, light)
        held_up.colour = np.asarray(cv2.GaussianBlur(held_up.colour, (0, 0), focus), np.uint8)
        lay(picture, held_up)
        yield photograph(picture, Light(blur=0, gain=light.gain), rng)


def _away(at: float) -> float:
    """-1 before coming, 0 while held, 1 after leaving."""
    if at < COME_S:
        return -((1 - at / COME_S) ** 2)
    left = at - COME_S - HOLD_S
    return min(1.0, (left / LEAVE_S) ** 2) if left > 0 else 0.0


def truth(seed: int = SEED) -> dict[str, object]:
    """What the film shows, for automatic direction: at first sight in, at the next one out."""
    start = RATE // 2 / RATE
    per_show = len(np.arange(0, SHOW_S, 1 / RATE)) / RATE
    shows = [
        {
            "from_s": round(start + number * per_show + COME_S, 2),
            "to_s": round(start + number * per_show + COME_S + HOLD_S, 2),
            "person": PEOPLE.index(shown.someone) if shown.someone else None,
            "direction": shown.direction,
            "payload": (shown.someone.payload if shown.someone else PARCEL).decode(),
        }
        for number, shown in enumerate(SHOWS)
    ]
    entries = sum(shown.direction == "in" for shown in SHOWS)
    exits = sum(shown.direction == "out" for shown in SHOWS)
    return {
        "about": "Invented people; drawn by tests/scenes/film.py",
        "seed": seed,
        "rate": RATE,
        "seconds": round(start + len(SHOWS) * per_show, 2),
        "people": [
            {"name": one.name, "id_number": one.number, "paper": one.paper.value} for one in PEOPLE
        ],
        "shows": shows,
        "in": entries,
        "out": exits,
        "inside": entries - exits,
        "unknown": sum(shown.someone is None for shown in SHOWS),
    }
