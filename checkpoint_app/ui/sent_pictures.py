"""Pictures that somebody sent: how they get to their page, and what the guard confirms there."""

from collections.abc import Callable

from PySide6.QtCore import QMimeData, QObject, Signal
from PySide6.QtGui import QImage

from checkpoint_app.domain.documents import EnrolCode
from checkpoint_app.scanner.stills import FoundCode, StillReading
from checkpoint_app.station.desk import Desk
from checkpoint_app.station.outcome import Outcome
from checkpoint_app.ui.desk_screens import DeskScreens
from checkpoint_app.ui.screen_grab import ScreenGrab
from checkpoint_app.ui.screens.picture import PictureScreen
from checkpoint_app.ui.shortcuts import Key
from checkpoint_app.ui.tasks import Tasks
from checkpoint_app.ui.workers.pictures import PictureReader


class SentPictures(QObject):
    """Connects the page of pictures with the desk, the clipboard and the screen.

    Signals:
        outcome_taken: carries the `Outcome` of a code that was confirmed.
        invited: carries the `EnrolCode` of a hub that was found in a picture.
        back_asked: leave the page.
    """

    outcome_taken = Signal(object)
    invited = Signal(object)
    back_asked = Signal()

    def __init__(
        self,
        desk: Desk,
        tasks: Tasks,
        page: DeskScreens,
        screen: PictureScreen,
        show_screen: Callable[[Key], None],
    ) -> None:
        """``page`` is where files are dropped and what hides while the screen is looked at."""
        super().__init__(page)
        self._page, self._show_screen, self.screen = page, show_screen, screen
        self.grab = ScreenGrab(page, self)
        reader = PictureReader(desk, tasks, self)
        self.screen.files_given.connect(reader.read_files)
        self.screen.image_given.connect(reader.read_image)
        self.screen.left.connect(reader.forget)
        self.screen.record_asked.connect(reader.record)
        self.screen.back_asked.connect(self.back_asked)
        self.screen.region_asked.connect(self.on_region)
        reader.reading_ready.connect(self.screen.show_reading)
        reader.reading_ready.connect(self.on_reading)
        reader.failed.connect(self.screen.show_failure)
        reader.recorded.connect(self.on_recorded)
        self.grab.grabbed.connect(self.on_grabbed)
        self.grab.refused.connect(self.on_refused)

    def on_open(self) -> None:
        """Ctrl+O: the page, and there the dialog for files."""
        if self._page.screen_key is Key.PICTURE:
            self.screen.on_open()
        else:
            self._show_screen(Key.PICTURE)

    def on_paste(self) -> None:
        """Ctrl+V at the gate; in a form it belongs to the form."""
        if self._page.screen_key in (Key.GATE, Key.PICTURE):
            self._show_screen(Key.PICTURE)
            self.screen.on_paste()

    def on_region(self) -> None:
        """Ctrl+M."""
        self._show_screen(Key.PICTURE)
        self.grab.start()

    def on_grabbed(self, part: QImage) -> None:
        """A part of the screen was chosen."""
        self.screen.give_image(part, self.tr("part of the screen"))

    def on_refused(self) -> None:
        """This desktop shows no program what is on the screen: say what to do instead."""
        said = self.tr(
            "This computer's desktop does not let the program see the screen. Take the picture "
            "with the PrtSc key, then press {key}."
        )
        self.screen.say(said.format(key=Key.PASTE.shown))

    def on_reading(self, reading: StillReading) -> None:
        """Pass a hub's code on; it is nobody's passage."""
        found = (code.document.detail for code in reading.codes)
        for invitation in (detail for detail in found if isinstance(detail, EnrolCode)):
            self.invited.emit(invitation)
            return

    def on_recorded(self, code: FoundCode, outcome: Outcome) -> None:
        """What the guard confirmed was taken."""
        self.screen.show_outcome(code, outcome)
        self.outcome_taken.emit(outcome)

    @staticmethod
    def takes(data: QMimeData) -> bool:
        """True for what may be a picture."""
        return data.hasImage() or any(url.isLocalFile() for url in data.urls())

    def drop(self, data: QMimeData) -> bool:
        """Read what was dropped; True where it could be taken in."""
        self._show_screen(Key.PICTURE)
        return bool(self.screen.take_in(data))
