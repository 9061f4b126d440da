"""What the gates of a site hear of each other through their hub."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from uuid import UUID, uuid4

import msgspec
import pytest
import requests

from checkpoint_app.domain.clock import SystemClock
from checkpoint_app.domain.passage import Direction, Passage, SiteKind
from checkpoint_app.hub.service import Hub
from checkpoint_app.hub.store.feed import OVERLAP_MS
from checkpoint_app.hub.store.registry import Sender
from checkpoint_app.wire.messages import Batch, EnrolRequest
from checkpoint_app.wire.passages import encode_item
from checkpoint_app.wire.protocol import CONTENT_TYPE, MARKER
from checkpoint_app.wire.site_feed import FEED_PATH, MAX_FEED_ITEMS, FeedItem, SiteFeed
from tests.fakes.clock import FakeClock
from tests.fakes.hub_server import RunningHub, Station
from tests.fakes.passages import full, passage

HOUR_S = 3_600


class Site:
    """A hub with one site, and stations of it."""

    def __init__(self, home: Path, db_url: str | None) -> None:
        self.clock = FakeClock()
        self.hub = Hub.open(home, db_url, self.clock)
        self.hub.add_site("Chợ Thử", SiteKind.MARKET)

    def joins(self, site: str = "Chợ Thử") -> Sender:
        code = self.hub.enrol(site)
        wish = EnrolRequest(code=code, station=uuid4(), name="Cổng")
        return self.hub.sender(self.hub.join(wish, "").token)

    def send(self, sender: Sender, *passages: Passage) -> None:
        for start in range(0, len(passages), 1_000):
            batch = Batch(
                v=1,
                station=sender.station,
                batch=uuid4(),
                sent=self.clock.now_ms(),
                passages=[msgspec.Raw(encode_item(one)) for one in passages[start : start + 1_000]],
            )
            pending = self.hub.receive(sender, msgspec.json.encode(batch))
            outcome = pending.outcome.result(20)
            assert not pending.rejected
            self.hub.answer(pending, outcome)

    def reads(self, sender: Sender, cursor: str = "") -> tuple[list[FeedItem], str]:
        """All pages from a cursor on."""
        found: list[FeedItem] = []
        while True:
            page = self.hub.site_feed(sender, cursor)
            found += page.items
            cursor = page.cursor
            if not page.more:
                return found, cursor

    def rows(self) -> int:
        with self.hub._database.read() as connection:
            return int(connection.exec_driver_sql("SELECT count(*) FROM feed").scalar() or 0)


@pytest.fixture
def site(tmp_path: Path, hub_db: str | None) -> Iterator[Site]:
    made = Site(tmp_path / "hub", hub_db)
    yield made
    made.hub.close()


def ids(items: list[FeedItem]) -> set[UUID]:
    return {item.id for item in items}


def test_a_gate_hears_of_the_others_and_not_of_itself(site: Site) -> None:
    one, two, three = site.joins(), site.joins(), site.joins()
    first, second = passage(one.station), passage(two.station, direction=Direction.OUT)
    site.send(one, first)
    site.send(two, second)
    assert ids(site.reads(one)[0]) == {second.id}
    assert ids(site.reads(two)[0]) == {first.id}
    assert ids(site.reads(three)[0]) == {first.id, second.id}
    (heard,) = site.reads(one)[0]
    assert heard.person_key == "id:001099000001"
    assert (heard.direction, heard.gate) == (Direction.OUT, second.gate)


def test_nothing_of_a_declaration_is_told(site: Site) -> None:
    one, two = site.joins(), site.joins()
    site.send(one, full(one.station))
    told = msgspec.json.encode(site.hub.site_feed(two, "")).decode()
    for word in ("Đặng Thị Bưởi", "29B112345", "NTD-000123", "Cổng 2"):
        assert word in told
    for word in ("Hà Nội", "declaration", "rau", "Căn 1203", "gửi ở bàn", "Thôn Cầu", "Chị Hai"):
        assert word not in told


def test_another_site_hears_nothing(site: Site) -> None:
    one, two = site.joins(), site.joins()
    site.hub.add_site("Nơi khác", SiteKind.OTHER)
    strangers = site.joins("Nơi khác"), site.joins("Nơi khác")
    site.send(one, passage(one.station))
    assert len(site.reads(two)[0]) == 1
    assert all(site.reads(stranger)[0] == [] for stranger in strangers)


def test_a_gate_alone_needs_no_feed_until_another_joins(site: Site) -> None:
    one = site.joins()
    site.send(one, passage(one.station))
    assert site.rows() == 0
    assert site.hub.site_feed(one, "").wait_s >= 600
    site.joins()
    assert site.hub.site_feed(one, "").wait_s <= 5


def test_what_crossed_before_the_second_gate_joined_is_told(site: Site) -> None:
    one = site.joins()
    crossing = at_hub_time(site, passage(one.station))
    site.send(one, crossing)
    two = site.joins()
    assert ids(site.reads(two)[0]) == {crossing.id}


def at_hub_time(site: Site, made: Passage) -> Passage:
    """The passage with an id of the hub's time: tests' ids are of the real clock's."""
    stamp = site.clock.now_ms() << 80
    return replace(made, id=UUID(int=stamp | (made.id.int & ((1 << 80) - 1))))


def test_revisions_and_voidings_are_told_at_their_newest(site: Site) -> None:
    one, two = site.joins(), site.joins()
    crossing = passage(one.station)
    site.send(one, crossing)
    items, cursor = site.reads(two)
    assert [(item.rev, item.voided) for item in items] == [(1, False)]
    site.clock.pass_s(HOUR_S)
    site.send(one, replace(crossing, rev=2, voided=True))
    site.send(one, crossing)  # late, and of no interest any more
    items, _ = site.reads(two, cursor)
    assert [(item.rev, item.voided) for item in items] == [(2, True)]


def test_reading_goes_on_where_it_ended_with_an_overlap_of_seconds(site: Site) -> None:
    one, two = site.joins(), site.joins()
    site.send(one, passage(one.station))
    _, cursor = site.reads(two)
    assert len(site.reads(two, cursor)[0]) == 1  # once more, for another writer may be late
    site.clock.pass_s(OVERLAP_MS / 1_000 + 1)
    _, cursor = site.reads(two, cursor)
    assert site.reads(two, cursor)[0] == []


def test_a_commit_that_becomes_visible_late_is_not_missed(site: Site) -> None:
    one, two = site.joins(), site.joins()
    late, early = passage(one.station), passage(one.station)
    site.send(one, early)
    site.clock.pass_s(10)
    _, cursor = site.reads(two)
    site.clock.pass_s(-10)  # the other writer took its time of the commit before
    site.send(one, late)
    site.clock.pass_s(10)
    assert late.id in ids(site.reads(two, cursor)[0])


def test_thousands_come_in_pages(site: Site) -> None:
    one, two = site.joins(), site.joins()
    many = [passage(one.station, id_number=f"0010990{no:05}") for no in range(1_234)]
    site.send(one, *many)
    page = site.hub.site_feed(two, "")
    assert len(page.items) == MAX_FEED_ITEMS
    assert page.more
    assert ids(site.reads(two)[0]) == {one.id for one in many}


def test_a_page_is_never_larger_than_a_station_takes(site: Site) -> None:
    one, two = site.joins(), site.joins()
    long = [
        replace(passage(one.station), gate="Cổng" * 50, plate="8" * 64, pass_number="\\" * 64,
                person=replace(full(one.station).person, name="Ễ" * 200))
        for _ in range(1_200)
    ]  # fmt: skip
    site.send(one, *long)
    page = site.hub.site_feed(two, "")
    assert page.more
    assert len(msgspec.json.encode(page)) < 1_000_000
    assert ids(site.reads(two)[0]) == {crossing.id for crossing in long}


@pytest.mark.parametrize(
    "cursor", ["", "x", "1.", ".", "1.zz", "-5.0", "9" * 200, f"{10**30}.{0:032x}", "²." + "0" * 32]
)
def test_any_cursor_is_answered(site: Site, cursor: str) -> None:
    one, two = site.joins(), site.joins()
    crossing = passage(one.station)
    site.send(one, crossing)
    assert ids(site.reads(two, cursor)[0]) == {crossing.id}


def test_a_hub_clock_that_was_set_back_only_repeats(site: Site) -> None:
    one, two = site.joins(), site.joins()
    site.send(one, passage(one.station))
    _, cursor = site.reads(two)
    site.clock.pass_s(-5 * HOUR_S)
    later = passage(one.station)
    site.send(one, later)
    items, cursor = site.reads(two, cursor)
    assert later.id in ids(items)


def test_two_days_are_kept(site: Site) -> None:
    one, two = site.joins(), site.joins()
    site.send(one, passage(one.station))
    site.reads(two)
    assert site.rows() == 1
    site.clock.pass_s(49 * HOUR_S)
    assert site.reads(two)[0] == []
    assert site.rows() == 0


def test_over_http_it_is_our_own_answer_and_for_stations_alone(
    tmp_path: Path, hub: RunningHub
) -> None:
    one, two = Station(tmp_path, hub), Station(tmp_path, hub)
    crossing = passage(one.id, at=SystemClock().now_ms())
    one.store.save(crossing)
    client = one.client(hub.url)
    client.send([encode_item(crossing)])
    client.close()
    bearer = {"Authorization": f"Bearer {two.token}"}
    answer = requests.get(hub.url + FEED_PATH, headers=bearer, timeout=10)
    assert answer.status_code == 200
    assert (answer.headers["Content-Type"], answer.headers[MARKER]) == (CONTENT_TYPE, "1")
    page = msgspec.json.decode(answer.content, type=SiteFeed)
    assert ids(page.items) == {crossing.id}
    assert (page.hub, page.site) == (hub.hub.id, two.answer.site)
    assert requests.get(hub.url + FEED_PATH, timeout=10).status_code == 401
    assert requests.post(hub.url + FEED_PATH, headers=bearer, timeout=10).status_code == 404
    one.close()
    two.close()
