"""A station joins a hub, is shut out, joins again, moves: nothing is lost, nothing is doubled."""

import json
import logging
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from keyring.errors import KeyringError

from checkpoint_app.domain.clock import SystemClock
from checkpoint_app.domain.errors import HubUnreachable, HubUrlRefused, NotAllowed
from checkpoint_app.domain.passage import SiteKind, Verdict
from checkpoint_app.domain.trust_errors import OtherHubWaits, OtherSite
from checkpoint_app.hub.service import Hub
from checkpoint_app.hub.tls import OwnTls, names_of
from checkpoint_app.records.views import Role
from checkpoint_app.settings import Settings
from checkpoint_app.station import recovery
from checkpoint_app.station.desk import Desk
from checkpoint_app.station.home import Home
from checkpoint_app.sync.causes import SyncCause
from checkpoint_app.sync.client import HubClient
from checkpoint_app.wire.invitation import write_invitation
from tests.conftest import CHEAP, PIN
from tests.fakes.clock import FakeClock
from tests.fakes.fault_proxy import FaultProxy
from tests.fakes.faults import Fault
from tests.fakes.hub_server import RunningHub
from tests.fakes.passages import passage
from tests.security.keyrings import MemoryKeyring, use_memory

SITE = "Chung cư Thử"
BY_PIN = recovery.with_pin(PIN)


def own(hub: Hub) -> OwnTls:
    return OwnTls(hub.identity, SystemClock(), lambda: names_of("127.0.0.1"))


@pytest.fixture
def make_hub(tmp_path: Path) -> Iterator[Callable[..., RunningHub]]:
    made: list[RunningHub] = []

    def make(name: str = "hub", *, secure: bool = False) -> RunningHub:
        hub = RunningHub(tmp_path / name, speak=own) if secure else RunningHub(tmp_path / name)
        hub.hub.add_site(SITE, SiteKind.RESIDENTIAL)
        made.append(hub)
        return hub

    yield make
    for hub in made:
        hub.stop()


@pytest.fixture
def hub(make_hub: Callable[..., RunningHub]) -> RunningHub:
    return make_hub()


def save(desk: Desk, count: int, first: int = 0) -> set[str]:
    """Record so many, and give their ids."""
    made = [passage(desk.info.id, id_number=f"00109900{first + n:04}") for n in range(count)]
    for one in made:
        desk.store.save(one)
    return {str(one.id) for one in made}


def test_a_revoked_station_pauses_and_after_a_fresh_code_everything_arrives_once(
    desk: Desk, hub: RunningHub
) -> None:
    desk.enrol(hub.url, hub.hub.enrol(SITE))
    sent = save(desk, 5)
    assert desk.sync_once().accepted == 5
    hub.hub.revoke(str(desk.info.id))
    waiting = save(desk, 20, 5)
    for _ in range(3):
        result = desk.sync_once()
        assert (result.cause, result.sent, result.pending) == (SyncCause.REVOKED, 0, 20)
    assert desk.ask_hub() is SyncCause.REVOKED
    balance = desk.store.balance()
    assert (balance.captured, balance.pending, balance.needs_fix) == (25, 20, 0)
    desk.enrol(hub.url, hub.hub.enrol(SITE))
    assert desk.sync_once().accepted == 20
    assert set(hub.held()) == sent | waiting
    assert desk.store.balance().accepted == 25
    assert desk.store.verify().ok


def test_what_arrived_unanswered_before_the_revocation_is_not_doubled(
    desk: Desk, hub: RunningHub
) -> None:
    with FaultProxy(int(hub.url.rsplit(":", 1)[1]), lambda: Fault.OK) as proxy:
        desk.enrol(proxy.url, hub.hub.enrol(SITE))
    sent = save(desk, 4)
    with FaultProxy(int(hub.url.rsplit(":", 1)[1]), lambda: Fault.RESET_DOWN) as proxy:
        info = desk.info
        token = str(info.hub_token)
        desk.store.set_hub(proxy.url, token, str(info.hub_id), SITE)
        desk._engine.set_hub(desk._client())
        assert desk.sync_once().pending == 4
    assert set(hub.held()) == sent, "the hub has them, the station does not know"
    hub.hub.revoke(desk.info.site + " · Cổng 2 · 1")
    desk.enrol(hub.url, hub.hub.enrol(SITE))
    result = desk.sync_once()
    assert (result.accepted, result.duplicate, result.pending) == (0, 4, 0)
    assert set(hub.held()) == sent


def test_joining_keeps_the_hubs_keys_and_gives_it_the_stations(
    desk: Desk, make_hub: Callable[..., RunningHub]
) -> None:
    hub = make_hub(secure=True)
    info = desk.enrol(hub.url, hub.hub.enrol(SITE) + hub.hub.identity.pin)
    identity = hub.hub.identity
    assert info.hub_authority == identity.certificate
    assert (info.hub_seal_key, info.hub_verify_key) == (identity.seal_key, identity.verify_key)
    (listed,) = hub.hub.stations()
    assert listed.public_key == desk.store.signing_key().public_key().public_bytes_raw()
    sent = save(desk, 3)
    assert desk.sync_once().accepted == 3
    assert set(hub.held()) == sent


def test_a_hub_that_changed_its_key_is_said_and_joined_anew(
    home: Home, desk: Desk, make_hub: Callable[..., RunningHub]
) -> None:
    hub = make_hub(secure=True)
    desk.enrol(hub.url, hub.hub.enrol(SITE) + hub.hub.identity.pin)
    hub.stop()
    (hub.home / "hub.identity").unlink()
    hub.start()
    sent = save(desk, 3)
    result = desk.sync_once()
    assert (result.cause, result.pending) == (SyncCause.TLS, 3)
    desk.enrol(hub.url, hub.hub.enrol(SITE) + hub.hub.identity.pin)
    assert desk.sync_once().accepted == 3
    assert set(hub.held()) == sent


# Where the token is


@pytest.fixture
def ring() -> MemoryKeyring:
    return use_memory()


@pytest.fixture
def ringed(tmp_path: Path, clock: FakeClock, ring: MemoryKeyring) -> Home:
    """A station on a computer with a keyring."""
    made = Home(tmp_path / "ringed", clock)
    made.set_up(site=SITE, gate="Cổng 2", kind=SiteKind.RESIDENTIAL, pin=PIN, cost=CHEAP)
    return made


def test_the_token_lies_in_the_keyring_and_not_in_the_store(
    ringed: Home, ring: MemoryKeyring, hub: RunningHub
) -> None:
    with closing(ringed.unlock(PIN)) as desk:
        info = desk.enrol(hub.url, hub.hub.enrol(SITE))
        kept = str(info.hub_token)
        assert kept.startswith("keyring:")
        name = kept.removeprefix("keyring:")
        token = ring.kept["checkpoint-app", name]
        assert hub.hub.sender(str(token)).station == info.id
        assert str(token) not in repr(info)
    with closing(ringed.unlock(PIN)) as desk:
        save(desk, 2)
        assert desk.sync_once().accepted == 2
        desk.enrol(hub.url, hub.hub.enrol(SITE))
        assert ring.kept["checkpoint-app", name] != token, "the new one is in its place"
        assert desk.ask_hub() is None


def test_without_a_keyring_it_lies_in_the_encrypted_store(desk: Desk, hub: RunningHub) -> None:
    token = str(desk.enrol(hub.url, hub.hub.enrol(SITE)).hub_token)
    assert hub.hub.sender(token).station == desk.info.id
    assert token not in repr(desk.info)


@pytest.mark.parametrize("spoil", ["fails", "forgets"])
def test_a_keyring_that_takes_nothing_does_not_waste_the_code(
    ringed: Home, ring: MemoryKeyring, hub: RunningHub, spoil: str
) -> None:
    with closing(ringed.unlock(PIN)) as desk:
        setattr(ring, spoil, KeyringError("gone") if spoil == "fails" else True)
        info = desk.enrol(hub.url, hub.hub.enrol(SITE))
        assert hub.hub.sender(str(info.hub_token)).station == info.id
        assert desk.ask_hub() is None


def test_a_store_on_another_computer_is_not_enrolled_there_and_keeps_its_outbox(
    ringed: Home, ring: MemoryKeyring, hub: RunningHub, tmp_path: Path
) -> None:
    with closing(ringed.unlock(PIN)) as desk:
        desk.enrol(hub.url, hub.hub.enrol(SITE))
        sent = save(desk, 3)
        desk.sync_once()
        waiting = save(desk, 4, 3)
        code = desk.register.make_recovery(desk.staff) if desk.staff else ""
        kept = str(desk.info.hub_token)
    file = tmp_path / "a.backup"
    recovery.back_up(ringed, BY_PIN, file)
    use_memory()  # another computer's
    other = Home(tmp_path / "other", ringed.clock)
    recovery.restore(other, file, recovery.with_recovery(code))
    other.recover(code, PIN)
    with closing(other.unlock(PIN)) as desk:
        assert desk.info.hub_token == kept
        result = desk.sync_once()
        assert (result.cause, result.pending) == (SyncCause.CREDENTIAL_MISSING, 4)
        assert desk.ask_hub() is SyncCause.CREDENTIAL_MISSING
        assert desk.store.outbox.unsent() == 4
        desk.enrol(hub.url, hub.hub.enrol(SITE))
        assert desk.sync_once().accepted == 4
    assert set(hub.held()) == sent | waiting


def test_the_token_of_one_hub_is_not_shown_to_another(
    ringed: Home, ring: MemoryKeyring, make_hub: Callable[..., RunningHub], tmp_path: Path
) -> None:
    first, second = make_hub("first"), make_hub("second")
    with closing(ringed.unlock(PIN)) as desk:
        one = desk.enrol(first.url, first.hub.enrol(SITE)).hub_token
    file = tmp_path / "a.backup"
    recovery.back_up(ringed, BY_PIN, file)
    with closing(ringed.unlock(PIN)) as desk:
        two = desk.enrol(second.url, second.hub.enrol(SITE)).hub_token
    assert one != two
    recovery.restore(ringed, file, BY_PIN)
    with closing(ringed.unlock(PIN)) as desk:
        assert desk.info.hub_url == first.url
        assert desk.ask_hub() is None


# Another hub, another site


def test_another_hub_waits_until_all_is_sent(
    desk: Desk, make_hub: Callable[..., RunningHub]
) -> None:
    first, second = make_hub("first"), make_hub("second")
    desk.enrol(first.url, first.hub.enrol(SITE))
    mine = save(desk, 3)
    code = second.hub.enrol(SITE)
    with pytest.raises(OtherHubWaits) as refused:
        desk.enrol(second.url, code)
    assert refused.value.details["unsent"] == 3
    assert desk.info.hub_url == first.url
    assert desk.sync_once().accepted == 3
    info = desk.enrol(second.url, code)
    assert info.hub_id == str(second.hub.id)
    later = save(desk, 2, 3)
    assert desk.sync_once().accepted == 2
    assert (set(first.held()), set(second.held())) == (mine, later)
    assert desk.store.balance().accepted == 5


def test_where_the_old_hub_is_gone_what_waits_goes_to_the_new_one(
    desk: Desk, make_hub: Callable[..., RunningHub]
) -> None:
    first, second = make_hub("first"), make_hub("second")
    desk.enrol(first.url, first.hub.enrol(SITE))
    sent = save(desk, 2)
    desk.sync_once()
    first.stop()
    waiting = save(desk, 3, 2)
    assert desk.sync_once().cause is SyncCause.NO_NETWORK
    desk.enrol(second.url, second.hub.enrol(SITE), old_hub_gone=True)
    assert desk.sync_once().accepted == 3
    first.start()
    assert (set(first.held()), set(second.held())) == (sent, waiting)


def test_the_same_hub_at_another_address_takes_what_waits(
    desk: Desk, make_hub: Callable[..., RunningHub]
) -> None:
    hub = make_hub()
    desk.enrol(hub.url, hub.hub.enrol(SITE))
    save(desk, 2)
    desk.enrol(hub.url.replace("127.0.0.1", "localhost"), hub.hub.enrol(SITE))
    assert desk.sync_once().accepted == 2


def test_another_site_of_the_hub_is_refused_in_words(desk: Desk, hub: RunningHub) -> None:
    desk.enrol(hub.url, hub.hub.enrol(SITE))
    before = desk.info
    hub.hub.add_site("Chợ khác", SiteKind.MARKET)
    save(desk, 1)
    with pytest.raises(OtherSite):
        desk.enrol(hub.url, hub.hub.enrol("Chợ khác"))
    assert desk.info == before
    assert desk.sync_once().accepted == 1


# Lines without encryption


def test_a_plain_line_on_the_local_network_takes_a_supervisor(
    desk: Desk, caplog: pytest.LogCaptureFixture
) -> None:
    url = "http://192.168.255.254:9"
    with pytest.raises(HubUrlRefused):
        desk.enrol(url, "ABCDEFGH")
    guard = desk.add_staff("Nguyễn Văn Gác", Role.GUARD, "1357")
    desk.lane.staff = guard
    with pytest.raises(NotAllowed):
        desk.allow_plain_lan(True)
    desk.sign_in(PIN)
    with caplog.at_level(logging.WARNING, "checkpoint_app.station.desk"):
        desk.allow_plain_lan(True)
    assert "plain line on the local network: True" in caplog.text
    for public in ("http://8.8.8.8", "http://hub.example"):
        with pytest.raises(HubUrlRefused):
            desk.enrol(public, "ABCDEFGH")
    desk.store.set_hub(url, "token", "hub", SITE)
    assert isinstance(desk._client(), HubClient)
    desk.allow_plain_lan(False)
    save(desk, 1)
    assert desk.ask_hub() is SyncCause.PLAIN_REFUSED
    result = desk.sync_once()
    assert (result.cause, result.pending) == (SyncCause.PLAIN_REFUSED, 1)


def test_the_setting_holds_after_a_restart(home: Home) -> None:
    assert not Settings().plain_lan
    home.save_settings(Settings(plain_lan=True))
    with closing(home.unlock(PIN)) as desk:
        desk.store.set_hub("http://192.168.255.254:9", "token", "hub", SITE)
    with closing(home.unlock(PIN)) as desk:
        assert isinstance(desk._client(), HubClient)
    home.save_settings(Settings())
    with closing(home.unlock(PIN)) as desk:
        assert desk.ask_hub() is SyncCause.PLAIN_REFUSED


# At the gate, and in the log


def test_an_invitation_shown_at_the_gate_is_no_passage(desk: Desk) -> None:
    text = write_invitation("https://192.168.1.5:8019", "ABCDEFGH")
    outcome = desk.take(text.encode())
    assert (outcome.verdict, outcome.passage, outcome.is_invitation) == (
        Verdict.UNREADABLE,
        None,
        True,
    )
    assert outcome.invitation is not None
    damaged = desk.take(b"CHECKPOINT-ENROL:1:nothing")
    assert (damaged.is_invitation, damaged.invitation) == (True, None)
    assert desk.store.balance().captured == 0


def test_neither_code_nor_token_is_in_the_log(
    desk: Desk, make_hub: Callable[..., RunningHub], caplog: pytest.LogCaptureFixture
) -> None:
    hub = make_hub(secure=True)
    with caplog.at_level(logging.DEBUG):
        code = hub.hub.enrol(SITE)
        with pytest.raises(HubUnreachable):
            desk.enrol(hub.url, code)
        info = desk.enrol(hub.url, code + hub.hub.identity.pin)
        save(desk, 1)
        desk.sync_once()
        hub.hub.revoke(str(info.id))
        desk.sync_once()
        desk.take(write_invitation(hub.url, code).encode())
    said = caplog.text + json.dumps([str(record.args) for record in caplog.records])
    assert "joined hub" in said
    for secret in (code, str(info.hub_token), hub.hub.identity.pin):
        assert secret not in said
