"""An order for papers: what is printed, and the numbers that it takes only when it is printed."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TypeVar

from checkpoint_app.domain.clock import local
from checkpoint_app.domain.documents import SheetCode
from checkpoint_app.domain.errors import SheetNumberUnknown
from checkpoint_app.security.roles import Permission
from checkpoint_app.station.desk import Desk
from checkpoint_app.station.papers import Place, PrintedSheet


class PaperKind(StrEnum):
    """What can be printed."""

    SHEETS = "sheets"
    FORMS = "forms"
    POSTER = "poster"
    GUIDANCE = "guidance"

    @property
    def numbered(self) -> bool:
        """Whether each page takes a number."""
        return self in (PaperKind.SHEETS, PaperKind.FORMS)


T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class PaperOrder:
    """What is asked for.

    Attributes:
        count: pages with a number; rows: on each sheet.
        again: the running number of the first sheet to be printed once more, None for new ones.
        text: what the poster's code says.
    """

    kind: PaperKind
    count: int = 20
    rows: int = 12
    again: int | None = None
    text: str = ""


def place_of(desk: Desk) -> Place:
    """What the papers say of the site."""
    info, settings = desk.info, desk.settings
    return Place(info.site, info.gate, settings.lookback_days, settings.retention_days)


def sample(desk: Desk, order: PaperOrder) -> list[PrintedSheet]:
    """One sheet without a number of its own, to look at: nothing is taken by looking."""
    if not order.kind.numbered:
        return []
    today: date = local(desk.clock.now_ms()).date()
    rows = order.rows if order.kind is PaperKind.SHEETS else 1
    return [PrintedSheet(SheetCode("000000", desk.info.site, 1, rows, today), b"000000")]


def take(
    desk: Desk, order: PaperOrder, draw: Callable[[list[PrintedSheet]], T]
) -> tuple[T, list[str]]:
    """Take the numbers that are due, and have the paper drawn.

    Returns:
        What ``draw`` made, and the numbers, none for a paper without.

    Raises:
        NotAllowed: not by who is on duty.
        SheetNumberUnknown: no sheet of this number was printed before.
        InvalidEntry: no such number of sheets.
    """
    desk.permit(Permission.RECORD)
    if not order.kind.numbered:
        return draw([]), []
    if order.again is not None:
        sheets = desk.sheets_again(order.again, order.count)
        if not sheets:
            raise SheetNumberUnknown(number=str(order.again))
    else:
        rows = order.rows if order.kind is PaperKind.SHEETS else 1
        draw(sample(desk, order))  # what cannot be drawn takes no number
        sheets = desk.issue_sheets(order.count, rows)
    return draw(sheets), [sheet.code.number for sheet in sheets]
