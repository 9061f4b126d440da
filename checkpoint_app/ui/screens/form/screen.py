"""The paper form, typed without the mouse in the sheet's own order."""

from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from checkpoint_app.domain.clock import Clock
from checkpoint_app.domain.documents import SheetCode, WarningCode
from checkpoint_app.domain.errors import CheckpointError, InvalidEntry
from checkpoint_app.domain.passage import DirectionMode, Person, Verdict
from checkpoint_app.station.entry import Entry
from checkpoint_app.station.outcome import Outcome
from checkpoint_app.station.rows_left import RowsLeft
from checkpoint_app.ui import theme
from checkpoint_app.ui.messages import explain
from checkpoint_app.ui.screens.form.answers import (
    birth_year,
    entry_of,
    id_warnings,
    paper_time,
    phone_warnings,
)
from checkpoint_app.ui.screens.form.draft import Draft, to_text
from checkpoint_app.ui.screens.form.editors import PERSONAL, SEARCHED, Editors
from checkpoint_app.ui.screens.form.layout import lay_out
from checkpoint_app.ui.screens.form.people import PeopleList
from checkpoint_app.ui.screens.form.sheet import begin_sheet
from checkpoint_app.ui.shortcuts import Key
from checkpoint_app.ui.widgets.enter_next import EnterNext
from checkpoint_app.ui.widgets.lookup import Lookup
from checkpoint_app.ui.widgets.notice import Notice
from checkpoint_app.ui.widgets.text import PlainLabel
from checkpoint_app.ui.words import clock_time, who, word

DRAFT_MS = 1_500
"""After so long without a key, what is typed is kept on disk."""
SHOWN_ROWS = 12
ROOMY = 600
"""Pixels of height from which the title has a line of its own."""


class FormScreen(QWidget):
    """Collects one entry.

    Signals:
        entered: carries an `Entry`; answer with `show_outcome`.
        search_asked: text typed into name, ID or phone; answer with `show_people`.
        sheet_changed: the number of another sheet, or a row was saved; answer with `show_rows`.
        draft_changed: what is typed, as text to be kept; "" for nothing any more.
    """

    entered = Signal(object)
    search_asked = Signal(str)
    sheet_changed = Signal(str)
    draft_changed = Signal(str)

    def __init__(self, clock: Clock, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "page")
        self._clock = clock
        self._draft: Draft | None = None
        self._saving = False
        self._days = 14
        self._rows: RowsLeft | None = None
        self._kept = ""
        self._title = PlainLabel(role="title")
        self._way = PlainLabel(role="soft")
        self.notice = Notice(closable=False)
        self._all = held = Editors(self)
        self.texts, self.fields, self.questions = held.texts, held.fields, held.questions
        self.sex, self.kind, self.direction = held.sex, held.kind, held.direction
        self.save = QPushButton()
        self.save.setProperty("role", "primary")
        self.save.clicked.connect(self.on_save)
        self.clear = QPushButton()
        self.clear.clicked.connect(self.on_escape)
        self._head, self._area = lay_out(
            held.fields, (held.other, held.consent), self._title, self._way, self.notice
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
        for editor in held.order.values():
            editor.installEventFilter(self)
        self._enter = EnterNext(list(held.order.values()), self, self.people.pick)
        self._enter.finished.connect(self.on_save)
        self.questions.answered.connect(self._enter.go_on)
        self.sex.typed.connect(partial(self._enter.go_on, self.sex))
        self._lookup = Lookup([self.texts[name] for name in SEARCHED], self.people)
        self._lookup.asked.connect(self.on_search)
        QWidget.setTabOrder(held.consent, self.save)
        QWidget.setTabOrder(self.save, self.clear)
        self._keep = QTimer(self)
        self._keep.setSingleShot(True)
        self._keep.setInterval(DRAFT_MS)
        self._keep.timeout.connect(self.on_keep)
        self._connect()
        self._retranslate()

    def _connect(self) -> None:
        for editor in self.texts.values():
            editor.textEdited.connect(self._keep.start)
        for name in ("year", "id_number"):
            self.texts[name].editingFinished.connect(self.check_identity)
        self.sex.chosen.connect(self.check_identity)
        self.sex.chosen.connect(self._keep.start)
        self.questions.answered.connect(self._keep.start)
        self.texts["phone"].editingFinished.connect(self.check_phone)
        self.texts["time"].editingFinished.connect(self.check_time)
        self.texts["row"].editingFinished.connect(self.check_row)
        self.texts["sheet"].editingFinished.connect(self.check_sheet)

    # Keys

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Whoever has the keyboard is in sight; Esc keeps a draft."""
        kind = event.type()
        if kind == QEvent.Type.FocusIn and isinstance(watched, QWidget):
            self._area.ensureWidgetVisible(watched, 0, 40)
        if kind != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        if event.key() == Qt.Key.Key_Escape:
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

    def on_search(self, _: QLineEdit, text: str) -> None:
        """Ask for the people of what is typed now."""
        self.search_asked.emit(text)

    def show_people(self, text: str, people: list[Person]) -> None:
        """Offer people, if the text that they answer is still there."""
        editor = self.focusWidget()
        searched = [self.texts[name] for name in SEARCHED]
        if isinstance(editor, QLineEdit) and editor in searched and editor.text() == text:
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
        self._keep.start()
        self.texts["time"].setFocus(Qt.FocusReason.TabFocusReason)

    # Warnings beside the fields

    def check_identity(self) -> None:
        """Look at the year, the ID number and the sex together."""
        now = self._clock.now_ms()
        year, possible = birth_year(self.texts["year"].text(), now)
        self.fields["year"].warn("" if possible else self.tr("Not a year of birth"))
        self._warn(
            "id_number", id_warnings(self.texts["id_number"].text(), year, self._all.chosen_sex())
        )

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
        """Look at the row: a number, and not typed before."""
        bare = self.texts["row"].text().strip()
        fine = not bare or (bare.isascii() and bare.isdecimal() and int(bare) > 0)
        said = "" if fine else self.tr("Not a number")
        if fine and bare and self._rows is not None and int(bare) in self._rows.typed:
            said = self.tr("Typed before")
        self.fields["row"].warn(said)

    def check_sheet(self) -> None:
        """Ask which rows of this sheet are to be typed."""
        self.sheet_changed.emit(self.texts["sheet"].text())

    def show_rows(self, number: str, rows: RowsLeft | None) -> None:
        """Say which rows are left, if their sheet is still there; go on with the next of them."""
        if self.texts["sheet"].text() != number:
            return
        self._rows = rows
        self.fields["sheet"].warn(self._rows_words(rows), "ok")
        bare = self.texts["row"].text().strip()
        typed = rows is not None and bare.isascii() and bare.isdecimal() and int(bare) in rows.typed
        if rows is not None and typed and self.is_empty:
            following = rows.after(int(bare))
            self.texts["row"].setText("" if following is None else str(following))
        self.check_row()

    def _rows_words(self, rows: RowsLeft | None) -> str:
        if rows is None:
            return ""
        if not rows.left:
            return self.tr("All rows are typed")
        some = ", ".join(map(str, rows.left[:SHOWN_ROWS]))
        more = "…" if len(rows.left) > SHOWN_ROWS else ""
        return self.tr("To type: {rows}").format(rows=some + more)

    def _warn(self, name: str, codes: tuple[WarningCode, ...]) -> None:
        self.fields[name].warn(" · ".join(word(code) for code in codes))

    # Saving, clearing, drafts

    def entry(self) -> Entry:
        """The form as an entry; what cannot be read of an optional field is left out of it."""
        labels = {"year": self.tr("Year of birth"), "time": self.tr("Paper time")}
        return entry_of(self._all.answers(), labels, self._clock.now_ms())

    def on_save(self) -> None:
        """Record what is there; only a form without any person is sent back to its first field."""
        if self._saving:
            return
        self.people.pick()  # whoever is marked is meant
        self._lookup.stop()
        if not self._all.tells_who:
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
        if self.texts["sheet"].text().strip():
            self.check_sheet()
        self.focus_first()

    def _empty(self) -> None:
        self._all.clear()
        self.on_keep()

    @property
    def is_empty(self) -> bool:
        """True where nothing of a person is typed."""
        return self._all.is_empty

    def on_keep(self) -> None:
        """Have what is typed kept, if it is another than what is kept."""
        self._keep.stop()
        body = "" if self.is_empty else to_text(self._all.draft())
        if body != self._kept:
            self._kept = body
            self.draft_changed.emit(body)

    def restore(self, draft: Draft) -> None:
        """Bring back what was typed before the program ended; nothing that is typed now goes."""
        if not self.is_empty:
            return
        self._fill(draft)
        self._kept = to_text(draft)
        self.notice.say(self.tr("Not saved before the program ended. Save it, or Esc clears it."))

    def _fill(self, draft: Draft) -> None:
        self._all.fill(draft)
        self.check_identity()
        self.check_phone()
        self.check_time()

    def on_escape(self) -> None:
        """Clear the form, its content kept; on an empty form, bring it back."""
        if not self.is_empty:
            self._draft = self._all.draft()
            self._empty()
            self.texts["row"].setText(self._draft.texts["row"])
            self.notice.say(self.tr("Cleared. Esc once more brings it back."))
        elif self._draft is not None:
            self._fill(self._draft)
            self._draft = None
            self.notice.say("")
            self.on_keep()
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
            self.check_sheet()
            said = self.tr("Sheet {sheet}: type row {row} in.").format(sheet=sheet, row=row)
            if any(before) and before != begun:
                left = self.tr("Before: sheet {sheet}, row {row}.")
                said += " " + left.format(sheet=before[0] or "–", row=before[1] or "–")
        said = "\n".join(filter(None, (said, " · ".join(map(word, warnings)))))
        self.notice.say(said, "warn" if begun is None or warnings else "info")

    def follow(self, mode: DirectionMode) -> None:
        """Begin with the direction of the lane."""
        self.direction.choose(mode)

    def look_back(self, days: int) -> None:
        """Ask about so many days."""
        if days != self._days:
            self._days = days
            self.questions.name(days)

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
        self._way.setText(self.tr("Enter: next field  ·  0: no to the rest  ·  Esc: clear, kept"))
        names = {
            "name": (self.tr("Full name"), self.tr("Two letters find people who were here before")),
            "year": (self.tr("Year of birth"), ""),
            "sex": (self.tr("Sex"), ""),
            "id_number": (self.tr("ID card number"), ""),
            "phone": (self.tr("Phone"), ""),
            "address": (self.tr("Address"), ""),
            "time": (self.tr("Paper time"), self.tr("Empty: now")),
            "direction": (self.tr("Direction"), ""),
            "fallback": (self.tr("Why no code"), ""),
            "sheet": (self.tr("Sheet"), ""),
            "row": (self.tr("Row"), ""),
            "kind": (self.tr("Who is it"), ""),
            "guide": (self.tr("Guided by"), ""),
            "note": (self.tr("Note"), ""),
        }
        for name, (label, hint) in names.items():
            self.fields[name].name(label, hint)
        self.questions.name(self._days)
        for box, said in (
            (self._all.other, self.tr("Declared by somebody else for this person")),
            (self._all.consent, self.tr("Has read the notice and agrees")),
        ):
            box.setText(said)
            box.setAccessibleName(said)
        self._all.retranslate()
        self.save.setText(self.tr("Save  {key}").format(key=Key.SAVE.shown))
        self.save.setAccessibleName(self.tr("Save"))
        self.clear.setText(self.tr("Clear  Esc"))
        self.clear.setAccessibleName(self.tr("Clear, kept as a draft"))
