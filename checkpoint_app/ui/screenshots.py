"""Pictures of every screen in each state: ``python -m checkpoint_app.ui.screenshots FOLDER``.

Real widgets on a real store in a temporary folder, with invented people and a set clock, so that
two runs show the same.
"""

import html
import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QSize
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QApplication, QWidget

from checkpoint_app.domain.documents import Document, Format, Sex, WarningCode
from checkpoint_app.domain.errors import DiskFull, LockedOut, SourceLost
from checkpoint_app.domain.passage import Passage, SiteKind, Verdict
from checkpoint_app.i18n import Lang
from checkpoint_app.scanner.decoder import Decoder
from checkpoint_app.scanner.loop import ScanPhase, ScanState
from checkpoint_app.scanner.source import open_source
from checkpoint_app.security.keyfile import Cost
from checkpoint_app.settings import Settings, Theme
from checkpoint_app.station.desk import Desk, DeskSnapshot
from checkpoint_app.station.home import Home
from checkpoint_app.station.outcome import Outcome
from checkpoint_app.sync.causes import SyncCause
from checkpoint_app.sync.engine import SyncState
from checkpoint_app.ui.application import Application
from checkpoint_app.ui.desk_page import DeskPage
from checkpoint_app.ui.resources import resource_path
from checkpoint_app.ui.sample_day import NOW_MS, SetClock, fill
from checkpoint_app.ui.screens.first_run import FirstRunScreen
from checkpoint_app.ui.screens.lock import LockScreen
from checkpoint_app.ui.shortcuts import Key
from checkpoint_app.ui.tasks import Tasks
from checkpoint_app.ui.widgets.camera_view import Quad

SIZES = (QSize(1024, 600), QSize(1366, 768), QSize(1920, 1080))
PIN = "2468"
LONG_NAME = "Công Tằng Tôn Nữ Nguyễn Phúc Huyền Trân Ngọc Diệp Thiên Kim Bảo Châu"


class _Stage:
    """The widgets, and what brings each of them into a state."""

    def __init__(self, app: Application, desk: Desk, tasks: Tasks) -> None:
        self.app, self.desk = app, desk
        self.page = DeskPage(desk, Settings(), tasks)
        self.lock = LockScreen(desk.clock)
        self.lock_out = LockScreen(desk.clock)
        self.first_run = FirstRunScreen()
        self.empty = DeskPage(desk, Settings(), tasks)
        self.snapshot: DeskSnapshot = desk.snapshot()
        self.frame, self.quads = sample_frame()
        info = desk.info
        self.station = f"{info.site} · {info.gate}"
        self.last = next(row.passage for row in self.snapshot.recent)

    def widgets(self) -> tuple[QWidget, ...]:
        """All that was made here."""
        return (self.page, self.lock, self.lock_out, self.first_run, self.empty)

    # Each of these gives the widget to take a picture of.

    def gate(self, outcome: Outcome | None = None) -> QWidget:
        """The gate with a verdict, or at rest."""
        self.page.show_screen(Key.GATE)
        self.page.notice.hide()
        self.page.show_frame(self.frame, self.quads if outcome else [])
        self.page.show_snapshot(self.snapshot)
        if outcome is None:
            self.page.gate.banner.clear()
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
        self.page.show_scan_state(ScanState(ScanPhase.LOST, SourceLost(source="0")))
        return page

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
        _settle(self.app)
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

    def first(self) -> QWidget:
        """The first start."""
        return self.first_run

    def help(self) -> QWidget:
        """Help."""
        self.gate()
        self.page.show_screen(Key.HELP)
        return self.page

    def settings(self) -> QWidget:
        """Settings."""
        self.gate()
        self.page.show_screen(Key.SETTINGS)
        return self.page

    def recorded(self) -> QWidget:
        """Recorded."""
        return self.gate(self._outcome(Verdict.RECORDED))

    def _outcome(self, verdict: Verdict, passage: Passage | None = None) -> Outcome:
        return Outcome(verdict, NOW_MS, passage=passage or self.last)

    def states(self) -> dict[str, Callable[[], QWidget]]:
        """Every picture by its name."""
        return {
            "first-run": self.first,
            "lock-start": self.starting,
            "lock": self.locked,
            "lock-out": self.refused,
            "gate-empty": self.nothing,
            "gate-rest": self.gate,
            "gate-recorded": self.recorded,
            "gate-look": self.look,
            "gate-seen": self.seen,
            "gate-unreadable": self.unreadable,
            "gate-not-recorded": self.failed,
            "gate-offline": self.offline,
            "gate-camera-lost": self.camera_lost,
            "gate-long-name": self.long_name,
            "form-empty": self.form,
            "form-warnings": self.form_warned,
            "form-people": self.form_people,
            "form-saved": self.form_saved,
            "settings": self.settings,
            "help": self.help,
        }


def make_screenshots(folder: Path, sizes: tuple[QSize, ...] = SIZES, only: str = "") -> list[Path]:
    """Take all pictures, or those whose name holds ``only``, and write an ``index.html``.

    Returns:
        The pictures.
    """
    folder.mkdir(parents=True, exist_ok=True)
    existing = QApplication.instance()
    app = existing if isinstance(existing, Application) else Application()
    made: list[Path] = []
    with tempfile.TemporaryDirectory() as place:
        clock = SetClock(NOW_MS)
        home = Home(Path(place) / "home", clock)
        home.set_up(
            site="Chung cư Mẫu",
            gate="Cổng 2",
            kind=SiteKind.RESIDENTIAL,
            pin=PIN,
            supervisor="Lê Thị Hoa",
            capacity=200,
            keyring=False,
            cost=Cost(memory=1024, passes=1),
        )
        tasks = Tasks()
        with closing(home.unlock(PIN)) as desk:
            fill(desk, clock)
            stage = _Stage(app, desk, tasks)
            for lang in Lang:
                for scheme in (Theme.LIGHT, Theme.DARK):
                    app.put_on(Settings(lang=lang, theme=scheme))
                    for name, picture in _series(stage, sizes, only):
                        path = folder / f"{name}-{lang}-{scheme}.png"
                        picture.save(str(path))
                        made.append(path)
            tasks.stop()
            for widget in stage.widgets():
                widget.close()
                widget.deleteLater()
            _settle(app)
    (folder / "index.html").write_text(_index(made), encoding="utf-8")
    return made


def _series(stage: _Stage, sizes: tuple[QSize, ...], only: str) -> Iterator[tuple[str, QPixmap]]:
    for size in sizes:
        for name, prepare in stage.states().items():
            if only not in name:
                continue
            shown = prepare()
            for widget in stage.widgets():
                widget.setVisible(widget is shown)
            shown.resize(size)
            shown.activateWindow()
            _settle(stage.app)
            prepare()
            _settle(stage.app)
            yield f"{name}-{size.width()}x{size.height()}", shown.grab()


def _settle(app: Application) -> None:
    for _ in range(3):
        app.processEvents()
        app.sendPostedEvents()


def sample_frame() -> tuple[QImage, list[Quad]]:
    """A frame of the sample film that holds a code, with its corners; grey without a film."""
    film = resource_path("samples", "gate.webm")
    grey = QImage(1280, 720, QImage.Format.Format_RGB888)
    grey.fill(0x6B7680)
    if not film.exists():
        return grey, [[(520, 240), (760, 250), (750, 490), (510, 480)]]
    decoder = Decoder()
    with closing(open_source(str(film))) as source:
        while (frame := source.read()) is not None:
            reads = decoder.read(frame.image) if frame.number % 5 == 0 else []
            if reads:
                height, width = frame.image.shape[:2]
                strides = frame.image.strides[0]
                image = QImage(
                    frame.image.data, width, height, strides, QImage.Format.Format_BGR888
                ).copy()
                return image, [read.quad for read in reads]
    return grey, []


def _index(pictures: list[Path]) -> str:
    shown = "\n".join(
        f'<figure><a href="{html.escape(path.name)}"><img loading="lazy" width="460" '
        f'src="{html.escape(path.name)}" alt=""></a>'
        f"<figcaption>{html.escape(path.stem)}</figcaption></figure>"
        for path in sorted(pictures)
    )
    return (
        '<!doctype html><html lang="en"><meta charset="utf-8"><title>Screens</title>'
        "<style>body{font:14px sans-serif;background:#ddd;display:flex;flex-wrap:wrap;gap:12px}"
        f"figure{{margin:0}}</style>{shown}</html>\n"
    )


def main(arguments: list[str]) -> int:
    """Take the pictures into the folder named on the command line."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    folder = Path(arguments[0] if arguments else "out/screenshots")
    made = make_screenshots(folder, only=arguments[1] if len(arguments) > 1 else "")
    sys.stdout.write(f"{len(made)} pictures in {folder}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
