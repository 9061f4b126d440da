"""The rows of a table from its pages (https://www.sqlite.org/fileformat2.html), lost ones named."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from checkpoint_app.records.pages import USABLE

INTERIOR, LEAF = 5, 13
_HEADER_OF_FILE = 100
_LOCAL_MOST = USABLE - 35
_LOCAL_LEAST = (USABLE - 12) * 32 // 255 - 23
Value = int | float | str | bytes | None
Fetch = Callable[[int], bytes | None]
"""Gives a page by its number, None where it is lost."""


class Malformed(Exception):
    """These bytes are no page, or no row, of a table."""


@dataclass(frozen=True, slots=True)
class Gap:
    """Row ids of which a page is lost: above `after`, up to `until`; None for no such bound."""

    after: int | None
    until: int | None


@dataclass(frozen=True, slots=True)
class Row:
    """One row as stored."""

    rowid: int
    values: tuple[Value, ...]


class Tree:
    """The leaves of one table, found from its root.

    Attributes:
        leaves: numbers of the pages that hold rows, in the order of their row ids.
        gaps: where pages are lost, or are no pages of a table.
    """

    def __init__(self, fetch: Fetch, root: int, seen: set[int]) -> None:
        """Walk the tree; `seen` gathers every page that was reached, whole or not."""
        self.leaves: list[int] = []
        self.gaps: list[Gap] = []
        self._fetch, self._seen = fetch, seen
        self._walk(root, None, None)

    def _walk(self, number: int, after: int | None, until: int | None) -> None:
        if number in self._seen:  # only in a damaged file do two pages point to the same one
            self.gaps.append(Gap(after, until))
            return
        self._seen.add(number)
        page = self._fetch(number)
        try:
            if page is None:
                raise Malformed
            if kind_of(page, number) == LEAF:
                self.leaves.append(number)
                return
            children = _children(page, number)
        except Malformed:
            self.gaps.append(Gap(after, until))
            return
        low = after
        for child, key in children:
            self._walk(child, low, until if key is None else key)
            low = key


def kind_of(page: bytes, number: int) -> int:
    """INTERIOR or LEAF.

    Raises:
        Malformed: this is no page of a table.
    """
    kind = page[_start(number)]
    if kind not in (INTERIOR, LEAF):
        raise Malformed
    return kind


def rows_of(page: bytes, number: int, fetch: Fetch) -> tuple[list[Row], int]:
    """The rows of a leaf.

    Returns:
        The rows that can be read, and how many cannot.

    Raises:
        Malformed: this is no leaf of a table.
    """
    if kind_of(page, number) != LEAF:
        raise Malformed
    found, broken = [], 0
    for cell in _cells(page, number, 8):
        try:
            found.append(_row(page, cell, fetch))
        except Malformed:
            broken += 1
    return found, broken


def free_pages(fetch: Fetch, count: int) -> set[int]:
    """The pages that hold nothing any more, as far as their list can be read."""
    free: set[int] = set()
    first = fetch(1)
    trunk = int.from_bytes(first[32:36], "big") if first is not None else 0
    while 0 < trunk <= count and trunk not in free:
        free.add(trunk)
        page = fetch(trunk)
        if page is None:
            break
        listed = min(int.from_bytes(page[4:8], "big"), USABLE // 4 - 2)
        free.update(int.from_bytes(page[8 + 4 * n : 12 + 4 * n], "big") for n in range(listed))
        trunk = int.from_bytes(page[:4], "big")
    return free


def _start(number: int) -> int:
    return _HEADER_OF_FILE if number == 1 else 0


def _cells(page: bytes, number: int, header: int) -> Iterator[int]:
    start = _start(number)
    count = int.from_bytes(page[start + 3 : start + 5], "big")
    first = start + header
    if first + 2 * count > len(page):
        raise Malformed
    for place in range(first, first + 2 * count, 2):
        yield int.from_bytes(page[place : place + 2], "big")


def _children(page: bytes, number: int) -> list[tuple[int, int | None]]:
    """The pages below, each with the highest row id there; the last one has no bound."""
    children: list[tuple[int, int | None]] = []
    for cell in _cells(page, number, 12):
        key, _ = _varint(page, cell + 4)
        children.append((int.from_bytes(page[cell : cell + 4], "big"), key))
    start = _start(number)
    children.append((int.from_bytes(page[start + 8 : start + 12], "big"), None))
    return children


def _row(page: bytes, cell: int, fetch: Fetch) -> Row:
    size, place = _varint(page, cell)
    rowid, place = _varint(page, place)
    if size < 1:
        raise Malformed
    return Row(rowid, tuple(_values(_payload(page, place, size, fetch))))


def _payload(page: bytes, place: int, size: int, fetch: Fetch) -> bytes:
    local = size
    if size > _LOCAL_MOST:
        local = _LOCAL_LEAST + (size - _LOCAL_LEAST) % (USABLE - 4)
        local = local if local <= _LOCAL_MOST else _LOCAL_LEAST
    content = page[place : place + local]
    if len(content) != local:
        raise Malformed
    following = int.from_bytes(page[place + local : place + local + 4], "big")
    while len(content) < size:
        more = fetch(following) if following else None
        if more is None:
            raise Malformed
        content += more[4 : 4 + size - len(content)]
        following = int.from_bytes(more[:4], "big")
    return content


def _values(payload: bytes) -> Iterator[Value]:
    """The values of a record, by the serial types before them."""
    end, place = _varint(payload, 0)
    if not 1 <= end <= len(payload):
        raise Malformed
    body = end
    while place < end:
        serial, place = _varint(payload, place)
        value, size = _value(serial, payload, body)
        body += size
        yield value
    if place != end or body != len(payload):
        raise Malformed


def _value(serial: int, payload: bytes, at: int) -> tuple[Value, int]:
    if serial == 0:
        return None, 0
    if serial in (8, 9):
        return serial - 8, 0
    if 1 <= serial <= 6:
        size = (1, 2, 3, 4, 6, 8)[serial - 1]
        return int.from_bytes(_slice(payload, at, size), "big", signed=True), size
    if serial < 12:  # 7, a float, is in none of our columns; 10 and 11 are nobody's
        raise Malformed
    size = (serial - 12) // 2
    content = _slice(payload, at, size)
    if serial % 2 == 0:
        return content, size
    try:
        return content.decode(), size
    except UnicodeDecodeError as error:
        raise Malformed from error


def _slice(payload: bytes, at: int, size: int) -> bytes:
    content = payload[at : at + size]
    if len(content) != size:
        raise Malformed
    return content


def _varint(data: bytes, place: int) -> tuple[int, int]:
    """A number of one to nine bytes, signed as 64 bits, and where the next thing begins."""
    value = 0
    for read in range(9):
        if not 0 <= place + read < len(data):
            raise Malformed
        byte = data[place + read]
        if read == 8:
            value = value << 8 | byte
            break
        value = value << 7 | byte & 0x7F
        if byte < 0x80:
            break
    return value - (1 << 64) if value >= 1 << 63 else value, place + read + 1
