"""Every state of every screen, for the pictures of them: real widgets, invented people."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from functools import partial
from typing import TypeVar
from uuid import UUID

from PySide6.QtCore import QCoreApplication, QRect
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QWidget

from checkpoint_app.domain.documents import (
    Document,
    Format,
    LinkKind,
    Sex,
    SheetCode,
    WarningCode,
)
from checkpoint_app.domain.errors import DiskFull, LockedOut, SourceFrozen, SourceLost
from checkpoint_app.domain.passage import Passage, Person, Verdict
from checkpoint_app.records.notices import Notice, NoticeKind, Told
from checkpoint_app.scanner.camera_list import FoundCamera
from checkpoint_app.scanner.hints import Hint
from checkpoint_app.scanner.loop import ScanPhase, ScanState
from checkpoint_app.scanner.payloads import parse
from checkpoint_app.scanner.stills import FoundCode, StillReading
from checkpoint_app.scanner.watchdog import Pace
from checkpoint_app.settings import Settings
from checkpoint_app.station.desk import Desk, DeskSnapshot
from checkpoint_app.station.home import Home
from checkpoint_app.station.hub_word import HubWord
from checkpoint_app.station.likeness import Candidate, Likeness
from checkpoint_app.station.outcome import Outcome
from checkpoint_app.station.papers import Place
from checkpoint_app.sync.causes import SyncCause
from checkpoint_app.sync.engine import SyncState
from checkpoint_app.ui.application import Application
from checkpoint_app.ui.desk_page import DeskPage
from checkpoint_app.ui.sample_day import NOW_MS, PEOPLE
from checkpoint_app.ui.sample_frame import black_frame, sample_frame, settle
from checkpoint_app.ui.screens.first_run import FirstRunScreen
from checkpoint_app.ui.screens.forgotten import ForgottenScreen
from checkpoint_app.ui.screens.lock import LockScreen
from checkpoint_app.ui.screens.rescue import RescueScreen
from checkpoint_app.ui.screens.screen import Screen
from checkpoint_app.ui.shortcuts import Key
from checkpoint_app.ui.stages.rooms import ROOM_STATES
from checkpoint_app.ui.tasks import Tasks
from checkpoint_app.ui.widgets.region_picker import RegionPicker
from checkpoint_app.ui.widgets.visitor_view import VisitorView

CAMERAS = (
    FoundCamera("0", "Integrated Camera", 0),
    FoundCamera("2", "HD Pro Webcam C920", 2),
)
CODES = tuple(
    FoundCode(payload.encode(), parse(payload.encode()))
    for payload in (
        "001185000002||Trần Thị Bích|15081985|Nữ|Căn 102 Nhà Mẫu, Hà Nội|01012021",
        "001090000001||Nguyễn Văn An|12031990|Nam|Căn 101 Nhà Mẫu, Hà Nội|01012021",
        "https://example.com/menu",
    )
)
SHEET = SheetCode("T-000017", "Chung cư Mẫu", 1, 20, date(2021, 8, 11))
NOTICES = tuple(
    Notice(Told(UUID(int=place), kind, said, NOW_MS - 60_000 * (90 - place)), in_force=True)
    for place, (kind, said) in enumerate(
        (
            (NoticeKind.REMINDER, "Nộp báo cáo ngày trước 16:00."),
            (
                NoticeKind.NOTICE,
                "Từ 0 giờ ngày 12/08, xe giao hàng chỉ vào bằng Cổng 1. Ghi rõ biển số và nơi "
                "giao; người giao không lên căn hộ. Ai không có điện thoại thì khai vào phiếu giấy "
                "và nhập lên máy ngay trong ca. Mọi thắc mắc gọi ban quản lý toà nhà.",
            ),
            (NoticeKind.NOTICE, "Họp giao ban lúc 17:00 tại phòng trực."),
        )
    )
)
WORD = HubWord(
    settings={
        "capacity": 200,
        "overstay_minutes": 240,
        "retention_days": 21,
        "four_eyes": True,
        "wards": ("Phường Mẫu", "Phường Thử"),
    },
    faults=("key cu.cer: no_key",),
    newer_version="9.1",
    received_at=NOW_MS - 600_000,
)
R = TypeVar("R", bound=Screen)
LONG_NAME = "Công Tằng Tôn Nữ Nguyễn Phúc Huyền Trân Ngọc Diệp Thiên Kim Bảo Châu"


class Stage:
    """The widgets, and what brings each of them into a state."""

    def __init__(self, app: Application, desk: Desk, tasks: Tasks) -> None:
        self.app, self.desk, self.tasks = app, desk, tasks
        self.page = DeskPage(desk, Settings(), tasks)
        # This computer's own cameras are nobody's business here.
        self.page.settings.cameras_asked.disconnect()
        self.lock = LockScreen(desk.clock)
        self.lock_out = LockScreen(desk.clock)
        self.lock_words, self.forgotten = LockScreen(desk.clock), ForgottenScreen()
        self.first_run = FirstRunScreen()
        self.rescue = RescueScreen(Home(desk.store.path.parent, desk.clock), tasks)
        self.empty = DeskPage(desk, Settings(), tasks)
        self.picker = RegionPicker(QPixmap.fromImage(sample_frame()[0]))
        self.snapshot: DeskSnapshot = desk.snapshot()
        self.frame, self.quads = sample_frame()
        info = desk.info
        self.station = f"{info.site} · {info.gate}"
        self.visitor = VisitorView(Place(info.site, info.gate), "024 0000 0000")
        self.last = next(row.passage for row in self.snapshot.recent)

    def widgets(self) -> tuple[QWidget, ...]:
        """All that was made here."""
        before = (self.lock, self.lock_out, self.lock_words, self.forgotten, self.first_run)
        return (self.page, *before, self.rescue, self.visitor, self.empty, self.picker)

    # Each of these gives the widget to take a picture of.

    def gate(self, outcome: Outcome | None = None, hint: Hint | None = None) -> QWidget:
        """The gate with a verdict, with a hint, or at rest."""
        self.page.show_screen(Key.GATE)
        self.page.notice.hide()
        self.page.sights.show_frame(self.frame, self.quads if outcome else [], hint)
        self.page.show_snapshot(self.snapshot)
        if outcome is None:
            self.page.gate.banner.clear()
            self.page.gate.candidates.clear()
            self.page.gate.phone.put_away()
            self.page.side.banner.clear()
        else:
            self.page.show_outcome(outcome)
        return self.page

    def offline(self) -> QWidget:
        """The gate without a network, with something to fix."""
        sync = SyncState(SyncCause.NO_NETWORK, NOW_MS - 22 * 60_000, NOW_MS + 30_000)
        page = self.gate(self._outcome(Verdict.RECORDED))
        held = self.snapshot
        balance = replace(held.balance, pending=held.balance.pending - 2, needs_fix=2)
        self.page.show_snapshot(replace(held, sync=sync, balance=balance))
        return page

    def camera_lost(self) -> QWidget:
        """The gate without its camera."""
        page = self.gate()
        self.page.sights.show_scan_state(ScanState(ScanPhase.LOST, SourceLost(source="0")))
        return page

    def camera_frozen(self) -> QWidget:
        """The gate while its picture stands still."""
        page = self.gate()
        state = ScanState(ScanPhase.LOST, SourceFrozen(source="HD Webcam"))
        self.page.sights.show_scan_state(state)
        return page

    def too_far(self) -> QWidget:
        """The gate asking for a code that is too far away."""
        return self.gate(hint=Hint.TOO_FAR)

    def covered(self) -> QWidget:
        """The gate behind a covered lens, with the longest of the hints."""
        page = self.gate()
        self.page.sights.show_frame(black_frame(), [], Hint.COVERED)
        return page

    def form_hint(self) -> QWidget:
        """The form with a hint in the small picture beside it."""
        page = self.form()
        self.page.sights.show_frame(self.frame, [], Hint.GLARE)
        return page

    def picture(self) -> QWidget:
        """Where a picture is taken in."""
        self.gate()
        self.page.show_screen(Key.PICTURE)
        self.page.picture.clear()
        return self.page

    def picture_found(self) -> QWidget:
        """A picture with three codes, one of them recorded."""
        page, picture = self.picture(), self.page.picture
        picture.show_reading(StillReading(CODES))
        picture.show_outcome(CODES[1], self._outcome(Verdict.RECORDED))
        self.page.side.banner.show_outcome(self._outcome(Verdict.RECORDED))
        return page

    def picture_without_code(self) -> QWidget:
        """A picture without a code."""
        page = self.picture()
        self.page.picture.show_reading(StillReading((), Hint.BLURRED))
        return page

    def region(self) -> QWidget:
        """Choosing a part of the screen."""
        self.picker.region = QRect(420, 260, 300, 260)
        return self.picker

    def nothing(self) -> QWidget:
        """The gate on its first morning."""
        self.empty.show_screen(Key.GATE)
        return self.empty

    def long_name(self) -> QWidget:
        """A name that never ends."""
        passage = replace(self.last, person=replace(self.last.person, name=LONG_NAME))
        return self.gate(self._outcome(Verdict.RECORDED, passage))

    def look(self) -> QWidget:
        """Recorded, with something to look at."""
        warnings = (WarningCode.NOT_INSIDE, WarningCode.NAME_DAMAGED)
        outcome = self._outcome(Verdict.LOOK)
        return self.gate(replace(outcome, warnings=warnings))

    def failed(self) -> QWidget:
        """Not recorded."""
        return self.gate(Outcome(Verdict.NOT_RECORDED, NOW_MS, error=DiskFull()))

    def unreadable(self) -> QWidget:
        """A code that names nobody."""
        return self.gate(Outcome(Verdict.UNREADABLE, NOW_MS, document=Document(Format.UNKNOWN)))

    def link(self) -> QWidget:
        """A place's code instead of a person's."""
        document = Document(Format.URL, detail=LinkKind.SITE)
        return self.gate(Outcome(Verdict.UNREADABLE, NOW_MS, document=document))

    def damaged(self) -> QWidget:
        """A pass that cannot be read, with the longest of what is said of it."""
        document = Document(Format.PASS, warnings=(WarningCode.NEWER_VERSION,))
        return self.gate(Outcome(Verdict.UNREADABLE, NOW_MS, document=document))

    def candidates(self) -> QWidget:
        """A masked code that may be one of three people's, one with a name that never ends."""
        shown = Person(name="NGUYEN VAN AN", id_number="********0000")
        outcome = self._outcome(Verdict.RECORDED, replace(self.last, person=shown))
        people = (PEOPLE[0], replace(PEOPLE[0], name=LONG_NAME), PEOPLE[18])
        known = tuple(Candidate(person, Likeness.LIKELY) for person in people)
        return self.gate(replace(outcome, candidates=known, warnings=(WarningCode.MASKED,)))

    def first_phone(self) -> QWidget:
        """Somebody with a long name is here for the first time: what is their phone?"""
        passage = replace(self.last, person=replace(self.last.person, name=LONG_NAME))
        page = self.gate(self._outcome(Verdict.RECORDED, passage))
        self.page.gate.phone.ask(passage)
        return page

    def seen(self) -> QWidget:
        """The same code again."""
        return self.gate(Outcome(Verdict.SEEN, NOW_MS))

    def form(self) -> QWidget:
        """The empty form."""
        self.gate()
        form = self.page.form
        for editor in form.texts.values():
            editor.clear()
        form.sex.choose(None)
        for field in form.fields.values():
            field.warn("")
        form.notice.hide()
        form.people.hide()
        self.page.show_screen(Key.FORM)
        return self.page

    def form_warned(self) -> QWidget:
        """The form with odd answers in it."""
        page = self.form()
        form = self.page.form
        said = {
            "name": "Đặng Thị Ngọc Ánh",
            "year": "1985",
            "id_number": "001099012345",
            "phone": "09123",
            "address": "Số 7, ngõ 12, phố Mẫu, phường Mẫu, quận Mẫu, Hà Nội",
            "time": "23:10",
            "sheet": "A-0012",
            "row": "7",
            "guide": "Lê Thị Hoa",
        }
        for name, text in said.items():
            form.texts[name].setText(text)
        form.sex.choose(Sex.FEMALE)
        form.check_identity()
        form.check_phone()
        form.check_time()
        form.texts["note"].setFocus()
        return page

    def form_people(self) -> QWidget:
        """The form offering people seen before."""
        page = self.form()
        form = self.page.form
        form.texts["name"].setText("ngu")
        form.texts["name"].setFocus()
        settle(self.app)
        form.people.offer(self.desk.find_people("ngu", 8), form.texts["name"])
        form.people.move_mark(1)
        return page

    def form_saved(self) -> QWidget:
        """The form after saving."""
        page = self.form()
        self.page.form.texts["sheet"].setText("A-0012")
        self.page.form.texts["row"].setText("7")
        self.page.form.show_outcome(self._outcome(Verdict.RECORDED))
        return page

    def form_sheet(self) -> QWidget:
        """The form as a sheet's code opens it."""
        self.form()
        document = Document(Format.SHEET, detail=SHEET, warnings=(WarningCode.NOT_VERIFIED,))
        self.page.show_outcome(Outcome(Verdict.UNREADABLE, NOW_MS, document=document))
        return self.page

    def locked(self) -> QWidget:
        """The lock."""
        self.lock.set_station(self.station, scanning=True)
        self.lock.show_outcome(self._outcome(Verdict.RECORDED))
        return self.lock

    def refused(self) -> QWidget:
        """Too many wrong PINs."""
        self.lock_out.set_station(self.station, scanning=True)
        self.lock_out.refused(LockedOut(seconds=30))
        return self.lock_out

    def starting(self) -> QWidget:
        """The lock before the store is open."""
        name = QCoreApplication.translate("MainWindow", "Checkpoint")
        self.lock.set_station(name, scanning=False)
        return self.lock

    def help(self) -> QWidget:
        """Help."""
        self.gate()
        self.page.help.turn_to(Key.CHECK)
        self.page.show_screen(Key.HELP)
        return self.page

    def notices(self) -> QWidget:
        """The gate with a reminder and notices that nobody has read."""
        page = self.gate(self._outcome(Verdict.RECORDED))
        self.page.show_snapshot(replace(self.snapshot, notices=NOTICES))
        return page

    def notice_in_form(self) -> QWidget:
        """The form with a long notice above it, and an answer to it half typed."""
        page = self.form()
        self.page.show_snapshot(replace(self.snapshot, notices=NOTICES[1:2]))
        row = self.page.notices.rows[0]
        row.on_reply()
        row.answer.setText("Đã rõ, chốt 2")
        return page

    def set_by_hub(self) -> QWidget:
        """The hub, with the settings that it has set."""
        page = self.gate()
        self.page.show_screen(Key.HUB)
        self.page.show_snapshot(replace(self.snapshot, hub_word=WORD))
        return page

    def settings(self) -> QWidget:
        """Settings."""
        self.gate()
        self.page.show_screen(Key.SETTINGS)
        self.page.settings.show_cameras(CAMERAS)
        self.page.settings.show_pace(Pace(1920, 1080, 29.7))
        return self.page

    def recorded(self) -> QWidget:
        """Recorded."""
        return self.gate(self._outcome(Verdict.RECORDED))

    def _outcome(self, verdict: Verdict, passage: Passage | None = None) -> Outcome:
        return Outcome(verdict, NOW_MS, passage=passage or self.last)

    def states(self) -> dict[str, Callable[[], QWidget]]:
        """Every picture by its name."""
        return {
            "lock-start": self.starting,
            "lock": self.locked,
            "lock-out": self.refused,
            "gate-empty": self.nothing,
            "gate-rest": self.gate,
            "gate-recorded": self.recorded,
            "gate-look": self.look,
            "gate-seen": self.seen,
            "gate-unreadable": self.unreadable,
            "gate-link": self.link,
            "gate-damaged": self.damaged,
            "gate-candidates": self.candidates,
            "gate-first-phone": self.first_phone,
            "gate-not-recorded": self.failed,
            "gate-offline": self.offline,
            "gate-camera-lost": self.camera_lost,
            "gate-camera-frozen": self.camera_frozen,
            "gate-hint": self.too_far,
            "gate-covered": self.covered,
            "gate-long-name": self.long_name,
            "form-empty": self.form,
            "form-warnings": self.form_warned,
            "form-people": self.form_people,
            "form-saved": self.form_saved,
            "form-sheet": self.form_sheet,
            "form-hint": self.form_hint,
            "picture-empty": self.picture,
            "picture-found": self.picture_found,
            "picture-no-code": self.picture_without_code,
            "picture-region": self.region,
            "notices": self.notices,
            "notices-form": self.notice_in_form,
            "settings": self.settings,
            "settings-hub": self.set_by_hub,
            "help": self.help,
        } | {name: partial(show, self) for name, show in room_states().items()}

    def room(self, kind: type[R]) -> R:
        """The screen of that kind, brought to the front in the page with the sample day."""
        self.gate()
        found = next(room for room in self.page.rooms if isinstance(room, kind))
        self.page.show_screen(found.KEY)
        return found


def room_states() -> Mapping[str, Callable[[Stage], QWidget]]:
    """The states of the screens of `ROOMS`: each gives the widget to take a picture of."""
    return ROOM_STATES
