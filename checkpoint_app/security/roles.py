"""Which role may do what: one table, asked by the window and the command line alike.

A role is a rule of this program for people who use it; whoever can open the store with their PIN
and writes a program of their own is not bound by it.
"""

from enum import StrEnum, auto


class Permission(StrEnum):
    """What can be done at a station.

    Attributes:
        RECORD: take codes, type entries in, complete what was just recorded.
        UNDO_OWN: take back one's own last passage.
        CORRECT: change or void passages recorded earlier or by others.
        REPORT: the day sheet and other numbers without people.
        VERIFY: check the journal and the balance.
        REVEAL: see numbers unmasked.
        EXPORT: take records about people out of the store.
        TRACE: who met whom.
        PERSON_DATA: find, give out and delete one person's data at their request.
        ACCESS_LOG: who looked at what, when and why.
        LISTS: import lists of people, cards and watched names.
        FINDINGS: what the hub's report found at the site, and what is to be done about it.
        SETTINGS: change how the station works, join a hub.
        STAFF: add and remove people, give others a new PIN.
        KEYS: make the recovery code, change the store's key.
        PURGE: delete what is too old.
        BACKUP, RESTORE: copy the store, and put a copy back.
    """

    RECORD = auto()
    UNDO_OWN = auto()
    CORRECT = auto()
    REPORT = auto()
    VERIFY = auto()
    REVEAL = auto()
    EXPORT = auto()
    TRACE = auto()
    PERSON_DATA = auto()
    ACCESS_LOG = auto()
    LISTS = auto()
    FINDINGS = auto()
    SETTINGS = auto()
    STAFF = auto()
    KEYS = auto()
    PURGE = auto()
    BACKUP = auto()
    RESTORE = auto()


_EVERYBODY = frozenset({Permission.REPORT, Permission.VERIFY})
_GUARD = _EVERYBODY | {Permission.RECORD, Permission.UNDO_OWN}
_AUDITOR = _EVERYBODY | {Permission.ACCESS_LOG}
ALLOWED: dict[str, frozenset[Permission]] = {
    "guard": _GUARD,
    "supervisor": frozenset(Permission),
    "auditor": _AUDITOR,
}
"""By role. An auditor sees that everything is in order and who looked, not at whom."""

_FOUR_EYES = frozenset({Permission.REVEAL, Permission.TRACE, Permission.PERSON_DATA})


def may(role: str, permission: Permission) -> bool:
    """True where a role includes this; a role that is not known includes nothing."""
    return permission in ALLOWED.get(role, frozenset())


def four_eyes(permission: Permission) -> bool:
    """True where this takes a second person at a station that asks for one."""
    return permission in _FOUR_EYES
