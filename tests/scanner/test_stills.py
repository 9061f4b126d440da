"""Pictures that somebody sent, sound and hostile."""

import os
import sys
import threading
from pathlib import Path

import cv2
import numpy as np
import pytest

from checkpoint_app.domain.documents import Format
from checkpoint_app.domain.errors import SourceUnreadable
from checkpoint_app.scanner.hints import Hint
from checkpoint_app.scanner.payloads import parse
from checkpoint_app.scanner.stills import LARGEST_READ, read_file, read_image
from tests.fakes.pictures import card, paint


def test_a_picture_gives_its_codes_and_what_they_say(tmp_path: Path) -> None:
    path = tmp_path / "Ảnh thẻ của khách.png"
    paint(path, card(7))
    reading = read_file(path, parse)
    (code,) = reading.codes
    assert code.payload == card(7)
    assert (code.document.format, code.document.name) == (Format.CCCD, "Nguyễn Văn Thứ 7")
    assert reading.hint is None


def test_a_picture_without_a_code_says_what_may_help() -> None:
    assert read_image(np.zeros((300, 400, 3), np.uint8), parse).hint is Hint.COVERED
    assert read_image(np.full((300, 400, 3), 255, np.uint8), parse).hint is Hint.BRIGHT
    assert read_image(np.full((300, 400, 3), 140, np.uint8), parse).codes == ()


def test_a_very_large_picture_is_read_at_a_bounded_size(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    paint(tmp_path / "code.png", card(1))
    code = cv2.imread(str(tmp_path / "code.png"))
    assert code is not None
    whole = np.full((6000, 7000, 3), 255, np.uint8)
    large = cv2.resize(code, None, fx=6, fy=6, interpolation=cv2.INTER_NEAREST)
    whole[800 : 800 + large.shape[0], 900 : 900 + large.shape[1]] = large
    sizes: list[int] = []

    class Watched:
        def read_still(self, image: np.ndarray) -> list[object]:
            sizes.append(image.shape[0] * image.shape[1])
            return []

        def hint(self) -> None:
            return None

    assert [found.payload for found in read_image(whole, parse).codes] == [card(1)]
    monkeypatch.setattr("checkpoint_app.scanner.stills.Decoder", Watched)
    read_image(whole, parse)
    assert 0.95 * LARGEST_READ < sizes[0] < 1.05 * LARGEST_READ


@pytest.mark.parametrize(
    "content", [b"", b"\0" * 4000, b"no picture", b"\x89PNG\r\n\x1a\n" + b"\xff" * 200, b"GIF89a"]
)
def test_what_is_no_picture_is_said(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "photo.jpg"
    path.write_bytes(content)
    with pytest.raises(SourceUnreadable) as caught:
        read_file(path, parse)
    assert caught.value.details == {"source": "photo.jpg"}


@pytest.mark.parametrize("suffix", [".png", ".jpg"])
def test_a_picture_cut_off_anywhere_is_said_or_read_and_never_a_fault(
    tmp_path: Path, suffix: str
) -> None:
    paint(tmp_path / "code.png", card(2))
    picture = cv2.imread(str(tmp_path / "code.png"))
    assert picture is not None
    done, packed = cv2.imencode(suffix, picture)
    assert done
    whole = packed.tobytes()
    path = tmp_path / f"cut{suffix}"
    for share in range(1, 20):
        path.write_bytes(whole[: len(whole) * share // 20])
        try:
            reading = read_file(path, parse)
        except SourceUnreadable:
            continue
        assert {code.payload for code in reading.codes} <= {card(2)}


@pytest.mark.parametrize("name", ["none.png", "nul\0byte.png", "x" * 5000, "folder.png"])
def test_a_path_that_leads_to_no_file_is_said(tmp_path: Path, name: str) -> None:
    (tmp_path / "folder.png").mkdir()
    with pytest.raises(SourceUnreadable):
        read_file(tmp_path / name, parse)


@pytest.mark.skipif(sys.platform == "win32", reason="has no such files")
def test_a_device_or_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.png")
    for path in (tmp_path / "pipe.png", Path("/dev/zero")):
        refused = threading.Event()

        def read(path: Path = path, refused: threading.Event = refused) -> None:
            with pytest.raises(SourceUnreadable):
                read_file(path, parse)
            refused.set()

        threading.Thread(target=read, daemon=True).start()
        assert refused.wait(20)
