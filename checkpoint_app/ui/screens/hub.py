"""The hub: which one it is, joining one, those heard nearby, and days without a network."""

from pathlib import Path

from PySide6.QtWidgets import QPushButton, QWidget

from checkpoint_app.domain.errors import NotAllowed
from checkpoint_app.security.roles import Permission
from checkpoint_app.station import carrying
from checkpoint_app.station.desk import Desk, DeskSnapshot
from checkpoint_app.station.hub_leaving import leave_hub
from checkpoint_app.sync.carrying import Confirmed
from checkpoint_app.sync.finding import find_hubs
from checkpoint_app.ui import theme
from checkpoint_app.ui.joining import Joining
from checkpoint_app.ui.messages import Tone
from checkpoint_app.ui.screens.managed import WIDEST, Grant, ManagedScreen, card, row
from checkpoint_app.ui.shortcuts import Key
from checkpoint_app.ui.tasks import Tasks
from checkpoint_app.ui.widgets.file_field import FileField
from checkpoint_app.ui.widgets.hub_card import HubCard
from checkpoint_app.ui.widgets.hub_word_card import HubWordCard
from checkpoint_app.ui.widgets.table import Col, Table
from checkpoint_app.ui.widgets.text import PlainLabel, WrapLabel
from checkpoint_app.ui.words import number
from checkpoint_app.wire.announcement import FoundHub
from checkpoint_app.wire.invitation import grouped

LISTEN_S = 5.0


class HubScreen(ManagedScreen):
    """Joining asks for a supervisor itself; carrying is for everybody who records.

    Attributes:
        hub: address and code; joining: what it is connected with the desk by.
    """

    KEY = Key.HUB
    NEEDS = Permission.RECORD

    def __init__(self, desk: Desk, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(desk, tasks, parent)
        self.hub, self.hub_word = HubCard(), HubWordCard()
        theme.hold(self.hub, most_width=WIDEST)
        self.joining = Joining(desk, tasks, self.hub)
        self.joining.setting_changed.connect(self.setting_changed)
        self._leave_title, self._leave_says = PlainLabel(role="strong"), WrapLabel(role="soft")
        self.leave = QPushButton()
        self._leave = card(self._leave_title, self._leave_says, row(self.leave))
        self._near_title, self._near_says = PlainLabel(role="strong"), WrapLabel(role="soft")
        self.look = QPushButton()
        self.table = Table()
        self.table.setMinimumHeight(150)
        self.table.hide()
        self._carry_title, self._carry_says = PlainLabel(role="strong"), WrapLabel(role="soft")
        self.out_file, self.in_file = FileField(save=True), FileField()
        self.out, self.back_in = QPushButton(), QPushButton()
        self.column.addWidget(self.hub)
        self.column.addWidget(self.hub_word)
        self.column.addWidget(card(self._near_title, self._near_says, row(self.look), self.table))
        self.column.addWidget(
            card(
                self._carry_title,
                self._carry_says,
                row(self.out_file, self.out, stretch=0),
                row(self.in_file, self.back_in, stretch=0),
            )
        )
        self.column.addWidget(self._leave)
        self.column.addStretch(1)
        self.leave.clicked.connect(self.on_leave)
        self.hub.filled.connect(self.on_filled)
        self.look.clicked.connect(self.on_look)
        self.table.picked.connect(self.on_picked)
        self.out_file.chosen.connect(self.on_out)
        self.out.clicked.connect(self.on_out)
        self.in_file.chosen.connect(self.on_in)
        self.back_in.clicked.connect(self.on_in)
        self.retranslate()

    def begin(self) -> None:
        """Begin with the address, or with what is carried where a hub was joined."""
        self.hub.show_info(self._desk.info)
        self._leave.setVisible(self._desk.info.enrolled)
        first = self.out_file.editor if self._desk.info.enrolled else self.hub.url
        first.setFocus()

    def show_snapshot(self, snapshot: DeskSnapshot) -> None:
        """The hub may have said something, or be another one."""
        self.hub.show_info(snapshot.info)
        self._leave.setVisible(snapshot.info.enrolled)
        self.hub_word.show_word(snapshot.hub_word)

    def on_filled(self) -> None:
        """A hub's code was read: bring its card into sight."""
        self._area.ensureWidgetVisible(self.hub)

    # Leaving

    def on_leave(self) -> None:
        """Ask why; a supervisor alone may."""
        if not self.allowed(Permission.SETTINGS):
            self.fail(NotAllowed())
            return
        question = self.tr(
            "Leave {site}? Nothing is sent to it any more. What waits stays on this computer, and "
            "is sent once this hub or another one is joined."
        )
        said = question.format(site=self._desk.info.hub_site or "–")
        confirm = self.tr("Leave this hub")
        self.ask_for(Permission.SETTINGS, said, confirm, self.on_leave_granted)

    def on_leave_granted(self, grant: Grant) -> None:
        """Report to nobody from now on."""

        def work() -> int:
            return leave_hub(self._desk, grant.reason)

        self._tasks.store(self, work, self.show_left, self.fail)

    def show_left(self, unsent: int) -> None:
        """Say what stays."""
        self.hub.show_info(self._desk.info)
        self._leave.hide()
        said = self.tr("This gate reports to no hub. {count} passages wait on this computer.")
        self.say(said.format(count=number(unsent)))
        self.hub.url.setFocus()

    # Nearby

    def on_look(self) -> None:
        """Listen for a while; nothing is sent to any of them."""
        self.look.setEnabled(False)
        self._near_says.setText(self.tr("Listening on the local network…"))
        self._tasks.network(self, lambda: find_hubs(LISTEN_S), self.show_found, self.on_not_heard)

    def show_found(self, found: list[FoundHub]) -> None:
        """Show who was heard."""
        self.look.setEnabled(True)
        self._say_found(len(found))
        self.table.setVisible(bool(found))
        self.table.show_rows(self._columns(), found)
        if found:
            self.table.selectRow(0)
            self.table.setFocus()

    def _say_found(self, count: int) -> None:
        said = self.tr("Nobody was heard. Ask for the address, or show the hub's code.")
        if count:
            said = self.tr(
                "{count} heard. What they say of themselves proves nothing: joining takes the code "
                "that you were given. Enter takes the address of the marked one."
            ).format(count=number(count))
        self._near_says.setText(said)

    def on_not_heard(self, error: Exception) -> None:
        """There is no network to listen on."""
        self.look.setEnabled(True)
        self.retranslate()
        self.fail(error)

    def _columns(self) -> tuple[Col, ...]:
        return (
            Col(self.tr("Site"), lambda one: one.site or "–", 2),
            Col(self.tr("Address"), lambda one: one.urls[0], 2),
            Col(self.tr("Pin"), lambda one: grouped(one.pin) if one.pin else "–", spare=1),
        )

    def on_picked(self, found: FoundHub) -> None:
        """Take the address; the code is still to be typed."""
        self.hub.url.setText(found.urls[0])
        self.hub.code.setFocus()
        self._area.ensureWidgetVisible(self.hub)

    # Days without a network

    def on_out(self) -> None:
        """Write what waits to a file."""
        path = self.out_file.path()
        if path is None:
            self.out_file.propose("checkpoint-gui-di.bin")
            self.out_file.editor.setFocus()
            return

        def done(count: int) -> None:
            said = self.tr(
                "{count} passages are in {file}. They count as sent only once the hub's answers "
                "are back here."
            )
            self.say(said.format(count=number(count), file=path))

        def failed(error: Exception) -> None:
            if isinstance(error, OSError):
                self.out_file.warn(self.tr("The file cannot be written there."))
            else:
                self.fail(error)

        self._tasks.picture(self, lambda: carrying.take_out(self._desk, path), done, failed)

    def on_in(self) -> None:
        """Take the hub's answers in."""
        path = self.in_file.path()
        if path is None:
            self.in_file.editor.setFocus()
            return
        self._take_in(path)

    def _take_in(self, path: Path) -> None:
        def work() -> Confirmed:
            return carrying.bring_back(self._desk, path)

        self._tasks.picture(self, work, self.show_confirmed, self.fail)

    def show_confirmed(self, told: Confirmed) -> None:
        """Say what the hub has now."""
        said = self.tr("The hub has {accepted} more, {duplicate} it had already.").format(
            accepted=number(told.accepted), duplicate=number(told.duplicate)
        )
        if told.needs_fix:
            more = self.tr("{count} are to be mended: see {key}.")
            said += " " + more.format(count=number(told.needs_fix), key=Key.TRAY.shown)
        self.say(said, Tone.WARN if told.needs_fix else Tone.OK)
        self.in_file.editor.clear()

    def retranslate(self) -> None:
        """Say everything in the language of the window."""
        super().retranslate()
        self.entitle(self.tr("Hub & carry-over"))
        self._near_title.setText(self.tr("Hubs nearby"))
        self.look.setText(self.tr("Look for hubs on the local network"))
        self.look.setAccessibleName(self.look.text())
        self.table.setAccessibleName(self.tr("Hubs that were heard"))
        if self.table.rows():
            self._say_found(len(self.table.rows()))
            self.table.show_rows(self._columns(), self.table.rows())
        else:
            self._near_says.setText(self.tr("A hub at this site may say that it is here."))
        self._leave_title.setText(self.tr("Leave this hub"))
        self._leave_says.setText(
            self.tr(
                "The gate goes on without one. Ask the hub's people to revoke this station too."
            )
        )
        self.leave.setText(self.tr("Leave…"))
        self.leave.setAccessibleName(self.tr("Leave this hub"))
        self._carry_title.setText(self.tr("Days without a network"))
        self._carry_says.setText(
            self.tr(
                "What waits goes into a file that the hub alone can open. Take it there on a stick "
                "and bring the answers back; twice does no harm."
            )
        )
        self.out_file.name(self.tr("File for the hub"))
        self.in_file.name(self.tr("The hub's answers"))
        self.out.setText(self.tr("Write"))
        self.out.setAccessibleName(self.tr("Write what waits to the file"))
        self.back_in.setText(self.tr("Take in"))
        self.back_in.setAccessibleName(self.tr("Take the hub's answers in"))
