"""The visitor's screen: on a second display by itself, on a single one for as long as asked for."""

import logging

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtGui import QGuiApplication, QImage, QScreen
from PySide6.QtWidgets import QMainWindow, QStackedWidget

from checkpoint_app.station.desk import Desk
from checkpoint_app.station.outcome import Outcome
from checkpoint_app.station.papers import Place
from checkpoint_app.ui.widgets.visitor_view import VisitorView

log = logging.getLogger(__name__)


class Visitors(QObject):
    """Shares with visitors what the gate shows, and costs it a picture now and then.

    Signals:
        display_lost: the second display was pulled out.
        closed: the page in the gate's own window is to go.

    Attributes:
        window: on the second display, None where there is none; page: in the gate's own window.
    """

    display_lost = Signal()
    closed = Signal()

    def __init__(self, owner: QMainWindow, stack: QStackedWidget) -> None:
        super().__init__(owner)
        self._owner, self._stack = owner, stack
        self._desk: Desk | None = None
        self._on = False
        self._locked = False
        self.window: VisitorView | None = None
        self.page: VisitorView | None = None
        app = QGuiApplication.instance()
        if isinstance(app, QGuiApplication):
            app.screenAdded.connect(self.on_screens_changed)
            app.screenRemoved.connect(self.on_screen_removed)

    def open(self, desk: Desk, *, on: bool) -> None:
        """There is a desk; its site keeps what is recorded."""
        self._desk = desk
        self.page = VisitorView(*self._told(desk))
        self.page.closed.connect(self.closed)
        self._stack.addWidget(self.page)
        self.switch(on)

    def switch(self, on: bool) -> None:
        """The setting: a window of its own wherever there is a display for it."""
        self._on = on
        self._place_window()

    def stop(self) -> None:
        """Everything ends. May be called twice."""
        self._on = False
        self._drop_window()
        self._desk = None

    @property
    def page_in_front(self) -> bool:
        """True while the gate's own window is turned towards a visitor."""
        return self.page is not None and self._stack.currentWidget() is self.page

    # What is shown

    def show_frame(self, image: QImage) -> None:
        """The gate's picture, shared."""
        for view in self._views():
            view.mirror.show_frame(image)

    def show_outcome(self, outcome: Outcome) -> None:
        """Somebody was recorded, or not."""
        for view in self._views():
            view.show_outcome(outcome)

    def show_sight(self, sees: bool) -> None:
        """Without a camera there is nothing to mirror."""
        if not sees:
            for view in (self.window, self.page):
                if view is not None:
                    view.mirror.clear()

    def lock(self, locked: bool) -> None:
        """Behind the lock no name is shown."""
        self._locked = locked
        for view in (self.window, self.page):
            if view is not None:
                view.private = locked
                view.forget()

    def follow(self) -> None:
        """Another rule is in force, perhaps: who keeps the data, and for how long."""
        if self._desk is not None:
            for view in (self.window, self.page):
                if view is not None:
                    view.show_place(*self._told(self._desk))

    def _views(self) -> list[VisitorView]:
        shown = [self.window] if self.window is not None else []
        if self.page is not None and self.page_in_front:
            shown.append(self.page)
        return shown

    @staticmethod
    def _told(desk: Desk) -> tuple[Place, str]:
        info, settings = desk.info, desk.settings
        days, kept = settings.lookback_days, settings.retention_days
        return Place(info.site, info.gate, days, kept), settings.contact

    # Displays

    @Slot(QScreen)
    def on_screens_changed(self, _screen: QScreen) -> None:
        """A display was plugged in."""
        self._place_window()

    @Slot(QScreen)
    def on_screen_removed(self, screen: QScreen) -> None:
        """A display was pulled out: its window must not fall over the gate's."""
        if self.window is not None and self.window.screen() in (screen, self._owner.screen()):
            log.warning("the visitor's display is gone")
            self._drop_window()
            self.display_lost.emit()
        self._place_window()

    def free_screen(self) -> QScreen | None:
        """A display that the gate's own window is not on."""
        own = self._owner.screen()
        return next((one for one in QGuiApplication.screens() if one is not own), None)

    def _place_window(self) -> None:
        screen = self.free_screen()
        if self._desk is None or not self._on or screen is None:
            self._drop_window()
            return
        if self.window is not None:
            return
        window = self.window = VisitorView(*self._told(self._desk))
        window.private = self._locked
        # It never takes the keyboard from whoever types at the gate.
        window.setWindowFlags(
            Qt.WindowType.Window
            | Qt.WindowType.FramelessWindowHint
            | Qt.WindowType.WindowDoesNotAcceptFocus
        )
        window.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        window.setAttribute(Qt.WidgetAttribute.WA_QuitOnClose, False)
        window.setWindowTitle("Checkpoint")
        window.setGeometry(screen.geometry())
        # Not showFullScreen(), which asks for the keyboard.
        window.setWindowState(Qt.WindowState.WindowFullScreen)
        window.show()

    def _drop_window(self) -> None:
        if self.window is not None:
            self.window.close()
            self.window.deleteLater()
            self.window = None
