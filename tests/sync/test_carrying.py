"""A stick instead of a network: everything gets there once, and the answers come back."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest

from checkpoint_app.domain.errors import CarriedDamaged, NotEnrolled
from checkpoint_app.domain.trust_errors import StationUnknown
from checkpoint_app.hub.carrying import take_in
from checkpoint_app.records.views import OutboxState
from checkpoint_app.station.hub_line import join
from checkpoint_app.sync.carrying import BATCH, Confirmed, carry_in, carry_out
from checkpoint_app.wire.validation import TEXT_LIMITS
from tests.fakes.hub_server import RunningHub, Station

TOO_LONG = "x" * (TEXT_LIMITS["person.name"] + 1)


@pytest.fixture
def rng() -> Random:
    return Random(7)


@pytest.fixture
def station(tmp_path: Path, hub: RunningHub) -> Iterator[Station]:
    made = joined(tmp_path, hub)
    yield made
    made.close()


def joined(folder: Path, hub: RunningHub) -> Station:
    """A station that exchanged keys with its hub."""
    made = Station(folder, hub)
    code = hub.hub.enrol(made.answer.site_name)
    info = join(made.store, hub.url, code, made.clock, keyring=False, allow_plain=False)
    assert info.hub_token is not None
    made.token = info.hub_token
    return made


@pytest.fixture
def other(tmp_path: Path) -> Iterator[RunningHub]:
    with RunningHub(tmp_path / "other") as running:
        yield running


def out(station: Station) -> bytes:
    return carry_out(station.store, station.clock)[0]


def test_everything_gets_there_and_is_confirmed(
    hub: RunningHub, station: Station, rng: Random
) -> None:
    made = [station.save(rng) for _ in range(BATCH + 20)]
    station.store.void(made[3].id, None)
    envelope, count = carry_out(station.store, station.clock)
    assert count == BATCH + 21
    assert station.store.outbox.unsent() == count, "writing a file confirms nothing"
    taken = take_in(hub.hub, envelope)
    assert (taken.accepted, taken.duplicate, taken.rejected) == (count, 0, 0)
    assert hub.held() == {str(one.id): 2 if one is made[3] else 1 for one in made}
    assert carry_in(station.store, taken.answers) == Confirmed(count, 0, 0)
    assert station.store.outbox.unsent() == 0
    balance = station.store.balance()
    assert balance.balanced
    assert (balance.accepted, balance.voided) == (BATCH + 19, 1)
    assert station.store.verify().ok


def test_twice_does_no_harm(hub: RunningHub, station: Station, rng: Random) -> None:
    made = [station.save(rng) for _ in range(5)]
    envelope = out(station)
    first, second = take_in(hub.hub, envelope), take_in(hub.hub, envelope)
    assert (second.accepted, second.duplicate) == (0, 5)
    later = station.save(rng)
    for answers in (first.answers, second.answers, first.answers):
        carry_in(station.store, answers)
    assert station.store.outbox.unsent() == 1, "what came later still waits"
    assert station.store.balance().accepted == 5
    assert station.store.verify().ok
    assert set(hub.held()) == {str(one.id) for one in made}
    assert str(later.id) not in hub.held()


def test_what_was_sent_meanwhile_is_not_doubled(
    hub: RunningHub, station: Station, rng: Random
) -> None:
    station.save(rng)
    envelope = out(station)
    client = station.client(hub.url)
    items = station.store.outbox.claim(10, station.clock.now_ms())
    client.send([station.store.outbox.encode(item) for item in items])
    client.close()
    taken = take_in(hub.hub, envelope)
    assert (taken.accepted, taken.duplicate) == (0, 1)
    carry_in(station.store, taken.answers)
    assert station.store.balance().duplicate == 1
    assert len(hub.held()) == 1


def test_one_bad_passage_spoils_no_other(hub: RunningHub, station: Station, rng: Random) -> None:
    bad, good = station.save(rng, name=TOO_LONG), station.save(rng)
    taken = take_in(hub.hub, out(station))
    assert carry_in(station.store, taken.answers) == Confirmed(1, 0, 1)
    (refused,) = station.store.outbox.needs_fix()
    assert (refused.id, refused.refusal_field) == (bad.id, "person.name")
    assert [one.state for one in station.store.outbox.standing(good.id)] == [OutboxState.ACCEPTED]
    assert carry_out(station.store, station.clock)[1] == 0, "a refused one waits to be mended"


def test_a_newer_edit_is_not_confirmed_by_the_answer_to_an_older_one(
    hub: RunningHub, station: Station, rng: Random
) -> None:
    made = station.save(rng)
    taken = take_in(hub.hub, out(station))
    station.store.correct(made.id, lambda passage: replace(passage, note="later"))
    carry_in(station.store, taken.answers)
    assert station.store.outbox.unsent() == 1


def test_only_the_right_hub_takes_it_and_only_the_right_station_its_answers(
    hub: RunningHub, station: Station, other: RunningHub, rng: Random, tmp_path: Path
) -> None:
    station.save(rng)
    envelope = out(station)
    with pytest.raises(CarriedDamaged):
        take_in(other.hub, envelope)
    with pytest.raises(CarriedDamaged):
        carry_in(station.store, envelope)  # its own file is no answer
    answers = take_in(hub.hub, envelope).answers
    with pytest.raises(CarriedDamaged):
        take_in(hub.hub, answers)
    beside = joined(tmp_path, hub)
    try:
        with pytest.raises(CarriedDamaged):
            carry_in(beside.store, answers)
    finally:
        beside.close()
    assert station.store.outbox.unsent() == 1


def test_a_station_that_was_shut_out_is_not_heard(
    hub: RunningHub, station: Station, rng: Random
) -> None:
    station.save(rng)
    envelope = out(station)
    hub.hub.revoke(str(station.id))
    with pytest.raises(StationUnknown):
        take_in(hub.hub, envelope)
    assert hub.held() == {}


@pytest.mark.parametrize("place", [0, 30, 200, -70, -1])
def test_a_damaged_stick_changes_nothing(
    hub: RunningHub, station: Station, rng: Random, place: int
) -> None:
    station.save(rng)
    damaged = bytearray(out(station))
    damaged[place] ^= 1
    with pytest.raises((CarriedDamaged, StationUnknown)):
        take_in(hub.hub, bytes(damaged))
    assert hub.held() == {}
    answers = bytearray(take_in(hub.hub, out(station)).answers)
    answers[place] ^= 1
    with pytest.raises(CarriedDamaged):
        carry_in(station.store, bytes(answers))
    assert station.store.outbox.unsent() == 1


def test_nothing_personal_can_be_read_on_the_stick(station: Station, rng: Random) -> None:
    made = station.save(rng)
    envelope = out(station)
    assert made.person.phone is not None
    assert made.person.phone.encode() not in envelope
    assert "Thử".encode() not in envelope


def test_a_station_without_a_hub_has_nobody_to_carry_to(
    tmp_path: Path, hub: RunningHub, rng: Random
) -> None:
    station = Station(tmp_path, hub)
    station.store.set_hub(hub.url, "token", str(hub.hub.id), "Chợ")  # one that gave no key
    try:
        with pytest.raises(NotEnrolled):
            out(station)
    finally:
        station.close()
