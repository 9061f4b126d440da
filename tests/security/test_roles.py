"""Who may do what, and what takes two."""

import pytest

from checkpoint_app.i18n import Lang, text
from checkpoint_app.records.views import Role
from checkpoint_app.security.roles import ALLOWED, Permission, four_eyes, may

GUARD = {Permission.RECORD, Permission.UNDO_OWN, Permission.REPORT, Permission.VERIFY}
AUDITOR = {Permission.REPORT, Permission.VERIFY, Permission.ACCESS_LOG}


def test_the_table_knows_each_role_and_no_other() -> None:
    assert set(ALLOWED) == {role.value for role in Role}
    assert all(text(f"role.{role}", lang) for role in Role for lang in Lang)


@pytest.mark.parametrize("permission", Permission)
def test_each_role_may_what_it_is_for(permission: Permission) -> None:
    assert may(Role.SUPERVISOR, permission)
    assert may(Role.GUARD, permission) is (permission in GUARD)
    assert may(Role.AUDITOR, permission) is (permission in AUDITOR)
    assert not may("", permission)
    assert not may("Supervisor", permission)


def test_looking_at_people_takes_two() -> None:
    assert {each for each in Permission if four_eyes(each)} == {
        Permission.TRACE,
        Permission.REVEAL,
        Permission.PERSON_DATA,
    }
