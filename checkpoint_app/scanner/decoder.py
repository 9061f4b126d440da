"""From a picture to the codes in it.

A cascade. zxing-cpp reads every frame: the fastest reader, and the surest. Where it reads nothing,
the picture is searched for places that look like a code, which costs a millisecond; an empty gate
has none, and that was all. At such a place the steps of the ladder follow, spread over the frames.
"""

import time
from collections.abc import Sequence

import cv2
import numpy as np

from checkpoint_app.scanner.doubts import settle
from checkpoint_app.scanner.engines import Gray, Picture, as_gray, look_with_zxing
from checkpoint_app.scanner.hints import Hint
from checkpoint_app.scanner.ladder import Ladder, Step
from checkpoint_app.scanner.reads import Quad, Read, nearest_first
from checkpoint_app.scanner.regions import Region, around, regions
from checkpoint_app.scanner.rescue import Rescue
from checkpoint_app.scanner.scene import Scene
from checkpoint_app.scanner.sharpness import advice

BLIND = 15
"""Frames from one step over the whole frame to the next: the search for places can be wrong."""
SEEKING = 3
"""The same while something in the picture looks like a code and has not been given up, and for the
first `NEWS` frames of anything new in it: in the dark a code may not look like one."""
NEWS = 45
PATIENCE = 30
"""Looks over the whole frame for the sake of something new, one after another and all in vain: a
street full of people without a code. From then on until a code is read they are made a third as
often."""
_BLIND_MS = 18.0
"""Such a step may take so much: a frame late by half, on a slow machine."""
_ADVISED = 60
"""Steps in vain after which a place that only looks like a code is taken for something else."""
_PLACES = 3
_STILL_PLACES = 6
_LARGE = 4_000_000
"""Pixels. A still picture larger than this is also read at a size half as large."""
_STILL_S = 5.0
"""Seconds of this thread that a still picture may take; most that hold nothing take a tenth."""


class Decoder:
    """Reads QR codes. Holds nothing of a picture. Belongs to one thread."""

    def __init__(self) -> None:
        """Prepares the readers this machine has."""
        self._ladder = Ladder()
        self._rescue = Rescue(self._ladder.live)
        self._waited = self._blind = self._vain = 0
        self._scene = Scene()
        self._hint: Hint | None = None

    def read(self, image: Picture) -> list[Read]:
        """Codes of one frame of a live picture, the nearest first, each payload once.

        An image that is no picture (empty, of other than 1, 3 or 4 channels) holds no codes.
        """
        self._hint = None
        gray = as_gray(image)
        if gray is None:
            return []
        reads, suspects = look_with_zxing(gray)
        if reads:
            self._rescue.rest()
            self._vain = 0
            return settle(nearest_first(reads), gray, self._ladder.live)
        places = _places(gray, suspects, _PLACES)
        if places:
            reads = self._rescue.look(gray, places)
        else:
            self._rescue.quiet()
        seeking = bool(places) and self._rescue.tried(places[0]) < _ADVISED
        eager = self._scene.stands_for(gray) < NEWS or seeking
        reads = reads or self._look_blindly(gray, self._pace(eager))
        if not reads:
            if suspects or seeking:
                self._hint = advice(gray, suspects, places)
            return []
        self._vain = 0
        return settle(nearest_first(reads), gray, self._ladder.live)

    def hint(self) -> Hint | None:
        """What would help with the picture read last; None where that is not known."""
        return self._hint

    def read_still(self, image: Picture) -> list[Read]:
        """Codes of a still picture: everything there is, until something is read.

        Where a reader has found further codes beside those that it reads, all steps are tried on
        each of them too.
        """
        self._hint = None
        gray = as_gray(image)
        if gray is None:
            return []
        reads = self._read_still(gray, time.thread_time() + _STILL_S)
        return settle(nearest_first(reads), gray, self._ladder.live)

    def _read_still(self, gray: Gray, until: float) -> list[Read]:
        steps = self._ladder.still
        reads, suspects = look_with_zxing(gray)
        if reads:
            for quad in suspects:
                reads += _climb(gray, [around(quad, gray)], steps, until)
            return reads
        places = _places(gray, suspects, _STILL_PLACES)
        if gray.size > _LARGE:
            reads = _climb(gray, places, steps, until)
            if not reads:
                scale = (_LARGE / 2 / gray.size) ** 0.5
                small = cv2.resize(gray, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
                found = self._read_still(np.asarray(small, np.uint8), until)
                reads = [read.moved((0.0, 0.0), scale, read.engine) for read in found]
            return reads
        reads = _climb(gray, [*places, _whole(gray)], steps, until)
        if not reads:
            self._hint = advice(gray, suspects, places)
        return reads

    def _pace(self, eager: bool) -> int:
        """Frames from one look over the whole frame to the next; eager where something is new."""
        if not eager:
            self._vain = 0
            return BLIND
        self._vain += 1
        return SEEKING if self._vain <= PATIENCE * SEEKING else 3 * SEEKING

    def _look_blindly(self, gray: Gray, every: int) -> list[Read]:
        """Now and then a quick step over the whole frame, and the next of the slower ones."""
        self._waited += 1
        if self._waited < every:
            return []
        self._waited = 0
        whole = _whole(gray)
        steps = [step for step in self._ladder.blind if step.takes(whole) <= _BLIND_MS]
        reads = self._ladder.smooth.look(gray, whole)
        if reads or not steps:
            return reads
        self._blind += 1
        return steps[(self._blind - 1) % len(steps)].look(gray, whole)


def _whole(gray: Gray) -> Region:
    return Region(0, 0, gray.shape[1], gray.shape[0])


def _places(gray: Gray, suspects: Sequence[Quad], most: int) -> list[Region]:
    """Where to look more closely: what a reader stumbled over, then what looks like a code."""
    found: list[Region] = []
    for region in (*(around(quad, gray) for quad in suspects), *regions(gray, most)):
        if len(found) < most and all(region.likeness(other) < 0.6 for other in found):
            found.append(region)
    return found


def _climb(gray: Gray, places: Sequence[Region], steps: Sequence[Step], until: float) -> list[Read]:
    """Every step at every place until something is read, or this thread's time is up."""
    for step in steps:
        for place in places:
            reads = step.look(gray, place)
            if reads or time.thread_time() > until:
                return reads
    return []
