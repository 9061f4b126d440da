"""The store: at rest, at work, found whole, found broken, asked before it deletes."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from checkpoint_app.domain.errors import BackupFolderMissing
from checkpoint_app.domain.progress import Course
from checkpoint_app.records.certificates import Certificate
from checkpoint_app.records.purging import Purged
from checkpoint_app.records.views import Verification
from checkpoint_app.station import store_care
from checkpoint_app.ui.screens.store import StoreScreen
from checkpoint_app.ui.stages.manage import GUARD

if TYPE_CHECKING:
    from checkpoint_app.ui.screen_states import Stage


def _screen(stage: "Stage") -> StoreScreen:
    found = stage.room(StoreScreen)
    found.left()
    found.progress.end()
    found.certificate.hide()
    found.opened()
    found.show_snapshot(stage.snapshot)
    return found


def store(stage: "Stage") -> QWidget:
    """At rest."""
    _screen(stage)
    return stage.page


def working(stage: "Stage") -> QWidget:
    """Checking, a third done."""
    course = Course()
    course.tell(31_000, 93_000)
    found = _screen(stage)
    found.progress.follow(course, found.tr("Checking every record"))
    return stage.page


def whole(stage: "Stage") -> QWidget:
    """All is well."""
    _screen(stage).show_verification(store_care.check(stage.desk))
    return stage.page


def broken(stage: "Stage") -> QWidget:
    """It is not."""
    _screen(stage).show_verification(Verification(False, 92, 17, "passage_changed"))
    return stage.page


def asked(stage: "Stage") -> QWidget:
    """Why it is to be deleted."""
    found = _screen(stage)
    found.ask_to_purge(21, 1_204)
    return stage.page


def purged(stage: "Stage") -> QWidget:
    """What went, and its certificate."""
    found = _screen(stage)
    found.show_purged(Purged(1_204, 3, (Certificate("{}", b"1"),)))
    return stage.page


def failed(stage: "Stage") -> QWidget:
    """The stick is not there."""
    _screen(stage).fail(BackupFolderMissing(folder="/media/usb"))
    return stage.page


def guard(stage: "Stage") -> QWidget:
    """What a guard sees."""
    found, held = _screen(stage), stage.desk.lane.staff
    stage.desk.lane.staff = GUARD
    found.opened()
    stage.desk.lane.staff = held
    return stage.page


STATES = {
    "store": store,
    "store-working": working,
    "store-whole": whole,
    "store-broken": broken,
    "store-asked": asked,
    "store-purged": purged,
    "store-failed": failed,
    "store-guard": guard,
}
