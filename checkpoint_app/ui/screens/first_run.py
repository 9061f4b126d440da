"""The first start: one page, then straight to the gate."""

import dataclasses
from dataclasses import dataclass

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from checkpoint_app.domain.documents import EnrolCode
from checkpoint_app.domain.errors import InvalidEntry, WeakPin
from checkpoint_app.domain.passage import SiteKind
from checkpoint_app.domain.trust_errors import CodeMalformed
from checkpoint_app.i18n import Lang
from checkpoint_app.ui import theme
from checkpoint_app.ui.icons import window_icon
from checkpoint_app.ui.language import LANGUAGES, language
from checkpoint_app.ui.messages import explain
from checkpoint_app.ui.widgets.choices import Choices
from checkpoint_app.ui.widgets.enter_next import EnterNext
from checkpoint_app.ui.widgets.field import Field, line_edit
from checkpoint_app.ui.widgets.text import PlainLabel, WrapLabel
from checkpoint_app.ui.words import word
from checkpoint_app.wire.invitation import LONGEST, is_invitation, read_invitation, split_code


@dataclass(frozen=True, slots=True)
class SetUp:
    """What the page asked for.

    Attributes:
        hub_url, hub_code: of the hub to join, empty for later.
    """

    site: str
    gate: str
    kind: SiteKind
    capacity: int | None
    supervisor: str
    pin: str
    hub_url: str = ""
    hub_code: str = dataclasses.field(default="", repr=False)


class FirstRunScreen(QWidget):
    """Asks what a station needs to begin.

    Signals:
        finished: carries a `SetUp`; answer a failure with `refused`.
        language_chosen: carries a `Lang`, at once.
    """

    finished = Signal(object)
    language_chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._title = PlainLabel(role="title")
        self._intro = WrapLabel(role="soft")
        self.language = Choices(list(LANGUAGES), _own_name)
        self.language.choose(language())
        self.language.chosen.connect(self.language_chosen)
        self.site = line_edit(longest=120)
        self.gate = line_edit(longest=60)
        self.kind = QComboBox()
        for kind in SiteKind:
            self.kind.addItem(word(kind), kind)
        self.capacity = line_edit(digits=True, longest=6)
        self.supervisor = line_edit(longest=120)
        self.hub_url, self.hub_code = line_edit(longest=LONGEST), line_edit(longest=LONGEST)
        for editor in (self.hub_url, self.hub_code):
            editor.textChanged.connect(self.on_hub_text)
        self.pin, self.again = (
            line_edit(digits=True, longest=12),
            line_edit(digits=True, longest=12),
        )
        for editor in (self.pin, self.again):
            editor.setEchoMode(QLineEdit.EchoMode.Password)
        self._fields = {
            "language": Field(self.language),
            "site": Field(self.site),
            "gate": Field(self.gate),
            "kind": Field(self.kind),
            "capacity": Field(self.capacity),
            "supervisor": Field(self.supervisor),
            "hub_url": Field(self.hub_url),
            "hub_code": Field(self.hub_code),
            "pin": Field(self.pin),
            "again": Field(self.again),
        }
        self.start = QPushButton()
        self.start.setProperty("role", "primary")
        self.start.setMinimumWidth(220)
        self.start.clicked.connect(self.on_start)
        self._answer = WrapLabel(role="hint")
        self._lay_out()
        self._enter = EnterNext([field.editor for field in self._fields.values()], self)
        self._enter.finished.connect(self.on_start)
        self._retranslate()

    def _lay_out(self) -> None:
        card = QFrame()
        card.setProperty("role", "card")
        card.setMaximumWidth(860)
        head = QHBoxLayout()
        head.setSpacing(theme.SPACE_M)
        sign = QLabel()
        sign.setPixmap(window_icon().pixmap(48, 48))
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self._title)
        words.addWidget(self._intro)
        head.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
        head.addLayout(words, 1)
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.SPACE_L)
        grid.setVerticalSpacing(theme.SPACE_XS)
        for place, field in enumerate(self._fields.values()):
            grid.addWidget(field, place // 2, place % 2)
        # language and site share the first row; the rest follow in reading order
        for column_number in (0, 1):
            grid.setColumnStretch(column_number, 1)
        foot = QHBoxLayout()
        foot.addWidget(self._answer, 1)
        foot.addWidget(self.start)
        inner = QVBoxLayout(card)
        inner.setContentsMargins(theme.SPACE_XL, 24, theme.SPACE_XL, 24)
        inner.setSpacing(theme.SPACE_M)
        inner.addLayout(head)
        inner.addLayout(grid)
        inner.addLayout(foot)
        scrolled = QWidget()
        scrolled.setProperty("role", "scrolled")
        middle = QHBoxLayout(scrolled)
        middle.setContentsMargins(theme.SPACE_L, theme.SPACE_L, theme.SPACE_L, theme.SPACE_L)
        middle.addStretch(1)
        middle.addWidget(card, 20, Qt.AlignmentFlag.AlignVCenter)
        middle.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(scrolled)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(area)

    def note(self, name: str) -> str:
        """What stands below a field."""
        return self._fields[name].note

    def on_start(self) -> None:
        """Check what can be checked here and hand it on."""
        missing = self.tr("Please fill this in")
        first: QWidget | None = None
        for name in ("site", "gate", "supervisor", "pin"):
            editor = self._fields[name].editor
            assert isinstance(editor, QLineEdit)
            empty = not editor.text().strip()
            self._fields[name].warn(missing if empty else "", "danger")
            if empty and first is None:
                first = editor
        wrong_hub = self._check_hub(missing)
        first = first or wrong_hub
        different = self.pin.text() != self.again.text()
        self._fields["again"].warn(self.tr("The two PINs differ") if different else "", "danger")
        if different and first is None:
            first = self.again
        if first is not None:
            first.setFocus()
            return
        self.start.setEnabled(False)
        self._say(self.tr("Setting the station up…"))
        capacity = self.capacity.text().strip()
        self.finished.emit(
            SetUp(
                self.site.text().strip(),
                self.gate.text().strip(),
                SiteKind(self.kind.currentData()),
                int(capacity) if capacity.isdecimal() and int(capacity) > 0 else None,
                self.supervisor.text().strip(),
                self.pin.text(),
                self.hub_url.text().strip(),
                self.hub_code.text().strip(),
            )
        )

    def _check_hub(self, missing: str) -> QWidget | None:
        """Warn where there is an address without a code, or what can be no code; which field."""
        url, code = self.hub_url.text().strip(), self.hub_code.text().strip()
        self._fields["hub_url"].warn(missing if code and not url else "", "danger")
        said = missing if url and not code else ""
        if code:
            try:
                split_code(code)
            except ValueError:
                said = explain(CodeMalformed())
        self._fields["hub_code"].warn(said, "danger")
        if said:
            return self.hub_code
        return self.hub_url if code and not url else None

    def on_hub_text(self, text: str) -> None:
        """The whole of a hub's code was pasted: take it apart."""
        if is_invitation(text.strip()):
            try:
                self.show_invitation(read_invitation(text.strip()))
            except ValueError:
                self._fields["hub_code"].warn(self.tr("This code is not whole. Copy all of it."))

    def show_invitation(self, invitation: EnrolCode) -> None:
        """Fill in what a hub's code says."""
        self.hub_url.setText(invitation.url)
        self.hub_code.setText(invitation.code)

    def refused(self, error: Exception) -> None:
        """The station could not be set up; say why beside the field it is about."""
        self.start.setEnabled(True)
        self._say("")
        if isinstance(error, WeakPin):
            self._fields["pin"].warn(explain(error), "danger")
            self.pin.setFocus()
        elif isinstance(error, InvalidEntry) and error.field in self._fields:
            self._fields[error.field].warn(explain(error), "danger")
            self._fields[error.field].editor.setFocus()
        else:
            self._say(explain(error), "danger")

    def _say(self, text: str, tone: str = "") -> None:
        self._answer.setText(text)
        theme.set_role(self._answer, tone=tone)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Speak the new language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    def _retranslate(self) -> None:
        self.language.choose(language())
        self.setAccessibleName(self.tr("First start"))
        self._title.setText(self.tr("A new checkpoint"))
        self._intro.setText(
            self.tr("Everything stays on this computer, encrypted, until a hub confirms it.")
        )
        names = {
            "language": (self.tr("Language"), ""),
            "site": (self.tr("Name of the site"), self.tr("For example: Sample Apartments")),
            "gate": (self.tr("Gate"), self.tr("For example: Gate 2")),
            "kind": (self.tr("Kind of place"), ""),
            "capacity": (self.tr("People allowed inside"), self.tr("Leave empty for no limit")),
            "supervisor": (self.tr("Supervisor's name"), ""),
            "hub_url": (
                self.tr("Hub's address"),
                self.tr("If you have one: scan or paste the hub's code"),
            ),
            "hub_code": (self.tr("Enrolment code"), self.tr("Or later, in the settings")),
            "pin": (
                self.tr("Supervisor's PIN"),
                self.tr("4 to 12 digits. Without it nobody gets in"),
            ),
            "again": (self.tr("The PIN once more"), ""),
        }
        for name, (label, hint) in names.items():
            self._fields[name].name(label, hint)
        for place in range(self.kind.count()):
            self.kind.setItemText(place, word(SiteKind(self.kind.itemData(place))))
        self.start.setText(self.tr("Open the gate"))
        self.start.setAccessibleName(self.start.text())


def _own_name(lang: object) -> str:
    return LANGUAGES[Lang(str(lang))]
