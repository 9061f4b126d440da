"""What waits, one row each, in words."""

from collections.abc import Hashable
from dataclasses import dataclass
from enum import Enum, auto

from PySide6.QtCore import QCoreApplication

from checkpoint_app.domain.passage import Passage
from checkpoint_app.i18n import text
from checkpoint_app.i18n.catalog import CATALOG
from checkpoint_app.records.sheets import OpenSheet
from checkpoint_app.station.tray import Refused, Waiting
from checkpoint_app.ui.language import language
from checkpoint_app.ui.shortcuts import Key
from checkpoint_app.ui.widgets.tagged_list import TaggedLine, TaggedList
from checkpoint_app.ui.words import clock_time, date, who


class Source(Enum):
    """Where trouble comes from."""

    CAMERA = auto()
    SCANNER = auto()
    SENDING = auto()
    CLOCK = auto()
    BACKUP = auto()
    NOTICES = auto()


@dataclass(frozen=True, slots=True)
class Trouble:
    """Something that is not all right; `said` what, in the window's language."""

    source: Source
    said: str
    key: Key | None = None


Item = Refused | OpenSheet | Passage | Trouble
"""One thing that waits; a passage is one with a damaged name."""


def items_of(waiting: Waiting, troubles: list[Trouble]) -> list[Item]:
    """All of it, what is most urgent first."""
    return [*troubles, *waiting.refused, *waiting.damaged, *waiting.sheets]


def field_word(field: str | None) -> str:
    """What a field is called that the hub names."""
    code = f"column.{(field or '').rpartition('.')[2]}"
    return text(code, language()) if code in CATALOG else ""


def why(refused: Refused) -> str:
    """Why the hub does not take a passage."""
    code = f"refusal.{refused.code}"
    if code not in CATALOG:
        code = f"cause.{refused.code}" if f"cause.{refused.code}" in CATALOG else "reason.other"
    return ": ".join(filter(None, (field_word(refused.field), text(code, language()))))


class ItemList(TaggedList[Item]):
    """The list at the left."""

    def line(self, row: Item) -> TaggedLine:
        """What it is, and what is the matter."""
        match row:
            case Refused():
                detail = f"{_when(row.passage)} · {why(row)}"
                return TaggedLine(who(row.passage), detail, self.tr("Mend"), self.tr("refused"))
            case OpenSheet():
                said = self.tr("{count} rows not typed").format(count=row.untyped)
                if row.missing:
                    said = self.tr("not seen, later ones were")
                head = self.tr("Sheet {number}").format(number=row.number)
                return TaggedLine(head, said, self.tr("Paper"))
            case Passage():
                detail = f"{_when(row)} · {text('warning.name_damaged', language())}"
                return TaggedLine(who(row), detail, self.tr("Name"))
        return TaggedLine(source_word(row.source), row.said, "!", self.tr("trouble"))

    def identity(self, row: Item) -> Hashable:
        """What it is known by."""
        match row:
            case Refused():
                return row.passage.id
            case OpenSheet():
                return row.number
            case Passage():
                return row.id
        return row.source

    def nobody(self) -> str:
        """Nothing waits."""
        return self.tr("Nothing waits. All is done.")

    def retranslate(self) -> None:
        """Say everything in the language of the window."""
        self.setAccessibleName(self.tr("To do"))


def source_word(source: Source) -> str:
    """What has trouble."""
    names = {
        Source.CAMERA: QCoreApplication.translate("Trouble", "Camera"),
        Source.SCANNER: QCoreApplication.translate("Trouble", "Scanner"),
        Source.SENDING: QCoreApplication.translate("Trouble", "Sending"),
        Source.CLOCK: QCoreApplication.translate("Trouble", "Clock"),
        Source.BACKUP: QCoreApplication.translate("Trouble", "Backup"),
        Source.NOTICES: QCoreApplication.translate("Trouble", "Notices"),
    }
    return names[source]


def _when(passage: Passage) -> str:
    return f"{clock_time(passage.occurred_at)} {date(passage.occurred_at)[:5]}"
