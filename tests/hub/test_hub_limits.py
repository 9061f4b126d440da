"""How often one may ask: a bucket for each token, and one for each address without a good one."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from checkpoint_app.hub.authorising import Role
from checkpoint_app.hub.limits import MAX_BUCKETS, Buckets, Limits, Rate
from checkpoint_app.hub.scope import ALL
from tests.fakes.clock import FakeClock
from tests.fakes.hub_server import RunningHub, Station
from tests.hub.city import add, ask, build

SLOW = Rate(0.001, 3)


@pytest.fixture
def hub(tmp_path: Path) -> Iterator[RunningHub]:
    with RunningHub(tmp_path / "hub", limits=Limits(SLOW, SLOW, SLOW)) as running:
        build(running)
        yield running


def statuses(hub: RunningHub, path: str, token: str | None, times: int = 5) -> list[int]:
    return [ask(hub, "GET", path, token).status_code for _ in range(times)]


def test_a_bucket_fills_again(clock: FakeClock) -> None:
    buckets = Buckets(Rate(2, 4), clock)
    assert [buckets.take("a") for _ in range(6)] == [0, 0, 0, 0, 1, 1]
    assert buckets.take("b") == 0
    clock.pass_s(0.5)
    assert [buckets.take("a"), buckets.take("a")] == [0, 1]
    clock.pass_s(3_600)
    assert [buckets.take("a") for _ in range(6)].count(0) == 4


def test_buckets_do_not_grow_without_end(clock: FakeClock, monkeypatch: pytest.MonkeyPatch) -> None:
    assert MAX_BUCKETS >= 100_000
    monkeypatch.setattr("checkpoint_app.hub.limits.MAX_BUCKETS", 10)
    buckets = Buckets(Rate(1, 1), clock)
    for number in range(100):
        assert buckets.take(str(number)) == 0
    assert len(buckets._held) == 10
    assert buckets.take("99") == 1


def test_a_token_that_asks_too_often_waits_and_no_other(hub: RunningHub, tmp_path: Path) -> None:
    one, two = Station(tmp_path, hub, "Đây"), Station(tmp_path, hub, "Kia")
    assert statuses(hub, "/v1/bulletin", one.token) == [200] * 3 + [429] * 2
    refused = ask(hub, "GET", "/v1/bulletin", one.token)
    assert refused.json() == {"code": "too_many_requests"}
    assert int(refused.headers["Retry-After"]) > 100
    assert statuses(hub, "/v1/bulletin", two.token, 3) == [200] * 3
    person = add(hub, "an", Role.CITY, ALL)
    assert statuses(hub, "/v1/me", person) == [200] * 3 + [429] * 2
    one.close()
    two.close()


def test_an_address_that_tries_tokens_waits_and_its_good_ones_do_not(
    hub: RunningHub, tmp_path: Path
) -> None:
    station = Station(tmp_path, hub, "Đây")  # joining takes one
    assert statuses(hub, "/v1/me", "x" * 43) == [401] * 2 + [429] * 3
    assert statuses(hub, "/v1/bulletin", "x" * 43, 1) == [429]
    assert statuses(hub, "/v1/health", None, 1) == [429]
    assert statuses(hub, "/v1/bulletin", station.token, 1) == [200]
    station.close()


def test_an_address_without_a_token_waits(hub: RunningHub) -> None:
    assert statuses(hub, "/v1/health", None) == [200] * 3 + [429] * 2
