"""What is read of drawn scenes, and of pictures that are none."""

from collections.abc import Callable

import numpy as np
import pytest
import segno

from checkpoint_app.scanner.decoder import Decoder
from checkpoint_app.scanner.engines import Picture, as_gray, read_zxing
from checkpoint_app.scanner.reads import Read, nearest_first
from checkpoint_app.scanner.zbar import BinaryZbar
from tests.scenes.paint import Image, code_modules
from tests.scenes.papers import held
from tests.scenes.people import AN, BICH, PEOPLE, Someone
from tests.scenes.scene import Light, Pose, frame, gate, place

HELD = Pose(x=720, y=400, scale=0.6, turn=6, tilt=9, swing=-8)


def scene(someone: Someone, pose: Pose = HELD, light: Light | None = None) -> Image:
    return frame(held(someone), pose, light or Light(), np.random.default_rng(3))


def as_gray_of(image: Image) -> Image:
    gray = as_gray(image)
    assert gray is not None
    return gray


def plain(payload: bytes, times: int = 6) -> Image:
    return np.kron(code_modules(payload), np.ones((times, times), np.uint8))


@pytest.mark.parametrize("someone", PEOPLE, ids=lambda one: one.name)
def test_a_card_or_phone_held_up_is_read_to_the_byte(someone: Someone) -> None:
    reads = Decoder().read(scene(someone))
    assert [read.payload for read in reads] == [someone.payload]


def test_corners_lie_around_the_code() -> None:
    (read,) = Decoder().read(scene(AN))
    corners = np.array([(856, 275 + 28), (1168, 303), (1168, 615), (856, 615)], float)
    middle = np.append(corners.mean(axis=0) - (0, 0), 1.0)
    seen = place(held(AN), HELD) @ middle
    found = np.array(read.quad).mean(axis=0)
    assert np.hypot(*(found - seen[:2] / seen[2])) < 12
    assert 120 < read.area**0.5 < 220


def test_a_blurred_code_held_still_is_read_frame_after_frame() -> None:
    blurred = scene(AN, light=Light(blur=2.6))
    assert read_zxing(as_gray_of(blurred)) == []
    decoder = Decoder()
    tried = [[read.payload for read in decoder.read(blurred)] for _ in range(15)]
    first = tried.index([AN.payload])
    assert tried[first:] == [[AN.payload]] * (15 - first)  # what helped once helps again
    (still,) = Decoder().read_still(blurred)
    assert still.payload == AN.payload


def test_the_corners_of_a_rescued_code_are_those_in_the_whole_frame() -> None:
    (plainly,) = Decoder().read(scene(AN))
    (rescued,) = Decoder().read_still(scene(AN, light=Light(blur=2.6)))
    assert rescued.engine != "zxing"
    assert np.abs(np.array(plainly.quad) - np.array(rescued.quad)).max() < 12


@pytest.mark.parametrize("change", [np.fliplr, np.flipud, np.rot90, np.invert, np.transpose])
def test_mirrored_turned_and_inverted_codes_are_read(change: Callable[[Image], Image]) -> None:
    shown = np.ascontiguousarray(change(plain(AN.payload)))
    assert [read.payload for read in Decoder().read(shown)] == [AN.payload]


def test_a_micro_code_is_no_code_of_a_person() -> None:
    micro = segno.make("071640", micro=True, error="l")
    drawn = np.array([[0 if dark else 255 for dark in row] for row in micro.matrix_iter(border=4)])
    image = np.kron(drawn, np.ones((9, 9), int)).astype(np.uint8)
    assert Decoder().read(image) == []
    assert Decoder().read_still(image) == []


def test_text_in_another_charset_is_told_but_never_guessed_into_the_payload() -> None:
    raw = "今度のバージョン".encode("shift_jis")
    (read,) = Decoder().read(plain(raw))
    assert (read.payload, read.text) == (raw, "今度のバージョン")
    (read,) = Decoder().read(plain(AN.payload))
    assert (read.guess, read.text) == (None, AN.payload.decode())


def test_an_empty_gate_holds_no_code() -> None:
    decoder = Decoder()
    assert [decoder.read(gate()) for _ in range(8)] == [[]] * 8
    assert decoder.read_still(gate()) == []


@pytest.mark.parametrize(
    "image",
    [
        np.zeros((0, 0, 3), np.uint8),
        np.zeros((0, 40), np.uint8),
        np.zeros((1, 1, 3), np.uint8),
        np.zeros((1, 4000), np.uint8),
        np.zeros((720, 1280, 3), np.uint8),
        np.full((64, 64), 255, np.uint8),
        np.zeros((30, 30, 2), np.uint8),
        np.zeros((30, 30, 3, 2), np.uint8),
        np.zeros(30, np.uint8),
    ],
    ids=lambda image: f"{image.shape}",
)
def test_what_is_no_picture_holds_no_code(image: Image) -> None:
    decoder = Decoder()
    assert [decoder.read(image) for _ in range(8)] == [[]] * 8
    assert decoder.read_still(image) == []


def test_every_usual_depth_and_channel_count_is_read() -> None:
    gray = plain(b"payload")
    tints: list[Picture] = [
        gray,
        gray[..., None],
        np.repeat(gray[..., None], 3, axis=2),
        np.repeat(gray[..., None], 4, axis=2),
        gray.astype(np.uint16) * 257,
        gray.T,
    ]
    for image in tints:
        assert [read.payload for read in Decoder().read(image)] == [b"payload"], image.shape


def test_nearest_code_first_and_each_payload_once() -> None:
    ground = np.full((700, 1000), 255, np.uint8)
    for payload, times, x in ((b"far", 3, 20), (b"near", 9, 300), (b"far", 4, 750)):
        drawn = plain(payload, times)
        ground[40 : 40 + len(drawn), x : x + len(drawn)] = drawn
    assert [read.payload for read in Decoder().read(ground)] == [b"near", b"far"]


def test_ordering_is_by_area() -> None:
    def square(payload: bytes, side: float) -> Read:
        return Read(payload, "x", ((0, 0), (side, 0), (side, side), (0, side)))

    found = nearest_first([square(b"a", 5), square(b"b", 9), square(b"a", 7)])
    assert found == [square(b"b", 9), square(b"a", 7)]


@pytest.mark.skipif(not BinaryZbar().available, reason="no libzbar with binary mode here")
def test_the_second_reader_gives_the_bytes_as_they_are() -> None:
    reader = BinaryZbar()
    for someone in PEOPLE:  # again and again with the same scanner
        (read,) = reader.read(plain(someone.payload))
        assert (read.payload, read.engine) == (someone.payload, "zbar")
    (read,) = reader.read(plain(bytes(range(256)), 4))
    assert read.payload == bytes(range(256))
    assert reader.read(np.zeros((1, 1), np.uint8)) == []


def test_linked_codes_trouble_no_reader() -> None:
    sequence = segno.make_sequence(AN.payload, symbol_count=4, error="m", mode="byte")
    drawn = [
        np.kron(
            np.array([[0 if dark else 255 for dark in row] for row in code.matrix_iter(border=4)]),
            np.ones((5, 5), int),
        ).astype(np.uint8)
        for code in sequence
    ]
    pictures = [*drawn, np.hstack(drawn), np.hstack(drawn[:3])]
    decoder, second = Decoder(), BinaryZbar()
    for image in pictures:
        parts = {read.payload for read in decoder.read(image)}
        assert all(part in AN.payload for part in parts)
        assert all(read.payload in AN.payload for read in second.read(image))


def test_without_the_second_reader_all_else_works(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("checkpoint_app.scanner.zbar._zbar", None)
    assert not BinaryZbar().available
    assert BinaryZbar().read(plain(b"x")) == []
    decoder = Decoder()
    assert [decoder.read(gate()) for _ in range(8)] == [[]] * 8
    assert decoder.read(scene(BICH))[0].payload == BICH.payload


def test_raw_bytes_come_out_of_zxing() -> None:
    (read,) = read_zxing(plain(bytes(range(256)), 4))
    assert read.payload == bytes(range(256))
