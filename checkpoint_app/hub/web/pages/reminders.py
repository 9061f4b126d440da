"""The reminders that were sent, and what was answered."""

from starlette.responses import Response

from checkpoint_app.hub.authorising import Permission
from checkpoint_app.hub.web.backroom import Backroom
from checkpoint_app.hub.web.visit import Page, Visit

PAGE = 50


class ReminderPages:
    """What became of reminders."""

    def __init__(self, backroom: Backroom) -> None:
        self._backroom = backroom

    def pages(self) -> list[Page]:
        """Its pages."""
        return [
            Page("GET", "/console/reminders", "web_reminders", self.show, Permission.SITES),
        ]

    def show(self, visit: Visit) -> Response:
        """The reminders of a scope, the newest first, a page at a time."""
        back, scope = self._backroom, self._backroom.scope(visit)
        reminding = back.hub.oversight.reminding
        found = reminding.every(scope, PAGE + 1, visit.asked_id("before"))
        return back.renderer.page(
            visit,
            "reminders.html",
            room="reminders",
            names=back.place_names(scope),
            reminders=found[:PAGE],
            next=found[PAGE - 1].id if len(found) > PAGE else None,
            often=reminding.often,
        )
