"""The third step: who leads here, their PIN, and the code for the day when it is forgotten."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QPushButton, QWidget

from checkpoint_app.domain.errors import CheckpointError, WeakPin
from checkpoint_app.domain.text import fold
from checkpoint_app.i18n import text
from checkpoint_app.security import recovery_code
from checkpoint_app.security.secret_words import LONGEST, Strength, strength
from checkpoint_app.ui.language import language
from checkpoint_app.ui.messages import explain
from checkpoint_app.ui.screens.first_run.step import Step
from checkpoint_app.ui.widgets.cards import row
from checkpoint_app.ui.widgets.field import Field, line_edit
from checkpoint_app.ui.widgets.text import WrapLabel

SKIPPING = frozenset({"bo qua", "skip"})
"""What is typed instead of the code's last group by whoever goes on without one."""


class SupervisorStep(Step):
    """The code is the same for as long as the first start lasts, so that nobody writes two down.

    Attributes:
        code: of recovery, shown while the step is in front.

    Signals:
        print_asked: carries the code, to be printed.
    """

    print_asked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.code = recovery_code.make()
        self.supervisor = line_edit(longest=120)
        self.pin, self.again = line_edit(longest=LONGEST), line_edit(longest=LONGEST)
        for editor in (self.pin, self.again):
            editor.setEchoMode(QLineEdit.EchoMode.Password)
        self.proof = line_edit(longest=80)
        editors = {
            "supervisor": self.supervisor,
            "pin": self.pin,
            "again": self.again,
            "proof": self.proof,
        }
        self.ask({name: Field(editor) for name, editor in editors.items()})
        self._about, self._shown = WrapLabel(role="soft"), WrapLabel(role="title")
        self.print = QPushButton()
        self.print.clicked.connect(self.on_print)
        self.pin.editingFinished.connect(self.on_pin)
        self.column.addWidget(self.fields["supervisor"])
        pins = row(self.fields["pin"], self.fields["again"], stretch=0)
        pins.setStretch(1, 1)
        self.column.addLayout(pins)
        self.column.addWidget(self._about)
        self.column.addWidget(self._shown)
        proof = row(self.fields["proof"], self.print, stretch=0)
        self.column.addLayout(proof)
        self.column.addStretch(1)
        self.listen()
        self.retranslate()

    def title(self) -> str:
        """What the step is called."""
        return self.tr("Supervisor")

    @property
    def recovery(self) -> str | None:
        """The code, once it was proved to be written down; None where it was skipped."""
        return None if self._skipped else self.code

    @property
    def _skipped(self) -> bool:
        return fold(self.proof.text()) in SKIPPING

    @property
    def _proved(self) -> bool:
        typed = "".join(self.proof.text().upper().split()).translate(str.maketrans("OIL", "011"))
        return typed.rpartition("-")[2] == self.code.rpartition("-")[2]

    def on_pin(self) -> None:
        """Say what it is good for."""
        if self.pin.text():
            found = strength(self.pin.text())
            tone = {Strength.WEAK: "danger", Strength.GOOD: "ok"}.get(found, "warn")
            self.fields["pin"].warn(text(f"strength.{found}", language()), tone)

    def on_print(self) -> None:
        """On paper, to be locked away."""
        self.print_asked.emit(self.code)

    def wrong(self) -> QWidget | None:
        """A name, a PIN that is good enough, twice alike, and the code written down."""
        first = self.missing(("supervisor",))
        weak = strength(self.pin.text()) is Strength.WEAK
        self.fields["pin"].warn(explain(WeakPin()) if weak else "", "danger")
        other = self.pin.text() != self.again.text()
        said = self.tr("The two differ") if other else ""
        self.fields["again"].warn(said, "danger")
        unproved = not (self._proved or self._skipped)
        said = self.tr("That is not the code's last group. Look at what you wrote down.")
        self.fields["proof"].warn(said if unproved else "", "danger")
        for bad, editor in ((weak, self.pin), (other, self.again), (unproved, self.proof)):
            if bad and first is None:
                first = editor
        return first

    def refuse(self, error: CheckpointError) -> None:
        """It cannot be this PIN."""
        self.fields["pin"].warn(explain(error), "danger")
        self.pin.setFocus()

    def opened(self) -> None:
        """Show the code to whoever sets the station up."""
        self._shown.setText(self.code)
        super().opened()

    def left(self) -> None:
        """Not to whoever comes by later."""
        self._shown.clear()

    def retranslate(self) -> None:
        """Say everything in the language of the window."""
        names = {
            "supervisor": (self.tr("Supervisor's name"), ""),
            "pin": (
                self.tr("Supervisor's PIN or passphrase"),
                self.tr("4 to 12 digits, or at least six words"),
            ),
            "again": (self.tr("Once more"), self.tr("Without it nobody gets in")),
            "proof": (
                self.tr("Type the last group of the code"),
                self.tr("Or type {word} to go on without one").format(word=self.tr("SKIP")),
            ),
        }
        for name, (label, hint) in names.items():
            self.fields[name].name(label, hint)
        self._about.setText(
            self.tr(
                "The recovery code opens the store when the PIN is forgotten. It is shown once: "
                "write it on paper and lock it away."
            )
        )
        self._shown.setAccessibleName(self.tr("Recovery code"))
        self.print.setText(self.tr("Print"))
        self.print.setAccessibleName(self.tr("Print the recovery code"))
