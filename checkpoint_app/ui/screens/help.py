"""Help without a network: what the colours mean, the keys, whom to call."""

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from checkpoint_app.domain.passage import Verdict
from checkpoint_app.i18n import text
from checkpoint_app.ui import theme
from checkpoint_app.ui.icons import Icon, paint, pixmap
from checkpoint_app.ui.language import language
from checkpoint_app.ui.shortcuts import Key
from checkpoint_app.ui.widgets.text import PlainLabel, WrapLabel
from checkpoint_app.ui.widgets.verdict_banner import SHAPES
from checkpoint_app.ui.words import word

HOTLINE = "19009095"
"""The Ministry of Health's line of 2021, named by letter 19/SCHTP."""


WIDE = 640
"""Pixels of width from which two cards stand beside each other."""


class _Badge(QWidget):
    """A verdict's colour and shape."""

    def __init__(self, verdict: Verdict) -> None:
        super().__init__()
        self._verdict = verdict
        self.setFixedSize(44, 44)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Paint the badge."""
        tint = theme.VERDICTS[self._verdict]
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tint.back))
        painter.drawRoundedRect(QRectF(self.rect()), theme.RADIUS, theme.RADIUS)
        paint(painter, SHAPES[self._verdict], tint.ink, QRectF(10, 10, 24, 24))
        painter.end()

    def sizeHint(self) -> QSize:  # noqa: N802
        """Fixed."""
        return QSize(44, 44)


class HelpScreen(QWidget):
    """One page."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "page")
        self._title = PlainLabel(role="title")
        self._newer = WrapLabel(role="soft")
        self._version: str | None = None
        self._newer.hide()
        self._verdicts_title = PlainLabel(role="strong")
        self._keys_title = PlainLabel(role="strong")
        self._call = WrapLabel(role="soft")
        self._hotline = PlainLabel(HOTLINE, "figure")
        self._hotline.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
        self._phone = QLabel()
        self._verdicts = {
            verdict: (PlainLabel(role="label"), WrapLabel(role="soft")) for verdict in Verdict
        }
        self._keys = {key: WrapLabel() for key in Key}
        self._lay_out()
        found = theme.find_theme()
        if found is not None:
            found.changed.connect(self.on_theme_changed)
        self.on_theme_changed()
        self._retranslate()

    def _lay_out(self) -> None:
        scrolled = QWidget()
        scrolled.setProperty("role", "scrolled")
        page = QGridLayout(scrolled)
        page.setContentsMargins(theme.SPACE_L, theme.SPACE_M, theme.SPACE_L, theme.SPACE_L)
        page.setSpacing(theme.SPACE_M)
        page.addWidget(self._title, 0, 0, 1, 2)
        page.addWidget(self._newer, 1, 0, 1, 2)
        page.addWidget(self._phone_card(), 2, 0, 1, 2)
        self._grid, self._cards = page, (self._verdict_card(), self._key_card())
        self._beside: bool | None = None
        page.setRowStretch(5, 1)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setWidget(scrolled)
        self._area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._area)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """The keys stand beside the colours where there is room, else below them."""
        super().resizeEvent(event)
        beside = self.width() >= WIDE
        if beside != self._beside:
            self._beside = beside
            verdicts, keys = self._cards
            self._grid.addWidget(verdicts, 3, 0, 1, 1 if beside else 2)
            self._grid.addWidget(
                keys, 3 if beside else 4, 1 if beside else 0, 1, 1 if beside else 2
            )
            self._grid.setColumnStretch(0, 3)
            self._grid.setColumnStretch(1, 2 if beside else 0)

    def _verdict_card(self) -> QFrame:
        card = _card()
        inner = QVBoxLayout(card)
        inner.setContentsMargins(20, 16, 20, 16)
        inner.setSpacing(theme.SPACE_M)
        inner.addWidget(self._verdicts_title)
        for verdict, (name, advice) in self._verdicts.items():
            row = QHBoxLayout()
            row.setSpacing(theme.SPACE_M)
            words = QVBoxLayout()
            words.setSpacing(0)
            words.addWidget(name)
            words.addWidget(advice)
            row.addWidget(_Badge(verdict), 0, Qt.AlignmentFlag.AlignTop)
            row.addLayout(words, 1)
            inner.addLayout(row)
        inner.addStretch(1)
        return card

    def _key_card(self) -> QFrame:
        card = _card()
        grid = QGridLayout(card)
        grid.setContentsMargins(20, 16, 20, 16)
        grid.setHorizontalSpacing(theme.SPACE_M)
        grid.setVerticalSpacing(theme.SPACE_S)
        grid.addWidget(self._keys_title, 0, 0, 1, 2)
        for place, (key, says) in enumerate(self._keys.items(), 1):
            cap = PlainLabel(key.shown, "key")
            cap.setAlignment(Qt.AlignmentFlag.AlignCenter)
            grid.addWidget(cap, place, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(says, place, 1)
        grid.setColumnStretch(1, 1)
        grid.setRowStretch(len(self._keys) + 1, 1)
        return card

    def _phone_card(self) -> QFrame:
        card = _card()
        line = QHBoxLayout(card)
        line.setContentsMargins(20, 12, 20, 12)
        line.setSpacing(theme.SPACE_M)
        line.addWidget(self._phone)
        line.addWidget(self._call, 1)
        line.addWidget(self._hotline)
        return card

    def focus_first(self) -> None:
        """Let the arrow keys scroll."""
        self._area.setFocus()

    def show_version(self, newer: str | None) -> None:
        """Say that there is a newer version of the program, once; None where there is none."""
        self._version = newer
        said = text("say.newer_version", language(), version=newer) if newer else ""
        self._newer.setText(said)
        self._newer.setVisible(bool(said))

    def on_theme_changed(self) -> None:
        """Tint the drawing anew."""
        self._phone.setPixmap(
            pixmap(Icon.PHONE, theme.current().accent, 28, self.devicePixelRatioF())
        )

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Speak the new language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    def _retranslate(self) -> None:
        self.setAccessibleName(self.tr("Help"))
        self._area.setAccessibleName(self.tr("Help"))
        self._title.setText(self.tr("Help"))
        self.show_version(self._version)
        self._call.setText(self.tr("Health hotline, day and night"))
        self._verdicts_title.setText(self.tr("What the banner says"))
        self._keys_title.setText(self.tr("Keys"))
        advice = {
            Verdict.RECORDED: self.tr("Let the person pass."),
            Verdict.LOOK: self.tr("Recorded too. Read the line below the name, then decide."),
            Verdict.SEEN: self.tr("The same code again. Nothing was recorded twice."),
            Verdict.UNREADABLE: self.tr("The code names no person. Type the form in."),
            Verdict.NOT_RECORDED: self.tr("Do what the banner says. Until then, write on paper."),
        }
        for verdict, (name, says) in self._verdicts.items():
            name.setText(word(verdict))
            says.setText(advice[verdict])
        keys = {
            Key.GATE: self.tr("Scan"),
            Key.FORM: self.tr("Paper form"),
            Key.DELIVERY: self.tr("Deliveries"),
            Key.INSIDE: self.tr("Who is inside"),
            Key.TRAY: self.tr("What waits for somebody"),
            Key.REPORT: self.tr("Report of the day"),
            Key.CHECK: self.tr("Check before the shift"),
            Key.HELP: self.tr("This page"),
            Key.SETTINGS: self.tr("Settings"),
            Key.IN: self.tr("Direction: in"),
            Key.OUT: self.tr("Direction: out"),
            Key.AUTO: self.tr("Direction: automatic"),
            Key.UNDO: self.tr("Take back the last passage"),
            Key.LOCK: self.tr("Lock"),
            Key.LOOK: self.tr("Look at codes without recording, on and off"),
            Key.SYNC: self.tr("Send now"),
            Key.PICTURE: self.tr("Read a picture that somebody sent"),
            Key.PASTE: self.tr("Read the copied picture"),
            Key.REGION: self.tr("Read a part of the screen"),
            Key.FIRST: self.tr("It is the first of those offered"),
            Key.SECOND: self.tr("It is the second of those offered"),
            Key.THIRD: self.tr("It is the third of those offered"),
            Key.SAVE: self.tr("Save the form, from any field"),
            Key.TAKE_BACK: self.tr("Take back the exit of somebody from the list"),
            Key.CLOSE_DAY: self.tr("Record exits that nobody saw"),
            Key.FOURTH: self.tr("It is the fourth of those offered"),
            Key.RESEND: self.tr("Send a refused passage again as it is"),
            Key.VOID: self.tr("Void a refused passage"),
            Key.MANAGE: self.tr("Manage: everything that is not for the gate"),
            Key.PEOPLE: self.tr("People & cards"),
            Key.TRACE: self.tr("Tracing"),
            Key.PERSON: self.tr("One person's data"),
            Key.PRINT: self.tr("Print papers"),
            Key.STAFF: self.tr("Staff & PINs"),
            Key.STORE: self.tr("Store & backup"),
            Key.HUB: self.tr("Hub & carry-over"),
            Key.DIAGNOSTICS: self.tr("Diagnostics"),
            Key.READ: self.tr("The uppermost notice from the hub was read"),
            Key.REHEARSE: self.tr("Rehearsal: nothing is recorded"),
            Key.NOTICES: self.tr("All notices from the hub"),
            Key.VISITOR: self.tr("Turn the window towards a visitor, and back"),
            Key.LARGER: self.tr("Larger text"),
            Key.SMALLER: self.tr("Smaller text"),
            Key.USUAL: self.tr("Text of the usual size"),
            Key.QUIT: self.tr("Close the program"),
        }
        for key, label in self._keys.items():
            label.setText(keys[key])


def _card() -> QFrame:
    card = QFrame()
    card.setProperty("role", "card")
    return card
