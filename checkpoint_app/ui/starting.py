"""Starting with the computer, from the settings: off the window's thread, and by whoever may."""

from functools import partial

from PySide6.QtCore import QObject, Slot

from checkpoint_app.security.roles import Permission
from checkpoint_app.station import autostart
from checkpoint_app.station.desk import Desk
from checkpoint_app.ui.tasks import Tasks
from checkpoint_app.ui.widgets.around_card import AroundCard


class Starting(QObject):
    """Connects the switch with the entry that the system reads, one thing after the other."""

    def __init__(self, desk: Desk, tasks: Tasks, card: AroundCard) -> None:
        super().__init__(card)
        self._desk, self._tasks, self._card = desk, tasks, card
        self._command = autostart.command_for(desk.store.path.parent)
        card.autostart_asked.connect(self.on_asked)

    @Slot()
    def refresh(self) -> None:
        """Look how it is."""
        look = partial(autostart.is_on, self._command)
        self._tasks.picture(self, look, self._card.show_autostart)

    @Slot(bool)
    def on_asked(self, on: bool) -> None:
        """Write the entry, or take it away."""

        def work() -> None:
            self._desk.permit(Permission.SETTINGS)
            if on:
                autostart.turn_on(self._command)
            else:
                autostart.turn_off()

        def done(_nothing: None) -> None:
            self.refresh()

        def failed(error: Exception) -> None:
            self._card.refuse_autostart(error)
            self.refresh()

        self._tasks.picture(self, work, done, failed)
