"""The card at the right: what is the matter with the marked one, and what can be done about it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QLineEdit, QPushButton, QVBoxLayout

from checkpoint_app.domain.passage import Passage
from checkpoint_app.domain.text import mask
from checkpoint_app.i18n import text
from checkpoint_app.records.sheets import Closed, OpenSheet
from checkpoint_app.station.mending import MENDABLE, NUMBERS, text_of
from checkpoint_app.station.tray import Refused
from checkpoint_app.ui import theme
from checkpoint_app.ui.language import language
from checkpoint_app.ui.screens.tray.items import Item, Trouble, field_word, source_word, why
from checkpoint_app.ui.shortcuts import Key
from checkpoint_app.ui.widgets.field import Field, line_edit
from checkpoint_app.ui.widgets.text import WrapLabel
from checkpoint_app.ui.words import clock_time, date, masked, who, word
from checkpoint_app.wire.validation import TEXT_LIMITS

CLOSINGS = (Closed.REST_EMPTY, Closed.UNUSED, Closed.SPOILED, Closed.LOST)
CLOSING_KEYS = (Key.FIRST, Key.SECOND, Key.THIRD, Key.FOURTH)


class WorkCard(QFrame):
    """Shows one item; says nothing to the store itself.

    Signals:
        done: Enter, or the first button.
        resend_asked, void_asked: of a refused passage.
        closing_asked: carries how a sheet is closed.
    """

    done = Signal()
    resend_asked = Signal()
    void_asked = Signal()
    closing_asked = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self._item: Item | None = None
        self._head, self._why = WrapLabel(role="strong"), WrapLabel(role="soft")
        self.editor: QLineEdit = line_edit(longest=2_000)
        self.editor.returnPressed.connect(self.done)
        self.field = Field(self.editor)
        self.go = QPushButton()
        self.go.setProperty("role", "primary")
        self.go.clicked.connect(self.done)
        self.resend, self.void = QPushButton(), QPushButton()
        self.resend.clicked.connect(self.resend_asked)
        self.void.clicked.connect(self.void_asked)
        self.closings = {how: QPushButton() for how in CLOSINGS}
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 14)
        column.setSpacing(theme.SPACE_S)
        column.addWidget(self._head)
        column.addWidget(self._why)
        column.addWidget(self.field)
        column.addWidget(self.go)
        row = QVBoxLayout()
        row.setSpacing(theme.SPACE_S)
        row.addWidget(self.resend, 1)
        row.addWidget(self.void, 1)
        column.addLayout(row)
        grid = QGridLayout()
        grid.setSpacing(theme.SPACE_S)
        for place, (how, button) in enumerate(self.closings.items()):
            button.clicked.connect(lambda _=False, how=how: self.closing_asked.emit(how))
            grid.addWidget(button, place, 0)
        column.addLayout(grid)
        column.addStretch(1)
        self.show_item(None)

    @property
    def item(self) -> Item | None:
        """What is shown."""
        return self._item

    @property
    def can_mend(self) -> bool:
        """True where something can be typed about it."""
        item = self._item
        return isinstance(item, Passage) or (isinstance(item, Refused) and item.field in MENDABLE)

    def show_item(self, item: Item | None) -> None:
        """Show one, None for none."""
        self._item = item
        self.field.warn("")
        if isinstance(item, Refused) and item.field in MENDABLE:
            held = text_of(item.passage, item.field)
            self.editor.setText("" if item.field in NUMBERS else held)
        elif isinstance(item, Passage):
            self.editor.setText(item.person.name or "")
        else:
            self.editor.clear()
        self.retranslate()

    def retranslate(self) -> None:
        """Say everything in the language of the window."""
        item, refused = self._item, isinstance(self._item, Refused)
        self.setAccessibleName(self.tr("What to do"))
        self._head.setText(self._title())
        self._why.setText(self._reason())
        self._why.setVisible(bool(self._why.text()))
        self.field.setVisible(self.can_mend)
        label, hint = self._asked()
        self.field.name(label, hint)
        names = {Refused: self.tr("Save and send again"), Passage: self.tr("Save the name")}
        name = names.get(type(item), self.tr("Type it in"))
        key = "Enter"
        if isinstance(item, Trouble):
            name, key = self.tr("See to it"), item.key.shown if item.key else ""
        self.go.setText(f"{name}  {key}")
        self.go.setAccessibleName(name)
        able = self.can_mend or isinstance(item, OpenSheet)
        self.go.setVisible(able or (isinstance(item, Trouble) and item.key is not None))
        for button, said, its_key in (
            (self.resend, self.tr("Send as it is"), Key.RESEND),
            (self.void, self.tr("Void"), Key.VOID),
        ):
            button.setText(f"{said}  {its_key.shown}")
            button.setAccessibleName(said)
            button.setVisible(refused)
        for (how, button), its_key in zip(self.closings.items(), CLOSING_KEYS, strict=True):
            button.setText(f"{self.closing_word(how)}  {its_key.shown}")
            button.setAccessibleName(self.closing_word(how))
            button.setVisible(isinstance(item, OpenSheet))

    def closing_word(self, how: Closed) -> str:
        """What became of a sheet."""
        names = {
            Closed.REST_EMPTY: self.tr("The other rows are empty"),
            Closed.UNUSED: self.tr("Nothing was written on it"),
            Closed.SPOILED: self.tr("Spoiled"),
            Closed.LOST: self.tr("Lost"),
        }
        return names[how]

    def _title(self) -> str:
        match self._item:
            case None:
                return self.tr("All is done")
            case Refused(passage=passage) | (Passage() as passage):
                return " · ".join(filter(None, (who(passage), masked(passage))))
            case OpenSheet(number=number):
                return self.tr("Sheet {number}").format(number=number)
            case Trouble(source=source):
                return source_word(source)

    def _reason(self) -> str:
        match self._item:
            case Refused() as item:
                said = self.tr("The hub does not take it. {why}").format(why=why(item))
                return f"{_crossed(item.passage)}\n{said}"
            case Passage() as item:
                return f"{_crossed(item)}\n{text('warning.name_damaged', language())}"
            case OpenSheet() as item:
                said = self.tr("Printed {day}. {typed} of {rows} rows are typed.")
                return said.format(
                    day=date(item.printed_at), typed=item.typed, rows=item.typed + item.untyped
                )
            case Trouble() as item:
                return item.said
        return ""

    def _asked(self) -> tuple[str, str]:
        match self._item:
            case Refused(passage=passage, field=str(field)) if field in MENDABLE:
                held = text_of(passage, field)
                if field in NUMBERS and held:
                    said = self.tr("Now {masked}: type all of it").format(masked=mask(held))
                    return field_word(field), said
                most = TEXT_LIMITS.get(field)
                if most is not None and len(held) > most:
                    said = self.tr("At most {most} characters, now {count}")
                    return field_word(field), said.format(most=most, count=len(held))
                return field_word(field), ""
            case Passage():
                return self.tr("Full name"), self.tr("As it stands on the card")
        return "", ""


def _crossed(passage: Passage) -> str:
    moment = f"{clock_time(passage.occurred_at)} {date(passage.occurred_at)}"
    return " · ".join((moment, word(passage.direction), word(passage.kind)))
