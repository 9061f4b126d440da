"""``python -m tests.benchmarks.limits [FRAMES]``: the smallest code that is read, and held still.

Cards and phones in 1280×720 frames. The first table gives, for each kind of hardship, the smallest
side in pixels from which at least nine of ten frames are read; the second what part of all that any
engine in use can read, with any step of the ladder, is read within `HELD` frames.
"""

import statistics
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

import numpy as np

from checkpoint_app.scanner.decoder import Decoder
from checkpoint_app.scanner.engines import read_zxing
from checkpoint_app.scanner.ladder import Ladder
from checkpoint_app.scanner.regions import Region, around
from tests.benchmarks.readers import HELD, Reader, gray_of, ours_once, zbar_binary, zxing
from tests.scenes.still import Conditions, HeldStill

SIDES = (400, 300, 250, 225, 200, 180, 165, 150, 135, 120, 105, 90)
FRAMES = 10
SHARE = 0.9
HOPELESS = 0.5
MIXED = 30
"""Times FRAMES held codes make the mix."""

Trial = Callable[[HeldStill], bool]

USUAL = Conditions()
HARDSHIPS: dict[str, Conditions] = {
    **{f"defocus σ {sigma:g} px": replace(USUAL, blur=sigma) for sigma in (0, 0.6, 1, 1.5, 2, 3)},
    **{f"motion {way} px": replace(USUAL, motion=way) for way in (3, 5, 7, 9, 13)},
    **{f"tilt {angle}°": replace(USUAL, tilt=angle) for angle in (30, 45, 60)},
    **{f"noise {sigma}": replace(USUAL, noise=sigma) for sigma in (12, 24, 36)},
    **{
        f"light {gain:g}, noise {sigma}": replace(USUAL, gain=gain, noise=sigma)
        for gain, sigma in ((0.25, 8), (0.25, 16), (0.12, 8))
    },
    **{f"glare {peak:g}": replace(USUAL, glare=peak) for peak in (0.8, 1.2, 2)},
}


def reads_within(shown: HeldStill, frames: int = HELD) -> int:
    """The frame in which our live reader reads what is held still; 0 for none of so many."""
    decoder = Decoder()
    for number in range(frames):
        if any(read.payload == shown.payload for read in decoder.read(shown.frame(number))):
            return number + 1
    return 0


def any_step_reads(shown: HeldStill, frames: int = HELD) -> bool:
    """Whether any single step reads it in any of the frames, given the frame or its very place."""
    steps = Ladder().still
    for number in range(frames):
        gray = gray_of(shown.frame(number))
        whole = Region(0, 0, gray.shape[1], gray.shape[0])
        for part in (around(shown.quad, gray), whole):
            reads = read_zxing(part.of(gray))
            for step in steps:
                reads += step.look(gray, part)
            if any(read.payload == shown.payload for read in reads):
                return True
    return False


def _once(reader: Reader) -> Trial:
    return lambda shown: shown.payload in reader(shown.frame(0))


def _zxing_held(shown: HeldStill) -> bool:
    return any(shown.payload in zxing(shown.frame(number)) for number in range(HELD))


def trials() -> dict[str, Trial]:
    """What is compared: one frame each, and frames of a code held still."""
    zbar = zbar_binary()
    return {
        "ours, held": lambda shown: reads_within(shown) > 0,
        "ours, one frame": _once(ours_once),
        "zxing-cpp, held": _zxing_held,
        "zxing-cpp, one frame": _once(zxing),
        **({} if zbar is None else {"zbar binary, one frame": _once(zbar)}),
    }


def limits(
    conditions: Conditions, compared: Mapping[str, Trial], frames: int
) -> dict[str, int | None]:
    """The smallest side from which each reads nine of ten; None for never.

    From large to small; a reader that falls below half is not asked for smaller ones.
    """
    smallest: dict[str, int | None] = dict.fromkeys(compared)
    falling: set[str] = set()
    given_up: set[str] = set()
    for side in SIDES:
        held = [HeldStill(replace(conditions, side=side), 1000 + seed) for seed in range(frames)]
        for name in compared.keys() - given_up:
            rate = sum(compared[name](shown) for shown in held) / frames
            if rate < SHARE:
                falling.add(name)
            elif name not in falling:
                smallest[name] = side
            if rate < HOPELESS:
                given_up.add(name)
        if given_up == compared.keys():
            break
    return smallest


def _limits_table(frames: int) -> Iterator[str]:
    compared = trials()
    yield f"Smallest side in pixels with nine of {frames} frames read, all larger ones too"
    yield ""
    yield f"| | {' | '.join(compared)} | held ÷ zxing-cpp | one frame ÷ zxing-cpp |"
    yield "|---" * (len(compared) + 3) + "|"
    for name, conditions in HARDSHIPS.items():
        smallest = limits(conditions, compared, frames)
        reference = smallest["zxing-cpp, one frame"]
        shown = " | ".join(str(smallest[trial] or "never") for trial in compared)
        ratios = " | ".join(
            _ratio(smallest[trial], reference) for trial in ("ours, held", "ours, one frame")
        )
        yield f"| {name} | {shown} | {ratios} |"


def _ratio(ours: int | None, other: int | None) -> str:
    if ours is None or other is None:
        return "–" if ours is None else "< 1"
    return f"{ours / other:.2f}"


def mixed(seed: int) -> HeldStill:
    """A code held under conditions drawn by lot, small and hard ones among them."""
    rng = np.random.default_rng((7, seed))
    conditions = Conditions(
        side=rng.uniform(90, 400),
        blur=rng.uniform(0.3, 3),
        motion=rng.choice((0, 0, rng.uniform(2, 9))),
        tilt=rng.uniform(0, 50),
        gain=rng.choice((1, 1, rng.uniform(0.12, 1))),
        noise=rng.uniform(1, 16),
        glare=rng.choice((0, 0, rng.uniform(0.4, 2))),
    )
    return HeldStill(conditions, seed)


def _held_lines(count: int) -> Iterator[str]:
    frames, alone, missed, spent = [], 0, 0, []
    for seed in range(count):
        shown = mixed(seed)
        started = time.process_time()
        read_in = reads_within(shown)
        spent.append((time.process_time() - started) / (read_in or HELD) * 1000)
        alone += shown.payload in zxing(shown.frame(0))
        if read_in:
            frames.append(read_in)
        elif any_step_reads(shown):
            missed += 1
            yield f"missed: mix {seed}"
    can = len(frames) + missed
    yield ""
    yield f"{count} codes held still, drawn by lot: {can} can be read by some engine and step"
    yield f"| read within {HELD} frames | {len(frames)} | {100 * len(frames) / max(can, 1):.1f} % |"
    yield f"| read in the first frame | {frames.count(1)} | {100 * frames.count(1) / can:.1f} % |"
    yield f"| zxing-cpp alone, one frame | {alone} | {100 * alone / can:.1f} % |"
    if frames:
        slow = statistics.quantiles(frames, n=20)[18] if len(frames) > 1 else frames[0]
        yield f"frames until read: median {statistics.median(frames):g}, 95th percentile {slow:.1f}"
    yield f"processor time a frame, with its drawing: median {statistics.median(spent):.1f} ms"


def run(frames: int = FRAMES) -> None:
    """Print both tables."""
    for line in _limits_table(frames):
        print(line, flush=True)
    print()
    for line in _held_lines(MIXED * frames):
        print(line, flush=True)


if __name__ == "__main__":
    run(int(sys.argv[1]) if len(sys.argv) > 1 else FRAMES)
