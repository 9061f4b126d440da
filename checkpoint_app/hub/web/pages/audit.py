"""Who looked at what; looking here is logged, too."""

from starlette.responses import Response

from checkpoint_app.hub.authorising import Permission
from checkpoint_app.hub.store.access import Action
from checkpoint_app.hub.web.backroom import Backroom
from checkpoint_app.hub.web.visit import Page, Visit

PAGE = 50


class AuditPages:
    """The access log."""

    def __init__(self, backroom: Backroom) -> None:
        self._backroom = backroom

    def pages(self) -> list[Page]:
        """Its pages."""
        return [
            Page(
                "GET",
                "/console/audit",
                "web_audit",
                self.show,
                Permission.AUDIT,
                everywhere=True,
                personal=True,
            )
        ]

    def show(self, visit: Visit) -> Response:
        """Rows of the log, the newest first."""
        access = self._backroom.hub.access
        found = access.page(visit.asked_id("before"), PAGE + 1)
        access.note(Action.AUDIT, visit.account.id, items=len(found[:PAGE]))
        return self._backroom.renderer.page(
            visit,
            "audit.html",
            room="audit",
            actions=[one.value for one in Action],
            rows=found[:PAGE],
            next=found[PAGE - 1].id if len(found) > PAGE else None,
        )
