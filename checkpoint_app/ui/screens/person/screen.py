"""Somebody asks what is kept about them: find it, give it out, correct it, delete it."""

from collections.abc import Mapping
from functools import partial

from PySide6.QtWidgets import QCheckBox, QPushButton, QWidget

from checkpoint_app.domain.errors import InvalidEntry
from checkpoint_app.domain.progress import Course
from checkpoint_app.domain.text import mask
from checkpoint_app.i18n import text
from checkpoint_app.records.access import Action
from checkpoint_app.records.personal import Erased, Held
from checkpoint_app.security.roles import Permission
from checkpoint_app.station.desk import Desk
from checkpoint_app.station.person_data import FORMATS, Copies, Request, asked_from, corrections
from checkpoint_app.ui.language import language
from checkpoint_app.ui.messages import Tone, explain
from checkpoint_app.ui.screens.managed import Grant, ManagedScreen, card, row
from checkpoint_app.ui.screens.person.held import CorrectCard, HeldCard, named
from checkpoint_app.ui.shortcuts import Key
from checkpoint_app.ui.tasks import Tasks
from checkpoint_app.ui.widgets.field import Field, line_edit
from checkpoint_app.ui.widgets.file_field import FileField
from checkpoint_app.ui.widgets.table import Col, Table
from checkpoint_app.ui.widgets.text import PlainLabel, WrapLabel
from checkpoint_app.ui.words import number

Gone = tuple[Erased, int, Copies]


class PersonScreen(ManagedScreen):
    """One request at a time; all of it is forgotten once the page is left."""

    KEY = Key.PERSON
    NEEDS = Permission.PERSON_DATA

    def __init__(self, desk: Desk, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(desk, tasks, parent)
        self.request: Request | None = None
        self.held: Held | None = None
        self._reason = ""
        self._about = WrapLabel(role="soft")
        self.words = line_edit(longest=200)
        self._words = Field(self.words)
        self.start = QPushButton()
        self.start.setProperty("role", "primary")
        self.column.addWidget(card(self._about, row(self._words, self.start, stretch=0)))
        self._several, self.table = WrapLabel(role="strong"), Table()
        self.table.setMinimumHeight(150)
        self._choice = card(self._several, self.table)
        self.shown = HeldCard()
        self.reveal = QPushButton()
        self._out_title = PlainLabel(role="strong")
        self.file = FileField(save=True)
        self.file.accept("*.json *.csv *.xlsx")
        self.write = QPushButton()
        self._out = card(self._out_title, self.file, row(self.write, self.reveal))
        self.correct = CorrectCard()
        self._gone_title, self._gone_says = PlainLabel(role="strong"), WrapLabel(role="soft")
        self.renew = QCheckBox()
        self.delete = QPushButton()
        self._gone = card(self._gone_title, self._gone_says, self.renew, row(self.delete))
        self._parts = (self._choice, self.shown, self._out, self.correct, self._gone)
        for part in self._parts:
            part.hide()
            self.column.addWidget(part)
        self.column.addStretch(1)
        self.words.returnPressed.connect(self.on_start)
        self.start.clicked.connect(self.on_start)
        self.table.marked.connect(self.on_marked)
        self.file.chosen.connect(self.on_write)
        self.write.clicked.connect(self.on_write)
        self.reveal.clicked.connect(self.on_reveal)
        self.correct.asked.connect(self.on_correct)
        self.delete.clicked.connect(self.on_delete)
        self.retranslate()

    def begin(self) -> None:
        """Ask whom it is about."""
        self.words.setFocus()

    def left(self) -> None:
        """The request is over."""
        super().left()
        self._forget()
        self.words.clear()

    def _forget(self) -> None:
        self.request = self.held = None
        self.table.show_rows((), ())
        self.shown.show_held(None)
        self.correct.clear()
        self.file.editor.clear()
        self.renew.setChecked(False)
        for part in self._parts:
            part.hide()

    # Finding

    def on_start(self) -> None:
        """Check what was typed, then ask why."""
        try:
            asked_from(self.words.text())
        except InvalidEntry:
            said = self.tr("Write a whole number or plate; or a name and a year of birth")
            self._words.warn(said, "danger")
            return
        self._words.warn("")
        question = self.tr("Look up everything that is held about this person: why?")
        self.ask_for(Permission.PERSON_DATA, question, self.tr("Look it up"), self.on_granted)

    def on_granted(self, grant: Grant) -> None:
        """Somebody gave a reason: look through everything."""
        words = self.words.text()
        self._forget()
        self._reason = grant.reason

        def work(_course: Course) -> Request:
            return Request(self._desk, words, grant.reason, grant.second_pin)

        def failed(error: Exception) -> None:
            self.not_granted(error, self.on_granted)

        what = self.tr("Looking through every passage")
        self.run_long(what, work, self.show_request, failed, stoppable=False)

    def show_request(self, request: Request) -> None:
        """Show who was found."""
        if not self.isVisible():
            return
        self.request = request
        found = request.found
        if not found:
            said = self.tr("Nothing is held about this person.")
            if request.named_in:
                said = text("say.named_in", language(), count=len(request.named_in))
            self.say(said, Tone.INFO)
            return
        self._choice.setVisible(len(found) > 1)
        self.table.show_rows(self._columns(), found)
        if len(found) == 1:
            self.show_held(found[0])
            self.write.setFocus()
        else:
            self.table.selectRow(0)
            self.table.setFocus()

    def _columns(self) -> tuple[Col, ...]:
        return (
            Col(self.tr("Name"), named, 1),
            Col(self.tr("Phone"), lambda one: mask(one.person.phone)),
            Col(self.tr("ID number"), lambda one: mask(one.person.id_number)),
            Col(self.tr("Passages"), lambda one: number(one.passages), right=True),
        )

    def on_marked(self, held: Held | None) -> None:
        """Another one of those found."""
        if held is not None:
            self.show_held(held)

    def show_held(self, held: Held) -> None:
        """Show somebody, masked, and what can be done."""
        self.held = held
        self.correct.clear()
        self.shown.show_held(held)
        for part in (self.shown, self._out, self.correct, self._gone):
            part.show()
        self.file.editor.clear()
        self.file.propose("du-lieu-ca-nhan.json")
        self._area.verticalScrollBar().setValue(0)

    def on_reveal(self) -> None:
        """The numbers shall be seen whole, to compare them with a card."""
        question = self.tr("Show this person's numbers whole?")
        self.ask_for(Permission.REVEAL, question, self.tr("Show"), self.on_reveal_granted)

    def on_reveal_granted(self, grant: Grant) -> None:
        """Somebody gave a reason."""
        held = self.held
        if held is None:
            return
        subject = mask(held.person.id_number or held.person.phone or held.plate)

        def work() -> None:
            second = self._desk.permit(Permission.REVEAL, grant.second_pin)
            self._desk.store.access.note(
                Action.REVEAL,
                self._desk.staff.id if self._desk.staff else None,
                subject=subject,
                reason=grant.reason,
                items=1,
                second=second.id if second else None,
            )

        def done(_nothing: None) -> None:
            if held is self.held:
                self.shown.show_held(held, reveal=True)

        def failed(error: Exception) -> None:
            self.not_granted(error, self.on_reveal_granted)

        self._tasks.picture(self, work, done, failed)

    # Giving out, correcting, deleting

    def on_write(self) -> None:
        """Write all of it to a file."""
        request, held, path = self.request, self.held, self.file.path()
        if request is None or held is None:
            return
        if path is None or path.suffix.lower() not in FORMATS:
            self.file.warn(self.tr("Its name ends in .json, .csv or .xlsx"))
            self.file.editor.setFocus()
            return
        lang = language()

        def done(_nothing: None) -> None:
            self.file.warn("")
            values = {"exported": len(held.revisions), "file": path}
            self.say(text("say.person_exported", language(), **values))

        def failed(error: Exception) -> None:
            if isinstance(error, OSError):
                self.file.warn(self.tr("The file cannot be written there."))
            else:
                self.fail(error)

        self._tasks.picture(self, partial(request.export, held, path, lang), done, failed)

    def on_correct(self, changes: Mapping[str, str]) -> None:
        """Correct every passage that says otherwise, once somebody confirms it."""
        if self.held is None:
            return
        try:
            corrections(changes)
        except InvalidEntry as error:
            name = error.field.removeprefix("person.")
            name = {"birth_year": "birth_date"}.get(name, name)
            if name in self.correct.fields:
                self.correct.fields[name].warn(explain(error), "danger")
                self.correct.editors[name].setFocus()
            else:
                self.fail(error)
            return
        for field in self.correct.fields.values():
            field.warn("")
        question = self.tr("Correct all {count} passages of {name}?")
        question = question.format(count=number(self.held.passages), name=named(self.held))
        self.ask.ask(question, self.tr("Correct it"), partial(self.on_correct_granted, changes))

    def on_correct_granted(self, changes: Mapping[str, str], _grant: Grant) -> None:
        """Do it."""
        request, held = self.request, self.held
        if request is None or held is None:
            return

        def work(_course: Course) -> int:
            return request.correct(held, changes)

        def done(count: int) -> None:
            self.say(text("say.person_corrected", language(), corrected=count))
            self._over()

        self.run_long(self.tr("Correcting"), work, done, stoppable=False)

    def on_delete(self) -> None:
        """Say what goes and what stays, and ask once more."""
        held = self.held
        if held is None:
            return
        question = self.tr(
            "Delete {count} passages of {name}? This cannot be taken back. What is not sent yet, "
            "or is about somebody inside now, stays."
        )
        question = question.format(count=number(held.passages), name=named(held))
        self.ask.ask(question, self.tr("Delete"), self.on_delete_granted)

    def on_delete_granted(self, _grant: Grant) -> None:
        """Do it, and say which copies still hold them."""
        request, held, renew = self.request, self.held, self.renew.isChecked()
        if request is None or held is None:
            return

        def work(_course: Course) -> Gone:
            erased, listed = request.delete(held)
            return erased, listed, request.copies(renew=renew)

        def done(gone: Gone) -> None:
            self.on_deleted(held, gone)

        self.run_long(self.tr("Deleting"), work, done, stoppable=False)

    def on_deleted(self, held: Held, gone: Gone) -> None:
        """Say what went, what stays, and until when copies hold it."""
        erased, listed, copies = gone
        said = [
            text(
                "say.person_deleted",
                language(),
                deleted=erased.passages,
                listed=listed,
                kept_unsent=erased.kept_unsent,
                kept_inside=erased.kept_inside,
                named=len(held.named_in),
            )
        ]
        if copies.renewed is not None:
            said.append(text("say.backups_renewed", language(), count=copies.renewed))
        if copies.older:
            until = "/".join(reversed((copies.until or "").split("-")))
            holds = self.tr(
                "{count} backups in {folder} hold this person until {until} at the latest. Delete "
                "those kept elsewhere yourself."
            )
            said.append(holds.format(count=copies.older, folder=copies.folder, until=until))
        if copies.aside:
            folders = ", ".join(copies.aside)
            said.append(text("say.old_stores_hold", language(), folders=folders))
        self.say(" ".join(said), Tone.WARN if erased.kept_unsent or copies.older else Tone.OK)
        self._over()

    def _over(self) -> None:
        """What is shown is no longer so."""
        self._forget()
        self.words.clear()
        self.words.setFocus()

    def retranslate(self) -> None:
        """Say everything in the language of the window."""
        super().retranslate()
        self.entitle(self.tr("One person's data"))
        self._about.setText(
            self.tr(
                "Everybody may ask what is kept about them, and have it given out, corrected or "
                "deleted. Make sure that it is they who ask. Each step is in the access log."
            )
        )
        self._words.name(
            self.tr("Who asks"),
            self.tr("Whole ID number, phone or plate; or name and year of birth"),
        )
        self.start.setText(self.tr("Look it up  {key}").format(key="Enter"))
        self.start.setAccessibleName(self.tr("Look it up"))
        self._several.setText(self.tr("Several are known by this. Which one is it?"))
        self.table.setAccessibleName(self._several.text())
        self.reveal.setText(self.tr("Show numbers…"))
        self.reveal.setAccessibleName(self.reveal.text())
        self._out_title.setText(self.tr("Give out"))
        self.file.name(
            self.tr("File with everything"),
            self.tr(".json holds all of it; .csv and .xlsx the passages. Unmasked"),
        )
        self.write.setText(self.tr("Write the file"))
        self.write.setAccessibleName(self.write.text())
        self._gone_title.setText(self.tr("Delete"))
        self._gone_says.setText(
            self.tr(
                "Gone from the store, its index and its log at once. Backups made before hold it "
                "for up to three weeks more, unless a new one takes their place."
            )
        )
        self.renew.setText(self.tr("Make a new backup now and delete the older ones"))
        self.renew.setAccessibleName(self.renew.text())
        self.delete.setText(self.tr("Delete…"))
        self.delete.setAccessibleName(self.tr("Delete this person's data"))
        if self.request is not None:
            self.table.show_rows(self._columns(), self.table.rows())
