"""Sources of every kind, sound and broken."""

import http.server
import socket
import subprocess
import sys
import threading
from collections import deque
from collections.abc import Iterator
from pathlib import Path

import cv2
import numpy as np
import pytest

from checkpoint_app.domain.errors import SourceLost, SourceMissing, SourceUnreadable
from checkpoint_app.scanner.camera import NetworkCamera, without_password
from checkpoint_app.scanner.frames import Frame, Source
from checkpoint_app.scanner.source import is_live, open_source
from checkpoint_app.scanner.video import VideoFile

SAMPLE = Path(__file__).parents[2] / "resources" / "samples" / "gate.webm"


def frames_of(source: Source) -> Iterator[Frame]:
    try:
        while (frame := source.read()) is not None:
            yield frame
    finally:
        source.close()


def picture(path: Path, shade: int = 90, side: int = 8) -> Path:
    done, packed = cv2.imencode(path.suffix, np.full((side, side, 3), shade, np.uint8))
    assert done
    path.write_bytes(packed.tobytes())
    return path


def test_a_film_gives_every_frame_in_order() -> None:
    film = VideoFile(SAMPLE, paced=False)
    assert film.rate == 15
    numbers = [frame.number for frame, _ in zip(frames_of(film), range(40), strict=False)]
    assert numbers == list(range(40))


def test_a_film_keeps_its_own_pace(monkeypatch: pytest.MonkeyPatch) -> None:
    slept: list[float] = []
    now = [50.0]

    def sleep(seconds: float) -> None:
        slept.append(seconds)
        now[0] += seconds

    monkeypatch.setattr("checkpoint_app.scanner.video.time.sleep", sleep)
    monkeypatch.setattr("checkpoint_app.scanner.video.time.monotonic", lambda: now[0])
    film = VideoFile(SAMPLE)
    times = [frame.at for frame, _ in zip(frames_of(film), range(6), strict=False)]
    assert np.allclose(np.diff(times), 1 / 15)
    assert len(slept) >= 5


def test_a_cut_film_gives_what_can_be_read_and_ends(tmp_path: Path) -> None:
    content = SAMPLE.read_bytes()
    cut = tmp_path / "cut.webm"
    cut.write_bytes(content[: len(content) // 3])
    read = sum(1 for _ in frames_of(VideoFile(cut, paced=False)))
    assert 50 < read < 600


@pytest.mark.parametrize("content", [b"", b"\0" * 5000, b"no film at all " * 400])
def test_garbage_is_said_to_be_unreadable(tmp_path: Path, content: bytes) -> None:
    for name in ("film.mp4", "film.webm", "noname", "card.png", "card.jpg"):
        path = tmp_path / name
        path.write_bytes(content)
        with pytest.raises(SourceUnreadable) as caught:
            next(frames_of(open_source(str(path))))
        assert caught.value.details["source"] == name


def test_a_film_with_garbled_middle_never_crashes(tmp_path: Path) -> None:
    content = bytearray(SAMPLE.read_bytes()[:400_000])
    rng = np.random.default_rng(5)
    for at in rng.integers(60_000, len(content), 300):
        content[at] ^= 0xFF
    path = tmp_path / "garbled.webm"
    path.write_bytes(bytes(content))
    assert all(
        frame.image.shape == (720, 1280, 3) for frame in frames_of(VideoFile(path, paced=False))
    )


def test_nothing_is_printed_whatever_a_file_holds(tmp_path: Path) -> None:
    cut = tmp_path / "cut.webm"
    cut.write_bytes(SAMPLE.read_bytes()[:300_000])
    bad = tmp_path / "bad.mp4"
    bad.write_bytes(b"\0\0\0\x18ftypmp42" + b"\xff" * 4000)
    broken = tmp_path / "bad.png"
    broken.write_bytes(picture(tmp_path / "good.png").read_bytes()[:40])
    script = (
        "import sys\n"
        "from checkpoint_app.domain.errors import CheckpointError\n"
        "from checkpoint_app.scanner.source import open_source\n"
        "from checkpoint_app.scanner.video import VideoFile\n"
        "from pathlib import Path\n"
        "film = VideoFile(Path(sys.argv[1]), paced=False)\n"
        "while film.read(): pass\n"
        "for spec in sys.argv[2:]:\n"
        "    try:\n"
        "        open_source(spec).read()\n"
        "    except CheckpointError: pass\n"
    )
    specs = [str(cut), str(bad), str(broken), "97", "http://127.0.0.1:9/x", str(tmp_path / "none")]
    done = subprocess.run(
        [sys.executable, "-c", script, *specs], capture_output=True, check=True, timeout=60
    )
    assert (done.stdout, done.stderr) == (b"", b"")


def test_a_picture_that_unpacks_to_too_much_is_refused(tmp_path: Path) -> None:
    # Few bytes on disk, 144 million pixels in memory: above the bound set when OpenCV is loaded.
    done, packed = cv2.imencode(".png", np.zeros((12_000, 12_000), np.uint8))
    assert done
    bomb = tmp_path / "bomb.png"
    bomb.write_bytes(packed.tobytes())
    script = (
        "import sys\n"
        "from checkpoint_app.domain.errors import SourceUnreadable\n"
        "from checkpoint_app.scanner.source import open_source\n"
        "try:\n"
        "    open_source(sys.argv[1]).read()\n"
        "except SourceUnreadable:\n"
        "    print('refused')\n"
    )
    answer = subprocess.run(
        [sys.executable, "-c", script, str(bomb)], capture_output=True, check=True, timeout=60
    )
    assert answer.stdout.strip() == b"refused"


def test_a_folder_gives_its_pictures_by_name(tmp_path: Path) -> None:
    folder = tmp_path / "Ảnh chụp cổng số 2"
    folder.mkdir()
    for number, name in enumerate(("b thẻ.png", "a.JPG", "c.bmp")):
        picture(folder / name, 40 * number + 40)
    (folder / "notes.txt").write_text("no picture")
    (folder / "sub.png").mkdir()
    source = open_source(str(folder))
    found = list(frames_of(source))
    assert [(frame.number, frame.name) for frame in found] == [
        (0, "a.JPG"),
        (1, "b thẻ.png"),
        (2, "c.bmp"),
    ]
    assert all(frame.still and frame.image.shape == (8, 8, 3) for frame in found)
    assert not source.live


def test_an_unreadable_picture_is_said_and_the_next_one_follows(tmp_path: Path) -> None:
    picture(tmp_path / "1.png")
    (tmp_path / "2.png").write_bytes(b"torn")
    picture(tmp_path / "3.png")
    source = open_source(str(tmp_path))
    assert (first := source.read()) is not None
    assert first.name == "1.png"
    with pytest.raises(SourceUnreadable) as caught:
        source.read()
    assert caught.value.details["source"] == "2.png"
    assert (third := source.read()) is not None
    assert third.name == "3.png"
    assert source.read() is None


def test_an_empty_folder_says_why(tmp_path: Path) -> None:
    with pytest.raises(SourceUnreadable) as caught:
        open_source(str(tmp_path))
    assert caught.value.details["reason"] == "no_pictures"


@pytest.mark.parametrize("spec", ["", "no such file.mp4", "nul\0byte", "x" * 5000])
def test_a_missing_file_is_said_and_not_waited_for(spec: str) -> None:
    with pytest.raises((SourceMissing, SourceUnreadable)) as caught:
        open_source(spec)
    assert not caught.value.details.get("live")


def test_a_missing_camera_may_come_back() -> None:
    with pytest.raises(SourceMissing) as caught:
        open_source("97")
    assert caught.value.details == {"source": "97", "live": True}


def test_cameras_and_addresses_are_live() -> None:
    live = ["0", "12", "/dev/video3", "rtsp://gate.invalid/1", "HTTPS://gate.invalid"]
    assert [is_live(spec) for spec in live] == [True] * 5
    files = ["film.mp4", "0.png", "1234", "file:///x", "\u0661", "concat:a|b"]
    assert [is_live(spec) for spec in files] == [False] * 6


def test_a_password_in_an_address_is_never_said() -> None:
    assert without_password("rtsp://user:secret@gate:554/ch1?token=x") == "rtsp://gate:554/ch1"
    assert without_password("http://user:secret@gate:no/x") == "http://"
    with pytest.raises(SourceMissing) as caught:
        open_source("http://user:secret@127.0.0.1:9/stream")
    assert "secret" not in str(caught.value)


class _Stream(http.server.BaseHTTPRequestHandler):
    """A network camera that breaks off after a few pictures."""

    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "multipart/x-mixed-replace; boundary=part")
        self.end_headers()
        _, packed = cv2.imencode(".jpg", np.full((120, 160, 3), 77, np.uint8))
        for _ in range(12):
            head = f"--part\r\nContent-Type: image/jpeg\r\nContent-Length: {packed.size}\r\n\r\n"
            self.wfile.write(head.encode() + packed.tobytes() + b"\r\n")

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        pass


def test_a_network_camera_that_breaks_off_is_lost() -> None:
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), _Stream) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        camera = NetworkCamera(f"http://127.0.0.1:{server.server_port}/gate")
        first = camera.read()
        assert camera.live
        assert first.image.shape == (120, 160, 3)
        with pytest.raises(SourceLost) as caught:
            deque((camera.read() for _ in range(40)), maxlen=0)
        assert caught.value.details["live"] is True
        camera.close()
        camera.close()
        server.shutdown()
        thread.join(5)


def test_an_address_where_nobody_listens_is_missing() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        with pytest.raises(SourceMissing):
            open_source(f"rtsp://127.0.0.1:{taken.getsockname()[1]}/gate")
