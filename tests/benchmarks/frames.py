"""The frames that are measured: drawn, in memory, the same in every run."""

from functools import cache

import numpy as np

from tests.scenes.grounds import ground
from tests.scenes.paint import Image
from tests.scenes.papers import held
from tests.scenes.people import PEOPLE
from tests.scenes.scene import HEIGHT, WIDTH, Light, Pose, frame


@cache
def empty_frames(count: int = 32) -> tuple[Image, ...]:
    """Scenes with nobody in them by day, at dusk, at night and over a desk, each with new noise."""
    rng = np.random.default_rng(3)
    desks = [np.asarray(ground(rng, (WIDTH, HEIGHT)), np.uint8) for _ in range(4)]
    lights = (Light(), Light(gain=0.5, noise=4), Light(gain=0.15, noise=25), Light(noise=3))
    return tuple(
        frame(None, Pose(), lights[number % 4], rng, desks[number // 4 % 4] if number % 2 else None)
        for number in range(count)
    )


@cache
def frames_with_cards() -> tuple[Image, ...]:
    """One frame for each invented person, held a little askew."""
    rng = np.random.default_rng(2)
    return tuple(
        frame(
            held(person),
            Pose(turn=rng.uniform(-8, 8), tilt=rng.uniform(-12, 12), scale=0.6),
            Light(),
            rng,
        )
        for person in PEOPLE
    )
