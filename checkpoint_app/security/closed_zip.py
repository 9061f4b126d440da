"""A file in a ZIP archive that opens with a passphrase alone, for whoever it is handed to.

AES-256 as the makers of archive programs agreed on it (WinZip AE-2, APPNOTE 6.3.10 section 7.2.5):
7-Zip, WinRAR and PeaZip open it; Windows' own does not. Its key derivation is weak by now, so the
passphrase is made here and is long; nobody chooses one.
"""

import hashlib
import hmac
import os
import secrets
import struct
import zlib
from datetime import datetime

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"
"""Without signs that are taken for each other when they are read out."""
GROUPS, GROUP = 4, 5
_ROUNDS, _SALT, _KEY, _CHECK, _SEAL = 1000, 16, 32, 2, 10
_AES, _DEFLATED, _NEEDED = 99, 8, 51
_FLAGS = 0x0001 | 0x0800  # encrypted; the name is UTF-8
_EXTRA = struct.pack("<HHH2sBH", 0x9901, 7, 2, b"AE", 3, _DEFLATED)
_BLOCK = 16


def make_passphrase() -> str:
    """Twenty letters and digits at random, in groups: some 99 bits."""
    signs = (secrets.choice(ALPHABET) for _ in range(GROUPS * GROUP))
    text = "".join(signs)
    return "-".join(text[at : at + GROUP] for at in range(0, len(text), GROUP))


def closed(name: str, content: bytes, passphrase: str, made: datetime) -> bytes:
    """An archive that holds one file.

    Args:
        name: of the file in it; whoever finds the archive can read it.
        made: local time, as the archive says it.
    """
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed = packer.compress(content) + packer.flush()
    salt = os.urandom(_SALT)
    derived = hashlib.pbkdf2_hmac("sha1", passphrase.encode(), salt, _ROUNDS, 2 * _KEY + _CHECK)
    cipher_key, seal_key = derived[:_KEY], derived[_KEY : 2 * _KEY]
    hidden = _counted(cipher_key, packed)
    seal = hmac.new(seal_key, hidden, "sha1").digest()[:_SEAL]
    body = salt + derived[2 * _KEY :] + hidden + seal
    title = name.encode()
    date = (made.year - 1980) << 9 | made.month << 5 | made.day
    time = made.hour << 11 | made.minute << 5 | made.second // 2
    common = struct.pack(
        "<HHHHHIIIHH",
        _NEEDED,
        _FLAGS,
        _AES,
        time,
        date,
        0,  # AE-2 keeps no checksum of the content: it would tell of it
        len(body),
        len(content),
        len(title),
        len(_EXTRA),
    )
    local = b"PK\x03\x04" + common + title + _EXTRA + body
    entry = (
        b"PK\x01\x02"
        + struct.pack("<H", _NEEDED)
        + common
        + struct.pack("<HHHII", 0, 0, 0, 0, 0)
        + title
        + _EXTRA
    )
    end = struct.pack("<HHHHIIH", 0, 0, 1, 1, len(entry), len(local), 0)
    return local + entry + b"PK\x05\x06" + end


def _counted(key: bytes, content: bytes) -> bytes:
    """AES in counter mode, the counter little-endian and from 1, as the format has it."""
    blocks = -(-len(content) // _BLOCK)
    counters = b"".join(at.to_bytes(_BLOCK, "little") for at in range(1, blocks + 1))
    cipher = Cipher(algorithms.AES(key), modes.ECB())  # noqa: S305 - the counters, each once
    maker = cipher.encryptor()
    stream = (maker.update(counters) + maker.finalize())[: len(content)]
    mixed = int.from_bytes(content, "little") ^ int.from_bytes(stream, "little")
    return mixed.to_bytes(len(content), "little")
