"""An archive that opens with its passphrase alone, read by a reader of its own."""

import hashlib
import hmac
import io
import zipfile
import zlib
from datetime import datetime

import pytest
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from hypothesis import given, settings
from hypothesis import strategies as st

from checkpoint_app.domain.clock import HANOI
from checkpoint_app.security.closed_zip import ALPHABET, closed, make_passphrase

MADE = datetime(2021, 8, 11, 14, 2, tzinfo=HANOI)


def opened(archive: bytes, passphrase: str) -> bytes:
    """What is in it, by the words of the format alone: block by block."""
    with zipfile.ZipFile(io.BytesIO(archive)) as book:
        (info,) = book.infolist()
        assert (info.compress_type, info.CRC, info.flag_bits & 1) == (99, 0, 1)
        assert info.extra == b"\x01\x99\x07\x00\x02\x00AE\x03\x08\x00"
        begin = 30 + len(info.filename.encode()) + len(info.extra)
        body = archive[begin : begin + info.compress_size]
    salt, check, hidden, seal = body[:16], body[16:18], body[18:-10], body[-10:]
    derived = hashlib.pbkdf2_hmac("sha1", passphrase.encode(), salt, 1000, 66)
    if derived[64:] != check or hmac.new(derived[32:64], hidden, "sha1").digest()[:10] != seal:
        raise ValueError
    packed = bytearray()
    for number, at in enumerate(range(0, len(hidden), 16), 1):
        maker = Cipher(algorithms.AES(derived[:32]), modes.ECB()).encryptor()  # noqa: S305 - a block
        stream = maker.update(number.to_bytes(16, "little"))
        packed += bytes(a ^ b for a, b in zip(hidden[at : at + 16], stream, strict=False))
    return zlib.decompress(bytes(packed), -15)


@given(st.binary(max_size=2_000))
@settings(max_examples=30)
def test_what_was_closed_opens_with_its_passphrase(content: bytes) -> None:
    passphrase = make_passphrase()
    archive = closed("truy-vet.xlsx", content, passphrase, MADE)
    assert opened(archive, passphrase) == content


def test_nothing_of_it_can_be_read_without() -> None:
    archive = closed("a.csv", b"0900000001" * 50, make_passphrase(), MADE)
    assert b"0900000001" not in archive
    with pytest.raises(ValueError):  # noqa: PT011 - the reader above raises no other
        opened(archive, make_passphrase())


def test_a_changed_archive_does_not_open() -> None:
    passphrase = make_passphrase()
    archive = bytearray(closed("a.csv", b"0900000001" * 50, passphrase, MADE))
    archive[70] ^= 1
    with pytest.raises(ValueError):  # noqa: PT011 - as above
        opened(bytes(archive), passphrase)


def test_a_passphrase_is_long_and_can_be_read_out() -> None:
    made = {make_passphrase() for _ in range(50)}
    assert len(made) == 50
    for one in made:
        assert [len(group) for group in one.split("-")] == [5, 5, 5, 5]
        assert set(one) <= set(ALPHABET) | {"-"}
