"""The list of people who were here before."""

from collections.abc import Sequence

from PySide6.QtWidgets import QLineEdit

from checkpoint_app.domain.passage import Person
from checkpoint_app.domain.text import mask
from checkpoint_app.ui.widgets.suggestions import SuggestionList


class PeopleList(SuggestionList):
    """Offers people under the field in which they are looked for."""

    @property
    def people(self) -> list[Person]:
        """Who is offered."""
        return [one for one in self.offered if isinstance(one, Person)]

    def current(self) -> Person | None:
        """Who is marked, None for nobody."""
        found = self.marked()
        return found if isinstance(found, Person) else None

    def offer(self, people: Sequence[Person], below: QLineEdit) -> None:
        """Show people under a field; nobody is marked unless the typed number is theirs alone."""
        typed = below.text().strip()
        sure = len(people) == 1 and typed in (people[0].phone, people[0].id_number)
        self.hang([(_line(person), person) for person in people], below, 0 if sure else -1)

    def retranslate(self) -> None:
        """Say everything in the language of the window."""
        self._list.setAccessibleName(self.tr("Recorded before"))
        self._hint.setText(self.tr("Been here before: ↓ to choose, Enter to fill in"))


def _line(person: Person) -> str:
    parts = [person.name or "", (person.birth_date or "")[:4]]
    parts += [mask(person.id_number), mask(person.phone)]
    return "  ·  ".join(filter(None, parts))
