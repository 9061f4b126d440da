"""What a camera is asked for, and what is done with what it gives. Only the camera is a fake."""

from collections import deque
from collections.abc import Callable
from pathlib import Path

import cv2
import numpy as np
import pytest

from checkpoint_app.domain.errors import SourceLost, SourceMissing
from checkpoint_app.scanner.camera import LEAST_RATE, SIZES, Camera

Ask = tuple[int, float]


class FakeCapture:
    """A camera's driver: grants some sizes, keeps to its own otherwise, takes time for a frame."""

    def __init__(
        self, wait: Callable[[float], None], sizes: set[tuple[int, int]], seconds: float
    ) -> None:
        self.asked: list[Ask] = []
        self.released = False
        self._wait, self._sizes, self._seconds = wait, sizes, seconds
        self._size = (640, 480)
        self._width = 0.0

    def set(self, setting: int, value: float) -> bool:
        self.asked.append((setting, value))
        if setting == cv2.CAP_PROP_FRAME_WIDTH:
            self._width = value
        if setting == cv2.CAP_PROP_FRAME_HEIGHT and (self._width, value) in self._sizes:
            self._size = (int(self._width), int(value))
        return True

    def get(self, setting: int) -> float:
        return float(self._size[0 if setting == cv2.CAP_PROP_FRAME_WIDTH else 1])

    def read(self) -> tuple[bool, np.ndarray | None]:
        if self.released:
            return False, None
        self._wait(self._seconds * self._size[0] / SIZES[0][0])
        return True, np.zeros((self._size[1], self._size[0], 3), np.uint8)

    def release(self) -> None:
        self.released = True


class Bench:
    """The computer the fake camera is plugged into."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
        self.sizes: set[tuple[int, int]] = set(SIZES)
        self.seconds = 1 / 30
        self.plugged = True
        self.opened: list[FakeCapture] = []
        self.now = 50.0
        (folder / "video0").touch()
        monkeypatch.setattr("checkpoint_app.scanner.camera._NODE", str(folder / "video"))
        monkeypatch.setattr("checkpoint_app.scanner.camera.open_capture", self.open)
        monkeypatch.setattr("checkpoint_app.scanner.camera.time.monotonic", lambda: self.now)

    def open(self, index: int, backend: int) -> FakeCapture | None:
        if not self.plugged:
            return None
        self.opened.append(FakeCapture(self.wait, self.sizes, self.seconds))
        return self.opened[-1]

    def wait(self, seconds: float) -> None:
        self.now += seconds


@pytest.fixture
def bench(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Bench:
    return Bench(monkeypatch, tmp_path)


def read(camera: Camera, count: int) -> None:
    deque((camera.read() for _ in range(count)), maxlen=0)


def test_the_largest_size_is_asked_for_first_and_kept_where_it_is_fast(bench: Bench) -> None:
    camera = Camera(0)
    assert camera.size == SIZES[0] == (1920, 1080)
    read(camera, 200)
    assert camera.size == SIZES[0]
    assert len(bench.opened) == 1


def test_the_format_is_asked_for_after_size_and_rate_and_the_focus_too(bench: Bench) -> None:
    Camera(0)
    asked = [setting for setting, _ in bench.opened[0].asked]
    assert asked[:4] == [
        cv2.CAP_PROP_FRAME_WIDTH,
        cv2.CAP_PROP_FRAME_HEIGHT,
        cv2.CAP_PROP_FPS,
        cv2.CAP_PROP_FOURCC,
    ]
    assert (cv2.CAP_PROP_FOURCC, cv2.VideoWriter.fourcc(*"MJPG")) in bench.opened[0].asked
    assert (cv2.CAP_PROP_AUTOFOCUS, 1) in bench.opened[0].asked


@pytest.mark.parametrize(
    ("granted", "settled"), [({(1280, 720)}, (1280, 720)), (set(), (640, 480))]
)
def test_a_camera_without_the_size_gives_the_next_one_or_its_own(
    bench: Bench, granted: set[tuple[int, int]], settled: tuple[int, int]
) -> None:
    bench.sizes = granted
    assert Camera(0).size == settled


def test_a_camera_too_slow_at_its_largest_size_goes_on_at_the_smaller_one(bench: Bench) -> None:
    bench.seconds = 1 / (LEAST_RATE - 3)
    camera = Camera(0)
    read(camera, 60)
    assert camera.size == (1280, 720)
    assert [capture.released for capture in bench.opened] == [True, False]
    read(camera, 300)  # and it stays there
    assert len(bench.opened) == 2
    assert camera.read().number == 360


def test_a_slow_camera_that_does_not_open_again_is_lost_and_may_return(bench: Bench) -> None:
    bench.seconds = 0.2
    camera = Camera(0)
    bench.plugged = False
    with pytest.raises(SourceLost) as caught:
        read(camera, 60)
    assert caught.value.details == {"source": "0", "live": True}
    camera.close()


def test_a_camera_that_another_program_holds_is_said_by_its_name(bench: Bench) -> None:
    bench.plugged = False
    with pytest.raises(SourceMissing) as caught:
        Camera(0, "HD Webcam")
    assert caught.value.details["source"] == "HD Webcam"
