"""The frames that are measured: drawn, in memory, the same in every run."""

from functools import cache

import numpy as np

from tests.scenes.paint import Image
from tests.scenes.papers import held
from tests.scenes.people import PEOPLE
from tests.scenes.scene import Light, Pose, frame


@cache
def empty_frame() -> Image:
    """The gate with nobody before it."""
    return frame(None, Pose(), Light(), np.random.default_rng(1))


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
