"""The sample film is made of the drawn scenes, and the same each time."""

from itertools import islice
from pathlib import Path

import numpy as np

from checkpoint_app.scanner.video import VideoFile
from tests.scenes.film import frames

SAMPLE = Path(__file__).parents[2] / "resources" / "samples" / "gate.webm"


def test_the_film_is_drawn_alike_each_time_and_the_file_shows_it() -> None:
    once, again = list(islice(frames(), 16)), list(islice(frames(), 16))
    assert all(np.array_equal(one, other) for one, other in zip(once, again, strict=True))
    film = VideoFile(SAMPLE, paced=False)
    for drawn in once:
        frame = film.read()
        assert frame is not None
        assert np.abs(frame.image.astype(int) - drawn).mean() < 6
    film.close()
