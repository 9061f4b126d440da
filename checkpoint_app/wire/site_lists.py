"""The lists that the gates of one site share through their hub: people, cards, watched names.

A change made at one gate is put into the hub's own order; a gate reads what changed since the
revision that it holds. Rows travel raw, so that a gate may pass over one that only a newer version
understands. None of this ever goes further up than the hub that the gates report to.
"""

import hashlib
from datetime import date
from enum import StrEnum
from typing import Annotated
from uuid import UUID

import msgspec
from msgspec import Meta

from checkpoint_app.domain.documents import Hours, Sex
from checkpoint_app.domain.listed import (
    EVERY_DAY,
    HandedIn,
    ListedPerson,
    MarketCard,
    Parity,
    Shared,
    SharedKind,
    WatchEntry,
    identity,
)
from checkpoint_app.domain.passage import Kind
from checkpoint_app.wire.bulletin import WatchItem
from checkpoint_app.wire.messages import MAX_TIME, Long, Name, Short

LISTS_PATH = "/v1/site/lists"
LIST_ROWS_PATH = "/v1/site/lists/rows"
MAX_LISTED = 60_000
MAX_LIST_BYTES = 16_000_000
"""Largest list, in rows and in bytes of their JSON: a change carries it whole, or is not taken."""
MAX_PAGE_ITEMS = 2_000
MAX_PAGE_BYTES = 900_000
"""Largest page: in rows, and in bytes of their JSON."""
KEY_BYTES = 16

_Key = Annotated[str, Meta(pattern="^[0-9a-f]{32}$")]
_Minute = Annotated[int, Meta(ge=0, le=1_440)]
_Weekdays = Annotated[tuple[Annotated[int, Meta(ge=0, le=6)], ...], Meta(max_length=7)]
_Serial = Annotated[int, Meta(ge=0, le=2**62)]
_Cursor = Annotated[str, Meta(max_length=64)]
_encode = msgspec.json.Encoder().encode


class ChangeWay(StrEnum):
    """What a change does with the list that the hub holds."""

    REPLACE = "replace"  # these rows, and no others
    PUT = "put"  # these rows, each in the place of the one about the same person or card
    FILL = "fill"  # these rows where there is none about the same: a gate brings what it has
    REMOVE = "remove"  # the rows of these keys go
    RESTORE = "restore"  # as `REPLACE`, where the hub was put back to before this revision


class PersonRow(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Somebody the site knows; an absent field is left out."""

    kind: Kind
    name: Name | None = None
    id_number: Short | None = None
    phone: Short | None = None
    birth_date: Short | None = None
    sex: Sex | None = None
    home: Long | None = None
    plate: Short | None = None
    note: Long | None = None


class HoursRow(msgspec.Struct, frozen=True, array_like=True):
    """Days of the week, 0 for Monday, and minutes since midnight."""

    weekdays: _Weekdays
    begin: _Minute
    end: _Minute


class CardRow(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A market card; days as ISO dates."""

    number: Annotated[str, Meta(min_length=1, max_length=64)]
    ward: Name | None = None
    holder: Name | None = None
    phone: Short | None = None
    weekdays: _Weekdays = tuple(sorted(EVERY_DAY))
    parity: Parity | None = None
    hours: Annotated[list[HoursRow], Meta(max_length=100)] = []
    valid_from: date | None = None
    valid_until: date | None = None


class HandedRow(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """When a card was handed in, ms since 1970 UTC; None once its holder has it again."""

    number: Annotated[str, Meta(min_length=1, max_length=64)]
    at: Annotated[int, Meta(ge=0, lt=MAX_TIME)] | None = None


class ListChange(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A change to one list, whole.

    Attributes:
        id: the same in every attempt, so that it counts once.
        rows: of every way but `REMOVE`; keys: of that one, see `key_of`.
        revision: of `RESTORE`: at which the list stood so.
    """

    id: UUID
    station: UUID
    kind: SharedKind
    way: ChangeWay
    rows: Annotated[list[msgspec.Raw], Meta(max_length=MAX_LISTED)] = []
    keys: Annotated[list[_Key], Meta(max_length=MAX_LISTED)] = []
    revision: _Serial = 0


class ListTaken(msgspec.Struct, frozen=True, kw_only=True):
    """The hub holds a change durably; before, revision: of the list, ahead of it and with it."""

    id: UUID
    before: int
    revision: int


class ListState(msgspec.Struct, frozen=True, kw_only=True):
    """How one list stands at the hub.

    Attributes:
        revision: of its last change, later than that of any change before, in ms since 1970 UTC
            by the hub's clock where that runs well.
        items: its rows.
    """

    kind: SharedKind
    revision: int
    items: int


class SiteListStates(msgspec.Struct, frozen=True, kw_only=True):
    """Every list of a site that there is."""

    hub: UUID
    site: UUID
    lists: list[ListState]


class ListPage(msgspec.Struct, frozen=True, kw_only=True):
    """A part of one list.

    Attributes:
        whole: these pages are all of the list; else what is new in it since the revision held.
        base: changes with every row that goes; pages of different bases do not belong together.
        revision: which is held once the last page is there.
        cursor: where to read on; more: whether there is more.
    """

    hub: UUID
    site: UUID
    whole: bool
    base: int
    revision: int
    rows: list[msgspec.Raw]
    cursor: str
    more: bool


class ListRowsQuery(msgspec.Struct, frozen=True, kw_only=True):
    """Which list, the revision held (0 for none), and where the page before ended."""

    kind: SharedKind
    held: _Serial = 0
    after: _Cursor = ""


def key_of(row: Shared) -> str:
    """What names a row without saying whom it is about to a reader who has it alone."""
    return hashlib.blake2b(_encode(identity(row)), digest_size=KEY_BYTES).hexdigest()


def encode_row(row: Shared) -> bytes:
    """A row as JSON."""
    if isinstance(row, ListedPerson):
        return _encode(
            PersonRow(
                kind=row.kind,
                name=row.name,
                id_number=row.id_number,
                phone=row.phone,
                birth_date=row.birth_date,
                sex=row.sex,
                home=row.home,
                plate=row.plate,
                note=row.note,
            )
        )
    if isinstance(row, HandedIn):
        return _encode(HandedRow(number=row.number, at=row.at))
    if isinstance(row, WatchEntry):
        return _encode(
            WatchItem(
                instruction=row.instruction,
                name=row.name,
                id_number=row.id_number,
                phone=row.phone,
                plate=row.plate,
                until=row.until.isoformat() if row.until else None,
            )
        )
    return _encode(
        CardRow(
            number=row.number,
            ward=row.ward,
            holder=row.holder,
            phone=row.phone,
            weekdays=tuple(sorted(row.weekdays)),
            parity=row.parity,
            hours=[HoursRow(tuple(sorted(one.weekdays)), one.begin, one.end) for one in row.hours],
            valid_from=row.valid_from,
            valid_until=row.valid_until,
        )
    )


def decode_row(kind: SharedKind, data: bytes | msgspec.Raw) -> Shared:
    """A row out of JSON.

    Raises:
        msgspec.MsgspecError, UnicodeDecodeError, ValueError: none of this kind, or one that is
            about nobody.
    """
    if kind is SharedKind.CARDS:
        return _card(msgspec.json.decode(data, type=CardRow))
    if kind is SharedKind.HANDED:
        handed = msgspec.json.decode(data, type=HandedRow)
        return HandedIn(handed.number, handed.at)
    if kind is SharedKind.WATCH:
        item = msgspec.json.decode(data, type=WatchItem)
        until = date.fromisoformat(item.until) if item.until else None
        entry = WatchEntry(
            item.name, item.id_number, item.phone, item.plate, item.instruction, until
        )
        _check_told(entry)
        return entry
    person = ListedPerson(**msgspec.structs.asdict(msgspec.json.decode(data, type=PersonRow)))
    _check_told(person)
    return person


def _check_told(row: ListedPerson | WatchEntry) -> None:
    if not (row.name or row.id_number or row.phone or row.plate):
        raise ValueError


def _card(row: CardRow) -> MarketCard:
    return MarketCard(
        number=row.number,
        ward=row.ward,
        holder=row.holder,
        phone=row.phone,
        weekdays=frozenset(row.weekdays),
        parity=row.parity,
        hours=tuple(Hours(frozenset(one.weekdays), one.begin, one.end) for one in row.hours),
        valid_from=row.valid_from,
        valid_until=row.valid_until,
    )
