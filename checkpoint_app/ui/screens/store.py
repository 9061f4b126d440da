"""The store: the balance, everything checked, backups, and what is too old deleted."""

from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QPushButton, QWidget

from checkpoint_app.domain.progress import Course
from checkpoint_app.records.purging import Purged
from checkpoint_app.records.views import Verification
from checkpoint_app.security.roles import Permission
from checkpoint_app.station import store_care
from checkpoint_app.station.desk import Desk, DeskSnapshot
from checkpoint_app.station.upkeep import UpkeepState
from checkpoint_app.ui.messages import Tone, explain
from checkpoint_app.ui.screens.managed import Grant, ManagedScreen, card, row
from checkpoint_app.ui.shortcuts import Key
from checkpoint_app.ui.tasks import Tasks
from checkpoint_app.ui.widgets.balance_line import BalanceLine
from checkpoint_app.ui.widgets.field import Field, line_edit
from checkpoint_app.ui.widgets.file_field import FileField
from checkpoint_app.ui.widgets.text import PlainLabel, WrapLabel
from checkpoint_app.ui.words import clock_time, date, number

MOST_DAYS = 3_660


class StoreScreen(ManagedScreen):
    """Everybody may check; backups and deleting are for supervisors."""

    KEY = Key.STORE
    NEEDS = Permission.VERIFY

    def __init__(self, desk: Desk, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(desk, tasks, parent)
        self._upkeep = UpkeepState()
        self._purged: Purged | None = None
        self._check_title, self._check_says = PlainLabel(role="strong"), WrapLabel(role="soft")
        self.balance = BalanceLine()
        self.check = QPushButton()
        self.check.setProperty("role", "primary")
        self.column.addWidget(
            card(self._check_title, self.balance, self._check_says, row(self.check))
        )
        self._backup_title, self._backup_says = PlainLabel(role="strong"), WrapLabel(role="soft")
        self.backup_now, self.backup_file = QPushButton(), FileField(save=True)
        self.backup_file.accept("*.backup")
        self.backup_save = QPushButton()
        self._backup = card(
            self._backup_title,
            self._backup_says,
            row(self.backup_now),
            row(self.backup_file, self.backup_save, stretch=0),
        )
        self._purge_title, self._purge_says = PlainLabel(role="strong"), WrapLabel(role="soft")
        self.days = line_edit(digits=True, longest=4)
        self._days = Field(self.days)
        self.purge = QPushButton()
        self.certificate = FileField(save=True)
        self.certificate.accept("*.json")
        self.certificate.hide()
        self._purge = card(
            self._purge_title,
            self._purge_says,
            row(self._days, self.purge, stretch=0),
            self.certificate,
        )
        for part in (self._backup, self._purge):
            self.column.addWidget(part)
        self.column.addStretch(1)
        self.check.clicked.connect(self.on_check)
        self.backup_now.clicked.connect(self.on_backup_now)
        self.backup_file.chosen.connect(self.on_backup_file)
        self.backup_save.clicked.connect(self.on_backup_file)
        self.days.returnPressed.connect(self.on_purge)
        self.purge.clicked.connect(self.on_purge)
        self.certificate.chosen.connect(self.on_certificate)
        self.retranslate()

    def begin(self) -> None:
        """What is for supervisors is shown to them alone."""
        self._backup.setVisible(self.allowed(Permission.BACKUP) and self._desk.backups is not None)
        self._purge.setVisible(self.allowed(Permission.PURGE))
        if not self.days.text():
            self.days.setText(str(self._desk.settings.retention_days or 30))
        self._tasks.store(self, self._desk.store.balance, self.balance.show_balance)
        self.check.setFocus()

    def show_snapshot(self, snapshot: DeskSnapshot) -> None:
        """The newest numbers."""
        self.balance.show_balance(snapshot.balance)
        if snapshot.upkeep != self._upkeep:
            self._upkeep = snapshot.upkeep
            self._retranslate_backup()

    # Checking

    def on_check(self) -> None:
        """Recompute and recount everything."""

        def work(course: Course) -> Verification:
            return store_care.check(self._desk, course.tell)

        self.run_long(self.tr("Checking every record"), work, self.show_verification)

    def show_verification(self, found: Verification) -> None:
        """Say that all is well, or where it is not."""
        if found.ok:
            said = self.tr("All is well: {count} links of the journal fit, and every number.")
            self.say(said.format(count=number(found.rows)))
            return
        said = self.tr(
            "Something does not fit, at link {place} of the journal ({fault}). Make a backup now "
            "and call for help; keep on recording."
        )
        place = number(found.first_bad) if found.first_bad is not None else "–"
        self.say(said.format(place=place, fault=found.fault or "–"), Tone.DANGER)

    # Backups

    def on_backup_now(self) -> None:
        """The next of the rolling ones."""
        self._back_up(None)

    def on_backup_file(self) -> None:
        """One in a file of somebody's choice."""
        path = self.backup_file.path()
        if path is None:
            self.backup_file.propose("checkpoint.backup")
            self.backup_file.editor.setFocus()
            return
        self._back_up(path if path.suffix else path.with_name(path.name + ".backup"))

    def _back_up(self, file: Path | None) -> None:
        def work(_course: Course) -> Path:
            return store_care.back_up(self._desk, file)

        def done(made: Path) -> None:
            self._retranslate_backup()
            self.say(self.tr("Backed up and verified: {file}").format(file=made))

        what = self.tr("Backing up; the gate goes on")
        self.run_long(what, work, done, stoppable=False)

    # Deleting what is too old

    def on_purge(self) -> None:
        """Look how much it would be."""
        text = self.days.text().strip()
        good = text.isascii() and text.isdecimal() and 1 <= int(text) <= MOST_DAYS
        said = self.tr("1 to {most}").format(most=number(MOST_DAYS))
        self._days.warn("" if good else said, "danger")
        if not good:
            self.days.setFocus()
            return
        days = int(text)
        limit = store_care.limit_of(self._desk, days)

        self._tasks.picture(
            self,
            lambda: self._desk.store.retention.due(limit),
            partial(self.ask_to_purge, days),
            self.fail,
        )

    def ask_to_purge(self, days: int, count: int) -> None:
        """Say how much at most, and ask why."""
        question = self.tr(
            "Delete up to {count} passages from before {day}? What the hub has not confirmed "
            "stays. The counts of the days and a signed certificate stay too."
        )
        limit = store_care.limit_of(self._desk, days)
        self.ask_for(
            Permission.PURGE,
            question.format(count=number(count), day=date(limit)),
            self.tr("Delete"),
            partial(self.on_purge_granted, days),
        )

    def on_purge_granted(self, days: int, grant: Grant) -> None:
        """Do it, slice by slice."""

        def work(course: Course) -> Purged:
            return store_care.purge(self._desk, days, grant.reason, course.tell)

        self.run_long(self.tr("Deleting what is too old"), work, self.show_purged)

    def show_purged(self, done: Purged) -> None:
        """Say what went, and offer the certificate."""
        said = self.tr("{count} passages deleted; {kept} that the hub has not confirmed stay.")
        self.say(said.format(count=number(done.passages), kept=number(done.kept_unsent)))
        self._purged = done
        self.certificate.setVisible(bool(done.certificates))
        if done.certificates:
            self.certificate.editor.clear()
            day = date(self._desk.clock.now_ms()).replace("/", "-")
            self.certificate.propose(f"chung-nhan-xoa-{day}.json")

    def on_certificate(self) -> None:
        """Save the signed statements."""
        done, path = self._purged, self.certificate.path()
        if done is None or path is None:
            return

        def saved(_nothing: None) -> None:
            self.say(self.tr("Saved: {file}").format(file=path))
            self.certificate.hide()

        def failed(error: Exception) -> None:
            if isinstance(error, OSError):
                self.certificate.warn(self.tr("The file cannot be written there."))
            else:
                self.fail(error)

        self._tasks.picture(self, lambda: store_care.write_certificates(path, done), saved, failed)

    # Looks

    def _retranslate_backup(self) -> None:
        last = self._upkeep.last_backup_at
        if self._desk.backups is not None and last is None:
            last = self._desk.backups.last_at()
        if last is None:
            said = self.tr("No backup yet; the first is made within the hour.")
        else:
            said = self.tr("Made by itself every hour, the last at {time} on {day}.").format(
                time=clock_time(last), day=date(last)
            )
        if self._upkeep.backup_failure is not None:
            said = f"{said} {explain(self._upkeep.backup_failure)}"
        self._backup_says.setText(said)

    def retranslate(self) -> None:
        """Say everything in the language of the window."""
        super().retranslate()
        self.entitle(self.tr("Store & backup"))
        self._check_title.setText(self.tr("Nothing is missing"))
        self._check_says.setText(
            self.tr(
                "The check recomputes the chain of the journal, asks for the hub's receipts and "
                "recounts every number, from every page of the store."
            )
        )
        self._backup_title.setText(self.tr("Backup"))
        self._retranslate_backup()
        self.backup_file.name(
            self.tr("One in a file, on a stick perhaps"), self.tr("Encrypted: a PIN opens it")
        )
        self._purge_title.setText(self.tr("Delete what is too old"))
        self._purge_says.setText(
            self.tr("Done by itself once a day, after the days in the settings; here by hand.")
        )
        self._days.name(self.tr("Keep so many days"))
        self.certificate.name(self.tr("The certificate, to be kept"), self.tr("Enter saves it"))
        buttons = {
            self.check: self.tr("Check everything"),
            self.backup_now: self.tr("Back up now"),
            self.backup_save: self.tr("Save"),
            self.purge: self.tr("Delete…"),
        }
        for button, said in buttons.items():
            button.setText(said)
            button.setAccessibleName(said)
