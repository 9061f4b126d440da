"""What the hub has set at this station, and how its bulletin stands: to be read, not changed."""

from typing import Any

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from checkpoint_app.domain.passage import Basis
from checkpoint_app.i18n import text
from checkpoint_app.station.hub_word import NOTHING, HubWord
from checkpoint_app.ui import theme
from checkpoint_app.ui.language import language
from checkpoint_app.ui.widgets.text import PlainLabel, WrapLabel
from checkpoint_app.ui.words import clock_time, date, number


class HubWordCard(QFrame):
    """A card that is shown while the hub has said something."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self._word: HubWord = NOTHING
        self._title = PlainLabel(role="strong")
        self._lines = WrapLabel()
        self._state = WrapLabel(role="soft")
        inner = QVBoxLayout(self)
        inner.setContentsMargins(24, 16, 24, 16)
        inner.setSpacing(theme.SPACE_S)
        inner.addWidget(self._title)
        inner.addWidget(self._lines)
        inner.addWidget(self._state)
        self.hide()

    @property
    def said(self) -> str:
        """All that it says."""
        return "\n".join((self._lines.text(), self._state.text()))

    def show_word(self, word: HubWord) -> None:
        """Show what the hub says."""
        self._word = word
        self._retranslate()
        self.setVisible(word.received_at is not None or word.fault is not None)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Speak the new language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    def _retranslate(self) -> None:
        word = self._word
        self._title.setText(self.tr("Set by the hub"))
        self.setAccessibleName(self._title.text())
        lines = [
            f"{name}: {self._value(key, word.settings[key])}"
            for key, name in self._names().items()
            if key in word.settings
        ]
        if word.trust.count:
            lines.append(self.tr("Keys for signed codes: {count}").format(count=word.trust.count))
        self._lines.setText(
            "\n".join(lines) or self.tr("Nothing: this station's own settings hold.")
        )
        state = []
        if word.received_at is not None:
            at = f"{clock_time(word.received_at)} {date(word.received_at)}"
            state.append(self.tr("Bulletin received {time}").format(time=at))
        if word.faults:
            said = self.tr("Not usable: {parts}").format(parts=", ".join(word.faults))
            state.append(said)
        if word.fault is not None:
            reason = text(f"bulletin.{word.fault}", language())
            state.append(text("say.bulletin_not_taken", language(), reason=reason))
        self._state.setText("\n".join(state))

    def _names(self) -> dict[str, str]:
        return {
            "capacity": self.tr("People allowed inside"),
            "overstay_minutes": self.tr("Ask after a visitor after"),
            "delivery_minutes": self.tr("Ask after a delivery after"),
            "lookback_days": self.tr("Health questions look back"),
            "basis": self.tr("Ground for declarations"),
            "retention_days": self.tr("Records are kept"),
            "trace_margin_minutes": self.tr("Tracing before and after a stay"),
            "four_eyes": self.tr("Two people for unmasked numbers and tracing"),
            "wards": self.tr("Market cards of"),
        }

    def _value(self, name: str, value: Any) -> str:
        if name == "four_eyes":
            return self.tr("yes") if value else self.tr("no")
        if name == "wards":
            return ", ".join(value) or self.tr("all wards")
        if name == "basis":
            legal = value is Basis.LEGAL_DUTY
            return self.tr("legal duty") if legal else self.tr("consent")
        if not value and name != "trace_margin_minutes":
            return self.tr("no limit")
        if name.endswith("_minutes"):
            return self.tr("{count} minutes").format(count=number(value))
        if name.endswith("_days"):
            return self.tr("{count} days").format(count=number(value))
        return number(value)
