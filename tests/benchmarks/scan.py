"""``python -m tests.benchmarks.scan [FOLDER [READER …]]``: our reader and others over pictures.

The folder holds a manifest, see `tests.benchmarks.manifest`; without one named, hard pictures are
drawn for the occasion. Right is a picture of which an expected payload is read; wrong is one of
which something else is. Prints tables in Markdown.
"""

import statistics
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import cv2
import numpy as np

from tests.benchmarks.manifest import NoManifest, Picture, pictures, same
from tests.benchmarks.readers import Reader, all_readers
from tests.scenes import hard
from tests.scenes.paint import Image

PER_CATEGORY = 10


@dataclass
class Score:
    """What one reader made of some pictures.

    Attributes:
        right, wrong: pictures; the wrong ones by name, for what is in them is nobody's business.
        wall, cpu: milliseconds of each picture.
    """

    right: int = 0
    wrong: list[str] = field(default_factory=list)
    wall: list[float] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)

    @property
    def seen(self) -> int:
        """How many pictures."""
        return len(self.wall)

    def add(self, picture: Picture, reader: Reader, image: Image) -> None:
        """Reads one picture and counts what comes of it."""
        wall, cpu = time.perf_counter(), time.process_time()
        reads = reader(image)
        self.cpu.append((time.process_time() - cpu) * 1000)
        self.wall.append((time.perf_counter() - wall) * 1000)
        if any(same(wanted, got) for wanted in picture.expected for got in reads):
            self.right += 1
        elif reads:
            self.wrong.append("/".join(picture.path.parts[-2:]))


Scores = dict[str, Score]


def score(readers: Mapping[str, Reader], found: Sequence[Picture]) -> dict[str, Scores]:
    """Every picture through every reader: category → reader → score; "" is every category.

    The category of pictures without a code is ``none``. A picture that cannot be opened is said
    and left out.
    """
    scores: dict[str, Scores] = defaultdict(lambda: {name: Score() for name in readers})
    for picture in found:
        image = _opened(picture.path)
        if image is None:
            print(f"left out, cannot be opened: {picture.path}", file=sys.stderr)
            continue
        groups = {"", picture.category} if picture.expected else {"none"}
        for name, reader in readers.items():
            alone = Score()
            alone.add(picture, reader, image)
            for group in groups:
                _join(scores[group][name], alone)
    return dict(scores)


def _opened(path: Path) -> Image | None:
    try:
        content = np.frombuffer(path.read_bytes(), np.uint8)
        image = cv2.imdecode(content, cv2.IMREAD_COLOR)
    except (OSError, cv2.error):  # not there, or empty
        return None
    return None if image is None else np.asarray(image, np.uint8)


def _join(whole: Score, part: Score) -> None:
    whole.right += part.right
    whole.wrong += part.wrong
    whole.wall += part.wall
    whole.cpu += part.cpu


def report(scores: Mapping[str, Scores]) -> str:
    """The tables, and every wrong read."""
    nothing: Scores = {}
    seen, empty = scores.get("", nothing), scores.get("none", nothing)
    names = list(seen or empty)
    count = next(iter(seen.values())).seen if seen else 0
    without = next(iter(empty.values())).seen if empty else 0
    lines = [
        f"{count} pictures with a code, {without} without; "
        "milliseconds: median / 95th percentile of one picture",
        "",
        "| reader | right % | wrong | ms | processor ms | no code: reads | ms | processor ms |",
        "|---|---|---|---|---|---|---|---|",
    ]
    for name in names:
        got, bare = seen.get(name, Score()), empty.get(name, Score())
        lines.append(
            f"| {name} | {_rate(got)} | {len(got.wrong)} | {_times(got.wall)} | {_times(got.cpu)} "
            f"| {len(bare.wrong)} | {_times(bare.wall)} | {_times(bare.cpu)} |"
        )
    groups = sorted(set(scores) - {"", "none"})
    if groups:
        lines += [
            "",
            f"| right % | pictures | {' | '.join(names)} |",
            "|---" * (len(names) + 2) + "|",
        ]
        for group in groups:
            row = scores[group]
            rates = " | ".join(_rate(row[name]) for name in names)
            lines.append(f"| {group} | {row[names[0]].seen} | {rates} |")
    wrong = [
        f"{name}: {text}"
        for name in names
        for text in (*seen.get(name, Score()).wrong, *empty.get(name, Score()).wrong)
    ]
    return "\n".join([*lines, "", *(f"wrong, {text}" for text in wrong)]).rstrip()


def _rate(got: Score) -> str:
    return f"{100 * got.right / got.seen:.1f}" if got.seen else "–"


def _times(values: Sequence[float]) -> str:
    if not values:
        return "–"
    slow = statistics.quantiles(values, n=20)[18] if len(values) > 1 else values[0]
    return f"{statistics.median(values):.1f} / {slow:.1f}"


def main() -> None:
    """Prints the tables of the folder named on the command line, or of a set drawn now."""
    folder, *wanted = sys.argv[1:] or [""]
    readers = all_readers()
    unknown = [name for name in wanted if name not in readers]
    if unknown:
        sys.exit(f"no reader {unknown[0]}; there are: {', '.join(readers)}")
    chosen = {name: readers[name] for name in wanted or readers}
    try:
        if folder:
            found = pictures(Path(folder))
            print(report(score(chosen, found)))
        else:
            with tempfile.TemporaryDirectory() as drawn:
                hard.write(Path(drawn), PER_CATEGORY)
                print(report(score(chosen, pictures(Path(drawn)))))
    except NoManifest as cause:
        sys.exit(str(cause))


if __name__ == "__main__":
    main()
