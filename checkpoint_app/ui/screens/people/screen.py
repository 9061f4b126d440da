"""The site's lists: look and find, take in from a file, cards handed in and given back."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QPushButton, QWidget

from checkpoint_app.domain.clock import local
from checkpoint_app.domain.errors import CardUnknown
from checkpoint_app.domain.listed import ListKind
from checkpoint_app.domain.progress import Course
from checkpoint_app.lists.encodings import Encoding
from checkpoint_app.lists.preview import Preview, read_list
from checkpoint_app.lists.template import write_template
from checkpoint_app.records.list_rows import Taken
from checkpoint_app.records.lists import HeldCard
from checkpoint_app.security.roles import Permission
from checkpoint_app.station import listing
from checkpoint_app.station.desk import Desk
from checkpoint_app.station.listing import Looked
from checkpoint_app.ui.language import language
from checkpoint_app.ui.messages import explain
from checkpoint_app.ui.screens.managed import Grant, ManagedScreen, card, row
from checkpoint_app.ui.screens.people.columns import columns
from checkpoint_app.ui.screens.people.importing import ImportCard, template_path
from checkpoint_app.ui.shortcuts import Key
from checkpoint_app.ui.tasks import Tasks
from checkpoint_app.ui.widgets.choices import Choices
from checkpoint_app.ui.widgets.field import Field, line_edit
from checkpoint_app.ui.widgets.file_field import FileField
from checkpoint_app.ui.widgets.table import Table
from checkpoint_app.ui.widgets.text import PlainLabel
from checkpoint_app.ui.words import number

FIND_MS = 150


class PeopleScreen(ManagedScreen):
    """A guard takes cards in and gives them back; the lists are for supervisors."""

    KEY = Key.PEOPLE
    NEEDS = Permission.RECORD

    def __init__(self, desk: Desk, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(desk, tasks, parent)
        self._reveal = False
        self._counts: dict[ListKind, int] = {}
        self.kind = Choices(list(ListKind), self._kind_name)
        self._kind = Field(self.kind)
        self.words = line_edit(longest=100)
        self._words = Field(self.words)
        self.reveal = QPushButton()
        self.table = Table()
        self.table.setMinimumHeight(300)
        self._found = PlainLabel(role="hint")
        self._list = card(
            self._kind, row(self._words, self.reveal, stretch=0), self.table, self._found
        )
        self._card_title = PlainLabel(role="strong")
        self.card_number = line_edit(longest=40)
        self._card_number = Field(self.card_number)
        self.card_in, self.card_back = QPushButton(), QPushButton()
        self._cards = card(
            self._card_title,
            row(self._card_number, self.card_in, self.card_back, stretch=0),
        )
        self.imports = ImportCard()
        self.save_to = FileField(save=True)
        self.save_to.accept("*.xlsx")
        self._save = card(self.save_to)
        self._save.hide()
        for part in (self._list, self._cards, self.imports, self._save):
            self.column.addWidget(part)
        self.column.addStretch(1)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(FIND_MS)
        self._timer.timeout.connect(self.look)
        self._connect()
        self.retranslate()

    def _connect(self) -> None:
        self.kind.chosen.connect(self.on_kind)
        self.words.textEdited.connect(self._timer.start)
        self.words.returnPressed.connect(self.look)
        self.reveal.clicked.connect(self.on_reveal)
        self.table.picked.connect(self.on_picked)
        self.card_number.returnPressed.connect(self.on_card_in)
        self.card_in.clicked.connect(self.on_card_in)
        self.card_back.clicked.connect(self.on_card_back)
        self.imports.look_asked.connect(self.on_look_through)
        self.imports.take_asked.connect(self.on_take)
        self.imports.template_asked.connect(self.on_template)
        self.save_to.chosen.connect(self.on_save_template)

    def begin(self) -> None:
        """Show the list to whoever may see it; the cards to everybody who records."""
        lists = self.allowed(Permission.LISTS)
        self._list.setVisible(lists)
        self.imports.setVisible(lists)
        self._save.hide()
        if lists:
            self.look()
        self._follow_kind()
        (self.words if lists else self.card_number).setFocus()

    def left(self) -> None:
        """Numbers are masked again."""
        super().left()
        self._reveal = False
        self.table.show_rows((), ())

    # Looking

    def shown_kind(self) -> ListKind:
        """Which list is in front."""
        return ListKind(str(self.kind.value))

    def on_kind(self) -> None:
        """Another list."""
        self._reveal = False
        self.words.clear()
        self._save.hide()
        self._follow_kind()
        self.look()

    def _follow_kind(self) -> None:
        kind = self.shown_kind()
        self.imports.begin(kind)
        self._cards.setVisible(kind is ListKind.CARDS or not self.allowed(Permission.LISTS))

    def look(self) -> None:
        """Ask for the rows."""
        if not self.allowed(Permission.LISTS):
            return
        kind, words = self.shown_kind(), self.words.text()

        def found(looked: Looked) -> None:
            if (kind, words) == (self.shown_kind(), self.words.text()):
                self.show_looked(looked)

        self._tasks.picture(self, partial(listing.look, self._desk, kind, words), found, self.fail)

    def show_looked(self, looked: Looked) -> None:
        """Show what was found."""
        self._counts = looked.counts
        self.table.show_rows(columns(self.shown_kind(), reveal=self._reveal), looked.rows)
        self._retranslate_found()

    def on_reveal(self) -> None:
        """Numbers shall be seen whole, for a reason."""
        if self._reveal:
            self._reveal = False
            self._refill()
            return
        question = self.tr("Show numbers and phones whole, until this page is left?")
        self.ask_for(Permission.REVEAL, question, self.tr("Show"), self.on_reveal_granted)

    def on_reveal_granted(self, grant: Grant) -> None:
        """Somebody gave a reason."""
        kind, items = self.shown_kind(), len(self.table.rows())

        def work() -> None:
            listing.reveal(self._desk, kind, grant.reason, items, grant.second_pin)

        def done(_nothing: None) -> None:
            if kind is self.shown_kind() and self.isVisible():
                self._reveal = True
                self._refill()

        def failed(error: Exception) -> None:
            self.not_granted(error, self.on_reveal_granted)

        self._tasks.picture(self, work, done, failed)

    def _refill(self) -> None:
        rows = self.table.rows()
        self.table.show_rows(columns(self.shown_kind(), reveal=self._reveal), rows)
        self._retranslate_found()

    # Cards

    def on_picked(self, one: object) -> None:
        """Enter on a card: its number into the field for handing in."""
        if isinstance(one, HeldCard):
            self.card_number.setText(one.card.number)
            self.card_number.setFocus()

    def on_card_in(self) -> None:
        """A card was handed in."""
        self._hand(back=False)

    def on_card_back(self) -> None:
        """Its holder has it again."""
        self._hand(back=True)

    def _hand(self, *, back: bool) -> None:
        card_number = self.card_number.text().strip()
        self._card_number.warn("" if card_number else self.tr("Please fill this in"), "danger")
        if not card_number:
            self.card_number.setFocus()
            return

        def done(_nothing: None) -> None:
            said = self.tr("Given back: {card}") if back else self.tr("Handed in: {card}")
            self.say(said.format(card=card_number))
            if self.card_number.text().strip() == card_number:
                self.card_number.clear()
            self.card_number.setFocus()
            self.look()

        def failed(error: Exception) -> None:
            if isinstance(error, CardUnknown):
                self._card_number.warn(explain(error), "danger")
            else:
                self.fail(error)

        work = partial(listing.hand_card, self._desk, card_number, back=back)
        self._tasks.store(self, work, done, failed)

    # A list from a file

    def on_look_through(self, path: str, encoding: Encoding, sheet: str) -> None:
        """Read a file and check each row, off this thread."""
        kind, today = self.shown_kind(), local(self._desk.clock.now_ms()).date()

        def work(_course: Course) -> Preview:
            return read_list(
                Path(path).expanduser(), kind, today=today, sheet=sheet or None, encoding=encoding
            )

        def done(preview: Preview) -> None:
            self.progress.end()
            if kind is self.shown_kind():
                self.imports.show_preview(preview)

        def failed(error: Exception) -> None:
            self.progress.end()
            self.imports.show_failure(explain(error))

        course = self._tasks.long(self, work, done, failed)
        self.progress.follow(course, self.tr("Looking through the list"), stoppable=False)

    def on_take(self, preview: Preview, replace: bool) -> None:
        """Take the list, all of it."""

        def work(_course: Course) -> Taken:
            return listing.take(self._desk, preview, replace=replace)

        def failed(error: Exception) -> None:
            self.imports.take.setEnabled(True)
            self.fail(error)

        what = self.tr("Taking the list")
        self.run_long(what, work, self.on_taken, failed, stoppable=False)

    def on_taken(self, taken: Taken) -> None:
        """It is in force at the gate from now on."""
        said = self.tr("Taken: {added} new, {changed} changed, {removed} removed.")
        self.say(
            said.format(
                added=number(taken.added),
                changed=number(taken.changed),
                removed=number(taken.removed),
            )
        )
        self.imports.clear()
        self.look()
        self.words.setFocus()

    def on_template(self) -> None:
        """Ask where to."""
        self.save_to.editor.clear()
        self.save_to.propose(f"{self.shown_kind().value}.xlsx")
        self._save.show()
        self.save_to.editor.setFocus()
        self._area.ensureWidgetVisible(self.save_to)

    def on_save_template(self, text: str) -> None:
        """Write it."""
        path, kind, lang = template_path(text), self.shown_kind(), language()

        def done(_nothing: None) -> None:
            self._save.hide()
            self.say(self.tr("Saved: {file}").format(file=path))

        def failed(error: Exception) -> None:
            if isinstance(error, OSError):
                self.save_to.warn(self.tr("The file cannot be written there."))
            else:
                self.fail(error)

        self._tasks.picture(self, lambda: write_template(path, kind, lang), done, failed)

    # Looks

    def _kind_name(self, value: object) -> str:
        names = {
            ListKind.PEOPLE: self.tr("People"),
            ListKind.CARDS: self.tr("Market cards"),
            ListKind.WATCH: self.tr("Look out for"),
        }
        return names[ListKind(str(value))]

    def _retranslate_found(self) -> None:
        shown, whole = len(self.table.rows()), self._counts.get(self.shown_kind(), 0)
        if not whole:
            said = self.tr("The list is empty. Take one in below.")
        elif not shown:
            said = self.tr("Nobody is found. Try fewer letters.")
        else:
            said = self.tr("{shown} of {whole} shown").format(
                shown=number(shown), whole=number(whole)
            )
        self._found.setText(said)
        self.table.setVisible(bool(whole))
        self.reveal.setText(self.tr("Mask numbers") if self._reveal else self.tr("Show numbers…"))
        self.reveal.setAccessibleName(self.reveal.text())

    def retranslate(self) -> None:
        """Say everything in the language of the window."""
        super().retranslate()
        self.entitle(self.tr("People & cards"))
        self._kind.name(self.tr("List"))
        self._words.name(self.tr("Find"), self.tr("Letters of a name without accents, a number"))
        self.table.setAccessibleName(self.tr("Rows of the list"))
        self._card_title.setText(self.tr("A card at the gate"))
        self._card_number.name(
            self.tr("Number of the card"), self.tr("Enter: handed in by its holder")
        )
        self.card_in.setText(self.tr("Handed in"))
        self.card_back.setText(self.tr("Given back"))
        for button in (self.card_in, self.card_back):
            button.setAccessibleName(button.text())
        self.save_to.name(self.tr("Where the template goes"), self.tr("Enter saves it"))
        if self.isVisible():
            self._refill()
        else:
            self._retranslate_found()
