"""Tracing: who was here together with a person or a vehicle, how often, and how long."""

from pathlib import Path

from PySide6.QtWidgets import QPushButton, QWidget

from checkpoint_app.domain.clock import local
from checkpoint_app.domain.fields import show_plate
from checkpoint_app.domain.text import mask
from checkpoint_app.records.tracing import Contact
from checkpoint_app.reports.contacts_export import MINUTE_MS
from checkpoint_app.security.roles import Permission
from checkpoint_app.station.desk import Desk
from checkpoint_app.station.trace_request import TraceRequest
from checkpoint_app.ui.dates import typed_day
from checkpoint_app.ui.language import language
from checkpoint_app.ui.screens.managed import Grant, ManagedScreen, card, row
from checkpoint_app.ui.shortcuts import Key
from checkpoint_app.ui.tasks import Tasks
from checkpoint_app.ui.widgets.enter_next import EnterNext
from checkpoint_app.ui.widgets.field import Field, line_edit
from checkpoint_app.ui.widgets.file_field import FileField
from checkpoint_app.ui.widgets.table import Col, Table
from checkpoint_app.ui.widgets.text import PlainLabel, WrapLabel
from checkpoint_app.ui.words import clock_time, date, number

DAY_MS = 86_400_000
LEAST = 3
"""Signs that tell anybody from anybody."""


class TraceScreen(ManagedScreen):
    """Asks whom and when, then why; shows contacts masked, and hands them on closed."""

    KEY = Key.TRACE
    NEEDS = Permission.TRACE

    def __init__(self, desk: Desk, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(desk, tasks, parent)
        self.request: TraceRequest | None = None
        self._reveal = False
        self._about = WrapLabel(role="soft")
        self.person = line_edit(longest=60)
        self.since, self.until = line_edit(longest=10), line_edit(longest=10)
        self.margin = line_edit(digits=True, longest=3)
        self._fields = {
            "person": Field(self.person),
            "since": Field(self.since),
            "until": Field(self.until),
            "margin": Field(self.margin),
        }
        self.start = QPushButton()
        self.start.setProperty("role", "primary")
        window = row(*(self._fields[name] for name in ("since", "until", "margin")), stretch=2)
        self.column.addWidget(card(self._about, self._fields["person"], window, row(self.start)))
        self._head, self._stays = WrapLabel(role="strong"), WrapLabel(role="soft")
        self.table = Table()
        self.table.setMinimumHeight(300)
        self.reveal, self.export = QPushButton(), QPushButton()
        self._result = card(self._head, self._stays, self.table, row(self.reveal, self.export))
        self.file = FileField(save=True)
        self.file.accept("*.zip")
        self._export = card(self.file)
        self._code_says, self.code = WrapLabel(role="soft"), PlainLabel(role="figure")
        self._code = card(self._code_says, self.code)
        for part in (self._result, self._export, self._code):
            part.hide()
            self.column.addWidget(part)
        self.column.addStretch(1)
        editors: list[QWidget] = [self.person, self.since, self.until, self.margin]
        self._enter = EnterNext(editors, self)
        self._enter.finished.connect(self.on_start)
        self.start.clicked.connect(self.on_start)
        self.reveal.clicked.connect(self.on_reveal)
        self.export.clicked.connect(self.on_export)
        self.file.chosen.connect(self.on_file)
        self.retranslate()

    def begin(self) -> None:
        """The days that the questions ask about, until today."""
        now = self._desk.clock.now_ms()
        if not self.since.text():
            self.since.setText(date(now - self._desk.settings.lookback_days * DAY_MS))
        if not self.until.text():
            self.until.setText(date(now))
        if not self.margin.text():
            self.margin.setText(str(self._desk.settings.trace_margin_minutes))
        self.person.setFocus()

    def left(self) -> None:
        """The answer was for whoever asked: it goes with them."""
        super().left()
        self.request = None
        self._reveal = False
        self.table.show_rows((), ())
        self.code.clear()
        self.person.clear()
        for part in (self._result, self._export, self._code):
            part.hide()

    # Asking

    def on_start(self) -> None:
        """Check what was typed, then ask why."""
        now = self._desk.clock.now_ms()
        since, until = typed_day(self.since.text(), now), typed_day(self.until.text(), now)
        wrong = self.tr("Write a day: 11/08/2021")
        self._fields["since"].warn("" if since else wrong, "danger")
        self._fields["until"].warn("" if until else wrong, "danger")
        words = self.person.text().strip()
        signs = sum(sign.isalnum() for sign in words)
        short = self.tr("Write a whole number or plate") if signs < LEAST else ""
        self._fields["person"].warn(short, "danger")
        if short:
            self.person.setFocus()
        elif since is None:
            self.since.setFocus()
        elif until is None:
            self.until.setFocus()
        elif until[0] < since[0]:
            self._fields["until"].warn(self.tr("Before the first day"), "danger")
            self.until.setFocus()
        else:
            question = self.tr("Trace {person}, {since} to {until}: why?").format(
                person=mask("".join(words.split())), since=date(since[0]), until=date(until[0])
            )
            self.ask_for(Permission.TRACE, question, self.tr("Trace"), self.on_granted)

    def on_granted(self, grant: Grant) -> None:
        """Somebody gave a reason: ask the store."""
        now = self._desk.clock.now_ms()
        since, until = typed_day(self.since.text(), now), typed_day(self.until.text(), now)
        if since is None or until is None:
            return
        words, margin = self.person.text(), self.margin.text().strip()

        def work() -> TraceRequest:
            return TraceRequest(
                self._desk,
                words,
                since=since[0],
                until=until[1],
                reason=grant.reason,
                second_pin=grant.second_pin,
                margin_minutes=int(margin) if margin.isascii() and margin.isdecimal() else None,
            )

        self.start.setEnabled(False)
        self._tasks.picture(self, work, self.show_request, self.on_refused)

    def on_refused(self, error: Exception) -> None:
        """It was not permitted, or the store cannot be read."""
        self.start.setEnabled(True)
        self.not_granted(error, self.on_granted)

    def show_request(self, request: TraceRequest) -> None:
        """Show what was found, masked."""
        self.start.setEnabled(True)
        if not self.isVisible():  # whoever asked has left meanwhile
            return
        self.request, self._reveal = request, False
        self._export.hide()
        self._code.hide()
        self._result.show()
        self._show()
        if request.found.contacts:
            self.table.setFocus()
            self.table.selectRow(0)
        self._area.ensureWidgetVisible(self._result, 0, 0)

    # The answer

    def _show(self) -> None:
        request = self.request
        if request is None:
            return
        found = request.found
        if not found.subjects:
            said = self.tr("Nobody is known here by {person}. Check the number.")
        elif not found.stays:
            said = self.tr("{person} was not here on these days.")
        elif not found.contacts:
            said = self.tr("{person} was here, and nobody else at the same time.")
        else:
            said = self.tr("{person} was here together with {count} others, the longest first")
        count = number(len(found.contacts))
        self._head.setText(said.format(person=request.subject, count=count))
        stays = [f"{_moment(begin)} – {_moment(end)}" for begin, end in found.stays[:8]]
        if len(found.stays) > len(stays):
            stays.append("…")
        self._stays.setText(" · ".join(stays))
        self._stays.setVisible(bool(stays))
        for part in (self.table, self.reveal, self.export):
            part.setVisible(bool(found.contacts))
        self.table.show_rows(self._columns(), found.contacts)
        self.reveal.setText(self.tr("Mask numbers") if self._reveal else self.tr("Show numbers…"))
        self.reveal.setAccessibleName(self.reveal.text())

    def _columns(self) -> tuple[Col, ...]:
        def whole(value: str | None) -> str:
            return (value or "") if self._reveal else mask(value)

        def named(one: Contact) -> str:
            return one.person.name or (show_plate(one.plate) if one.plate else "–")

        return (
            Col(self.tr("Name"), named, 2),
            Col(
                self.tr("Minutes"),
                lambda one: number(round(one.overlap_ms / MINUTE_MS)),
                right=True,
            ),
            Col(self.tr("Times"), lambda one: number(one.meetings), right=True, spare=1),
            Col(self.tr("From"), lambda one: _moment(one.first_at), spare=2),
            Col(self.tr("Until"), lambda one: _moment(one.last_at), spare=3),
            Col(self.tr("Phone"), lambda one: whole(one.person.phone)),
            Col(self.tr("ID number"), lambda one: whole(one.person.id_number), spare=4),
        )

    def on_reveal(self) -> None:
        """Numbers shall be seen whole."""
        if self._reveal:
            self._reveal = False
            self._show()
            return
        question = self.tr("Show the numbers and phones of the contacts whole?")
        self.ask_for(Permission.REVEAL, question, self.tr("Show"), self.on_reveal_granted)

    def on_reveal_granted(self, grant: Grant) -> None:
        """Somebody gave a reason."""
        request = self.request
        if request is None:
            return

        def done(_nothing: None) -> None:
            if request is self.request:
                self._reveal = True
                self._show()

        def failed(error: Exception) -> None:
            self.not_granted(error, self.on_reveal_granted)

        self._tasks.picture(
            self, lambda: request.reveal(grant.reason, grant.second_pin), done, failed
        )

    # Handing on

    def on_export(self) -> None:
        """Ask where to."""
        moment = local(self._desk.clock.now_ms())
        self.file.propose(f"truy-vet-{moment:%Y%m%d-%H%M}.zip")
        self._export.show()
        self._code.hide()
        self.file.editor.setFocus()
        self._area.ensureWidgetVisible(self._export)

    def on_file(self) -> None:
        """Ask why: what is handed on is unmasked."""
        question = self.tr("Write the contacts with whole numbers to a closed file?")
        self.ask_for(Permission.REVEAL, question, self.tr("Write"), self.on_export_granted)

    def on_export_granted(self, grant: Grant) -> None:
        """Write it, and show the passphrase once."""
        request, path = self.request, self.file.path()
        if request is None or path is None:
            return
        path = path if path.suffix.lower() == ".zip" else path.with_name(path.name + ".zip")
        lang = language()

        def work() -> str:
            return request.export(path, grant.reason, lang, grant.second_pin)

        def done(passphrase: str) -> None:
            if request is self.request:
                self.show_code(path, passphrase)

        def failed(error: Exception) -> None:
            if isinstance(error, OSError):
                self.file.warn(self.tr("The file cannot be written there."))
            else:
                self.not_granted(error, self.on_export_granted)

        self._tasks.picture(self, work, done, failed)

    def show_code(self, path: Path, passphrase: str) -> None:
        """Show what opens the file; nothing keeps it."""
        self._export.hide()
        said = self.tr(
            "Written: {file}. It opens with 7-Zip or WinRAR and this passphrase, which is shown "
            "once. Tell it by phone, never in the same message as the file."
        )
        self._code_says.setText(said.format(file=path))
        self.code.setText(passphrase)
        self.code.setAccessibleName(passphrase)
        self._code.show()
        self._area.ensureWidgetVisible(self._code)

    def retranslate(self) -> None:
        """Say everything in the language of the window."""
        super().retranslate()
        self.entitle(self.tr("Tracing"))
        self._about.setText(
            self.tr("Each question is written down with its reason: in the access log, for good.")
        )
        names = {
            "person": (
                self.tr("Person or vehicle"),
                self.tr("A whole ID number, phone, insurance number or plate"),
            ),
            "since": (self.tr("From"), self.tr("Day, month, year")),
            "until": (self.tr("Until"), self.tr("This day included")),
            "margin": (self.tr("Minutes around"), self.tr("Before and after each stay")),
        }
        for name, (label, hint) in names.items():
            self._fields[name].name(label, hint)
        self.start.setText(self.tr("Trace  {key}").format(key="Enter"))
        self.start.setAccessibleName(self.tr("Trace"))
        self.table.setAccessibleName(self.tr("Contacts"))
        self.export.setText(self.tr("Hand on in a closed file…"))
        self.export.setAccessibleName(self.export.text())
        self.file.name(self.tr("File to hand on"), self.tr("Enter goes on"))
        self._show()


def _moment(at_ms: int) -> str:
    return f"{clock_time(at_ms)} {date(at_ms)[:5]}"
