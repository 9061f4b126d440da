"""The site's lists: full, empty, and with a file that is half wrong."""

import tempfile
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
from PySide6.QtWidgets import QWidget

from checkpoint_app.domain.documents import Hours
from checkpoint_app.domain.listed import ListedPerson, ListKind, MarketCard
from checkpoint_app.domain.passage import Kind
from checkpoint_app.lists.preview import read_list
from checkpoint_app.station import listing
from checkpoint_app.ui.sample_day import PEOPLE
from checkpoint_app.ui.screens.people import PeopleScreen
from checkpoint_app.ui.stages.manage import GUARD

if TYPE_CHECKING:
    from checkpoint_app.ui.screen_states import Stage

_KINDS = (Kind.RESIDENT, Kind.RESIDENT, Kind.STAFF, Kind.DELIVERY)
LISTED = tuple(
    ListedPerson(
        _KINDS[place % 4],
        person.name,
        person.id_number,
        person.phone,
        person.birth_date,
        home=f"P.{place + 101}",
        plate=f"29B1123{place:02}" if place % 3 == 0 else None,
    )
    for place, person in enumerate(PEOPLE[:40])
)
_MORNING = (Hours(frozenset({0, 2, 4}), 360, 480),)
CARDS = tuple(
    MarketCard(
        f"NTD-{place + 1:04}",
        "Phường Mẫu",
        person.name,
        person.phone,
        weekdays=frozenset({0, 2, 4}),
        hours=_MORNING,
        valid_until=date(2021, 8, 25),
    )
    for place, person in enumerate(PEOPLE[:12])
)
_FILE = (
    "Họ tên,Số CCCD,Điện thoại,Ngày sinh,Ghi riêng\n"
    "NguyÔn V¨n An,001090000001,0900000001,12/03/1990,a\n"
    "TrÇn ThÞ BÝch,1.23E+11,0900000002,15/08/1985,b\n"
    "Lª Hoµng C­êng,001090000003,0900000003,31/02/1990,c\n"
)


def _screen(stage: "Stage", kind: ListKind = ListKind.PEOPLE) -> PeopleScreen:
    stage.desk.store.lists.take(ListKind.PEOPLE, LISTED, replace=True)
    stage.desk.store.lists.take(ListKind.CARDS, CARDS, replace=True)
    stage.desk.store.lists.take(ListKind.WATCH, (), replace=True)
    found = stage.room(PeopleScreen)
    found.kind.choose(kind)
    found.on_kind()
    found.imports.clear()
    found.show_looked(listing.look(stage.desk, kind))
    return found


def people(stage: "Stage") -> QWidget:
    """A list of people."""
    _screen(stage)
    return stage.page


def cards(stage: "Stage") -> QWidget:
    """A list of market cards."""
    _screen(stage, ListKind.CARDS)
    return stage.page


def empty(stage: "Stage") -> QWidget:
    """A list that holds nothing."""
    _screen(stage, ListKind.WATCH)
    return stage.page


def asked(stage: "Stage") -> QWidget:
    """Why the numbers are to be seen, and who else says so."""
    found, held = _screen(stage), stage.desk.settings
    stage.desk.settings = msgspec.structs.replace(held, four_eyes=True)
    found.on_reveal()
    stage.desk.settings = held
    return stage.page


def file(stage: "Stage") -> QWidget:
    """A file in an old font with faulty rows."""
    found = _screen(stage)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "cu-dan.csv"
        path.write_text(_FILE, encoding="utf-8")
        preview = read_list(path, ListKind.PEOPLE, today=date(2021, 8, 11))
    found.imports.file.editor.setText("/media/usb/cu-dan.csv")
    found.imports.show_preview(preview)
    stage.app.processEvents()
    found._area.ensureWidgetVisible(found.imports.take)
    return stage.page


def guard(stage: "Stage") -> QWidget:
    """What a guard sees: cards alone."""
    found, held = _screen(stage), stage.desk.lane.staff
    stage.desk.lane.staff = GUARD
    found.opened()
    stage.desk.lane.staff = held
    return stage.page


STATES = {
    "people": people,
    "people-cards": cards,
    "people-empty": empty,
    "people-asked": asked,
    "people-file": file,
    "people-guard": guard,
}
