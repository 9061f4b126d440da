"""What the user must be told and cannot miss: a lasting strip over the page, never a dialog."""

from enum import StrEnum

from PySide6.QtCore import QObject, Signal, Slot

from checkpoint_app.domain.errors import CheckpointError
from checkpoint_app.i18n import sentence
from checkpoint_app.ui.language import language


class Tone(StrEnum):
    """How a message is dressed."""

    INFO = "info"
    OK = "ok"
    WARN = "warn"
    DANGER = "danger"


class Messages(QObject):
    """Any part of the window tells the user something here; the window shows it.

    Signals:
        raised: (text, tone); it stays until the user puts it away or another replaces it.
    """

    raised = Signal(str, str)

    def tell(self, text: str, tone: Tone = Tone.INFO) -> None:
        """Show a text in the language that is on."""
        self.raised.emit(text, tone.value)

    @Slot(object)
    def on_failed(self, error: Exception) -> None:
        """Show what an error means, and what to do."""
        self.tell(explain(error), Tone.DANGER)


def explain(error: Exception) -> str:
    """An error as a sentence; one without a cause of its own gets the general sentence."""
    known = error if isinstance(error, CheckpointError) else CheckpointError()
    return sentence(known, language())
