"""Reading an encrypted database page by page, past SQLite, so that a bad page costs that page.

The formats: SQLCipher 4 (https://www.zetetic.net/sqlcipher/design/), SQLite's WAL
(https://www.sqlite.org/walformat.html). Every page carries a code of its own over its content and
its number; only what passes it is believed. Nothing is ever written here.
"""

import hashlib
import hmac
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES
from cryptography.hazmat.primitives.ciphers.modes import CBC

from checkpoint_app.domain.errors import StoreDamaged, StoreReadOnly

PAGE = 4096
SALT = 16
IV = 16
CODE = 64  # HMAC-SHA512
USABLE = PAGE - IV - CODE
MAGIC = b"SQLite format 3\0"
_HEADER, _FRAME_HEADER = 32, 24
_FRAME = _FRAME_HEADER + PAGE
_TRIED = 64


class Pages:
    """The pages of a database file and of the WAL beside it, decrypted one at a time.

    Attributes:
        checked: False where the salt is lost: pages are then decrypted and not proven whole.
        bad: the numbers of pages that were asked for and are lost.
    """

    def __init__(self, path: Path, key: bytes) -> None:
        """Open the files for reading.

        Raises:
            StoreDamaged: there is no such file.
            StoreReadOnly: it may not be read.
        """
        self._key = key
        self._code_key = b""
        self.checked = False
        self.bad: set[int] = set()
        if not path.is_file():
            raise StoreDamaged
        wal = path.with_name(path.name + "-wal")
        try:
            self._file = path.open("rb", 0)
            self._wal: BinaryIO | None = wal.open("rb", 0) if wal.is_file() else None
        except OSError as error:
            raise StoreReadOnly from error
        self._frames: dict[int, list[int]] = {}
        self.count = path.stat().st_size // PAGE
        self._find_salt()
        self._index_wal()
        self._count_what_was_cut_off()

    def close(self) -> None:
        """Close the files."""
        self._file.close()
        if self._wal is not None:
            self._wal.close()

    def get(self, number: int) -> bytes | None:
        """A page's usable bytes, its newest whole version; None where there is none.

        Args:
            number: from 1.
        """
        for offset in reversed(self._frames.get(number, [])):
            assert self._wal is not None
            page = self._whole(_read(self._wal, offset, PAGE), number)
            if page is not None:
                return page
        page = self._whole(_read(self._file, (number - 1) * PAGE, PAGE), number)
        if page is None:
            self.bad.add(number)
        return page

    def _count_what_was_cut_off(self) -> None:
        """Page 1 tells how many there were (sqlite.org/fileformat2.html, 1.3.8), if it is whole."""
        first = self.get(1) if self.checked else None
        if first is not None:
            self.count = max(self.count, int.from_bytes(first[28:32], "big"))

    def _whole(self, raw: bytes, number: int) -> bytes | None:
        if len(raw) != PAGE:
            return None
        if self.checked and not _passes(raw, number, self._code_key):
            return None
        start = SALT if number == 1 else 0
        decryptor = Cipher(AES(self._key), CBC(raw[USABLE : USABLE + IV])).decryptor()
        plain = decryptor.update(raw[start:USABLE]) + decryptor.finalize()
        return MAGIC + plain if number == 1 else plain

    def _find_salt(self) -> None:
        """Take the first salt under which any page is whole; page 1 may be lost with its own."""
        for salt in (_read(self._file, 0, SALT), *self._salts_in_wal()):
            if len(salt) != SALT:
                continue
            code_key = _code_key(self._key, salt)
            if any(_passes(raw, number, code_key) for number, raw in self._some()):
                self._code_key, self.checked = code_key, True
                return

    def _salts_in_wal(self) -> Iterator[bytes]:
        for number, offset, _ in self._all_frames():
            if number == 1 and self._wal is not None:
                yield _read(self._wal, offset, SALT)

    def _some(self) -> Iterator[tuple[int, bytes]]:
        """A few pages spread over both files."""
        for number in range(1, self.count + 1, max(1, self.count // _TRIED)):
            yield number, _read(self._file, (number - 1) * PAGE, PAGE)
        for done, (number, offset, _) in enumerate(self._all_frames()):
            if done == _TRIED or self._wal is None:
                return
            yield number, _read(self._wal, offset, PAGE)

    def _all_frames(self) -> Iterator[tuple[int, int, bytes]]:
        """Every frame, old generations among them: page number, where its page is, its header."""
        if self._wal is None:
            return
        start = _HEADER
        while len(header := _read(self._wal, start, _FRAME_HEADER)) == _FRAME_HEADER:
            yield int.from_bytes(header[:4], "big"), start + _FRAME_HEADER, header
            start += _FRAME

    def _index_wal(self) -> None:
        """Note the frames of the newest generation, up to the last one that ends a transaction.

        SQLite stops at the first bad frame. Here each page proves itself, so that one bad frame
        does not take the transactions after it along.
        """
        if self._wal is None:
            return
        generation = _read(self._wal, 16, 8)
        frames = [(number, offset, header) for number, offset, header in self._all_frames()]
        if all(header[8:16] != generation for _, _, header in frames):
            # The WAL's own header is lost: the newest generation begins at the front.
            generation = next((header[8:16] for _, _, header in frames), b"")
        waiting: list[tuple[int, int]] = []
        for number, offset, header in frames:
            if header[8:16] != generation or number == 0:
                continue
            if self._whole(_read(self._wal, offset, PAGE), number) is None:
                continue
            waiting.append((number, offset))
            if header[4:8] != bytes(4):
                for known, place in waiting:
                    self._frames.setdefault(known, []).append(place)
                    self.count = max(self.count, known)
                waiting.clear()


def fits(path: Path, key: bytes) -> bool:
    """Whether a key is the one of a database, as far as any of its pages proves it.

    Raises:
        StoreDamaged: there is no such file.
        StoreReadOnly: it may not be read.
    """
    pages = Pages(path, key)
    pages.close()
    return pages.checked


def _code_key(key: bytes, salt: bytes) -> bytes:
    return hashlib.pbkdf2_hmac("sha512", key, bytes(byte ^ 0x3A for byte in salt), 2, len(key))


def _passes(raw: bytes, number: int, code_key: bytes) -> bool:
    if len(raw) != PAGE:
        return False
    start = SALT if number == 1 else 0
    covered = raw[start : USABLE + IV] + number.to_bytes(4, "little")
    return hmac.compare_digest(hmac.digest(code_key, covered, "sha512"), raw[USABLE + IV :])


def _read(file: BinaryIO, start: int, length: int) -> bytes:
    """So many bytes, or fewer; nothing where the disk itself fails there."""
    try:
        file.seek(start)
        return file.read(length)
    except OSError:
        return b""
