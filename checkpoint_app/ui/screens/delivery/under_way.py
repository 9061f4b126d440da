"""The deliveries that have not left yet: who, where to, since when, and who stays too long."""

from collections.abc import Hashable

from checkpoint_app.station.deliveries import Visit
from checkpoint_app.ui.widgets.tagged_list import TaggedLine, TaggedList
from checkpoint_app.ui.words import clock_time, named, stay_time


class VisitList(TaggedList[Visit]):
    """The list at the right of the form."""

    now_ms = 0

    def show_visits(self, visits: list[Visit], now_ms: int) -> None:
        """Show what is under way."""
        self.now_ms = now_ms
        self.show_rows(visits)

    def line(self, row: Visit) -> TaggedLine:
        """Who, when and where to, and for how long."""
        delivery, held = row.open.delivery, row.row
        parts = [clock_time(held.since)]
        if delivery is not None:
            parts += [delivery.destination or "", delivery.platform or ""]
        parts.append(held.gate or "")
        late = self.tr("too long") if row.late_ms is not None else ""
        stayed = stay_time(self.now_ms - held.since)
        return TaggedLine(named(held), " · ".join(filter(None, parts)), stayed, late)

    def identity(self, row: Visit) -> Hashable:
        """Who it is."""
        return row.row.person_key

    def nobody(self) -> str:
        """Everyone left."""
        return self.tr("Everyone who brought something has left")

    def retranslate(self) -> None:
        """Say everything in the language of the window."""
        self.setAccessibleName(self.tr("Deliveries under way"))
