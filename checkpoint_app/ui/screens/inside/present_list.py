"""Those inside, one row each: who, since when, by which gate, and for how long."""

from collections.abc import Hashable, Sequence

from checkpoint_app.domain.text import mask
from checkpoint_app.station.inside import Present
from checkpoint_app.ui.widgets.tagged_list import TaggedLine, TaggedList
from checkpoint_app.ui.words import clock_time, date, named, stay_time, word


class PresentList(TaggedList[Present]):
    """Shows those that were looked for."""

    now_ms = 0

    def show_present(self, found: Sequence[Present], now_ms: int) -> None:
        """Show them."""
        self.now_ms = now_ms
        self.show_rows(found)

    def line(self, row: Present) -> TaggedLine:
        """Who, their masked number, why and since when they are here."""
        held = row.row
        since = clock_time(held.since)
        if date(held.since) != date(self.now_ms):
            since = f"{since} {date(held.since)}"
        number = mask(held.id_number or held.phone) if held.name or held.plate else ""
        parts = (since, number, word(held.kind), held.gate or "")
        late = self.tr("too long") if row.late else ""
        stayed = stay_time(self.now_ms - held.since)
        return TaggedLine(named(held), " · ".join(filter(None, parts)), stayed, late)

    def identity(self, row: Present) -> Hashable:
        """Who it is."""
        return row.row.person_key

    def nobody(self) -> str:
        """Nobody was found."""
        return self.tr("Nobody here")

    def retranslate(self) -> None:
        """Say everything in the language of the window."""
        self.setAccessibleName(self.tr("Inside now"))
