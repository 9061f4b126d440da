"""Small damage to payloads, as scanners, input methods and hostile people do it."""

import random
import unicodedata
from collections.abc import Callable

from tests.fuzz.invented import sample

WORDS = (
    b"|",
    b"||||",
    b"\0",
    b"\xef\xbb\xbf",
    b"\xef\xbf\xbd",
    b"\r\n",
    b"?",
    b"*",
    b"<",
    b"$",
    b"-",
    b"HC1:",
    b"CKP1:",
    b"CKS1:",
    b"CKP2:",
    b"https://",
    b"1999-01-01",
    b"****-**-**",
    b"01011999",
    b"31022000",
    "Nữ".encode(),
    "\u202e".encode(),
    "\u200b\u2066".encode(),
    b"\xed\xa0\x80",  # a lone surrogate
    b"\xf0\x9f\x98\x80",
    b"<script>alert(1)</script>",
    b"'; DROP TABLE passage; --",
    b"%s%n{0}{name}",
    b"0" * 300,
    b"\x9b\xff\xff\xff\xff\xff\xff\xff\xff",
    b"\x81" * 60,
    b"\xd8\x23",
    b"\xc5\x82",
)


def _cut(data: bytes, dice: random.Random) -> bytes:
    start = dice.randint(0, len(data))
    return data[:start] + data[start + dice.randint(1, 40) :]


def _flip(data: bytes, dice: random.Random) -> bytes:
    if not data:
        return data
    at = dice.randrange(len(data))
    return data[:at] + bytes([data[at] ^ 1 << dice.randrange(8)]) + data[at + 1 :]


def _insert(data: bytes, dice: random.Random) -> bytes:
    at = dice.randint(0, len(data))
    word = dice.choice(WORDS) if dice.random() < 0.8 else dice.randbytes(dice.randint(1, 30))
    return data[:at] + word + data[at:]


def _double(data: bytes, dice: random.Random) -> bytes:
    start = dice.randint(0, len(data))
    piece = data[start : start + dice.randint(1, 200)]
    return data[:start] + piece * dice.randint(2, 20) + data[start:]


def _misread(data: bytes, dice: random.Random) -> bytes:
    page = dice.choice(["latin-1", "cp1252", "cp1258", "shift_jis", "utf-16-le"])
    return data.decode(page, "replace").encode("utf-8", "replace")


def _respell(data: bytes, dice: random.Random) -> bytes:
    text = data.decode("utf-8", "replace")
    composed, apart = unicodedata.normalize("NFC", text), unicodedata.normalize("NFKD", text)
    return dice.choice([composed, apart, text.upper(), text.lower()]).encode()


def _cross(data: bytes, dice: random.Random) -> bytes:
    other = sample(dice).payload
    return data[: dice.randint(0, len(data))] + other[dice.randint(0, len(other)) :]


_WAYS: tuple[Callable[[bytes, random.Random], bytes], ...] = (
    _cut,
    _flip,
    _insert,
    _insert,
    _double,
    _misread,
    _respell,
    _cross,
)


def damage(data: bytes, dice: random.Random) -> bytes:
    """The payload after one to four mishaps."""
    for _ in range(dice.randint(1, 4)):
        data = dice.choice(_WAYS)(data, dice)
    return data
