"""Who works at the station: their roles, their PINs, and what takes two of them."""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Protocol, runtime_checkable
from uuid import UUID

from checkpoint_app.domain.errors import (
    LastHolder,
    NotAllowed,
    PinTaken,
    SecondPersonNeeded,
    StaffUnknown,
)
from checkpoint_app.domain.text import tidy
from checkpoint_app.records.views import Role, Staff
from checkpoint_app.security.keyfile import KeyFile
from checkpoint_app.security.lockout import Lockout
from checkpoint_app.security.roles import Permission, four_eyes, may

_log = logging.getLogger(__name__)


class StaffRows(Protocol):
    """The rows of the staff, as the store keeps them."""

    def staff(self) -> list[Staff]:
        """Everybody who ever worked here."""

    def add_staff(self, name: str, role: Role, staff_id: UUID | None = None) -> Staff:
        """Add a row."""

    def set_role(self, staff_id: UUID, role: Role) -> None:
        """Change a row."""


@runtime_checkable
class Rekeys(Protocol):
    """A store whose key can be changed."""

    def rekey(self, key: bytes) -> None:
        """Change the store's key in one durable transaction, or not at all.

        Raises:
            StoreBusy: another program has the store open; nothing was changed.
        """


@dataclass(frozen=True, slots=True)
class Member:
    """One of the staff, and whether they can sign in."""

    staff: Staff
    can_sign_in: bool


class StaffRegister:
    """The staff of one open station. Each change says in the log who made it, by id."""

    def __init__(self, rows: StaffRows, key: bytes, key_file: KeyFile, lockout: Lockout) -> None:
        """Keep the staff of a store that was opened with this key."""
        self._rows = rows
        self._key = key
        self._key_file = key_file
        self._lockout = lockout

    def members(self) -> list[Member]:
        """Everybody, in the order they were added."""
        holders = self._key_file.holders
        return [Member(staff, staff.id in holders) for staff in self._rows.staff()]

    def find(self, name_or_id: str) -> Staff:
        """The one member of this id, or with this name who can sign in.

        Raises:
            StaffUnknown: nobody, or several.
        """
        asked = tidy(name_or_id)
        members = self.members()
        found = [member.staff for member in members if str(member.staff.id) == asked.lower()]
        found = found or [
            member.staff
            for member in members
            if member.can_sign_in and tidy(member.staff.name).casefold() == asked.casefold()
        ]
        if len(found) != 1:
            raise StaffUnknown
        return found[0]

    def first_supervisor(self) -> Staff:
        """The supervisor who was added first of those who can sign in, or of all.

        Raises:
            StaffUnknown: there is none.
        """
        members = sorted(self.members(), key=lambda member: not member.can_sign_in)
        for member in members:
            if may(member.staff.role, Permission.STAFF):
                return member.staff
        raise StaffUnknown

    def who(self, pin: str) -> Staff:
        """Whose PIN or passphrase this is. Takes some 0.3 s on purpose.

        Raises:
            WrongPin, LockedOut: not with this PIN, or not yet.
            KeyringMissing: the second secret is not to be had.
        """
        with self._lockout.counting():
            _, staff_id = self._key_file.unlock(pin)
        return self.member(staff_id)

    def member(self, staff_id: UUID) -> Staff:
        """Who has this id; a nameless guard where the store does not know them."""
        known = {staff.id: staff for staff in self._rows.staff()}
        return known.get(staff_id) or Staff(staff_id, "", Role.GUARD)

    def add(self, by: Staff, name: str, role: Role, pin: str) -> Staff:
        """Add someone with a PIN or passphrase of their own.

        Raises:
            NotAllowed: not by this member.
            WeakPin, PinTaken: another PIN is needed.
        """
        require(by, Permission.STAFF)
        with self._probing():
            self._key_file.check_free(pin)  # nobody is added who could not sign in
        added = self._rows.add_staff(name, role)
        self._key_file.add(self._key, pin, added.id)
        _log.warning("staff %s added as %s by %s", added.id, role, by.id)
        return added

    def remove(self, by: Staff, gone: Staff) -> None:
        """Let somebody sign in no more. What they recorded stays theirs.

        Raises:
            NotAllowed: not by this member.
            LastHolder: no supervisor could sign in any more.
        """
        require(by, Permission.STAFF)
        needed = {staff.id for staff in self._rows.staff() if may(staff.role, Permission.STAFF)}
        self._key_file.remove(self._key, gone.id, frozenset(needed))
        _log.warning("staff %s removed by %s", gone.id, by.id)

    def set_role(self, by: Staff, of: Staff, role: Role) -> None:
        """Let somebody do another work from now on; whoever is signed in is asked for it anew.

        Raises:
            NotAllowed: not by this member.
            LastHolder: no supervisor could sign in any more.
        """
        require(by, Permission.STAFF)
        left = [
            member
            for member in self.members()
            if member.can_sign_in
            and member.staff.id != of.id
            and may(member.staff.role, Permission.STAFF)
        ]
        if not left and not may(role, Permission.STAFF):
            raise LastHolder
        self._rows.set_role(of.id, role)
        _log.warning("staff %s is %s by %s", of.id, role, by.id)

    def set_pin(self, by: Staff, of: Staff, pin: str) -> None:
        """Give somebody a new PIN or passphrase: oneself, or as a supervisor anybody.

        Raises:
            NotAllowed: not by this member.
            WeakPin, PinTaken: another PIN is needed.
        """
        if by.id != of.id:
            require(by, Permission.STAFF)
        with self._probing():
            self._key_file.add(self._key, pin, of.id)
        _log.warning("PIN of staff %s set by %s", of.id, by.id)

    @property
    def has_recovery(self) -> bool:
        """Whether a recovery code was made, by whomever."""
        return self._key_file.has_recovery

    def make_recovery(self, by: Staff) -> str:
        """A new recovery code, which voids the one before.

        Returns:
            The code, to be shown once: it is kept nowhere.

        Raises:
            NotAllowed: not by this member.
        """
        require(by, Permission.KEYS)
        code = self._key_file.make_recovery(self._key)
        _log.warning("recovery code made by %s", by.id)
        return code

    def rotate(self, by: Staff, rekey: Callable[[bytes], None]) -> None:
        """Give the store a new key; every PIN and the recovery code stay as they are.

        Args:
            rekey: see `Rekeys.rekey`.

        Raises:
            NotAllowed: not by this member.
            RotationBlocked: somebody would not get the new key.
            StoreBusy: another program has the store open; the old key stays.
        """
        require(by, Permission.KEYS)
        self._key = self._key_file.rotate(self._key, rekey)
        _log.warning("store key changed by %s", by.id)

    def permit(
        self,
        by: Staff,
        permission: Permission,
        *,
        two: bool,
        second_pin: str | None = None,
    ) -> Staff | None:
        """Let somebody do something, with a second person where that is asked for.

        Args:
            two: whether the station asks for four eyes (a setting).
            second_pin: the PIN or passphrase of the second person; theirs counts as a try.

        Returns:
            The second person, for the access log; None where none was needed.

        Raises:
            NotAllowed: not by this member.
            SecondPersonNeeded: no second PIN was given, or it is the first person's own.
            WrongPin, LockedOut: the second PIN is wrong, or it is too early to try.
        """
        require(by, permission)
        if not (two and four_eyes(permission)):
            return None
        if second_pin is None:
            raise SecondPersonNeeded
        second = self.who(second_pin)
        if second.id == by.id:
            raise SecondPersonNeeded
        _log.warning("%s for %s witnessed by %s", permission, by.id, second.id)
        return second

    @contextmanager
    def _probing(self) -> Iterator[None]:
        """A PIN found taken is another's PIN found out: that counts as a wrong try."""
        self._lockout.check()
        try:
            yield
        except PinTaken:
            self._lockout.wrong()
            raise


def require(by: Staff, permission: Permission) -> None:
    """Accept what somebody's role includes.

    Raises:
        NotAllowed: it does not.
    """
    if not may(by.role, permission):
        raise NotAllowed
