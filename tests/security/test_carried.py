"""What is carried on a stick opens for its reader alone, and only as its writer closed it."""

import msgspec
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from checkpoint_app.domain.errors import CarriedDamaged
from checkpoint_app.records.ids import new_id
from checkpoint_app.security import carried
from checkpoint_app.security.carried import Carried, Head

READER = X25519PrivateKey.generate()
READER_PUBLIC = READER.public_key().public_bytes_raw()
WRITER = Ed25519PrivateKey.generate()
WRITER_PUBLIC = WRITER.public_key().public_bytes_raw()
HEAD = Head(kind=Carried.PASSAGES, station=new_id(), hub=new_id(), made_at=1_790_000_000_000)
BODY = "Nguyễn Văn Thử".encode() * 100
ENVELOPE = carried.close(HEAD, BODY, WRITER, READER_PUBLIC)


def test_the_reader_gets_what_the_writer_put_in() -> None:
    assert carried.head_of(ENVELOPE) == HEAD
    assert carried.open_with(ENVELOPE, READER, WRITER_PUBLIC) == BODY


def test_the_stick_tells_nothing_of_anybody() -> None:
    assert "Thử".encode() not in ENVELOPE


@given(place=st.integers(0, len(ENVELOPE) - 1), flip=st.integers(1, 255))
def test_any_changed_byte_is_found(place: int, flip: int) -> None:
    changed = bytearray(ENVELOPE)
    changed[place] ^= flip
    with pytest.raises(CarriedDamaged):
        carried.open_with(bytes(changed), READER, WRITER_PUBLIC)


@given(length=st.integers(0, len(ENVELOPE) - 1))
def test_a_file_cut_off_anywhere_is_found(length: int) -> None:
    with pytest.raises(CarriedDamaged):
        carried.open_with(ENVELOPE[:length], READER, WRITER_PUBLIC)


@given(st.binary(max_size=300))
def test_other_files_are_no_envelopes(content: bytes) -> None:
    for given_bytes in (content, carried.MAGIC + content):
        with pytest.raises(CarriedDamaged):
            carried.open_with(given_bytes, READER, WRITER_PUBLIC)


def test_another_reader_or_writer_does_not_do() -> None:
    with pytest.raises(CarriedDamaged):
        carried.open_with(ENVELOPE, X25519PrivateKey.generate(), WRITER_PUBLIC)
    with pytest.raises(CarriedDamaged):
        carried.open_with(
            ENVELOPE, READER, Ed25519PrivateKey.generate().public_key().public_bytes_raw()
        )


def test_a_head_from_another_envelope_does_not_do() -> None:
    other = carried.close(
        msgspec.structs.replace(HEAD, station=new_id()), BODY, WRITER, READER_PUBLIC
    )
    front = len(ENVELOPE) - len(BODY) - 32 - 16 - 64
    with pytest.raises(CarriedDamaged):
        carried.open_with(other[:front] + ENVELOPE[front:], READER, WRITER_PUBLIC)
