"""A part of what somebody answers for."""

from dataclasses import replace
from uuid import UUID

from checkpoint_app.hub.scope import Scope
from checkpoint_app.hub.service import Hub
from checkpoint_app.wire.protocol import ProblemCode, Refused


def within(hub: Hub, scope: Scope, territory: UUID | None, site: UUID | None = None) -> Scope:
    """The site, or the territory, where it lies in a scope; the scope itself where neither is said.

    Of a territory, whoever answers for an owner gets the owner's sites in it.

    Raises:
        Refused: it does not lie in there, or there is none.
    """
    if site is not None:
        if hub.sites.get(site, scope) is None:
            raise Refused(ProblemCode.NOT_FOUND)
        return Scope(site=site)
    if territory is None or territory == scope.territory:
        return scope
    if scope.is_all or hub.oversight.lies_below(territory, scope.territory):
        return Scope(territory=territory)
    part = replace(scope, territory=territory)
    if scope.owner is None or not hub.sites.page(part, limit=1):
        raise Refused(ProblemCode.NOT_FOUND)
    return part
