"""A station's signs of life to a real hub, and to one that lies, breaks off or is another."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from random import Random
from uuid import UUID

import msgspec
import pytest
import sqlcipher3.dbapi2 as dbapi

from checkpoint_app import __version__
from checkpoint_app.domain.errors import DiskFull
from checkpoint_app.domain.passage import SiteKind
from checkpoint_app.hub.signs import StationState
from checkpoint_app.records.bulletins import HUB as SOURCE
from checkpoint_app.records.bulletins import Bulletins
from checkpoint_app.sync.bulletin import BulletinFault
from checkpoint_app.sync.causes import SyncCause, SyncFailure
from checkpoint_app.sync.client import HubClient
from checkpoint_app.sync.reporting import ReportingHub, Vitals
from checkpoint_app.wire.bulletin import HeartbeatAnswer
from checkpoint_app.wire.protocol import CONTENT_TYPE
from tests.fakes.bulletins import CANH, DUNG, answer, content, notice_item, watch_item
from tests.fakes.hub_server import RunningHub, Station
from tests.fakes.scripted_server import ScriptedServer, reply

OURS = {"Content-Type": CONTENT_TYPE, "Checkpoint-Hub": "1"}


@pytest.fixture
def hub(tmp_path: Path, hub_db: str | None) -> Iterator[RunningHub]:
    with RunningHub(tmp_path / "hub", hub_db) as running:
        running.hub.add_site("Chung cư Thử", SiteKind.RESIDENTIAL)
        yield running


@pytest.fixture
def joined(station: Station, hub: RunningHub) -> Station:
    """A station that knows its hub."""
    given = station.answer
    station.store.set_hub(hub.url, given.token, str(given.hub), given.site_name)
    return station


def line(station: Station, url: str, **more: Callable[[], None]) -> ReportingHub:
    client = HubClient(
        url, station.token, station.id, station.clock, stall_s=2, on_clock=station.store.time.hear
    )
    return ReportingHub(
        client, station.store, station.clock, vitals=lambda: Vitals("running", 5_000), **more
    )


def test_all_goes_up_and_all_comes_down(hub: RunningHub, joined: Station) -> None:
    hub.hub.bulletins.take_watched("all", [CANH], replace=True)
    notice = hub.hub.bulletins.add_notice("Chung cư Thử", "Họp lúc 17:00")
    hub.hub.set_setting("Chung cư Thử", "capacity", "50")
    for number in range(3):
        joined.save(Random(number))
    told: list[int] = []
    there = line(joined, hub.url, on_bulletin=lambda: told.append(1))
    there.bulletin()
    there.bulletin()
    assert told == [1], "an unchanged bulletin is not applied again"
    assert there.fault is None
    assert there.version == __version__
    held = joined.store.bulletins.held()
    assert held is not None
    assert held.settings == {"capacity": 50}
    assert joined.store.lists.watched(SOURCE) == [CANH]
    assert [one.told.id for one in joined.store.notices.open()] == [notice]
    ((row, judged),) = hub.hub.station_states()
    assert judged.state is StationState.BEHIND, "what it has not sent is of another year"
    assert (row.queue, row.captured, row.free_mb) == (3, 3, 5_000)
    assert (row.camera, row.version, row.bulletin) == ("running", __version__, held.revision)
    assert row.signs.oldest_unsent_at is not None
    there.close()


def test_an_acknowledgement_goes_up_until_it_is_confirmed(
    hub: RunningHub, joined: Station, monkeypatch: pytest.MonkeyPatch
) -> None:
    notice = hub.hub.bulletins.add_notice("all", "Họp lúc 17:00")
    there = line(joined, hub.url)
    there.bulletin()
    joined.store.notices.acknowledge(notice, None, "Đã rõ")
    with monkeypatch.context() as lost:
        real = HubClient.beat

        def lose(client: HubClient, beat: object) -> HeartbeatAnswer | None:
            real(client, beat)  # type: ignore[arg-type]  # as it came
            raise SyncFailure(SyncCause.NO_ANSWER)

        lost.setattr(HubClient, "beat", lose)
        for _ in range(2):
            with pytest.raises(SyncFailure):
                there.bulletin()
    assert len(joined.store.notices.unconfirmed(10)) == 1
    there.bulletin()
    assert joined.store.notices.unconfirmed(10) == []
    (row,) = hub.hub.bulletins.notices()
    assert [said["answer"] for said in row["answers"]] == ["Đã rõ"]
    there.close()


def test_the_hubs_clock_is_measured_by_the_way_there_and_back(
    hub: RunningHub, joined: Station
) -> None:
    there = line(joined, hub.url)
    there.bulletin()
    offset, uncertain = joined.store.time.offset(), joined.store.time.uncertainty()
    assert offset is not None
    assert uncertain is not None
    assert abs(offset) <= uncertain + 1, "both run by the same clock"
    there.close()


def beat_answer(station: Station, **changes: object) -> bytes:
    made = HeartbeatAnswer(
        now=station.clock.now_ms(),
        hub=station.answer.hub,
        site_name="x",
        serial=5,
        revision="fifth",
        version="9.1",
        confirmed=[],
    )
    return msgspec.json.encode(msgspec.structs.replace(made, **changes))


@contextmanager
def asked(station: Station, beat: bytes, then: bytes) -> Iterator[ReportingHub]:
    """A line to a server that answers a sign of life with `beat`, and what is asked `then`."""
    with ScriptedServer(reply(200, beat, OURS), then) as server:
        there = line(station, server.url)
        yield there
        there.close()


def in_force(station: Station) -> tuple[object, Sequence[object], Sequence[object]]:
    store = station.store
    return store.bulletins.held(), store.lists.watched(), store.notices.all()


def faults(there: ReportingHub) -> list[BulletinFault]:
    return [] if there.fault is None else [there.fault]


LATER = 2**62  # than any serial that is made of a moment


def ours(station: Station, body: bytes) -> bytes:
    made = answer(body, hub=station.answer.hub, serial=LATER)
    return msgspec.json.encode(made)


GOOD = content(watch=[watch_item(DUNG)], notices=[notice_item()])
BAD: dict[str, tuple[Callable[[Station], bytes], BulletinFault]] = {
    "torn": (
        lambda s: (
            b"HTTP/1.1 200 X\r\nContent-Type: "
            + CONTENT_TYPE.encode()
            + b"\r\nCheckpoint-Hub: 1\r\nContent-Length: 9000\r\n\r\n"
            + ours(s, GOOD)[:200]
        ),
        BulletinFault.NOT_FETCHED,
    ),
    "half, and said to be whole": (
        lambda s: reply(200, ours(s, GOOD)[:200], OURS),
        BulletinFault.NOT_FETCHED,
    ),
    "a login page": (
        lambda s: reply(200, b"<html>", {"Content-Type": "text/html"}),
        BulletinFault.NOT_FETCHED,
    ),
    "a detour": (lambda s: reply(302, b"", {"Location": "/x"}), BulletinFault.NOT_FETCHED),
    "a refusal": (lambda s: reply(503, b'{"code":"busy"}', OURS), BulletinFault.NOT_FETCHED),
    "foreign JSON": (lambda s: reply(200, b'{"status":"ok"}', OURS), BulletinFault.NOT_FETCHED),
    "changed on the way": (
        lambda s: reply(200, ours(s, GOOD).replace(b"0922222222", b"0922222223"), OURS),
        BulletinFault.DAMAGED,
    ),
    "another hub's": (
        lambda s: reply(200, msgspec.json.encode(answer(GOOD)), OURS),
        BulletinFault.OTHER_HUB,
    ),
    "older": (
        lambda s: reply(200, msgspec.json.encode(answer(GOOD, hub=s.answer.hub, serial=-1)), OURS),
        BulletinFault.OLDER,
    ),
    "nonsense, and whole": (lambda s: reply(200, ours(s, b"7"), OURS), BulletinFault.UNREADABLE),
}


@pytest.mark.parametrize("hub_db", [None], ids=["sqlite"])
@pytest.mark.parametrize("name", BAD)
def test_a_bad_bulletin_leaves_the_one_before_in_force(
    hub: RunningHub, joined: Station, name: str
) -> None:
    hub.hub.bulletins.take_watched("all", [CANH], replace=True)
    hub.hub.bulletins.add_notice("all", "Họp lúc 17:00")
    first = line(joined, hub.url)
    first.bulletin()
    first.close()
    before = in_force(joined)
    make, fault = BAD[name]
    with asked(joined, beat_answer(joined), make(joined)) as there:
        there.bulletin()
        assert there.fault is fault
        assert there.version == "9.1"
    assert in_force(joined) == before
    again = line(joined, hub.url)
    again.bulletin()
    assert again.fault is None
    again.close()


@pytest.mark.parametrize("hub_db", [None], ids=["sqlite"])
def test_a_full_disk_leaves_the_one_before_in_force(
    hub: RunningHub, joined: Station, monkeypatch: pytest.MonkeyPatch
) -> None:
    hub.hub.bulletins.take_watched("all", [CANH], replace=True)
    there = line(joined, hub.url)

    def full(_self: Bulletins, _new: object) -> bool:
        raise DiskFull

    with monkeypatch.context() as broken:
        broken.setattr(Bulletins, "apply", full)
        there.bulletin()
        assert faults(there) == [BulletinFault.NOT_KEPT]
    assert in_force(joined) == (None, [], [])
    there.bulletin()
    assert faults(there) == []
    assert joined.store.lists.watched() == [CANH]
    there.close()


@pytest.mark.parametrize("hub_db", [None], ids=["sqlite"])
@pytest.mark.parametrize("status", [404, 500])
def test_a_hub_that_takes_no_signs_of_life_is_asked_as_before(
    hub: RunningHub, joined: Station, status: int
) -> None:
    small = msgspec.json.encode({"now": 1, "hub": str(UUID(int=1)), "site_name": "x"})
    refusal = reply(status, b'{"code":"why"}', OURS)
    with ScriptedServer(refusal, reply(200, small, OURS)) as server:
        line(joined, server.url).bulletin()
    assert server.requests == 2, "the sign of life, then the question of the earlier version"
    with ScriptedServer(refusal) as server, pytest.raises(SyncFailure) as failed:
        line(joined, server.url).bulletin()
    assert failed.value.cause is SyncCause.HUB_ERROR


@pytest.mark.parametrize("hub_db", [None], ids=["sqlite"])
def test_a_part_that_could_not_be_used_is_looked_at_again_by_a_new_program(
    hub: RunningHub, joined: Station
) -> None:
    there = line(joined, hub.url)
    there.bulletin()
    with joined.store._database.write() as connection:
        driver = connection.connection.driver_connection
        assert isinstance(driver, dbapi.Connection)
        driver.execute("UPDATE bulletin SET faults = '[\"watch 1\"]'")
    there.bulletin()
    held = joined.store.bulletins.held()
    assert held is not None
    assert held.faults == ("watch 1",), "once in a run of the program"
    line(joined, hub.url).bulletin()
    held = joined.store.bulletins.held()
    assert held is not None
    assert held.faults == ()


def test_the_answers_size_is_bounded(joined: Station) -> None:
    huge = reply(200, b"x" * 17_000_000, OURS)
    with asked(joined, beat_answer(joined), huge) as there:
        there.bulletin()
        assert there.fault is BulletinFault.NOT_FETCHED
