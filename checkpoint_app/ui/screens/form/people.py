"""The list of people who were here before. It hangs below the field and rewrites nothing."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPoint, Qt, Signal
from PySide6.QtWidgets import QFrame, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from checkpoint_app.domain.passage import Person
from checkpoint_app.domain.text import mask
from checkpoint_app.ui import theme
from checkpoint_app.ui.widgets.text import PlainLabel

ROW = 44


class PeopleList(QFrame):
    """A child of the form, not a window of its own: the field keeps the keyboard and the IME.

    Signals:
        picked: the user took a person from the list.
    """

    picked = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._form = parent
        self.setProperty("role", "popup")
        self._people: list[Person] = []
        self._list = QListWidget()
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.setProperty("role", "people")
        self._list.itemClicked.connect(self.on_clicked)
        self._hint = PlainLabel(role="hint")
        self._hint.setContentsMargins(theme.SPACE_M, 0, theme.SPACE_M, theme.SPACE_XS)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.SPACE_XS, theme.SPACE_XS, theme.SPACE_XS, theme.SPACE_XS)
        column.setSpacing(theme.SPACE_XS)
        column.addWidget(self._list)
        column.addWidget(self._hint)
        self.hide()
        self._retranslate()

    @property
    def people(self) -> list[Person]:
        """Who is offered."""
        return self._people

    def current(self) -> Person | None:
        """Who is marked, None for nobody."""
        row = self._list.currentRow()
        return self._people[row] if self.isVisible() and 0 <= row < len(self._people) else None

    def offer(self, people: Sequence[Person], below: QLineEdit) -> None:
        """Show people under a field; nobody is marked unless the typed number is theirs alone."""
        self._people = list(people)
        if not self._people:
            self.hide()
            return
        self._list.clear()
        for person in self._people:
            item = QListWidgetItem(_line(person))
            item.setData(Qt.ItemDataRole.AccessibleTextRole, _line(person))
            self._list.addItem(item)
        typed = below.text().strip()
        sure = len(self._people) == 1 and typed in (
            self._people[0].phone,
            self._people[0].id_number,
        )
        self._list.setCurrentRow(0 if sure else -1)
        parent = self._form
        spot = below.mapTo(parent, QPoint(0, below.height() + 2))
        height = min(len(self._people), 6) * ROW + 40
        if spot.y() + height > parent.height():
            spot = below.mapTo(parent, QPoint(0, -height - 2))
        width = min(max(below.width(), 380), parent.width() - spot.x() - theme.SPACE_M)
        self.setGeometry(spot.x(), max(0, spot.y()), width, height)
        self.show()
        self.raise_()

    def move_mark(self, step: int) -> None:
        """Mark the next or the one before."""
        count = len(self._people)
        row = self._list.currentRow() + step
        self._list.setCurrentRow(row % count if row >= 0 else count - 1)

    def pick(self) -> bool:
        """Take the marked one; False where nobody is marked."""
        person = self.current()
        if person is None:
            return False
        self.hide()
        self.picked.emit(person)
        return True

    def on_clicked(self, item: QListWidgetItem) -> None:
        """A finger or the mouse took one."""
        self._list.setCurrentItem(item)
        self.pick()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Speak the new language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    def _retranslate(self) -> None:
        self._list.setAccessibleName(self.tr("Recorded before"))
        self._hint.setText(self.tr("Been here before: ↓ to choose, Enter to fill in"))


def _line(person: Person) -> str:
    parts = [person.name or "", (person.birth_date or "")[:4]]
    parts += [mask(person.id_number), mask(person.phone)]
    return "  ·  ".join(filter(None, parts))
