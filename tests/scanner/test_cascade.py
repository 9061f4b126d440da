"""The parts of the cascade: places, preparations, steps spread over frames, doubts, hints."""

import tracemalloc
from dataclasses import replace
from types import SimpleNamespace

import cv2
import numpy as np
import pytest

from checkpoint_app.scanner import preparation
from checkpoint_app.scanner.decoder import BLIND, NEWS, PATIENCE, SEEKING, Decoder
from checkpoint_app.scanner.doubts import settle
from checkpoint_app.scanner.engines import Gray, Tapir, as_gray, look_with_zxing, read_zxing
from checkpoint_app.scanner.hints import Hint
from checkpoint_app.scanner.ladder import Ladder, Step
from checkpoint_app.scanner.reads import Quad, Read
from checkpoint_app.scanner.regions import Region, around, regions
from checkpoint_app.scanner.rescue import SELDOM, TIRED, Rescue
from tests.scenes.paint import Image, code_modules
from tests.scenes.papers import held
from tests.scenes.people import AN, PEOPLE
from tests.scenes.scene import Light, Pose, frame, gate

SQUARE: Quad = ((300, 100), (500, 100), (500, 300), (300, 300))


def gray(image: Image) -> Gray:
    found = as_gray(image)
    assert found is not None
    return found


def scene(scale: float = 0.6, **light: float) -> Gray:
    pose = Pose(x=720, y=400, scale=scale, turn=6, tilt=9, swing=-8)
    return gray(frame(held(AN), pose, Light(**light), np.random.default_rng(3)))  # type: ignore[arg-type]  # motion is not used


def drawn(payload: bytes, times: int = 6) -> Gray:
    return np.kron(code_modules(payload), np.ones((times, times), np.uint8))


class Stub:
    """A step that counts what it was asked."""

    def __init__(self, name: str, answer: list[Read] | None = None, cost: float = 0.0) -> None:
        self.asked = 0
        self.answer = answer or []
        self.step = Step(name, preparation.plain, self.read, cost, start=1.0)

    def read(self, image: Gray) -> list[Read]:
        self.asked += 1
        return self.answer


# Places


@pytest.mark.parametrize("blur", [0.6, 1.5, 3.0])
@pytest.mark.parametrize("someone", PEOPLE, ids=lambda one: one.name)
def test_the_likeliest_place_holds_the_whole_code(someone: object, blur: float) -> None:
    pose = Pose(x=600, y=380, scale=0.6, turn=20)
    rng = np.random.default_rng(1)
    sharp = gray(frame(held(AN), pose, Light(), rng))
    (read,) = read_zxing(sharp)
    first = regions(gray(frame(held(AN), pose, Light(blur=blur), rng)))[0]
    for x, y in read.quad:
        assert first.left < x < first.right
        assert first.top < y < first.bottom
    assert first.area < 6 * read.area


def test_an_empty_gate_has_no_place_to_look_at() -> None:
    assert regions(gray(gate())) == []
    assert regions(np.zeros((720, 1280), np.uint8)) == []
    assert regions(np.zeros((3, 2000), np.uint8)) == []


def test_a_region_stays_inside_the_picture_and_is_compared_by_area() -> None:
    corner = around(((-5, -5), (90, 0), (90, 90), (0, 95)), np.zeros((100, 120), np.uint8))
    assert (corner.left, corner.top, corner.right, corner.bottom) == (0, 0, 120, 100)
    one, half = Region(0, 0, 100, 100), Region(0, 0, 100, 50)
    assert one.likeness(one) == 1
    assert one.likeness(half) == 0.5
    assert one.likeness(Region(100, 0, 200, 100)) == 0


def test_a_code_found_but_not_read_is_told_by_its_place() -> None:
    spoiled = drawn(AN.payload)
    side = len(spoiled)
    spoiled[side // 3 : side * 2 // 3, side // 3 : side * 2 // 3] = 255
    reads, suspects = look_with_zxing(spoiled)
    assert reads == []
    assert suspects
    xs, ys = zip(*suspects[0], strict=True)
    assert max(xs) - min(xs) > 0.6 * side
    assert max(ys) - min(ys) > 0.6 * side


# Preparations


@pytest.mark.parametrize(("side", "sigma", "noise"), [(4, 2.0, 0.003), (5, 3.0, 0.005)])
def test_focusing_gives_back_what_a_blur_took(side: int, sigma: float, noise: float) -> None:
    sharp = np.pad(drawn(AN.payload, side), 20, constant_values=255)
    blurred = np.asarray(cv2.GaussianBlur(sharp, (0, 0), sigma), np.uint8)
    assert read_zxing(blurred) == []
    (read,) = read_zxing(preparation.focused(blurred, sigma, noise))
    assert read.payload == AN.payload


def test_every_step_takes_a_part_of_any_size_and_makes_up_no_code() -> None:
    rng = np.random.default_rng(4)
    steps = Ladder().still
    for size in ((1, 1), (20, 900), (21, 21), (22, 37), (64, 129), (101, 333)):
        for image in (rng.integers(0, 256, size), np.zeros(size), np.full(size, 255)):
            part = Region(0, 0, size[1], size[0])
            assert [step.look(image.astype(np.uint8), part) for step in steps] == [[]] * len(steps)


def test_every_step_tells_the_place_in_the_whole_picture() -> None:
    ground = np.full((600, 800), 255, np.uint8)
    image = drawn(b"payload", 8)
    ground[200 : 200 + len(image), 300 : 300 + len(image)] = image
    (sure,) = read_zxing(ground)
    for step in Ladder().still:
        for read in step.look(ground, Region(280, 180, 800, 600)):
            assert (read.payload, read.engine) == (b"payload", step.name)
            near = np.array(read.quad).mean(axis=0) - np.array(sure.quad).mean(axis=0)
            assert np.abs(near).max() < 8, step.name


def test_tapir_reads_bytes_and_leaves_parts_of_a_set_alone() -> None:
    (read,) = Tapir().read(drawn(bytes(range(256)), 4))
    assert read.payload == bytes(range(256))
    assert Tapir().read(np.zeros((1, 1), np.uint8)) == []


# Steps spread over frames


def test_every_step_comes_round_and_a_place_tried_in_vain_is_tried_seldom() -> None:
    stubs = [Stub(f"step {number}") for number in range(4)]
    rescue = Rescue([stub.step for stub in stubs])
    place, image = Region(300, 100, 500, 300), np.zeros((720, 1280), np.uint8)
    for _ in range(3):
        rescue.look(image, [place])
    assert all(stub.asked for stub in stubs)
    before = sum(stub.asked for stub in stubs)
    for _ in range(10 * SELDOM):
        rescue.look(image, [place])
    assert sum(stub.asked for stub in stubs) - before <= 10
    before = sum(stub.asked for stub in stubs)
    for _ in range(TIRED):
        rescue.look(image, [Region(700, 300, 900, 500)])  # something new
    assert sum(stub.asked for stub in stubs) - before >= 4


def test_what_helped_is_asked_first_in_the_next_frame() -> None:
    vain, good = Stub("vain"), Stub("good", [Read(b"x", "good", SQUARE)])
    rescue = Rescue([vain.step, good.step])
    image, place = np.zeros((720, 1280), np.uint8), Region(300, 100, 500, 300)
    assert [len(rescue.look(image, [place])) for _ in range(5)] == [1] * 5
    assert (vain.asked, good.asked) == (1, 5)


def test_a_frame_gets_its_share_and_never_less_than_one_step() -> None:
    stubs = [Stub(f"step {number}", cost=2000.0) for number in range(5)]  # 80 ms at this place
    rescue = Rescue([stub.step for stub in stubs])
    image, place = np.zeros((720, 1280), np.uint8), Region(300, 100, 500, 300)
    for frames in range(1, 6):
        rescue.look(image, [place])
        assert sum(stub.asked for stub in stubs) == frames


def test_a_frame_without_any_place_is_still_looked_through_now_and_then(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("checkpoint_app.scanner.decoder.regions", lambda gray, most: [])
    decoder, blurred = Decoder(), scene(blur=2.0)
    assert read_zxing(blurred) == []
    reads = [decoder.read(blurred) for _ in range(4 * BLIND)]
    assert {read.payload for frame_reads in reads for read in frame_reads} == {AN.payload}


@pytest.fixture
def stubs(monkeypatch: pytest.MonkeyPatch) -> list[Stub]:
    """The steps of every decoder made from now on: two at places, then one over whole frames."""
    made = [Stub(name, cost=1e9) for name in ("first", "second", "blind", "smooth")]
    ladder = SimpleNamespace(live=[one.step for one in made[:2]], still=[], blind=[])
    ladder.smooth = made[3].step
    ladder.blind.append(replace(made[2].step, cost=1))
    monkeypatch.setattr("checkpoint_app.scanner.decoder.Ladder", lambda: ladder)
    return made


def test_a_quiet_frame_seldom_costs_a_step(
    stubs: list[Stub], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("checkpoint_app.scanner.decoder.regions", lambda gray, most: [])
    decoder, empty = Decoder(), np.full((720, 1280), 128, np.uint8)
    for _ in range(NEWS):
        decoder.read(empty)
    before = stubs[2].asked
    for _ in range(4 * BLIND):
        decoder.read(empty)
    assert stubs[2].asked - before == 4
    assert [stub.asked for stub in stubs[:2]] == [0, 0]
    somebody = empty.copy()
    somebody[200:500, 500:800] = 100
    for _ in range(4 * SEEKING):
        decoder.read(somebody)
    assert stubs[2].asked - before == 8


def test_a_street_full_of_people_without_a_code_tires_and_a_code_wakes(
    stubs: list[Stub], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("checkpoint_app.scanner.decoder.regions", lambda gray, most: [])
    rng = np.random.default_rng(5)
    street = [rng.integers(0, 255, (9, 16), np.uint8).repeat(80, 0).repeat(80, 1) for _ in range(9)]
    decoder = Decoder()

    def looks(frames: int) -> int:
        before = stubs[2].asked
        for number in range(frames):
            decoder.read(street[number % len(street)])
        return stubs[2].asked - before

    assert looks(PATIENCE * SEEKING) == PATIENCE
    assert looks(30 * SEEKING) == 10
    assert decoder.read(drawn(AN.payload))
    assert looks(10 * SEEKING) == 10


def test_where_something_looks_like_a_code_the_whole_frame_is_searched_sooner(
    stubs: list[Stub], monkeypatch: pytest.MonkeyPatch
) -> None:
    elsewhere = [Region(0, 0, 90, 90)]
    monkeypatch.setattr("checkpoint_app.scanner.decoder.regions", lambda gray, most: elsewhere)
    decoder, empty = Decoder(), np.full((720, 1280), 128, np.uint8)
    for _ in range(NEWS):
        decoder.read(empty)
    before = stubs[2].asked
    for _ in range(3 * SEEKING):
        decoder.read(empty)
    assert stubs[2].asked - before == 3


def test_after_a_code_was_read_the_next_place_gets_the_first_step(
    stubs: list[Stub], monkeypatch: pytest.MonkeyPatch
) -> None:
    place = [Region(300, 100, 500, 300)]
    monkeypatch.setattr("checkpoint_app.scanner.decoder.regions", lambda gray, most: place)
    decoder, empty = Decoder(), np.full((720, 1280), 128, np.uint8)
    decoder.read(empty)
    assert decoder.read(drawn(AN.payload))
    decoder.read(empty)
    assert [stub.asked for stub in stubs[:2]] == [2, 0]


# Doubts


@pytest.fixture
def impossible() -> bytes:
    return b"001099000001||Nguyen Van A|31022000|Nam|Ha Noi|15032021"


def test_a_doubtful_code_is_read_again_and_what_most_readers_say_is_taken(
    impossible: bytes,
) -> None:
    sound = impossible.replace(b"31022000", b"01022000")
    doubtful = Read(impossible, "zxing", SQUARE)
    image = np.zeros((720, 1280), np.uint8)
    others = [
        Stub(str(number), [Read(sound, "", ((60, 60), (260, 60), (260, 260), (60, 260)))])
        for number in range(2)
    ]
    (settled,) = settle([doubtful], image, [other.step for other in others])
    assert settled.payload == sound
    silent = [Stub("a"), Stub("b")]
    assert settle([doubtful], image, [stub.step for stub in silent]) == [doubtful]
    split = others[0].step
    assert settle([doubtful], image, [split]) == [doubtful]  # one against one: the first stands


def test_a_sound_code_is_read_once(impossible: bytes) -> None:
    stub = Stub("other")
    read = Read(AN.payload, "zxing", SQUARE)
    assert settle([read], np.zeros((720, 1280), np.uint8), [stub.step]) == [read]
    assert stub.asked == 0
    settle([Read(impossible, "zxing", SQUARE)], np.zeros((720, 1280), np.uint8), [stub.step])
    assert stub.asked == 1


def test_a_card_misprinted_is_still_read(impossible: bytes) -> None:
    assert [read.payload for read in Decoder().read(drawn(impossible))] == [impossible]
    assert [read.payload for read in Decoder().read_still(drawn(impossible))] == [impossible]


# Hints


@pytest.mark.parametrize(
    ("image", "hint"),
    [
        (scene(scale=0.22, blur=1.2), Hint.TOO_FAR),
        (scene(scale=0.75, blur=6.0), Hint.BLURRED),
        (gray(gate()), None),
        (scene(), None),
    ],
    ids=["far", "blurred", "empty", "read"],
)
def test_the_guard_is_told_what_would_help(image: Gray, hint: Hint | None) -> None:
    decoder = Decoder()
    for _ in range(3):
        decoder.read(image)
        assert decoder.hint() is hint


def test_a_lamp_mirrored_in_the_card_is_told() -> None:
    image = scene(scale=0.75).astype(np.float32)
    (read,) = read_zxing(image.astype(np.uint8))
    x, y = np.array(read.quad).mean(axis=0)
    rows, columns = np.mgrid[0 : image.shape[0], 0 : image.shape[1]]
    lamp = 700 * np.exp(-((columns - x) ** 2 + (rows - y) ** 2) / (2 * 60.0**2))
    decoder = Decoder()
    assert decoder.read(np.clip(image + lamp, 0, 255).astype(np.uint8)) == []
    assert decoder.hint() is Hint.GLARE


def test_no_reader_keeps_a_picture() -> None:
    decoder = Decoder()
    picture = np.random.default_rng(4).integers(0, 255, (720, 1280), np.uint8)
    kept = (tracemalloc.Filter(False, preparation.__file__),)  # filters, made of sizes alone
    tracemalloc.start()
    try:
        decoder.read_still(picture)
        for _ in range(SEEKING * 4):
            decoder.read(picture)
        found = tracemalloc.take_snapshot().filter_traces(kept).statistics("lineno")
    finally:
        tracemalloc.stop()
    assert max(one.size for one in found) < picture.size / 16
