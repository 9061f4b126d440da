"""A list read and checked, for a person to look at before anything of it is taken.

Nothing here writes anywhere: a list is taken whole, or its faulty rows are left out because
somebody said so.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice
from pathlib import Path

from checkpoint_app.domain.documents import Hours, Sex
from checkpoint_app.domain.list_errors import ListFaulty
from checkpoint_app.domain.listed import Listed, ListedPerson, ListKind, MarketCard, WatchEntry
from checkpoint_app.domain.passage import Kind
from checkpoint_app.domain.text import fold
from checkpoint_app.lists import cards, people, watch
from checkpoint_app.lists.columns import (
    Column,
    Fields,
    Headings,
    find_headings,
    require,
    without_headings,
)
from checkpoint_app.lists.encodings import (
    Encoding,
    accented_words,
    convert,
    fits,
    guess_words,
    well_formed,
)
from checkpoint_app.lists.faults import Fault, FaultCode, Findings
from checkpoint_app.lists.rows import Row
from checkpoint_app.lists.tables import Table, read_table

_HEADING_ROWS = 40
_SAMPLES = 5
_EXAMPLE_ROWS = 5
"""How far below the headings the template's own row is looked for."""


@dataclass(frozen=True, slots=True)
class _Shape:
    fields: Fields
    keys: tuple[frozenset[str], ...]


_SHAPES = {
    ListKind.PEOPLE: _Shape(people.FIELDS, people.KEYS),
    ListKind.CARDS: _Shape(cards.FIELDS, cards.KEYS),
    ListKind.WATCH: _Shape(watch.FIELDS, watch.KEYS),
}
EXAMPLES: Mapping[ListKind, Listed] = {
    ListKind.PEOPLE: ListedPerson(
        kind=Kind.RESIDENT,
        name="Nguyễn Văn Ví Dụ",
        id_number="001090000000",
        phone="0900000000",
        birth_date="1990-03-12",
        sex=Sex.MALE,
        home="P.1203",
        plate="29B112345",
        note="Dòng ví dụ, xoá khi dùng",
    ),
    ListKind.CARDS: MarketCard(
        number="MAU-0001",
        ward="Phường Mẫu",
        holder="Nguyễn Văn Ví Dụ",
        phone="0900000000",
        weekdays=frozenset({0, 2, 4}),
        hours=(Hours(frozenset({0, 2, 4}), 6 * 60, 8 * 60),),
        valid_from=date(2021, 8, 1),
        valid_until=date(2099, 12, 31),
    ),
    ListKind.WATCH: WatchEntry(
        name="Nguyễn Văn Ví Dụ",
        id_number="001090000000",
        phone="0900000000",
        plate="29B112345",
        instruction="Dòng ví dụ, xoá khi dùng",
        until=date(2099, 12, 31),
    ),
}
"""The row that stands in each template; found in a list, it is left out."""
_EXAMPLES = frozenset(EXAMPLES.values())


@dataclass(frozen=True, slots=True)
class Preview:
    """What a file holds, and what is wrong with it.

    Attributes:
        rows: the rows without fault, in the file's order.
        faults, warnings: the first `MOST_TOLD` of each; fault_count, warning_count: all of them.
        faulty_rows: how many rows have a fault.
        columns: all of them; `field` is None where a column is not understood.
        encoding: how its texts seem to be written; nothing is converted because of it.
        sample: cells before and after the conversion asked for, or the one that is guessed.
        leave_out_faulty: somebody said that faulty rows are to be left out.
    """

    kind: ListKind
    table: Table
    columns: tuple[Column, ...]
    rows: tuple[Listed, ...]
    faults: tuple[Fault, ...]
    warnings: tuple[Fault, ...]
    fault_count: int
    warning_count: int
    faulty_rows: int
    encoding: Encoding
    converted: Encoding
    sample: tuple[tuple[str, str], ...]
    leave_out_faulty: bool = False

    @property
    def not_understood(self) -> tuple[Column, ...]:
        """Columns with a heading that nothing is taken from."""
        return tuple(column for column in self.columns if column.heading and not column.field)

    @property
    def can_be_taken(self) -> bool:
        """There is a row to take, and no faulty one, unless these are to be left out."""
        return bool(self.rows) and (self.leave_out_faulty or not self.faulty_rows)

    def without_faulty(self) -> "Preview":
        """The same, faulty rows to be left out: only when a person has said so."""
        return replace(self, leave_out_faulty=True)

    def take(self) -> tuple[Listed, ...]:
        """The rows to be stored.

        Raises:
            ListFaulty: rows are faulty, and nobody said to leave them out.
        """
        if not self.can_be_taken:
            raise ListFaulty(count=self.faulty_rows)
        return self.rows


def read_list(
    path: Path,
    kind: ListKind,
    *,
    today: date,
    sheet: str | None = None,
    columns: Mapping[str, str | None] | None = None,
    encoding: Encoding = Encoding.UNICODE,
    usual: Kind = Kind.RESIDENT,
) -> Preview:
    """Read a file and check every row of it.

    Args:
        today: the local day; birth dates after it are faults, ends before it warnings.
        sheet: which sheet, where not the first that holds anything.
        columns: what a column (by its letter) holds, where its heading does not tell; None for
            nothing.
        encoding: what the texts are to be converted from. A column that reads better as it stands
            is left alone.
        usual: the kind of people without one of their own.

    Raises:
        CheckpointError: the file cannot be read, see `read_table`; ListHeadings: no column by which
            a row could be told from another; InvalidEntry: `columns` names what there is not.
    """
    table = read_table(path, sheet)
    shape = _SHAPES[kind]
    headings = _headings(table, shape, columns or {})
    written, guessed = read_texts(table, headings)
    headings = replace(
        headings,
        columns=tuple(
            replace(column, encoding=encoding)
            if column.index in written and is_in(written[column.index], encoding)
            else column
            for column in headings.columns
        ),
    )
    findings = Findings()
    rows, faulty = _checked(table, headings, findings, today, _reader(kind, usual))
    shown = guessed if encoding is Encoding.UNICODE else encoding
    return Preview(
        kind=kind,
        table=table,
        columns=headings.columns,
        rows=tuple(rows),
        faults=tuple(findings.faults),
        warnings=tuple(findings.warnings),
        fault_count=findings.fault_count,
        warning_count=findings.warning_count,
        faulty_rows=faulty,
        encoding=guessed,
        converted=encoding,
        sample=tuple(
            _sample(
                table,
                headings,
                [index for index, words in written.items() if is_in(words, shown)],
                shown,
            )
        ),
    )


def _headings(table: Table, shape: _Shape, given: Mapping[str, str | None]) -> Headings:
    first = list(islice(table.rows(), _HEADING_ROWS))
    found = find_headings(first, shape.fields)
    if not found.columns:
        found = without_headings(first)
    found = _sexed(found.assigned(given, shape.fields))
    require(found.columns, shape.keys)
    return found


def _sexed(headings: Headings) -> Headings:
    """A column "nam" is one for men only beside one for women: without accents it is "năm" too."""
    fields = {column.field for column in headings.columns}
    if {"male", "female"} <= fields:
        return headings
    return replace(
        headings,
        columns=tuple(
            replace(column, field=None) if column.field in {"male", "female"} else column
            for column in headings.columns
        ),
    )


def body(table: Table, headings: Headings) -> Iterator[tuple[int, list[str]]]:
    """The rows below the headings, each with its number."""
    return ((number, row) for number, row in table.rows() if number > headings.last_row)


def read_texts(table: Table, headings: Headings) -> tuple[dict[int, set[str]], Encoding]:
    """The accented words of each known column, by index, and which encoding they seem to be in.

    Each column is looked at by itself: names in one font may stand beside notes in another.
    """
    written: dict[int, set[str]] = {
        column.index: set() for column in headings.columns if column.field
    }
    for _, row in body(table, headings):
        for index, words in written.items():
            if index < len(row) and not row[index].isascii():
                words.update(accented_words((row[index],)))
    guesses = [guess_words(found) for found in written.values()]
    old = [each for each in guesses if each is not Encoding.UNICODE]
    return written, max(old, key=old.count) if old else Encoding.UNICODE


def is_in(found: set[str], encoding: Encoding) -> bool:
    """False where a column makes more sense as it stands than converted."""
    return well_formed(found, encoding) >= well_formed(found, Encoding.UNICODE)


def _sample(
    table: Table, headings: Headings, indices: list[int], encoding: Encoding
) -> Iterator[tuple[str, str]]:
    if encoding is Encoding.UNICODE:
        return
    told: set[str] = set()
    for _, row in body(table, headings):
        for index in indices:
            before = row[index] if index < len(row) else ""
            if before in told or before.isascii() or not fits(before, encoding):
                continue
            told.add(before)
            yield before, convert(before, encoding)
            if len(told) == _SAMPLES:
                return


def _reader(kind: ListKind, usual: Kind) -> Callable[[Row], Listed]:
    if kind is ListKind.PEOPLE:
        return lambda row: people.read_person(row, usual)
    return cards.read_card if kind is ListKind.CARDS else watch.read_watch


def _checked(
    table: Table,
    headings: Headings,
    findings: Findings,
    today: date,
    read: Callable[[Row], Listed],
) -> tuple[list[Listed], int]:
    columns = {column.field: column for column in headings.columns if column.field}
    twice, rows, faulty = _Twice(), list[Listed](), 0
    for number, cells in body(table, headings):
        row = Row(number, cells, columns, findings, today)
        listed = read(row)
        if number <= headings.last_row + _EXAMPLE_ROWS and listed in _EXAMPLES:
            row.warn(None, FaultCode.EXAMPLE_LEFT)
        elif row.faulty:
            faulty += 1
        else:
            twice.look(row, listed)
            rows.append(listed)
    return rows, faulty


class _Twice:
    """Remembers numbers, to tell of rows that name the same person or card."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}
        self._phones: dict[str, tuple[int, str]] = {}
        self._named: dict[tuple[str, str], int] = {}

    def look(self, row: Row, listed: Listed) -> None:
        """Warn of a number, or a phone with the same name, that an earlier row has."""
        if isinstance(listed, MarketCard):
            self._number(row, "number", listed.number)
            return
        if listed.id_number:
            self._number(row, "id_number", listed.id_number)
        elif listed.phone:
            self._phone(row, listed.phone, listed.name or "")

    def _number(self, row: Row, field: str, number: str) -> None:
        earlier = self._numbers.setdefault(number, row.number)
        if earlier != row.number:
            row.warn(field, FaultCode.TWICE, number, earlier)

    def _phone(self, row: Row, phone: str, name: str) -> None:
        """Families share a phone: only the same name with it is told. Names are folded late."""
        earlier = self._phones.setdefault(phone, (row.number, name))
        if earlier[0] == row.number:
            return
        self._named.setdefault((phone, fold(earlier[1])), earlier[0])
        first = self._named.setdefault((phone, fold(name)), row.number)
        if first != row.number:
            row.warn("phone", FaultCode.TWICE, phone, first)
