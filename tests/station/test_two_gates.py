"""Two gates of one site and a real hub: each knows what the other saw."""

import threading
from collections.abc import Iterator
from pathlib import Path
from random import Random

import msgspec
import pytest

from checkpoint_app.domain.documents import WarningCode
from checkpoint_app.domain.passage import (
    Direction,
    DirectionMode,
    Kind,
    Person,
    SiteKind,
    Verdict,
)
from checkpoint_app.records.ids import new_id
from checkpoint_app.reports.day_sheet import to_fields
from checkpoint_app.station import deliveries
from checkpoint_app.station.deliveries import Words
from checkpoint_app.station.desk import Desk
from checkpoint_app.station.entry import Entry
from checkpoint_app.station.home import Home
from checkpoint_app.station.leaving import leave
from checkpoint_app.sync.absent import AbsentHub
from checkpoint_app.sync.causes import SyncCause
from checkpoint_app.sync.site_feed import FAR_S, NEAR_S, SiteHearing, is_near
from checkpoint_app.wire.protocol import CONTENT_TYPE, MARKER, MARKER_VALUE
from checkpoint_app.wire.site_feed import SiteFeed
from tests.conftest import CHEAP, PIN
from tests.fakes.clock import FakeClock
from tests.fakes.hub_server import WAIT_S, RunningHub
from tests.fakes.pictures import card
from tests.fakes.scripted_server import ScriptedServer, reply

SITE = "Chung cư Thử"


class Gates:
    """A hub, and two gates of one site."""

    def __init__(self, folder: Path) -> None:
        self.clock = FakeClock()
        self.hub = RunningHub(folder / "hub")
        self.hub.hub.add_site(SITE, SiteKind.RESIDENTIAL)
        self.front, self.back = (self._gate(folder, name) for name in ("Cổng trước", "Cổng sau"))

    def _gate(self, folder: Path, name: str) -> Desk:
        home = Home(folder / name, self.clock)
        home.set_up(
            site=SITE, gate=name, kind=SiteKind.RESIDENTIAL, pin=PIN, keyring=False, cost=CHEAP
        )
        desk = home.unlock(PIN)
        desk.enrol(self.hub.url, self.hub.hub.enrol(SITE))
        return desk

    def meet(self) -> None:
        """Both send, then both hear."""
        for desk in (self.front, self.back, self.front):
            assert desk.sync_once().cause is None

    def close(self) -> None:
        self.front.close()
        self.back.close()
        self.hub.stop()


@pytest.fixture
def gates(tmp_path: Path) -> Iterator[Gates]:
    made = Gates(tmp_path)
    yield made
    made.close()


def names(desk: Desk) -> list[tuple[str | None, str | None]]:
    return [(row.name, row.gate) for row in desk.store.inside()]


def test_who_comes_in_by_one_gate_goes_out_by_the_other(gates: Gates) -> None:
    came = gates.front.take(card(1))
    assert came.passage is not None
    gates.meet()
    assert names(gates.back) == [(came.passage.person.name, "Cổng trước")]
    assert gates.back.snapshot().inside == 1
    gates.clock.pass_s(600)
    left = gates.back.take(card(1))
    assert left.passage is not None
    assert (left.passage.direction, left.verdict) == (Direction.OUT, Verdict.RECORDED)
    gates.meet()
    assert names(gates.front) == names(gates.back) == []
    gates.clock.pass_s(600)
    again = gates.front.take(card(1))
    assert again.passage is not None
    assert again.passage.direction is Direction.IN


def test_warnings_look_at_both_gates(gates: Gates) -> None:
    gates.front.take(card(1))
    gates.meet()
    gates.clock.pass_s(600)
    gates.back.lane.mode = DirectionMode.IN
    assert gates.back.take(card(1)).warnings == (WarningCode.ALREADY_INSIDE,)
    gates.back.lane.mode = DirectionMode.OUT
    gates.clock.pass_s(600)
    assert gates.back.take(card(1)).warnings == ()
    gates.meet()
    gates.front.lane.mode = DirectionMode.OUT
    gates.clock.pass_s(600)
    assert gates.front.take(card(1)).warnings == (WarningCode.NOT_INSIDE,)


def test_the_same_person_within_seconds_counts_once_at_the_site(gates: Gates) -> None:
    gates.front.take(card(1))
    gates.meet()
    gates.clock.pass_s(2)
    assert gates.back.take(card(1)).verdict is Verdict.SEEN
    gates.clock.pass_s(6)
    assert gates.back.take(card(1)).verdict is Verdict.RECORDED


def test_a_card_used_at_one_gate_is_used_at_the_other(gates: Gates) -> None:
    entry = Entry(DirectionMode.IN, person=Person(name="Nguyễn Thị Thử"), pass_number="NTD 7")
    gates.front.enter(entry)
    gates.meet()
    day = (0, 1 << 60)
    assert gates.back.store.lists.used_at("NTD7", day) == gates.clock.now_ms()


def test_without_network_nothing_is_refused_and_it_mends_itself(gates: Gates) -> None:
    gates.front.take(card(1))
    gates.hub.stop()
    gates.clock.pass_s(600)
    left = gates.back.take(card(1))
    assert left.passage is not None
    assert left.passage.direction is Direction.IN  # it cannot know better
    assert left.verdict is Verdict.RECORDED
    assert gates.back.sync_once().cause is not None
    gates.hub.start()
    gates.meet()
    assert names(gates.front) == [(left.passage.person.name, "Cổng sau")]
    assert names(gates.back) == [(left.passage.person.name, None)]
    assert gates.front.store.inside_count() == gates.back.store.inside_count() == 1


def test_an_undone_crossing_is_undone_at_the_other_gate(gates: Gates) -> None:
    gates.front.take(card(1))
    gates.meet()
    assert gates.back.store.inside_count() == 1
    assert gates.front.undo() is not None
    gates.meet()
    assert gates.back.store.inside_count() == gates.front.store.inside_count() == 0


def test_a_sheet_counts_its_own_gate_and_says_so(gates: Gates) -> None:
    gates.front.take(card(1))
    gates.back.take(card(2))
    assert to_fields(gates.front.day_sheet())["other_gates"] is False
    gates.meet()
    fields = to_fields(gates.front.day_sheet())
    assert (fields["total"], fields["inside"], fields["other_gates"]) == (1, 2, True)
    assert gates.front.store.balance().captured == 1
    assert all(desk.store.verify().ok for desk in (gates.front, gates.back))


def test_a_sheet_speaks_of_no_other_gate_that_crossed_nobody(gates: Gates) -> None:
    gates.front.take(card(1))
    gates.meet()
    assert gates.front.store.elsewhere.place().source, "it has heard that there is nothing"
    assert to_fields(gates.front.day_sheet())["other_gates"] is False


@pytest.mark.parametrize("seed", range(2))
def test_both_gates_always_agree_on_who_is_inside(gates: Gates, seed: int) -> None:
    rng, inside = Random(seed), set[int]()
    for _ in range(25):
        gates.clock.pass_s(rng.randrange(6, 900))
        who = rng.randrange(5)
        made = rng.choice([gates.front, gates.back]).take(card(who)).passage
        assert made is not None
        assert made.direction is (Direction.OUT if who in inside else Direction.IN)
        inside ^= {who}
        gates.meet()
        front, back = ({row.person_key for row in desk.store.inside()}
                       for desk in (gates.front, gates.back))  # fmt: skip
        assert front == back
        assert len(front) == len(inside) == gates.front.store.inside_count()
        assert gates.back.store.inside_count() == len(inside)


def test_the_thread_hears_by_itself_and_says_so(gates: Gates) -> None:
    gates.front.take(card(1))
    assert gates.front.sync_once().cause is None
    heard = threading.Event()

    def look() -> None:
        if gates.back.store.inside_count() == 1:
            heard.set()

    gates.back.subscribe(look)
    gates.back.start_sending()
    assert heard.wait(WAIT_S)


def test_another_hub_begins_anew(gates: Gates, tmp_path: Path) -> None:
    gates.front.take(card(1))
    gates.meet()
    assert gates.back.store.elsewhere.count() == 1
    with RunningHub(tmp_path / "other") as other:
        other.hub.add_site(SITE, SiteKind.RESIDENTIAL)
        gates.back.enrol(other.url, other.hub.enrol(SITE))
        gates.front.enrol(other.url, other.hub.enrol(SITE))
        gates.clock.pass_s(600)
        gates.front.take(card(2))
        gates.meet()
        assert [row.gate for row in gates.back.store.inside()] == ["Cổng trước"]
        assert gates.back.store.elsewhere.count() == 1


def test_another_hub_is_read_from_its_beginning(gates: Gates) -> None:
    asked = []

    class Other(AbsentHub):
        def site_feed(self, cursor: str) -> SiteFeed:  # type: ignore[override] # this one answers
            asked.append(cursor)
            return SiteFeed(
                hub=new_id(), site=new_id(), items=[], cursor="2.0", more=False, wait_s=0
            )

        def close(self) -> None:
            pass

    gates.front.take(card(1))
    gates.meet()
    kept = gates.back.store.elsewhere.place().cursor
    hearing = SiteHearing(gates.back.store, gates.clock, threading.Event())
    hearing.set_hub(Other(SyncCause.NO_ANSWER), "http://127.0.0.1:1")
    hearing.once()
    assert asked == [kept, ""]
    assert gates.back.store.elsewhere.count() == 0


@pytest.mark.parametrize(
    "body",
    [
        b"<html>login</html>",
        b'{"hub": 1}',
        b"",
        msgspec.json.encode({"hub": "x", "site": "y", "items": [{}], "cursor": "", "more": True}),
    ],
    ids=["page", "foreign", "empty", "half"],
)
def test_what_is_not_the_hub_changes_nothing(gates: Gates, body: bytes) -> None:
    gates.front.take(card(1))
    gates.meet()
    ours = {"Content-Type": CONTENT_TYPE, MARKER: MARKER_VALUE}
    with ScriptedServer(reply(200, body, ours)) as server:
        gates.back.store.set_hub(server.url, "token", "hub", SITE)
        client = gates.back._client()
        assert client is not None
        hearing = SiteHearing(gates.back.store, gates.clock, threading.Event())
        hearing.set_hub(client, server.url)
        assert hearing.try_once() > 0
        client.close()
    assert gates.back.store.inside_count() == 1


def test_a_hub_that_never_comes_to_an_end_is_left(gates: Gates) -> None:
    asked = []

    class Endless(AbsentHub):
        def site_feed(self, cursor: str) -> SiteFeed:  # type: ignore[override] # this one answers
            asked.append(cursor)
            info = gates.front.info
            return SiteFeed(hub=info.id, site=info.id, items=[], cursor="1.0", more=True, wait_s=0)

        def close(self) -> None:
            pass

    hearing = SiteHearing(gates.back.store, gates.clock, threading.Event())
    hearing.set_hub(Endless(SyncCause.NO_ANSWER), "http://127.0.0.1:1")
    assert hearing.once() == NEAR_S
    assert len(asked) < 1_000


@pytest.mark.parametrize(
    ("url", "near"),
    [
        ("http://127.0.0.1:8019", True),
        ("https://192.168.1.5:8019", True),
        ("https://[fd00::1]:8019", True),
        ("https://hub.local", True),
        ("https://gate-pc:8019", True),
        ("https://8.8.8.8", False),
        ("https://hub.hanoi.gov.vn", False),
        ("", False),
        ("https://[broken", False),
    ],
)
def test_a_near_hub_is_told_by_its_address(url: str, near: bool) -> None:
    assert is_near(url) is near
    assert NEAR_S < FAR_S


def test_a_driver_leaves_by_the_other_gate(gates: Gates) -> None:
    words = Words("29B1 123.45", name="Lý Văn Giao", destination="Toà A")
    came = deliveries.record(gates.front, words, Kind.DELIVERY, Direction.IN)
    gates.meet()
    (visit,) = deliveries.under_way(gates.back)
    assert (visit.row.plate, visit.row.gate) == ("29B112345", "Cổng trước")
    gates.clock.pass_s(600)
    left = leave(gates.back, visit.row)
    assert came.passage is not None
    assert left is not None
    assert left.passage is not None
    assert left.warnings == ()
    assert left.passage.person_key == came.passage.person_key
    gates.meet()
    assert deliveries.under_way(gates.front) == []
