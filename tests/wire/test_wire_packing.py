"""Bodies and answers: bounded, whole, about this batch."""

import gzip
import hashlib
from uuid import UUID, uuid4

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from checkpoint_app.wire.answers import is_sound, make_answer
from checkpoint_app.wire.messages import BatchAnswer, Rejection
from checkpoint_app.wire.packing import Unpacker, pack_batch, read_batch
from checkpoint_app.wire.protocol import MAX_ITEMS, VERSION, ProblemCode, Refused

STATION = UUID("01990000-0000-7000-8000-000000000002")


def unpack(data: bytes, limit: int = 1_000_000, piece: int = 7) -> bytes:
    unpacker = Unpacker(limit, gzipped=True)
    for start in range(0, len(data), piece):
        unpacker.feed(data[start : start + piece])
    return unpacker.finish()


def test_a_batch_arrives_as_it_was_packed() -> None:
    name = uuid4()
    batch = read_batch(unpack(pack_batch(STATION, name, 5, [b'{"a":1}', b"[]"])))
    assert (batch.v, batch.station, batch.batch, batch.sent) == (VERSION, STATION, name, 5)
    assert [bytes(item) for item in batch.passages] == [b'{"a":1}', b"[]"]


@pytest.mark.parametrize("piece", [1, 100, 100_000])
def test_a_gzip_bomb_is_stopped_at_the_limit(piece: int) -> None:
    bomb = gzip.compress(b" " * 20_000_000)
    with pytest.raises(Refused) as refused:
        unpack(bomb, limit=1_000, piece=piece)
    assert refused.value.code is ProblemCode.TOO_LARGE


def test_exactly_the_limit_passes() -> None:
    assert unpack(gzip.compress(b"x" * 1_000), limit=1_000) == b"x" * 1_000


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"no gzip at all",
        gzip.compress(b"{}", mtime=0)[:-1],
        gzip.compress(b"{}", mtime=0)[:-8] + b"\0" * 8,
        gzip.compress(b"{}", mtime=0) + b"more",
        gzip.compress(b"{}", mtime=0) + gzip.compress(b"{}", mtime=0),
    ],
)
def test_a_broken_gzip_stream_is_refused(data: bytes) -> None:
    with pytest.raises(Refused) as refused:
        unpack(data)
    assert refused.value.code is ProblemCode.UNREADABLE


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", ProblemCode.UNREADABLE),
        (b'{"v": 1', ProblemCode.UNREADABLE),
        (b'{"v": 1, "x": "\xff"}', ProblemCode.ENVELOPE),
        (b"[" * 200_000 + b"]" * 200_000, ProblemCode.ENVELOPE),
        (b'{"v": 1, "passages": ' + b"[" * 200_000, ProblemCode.UNREADABLE),
        (b"[]", ProblemCode.ENVELOPE),
        (b"{}", ProblemCode.ENVELOPE),
        (b'{"v": 1}', ProblemCode.ENVELOPE),
        (b'{"v": 2}', ProblemCode.VERSION_UNKNOWN),
        (b'{"v": "1"}', ProblemCode.ENVELOPE),
    ],
)
def test_a_bad_envelope_is_refused(data: bytes, code: ProblemCode) -> None:
    with pytest.raises(Refused) as refused:
        read_batch(data)
    assert refused.value.code is code


def test_a_thousand_passages_and_no_more() -> None:
    full = unpack(pack_batch(STATION, uuid4(), 0, [b"1"] * MAX_ITEMS))
    assert len(read_batch(full).passages) == MAX_ITEMS
    over = unpack(pack_batch(STATION, uuid4(), 0, [b"1"] * (MAX_ITEMS + 1)))
    with pytest.raises(Refused) as refused:
        read_batch(over)
    assert refused.value.code is ProblemCode.TOO_MANY


@given(st.binary(max_size=200))
def test_no_bytes_make_the_envelope_fail_otherwise(data: bytes) -> None:
    with pytest.raises(Refused):
        read_batch(data)


def answer() -> BatchAnswer:
    return make_answer(
        uuid4(),
        1_790_000_000_000,
        [(uuid4(), 1), (uuid4(), 3)],
        [(uuid4(), 2)],
        [
            Rejection(code="malformed", field="person", id=uuid4(), rev=1),
            Rejection(code="malformed", index=7),
        ],
    )


def test_an_answer_is_sound_for_its_own_batch_only() -> None:
    made = answer()
    again = msgspec.json.decode(msgspec.json.encode(made), type=BatchAnswer)
    assert is_sound(again, made.batch)
    assert not is_sound(again, uuid4())


@given(st.data())
def test_no_change_of_an_answer_goes_unseen(data: st.DataObject) -> None:
    made = answer()
    raw = bytearray(msgspec.json.encode(made))
    at = data.draw(st.integers(0, len(raw) - 1))
    raw[at] ^= 1 << data.draw(st.integers(0, 6))
    try:
        changed = msgspec.json.decode(bytes(raw), type=BatchAnswer)
    except (msgspec.DecodeError, UnicodeDecodeError):
        return
    # What still reads the same (a UUID in capitals) is the same answer.
    assert changed == made or not is_sound(changed, made.batch)


_PAIRS = st.lists(st.tuples(st.uuids(), st.integers(1, 2**31 - 1)), max_size=5)


@given(_PAIRS, _PAIRS, st.booleans())
def test_the_checksum_covers_these_lines(
    accepted: list[tuple[UUID, int]], duplicate: list[tuple[UUID, int]], one_is_bad: bool
) -> None:
    """As anybody would compute it who writes a hub or a station in another language."""
    batch = uuid4()
    rejected = [Rejection(code="malformed", index=7)] if one_is_bad else []
    lines = [f"batch {batch} 5"]
    lines += [f"accepted {item} {rev}" for item, rev in accepted]
    lines += [f"duplicate {item} {rev}" for item, rev in duplicate]
    lines += ["rejected None None 7 malformed None"] * one_is_bad
    made = make_answer(batch, 5, accepted, duplicate, rejected)
    assert made.sum == hashlib.sha256("\n".join(lines).encode()).hexdigest()
