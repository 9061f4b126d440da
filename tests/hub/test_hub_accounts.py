"""People at the hub's door: passwords, growing waits, sessions that end."""

import unicodedata
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import text

from checkpoint_app.domain.errors import InvalidEntry
from checkpoint_app.domain.hub_errors import AccountTaken, AccountUnknown, ScopeWrong, WeakPassword
from checkpoint_app.domain.sites import Level
from checkpoint_app.hub.accounts import FREE_TRIES, IDLE_MS, LONGEST_MS, WAITS_MS, make_password
from checkpoint_app.hub.authorising import ALLOWED, Permission, Role, check_scope
from checkpoint_app.hub.enrolment import WINDOW_S, WRONG_TRIES, hash_token
from checkpoint_app.hub.scope import ALL, Scope
from checkpoint_app.hub.service import Hub
from checkpoint_app.wire.protocol import ProblemCode, Refused
from tests.fakes.clock import FakeClock
from tests.fakes.hub_server import CHEAP_HASHER

PASSWORD = "mật khẩu rất dài"
HOME = "192.0.2.1"


@pytest.fixture
def hub(tmp_path: Path, hub_db: str | None, clock: FakeClock) -> Iterator[Hub]:
    opened = Hub.open(tmp_path / "hub", hub_db, clock, CHEAP_HASHER)
    opened.people.add("an", Role.CITY, ALL, PASSWORD)
    yield opened
    opened.close()


def sign_in(hub: Hub, password: str = PASSWORD, login: str = "an", address: str = HOME) -> str:
    return hub.people.sign_in(login, password, address)[1]


def refusal(hub: Hub, password: str, login: str = "an", address: str = HOME) -> Refused:
    with pytest.raises(Refused) as refused:
        sign_in(hub, password, login, address)
    return refused.value


def test_a_login_is_known_however_it_is_typed(hub: Hub) -> None:
    for login in ("an", " AN ", "ａｎ"):
        assert hub.people.who(sign_in(hub, login=login)).login == "an"
    with pytest.raises(AccountTaken):
        hub.people.add("An", Role.TRACER, ALL, PASSWORD)
    for wrong in ("", "a", "ân", "a b", "x" * 65, "-an", "a\x00b'"):
        with pytest.raises(InvalidEntry):
            hub.people.add(wrong, Role.CITY, ALL, PASSWORD)
        assert refusal(hub, PASSWORD, wrong, uuid4().hex).code is ProblemCode.LOGIN_WRONG


def test_passwords(hub: Hub) -> None:
    for weak in ("", "x" * 11, "x" * 201, "nguyen.van.an.1"):
        with pytest.raises(WeakPassword):
            hub.people.add("nguyen.van.an.1", Role.CITY, ALL, weak)
    _, made = hub.people.add("binh", Role.CITY, ALL, None)
    assert made is not None
    assert len(made.replace("-", "")) == 20
    assert sign_in(hub, made, "binh")
    assert len({make_password() for _ in range(100)}) == 100
    with hub._database.read() as connection:
        rows = connection.execute(text("SELECT * FROM account")).all()
    assert PASSWORD not in repr(rows)
    assert all("$argon2id$" in row.password for row in rows)


def test_another_unicode_form_is_the_same_password(hub: Hub) -> None:
    hub.people.set_password("an", unicodedata.normalize("NFC", PASSWORD))
    assert sign_in(hub, unicodedata.normalize("NFD", PASSWORD))


def test_waits_grow_with_each_wrong_password_and_end_with_a_right_one(
    hub: Hub, clock: FakeClock
) -> None:
    for count in range(FREE_TRIES):
        assert refusal(hub, "wrong", address=f"192.0.2.{count}").code is ProblemCode.LOGIN_WRONG
    for count, wait in enumerate([30, 60, 120, 240, 480, 960, 1920, 3600, 3600]):
        address = f"198.51.100.{count}"
        assert refusal(hub, "wrong", address=address).code is ProblemCode.LOGIN_WRONG
        locked = refusal(hub, PASSWORD, address=address)
        assert (locked.code, locked.retry_after_s) == (ProblemCode.TOO_MANY_TRIES, wait)
        clock.pass_s(wait)
    assert sign_in(hub, address="203.0.113.1")
    for count in range(FREE_TRIES):
        assert refusal(hub, "wrong", address=f"203.0.113.{count}").code is ProblemCode.LOGIN_WRONG
    assert sign_in(hub, address="203.0.113.9")


def test_a_wait_outlives_a_restart(
    hub: Hub, tmp_path: Path, hub_db: str | None, clock: FakeClock
) -> None:
    for count in range(FREE_TRIES + 1):
        refusal(hub, "wrong", address=f"192.0.2.{count}")
    again = Hub.open(tmp_path / "hub", hub_db, clock, CHEAP_HASHER)
    assert refusal(again, PASSWORD, address="203.0.113.1").code is ProblemCode.TOO_MANY_TRIES
    again.close()


def test_guessing_at_once_gains_nothing(hub: Hub) -> None:
    """Each try is counted before it is made."""
    with ThreadPoolExecutor(8) as pool:
        found = list(
            pool.map(
                lambda n: refusal(hub, f"wrong {n}", address=f"198.51.100.{n}").code, range(32)
            )
        )
    assert found.count(ProblemCode.LOGIN_WRONG) == FREE_TRIES + 1


def test_one_address_may_not_try_many_logins(hub: Hub, clock: FakeClock) -> None:
    for count in range(WRONG_TRIES):
        assert refusal(hub, "wrong", f"nobody{count}").code is ProblemCode.LOGIN_WRONG
    assert refusal(hub, PASSWORD).code is ProblemCode.TOO_MANY_TRIES
    assert sign_in(hub, address="192.0.2.2")
    clock.pass_s(WINDOW_S)
    assert sign_in(hub)


def test_an_unknown_login_is_not_told_from_a_known_one(hub: Hub) -> None:
    """Neither by the answer nor by when it is locked."""

    def answers(login: str) -> list[tuple[ProblemCode, int | None]]:
        found = [refusal(hub, "wrong", login, f"{login}{n}") for n in range(FREE_TRIES + 3)]
        return [(each.code, each.retry_after_s) for each in found]

    assert answers("an") == answers("nobody")
    assert answers("an")[-1][0] is ProblemCode.TOO_MANY_TRIES


def test_a_session_ends_when_idle_and_at_the_end_of_the_day(hub: Hub, clock: FakeClock) -> None:
    idle, awake = sign_in(hub), sign_in(hub)
    for _ in range(LONGEST_MS // IDLE_MS * 2 - 1):
        clock.pass_s(IDLE_MS / 2000)
        assert hub.people.who(awake).login == "an"
    with pytest.raises(Refused) as refused:
        hub.people.who(idle)
    assert refused.value.code is ProblemCode.UNAUTHORISED
    clock.pass_s(IDLE_MS / 2000)
    with pytest.raises(Refused):
        hub.people.who(awake)


def test_signing_out_ends_one_session_and_a_new_password_ends_all(hub: Hub) -> None:
    one, two = sign_in(hub), sign_in(hub)
    hub.people.sign_out(one)
    with pytest.raises(Refused):
        hub.people.who(one)
    assert hub.people.who(two)
    assert hub.people.set_password("an", "another password") is None
    with pytest.raises(Refused):
        hub.people.who(two)
    assert refusal(hub, PASSWORD).code is ProblemCode.LOGIN_WRONG
    assert sign_in(hub, "another password")


def test_who_is_shut_out_is_out_at_once_until_given_a_new_password(hub: Hub) -> None:
    token = sign_in(hub)
    assert hub.people.disable("AN").login == "an"
    with pytest.raises(Refused):
        hub.people.who(token)
    assert refusal(hub, PASSWORD).code is ProblemCode.LOGIN_WRONG
    made = hub.people.set_password("an", None)
    assert made is not None
    assert sign_in(hub, made)
    with pytest.raises(AccountUnknown):
        hub.people.disable("nobody")


def test_who_was_signing_in_while_being_shut_out_stays_out(hub: Hub, clock: FakeClock) -> None:
    gone, now = hub.people.disable("an"), clock.now_ms()
    hub.people._accounts.end_try(gone.id, hash_token("late"), now, now + IDLE_MS)
    with pytest.raises(Refused):
        hub.people.who("late")


def test_a_new_password_opens_a_locked_account(hub: Hub) -> None:
    for count in range(FREE_TRIES + 1):
        refusal(hub, "wrong", address=f"192.0.2.{count}")
    hub.people.set_password("an", "another password")
    assert sign_in(hub, "another password", address="203.0.113.1")


def test_tokens_are_long_and_not_in_the_database(hub: Hub) -> None:
    token = sign_in(hub)
    assert len(token) >= 43  # 256 bits
    assert len({sign_in(hub) for _ in range(5)} | {token}) == 6
    with hub._database.read() as connection:
        held = connection.execute(text("SELECT * FROM session")).all()
    assert len(held) == 6
    assert token not in repr(held)


@pytest.mark.parametrize("role", list(Role))
def test_a_scope_that_does_not_go_with_a_role_is_refused(role: Role) -> None:
    site, territory, owner = Scope(site=uuid4()), Scope(territory=uuid4()), Scope(owner=uuid4())
    fits = {
        "all": (ALL, None),
        "site": (site, None),
        "owner": (owner, None),
        **{level.value: (territory, level) for level in Level},
    }
    allowed = {
        Role.SITE_HEAD: {"site"},
        Role.WARD: {"ward", "owner"},
        Role.DISTRICT: {"ward", "district", "owner"},
    }.get(role, {"all", "owner", "ward", "district", "city"})
    for name, (scope, level) in fits.items():
        if name in allowed:
            check_scope(role, scope, level)
        else:
            with pytest.raises(ScopeWrong):
                check_scope(role, scope, level)


def test_nobody_does_all() -> None:
    assert set(ALLOWED) == set(Role)
    assert Permission.SEND not in frozenset().union(*ALLOWED.values())
    for one, other in (
        (Permission.AUDIT, Permission.TRACE),
        (Permission.AUDIT, Permission.CONTACT),
        (Permission.TRACE, Permission.ACCOUNTS),
    ):
        assert not any({one, other} <= allowed for allowed in ALLOWED.values())
    assert sorted(WAITS_MS) == WAITS_MS
