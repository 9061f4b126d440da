"""The rules of the site, each in force once its field is left; supervisors change them."""

from functools import partial

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QCheckBox, QFrame, QGridLayout, QVBoxLayout, QWidget

from checkpoint_app.domain.errors import InvalidEntry
from checkpoint_app.domain.passage import Basis
from checkpoint_app.settings import Settings
from checkpoint_app.station import site_rules
from checkpoint_app.station.desk import Desk
from checkpoint_app.ui import theme
from checkpoint_app.ui.messages import explain
from checkpoint_app.ui.tasks import Tasks
from checkpoint_app.ui.widgets.choices import Choices
from checkpoint_app.ui.widgets.field import Field, line_edit
from checkpoint_app.ui.widgets.text import PlainLabel, WrapLabel

NUMBERS = (
    "capacity",
    "overstay_minutes",
    "delivery_minutes",
    "retention_days",
    "lookback_days",
    "trace_margin_minutes",
    "autolock_minutes",
)
SWITCHES = ("four_eyes", "scan_while_locked")


class RulesCard(QFrame):
    """What cannot be is said beside its field, and the old value stays in force.

    Signals:
        changed: (name, value) of `Settings`, to be kept.
    """

    changed = Signal(str, object)

    def __init__(self, desk: Desk, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        theme.hold(self, most_width=640)
        self._desk, self._tasks = desk, tasks
        self._title, self._about = PlainLabel(role="strong"), WrapLabel(role="soft")
        self.editors = {name: line_edit(digits=True, longest=6) for name in NUMBERS}
        self.editors["wards"] = line_edit(longest=2_000)
        self.editors["contact"] = line_edit(longest=120)
        self.basis = Choices(list(Basis), self._basis_name)
        self.switches = {name: QCheckBox() for name in SWITCHES}
        self.fields = {name: Field(editor) for name, editor in self.editors.items()}
        self._basis = Field(self.basis)
        grid = QGridLayout()
        grid.setSpacing(theme.SPACE_S)
        for place, name in enumerate(NUMBERS):
            grid.addWidget(self.fields[name], place // 2, place % 2)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 16)
        column.setSpacing(theme.SPACE_S)
        column.addWidget(self._title)
        column.addWidget(self._about)
        column.addLayout(grid)
        column.addWidget(self.fields["wards"])
        column.addWidget(self.fields["contact"])
        column.addWidget(self._basis)
        for switch in self.switches.values():
            column.addWidget(switch)
        self.show_settings(desk.own_settings)
        for name, editor in self.editors.items():
            editor.editingFinished.connect(partial(self.on_edited, name))
        self.basis.chosen.connect(self.on_basis)
        for name, switch in self.switches.items():
            switch.clicked.connect(partial(self.on_switched, name))
        self._retranslate()

    def show_settings(self, own: Settings) -> None:
        """Show what is set here."""
        for name, editor in self.editors.items():
            editor.setText(self._text(own, name))
        self.basis.choose(own.basis)
        for name, switch in self.switches.items():
            switch.setChecked(getattr(own, name))

    def show_hub(self) -> None:
        """Say which of them the hub sets instead."""
        by_hub = site_rules.set_by_hub(self._desk)
        said = self.tr("Set by the hub; this holds without it")
        for name, field in self.fields.items():
            if name in by_hub:
                field.warn(said)
            elif field.note == said:
                field.warn("")
        self._basis.warn(said if "basis" in by_hub else "")

    @staticmethod
    def _text(own: Settings, name: str) -> str:
        value = getattr(own, name)
        if value is None:
            return ""
        return ", ".join(value) if isinstance(value, tuple) else str(value)

    # Changing

    def on_edited(self, name: str) -> None:
        """A field was left; nothing happens unless it was changed."""
        editor = self.editors[name]
        if editor.text().strip() != self._text(self._desk.own_settings, name):
            self._put(name, editor.text().strip())

    def on_basis(self, value: object) -> None:
        """On another ground."""
        self._put("basis", str(value))

    def on_switched(self, name: str) -> None:
        """On or off."""
        self._put(name, self.switches[name].isChecked())

    def _put(self, name: str, value: object) -> None:
        def done(good: object) -> None:
            if name in self.fields:
                self.fields[name].warn("")
            self.show_hub()
            self.changed.emit(name, good)

        def failed(error: Exception) -> None:
            field = self.fields.get(name)
            if isinstance(error, InvalidEntry) and field is not None:
                # What was typed stays, to be mended.
                field.warn(self.tr("Not a value it can have"), "danger")
                return
            self.show_settings(self._desk.own_settings)
            (field or self._basis).warn(explain(error), "danger")

        work = partial(site_rules.put_in_force, self._desk, name, value)
        self._tasks.store(self, work, done, failed)

    # Looks

    def _basis_name(self, value: object) -> str:
        names = {
            Basis.CONSENT: self.tr("Consent"),
            Basis.LEGAL_DUTY: self.tr("Legal duty"),
        }
        return names.get(Basis(str(value)), str(value))

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Speak the new language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    def _retranslate(self) -> None:
        self._title.setText(self.tr("Rules of this site"))
        self._about.setText(self.tr("Supervisors change them. Each change is in the log."))
        minutes, never = self.tr("Minutes; 0 for never"), self.tr("Days; 0 for as long as possible")
        set_up = self._desk.info.capacity
        usual = self.tr("0 for no limit; empty: none, as set up")
        if set_up is not None:
            usual = self.tr("0 for no limit; empty: {count}, as set up").format(count=set_up)
        names = {
            "capacity": (self.tr("People allowed inside"), usual),
            "overstay_minutes": (self.tr("Visitors too long inside after"), minutes),
            "delivery_minutes": (self.tr("Deliveries too long inside after"), minutes),
            "retention_days": (self.tr("Keep passages"), never),
            "lookback_days": (self.tr("Health questions look back"), self.tr("Days")),
            "trace_margin_minutes": (self.tr("Contacts around a stay"), self.tr("Minutes")),
            "autolock_minutes": (self.tr("Lock by itself after"), minutes),
            "wards": (
                self.tr("Wards whose market cards are good here"),
                self.tr("With commas between them; empty for all"),
            ),
            "contact": (
                self.tr("Whom visitors ask about their data"),
                self.tr("An office, a phone number: on the visitor's screen"),
            ),
        }
        for name, (label, hint) in names.items():
            self.fields[name].name(label, hint)
        self._basis.name(self.tr("Ground on which declarations are taken"))
        switches = {
            "four_eyes": self.tr("Unmasked numbers and tracing take a second person"),
            "scan_while_locked": self.tr("Go on scanning behind the lock"),
        }
        for name, said in switches.items():
            self.switches[name].setText(said)
            self.switches[name].setAccessibleName(said)
        self.show_hub()
