"""The staff: everybody, a guard's own page, and a recovery code shown once."""

from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtWidgets import QWidget

from checkpoint_app.records.views import Role, Staff
from checkpoint_app.station.staff import Member
from checkpoint_app.ui.screens.staff import StaffScreen
from checkpoint_app.ui.stages.manage import GUARD

if TYPE_CHECKING:
    from checkpoint_app.ui.screen_states import Stage

OTHERS = tuple(
    Member(Staff(UUID(int=place), name, role), can_sign_in=place != 13)
    for place, (name, role) in enumerate(
        (("Trần Văn Gác", Role.GUARD), ("Vũ Thị Kiểm", Role.AUDITOR), ("Đỗ Văn Nghỉ", Role.GUARD)),
        11,
    )
)


def _screen(stage: "Stage") -> StaffScreen:
    found = stage.room(StaffScreen)
    found.left()
    stage.page.show()
    found.opened()
    found.show_members([*stage.desk.register.members(), *OTHERS])
    return found


def staff(stage: "Stage") -> QWidget:
    """Everybody."""
    _screen(stage)
    return stage.page


def add(stage: "Stage") -> QWidget:
    """Somebody new, with a PIN too easy to guess."""
    found = _screen(stage)
    found.name.setText("Ngô Thị Mới")
    found.add_pin.pin.setText("1111")
    found.add_pin.take()
    stage.app.processEvents()
    found._area.ensureWidgetVisible(found.add)
    return stage.page


def code(stage: "Stage") -> QWidget:
    """A recovery code, shown once."""
    found = _screen(stage)
    found.show_code("4F7QX-8KZMD-0RVTA-H2WNC-93EPJ-6GYSB-X5D1K")
    stage.app.processEvents()
    found._area.ensureWidgetVisible(found.rotate)
    return stage.page


def guard(stage: "Stage") -> QWidget:
    """A guard's own PIN."""
    found, held = _screen(stage), stage.desk.lane.staff
    stage.desk.lane.staff = GUARD
    found.opened()
    stage.desk.lane.staff = held
    return stage.page


def forgotten(stage: "Stage") -> QWidget:
    """At the lock: the recovery code."""
    stage.forgotten.code.setText("4F7QX-8KZMD")
    return stage.forgotten


def passphrase(stage: "Stage") -> QWidget:
    """At the lock: a passphrase."""
    stage.lock_words.set_station(stage.station, scanning=True)
    if not stage.lock_words.passphrase.isVisibleTo(stage.lock_words):
        stage.lock_words.on_other()
    return stage.lock_words


STATES = {
    "staff-forgotten": forgotten,
    "staff-passphrase": passphrase,
    "staff": staff,
    "staff-add": add,
    "staff-code": code,
    "staff-guard": guard,
}
