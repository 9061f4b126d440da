"""A scanner that types and people who type are never taken for each other."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checkpoint_app.domain.documents import Format
from checkpoint_app.scanner.payloads import LARGEST_PAYLOAD, parse
from checkpoint_app.scanner.wedge import (
    FAST_COMMITS,
    HOLD_MS,
    LEAST,
    LEAST_AT_PIN,
    PATIENCE_MS,
    SILENCE_MS,
    STALL_MS,
    SURE,
    BurstDetector,
    CommitWatch,
    Sort,
    Stroke,
    character,
)
from tests.scanner.typing import ENTER, Window, alt_typed, let_go, press, scanned, typed
from tests.scenes.people import AN, BICH, CUONG

PATIENT = settings(deadline=None)  # a busy computer is no fault
CARDS = [someone.payload.decode() for someone in (AN, BICH, CUONG)]
_card = st.sampled_from(CARDS)
_printable = st.characters(min_codepoint=0x20, max_codepoint=0x1EFF, exclude_categories=["C"])
_code = st.text(_printable, min_size=LEAST, max_size=200).filter(
    lambda text: len(set(text[:LEAST].lower())) > 1
)

# Scanners


@PATIENT
@given(
    code=_code,
    spacing=st.floats(1, 25),
    jitter=st.floats(0, 12),
    end=st.sampled_from(["\r", "\t", "\r\n", "\n", ""]),
    seed=st.integers(0, 999),
)
def test_a_scan_is_read_whole_and_nothing_lands(
    code: str, spacing: float, jitter: float, end: str, seed: int
) -> None:
    strokes = scanned(code + end, spacing=spacing, jitter=jitter, seed=seed)
    window = Window().see(strokes)
    assert window.scans == [code]
    assert window.text == ""
    assert window.rewritten == 0


@PATIENT
@given(
    code=_card,
    spacing=st.floats(1, 25),
    stalls=st.dictionaries(st.integers(LEAST, 120), st.integers(0, 100), max_size=5),
)
def test_a_scan_survives_a_computer_that_stalls(
    code: str, spacing: float, stalls: dict[int, int]
) -> None:
    window = Window().see(scanned(code + "\r", spacing=spacing, stalls=stalls))
    assert (window.scans, window.text) == ([code], "")


@PATIENT
@given(place=st.integers(LEAST, 60), stall=st.integers(101, PATIENCE_MS - 30))
def test_a_scanner_known_to_end_its_scans_is_waited_for(place: int, stall: int) -> None:
    window = Window().see(scanned(CARDS[1] + "\r"))
    window.see(scanned(CARDS[0] + "\r", at=60_000, stalls={place: stall}))
    assert (window.scans, window.text) == ([CARDS[1], CARDS[0]], "")
    window.see(scanned(CARDS[1], at=120_000))  # and not for ever
    window.see(scanned(CARDS[2], at=180_000))
    assert window.scans[2:] == [CARDS[1], CARDS[2]]


def test_the_wait_for_a_terminator_ends_with_the_first_that_stays_away() -> None:
    detector = BurstDetector()
    for stroke in [*scanned(CARDS[0] + "\r"), *scanned(CARDS[1], at=60_000)]:
        detector.feed(stroke)
    assert detector.wait_ms == PATIENCE_MS
    assert detector.silence().scan == CARDS[1]
    for stroke in scanned(CARDS[2], at=120_000):
        detector.feed(stroke)
    assert detector.wait_ms == SILENCE_MS


@PATIENT
@given(place=st.integers(SURE, LEAST - 1), stall=st.integers(0, 80), code=_card)
def test_one_stall_is_survived_before_the_burst_is_certain(
    place: int, stall: int, code: str
) -> None:
    window = Window().see(scanned(code + "\r", stalls={place: stall}))
    assert (window.scans, window.text) == ([code], "")


def test_a_starved_computer_is_survived_before_the_burst_is_certain() -> None:
    stalls = {1: 27, 2: 33, 3: 91, 4: 79, 5: 48, 6: 48}
    window = Window().see(scanned(CARDS[0] + "\r", stalls=stalls))
    assert (window.scans, window.text) == ([CARDS[0]], "")


@PATIENT
@given(place=st.integers(2, LEAST - 1), stall=st.integers(130, 500), code=_card)
def test_a_scan_whose_head_was_torn_off_is_whole_all_the_same(
    place: int, stall: int, code: str
) -> None:
    strokes = scanned(code + "\r", stalls={place: stall})
    window = Window().see(strokes)
    assert (window.scans, window.text) == ([code], code[:place])
    window.see(scanned(CARDS[0] + "\r", at=strokes[-1].at + 300))
    assert window.scans == [code, CARDS[0]]


@PATIENT
@given(letter=st.sampled_from("abx"), pause=st.integers(45, 500), code=_card)
def test_a_letter_typed_before_a_scan_is_no_part_of_it(letter: str, pause: int, code: str) -> None:
    strokes = [*typed(letter, [1], [50]), *scanned(code + "\r", at=pause)]
    window = Window().see(sorted(strokes, key=lambda stroke: stroke.at))
    assert (window.scans, window.text) == ([code], letter)


@PATIENT
@given(codes=st.lists(_card, min_size=2, max_size=4), pause=st.integers(0, 400))
def test_scans_in_a_row_are_scans_in_a_row(codes: list[str], pause: int) -> None:
    strokes: list[Stroke] = []
    for code in codes:
        at = strokes[-1].at + 5 + pause if strokes else 0
        strokes += scanned(code + "\r", at=at)
    window = Window().see(strokes)
    assert (window.scans, window.text) == (codes, "")


def test_a_code_of_several_lines_leaves_nothing_in_a_field() -> None:
    window = Window().see(scanned("BEGIN:VCARD\rN:A\rTEL:1\rEND:VCARD\r"))
    assert window.scans == ["BEGIN:VCARD", "N:A", "TEL:1", "END:VCARD"]
    assert window.text == ""


def test_a_scan_without_a_terminator_ends_with_silence() -> None:
    detector = BurstDetector()
    for stroke in scanned(CARDS[0]):
        assert detector.feed(stroke).scan == ""
    assert detector.wait_ms == SILENCE_MS
    assert detector.silence().scan == CARDS[0]


def test_a_short_code_is_typed_by_whoever_types_it() -> None:
    window = Window().see(scanned("12345\r"))
    assert (window.scans, window.text) == ([], "12345\r")


def test_an_endless_burst_is_refused() -> None:
    window = Window().see(scanned("ab" * LARGEST_PAYLOAD + "\r", spacing=1))
    assert window.text == ""
    (scan,) = window.scans
    assert len(scan) == LARGEST_PAYLOAD + 1
    assert parse(scan.encode()).format is Format.UNKNOWN


def test_a_scanner_that_types_numbers_on_the_keypad() -> None:
    by_unicode = alt_typed([ord(char) if ord(char) > 126 else char for char in CARDS[0]])
    assert Window().see([*by_unicode, *scanned("\r", at=by_unicode[-1].at + 3)]).scans == [CARDS[0]]
    every_one = alt_typed([ord(char) for char in CARDS[1]])
    window = Window().see([*every_one, *scanned("\r", at=every_one[-1].at + 3)])
    assert (window.scans, window.text) == ([CARDS[1]], "")


def test_a_scanner_that_types_bytes_on_the_keypad_is_mended_by_the_parser() -> None:
    strokes = alt_typed(list(BICH.payload))
    window = Window().see([*strokes, *scanned("\r", at=strokes[-1].at + 3)])
    (scan,) = window.scans
    document = parse(scan.encode())
    assert (document.id_number, document.name) == (BICH.number, BICH.name)


@pytest.mark.parametrize(
    ("digits", "char"),
    [("0048", "0"), ("7877", "ễ"), ("0253", "ý"),
     ("0150", "–"), ("0144", "\x90"), ("0234", "ê"), ("128512", "😀"),
     ("55296", "\ufffd"), ("99999999", "\ufffd"), ("0", "\0"), ("00000225", "á")],
)  # fmt: skip
def test_numbers_on_the_keypad_are_characters(digits: str, char: str) -> None:
    assert character(digits) == char


def test_a_key_that_types_nothing_here_leaves_a_mark_in_the_text() -> None:
    strokes = scanned("034185000022||Tr_n\r")
    strokes = [
        Stroke(stroke.at, stroke.key, stroke.down, Sort.OTHER) if stroke.text == "_" else stroke
        for stroke in strokes
    ]
    assert Window().see(strokes).scans == ["034185000022||Tr\ufffdn"]


def test_a_character_twice_at_once_is_no_key_held_down() -> None:
    for code in CARDS:
        strokes = scanned(code + "\r", spacing=1)
        assert any(stroke.repeat for stroke in strokes)
        window = Window().see(strokes)
        assert (window.scans, window.text) == ([code], "")


def test_a_key_held_down_by_hand_while_a_scan_begins_stays_the_hands() -> None:
    code = CARDS[0]
    strokes = [press(0, "x"), *scanned(code + "\r", at=20), let_go(90, "x")]
    window = Window().see(sorted(strokes, key=lambda stroke: stroke.at))
    assert window.scans == [code]
    assert window.text == "x"
    assert [stroke.down for _, stroke in window.landed if stroke.key == ord("x")] == [True, False]


# Input methods


def test_an_input_method_that_rewrites_a_scan_is_told() -> None:
    strokes = scanned("034185000022|Dda\b\bĐa\r")
    window = Window().see(strokes)
    assert window.scans == ["034185000022|DĐa"]
    assert window.rewritten == 1
    assert window.text == ""
    assert Window().see(scanned(CARDS[0] + "\r")).rewritten == 0


@PATIENT
@given(
    before=st.integers(1, 6),
    letters=st.text("aâuyễnộ", min_size=1, max_size=20),
    spacing=st.integers(0, 3),
)
def test_an_input_method_that_mends_a_typed_word_is_no_scanner(
    before: int, letters: str, spacing: int
) -> None:
    word = "nguyen"
    hand = typed(word, [110], [70])
    at = hand[-1].at + 60
    strokes = [*hand, *scanned("\b" * before + letters, at=at, spacing=max(1, spacing))]
    window = Window().see(strokes)
    assert window.scans == []
    assert window.text == word[: len(word) - before] + letters
    assert window.lag <= HOLD_MS


def test_fast_commits_are_told_once_and_slow_ones_never() -> None:
    watch = CommitWatch()
    assert sum(watch.feed(5 * number) for number in range(200)) == 1
    assert not any(watch.feed(10_000 + 90 * number) for number in range(200))
    # Two keys rolled into each other, three changes of the text for each.
    rolled = [20_000 + 150 * pair + part for pair in range(50) for part in (0, 0, 1, 30, 30, 31)]
    assert not any(watch.feed(at) for at in rolled)
    assert FAST_COMMITS > 6


# People

_gaps = st.lists(
    st.one_of(st.integers(45, 140), st.integers(5, 45), st.integers(140, 600)),
    min_size=1,
    max_size=12,
)
_dwells = st.lists(st.integers(46, 130), min_size=1, max_size=7)
_words = st.text("abcdefghijklmnopqrstuvwxyz 0123456789áêộ.,-|\r\t\b", min_size=1, max_size=80)


@given(text=_words, gaps=_gaps, dwells=_dwells)
@settings(max_examples=400, deadline=None)
def test_what_people_type_lands_whole_in_order_and_at_once(
    text: str, gaps: list[int], dwells: list[int]
) -> None:
    strokes = typed(text, gaps, dwells)
    window = Window().see(strokes)
    assert window.scans == []
    downs = [stroke for _, stroke in window.landed if stroke.down]
    assert downs == [stroke for stroke in strokes if stroke.down]
    assert len(window.landed) == len(strokes)
    assert window.lag <= HOLD_MS
    for key in {stroke.key for stroke in strokes}:
        states = [stroke.down for _, stroke in window.landed if stroke.key == key]
        assert states == [True, False] * (len(states) // 2)


def recorded_like(seed: int, words_a_minute: int, keys: int) -> tuple[list[int], list[int]]:
    """Gaps and dwells with the spread that studies of typing report: log-normal, rolls in runs."""
    chance = random.Random(seed)
    mean = 60_000 / (words_a_minute * 5)
    gaps: list[int] = []
    while len(gaps) < keys:
        if chance.random() < 0.25:  # a roll over neighbouring keys
            gaps += [round(chance.uniform(3, 45)) for _ in range(chance.randint(1, 4))]
        gaps.append(max(20, round(mean * chance.lognormvariate(0, 0.45))))
    dwells = [max(42, round(chance.gauss(92, 22))) for _ in range(keys)]
    return gaps, dwells


@pytest.mark.parametrize("speed", [40, 80, 120, 160, 200, 240])
def test_a_fast_typist_is_never_a_scanner(speed: int) -> None:
    sentence = "nguyen thi thanh huong, so 12 ngo 34 pho mau; 0900000022\r"
    for seed in range(60):
        gaps, dwells = recorded_like(seed, speed, len(sentence))
        strokes = typed(sentence, gaps, dwells)
        window = Window().see(strokes)
        assert (window.scans, window.text) == ([], sentence)
        assert window.lag <= HOLD_MS


@PATIENT
@given(keys=st.permutations("asdfghjkl;"), gaps=st.lists(st.integers(0, 12), min_size=1))
def test_a_hand_laid_on_the_keyboard_is_no_scanner(keys: list[str], gaps: list[int]) -> None:
    window = Window().see(typed("".join(keys), gaps, [150]))
    assert window.scans == []
    assert window.text == "".join(keys)


@pytest.mark.parametrize("flagged", [True, False])
def test_a_key_held_down_is_no_scanner(flagged: bool) -> None:
    strokes = [press(0, "a")]
    for at in range(500, 3000, 33):
        strokes += [
            Stroke(at, ord("a"), False, Sort.CHARACTER, "a", flagged),
            Stroke(at, ord("a"), True, Sort.CHARACTER, "a", flagged),
        ]
    strokes.append(let_go(3000, "a"))
    window = Window().see(strokes)
    assert window.scans == []
    assert window.text == "a" * sum(stroke.down for stroke in strokes)


@PATIENT
@given(pin=st.text("0123456789", min_size=4, max_size=12), spacing=st.integers(1, 200))
def test_no_pin_however_entered_is_a_scan_where_a_pin_is_asked_for(pin: str, spacing: int) -> None:
    window = Window(BurstDetector(LEAST_AT_PIN)).see(scanned(pin + "\r", spacing=spacing))
    assert (window.scans, window.text) == ([], pin + "\r")
    card = Window(BurstDetector(LEAST_AT_PIN)).see(scanned(CARDS[0] + "\r"))
    assert (card.scans, card.text) == ([CARDS[0]], "")


def test_keys_of_commands_are_never_held_back() -> None:
    detector = BurstDetector()
    for sort in (Sort.OTHER, Sort.END, Sort.ERASE, Sort.MODIFIER, Sort.ALT):
        answer = detector.feed(Stroke(1000, ENTER, True, sort))
        assert answer == type(answer)()
    assert detector.wait_ms is None


def test_the_first_key_waits_no_longer_than_one_sees() -> None:
    detector = BurstDetector()
    detector.feed(press(0, "a"))
    assert detector.wait_ms == HOLD_MS <= 40
    assert STALL_MS >= 100 + HOLD_MS // 2


def test_a_clock_that_jumps_back_releases_what_was_held() -> None:
    strokes = [*scanned("abc", at=9000), *scanned("def", at=10)]
    window = Window()
    for stroke in strokes:
        window.see([stroke])
    assert window.text == "abcdef"
