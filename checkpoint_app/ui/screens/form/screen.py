"""The paper form, typed without the mouse in the sheet's own order."""

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from checkpoint_app.domain.clock import Clock
from checkpoint_app.domain.documents import Sex, SheetCode, WarningCode
from checkpoint_app.domain.errors import CheckpointError, InvalidEntry
from checkpoint_app.domain.passage import DirectionMode, Fallback, Kind, Person, Verdict
from checkpoint_app.station.entry import Entry
from checkpoint_app.station.outcome import Outcome
from checkpoint_app.ui import theme
from checkpoint_app.ui.messages import explain
from checkpoint_app.ui.screens.form.answers import (
    Answers,
    birth_year,
    entry_of,
    id_warnings,
    paper_time,
    phone_warnings,
)
from checkpoint_app.ui.screens.form.layout import lay_out
from checkpoint_app.ui.screens.form.people import PeopleList
from checkpoint_app.ui.screens.form.sheet import begin_sheet
from checkpoint_app.ui.shortcuts import Key
from checkpoint_app.ui.widgets.choices import Choices
from checkpoint_app.ui.widgets.enter_next import EnterNext
from checkpoint_app.ui.widgets.field import Field, line_edit
from checkpoint_app.ui.widgets.notice import Notice
from checkpoint_app.ui.widgets.text import PlainLabel
from checkpoint_app.ui.words import clock_time, who, word

SEARCH_FROM = 2
"""Letters typed before the people seen before are looked up."""
SEARCH_MS = 120
ROOMY = 600
"""Pixels of height from which the title has a line of its own."""
TEXTS = ("name", "year", "id_number", "phone", "address", "time", "sheet", "row", "guide", "note")
PERSONAL = ("name", "year", "id_number", "phone", "address")
KEPT = ("sheet", "guide")
"""What the next row of the same sheet has in common with this one."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A half-typed form, kept while the station is open, never written to disk."""

    texts: dict[str, str]
    sex: Sex | None


class FormScreen(QWidget):
    """Collects one entry.

    Signals:
        entered: carries an `Entry`; answer with `show_outcome`.
        search_asked: text typed into name, ID or phone; answer with `show_people`.
    """

    entered = Signal(object)
    search_asked = Signal(str)

    def __init__(self, clock: Clock, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "page")
        self._clock = clock
        self._draft: Draft | None = None
        self._saving = False
        self._title = PlainLabel(role="title")
        self._way = PlainLabel(role="soft")
        self.notice = Notice(closable=False)
        self.texts: dict[str, QLineEdit] = {
            "name": line_edit(longest=200),
            "year": line_edit(digits=True, longest=4),
            "id_number": line_edit(digits=True, longest=20),
            "phone": line_edit(digits=True, longest=20),
            "address": line_edit(longest=300),
            "time": line_edit(digits=True, longest=5),
            "sheet": line_edit(longest=40),
            "row": line_edit(digits=True, longest=4),
            "guide": line_edit(longest=120),
            "note": line_edit(longest=300),
        }
        self.sex = Choices(list(Sex), _sex_name, optional=True)
        self.kind = QComboBox()
        for kind in Kind:
            self.kind.addItem(word(kind), kind)
        self.kind.setCurrentIndex(list(Kind).index(Kind.VISITOR))
        self.direction = Choices(list(DirectionMode), _direction_name)
        self.fallback = QComboBox()
        for reason in Fallback:
            self.fallback.addItem(word(reason), reason)
        self.fallback.setCurrentIndex(list(Fallback).index(Fallback.NO_DEVICE))
        self.save = QPushButton()
        self.save.setProperty("role", "primary")
        self.save.clicked.connect(self.on_save)
        self.clear = QPushButton()
        self.clear.clicked.connect(self.on_escape)
        self._editors: dict[str, QWidget] = {
            "name": self.texts["name"],
            "year": self.texts["year"],
            "sex": self.sex,
            "id_number": self.texts["id_number"],
            "phone": self.texts["phone"],
            "address": self.texts["address"],
            "kind": self.kind,
            "direction": self.direction,
            "time": self.texts["time"],
            "fallback": self.fallback,
            "sheet": self.texts["sheet"],
            "row": self.texts["row"],
            "guide": self.texts["guide"],
            "note": self.texts["note"],
        }
        self.fields = {name: Field(editor) for name, editor in self._editors.items()}
        self._head, self._area, self._cards = lay_out(
            self.fields, self._title, self._way, self.notice
        )
        foot = QHBoxLayout()
        foot.setContentsMargins(theme.SPACE_M, theme.SPACE_S, theme.SPACE_M, theme.SPACE_S)
        foot.addWidget(self.clear)
        foot.addStretch(1)
        foot.addWidget(self.save, 2)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._head)
        column.addWidget(self._area, 1)
        column.addLayout(foot)
        self.people = PeopleList(self)
        self.people.picked.connect(self.on_picked)
        self._search = QTimer(self)
        self._search.setSingleShot(True)
        self._search.setInterval(SEARCH_MS)
        self._search.timeout.connect(self.on_search)
        self._enter = EnterNext(list(self._editors.values()), self, self.people.pick)
        self._enter.finished.connect(self.on_save)
        QWidget.setTabOrder(self.texts["note"], self.save)
        QWidget.setTabOrder(self.save, self.clear)
        self._connect()
        self._retranslate()

    def _connect(self) -> None:
        for name in ("name", "id_number", "phone"):
            self.texts[name].textEdited.connect(self.on_edited)
            self.texts[name].installEventFilter(self)
        for editor in self._editors.values():
            editor.installEventFilter(self)
        for name in ("year", "id_number"):
            self.texts[name].editingFinished.connect(self.check_identity)
        self.sex.chosen.connect(self.check_identity)
        self.texts["phone"].editingFinished.connect(self.check_phone)
        self.texts["time"].editingFinished.connect(self.check_time)
        self.texts["row"].editingFinished.connect(self.check_row)

    # Keys

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Arrows and Esc belong to the list while it is open; Esc keeps a draft otherwise."""
        kind = event.type()
        if kind == QEvent.Type.FocusIn and isinstance(watched, QWidget):
            if self.people.isVisible() and watched not in self._searched():
                self.people.hide()
            self._area.ensureWidgetVisible(watched, 0, 40)
        if kind == QEvent.Type.FocusOut and watched in self._searched():
            self.people.hide()
        if kind != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        listed = self.people.isVisible() and watched in self._searched()
        if listed and event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self.people.move_mark(1 if event.key() == Qt.Key.Key_Down else -1)
            return True
        if event.key() == Qt.Key.Key_Escape:
            if listed:
                self.people.hide()
            else:
                self.on_escape()
            return True
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """The same keys when no field has the keyboard."""
        control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and control:
            self.on_save()
        elif event.key() == Qt.Key.Key_Escape:
            self.on_escape()
        else:
            super().keyPressEvent(event)

    def focus_first(self) -> None:
        """Put the cursor where a row begins."""
        self.texts["name"].setFocus(Qt.FocusReason.OtherFocusReason)

    # People seen before

    def _searched(self) -> tuple[QLineEdit, ...]:
        return tuple(self.texts[name] for name in ("name", "id_number", "phone"))

    def on_edited(self, text: str) -> None:
        """Look people up shortly after the typing pauses; the field itself is left alone."""
        if len(text.strip()) >= SEARCH_FROM:
            self._search.start()
        else:
            self._search.stop()
            self.people.hide()

    def on_search(self) -> None:
        """Ask for the people of what is typed now."""
        editor = self.focusWidget()
        if isinstance(editor, QLineEdit) and editor in self._searched():
            self.search_asked.emit(editor.text())

    def show_people(self, text: str, people: list[Person]) -> None:
        """Offer people, if the text that they answer is still there."""
        editor = self.focusWidget()
        if isinstance(editor, QLineEdit) and editor in self._searched() and editor.text() == text:
            self.people.offer(people, editor)

    def on_picked(self, person: Person) -> None:
        """Fill a returning person in and go on to what is new about this passage."""
        self.texts["name"].setText(person.name or "")
        self.texts["year"].setText((person.birth_date or "")[:4])
        self.texts["id_number"].setText(person.id_number or "")
        self.texts["phone"].setText(person.phone or "")
        self.texts["address"].setText(person.address or "")
        self.sex.choose(person.sex)
        for name in PERSONAL:
            self.texts[name].setCursorPosition(0)
        self.check_identity()
        self.check_phone()
        self.kind.setFocus(Qt.FocusReason.TabFocusReason)

    # Warnings beside the fields

    def check_identity(self) -> None:
        """Look at the year, the ID number and the sex together."""
        now = self._clock.now_ms()
        year, possible = birth_year(self.texts["year"].text(), now)
        self.fields["year"].warn("" if possible else self.tr("Not a year of birth"))
        self._warn("id_number", id_warnings(self.texts["id_number"].text(), year, self._sex()))

    def check_phone(self) -> None:
        """Look at the phone number."""
        self._warn("phone", phone_warnings(self.texts["phone"].text()))

    def check_time(self) -> None:
        """Look at the time on the paper."""
        read = paper_time(self.texts["time"].text(), self._clock.now_ms())
        said = self.tr("Write 14:05") if read.malformed else ""
        if read.yesterday:
            said = self.tr("Yesterday")
        self.fields["time"].warn(said)

    def check_row(self) -> None:
        """Look at the row."""
        bare = self.texts["row"].text().strip()
        fine = not bare or (bare.isascii() and bare.isdecimal() and int(bare) > 0)
        self.fields["row"].warn("" if fine else self.tr("Not a number"))

    def _warn(self, name: str, codes: tuple[WarningCode, ...]) -> None:
        self.fields[name].warn(" · ".join(word(code) for code in codes))

    def _sex(self) -> Sex | None:
        value = self.sex.value
        return Sex(str(value)) if value is not None else None

    # Saving, clearing, drafts

    def entry(self) -> Entry:
        """The form as an entry; what cannot be read of an optional field is left out of it."""
        answers = Answers(
            texts={name: editor.text() for name, editor in self.texts.items()},
            sex=self._sex(),
            direction=DirectionMode(str(self.direction.value)),
            kind=Kind(self.kind.currentData()),
            fallback=Fallback(self.fallback.currentData()),
        )
        labels = {"year": self.tr("Year of birth"), "time": self.tr("Paper time")}
        return entry_of(answers, labels, self._clock.now_ms())

    def on_save(self) -> None:
        """Record what is there; only a form without any person is sent back to its first field."""
        if self._saving:
            return
        self.people.hide()
        self._search.stop()
        if not any(self.texts[name].text().strip() for name in PERSONAL):
            self.fields["name"].warn(self.tr("Write a name, an ID number or a phone number"))
            self.focus_first()
            return
        self._saving = True
        self.entered.emit(self.entry())

    def show_outcome(self, outcome: Outcome) -> None:
        """Say what became of the entry; a recorded one makes room for the next row."""
        self._saving = False
        if outcome.verdict is Verdict.NOT_RECORDED or outcome.passage is None:
            self.show_failure(outcome.error or CheckpointError())
            return
        passage = outcome.passage
        said = self.tr("Recorded: {name} · {direction} {time}").format(
            name=who(passage),
            direction=word(passage.direction),
            time=clock_time(passage.occurred_at),
        )
        if outcome.warnings:
            said += "\n" + " · ".join(word(code) for code in outcome.warnings)
        self.notice.say(said, "warn" if outcome.verdict is Verdict.LOOK else "ok")
        self._next_row()

    def show_failure(self, error: Exception) -> None:
        """Say that the entry could not be recorded; what was typed stays."""
        self._saving = False
        self.notice.say(explain(error), "danger")
        if isinstance(error, InvalidEntry):
            self._point_at(error)

    def _point_at(self, error: InvalidEntry) -> None:
        name = error.field.removeprefix("person.")
        name = {"birth_year": "year", "occurred_at": "time", "guided_by": "guide"}.get(name, name)
        if name in self.fields:
            self.fields[name].warn(explain(error), "danger")
            self.fields[name].editor.setFocus()

    def _next_row(self) -> None:
        row = self.texts["row"].text().strip()
        self._empty()
        if row.isascii() and row.isdecimal():
            self.texts["row"].setText(str(int(row) + 1))
        self.focus_first()

    def _empty(self, *, whole: bool = False) -> None:
        for name, editor in self.texts.items():
            if whole or name not in KEPT:
                editor.clear()
        self.sex.choose(None)
        for field in self.fields.values():
            field.warn("")

    @property
    def is_empty(self) -> bool:
        """True where nothing of a person is typed."""
        typed = any(self.texts[name].text().strip() for name in (*PERSONAL, "note"))
        return not typed and self.sex.value is None

    def on_escape(self) -> None:
        """Clear the form, its content kept; on an empty form, bring it back."""
        if not self.is_empty:
            self._draft = Draft({name: self.texts[name].text() for name in TEXTS}, self._sex())
            self._empty()
            self.texts["row"].setText(self._draft.texts["row"])
            self.notice.say(self.tr("Cleared. Esc once more brings it back."))
        elif self._draft is not None:
            for name, text in self._draft.texts.items():
                self.texts[name].setText(text)
            self.sex.choose(self._draft.sex)
            self._draft = None
            self.notice.say("")
            self.check_identity()
            self.check_phone()
            self.check_time()
        self.focus_first()

    def take_sheet(self, code: SheetCode, warnings: tuple[WarningCode, ...]) -> None:
        """One of our own sheets was shown: go on with its first row; what is being typed stays."""
        before = tuple(self.texts[name].text() for name in ("sheet", "row"))
        begun = None if self._saving else begin_sheet(code, *before, free=self.is_empty)
        if begun is None:
            said = self.tr(
                "This row is not saved yet. Save or clear it, then show the sheet again."
            )
        else:
            sheet, row = begun
            self.texts["sheet"].setText(sheet)
            self.texts["sheet"].setCursorPosition(0)
            self.texts["row"].setText(row)
            self.check_row()
            said = self.tr("Sheet {sheet}: type row {row} in.").format(sheet=sheet, row=row)
            if any(before) and before != begun:
                left = self.tr("Before: sheet {sheet}, row {row}.")
                said += " " + left.format(sheet=before[0] or "–", row=before[1] or "–")
        said = "\n".join(filter(None, (said, " · ".join(map(word, warnings)))))
        self.notice.say(said, "warn" if begun is None or warnings else "info")

    def follow(self, mode: DirectionMode) -> None:
        """Begin with the direction of the lane."""
        self.direction.choose(mode)

    # Looks

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """The list of people hangs where its field was."""
        super().resizeEvent(event)
        self.people.hide()
        roomy = self.height() >= ROOMY
        self._title.setVisible(roomy)
        self._way.setVisible(roomy)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Speak the new language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    def _retranslate(self) -> None:
        self.setAccessibleName(self.tr("Paper form"))
        self._title.setText(self.tr("Paper form"))
        self._way.setText(self.tr("Enter: next field   ·   Esc: clear, kept as a draft"))
        names = {
            "name": (self.tr("Full name"), self.tr("Two letters find people who were here before")),
            "year": (self.tr("Year of birth"), ""),
            "sex": (self.tr("Sex"), ""),
            "id_number": (self.tr("ID card number"), ""),
            "phone": (self.tr("Phone"), ""),
            "address": (self.tr("Address"), ""),
            "kind": (self.tr("Who is it"), ""),
            "direction": (self.tr("Direction"), ""),
            "time": (self.tr("Paper time"), self.tr("Empty: now")),
            "fallback": (self.tr("Why no code"), ""),
            "sheet": (self.tr("Sheet"), ""),
            "row": (self.tr("Row"), ""),
            "guide": (self.tr("Guided by"), ""),
            "note": (self.tr("Note"), ""),
        }
        for name, (label, hint) in names.items():
            self.fields[name].name(label, hint)
        for place, kind in enumerate(Kind):
            self.kind.setItemText(place, word(kind))
        for place, reason in enumerate(Fallback):
            self.fallback.setItemText(place, word(reason))
        self.save.setText(self.tr("Save  {key}").format(key=Key.SAVE.shown))
        self.save.setAccessibleName(self.tr("Save"))
        self.clear.setText(self.tr("Clear  Esc"))
        self.clear.setAccessibleName(self.tr("Clear, kept as a draft"))


def _sex_name(value: object) -> str:
    return word(Sex(str(value)))


def _direction_name(value: object) -> str:
    return word(DirectionMode(str(value)))
