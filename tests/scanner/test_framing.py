"""Where one scan ends and the next begins."""

import tracemalloc

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checkpoint_app.domain.documents import Format
from checkpoint_app.scanner.framing import PATIENCE, Framer, trim
from checkpoint_app.scanner.payloads import LARGEST_PAYLOAD, parse
from tests.scenes.people import AN, BICH

PATIENT = settings(deadline=None)  # a busy computer is no fault
_code = st.binary(min_size=1, max_size=300).filter(
    lambda code: not set(code) & set(b"\r\n\t") and trim(code) == code
)
_end = st.sampled_from([b"\r", b"\n", b"\r\n", b"\t"])


@PATIENT
@given(codes=st.lists(st.tuples(_code, _end), max_size=6), size=st.integers(1, 40))
def test_terminated_scans_come_out_whole_however_they_arrive(
    codes: list[tuple[bytes, bytes]], size: int
) -> None:
    stream = b"".join(code + end for code, end in codes)
    framer = Framer()
    got = [
        payload
        for at in range(0, len(stream), size)
        for payload in framer.add(stream[at : at + size])
    ]
    assert got == [code for code, _ in codes]
    assert framer.silent() == []


def test_silence_ends_a_scan_without_a_terminator() -> None:
    framer = Framer()
    assert framer.add(AN.payload[:20]) == []
    assert framer.add(AN.payload[20:]) == []
    assert framer.silent() == [AN.payload]
    assert framer.silent() == []


def test_a_pause_inside_a_scan_is_waited_out_where_a_terminator_is_due() -> None:
    framer = Framer()
    assert framer.add(BICH.payload + b"\r") == [BICH.payload]
    assert framer.add(AN.payload[:50]) == []
    for _ in range(PATIENCE - 1):
        assert framer.silent() == []
    assert framer.add(AN.payload[50:] + b"\r") == [AN.payload]


def test_a_terminator_that_stays_away_is_not_waited_for_twice() -> None:
    framer = Framer()
    framer.add(BICH.payload + b"\r")
    framer.add(AN.payload)
    assert [framer.silent() for _ in range(PATIENCE)][-1] == [AN.payload]
    framer.add(BICH.payload)
    assert framer.silent() == [BICH.payload]


@pytest.mark.parametrize(
    "around",
    [
        b"\xef\xbb\xbf%s",
        b"]Q1%s",
        b"]Q1\xef\xbb\xbf%s",
        b"\xef\xbb\xbf]Q1%s",
        b"\x02%s\x03",
        b"\x02]Q1\xef\xbb\xbf%s\x03",
        b"%s\0\0",
    ],
)
def test_what_a_scanner_puts_around_a_code_is_taken_off(around: bytes) -> None:
    assert trim(around % AN.payload) == AN.payload
    assert Framer().add(around % AN.payload + b"\r\n") == [AN.payload]


def test_a_break_on_the_line_is_no_scan() -> None:
    framer = Framer()
    assert framer.add(b"\0\0\0") + framer.silent() + framer.add(b"\r\n\t") == []


def test_a_flood_is_refused_once_and_the_next_scan_is_read() -> None:
    framer, got = Framer(), []
    tracemalloc.start()
    for _ in range(256):
        got += framer.add(b"x" * 4096)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert len(got) == 1
    assert len(got[0]) > LARGEST_PAYLOAD
    assert parse(got[0]).format is Format.UNKNOWN
    assert peak < 10 * LARGEST_PAYLOAD
    assert framer.add(b"tail\r" + BICH.payload + b"\r") == []  # still the same flood
    assert framer.silent() == []
    assert framer.add(AN.payload + b"\r") == [AN.payload]


@PATIENT
@given(extra=st.integers(0, 40))
def test_a_flood_never_passes_for_the_code_it_begins_with(extra: int) -> None:
    flood = b"\x02\xef\xbb\xbf]Q1\xef\xbb\xbf" + AN.payload + b"|" * LARGEST_PAYLOAD + b"x" * extra
    framer = Framer()
    got = framer.add(flood) + framer.silent()
    assert [parse(payload).format for payload in got] == [Format.UNKNOWN]


@PATIENT
@given(chunks=st.lists(st.one_of(st.none(), st.binary(max_size=50)), max_size=30))
def test_nothing_is_doubled_or_made_up(chunks: list[bytes | None]) -> None:
    framer, got = Framer(), []
    for chunk in chunks:
        got += framer.silent() if chunk is None else framer.add(chunk)
    for _ in range(PATIENCE):
        got += framer.silent()
    sent = b"".join(chunk for chunk in chunks if chunk)
    place = 0
    for payload in got:
        assert payload
        place = sent.index(payload, place) + len(payload)
