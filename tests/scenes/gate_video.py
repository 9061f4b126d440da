"""Writes the sample film: ``python -m tests.scenes.gate_video OUT``.

``OUT/gate.webm`` is VP9 in WebM, which OpenCV reads on every system; ``OUT/gate.json`` is the truth
about it. Needs PyAV, for OpenCV writes no film at a bit rate of one's choice.
"""

import json
import sys
from fractions import Fraction
from pathlib import Path

import av  # type: ignore[import-not-found,unused-ignore]  # only whoever remakes the film needs it

from tests.scenes.film import RATE, frames, truth
from tests.scenes.scene import HEIGHT, WIDTH

BIT_RATE = 520_000


def write_film(path: Path) -> None:
    """Writes every frame of the film."""
    with av.open(str(path), "w") as film:
        options = {"deadline": "good", "cpu-used": "4", "row-mt": "1"}
        stream = film.add_stream("libvpx-vp9", rate=Fraction(RATE), options=options)
        stream.width, stream.height, stream.pix_fmt = WIDTH, HEIGHT, "yuv420p"
        stream.bit_rate = BIT_RATE
        for picture in frames():
            film.mux(stream.encode(av.VideoFrame.from_ndarray(picture, format="bgr24")))
        film.mux(stream.encode(None))


def main() -> None:
    """Writes film and truth into the folder named on the command line."""
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    write_film(folder / "gate.webm")
    written = json.dumps(truth(), ensure_ascii=False, indent=1)
    (folder / "gate.json").write_text(written + "\n", encoding="utf-8")
    print(folder / "gate.webm", (folder / "gate.webm").stat().st_size, "bytes")


if __name__ == "__main__":
    main()
