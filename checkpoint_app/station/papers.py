"""The numbered papers of a station: issued, signed, and put in the balance."""

from dataclasses import dataclass
from uuid import UUID

from checkpoint_app.domain.documents import SheetCode
from checkpoint_app.domain.errors import InvalidEntry
from checkpoint_app.records.store import Store
from checkpoint_app.security.minting import LONGEST_TEXT, mint_sheet

MOST_SHEETS = 500
"""In one go: a slip of the keyboard must not print a forest."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a paper is used, and what it promises.

    Attributes:
        lookback_days: the days that the health questions ask about.
        keep_days: after how many days the record is deleted; 0 where no day is set.
    """

    site: str
    gate: str
    lookback_days: int = 14
    keep_days: int = 30


@dataclass(frozen=True, slots=True)
class PrintedSheet:
    """A sheet to print: what its code says, and the payload that says it, signed."""

    code: SheetCode
    payload: bytes


def issue(store: Store, count: int, rows: int, staff: UUID | None) -> list[PrintedSheet]:
    """Take the next numbers and sign them with the station's own key.

    Args:
        count: how many sheets; rows: how many rows each has.

    Raises:
        InvalidEntry: no such number of sheets.
    """
    if not 1 <= count <= MOST_SHEETS:
        raise InvalidEntry("sheet", "not_a_number")
    return _signed(store, store.sheets.issue(count, rows, _site(store), staff))


def again(store: Store, first: int, count: int) -> list[PrintedSheet]:
    """Sheets issued before, by their running numbers, for a printer that ate them."""
    return _signed(store, store.sheets.codes(first, count, _site(store)))


def _site(store: Store) -> str:
    """What the sheets call the site, as far as their code has room for it."""
    info = store.info()
    return (info.hub_site or info.site)[:LONGEST_TEXT].strip()


def _signed(store: Store, codes: list[SheetCode]) -> list[PrintedSheet]:
    key = store.signing_key()
    return [PrintedSheet(code, mint_sheet(code, key)) for code in codes]
