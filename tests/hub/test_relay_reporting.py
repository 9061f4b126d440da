"""A site's hub between its gates and the city's hub: words come down, signs of life go up."""

from collections.abc import Iterator
from pathlib import Path
from random import Random
from threading import Event
from uuid import UUID, uuid4

import pytest

from checkpoint_app.domain.listed import WatchEntry
from checkpoint_app.domain.passage import SiteKind
from checkpoint_app.hub.signs import StationState
from checkpoint_app.hub.store.beats import StationRow
from checkpoint_app.records.views import Answer, OutboxState
from checkpoint_app.station.relay import Relay, join
from checkpoint_app.sync.client import HubClient
from checkpoint_app.sync.engine import SyncEngine
from checkpoint_app.sync.reporting import ReportingHub
from checkpoint_app.wire.messages import EnrolRequest
from checkpoint_app.wire.passages import encode_item
from tests.fakes.bulletins import public_pem
from tests.fakes.clock import FakeClock
from tests.fakes.hub_server import RunningHub, Station

SITE, ABOVE = "Chung cư Thử", "Thành phố: Chung cư Thử"
CANH = WatchEntry("Phạm Văn Canh", "001190000009", None, None, "Báo công an phường")
OWN = WatchEntry("Lê Văn Riêng", None, "0912000009", None, "Mời gặp ban quản lý")
MINUTE_S = 60


class Chain:
    """Two gates, the hub of their site, and the city's above it; one clock for all."""

    def __init__(self, folder: Path, db_url: str | None) -> None:
        self.clock = FakeClock()
        self.folder = folder
        self.rng = Random(1)
        self.city = RunningHub(folder / "city", db_url, clock=self.clock)
        self.city.hub.add_site(ABOVE, SiteKind.RESIDENTIAL)
        self.site = RunningHub(folder / "site", clock=self.clock)
        self.site.hub.add_site(SITE, SiteKind.RESIDENTIAL)
        self.gates = [self.gate(), self.gate()]
        self.join()

    def gate(self) -> Station:
        made = Station(self.folder, self.site)
        answer = made.answer
        made.store.set_hub(self.site.url, made.token, str(answer.hub), answer.site_name)
        return made

    def join(self) -> None:
        join(self.site.hub, self.city.url, self.city.hub.enrol(ABOVE), self.clock)

    def up(self) -> None:
        """One round upward, with a sign of life."""
        relay = Relay(self.site.hub, self.clock)
        try:
            assert relay.once().cause is None
        finally:
            relay.__exit__(None, None, None)

    def beat(self, *gates: Station) -> None:
        """Signs of life of the gates, all where none is named."""
        for gate in gates or self.gates:
            client = HubClient(self.site.url, gate.token, gate.id, self.clock)
            reporting = ReportingHub(client, gate.store, self.clock)
            reporting.bulletin()
            reporting.close()
            assert reporting.fault is None

    def send(self, gate: Station, count: int = 1) -> list[UUID]:
        made = [gate.save(self.rng).id for _ in range(count)]
        self.push(gate)
        return made

    def push(self, gate: Station) -> None:
        """What the gate holds goes to the hub of its site."""
        client = HubClient(self.site.url, gate.token, gate.id, self.clock)
        assert SyncEngine(gate.store, client, self.clock, Event()).once().cause is None
        client.close()

    def seen(self) -> dict[UUID, tuple[StationRow, StationState]]:
        """How the city sees the gates beneath."""
        return {
            row.id: (row, judged.state)
            for row, judged in self.city.hub.station_states()
            if row.via is not None
        }

    def close(self) -> None:
        for gate in self.gates:
            gate.close()
        self.site.stop()
        self.city.stop()


@pytest.fixture
def chain(tmp_path: Path, hub_db: str | None) -> Iterator[Chain]:
    made = Chain(tmp_path, hub_db)
    yield made
    made.close()


def texts(gate: Station) -> list[str]:
    return [notice.told.text for notice in gate.store.notices.open()]


def test_what_the_city_says_reaches_every_gate(chain: Chain) -> None:
    told, city = chain.site.hub.bulletins, chain.city.hub
    told.add_notice(SITE, "Họp tổ lúc 17:00")
    told.take_watched("all", [OWN], replace=True)
    city.bulletins.add_notice(ABOVE, "Phun khử khuẩn ngày mai")
    city.bulletins.take_watched("all", [CANH], replace=True)
    city.set_setting(ABOVE, "capacity", "120")
    city.bulletins.add_key("aabb.pem", public_pem().encode())
    chain.up()
    chain.beat()
    for gate in chain.gates:
        assert set(texts(gate)) == {"Họp tổ lúc 17:00", "Phun khử khuẩn ngày mai"}
        assert set(gate.store.lists.watched("hub")) == {OWN, CANH}
        held = gate.store.bulletins.held()
        assert held is not None
        assert (held.settings["capacity"], list(held.keys), held.faults) == (120, ["aabb.pem"], ())


def test_what_the_city_takes_back_goes_at_the_gates(chain: Chain) -> None:
    city = chain.city.hub
    notice = city.bulletins.add_notice("all", "Chờ lệnh")
    city.bulletins.take_watched("all", [CANH], replace=True)
    chain.up()
    chain.beat()
    city.bulletins.withdraw(notice)
    city.bulletins.clear_watched("all")
    chain.clock.pass_s(1)
    chain.up()
    chain.beat()
    for gate in chain.gates:
        assert texts(gate) == []
        assert gate.store.lists.watched("hub") == []


def test_an_acknowledgement_goes_up_once_and_the_first_one_stands(chain: Chain) -> None:
    city, (front, back) = chain.city.hub, chain.gates
    notice = city.bulletins.add_notice("all", "Đã nhận chưa?")
    own = chain.site.hub.bulletins.add_notice(SITE, "Của riêng ta")
    chain.up()
    chain.beat()
    for gate, answer in ((back, "rồi"), (front, "có")):
        chain.clock.pass_s(5)
        gate.store.notices.acknowledge(notice, None, answer)
        gate.store.notices.acknowledge(own, None, None)
    chain.beat()
    chain.up()
    (told,) = city.bulletins.notices()
    assert [one["answer"] for one in told["answers"]] == [answers_first(chain, notice)]
    assert chain.site.hub.bulletins.above.unconfirmed(10) == []
    chain.up()
    assert len(city.bulletins.notices()[0]["answers"]) == 1
    both = {one["id"]: len(one["answers"]) for one in chain.site.hub.bulletins.notices()}
    assert both == {notice: 2, own: 2}


def answers_first(chain: Chain, notice: UUID) -> str:
    (told,) = (one for one in chain.site.hub.bulletins.notices() if one["id"] == notice)
    first: str = min(told["answers"], key=lambda one: one["at"])["answer"]
    return first


def test_the_city_tells_offline_idle_and_not_deployed_apart(chain: Chain) -> None:
    front, back = chain.gates
    never = uuid4()
    code = chain.site.hub.enrol(SITE)
    chain.site.hub.join(EnrolRequest(code=code, station=never, name="Cổng mới"), "")
    chain.send(front)
    chain.beat(front, back)
    chain.up()
    states = {item: state for item, (_, state) in chain.seen().items()}
    assert states == {
        front.id: StationState.SENDING,
        back.id: StationState.SENDING,
        never: StationState.NEVER_SEEN,
    }
    for _ in range(26):  # four hours and more: nobody crosses, and the back gate falls silent
        chain.clock.pass_s(10 * MINUTE_S)
        chain.beat(front)
        chain.up()
    states = {item: state for item, (_, state) in chain.seen().items()}
    assert states == {
        front.id: StationState.IDLE,
        back.id: StationState.OFFLINE,
        never: StationState.NEVER_SEEN,
    }
    row, _ = chain.seen()[front.id]
    assert (row.site_name, row.captured, row.version is None) == (ABOVE, 1, False)


def test_a_site_hub_with_a_wrong_clock_makes_nobody_look_offline(chain: Chain) -> None:
    chain.beat()
    slow = FakeClock("2026-11-23T05:00:00")
    chain.site.hub.clock = slow
    relay = Relay(chain.site.hub, slow)
    with chain.site.hub._database.write() as connection:
        connection.exec_driver_sql("UPDATE station SET last_seen_at = last_seen_at - 10800000")
        connection.exec_driver_sql("UPDATE station SET beat_at = beat_at - 10800000")
    assert relay.once().cause is None
    relay.__exit__(None, None, None)
    assert all(state is not StationState.OFFLINE for _, state in chain.seen().values())


def test_a_gate_that_was_shut_out_below_is_gone_above(chain: Chain) -> None:
    front, back = chain.gates
    chain.beat()
    chain.up()
    assert chain.seen().keys() == {front.id, back.id}
    chain.site.hub.revoke(str(back.id))
    chain.up()
    assert chain.seen().keys() == {front.id}


def test_a_relay_speaks_for_no_station_of_the_city_itself(chain: Chain) -> None:
    direct = Station(chain.folder, chain.city, ABOVE)
    copied = EnrolRequest(code=chain.site.hub.enrol(SITE), station=direct.id, name="Kẻ mạo danh")
    chain.site.hub.join(copied, "")
    chain.up()
    (row,) = (row for row, _ in chain.city.hub.station_states() if row.id == direct.id)
    assert row.via is None
    assert "mạo danh" not in row.name
    assert chain.city.hub.sender(direct.token).station == direct.id
    direct.close()


def test_gates_beneath_do_not_make_a_site_of_several_gates(chain: Chain) -> None:
    chain.beat()
    chain.up()
    direct = Station(chain.folder, chain.city, ABOVE)
    chain.city.hub.revoke(str(direct.id))
    above = chain.site.hub.forward.upward()
    assert above is not None
    asked = chain.city.hub.sender(above.token)
    assert len(chain.seen()) == 2
    with chain.city.hub._database.write() as connection:
        connection.exec_driver_sql("DELETE FROM station WHERE revoked_at IS NOT NULL")
    assert chain.city.hub.site_feed(asked, "").lists is None
    direct.close()


def refuse(chain: Chain, item: UUID) -> None:
    forward = chain.site.hub.forward
    forward.claim(10, chain.clock.now_ms())
    answer = Answer(item, 1, OutboxState.NEEDS_FIX, "text_too_long", "note")
    forward.settle([answer], uuid4(), None)
    forward.recover()


def test_what_the_city_refuses_is_read_at_the_gate_until_it_is_mended(chain: Chain) -> None:
    front, back = chain.gates
    refused, good = chain.send(front, 2)
    refuse(chain, refused)
    chain.up()
    chain.beat()
    (text,) = texts(front)
    assert "Máy chủ cấp trên" in text
    assert "Cổng 1" in text
    assert "note" in text
    assert texts(back) == [text]
    assert "Nguyễn" not in text
    held = front.store.passage(refused)
    mended = front.store.correct(refused, lambda one: one)
    assert mended.rev == held.rev + 1
    chain.push(front)
    chain.up()
    chain.beat()
    assert texts(front) == []
    assert chain.city.held() == {str(refused): 2, str(good): 1}


def test_a_notice_about_what_is_refused_is_read_once(chain: Chain) -> None:
    (refused,) = chain.send(chain.gates[0])
    refuse(chain, refused)
    chain.up()
    chain.beat()
    for gate in chain.gates:
        (notice,) = gate.store.notices.open()
        gate.store.notices.acknowledge(notice.told.id, None, None)
    chain.beat()
    chain.up()
    chain.beat()
    assert [texts(gate) for gate in chain.gates] == [[], []]
    assert chain.city.hub.bulletins.notices() == []


def test_a_city_hub_that_was_put_back_is_told_what_it_lost(chain: Chain) -> None:
    sent = chain.send(chain.gates[0], 5)
    chain.up()
    assert chain.city.held().keys() == {str(item) for item in sent}
    with chain.city.hub._database.write() as connection:
        connection.exec_driver_sql("DELETE FROM passage")
    chain.city.hub.bulletins.note_restored(chain.clock.now_ms() - 1)
    chain.clock.pass_s(1)
    chain.up()  # hears of it
    assert chain.site.hub.forward.unsent() == 5
    chain.up()
    assert chain.city.held().keys() == {str(item) for item in sent}
    chain.up()
    assert chain.site.hub.forward.unsent() == 0


def test_a_site_hub_that_was_put_back_sends_up_what_its_gates_tell_it_again(chain: Chain) -> None:
    sent = chain.send(chain.gates[0], 3)
    chain.up()
    with chain.site.hub._database.write() as connection:
        connection.exec_driver_sql("DELETE FROM passage")
    chain.site.hub.bulletins.note_restored(chain.clock.now_ms() - 1)
    again = [chain.gates[0].store.passage(item) for item in sent]
    client = HubClient(chain.site.url, chain.gates[0].token, chain.gates[0].id, chain.clock)
    client.send([encode_item(one) for one in again])
    client.close()
    assert chain.site.hub.forward.unsent() == 3
    chain.up()
    assert chain.city.held() == chain.site.held() == {str(item): 1 for item in sent}


def test_of_another_hub_above_nothing_of_the_first_one_is_told(
    chain: Chain, tmp_path: Path
) -> None:
    chain.city.hub.bulletins.take_watched("all", [CANH], replace=True)
    chain.city.hub.bulletins.add_notice("all", "Của thành phố cũ")
    chain.up()
    with RunningHub(tmp_path / "other", clock=chain.clock) as other:
        other.hub.add_site(ABOVE, SiteKind.RESIDENTIAL)
        join(chain.site.hub, other.url, other.hub.enrol(ABOVE), chain.clock)
        chain.clock.pass_s(1)
        chain.up()
        chain.beat()
        for gate in chain.gates:
            assert gate.store.lists.watched("hub") == []
            assert texts(gate) == []
