"""The fifth step: the hub, typed, pasted, shown to the camera, heard nearby, or later."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QWidget

from checkpoint_app.domain.documents import EnrolCode
from checkpoint_app.domain.trust_errors import CodeMalformed
from checkpoint_app.ui.messages import explain
from checkpoint_app.ui.screens.first_run.step import Step
from checkpoint_app.ui.widgets.cards import row
from checkpoint_app.ui.widgets.field import Field, line_edit
from checkpoint_app.ui.widgets.table import Col, Table
from checkpoint_app.ui.widgets.text import WrapLabel
from checkpoint_app.ui.words import number
from checkpoint_app.wire.announcement import FoundHub
from checkpoint_app.wire.invitation import (
    LONGEST,
    grouped,
    is_invitation,
    read_invitation,
    split_code,
)


class HubStep(Step):
    """Both fields empty means later.

    Signals:
        hubs_asked: listen on the local network; answer with `show_found`.
    """

    hubs_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.url, self.code = line_edit(longest=LONGEST), line_edit(longest=LONGEST)
        for editor in (self.url, self.code):
            editor.textChanged.connect(self.on_text)
        self._about, self._near = WrapLabel(role="soft"), WrapLabel(role="soft")
        self.look = QPushButton()
        self.look.clicked.connect(self.on_look)
        self.table = Table()
        self.table.setMinimumHeight(140)
        self.table.hide()
        self.table.picked.connect(self.on_picked)
        self.ask({"hub_url": Field(self.url), "hub_code": Field(self.code)})
        self.column.addWidget(self._about)
        for field in self.fields.values():
            self.column.addWidget(field)
        self.column.addLayout(row(self.look))
        self.column.addWidget(self._near)
        self.column.addWidget(self.table)
        self.column.addStretch(1)
        self.listen()
        self.retranslate()

    def title(self) -> str:
        """What the step is called."""
        return self.tr("Hub")

    @property
    def later(self) -> bool:
        """Whether no hub is joined now."""
        return not (self.url.text().strip() or self.code.text().strip())

    def wrong(self) -> QWidget | None:
        """An address without a code, or a code without an address, or what can be no code."""
        url, code = self.url.text().strip(), self.code.text().strip()
        missing = self.tr("Please fill this in")
        self.fields["hub_url"].warn(missing if code and not url else "", "danger")
        said = missing if url and not code else ""
        if code:
            try:
                split_code(code)
            except ValueError:
                said = explain(CodeMalformed())
        self.fields["hub_code"].warn(said, "danger")
        if said:
            return self.code
        return self.url if code and not url else None

    def on_text(self, text: str) -> None:
        """The whole of a hub's code was pasted: take it apart."""
        if is_invitation(text.strip()):
            try:
                self.show_invitation(read_invitation(text.strip()))
            except ValueError:
                said = self.tr("This code is not whole. Copy all of it.")
                self.fields["hub_code"].warn(said)

    def show_invitation(self, invitation: EnrolCode) -> None:
        """Fill in what a hub's code says."""
        self.url.setText(invitation.url)
        self.code.setText(invitation.code)
        said = self.tr("Compare the address with the one you were told.")
        self.fields["hub_url"].warn(said, "ok")

    # Nearby

    def on_look(self) -> None:
        """Listen for a while; nothing is sent to any of them."""
        self.look.setEnabled(False)
        self._near.setText(self.tr("Listening on the local network…"))
        self.hubs_asked.emit()

    def show_found(self, found: list[FoundHub]) -> None:
        """Show who was heard."""
        self.look.setEnabled(True)
        self.table.setVisible(bool(found))
        self.table.show_rows(self._columns(), found)
        self._say_found(len(found))
        if found:
            self.table.selectRow(0)
            self.table.setFocus()

    def show_deaf(self, error: Exception) -> None:
        """There is no network to listen on."""
        self.look.setEnabled(True)
        self._near.setText(explain(error))

    def on_picked(self, found: FoundHub) -> None:
        """Take the address; the code is still to be typed."""
        self.url.setText(found.urls[0])
        self.code.setFocus()

    def _say_found(self, count: int) -> None:
        said = self.tr("Nobody was heard. Ask for the address, or show the hub's code.")
        if count:
            said = self.tr(
                "{count} heard. Enter takes the address of the marked one; joining takes the code "
                "that you were given."
            ).format(count=number(count))
        self._near.setText(said)

    def _columns(self) -> tuple[Col, ...]:
        return (
            Col(self.tr("Site"), lambda one: one.site or "–", 2),
            Col(self.tr("Address"), lambda one: one.urls[0], 2),
            Col(self.tr("Pin"), lambda one: grouped(one.pin) if one.pin else "–", spare=1),
        )

    def retranslate(self) -> None:
        """Say everything in the language of the window."""
        self._about.setText(
            self.tr(
                "Where passages are sent to. Show the hub's code to the camera or a scanner, paste "
                "it, or type it. Without a hub everything works too: leave both empty and join "
                "one later, under Manage."
            )
        )
        self.fields["hub_url"].name(self.tr("Hub's address"))
        self.fields["hub_code"].name(
            self.tr("Enrolment code"), self.tr("8 or 24 letters and digits, from your supervisor")
        )
        self.look.setText(self.tr("Look for hubs on the local network"))
        self.look.setAccessibleName(self.look.text())
        self.table.setAccessibleName(self.tr("Hubs that were heard"))
        self._near.clear()
        if self.table.rows():
            self.table.show_rows(self._columns(), self.table.rows())
            self._say_found(len(self.table.rows()))
