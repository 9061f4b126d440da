"""Which hub this station reports to, and joining one."""

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QCheckBox, QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from checkpoint_app.domain.documents import EnrolCode
from checkpoint_app.records.views import StationInfo
from checkpoint_app.ui import theme
from checkpoint_app.ui.widgets.field import Field, line_edit
from checkpoint_app.ui.widgets.text import PlainLabel, WrapLabel
from checkpoint_app.wire.invitation import LONGEST, is_invitation, read_invitation


class HubCard(QFrame):
    """Takes an address and a code: typed, pasted together, or shown to the camera or a scanner.

    Signals:
        join_asked: (address, code, whether the last hub is gone).
        plain_chosen: whether a line on the local network may be without encryption.
        filled: a hub's code was read, and somebody is to look at it.
    """

    join_asked = Signal(str, str, bool)
    plain_chosen = Signal(bool)
    filled = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        theme.hold(self, most_width=640)
        self._info: StationInfo | None = None
        self._title = PlainLabel(role="section")
        self._state = WrapLabel(role="soft")
        self.url, self.code = line_edit(longest=LONGEST), line_edit(longest=LONGEST)
        self._url, self._code = Field(self.url), Field(self.code)
        self.plain, self.gone = QCheckBox(), QCheckBox()
        self.gone.hide()
        self.join = QPushButton()
        self.join.setProperty("role", "primary")
        self._answer = WrapLabel(role="hint")
        for editor in (self.url, self.code):
            editor.textChanged.connect(self.on_text)
            editor.returnPressed.connect(self.on_join)
        self.join.clicked.connect(self.on_join)
        self.plain.clicked.connect(self.plain_chosen)
        self._lay_out()
        self._retranslate()

    def _lay_out(self) -> None:
        foot = QHBoxLayout()
        foot.setSpacing(theme.SPACE_M)
        foot.addWidget(self._answer, 1)
        foot.addWidget(self.join)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 16)
        column.setSpacing(theme.SPACE_S)
        for widget in (self._title, self._state, self._url, self._code, self.plain, self.gone):
            column.addWidget(widget)
        column.addLayout(foot)

    @property
    def answer(self) -> str:
        """What was said last."""
        return self._answer.text()

    def show_info(self, info: StationInfo) -> None:
        """Say which hub it is."""
        if info != self._info:
            self._info = info
            self._retranslate()

    def show_plain(self, allowed: bool) -> None:
        """Show what is in force."""
        self.plain.setChecked(allowed)

    def show_invitation(self, invitation: EnrolCode) -> None:
        """Fill in what a hub's code says; nothing is joined before somebody says so."""
        self.url.setText(invitation.url)
        self.code.setText(invitation.code)
        self.say(self.tr("Compare the address with the one you were told, then join."))
        self.join.setFocus()
        self.filled.emit()

    def offer_gone(self) -> None:
        """Let somebody say that the last hub is no more."""
        self.gone.show()

    def joined(self, info: StationInfo) -> None:
        """It worked: what was typed is used up."""
        self.show_info(info)
        self.url.clear()
        self.code.clear()
        self.gone.setChecked(False)
        self.gone.hide()

    def say(self, text: str, tone: str = "") -> None:
        """Answer beside the button; what is joined can be asked for again."""
        self._answer.setText(text)
        theme.set_role(self._answer, tone=tone)
        self.join.setEnabled(True)

    def on_text(self, text: str) -> None:
        """Something was typed or pasted; the whole of a hub's code is taken apart."""
        if not is_invitation(text.strip()):
            return
        try:
            self.show_invitation(read_invitation(text.strip()))
        except ValueError:
            self.say(self.tr("This code is not whole. Copy all of it."), "warn")

    def on_join(self) -> None:
        """Ask for it, where both are there."""
        url, code = self.url.text().strip(), self.code.text().strip()
        missing = self.tr("Please fill this in")
        self._url.warn("" if url else missing, "danger")
        self._code.warn("" if code else missing, "danger")
        if not (url and code):
            (self.code if url else self.url).setFocus()
            return
        self.say(self.tr("Asking the hub…"))
        self.join.setEnabled(False)
        self.join_asked.emit(url, code, self.gone.isChecked())

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Speak the new language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._answer.clear()
            self._retranslate()
        super().changeEvent(event)

    def _retranslate(self) -> None:
        self._title.setText(self.tr("Hub"))
        info = self._info
        if info is None or not info.enrolled:
            said = self.tr("Not joined yet: everything is kept on this computer.")
        else:
            said = self.tr("Joined: {site}, at {url}").format(site=info.hub_site, url=info.hub_url)
        self._state.setText(said)
        self._url.name(
            self.tr("Hub's address"),
            self.tr("Or show the hub's code to the camera or a scanner, or paste it here"),
        )
        self._code.name(
            self.tr("Enrolment code"), self.tr("8 or 24 letters and digits, from your supervisor")
        )
        self.plain.setText(
            self.tr("Allow a hub on the local network without encryption (supervisors)")
        )
        self.plain.setAccessibleName(self.plain.text())
        self.gone.setText(self.tr("The old hub is gone: what waits goes to this one"))
        self.gone.setAccessibleName(self.gone.text())
        self.join.setText(self.tr("Join"))
        self.join.setAccessibleName(self.tr("Join this hub"))
