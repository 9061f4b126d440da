"""Two gates of one site and a real hub, on either database: what one lists, the other goes by."""

import threading
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

import msgspec
import pytest
from sqlalchemy import Table, delete, insert, select

from checkpoint_app.domain.documents import Hours, Sex
from checkpoint_app.domain.listed import (
    ListedPerson,
    ListKind,
    MarketCard,
    Parity,
    SharedKind,
    WatchEntry,
)
from checkpoint_app.domain.passage import Kind, Person, SiteKind
from checkpoint_app.hub.store.tables import site_list, site_list_change, site_list_row
from checkpoint_app.records.ids import new_id
from checkpoint_app.records.shared_lists import Change
from checkpoint_app.records.store import Store
from checkpoint_app.records.views import StationInfo
from checkpoint_app.sync.absent import AbsentHub
from checkpoint_app.sync.causes import SyncCause, SyncFailure
from checkpoint_app.sync.client import HubClient
from checkpoint_app.sync.enrol import enrol
from checkpoint_app.sync.site_feed import SiteHearing
from checkpoint_app.wire.site_feed import SiteFeed
from checkpoint_app.wire.site_lists import (
    MAX_PAGE_ITEMS,
    ListPage,
    ListTaken,
    SiteListStates,
    decode_row,
    encode_row,
    key_of,
)
from tests.fakes.clock import FakeClock
from tests.fakes.hub_server import RunningHub

SITE = "Chợ Thử"
LAN = ListedPerson(Kind.RESIDENT, "Nguyễn Thị Lan", "001199000001", "0912000001", home="Căn 7")
HUNG = ListedPerson(Kind.STAFF, "Trần Văn Hùng", phone="0912000002", sex=Sex.MALE, note="ca đêm")
XE = ListedPerson(Kind.GOODS, plate="29C12345")
CARD = MarketCard(
    "NTD-0001",
    "Phường Một",
    "Lê Thị Thử",
    "0912000003",
    frozenset({0, 2, 4}),
    Parity.EVEN,
    (Hours(frozenset({0, 2}), 300, 480),),
    date(2026, 1, 1),
    date(2026, 12, 31),
)
OTHER_CARD = MarketCard("NTD-0002")
WATCHED = WatchEntry("Phạm Văn Canh", "001190000009", None, None, "Mời vào phòng bảo vệ")
DAY = (0, 1 << 60)


class Gate:
    """A station's store, and its line to the hub."""

    def __init__(self, folder: Path, hub: RunningHub, clock: FakeClock, site: str = SITE) -> None:
        self.clock = clock
        self.info = StationInfo(new_id(), site, "Cổng", "", SiteKind.MARKET)
        self.path = folder / f"{self.info.id.hex}.db"
        self.store = Store.create(self.path, bytes(range(32)), self.info, clock)
        self.joins(hub, site)

    def joins(self, hub: RunningHub, site: str = SITE) -> None:
        answer = enrol(hub.url, hub.hub.enrol(site), self.info, self.clock)
        self.line = HubClient(hub.url, answer.token, self.info.id, self.clock)
        self.hears(self.line, hub.url)

    def hears(self, door: Any, url: str = "http://127.0.0.1:1") -> None:
        self.hearing = SiteHearing(self.store, self.clock, threading.Event())
        self.hearing.set_hub(door, url)

    def take(self, kind: ListKind, *rows: Any, add: bool = False) -> None:
        self.clock.pass_s(1)
        self.store.lists.take(kind, rows, replace=not add)

    def sync(self) -> None:
        self.hearing.once()

    def people(self) -> set[ListedPerson]:
        return set(self.store.lists.people())

    def all(self) -> tuple[Any, ...]:
        lists = self.store.lists
        return (self.people(), tuple(lists.cards()), set(lists.watched("site")))

    def close(self) -> None:
        self.line.close()
        self.store.close()


class World:
    """A hub with one site, and its gates."""

    def __init__(self, folder: Path, db_url: str | None) -> None:
        self.clock = FakeClock()
        self.folder = folder
        self.hub = RunningHub(folder / "hub", db_url, clock=self.clock)
        self.hub.hub.add_site(SITE, SiteKind.MARKET)
        self.gates: list[Gate] = []
        self.front, self.back = self.gate(), self.gate()

    def gate(self, site: str = SITE) -> Gate:
        self.gates.append(Gate(self.folder, self.hub, self.clock, site))
        return self.gates[-1]

    def sync(self, *gates: Gate) -> None:
        for gate in gates or (self.front, self.back, self.front):
            gate.sync()


@pytest.fixture
def world(tmp_path: Path, hub_db: str | None) -> Iterator[World]:
    made = World(tmp_path, hub_db)
    yield made
    for gate in made.gates:
        gate.close()
    made.hub.stop()


def crowd(count: int, seed: int = 0) -> list[ListedPerson]:
    rng = Random(seed)
    return [
        ListedPerson(
            Kind.RESIDENT,
            f"Nguyễn Thị Thử {no}",
            f"0011990{no:05}",
            f"09{rng.randrange(10**8):08}",
            "1990-01-01",
            Sex.FEMALE,
            f"Căn {no}, toà A",
        )
        for no in range(count)
    ]


def test_what_one_gate_lists_the_other_goes_by(world: World) -> None:
    front, back = world.front, world.back
    front.take(ListKind.PEOPLE, LAN, HUNG, XE)
    front.take(ListKind.CARDS, CARD, OTHER_CARD)
    front.take(ListKind.WATCH, WATCHED)
    world.sync()
    assert back.all() == front.all()
    assert back.people() == {LAN, HUNG, XE}
    known = back.store.lists.known(Person(id_number=LAN.id_number))
    assert known == LAN
    assert back.store.lists.find("hung") == [HUNG]
    (hit,) = back.store.lists.watching(Person(id_number=WATCHED.id_number), None, date(2026, 6, 1))
    assert hit.entry == WATCHED


@pytest.mark.parametrize("row", [LAN, HUNG, XE, CARD, OTHER_CARD, WATCHED])
def test_a_row_travels_unchanged(row: Any) -> None:
    kinds = {ListedPerson: SharedKind.PEOPLE, MarketCard: SharedKind.CARDS}
    kind = kinds.get(type(row), SharedKind.WATCH)
    assert decode_row(kind, encode_row(row)) == row


def test_the_latest_import_wins_by_the_order_of_the_hub(world: World) -> None:
    front, back = world.front, world.back
    world.sync()
    front.take(ListKind.PEOPLE, LAN)
    back.take(ListKind.PEOPLE, HUNG)
    world.sync(back, front, back)  # the one that was made first arrives last
    assert front.people() == back.people() == {LAN}
    third = world.gate()
    world.sync(third)
    assert third.people() == {LAN}


def test_what_is_added_at_both_gates_is_at_both(world: World) -> None:
    front, back = world.front, world.back
    front.take(ListKind.PEOPLE, LAN)
    world.sync()
    front.take(ListKind.PEOPLE, HUNG, add=True)
    moved = replace(LAN, home="Căn 9")
    back.take(ListKind.PEOPLE, XE, moved, add=True)
    world.sync()
    assert front.people() == back.people() == {moved, HUNG, XE}


def test_a_list_that_is_made_shorter_is_shorter_everywhere(world: World) -> None:
    front, back = world.front, world.back
    front.take(ListKind.PEOPLE, LAN, HUNG, XE)
    world.sync()
    front.take(ListKind.PEOPLE, HUNG)
    world.sync()
    assert back.people() == {HUNG}
    front.take(ListKind.PEOPLE)
    world.sync()
    assert back.people() == set()


def test_who_asked_to_be_forgotten_is_forgotten_everywhere(world: World) -> None:
    front, back = world.front, world.back
    front.take(ListKind.PEOPLE, LAN, HUNG)
    front.take(ListKind.CARDS, replace(CARD, phone=LAN.phone), OTHER_CARD)
    world.sync()
    assert front.store.lists.forget(Person(phone=LAN.phone)) == 2
    with front.store._database.read() as connection:
        waiting = connection.exec_driver_sql("SELECT * FROM list_change").all()
    assert len(waiting) == 2
    told = repr(waiting)
    for word in (LAN.phone, LAN.id_number):
        assert str(word) not in told
    world.sync()
    assert back.people() == {HUNG}
    assert [held.card.number for held in back.store.lists.cards()] == ["NTD-0002"]


def test_a_card_handed_in_at_one_gate_is_handed_in_at_the_other(world: World) -> None:
    front, back = world.front, world.back
    front.take(ListKind.CARDS, CARD, OTHER_CARD)
    world.sync()
    back.clock.pass_s(1)
    assert back.store.lists.hand_in("ntd-0001")
    at = world.clock.now_ms()
    world.sync(back, front)
    held = front.store.lists.card("NTD-0001", DAY)
    assert held is not None
    assert held.handed_in_at == at
    front.clock.pass_s(1)
    assert front.store.lists.give_back("NTD-0001")
    world.sync(front, back)
    assert [card.handed_in_at for card in back.store.lists.cards()] == [None, None]


def test_cards_that_come_after_what_was_handed_in_know_of_it(world: World) -> None:
    front, back = world.front, world.back
    front.take(ListKind.CARDS, CARD)
    front.store.lists.hand_in(CARD.number)
    world.sync(front, back)
    third = world.gate()
    world.sync(third)
    assert third.all() == front.all()
    front.take(ListKind.CARDS, replace(CARD, ward="Phường Hai"))
    world.sync()
    assert [card.handed_in_at is None for card in back.store.lists.cards()] == [False]


def test_a_gate_that_joins_brings_what_it_has_and_overwrites_nothing(world: World) -> None:
    world.front.take(ListKind.PEOPLE, LAN)
    world.sync()
    late = Gate(world.folder, world.hub, world.clock)
    world.gates.append(late)
    late.store.lists.take(ListKind.PEOPLE, [replace(LAN, home="Căn cũ"), HUNG], replace=True)
    world.sync(late, world.front)
    assert late.people() == world.front.people() == {LAN, HUNG}


def test_another_site_hears_nothing_and_a_gate_alone_tells_nothing(world: World) -> None:
    world.hub.hub.add_site("Nơi khác", SiteKind.OTHER)
    alone = world.gate("Nơi khác")
    alone.take(ListKind.PEOPLE, HUNG)
    world.front.take(ListKind.PEOPLE, LAN)
    world.sync(world.front, alone, world.back)
    assert rows_at(world) == 1
    assert alone.people() == {HUNG}
    second = world.gate("Nơi khác")
    world.sync(alone, second)
    assert second.people() == {HUNG}


def rows_at(world: World) -> int:
    with world.hub.hub._database.read() as connection:
        return int(connection.exec_driver_sql("SELECT count(*) FROM site_list_row").scalar() or 0)


def test_at_the_hub_rows_are_sealed_and_each_change_and_look_is_logged(world: World) -> None:
    world.front.take(ListKind.PEOPLE, LAN, HUNG)
    world.sync()
    tables = (site_list, site_list_row, site_list_change)
    held = [row for table in tables for row in dump(world, table)[1]]
    told = repr(held).encode() + b"".join(bytes(row["body"]) for row in held if "body" in row)
    for word in (LAN.name, LAN.phone, LAN.id_number, HUNG.note):
        assert word is not None
        assert word.encode() not in told
    log = world.hub.hub.access.page()
    assert [(row.action, row.items) for row in log] == [("list_read", 2), ("list", 2)]
    assert str(world.back.info.id) in (log[0].subject or "")
    assert "people" in (log[1].subject or "")


def test_without_network_a_gate_goes_by_what_it_has(world: World) -> None:
    front, back = world.front, world.back
    front.take(ListKind.PEOPLE, LAN)
    world.sync()
    world.hub.stop()
    front.take(ListKind.PEOPLE, HUNG, add=True)
    assert front.hearing.try_once() > 0
    assert back.hearing.try_once() > 0
    assert (front.people(), back.people()) == ({LAN, HUNG}, {LAN})
    world.hub.start()
    world.sync()
    assert back.people() == {LAN, HUNG}


def test_a_list_is_durable_at_each_gate(world: World) -> None:
    world.front.take(ListKind.PEOPLE, LAN)
    world.sync()
    world.back.store.close()
    world.back.store = Store.open(world.back.path, bytes(range(32)), world.clock)
    assert world.back.people() == {LAN}
    world.back.hears(world.back.line)
    world.back.sync()
    assert world.back.people() == {LAN}


class Broken(AbsentHub):
    """The hub's own answers, until the line breaks."""

    def __init__(self, line: HubClient, pages: int, *, deaf: bool = False) -> None:
        super().__init__(SyncCause.NO_ANSWER)
        self.line = line
        self.pages = pages
        self.deaf = deaf

    def site_feed(self, cursor: str) -> SiteFeed:  # type: ignore[override] # this one answers
        return self.line.site_feed(cursor)

    def list_states(self) -> SiteListStates:  # type: ignore[override] # as above
        return self.line.list_states()

    def change_list(self, change: Change) -> ListTaken:  # type: ignore[override] # as above
        taken = self.line.change_list(change)
        if self.deaf:
            raise SyncFailure(SyncCause.NO_ANSWER)
        return taken

    def list_page(  # type: ignore[override] # as above
        self, kind: SharedKind, held: int, after: str
    ) -> ListPage:
        if not self.pages:
            raise SyncFailure(SyncCause.NO_ANSWER)
        self.pages -= 1
        return self.line.list_page(kind, held, after)


def test_what_breaks_half_way_changes_nothing(world: World) -> None:
    front, back = world.front, world.back
    front.take(ListKind.PEOPLE, LAN)
    world.sync()
    many = crowd(2 * MAX_PAGE_ITEMS + 1)
    front.take(ListKind.PEOPLE, *many)
    world.sync(front)
    for pages in range(3):
        back.hears(Broken(back.line, pages))
        with pytest.raises(SyncFailure):
            back.sync()
        assert back.people() == {LAN}
    back.hears(back.line)
    back.sync()
    assert back.people() == set(many)


def test_a_list_that_changes_while_it_is_read_is_read_anew(world: World) -> None:
    front, back = world.front, world.back
    many = crowd(MAX_PAGE_ITEMS + 10)
    front.take(ListKind.PEOPLE, *many)
    world.sync(front)

    class Meanwhile(Broken):
        def list_page(  # type: ignore[override] # as above
            self, kind: SharedKind, held: int, after: str
        ) -> ListPage:
            if after:
                front.take(ListKind.PEOPLE, *many[5:])
                front.sync()
            return super().list_page(kind, held, after)

    back.hears(Meanwhile(back.line, 9))
    back.sync()
    assert back.people() == set()
    back.hears(back.line)
    back.sync()
    assert back.people() == set(many[5:])


def test_a_list_that_is_taken_here_while_another_is_read_stays(world: World) -> None:
    front, back = world.front, world.back
    world.sync()
    front.take(ListKind.PEOPLE, LAN)
    world.sync(front)

    class Meanwhile(Broken):
        def list_page(  # type: ignore[override] # as above
            self, kind: SharedKind, held: int, after: str
        ) -> ListPage:
            back.take(ListKind.PEOPLE, HUNG)
            return super().list_page(kind, held, after)

    back.hears(Meanwhile(back.line, 9))
    back.sync()
    assert back.people() == {HUNG}
    back.hears(back.line)
    world.sync(back, front)
    assert front.people() == back.people() == {HUNG}


def test_a_card_that_is_listed_again_is_handed_in_at_every_gate_alike(world: World) -> None:
    front, back = world.front, world.back
    front.take(ListKind.CARDS, CARD, OTHER_CARD)
    front.store.lists.hand_in(CARD.number)
    world.sync()
    front.take(ListKind.CARDS, OTHER_CARD)
    world.sync()
    front.take(ListKind.CARDS, CARD, OTHER_CARD)
    third = world.gate()
    world.sync(front, back, third)
    assert front.all() == back.all() == third.all()
    assert [card.handed_in_at is None for card in third.store.lists.cards()] == [False, True]


def test_a_change_whose_answer_was_lost_counts_once(world: World) -> None:
    front, back = world.front, world.back
    world.sync()
    front.take(ListKind.PEOPLE, LAN)
    front.hears(Broken(front.line, 9, deaf=True))
    with pytest.raises(SyncFailure):
        front.sync()
    back.take(ListKind.PEOPLE, HUNG)
    world.sync(back)
    front.hears(front.line)
    world.sync()  # told once more, it must not come after the later one
    assert front.people() == back.people() == {HUNG}


def test_what_a_newer_program_wrote_is_passed_over(world: World) -> None:
    front, back = world.front, world.back
    front.take(ListKind.PEOPLE, LAN)
    world.sync(front)

    class Newer(Broken):
        def list_page(  # type: ignore[override] # as above
            self, kind: SharedKind, held: int, after: str
        ) -> ListPage:
            page = super().list_page(kind, held, after)
            odd = [msgspec.Raw(b'{"kind":"drone","name":"x"}'), msgspec.Raw(b"[]")]
            return msgspec.structs.replace(page, rows=[*odd, *page.rows])

    back.hears(Newer(back.line, 9))
    back.sync()
    assert back.people() == {LAN}


def test_a_list_that_is_refused_holds_up_no_other_and_says_why(world: World) -> None:
    front, back = world.front, world.back
    world.sync()
    long = replace(LAN, name="Ễ" * 5_000)  # longer than any door of this program lets in
    front.take(ListKind.PEOPLE, long)
    front.take(ListKind.CARDS, CARD)
    world.sync()
    assert [held.card for held in back.store.lists.cards()] == [CARD]
    assert back.people() == set()
    standing = {one.kind: one for one in front.store.shared_lists.standing()}
    assert (standing[SharedKind.PEOPLE].waiting, standing[SharedKind.PEOPLE].code) == (
        1,
        "envelope",
    )
    front.take(ListKind.PEOPLE, LAN)
    world.sync()
    assert back.people() == {LAN}
    assert not any(one.code for one in front.store.shared_lists.standing())


def test_a_hub_that_was_put_back_is_told_what_it_lost(world: World) -> None:
    front, back = world.front, world.back
    front.take(ListKind.PEOPLE, LAN)
    world.sync()
    kept = [dump(world, table) for table in (site_list, site_list_row)]
    front.take(ListKind.PEOPLE, HUNG, XE)
    world.sync(front)
    front.take(ListKind.PEOPLE, HUNG)
    world.sync()
    put_back(world, kept)
    third = world.gate()
    world.sync(third)
    assert third.people() == {LAN}
    world.sync(back, front, third)
    assert front.people() == back.people() == third.people() == {HUNG}


def test_a_later_import_at_a_hub_that_was_put_back_is_read_whole(world: World) -> None:
    front, back = world.front, world.back
    front.take(ListKind.PEOPLE, LAN)
    world.sync()
    kept = [dump(world, table) for table in (site_list, site_list_row)]
    front.take(ListKind.PEOPLE, HUNG, add=True)
    world.sync()
    put_back(world, kept)
    world.clock.pass_s(1)
    world.hub.hub.bulletins.note_restored(world.clock.now_ms())
    third = world.gate()
    world.sync(third)
    third.take(ListKind.PEOPLE, XE, add=True)
    world.sync(third, front, back)
    assert front.people() == back.people() == third.people() == {LAN, XE}


def dump(world: World, table: Table) -> tuple[Table, Sequence[Any]]:
    with world.hub.hub._database.read() as connection:
        return table, connection.execute(select(table)).mappings().all()


def put_back(world: World, kept: Sequence[tuple[Table, Sequence[Any]]]) -> None:
    with world.hub.hub._database.write() as connection:
        for table, rows in kept:
            connection.execute(delete(table))
            connection.execute(insert(table), [dict(row) for row in rows])


def test_five_thousand_people_are_shared_in_one_go(world: World) -> None:
    many = crowd(5_000)
    world.front.take(ListKind.PEOPLE, *many)
    world.sync(world.front, world.back)
    assert world.back.people() == set(many)


@pytest.mark.parametrize("seed", range(2))
def test_gates_that_change_what_they_like_come_to_agree(world: World, seed: int) -> None:
    rng, gates = Random(seed), [world.front, world.back, world.gate()]
    pool = crowd(6)
    for _ in range(25):
        gate = rng.choice(gates)
        draw = rng.random()
        some = rng.sample(pool, rng.randrange(4))
        if draw < 0.3:
            gate.take(ListKind.PEOPLE, *some, add=rng.random() < 0.6)
        elif draw < 0.4:
            gate.store.lists.forget(Person(id_number=rng.choice(pool).id_number))
        elif draw < 0.5:
            gate.take(ListKind.CARDS, CARD, *rng.sample([OTHER_CARD], rng.randrange(2)))
        elif draw < 0.65:
            world.clock.pass_s(1)
            rng.choice([gate.store.lists.hand_in, gate.store.lists.give_back])("NTD-0001")
        elif draw < 0.75:
            gate.hears(Broken(gate.line, rng.randrange(3), deaf=rng.random() < 0.5))
            gate.hearing.try_once()
            gate.hears(gate.line)
        else:
            gate.sync()
    for _ in range(2):
        world.sync(*gates)
    world.sync(*gates)
    first = gates[0].all()
    assert all(gate.all() == first for gate in gates)
    assert not any(one.waiting for gate in gates for one in gate.store.shared_lists.standing())


def test_a_key_names_whom_a_row_is_about_and_tells_it_to_nobody() -> None:
    assert key_of(LAN) == key_of(replace(LAN, home="Căn khác"))
    assert key_of(LAN) != key_of(replace(LAN, id_number="001199000002"))
    assert str(LAN.id_number) not in key_of(LAN)
