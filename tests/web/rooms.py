"""Every page that somebody of a role comes to, for tests and pictures."""

from checkpoint_app.hub.authorising import Permission, Role, may
from tests.web.world import World


def rooms(role: Role, world: World) -> dict[str, str]:
    """The addresses of a role's pages, by a name of each."""
    found = {
        "overview": "/console/",
        "report": "/console/report",
        "findings": "/console/findings",
        "reminders": "/console/reminders",
        "places": "/console/places",
        "site": f"/console/sites/{world.site}",
        "stations": "/console/stations",
        "account": "/console/account",
    }
    if role not in {Role.SITE_HEAD, Role.WARD}:
        found["district"] = f"/console/places?territory={world.district}"
    if role is not Role.SITE_HEAD:
        found["ward"] = f"/console/places?territory={world.ward}"
    if may(role, Permission.REMIND):
        found["remind"] = f"/console/remind?site={world.site}&finding={world.finding}"
        found["remind_all"] = "/console/remind/all"
    if may(role, Permission.TRACE):
        found["trace"] = "/console/trace"
    if may(role, Permission.AUDIT):
        found["audit"] = "/console/audit"
    return found
