"""What is held about one person, in numbers, masked; and the fields to correct it with."""

from collections.abc import Mapping

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QPushButton, QVBoxLayout, QWidget

from checkpoint_app.domain.fields import show_plate
from checkpoint_app.domain.text import mask
from checkpoint_app.records.personal import Held
from checkpoint_app.station.person_data import CORRECTABLE
from checkpoint_app.ui import theme
from checkpoint_app.ui.screens.managed import row
from checkpoint_app.ui.widgets.enter_next import EnterNext
from checkpoint_app.ui.widgets.field import Field, line_edit
from checkpoint_app.ui.widgets.text import PlainLabel, WrapLabel
from checkpoint_app.ui.words import number

AWAY = "-"
"""Typed into a field, it takes the old value away; an empty field leaves it."""


def named(held: Held) -> str:
    """What somebody is called in a list: the name, or the plate."""
    return held.person.name or (show_plate(held.plate) if held.plate else "–")


class HeldCard(QFrame):
    """Says how much is held, and where."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self._held: Held | None = None
        self._reveal = False
        self._name, self._numbers = WrapLabel(role="strong"), WrapLabel(role="soft")
        self._lines = WrapLabel()
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.SPACE_L, theme.SPACE_M, theme.SPACE_L, theme.SPACE_M)
        column.setSpacing(theme.SPACE_S)
        for part in (self._name, self._numbers, self._lines):
            column.addWidget(part)

    @property
    def said(self) -> str:
        """All that it says."""
        return "\n".join(one.text() for one in (self._name, self._numbers, self._lines))

    def show_held(self, held: Held | None, *, reveal: bool = False) -> None:
        """Show somebody; numbers whole only where that was permitted."""
        self._held, self._reveal = held, reveal
        self._retranslate()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Speak the new language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    def _retranslate(self) -> None:
        held = self._held
        if held is None:
            for label in (self._name, self._numbers, self._lines):
                label.clear()
            return
        person = held.person
        self._name.setText(named(held))
        self.setAccessibleName(named(held))
        told = (person.id_number, person.insurance_number, person.phone)
        numbers = [one if self._reveal else mask(one) for one in told if one]
        born = person.birth_date or ""
        numbers.append("/".join(reversed(born.split("-"))) if self._reveal else born[:4])
        numbers.append(show_plate(held.plate) if held.plate else "")
        self._numbers.setText(" · ".join(filter(None, numbers)))
        lines = [
            self.tr("{count} passages in {revisions} wordings, {unsent} not sent yet").format(
                count=number(held.passages),
                revisions=number(len(held.revisions)),
                unsent=number(held.unsent),
            ),
            self.tr("{count} stays").format(count=number(len(held.stays)))
            + (" · " + self.tr("inside now") if held.inside else ""),
        ]
        lists = len(held.listed) + len(held.cards)
        if lists:
            lines.append(self.tr("{count} rows of the site's lists").format(count=number(lists)))
        if held.watched:
            said = self.tr("on the list of names to look out for, which is kept for others")
            lines.append(said)
        if held.elsewhere:
            said = self.tr("{count} crossings at other gates, as the hub tells them")
            lines.append(said.format(count=number(len(held.elsewhere))))
        if held.named_in:
            said = self.tr("{count} notes, lists or reasons about others name them")
            lines.append(said.format(count=number(len(held.named_in))))
        if held.accesses:
            said = self.tr("{count} lines of the access log are about them")
            lines.append(said.format(count=number(len(held.accesses))))
        self._lines.setText("\n".join(f"•  {line}" for line in lines))


class CorrectCard(QFrame):
    """What is to be said instead.

    Signals:
        asked: carries the changes by field's name; see `CORRECTABLE`.
    """

    asked = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self._title, self._about = PlainLabel(role="strong"), WrapLabel(role="soft")
        self.editors = {name: line_edit(longest=200) for name in CORRECTABLE}
        self.fields = {name: Field(editor) for name, editor in self.editors.items()}
        self.save = QPushButton()
        self.save.clicked.connect(self.on_save)
        grid = QGridLayout()
        grid.setSpacing(theme.SPACE_S)
        for place, field in enumerate(self.fields.values()):
            grid.addWidget(field, place // 2, place % 2)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.SPACE_L, theme.SPACE_M, theme.SPACE_L, theme.SPACE_M)
        column.setSpacing(theme.SPACE_S)
        column.addWidget(self._title)
        column.addWidget(self._about)
        column.addLayout(grid)
        column.addLayout(row(self.save))
        self._enter = EnterNext(list(self.editors.values()), self)
        self._enter.finished.connect(self.on_save)
        self._retranslate()

    def clear(self) -> None:
        """Forget what was typed."""
        for name, editor in self.editors.items():
            editor.clear()
            self.fields[name].warn("")

    def changes(self) -> Mapping[str, str]:
        """What was typed, by field."""
        typed = {name: editor.text().strip() for name, editor in self.editors.items()}
        return {name: "" if text == AWAY else text for name, text in typed.items() if text}

    def on_save(self) -> None:
        """Ask for it, where anything was typed."""
        if self.changes():
            self.asked.emit(self.changes())
        else:
            self.editors["name"].setFocus()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Speak the new language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    def _retranslate(self) -> None:
        self._title.setText(self.tr("Correct"))
        self._about.setText(
            self.tr(
                "What is left empty stays as it is; “-” takes the old value away. The old wording "
                "stays on record, the hub gets the new one."
            )
        )
        names = {
            "name": self.tr("Name"),
            "id_number": self.tr("ID number"),
            "insurance_number": self.tr("Insurance number"),
            "phone": self.tr("Phone"),
            "birth_date": self.tr("Date or year of birth"),
        }
        for name, label in names.items():
            self.fields[name].name(label)
        self.save.setText(self.tr("Correct it  {key}").format(key="Ctrl+Enter"))
        self.save.setAccessibleName(self.tr("Correct it"))
