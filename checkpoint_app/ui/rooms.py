"""The screens of the open desk beside the gate: each is made when it is first asked for, or once
nobody waits for anything.

The first picture waits for none of them. Their modules are loaded off the window's thread, and the
screens made one at a time, so that the gate hardly notices.
"""

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from importlib import import_module

from PySide6.QtCore import QObject, QTimer, Slot
from PySide6.QtWidgets import QWidget

from checkpoint_app.ui.shortcuts import Key
from checkpoint_app.ui.tasks import Tasks

PAUSE_MS = 40
"""Between one screen and the next: what waited meanwhile has its turn."""
ROOMS: Mapping[Key, str] = {
    Key.DELIVERY: "delivery:DeliveryScreen",
    Key.INSIDE: "inside:InsideScreen",
    Key.TRAY: "tray:TrayScreen",
    Key.REPORT: "report:ReportScreen",
    Key.CHECK: "check:CheckScreen",
    Key.MANAGE: "manage:ManageScreen",
    Key.PEOPLE: "people:PeopleScreen",
    Key.TRACE: "trace:TraceScreen",
    Key.PERSON: "person:PersonScreen",
    Key.PRINT: "papers:PapersScreen",
    Key.STAFF: "staff:StaffScreen",
    Key.STORE: "store:StoreScreen",
    Key.HUB: "hub:HubScreen",
    Key.DIAGNOSTICS: "diagnostics:DiagnosticsScreen",
    Key.REHEARSE: "rehearsal:RehearsalScreen",
    Key.NOTICES: "notices:NoticesScreen",
}
"""Module and class of each `Screen` that needs no more than the desk, in the rail's order."""
OTHERS: Mapping[Key, str] = {
    Key.FORM: "form:FormScreen",
    Key.HELP: "manual:ManualScreen",
    Key.SETTINGS: "settings:SettingsScreen",
    Key.PICTURE: "picture:PictureScreen",
}
"""The same of those that the desk connects in ways of their own."""
SOONEST = (Key.CHECK, Key.FORM, Key.TRAY)
"""Made first: they have something to say by themselves."""


def kind_of(key: Key) -> type[QWidget]:
    """The class of a screen; loads its module."""
    module, _, name = (ROOMS.get(key) or OTHERS[key]).partition(":")
    found: type[QWidget] = getattr(import_module(f"checkpoint_app.ui.screens.{module}"), name)
    return found


class Shelf(QObject):
    """Holds the screens by their keys. For the window's thread."""

    def __init__(
        self, tasks: Tasks, make: Callable[[Key, type[QWidget]], QWidget], parent: QObject
    ) -> None:
        """``make`` is given a key and a class, and gives the screen that was made of it."""
        super().__init__(parent)
        self._tasks, self._make = tasks, make
        self._made: dict[Key, QWidget] = {}
        self._left: Iterator[Key] | None = None
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self.on_turn)

    @property
    def made(self) -> list[QWidget]:
        """Those that are there already."""
        return list(self._made.values())

    def put(self, key: Key, screen: QWidget) -> None:
        """Hold a screen that was made elsewhere."""
        self._made[key] = screen

    def held(self, key: Key) -> QWidget | None:
        """A screen if it is there already."""
        return self._made.get(key)

    def key_of(self, screen: QWidget | None) -> Key:
        """The key of a screen that is there.

        Raises:
            StopIteration: it is none of them.
        """
        return next(key for key, one in self._made.items() if one is screen)

    def __getitem__(self, key: Key) -> QWidget:
        """A screen; made now if need be."""
        if key not in self._made:
            self._made[key] = self._make(key, kind_of(key))
        return self._made[key]

    def fill(self) -> None:
        """Make whatever is not there, one after the other. May be called again."""
        if self._left is None:
            self._left = iter((*SOONEST, *ROOMS, *OTHERS))
            self._pause.start()

    @Slot()
    def on_turn(self) -> None:
        """Load the next one's module, off this thread."""
        for key in self._left or ():
            if key not in self._made:
                self._tasks.picture(self, partial(kind_of, key), partial(self._on_loaded, key))
                return

    def _on_loaded(self, key: Key, _kind: type[QWidget]) -> None:
        self._pause.start()
        self.__getitem__(key)
