"""Who may do what at the hub: one table, asked by every door, and the scope it holds in.

A station may send, and speaks for its own site alone. People have a role and a scope: the role says
what they may do, the scope about which sites.
"""

from enum import StrEnum, auto

from checkpoint_app.domain.hub_errors import ScopeWrong
from checkpoint_app.domain.sites import Level
from checkpoint_app.hub.scope import Scope


class Role(StrEnum):
    """The roles of people; a station has a token and no role.

    Attributes:
        SITE_HEAD: answers for one site.
        WARD, DISTRICT, CITY: answer for the sites of a territory, or of an owner.
        TRACER: finds who met whom.
        AUDITOR: sees who looked at what.
    """

    SITE_HEAD = "site_head"
    WARD = "ward"
    DISTRICT = "district"
    CITY = "city"
    TRACER = "tracer"
    AUDITOR = "auditor"


class Permission(StrEnum):
    """What can be done at the hub.

    Attributes:
        SEND: give in passages and signs of life, ask for the bulletin: a station's token.
        SELF: see and end one's own session.
        SITES: the sites of one's scope, how their stations are, their numbers; nobody's name.
        CONTACT: who answers for a site, and their phone; logged.
        ACCOUNTS: who has an account, and shutting one out.
        AUDIT: who looked at what.
        TRACE: who met whom.
        REMIND: remind a site of what was found there.
    """

    SEND = auto()
    SELF = auto()
    SITES = auto()
    CONTACT = auto()
    ACCOUNTS = auto()
    AUDIT = auto()
    TRACE = auto()
    REMIND = auto()


_EVERYBODY = frozenset({Permission.SELF, Permission.SITES})
_OVER_SITES = _EVERYBODY | {Permission.CONTACT}
_ABOVE_SITES = _OVER_SITES | {Permission.REMIND}
ALLOWED: dict[Role, frozenset[Permission]] = {
    Role.SITE_HEAD: _OVER_SITES,
    Role.WARD: _ABOVE_SITES,
    Role.DISTRICT: _ABOVE_SITES,
    Role.CITY: _ABOVE_SITES | {Permission.ACCOUNTS},
    Role.TRACER: _EVERYBODY | {Permission.TRACE},
    Role.AUDITOR: _EVERYBODY | {Permission.AUDIT},
}
"""By role. Whoever sees who looked does not see whom, and whoever traces gives out no accounts."""

_LEVELS: dict[Role, frozenset[Level]] = {
    Role.WARD: frozenset({Level.WARD}),
    Role.DISTRICT: frozenset({Level.DISTRICT, Level.WARD}),
}
"""How high a territory may be; for the other roles any."""


def may(role: Role, permission: Permission) -> bool:
    """True where a role includes this."""
    return permission in ALLOWED[role]


def check_scope(role: Role, scope: Scope, level: Level | None) -> None:
    """Refuse a scope that does not go with a role.

    Args:
        level: of the scope's territory, where it is one.

    Raises:
        ScopeWrong: so it is.
    """
    if role is Role.SITE_HEAD:
        fits = scope.site is not None
    elif scope.site is not None:
        fits = False
    elif role in _LEVELS:
        fits = scope.owner is not None or level in _LEVELS[role]
    else:
        fits = True
    if not fits:
        raise ScopeWrong(role=role.value)
