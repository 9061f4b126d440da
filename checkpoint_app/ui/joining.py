"""Joining a hub from the window: off its thread, by whoever may, and answered in words."""

from PySide6.QtCore import QObject, Signal

from checkpoint_app.domain.documents import EnrolCode
from checkpoint_app.domain.trust_errors import OtherHubWaits
from checkpoint_app.records.views import StationInfo
from checkpoint_app.security.roles import Permission
from checkpoint_app.station.desk import Desk
from checkpoint_app.ui.messages import Tone, explain
from checkpoint_app.ui.tasks import Tasks
from checkpoint_app.ui.widgets.hub_card import HubCard


class Joining(QObject):
    """Connects the card of the hub with the desk.

    Signals:
        told: (text, tone) of what came of it, for where the card is not in front.
        setting_changed: (name, value) of `Settings`.
    """

    told = Signal(str, str)
    setting_changed = Signal(str, object)

    def __init__(self, desk: Desk, tasks: Tasks, card: HubCard) -> None:
        super().__init__(card)
        self._desk, self._tasks, self._card = desk, tasks, card
        card.show_info(desk.info)
        card.show_plain(desk.settings.plain_lan)
        card.join_asked.connect(self.join)
        card.plain_chosen.connect(self.on_plain)

    def join(self, url: str, code: str, old_hub_gone: bool = False) -> None:
        """Join, off this thread."""

        def work() -> StationInfo:
            self._desk.permit(Permission.SETTINGS)
            return self._desk.enrol(url, code, old_hub_gone=old_hub_gone)

        self._tasks.network(self, work, self.on_joined, self.on_failed)

    def take(self, invitation: EnrolCode) -> None:
        """A hub's code was read."""
        self._card.show_invitation(invitation)

    def on_joined(self, info: StationInfo) -> None:
        """It worked."""
        self._card.joined(info)
        self._say(self.tr("Joined: {site}").format(site=info.hub_site), Tone.OK)

    def on_failed(self, error: Exception) -> None:
        """It did not; what was typed stays."""
        if isinstance(error, OtherHubWaits):
            self._card.offer_gone()
        self._say(explain(error), Tone.DANGER)

    def on_plain(self, allowed: bool) -> None:
        """Lines without encryption were allowed, or no longer."""

        def done(_nothing: None) -> None:
            self.setting_changed.emit("plain_lan", allowed)

        def failed(error: Exception) -> None:
            self._card.show_plain(not allowed)
            self._say(explain(error), Tone.DANGER)

        self._tasks.store(self, lambda: self._desk.allow_plain_lan(allowed), done, failed)

    def _say(self, text: str, tone: Tone) -> None:
        self._card.say(text, tone.value)
        self.told.emit(text, tone.value)
