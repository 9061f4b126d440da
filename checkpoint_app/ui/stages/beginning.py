"""What stands before the lock: the five steps of the first start, and the ways back to a store."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtWidgets import QWidget

from checkpoint_app.domain.errors import WrongPin
from checkpoint_app.domain.progress import Course
from checkpoint_app.records.backup import Manifest, Part
from checkpoint_app.records.readable import LostRange
from checkpoint_app.records.salvage import SalvageReport
from checkpoint_app.scanner.payloads import parse
from checkpoint_app.station.recovery import Restored, Salvaged
from checkpoint_app.ui.sample_day import NOW_MS
from checkpoint_app.ui.screens.first_run import FirstRunScreen
from checkpoint_app.ui.screens.rescue import Way
from checkpoint_app.ui.stages.hub import HEARD

if TYPE_CHECKING:
    from checkpoint_app.ui.screen_states import Stage

_PART = Part(4_000_000, "0" * 64)
_MANIFEST = Manifest(
    version=1,
    station=UUID(int=1),
    schema="s0002",
    made_at=NOW_MS - 3 * 3_600_000,
    rows={"passage": 12_480},
    journal=13_002,
    journal_hash="0" * 64,
    store=_PART,
    keys=_PART,
)
_CODE = "4F7QX-9M2KD-7T1YB-0QW3E-5RTZ8-XC6VN-2H4JG"
_CARD = "001090000001||Nguyễn Văn An|12031990|Nam|Căn 101 Nhà Mẫu, Hà Nội|01012021"


def _filled(stage: "Stage") -> FirstRunScreen:
    """Every step with something in it; the first in front."""
    first = stage.first_run
    first.place.site.setText("Chung cư Mẫu")
    first.place.gate.setText("Cổng 2")
    first.place.capacity.setText("200")
    first.secret.supervisor.setText("Lê Thị Hoa")
    for editor in (first.secret.pin, first.secret.again):
        editor.setText("270495")
    first.secret.code = _CODE
    first.secret.proof.setText(_CODE[-5:])
    first.hub.show_found([])
    first.hub.retranslate()
    for field in (*first.secret.fields.values(), *first.hub.fields.values()):
        field.warn("")
    return first


def step(place: int, stage: "Stage") -> QWidget:
    """One of the steps, filled in."""
    first = _filled(stage)
    first.go_to(first.steps[place])
    if first.step is first.camera:
        first.camera.show_frame(stage.frame, stage.quads, None)
        first.camera.show_document(parse(_CARD.encode()), by_scanner=False)
    return first


def refused(stage: "Stage") -> QWidget:
    """The third step with nothing right in it."""
    first = _filled(stage)
    first.go_to(first.secret)
    first.secret.pin.setText("1111")
    first.secret.again.setText("1112")
    first.secret.proof.setText("ABCDE")
    first.on_next()
    return first


def nearby(stage: "Stage") -> QWidget:
    """Hubs were heard."""
    first = _filled(stage)
    first.go_to(first.hub)
    first.hub.show_found(list(HEARD))
    return first


def restore(stage: "Stage") -> QWidget:
    """A backup was chosen, and the PIN is wrong."""
    page = stage.rescue
    page.begin(Way.RESTORE)
    page.file.editor.setText("/media/usb/checkpoint.backup")
    page.show_manifest(_MANIFEST)
    page.on_failed(WrongPin(), None, "")
    return page


def restoring(stage: "Stage") -> QWidget:
    """Half way."""
    page = stage.rescue
    page.begin(Way.RESTORE)
    page.show_manifest(_MANIFEST)
    course = Course()
    course.done, course.whole = 2, 5
    page.progress.follow(course, page.start.text())
    return page


def restored(stage: "Stage") -> QWidget:
    """It is there again."""
    page = stage.rescue
    page.progress.end()
    page.begin(Way.RESTORE)
    carried = SalvageReport(saved={"passage": 41})
    page.show_restored(Restored(_MANIFEST, Path("Checkpoint/aside-1"), carried))
    return page


def salvaged(stage: "Stage") -> QWidget:
    """Saved, with losses."""
    page = stage.rescue
    page.progress.end()
    page.begin(Way.SALVAGE)
    lost = [LostRange(120, 160, 40, NOW_MS - 7_200_000, NOW_MS - 3_600_000)]
    report = SalvageReport(saved={"passage": 9_012}, lost=lost, lost_pages=3, pending=12)
    page.show_salvaged(Salvaged(report, Path("Checkpoint/aside-1")))
    return page


STATES: dict[str, Callable[["Stage"], QWidget]] = {
    **{f"first-run-{place + 1}": partial(step, place) for place in range(5)},
    "first-run-refused": refused,
    "first-run-nearby": nearby,
    "rescue-restore": restore,
    "rescue-restoring": restoring,
    "rescue-restored": restored,
    "rescue-salvaged": salvaged,
}
