"""The screens of the open desk as its page holds them: by name, each made when it is wanted."""

from typing import TYPE_CHECKING, Any, cast

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from checkpoint_app.settings import Settings
from checkpoint_app.station.desk import Desk
from checkpoint_app.ui.joining import Joining
from checkpoint_app.ui.rooms import ROOMS, Shelf
from checkpoint_app.ui.screens.screen import Screen
from checkpoint_app.ui.shortcuts import Key
from checkpoint_app.ui.tasks import Tasks

if TYPE_CHECKING:  # the first picture waits for none of them
    from checkpoint_app.ui.screens.form import FormScreen
    from checkpoint_app.ui.screens.hub import HubScreen
    from checkpoint_app.ui.screens.manual import ManualScreen
    from checkpoint_app.ui.screens.picture import PictureScreen
    from checkpoint_app.ui.screens.rehearsal import RehearsalScreen
    from checkpoint_app.ui.screens.settings import SettingsScreen


class DeskScreens(QWidget):
    """Holds the screens, the front one in sight. Whoever inherits connects each as it is made.

    Signals:
        screen_made: (key, screen), before anybody sees it.
    """

    screen_made = Signal(object, object)

    def __init__(
        self, desk: Desk, settings: Settings, tasks: Tasks, parent: QWidget | None = None
    ) -> None:
        """``settings``: those that their page begins with."""
        super().__init__(parent)
        self._desk, self._tasks, self._settings = desk, tasks, settings
        self._stack = QStackedWidget()
        self.screens = Shelf(tasks, self._make, self)

    def _make(self, key: Key, kind: type[Any]) -> QWidget:
        screen: QWidget
        if key in ROOMS or key is Key.HELP:
            screen = kind(self._desk, self._tasks)
        elif key is Key.FORM:
            screen = kind(self._desk.clock)
        elif key is Key.SETTINGS:
            screen = kind(self._settings)
        else:
            screen = kind()
        self.screen_made.emit(key, screen)
        self._stack.addWidget(screen)
        return screen

    @property
    def screen_key(self) -> Key:
        """Which screen is in front."""
        return self.screens.key_of(self._stack.currentWidget())

    @property
    def rooms(self) -> list[Screen]:
        """Every screen of `ROOMS`, in the rail's order; those that are not there are made now."""
        return [cast("Screen", self.screens[key]) for key in ROOMS]

    @property
    def form(self) -> "FormScreen":
        """The paper form."""
        return cast("FormScreen", self.screens[Key.FORM])

    @property
    def help(self) -> "ManualScreen":
        """The manual."""
        return cast("ManualScreen", self.screens[Key.HELP])

    @property
    def settings(self) -> "SettingsScreen":
        """What this computer's own settings are changed on."""
        return cast("SettingsScreen", self.screens[Key.SETTINGS])

    @property
    def picture(self) -> "PictureScreen":
        """What somebody sent."""
        return cast("PictureScreen", self.screens[Key.PICTURE])

    @property
    def hub(self) -> "HubScreen":
        """Where a hub is joined."""
        return cast("HubScreen", self.screens[Key.HUB])

    @property
    def joining(self) -> Joining:
        """What the hub's page is connected with the desk by."""
        return self.hub.joining

    @property
    def rehearsal(self) -> "RehearsalScreen":
        """Where the verdicts are shown."""
        return cast("RehearsalScreen", self.screens[Key.REHEARSE])
