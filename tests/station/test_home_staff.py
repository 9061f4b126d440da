"""Roles, PINs and four eyes at an open station."""

import json
import logging
from pathlib import Path

import pytest

from checkpoint_app.domain.errors import (
    CheckpointError,
    LastHolder,
    LockedOut,
    NotAllowed,
    PinTaken,
    SecondPersonNeeded,
    StaffUnknown,
    WeakPin,
    WrongPin,
)
from checkpoint_app.domain.passage import SiteKind
from checkpoint_app.records.ids import new_id
from checkpoint_app.records.views import Role, Staff
from checkpoint_app.security.lockout import FREE_TRIES
from checkpoint_app.security.roles import Permission
from checkpoint_app.settings import Settings
from checkpoint_app.station.desk import Desk
from checkpoint_app.station.home import Home
from tests.conftest import CHEAP, PIN
from tests.fakes.clock import FakeClock
from tests.fakes.pictures import card

WORDS = "bến đò bên sông vắng khách"


@pytest.fixture
def boss(desk: Desk) -> Staff:
    assert desk.staff is not None
    return desk.staff


@pytest.fixture
def guard(desk: Desk) -> Staff:
    return desk.add_staff("Trần Văn Bảo", Role.GUARD, "1357")


@pytest.fixture
def auditor(desk: Desk) -> Staff:
    return desk.add_staff("Lê Thị Giám", Role.AUDITOR, "8642")


def test_a_passphrase_opens_the_station(tmp_path: Path, clock: FakeClock) -> None:
    home = Home(tmp_path / "home", clock)
    home.set_up(
        site="a", gate="b", kind=SiteKind.SHOP, pin=WORDS, supervisor="c", keyring=False, cost=CHEAP
    )
    home.unlock(f" {WORDS} ").close()
    with pytest.raises(WrongPin):
        home.unlock(WORDS.upper())


def test_who_is_removed_signs_in_no_more_and_stays_in_the_records(
    desk: Desk, home: Home, boss: Staff, guard: Staff
) -> None:
    desk.sign_in("1357")
    taken = desk.take(card(1)).passage
    assert taken is not None
    desk.register.remove(boss, guard)
    with pytest.raises(WrongPin):
        desk.sign_in("1357")
    with pytest.raises(WrongPin):
        home.unlock("1357")
    assert desk.store.passage(taken.id).staff == guard.id
    assert [(m.staff, m.can_sign_in) for m in desk.register.members()] == [
        (boss, True),
        (guard, False),
    ]


def test_the_last_supervisor_cannot_be_removed(desk: Desk, boss: Staff, guard: Staff) -> None:
    with pytest.raises(LastHolder):
        desk.register.remove(boss, boss)
    second = desk.add_staff("Phạm Văn Tổ", Role.SUPERVISOR, "9876")
    desk.register.remove(second, boss)
    with pytest.raises(LastHolder):
        desk.register.remove(second, second)
    with pytest.raises(WrongPin):
        desk.sign_in(PIN)
    assert desk.sign_in("9876") == second


def test_ones_own_pin_and_as_a_supervisor_anybodys(
    desk: Desk, home: Home, boss: Staff, guard: Staff
) -> None:
    desk.register.set_pin(guard, guard, "97531")
    assert desk.sign_in("97531") == guard
    desk.register.set_pin(boss, guard, WORDS)
    desk.register.set_pin(boss, boss, "24689")
    for pin in (PIN, "1357", "97531"):
        with pytest.raises(WrongPin):
            home.unlock(pin)
    for pin, whose in ((WORDS, guard), ("24689", boss)):
        opened = home.unlock(pin)
        assert opened.staff == whose
        opened.close()


def test_only_a_supervisor_changes_the_staff(
    desk: Desk, boss: Staff, guard: Staff, auditor: Staff, home: Home
) -> None:
    held = home.key_path.read_bytes()
    for by, other in ((guard, auditor), (auditor, guard)):
        for change in (
            lambda by=by: desk.register.add(by, "Ai đó", Role.SUPERVISOR, "7777772"),
            lambda by=by: desk.register.remove(by, boss),
            lambda by=by, other=other: desk.register.set_pin(by, other, "7777772"),
            lambda by=by: desk.register.make_recovery(by),
            lambda by=by: desk.register.rotate(by, lambda _: None),
        ):
            with pytest.raises(NotAllowed):
                change()
    desk.sign_in("1357")
    with pytest.raises(NotAllowed):
        desk.add_staff("Ai đó", Role.SUPERVISOR, "7777772")
    assert home.key_path.read_bytes() == held
    assert len(desk.store.staff()) == 3


def test_asking_whether_a_pin_is_taken_is_guessing_it(
    desk: Desk, guard: Staff, clock: FakeClock
) -> None:
    for _ in range(FREE_TRIES + 1):
        with pytest.raises(PinTaken):
            desk.register.set_pin(guard, guard, PIN)
    with pytest.raises(LockedOut):
        desk.register.set_pin(guard, guard, PIN)
    with pytest.raises(LockedOut):
        desk.sign_in("1357")
    assert desk.take(card(1)).passage is not None, "the gate does not wait"
    clock.pass_s(30)
    assert desk.sign_in("1357") == guard


@pytest.mark.parametrize(("pin", "error"), [(PIN, PinTaken), ("11", WeakPin)])
def test_a_refused_pin_changes_nothing(
    desk: Desk, guard: Staff, pin: str, error: type[CheckpointError]
) -> None:
    with pytest.raises(error):
        desk.register.set_pin(guard, guard, pin)
    assert desk.sign_in("1357") == guard


def test_people_are_found_by_name_or_id_and_never_guessed(
    desk: Desk, boss: Staff, guard: Staff
) -> None:
    find = desk.register.find
    assert find("  trần văn BẢO ") == guard
    assert find(str(guard.id).upper()) == guard
    again = desk.add_staff("Trần Văn Bảo", Role.GUARD, "9753")
    for unclear in ("Trần Văn Bảo", "Tran Van Bao", "", str(new_id())):
        with pytest.raises(StaffUnknown):
            find(unclear)
    desk.register.remove(boss, guard)
    assert find("Trần Văn Bảo") == again
    assert find(str(guard.id)) == guard


# Four eyes


@pytest.mark.parametrize("permission", [Permission.REVEAL, Permission.TRACE])
def test_revealing_and_tracing_take_a_second_person(
    home: Home, desk: Desk, boss: Staff, guard: Staff, permission: Permission
) -> None:
    assert desk.permit(permission) is None, "one is enough where the station asks for no more"
    home.save_settings(Settings(four_eyes=True))
    strict = home.unlock(PIN)
    assert strict.staff == boss
    with pytest.raises(SecondPersonNeeded):
        strict.permit(permission)
    with pytest.raises(SecondPersonNeeded):
        strict.permit(permission, PIN)
    with pytest.raises(WrongPin):
        strict.permit(permission, "9753")
    assert strict.permit(permission, "1357") == guard
    assert strict.staff == boss, "who is on duty stays so"
    assert strict.permit(Permission.EXPORT) is None
    strict.sign_in("1357")
    with pytest.raises(NotAllowed):
        strict.permit(permission, PIN)
    strict.close()


def test_a_second_pin_is_not_guessed_either(home: Home, guard: Staff, clock: FakeClock) -> None:
    home.save_settings(Settings(four_eyes=True))
    strict = home.unlock(PIN)
    for _ in range(FREE_TRIES):
        with pytest.raises(WrongPin):
            strict.permit(Permission.TRACE, "9753")
    with pytest.raises(LockedOut):
        strict.permit(Permission.TRACE, "9753")
    with pytest.raises(LockedOut):
        strict.permit(Permission.TRACE, "1357")
    strict.close()


def test_settings_of_before_keep_their_values(home: Home) -> None:
    kept = json.loads('{"autolock_minutes": 0, "scan_while_locked": false}')
    (home.path / "settings.json").write_text(json.dumps(kept))
    assert home.settings() == Settings(autolock_minutes=0, scan_while_locked=False)
    assert not home.settings().four_eyes


def test_the_log_says_who_changed_what_and_no_name_and_no_pin(
    desk: Desk, boss: Staff, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO, "checkpoint_app"):
        guard = desk.add_staff("Trần Văn Bảo", Role.GUARD, "1357")
        desk.register.set_pin(boss, guard, "97531")
        code = desk.register.make_recovery(boss)
        desk.register.remove(boss, guard)
    said = caplog.text
    assert said.count(str(boss.id)) == 4
    assert said.count(str(guard.id)) == 3
    for secret in ("Bảo", "1357", "97531", code, code[:5]):
        assert secret not in said.replace(str(guard.id), "").replace(str(boss.id), "")
