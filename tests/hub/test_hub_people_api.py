"""What people are told over real HTTP: sessions, pages that join, stations, a day's numbers."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.json import encode
from sqlalchemy import insert, update

from checkpoint_app.domain.sites import SiteEntry, read_territory
from checkpoint_app.hub import logins
from checkpoint_app.hub.accounts import FREE_TRIES
from checkpoint_app.hub.authorising import Role
from checkpoint_app.hub.people_api import MAX_LOGIN_BYTES
from checkpoint_app.hub.scope import ALL, Scope
from checkpoint_app.hub.store.tables import site_day
from checkpoint_app.hub.store.tables import station as station_table
from checkpoint_app.wire.protocol import CONTENT_TYPE, MARKER
from tests.fakes.hub_server import RunningHub, Station
from tests.hub.city import HERE, PASSWORD, Sites, add, ask, build, sign_in

DAY = "2026-11-23"


@pytest.fixture
def hub(tmp_path: Path, hub_db: str | None) -> Iterator[RunningHub]:
    with RunningHub(tmp_path / "hub", hub_db) as running:
        yield running


@pytest.fixture
def sites(hub: RunningHub) -> Sites:
    return build(hub)


@pytest.fixture
def city(hub: RunningHub, sites: Sites) -> str:
    return add(hub, "city", Role.CITY, ALL)


def login(hub: RunningHub, body: bytes) -> tuple[int, dict[str, object]]:
    response = ask(hub, "POST", "/v1/login", data=body)
    assert response.headers["Content-Type"] == CONTENT_TYPE
    assert response.headers[MARKER] == "1"
    assert response.headers["Cache-Control"] == "no-store"
    answer: dict[str, object] = response.json()
    return response.status_code, answer


def test_a_session_over_http(hub: RunningHub, sites: Sites) -> None:
    hub.hub.people.add("phuong", Role.WARD, Scope(territory=sites.ward_here), PASSWORD, "UBND")
    body = f'{{"login": "Phuong", "password": "{PASSWORD}"}}'.encode()
    status, answer = login(hub, body)
    assert status == 200
    token = str(answer["token"])
    me = ask(hub, "GET", "/v1/me", token).json()
    assert me["account"] == answer["account"]
    assert (me["account"]["login"], me["account"]["name"], me["account"]["role"]) == (
        "phuong",
        "UBND",
        "ward",
    )
    assert me["account"]["scope"]["names"] == ["Hà Nội", "Quận Cầu Giấy", "Phường Nghĩa Đô"]
    assert me["permissions"] == ["contact", "remind", "self", "sites"]
    assert "password" not in str(me)
    assert ask(hub, "POST", "/v1/logout", token).status_code == 200
    assert ask(hub, "GET", "/v1/me", token).status_code == 401


def test_wrong_and_hostile_logins(hub: RunningHub, sites: Sites) -> None:
    hub.hub.people.add("an", Role.CITY, ALL, PASSWORD)
    wrong = b'{"login": "an", "password": "x"}'
    assert login(hub, wrong) == (401, {"code": "login_wrong"})
    for body, status in (
        (b"", 400),
        (b"[]", 400),
        (b'{"login": "an"}', 400),
        (b'{"login": "an", "password": null}', 400),
        (b'{"login": "an", "password": "' + b"x" * 1_001 + b'"}', 400),
        (b"x" * (MAX_LOGIN_BYTES + 1), 413),
        (b'{"login": "a\\u0000n", "password": "\\u0000"}', 401),
        (b'{"login": "\\ud800", "password": "\\ud800"}', 400),
    ):
        assert login(hub, body)[0] == status, body[:60]
    for _ in range(FREE_TRIES):
        login(hub, wrong)
    response = ask(hub, "POST", "/v1/login", data=wrong)
    assert (response.status_code, response.json()) == (429, {"code": "too_many_tries"})
    assert 0 < int(response.headers["Retry-After"]) <= 600


def test_no_place_that_takes_a_password_takes_more_at_a_time(
    hub: RunningHub, monkeypatch: pytest.MonkeyPatch
) -> None:
    hub.hub.people.add("truy", Role.TRACER, ALL, PASSWORD)
    token = sign_in(hub, "truy")
    second = {"login": "truy", "password": PASSWORD}
    wish = {"who": "0912345678", "since": 0, "until": 1, "reason": "CV 12", "second": second}
    assert ask(hub, "POST", "/v1/trace", token, encode(wish)).status_code == 200
    monkeypatch.setattr(logins, "MOST_WAITING", 0)
    for path, body in (("/v1/login", second), ("/v1/trace", wish)):
        refused = ask(hub, "POST", path, token, encode(body))
        assert (refused.status_code, refused.headers["retry-after"]) == (503, "5"), path
    alone = {name: value for name, value in wish.items() if name != "second"}
    assert ask(hub, "POST", "/v1/trace", token, encode(alone)).status_code == 200


def test_pages_join(hub: RunningHub, sites: Sites, city: str) -> None:
    entries = [SiteEntry(f"Quán {n}", code=f"Q{n}") for n in range(7)]
    hub.hub.sites.take(iter(entries), frozenset({"name", "code"}), 1)
    found, after = list[str](), ""
    while True:
        page = ask(hub, "GET", f"/v1/sites?limit=2{after}", city).json()
        assert len(page["sites"]) <= 2
        found += [site["name"] for site in page["sites"]]
        if page["next"] is None:
            break
        after = f"&after={page['next']}"
    assert found == ["Chợ Đây", "Chợ Kia", *(f"Quán {n}" for n in range(7))]
    words = ask(hub, "GET", "/v1/sites?words=quan+3", city).json()
    assert [site["code"] for site in words["sites"]] == ["Q3"]
    assert ask(hub, "GET", "/v1/sites?kind=market", city).json()["sites"][0]["name"] == "Chợ Đây"
    for wrong in ("limit=0", "limit=x", "limit=201", "after=1", "kind=moon", "territory=%00"):
        response = ask(hub, "GET", f"/v1/sites?{wrong}", city)
        assert (response.status_code, response.json()) == (400, {"code": "invalid"}), wrong
    assert ask(hub, "GET", "/v1/sites?words=%00'%22", city).json()["sites"] == []
    for nowhere in ("/v1/sites/x", "/v1/sites/%00", "/v1/days/2026-02-30", "/v1/days/today"):
        assert ask(hub, "GET", nowhere, city).status_code == 404


def test_the_tree_is_walked_down(hub: RunningHub, city: str) -> None:
    names = []
    parent = ""
    while True:
        found = ask(hub, "GET", f"/v1/territories{parent}", city).json()["territories"]
        if not found:
            break
        names.append([(one["names"][-1], one["level"]) for one in found])
        parent = f"?parent={found[0]['id']}"
    assert names == [
        [("Hà Nội", "city")],
        [("Quận Cầu Giấy", "district"), ("Quận Đống Đa", "district")],
        [("Phường Nghĩa Đô", "ward")],
    ]


def test_stations_say_how_they_are(
    hub: RunningHub, sites: Sites, city: str, tmp_path: Path
) -> None:
    made = [Station(tmp_path, hub, str(sites.here)) for _ in range(3)]
    now = hub.hub.now_ms()
    with hub.hub._database.write() as connection:
        for one, heard in ((made[1], now - 3_600_000), (made[2], now)):
            connection.execute(
                update(station_table)
                .where(station_table.c.id == one.id)
                .values(last_seen_at=heard, queue=7)
            )
    for one in made:
        one.close()
    detail = ask(hub, "GET", f"/v1/sites/{sites.here}", city).json()
    states = {one["id"]: (one["state"], one["queue"]) for one in detail["stations"]}
    assert states == {
        str(made[0].id): ("never_seen", None),
        str(made[1].id): ("offline", 7),
        str(made[2].id): ("sending", 7),
    }
    one = ask(hub, "GET", "/v1/stations?limit=2", city).json()
    two = ask(hub, "GET", f"/v1/stations?limit=2&after={one['next']}", city).json()
    assert {each["id"] for each in one["stations"] + two["stations"]} == set(states)
    assert two["next"] is None
    assert ask(hub, "GET", f"/v1/stations?after={sites.here}", city).json()["stations"] == []


def test_a_day_by_territory(hub: RunningHub, sites: Sites, city: str) -> None:
    lost = hub.hub.add_site("Không địa bàn", hub.hub.sites.page()[0].kind)
    rows = [
        {"day": DAY, "part": part, "site": site, "entries": entries, "scanned": entries, "paper": 1}
        for part, site, entries in (
            (0, sites.here, 10),
            (1, sites.here, 5),
            (0, sites.there, 100),
            (0, lost, 1_000),
        )
    ]
    rows.append({**rows[0], "day": "2026-11-22", "entries": 7_777})
    with hub.hub._database.write() as connection:
        connection.execute(insert(site_day), rows)
    top = ask(hub, "GET", f"/v1/days/{DAY}", city).json()
    assert (top["day"], top["counts"]["entries"], top["counts"]["paper"]) == (DAY, 1_115, 4)
    assert (top["counts"]["sites"], top["counts"]["active"]) == (3, 3)
    by_name = {tuple(row["names"]): row["counts"]["entries"] for row in top["rows"]}
    assert by_name == {("Hà Nội",): 115, (): 1_000}
    hanoi = hub.hub.sites.territory(read_territory("Hà Nội"))[0]
    below = ask(hub, "GET", f"/v1/days/{DAY}?territory={hanoi}", city).json()
    districts = {row["names"][-1]: row["counts"]["entries"] for row in below["rows"]}
    assert districts == {"Quận Cầu Giấy": 15, "Quận Đống Đa": 100}
    district = hub.hub.sites.territory(read_territory(HERE.rpartition("/")[0]))[0]
    ward = ask(hub, "GET", f"/v1/days/{DAY}?territory={district}", city).json()
    assert [(row["names"][-1], row["counts"]["sites"]) for row in ward["rows"]] == [
        ("Phường Nghĩa Đô", 1)
    ]
    empty = ask(hub, "GET", "/v1/days/2020-01-01", city).json()
    assert (empty["counts"]["sites"], empty["counts"]["active"]) == (3, 0)
