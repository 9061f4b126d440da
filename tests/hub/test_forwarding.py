"""A site's hub and the city's above it: each passage gets there once, at its highest revision."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from random import Random
from threading import Event
from uuid import UUID, uuid4

import msgspec
import pytest

from checkpoint_app.domain.clock import SystemClock
from checkpoint_app.domain.errors import EnrolmentRefused, SiteUnknown
from checkpoint_app.domain.passage import Passage, SiteKind
from checkpoint_app.domain.site_hub_errors import HubIsItself
from checkpoint_app.domain.trust_errors import HubNotTheOne
from checkpoint_app.hub.service import Hub
from checkpoint_app.hub.store.forward import Forward
from checkpoint_app.hub.tls import OwnTls
from checkpoint_app.records.ids import new_id
from checkpoint_app.records.views import Answer, OutboxState, Sending
from checkpoint_app.station.relay import Relay, join, standing
from checkpoint_app.sync.causes import SyncCause
from checkpoint_app.sync.engine import RoundResult, SyncEngine
from checkpoint_app.wire.answers import make_answer
from checkpoint_app.wire.messages import BatchAnswer, Bulletin, Rejection
from checkpoint_app.wire.passages import encode_item
from tests.fakes.hub_server import RunningHub, Station, make_passage

SITE = "Chung cư Thử"
CLOCK = SystemClock()


class Chain:
    """A hub of a site, and the city's above it."""

    def __init__(self, folder: Path, db_url: str | None) -> None:
        self.rng = Random(1)
        self.city = RunningHub(folder / "city")
        self.city.hub.add_site("Thành phố: Chung cư Thử", SiteKind.RESIDENTIAL)
        self.site = RunningHub(folder / "site", db_url)
        self.site.hub.add_site(SITE, SiteKind.RESIDENTIAL)
        self.station = Station(folder, self.site)

    @property
    def forward(self) -> Forward:
        return self.site.hub.forward

    def join(self, city: RunningHub | None = None) -> None:
        above = city or self.city
        name = "Thành phố: Chung cư Thử"
        join(self.site.hub, above.url, above.hub.enrol(name), CLOCK)

    def send(self, *passages: Passage) -> None:
        client = self.station.client(self.site.url)
        client.send([encode_item(one) for one in passages])
        client.close()

    def make(self, count: int) -> list[Passage]:
        return [make_passage(self.station.id, self.rng) for _ in range(count)]

    def relay(self) -> RoundResult:
        """One round upward."""
        relay = Relay(self.site.hub, CLOCK)
        try:
            return relay.once()
        finally:
            relay.__exit__(None, None, None)

    def close(self) -> None:
        self.station.close()
        self.site.stop()
        self.city.stop()


@pytest.fixture
def chain(tmp_path: Path, hub_db: str | None) -> Iterator[Chain]:
    made = Chain(tmp_path, hub_db)
    yield made
    made.close()


def test_what_the_site_takes_in_goes_up_once(chain: Chain) -> None:
    chain.join()
    chain.send(*chain.make(5))
    assert chain.forward.unsent() == 5
    assert chain.relay() == RoundResult(sent=5, accepted=5)
    assert chain.city.held() == chain.site.held()
    assert chain.relay() == RoundResult()


def test_what_was_held_before_joining_goes_up_too(chain: Chain) -> None:
    chain.send(*chain.make(3))
    assert chain.forward.unsent() == 0
    chain.join()
    chain.send(*chain.make(2))
    assert chain.relay().accepted == 5
    assert chain.city.held() == chain.site.held()


def test_the_stations_stay_who_they_are(chain: Chain) -> None:
    chain.join()
    chain.send(*chain.make(1))
    chain.relay()
    (held,) = chain.city.hub.passages(reveal=True)
    assert held["station"] == str(chain.station.id)
    assert held["site_name"] == "Thành phố: Chung cư Thử"
    assert held["person"] == next(chain.site.hub.passages(reveal=True))["person"]


def test_revisions_and_voidings_follow(chain: Chain) -> None:
    chain.join()
    (made,) = chain.make(1)
    chain.send(made)
    chain.relay()
    chain.send(replace(made, rev=2, note="x"), replace(made, rev=3, voided=True))
    assert chain.forward.unsent() == 1  # the highest revision alone
    assert chain.relay().accepted == 1
    (held,) = chain.city.hub.passages()
    assert (held["rev"], held["voided"]) == (3, True)
    chain.send(made)  # a late copy
    assert chain.forward.unsent() == 0


def test_words_of_a_newer_version_are_passed_on(chain: Chain) -> None:
    chain.join()
    (made,) = chain.make(1)
    raw = encode_item(made)[:-1] + b',"in_ten_years":{"word":[1,2]}}'
    client = chain.station.client(chain.site.url)
    client.send([raw])
    client.close()
    chain.relay()
    (page,) = chain.city.hub._passages.pages()
    assert page[0]["body"] == raw


def test_what_arrives_during_a_round_is_not_confirmed_by_it(chain: Chain) -> None:
    chain.join()
    (made,) = chain.make(1)
    chain.send(made)
    (claimed,) = chain.forward.claim(10, 0)
    chain.send(replace(made, rev=2))
    chain.forward.settle([Answer(claimed.id, claimed.rev, OutboxState.ACCEPTED)], uuid4(), 0)
    assert chain.forward.unsent() == 1
    chain.relay()
    assert chain.city.held() == {str(made.id): 2}


def test_a_killed_round_is_played_again(chain: Chain) -> None:
    chain.join()
    chain.send(*chain.make(4))
    assert len(chain.forward.claim(3, 0)) == 3
    assert chain.relay().accepted == 4


def test_new_and_old_are_sent_together_and_poison_sinks(chain: Chain) -> None:
    chain.join()
    made = chain.make(9)
    for one in made:
        chain.send(one)
    first = chain.forward.claim(4, 0, fresh=2)
    assert {one.id for one in first} == {made[no].id for no in (0, 1, 7, 8)}
    chain.forward.release([(one.id, one.rev) for one in first], "stopped", sinks=True)
    second = chain.forward.claim(5, 0)
    assert {one.id for one in second} == {made[no].id for no in (2, 3, 4, 5, 6)}
    chain.forward.release([(one.id, one.rev) for one in second], "stopped", sinks=False)
    assert {one.id for one in chain.forward.claim(5, 0)} == {one.id for one in second}
    assert chain.forward.recover(before_ms=0) == 0
    assert chain.forward.recover() == 5


class Choosy:
    """A hub above that refuses some."""

    def __init__(self, refused: set[UUID]) -> None:
        self.refused = refused

    def send(self, items: Sequence[bytes]) -> BatchAnswer:
        read = [msgspec.json.decode(item) for item in items]
        pairs = [(UUID(one["id"]), one["rev"]) for one in read]
        return make_answer(
            uuid4(), 0, [pair for pair in pairs if pair[0] not in self.refused], [],
            [Rejection("text_too_long", "note", *pair) for pair in pairs
             if pair[0] in self.refused],
        )  # fmt: skip

    def bulletin(self) -> Bulletin:
        return Bulletin(now=0, hub=new_id(), site_name="")


def test_what_is_refused_above_is_kept_and_shown_and_blocks_nobody(chain: Chain) -> None:
    chain.join()
    made = chain.make(3)
    chain.send(*made)
    hub = Choosy({made[1].id})

    class Source:
        outbox = chain.forward

    engine = SyncEngine(Source(), hub, CLOCK, Event())
    assert engine.once() == RoundResult(sent=3, accepted=2, needs_fix=1)
    said = standing(chain.site.hub)
    assert said is not None
    assert (said["waiting"], said["needs_fix"]) == (0, 1)
    assert said["refused"] == [
        {"id": str(made[1].id), "rev": 1, "code": "text_too_long", "field": "note"}
    ]
    chain.send(replace(made[1], rev=2))  # mended at its station
    assert chain.forward.refused() == []
    hub.refused = set()
    assert engine.once().accepted == 1


def test_without_network_nothing_is_lost_and_it_is_said(chain: Chain) -> None:
    chain.join()
    chain.send(*chain.make(3))
    chain.city.stop()
    assert chain.relay().cause is SyncCause.NO_NETWORK
    said = standing(chain.site.hub)
    assert said is not None
    assert (said["waiting"], said["cause"]) == (3, "no_network")
    chain.city.start()
    assert chain.relay().accepted == 3
    assert chain.city.held() == chain.site.held()


def test_joining_again_goes_on_where_it_was(chain: Chain) -> None:
    chain.join()
    chain.send(*chain.make(2))
    chain.relay()
    before = chain.forward.upward()
    chain.join()
    after = chain.forward.upward()
    assert before is not None
    assert after is not None
    assert after.station == before.station
    assert after.token != before.token
    assert chain.forward.unsent() == 0
    chain.send(*chain.make(1))
    assert chain.relay().accepted == 1
    assert chain.city.hub.status()["stations"] == 1


def test_another_hub_above_gets_everything(chain: Chain, tmp_path: Path) -> None:
    chain.join()
    chain.send(*chain.make(2))
    chain.relay()
    with RunningHub(tmp_path / "other") as other:
        other.hub.add_site("Thành phố: Chung cư Thử", SiteKind.RESIDENTIAL)
        chain.join(other)
        assert chain.relay().accepted == 2
        assert other.held() == chain.site.held()


def test_only_one_site_is_reported(chain: Chain, tmp_path: Path) -> None:
    chain.site.hub.add_site("Nơi khác", SiteKind.OTHER)
    with pytest.raises(SiteUnknown):
        chain.join()  # which?
    code = chain.city.hub.enrol("Thành phố: Chung cư Thử")
    join(chain.site.hub, chain.city.url, code, CLOCK, SITE)
    other = Station(tmp_path, chain.site, "Nơi khác")
    client = other.client(chain.site.url)
    client.send([encode_item(make_passage(other.id, chain.rng))])
    client.close()
    other.close()
    assert chain.forward.unsent() == 0


def test_a_wrong_code_changes_nothing(chain: Chain) -> None:
    with pytest.raises(EnrolmentRefused):
        join(chain.site.hub, chain.city.url, "ABCDEFGH", CLOCK)
    assert chain.forward.upward() is None
    assert standing(chain.site.hub) is None


def test_a_hub_does_not_report_to_itself(chain: Chain) -> None:
    with pytest.raises(HubIsItself):
        join(chain.site.hub, chain.site.url, chain.site.hub.enrol(SITE), CLOCK)
    assert chain.forward.upward() is None


def test_how_it_stands_is_kept_over_a_restart(chain: Chain) -> None:
    chain.join()
    assert chain.forward.sending() == Sending()
    kept = Sending(cause="no_network", since=7, next_try_at=9, failures=3)
    chain.forward.note_sending(kept)
    chain.site.stop()
    chain.site.start()
    assert chain.forward.sending() == kept


def test_the_token_lies_sealed(chain: Chain) -> None:
    chain.join()
    above = chain.forward.upward()
    assert above is not None
    with chain.site.hub._database.read() as connection:
        (token,) = connection.exec_driver_sql("SELECT token FROM upward").one()
    assert above.token.encode() not in bytes(token)


def test_it_goes_up_by_itself(chain: Chain) -> None:
    chain.join()
    sent = Event()

    class Listener:
        def on_round(self, result: RoundResult) -> None:
            if result.accepted:
                sent.set()

        def on_state(self, _state: object) -> None:
            pass

    with Relay(chain.site.hub, CLOCK, Listener()):
        chain.send(*chain.make(2))
        assert sent.wait(20)
    assert chain.city.held() == chain.site.held()


def test_nothing_is_let_go_of_before_it_was_sent(chain: Chain) -> None:
    chain.join()
    chain.send(*chain.make(3))
    held = chain.site.held()
    assert chain.site.hub.drop_before("2100-01-01", "2100-01-01").passages == 0
    assert chain.site.held() == held
    assert chain.relay().accepted == 3
    chain.site.hub.drop_before("2100-01-01", "2100-01-01")
    assert chain.site.held() == {}
    assert chain.city.held() == held


def test_the_line_upward_is_pinned_by_the_code(chain: Chain, tmp_path: Path) -> None:
    def speak(hub: Hub) -> OwnTls:
        return OwnTls(hub.identity, CLOCK, lambda: ["127.0.0.1"])

    chain.send(*chain.make(2))
    with RunningHub(tmp_path / "secure", speak=speak) as secure:
        assert secure.url.startswith("https:")
        secure.hub.add_site("Chung cư Thử", SiteKind.RESIDENTIAL)
        code = secure.hub.enrol(SITE)
        with pytest.raises(HubNotTheOne):
            join(chain.site.hub, secure.url, code + chain.city.hub.identity.pin, CLOCK)
        assert chain.forward.upward() is None
        join(chain.site.hub, secure.url, code + secure.hub.identity.pin, CLOCK)
        assert chain.relay().accepted == 2
        assert secure.held() == chain.site.held()
