"""Every role against every endpoint: the endpoints are the program's own, so a new one needs a row
here or the test fails."""

import gzip
from collections.abc import Iterator
from pathlib import Path
from uuid import UUID, uuid4

import msgspec
import pytest
from sqlalchemy import update

from checkpoint_app.domain.listed import SharedKind
from checkpoint_app.hub.accounts import IDLE_MS
from checkpoint_app.hub.authorising import Permission, Role
from checkpoint_app.hub.endpoints import Endpoint
from checkpoint_app.hub.enrolment import hash_token
from checkpoint_app.hub.http import make_app
from checkpoint_app.hub.limits import Limits, Rate
from checkpoint_app.hub.scope import Scope
from checkpoint_app.hub.store import tables as table
from checkpoint_app.records.ids import new_id
from checkpoint_app.wire.bulletin import DayItem, Heartbeat
from checkpoint_app.wire.messages import EnrolRequest
from checkpoint_app.wire.packing import pack_batch
from checkpoint_app.wire.people import LoginRequest
from checkpoint_app.wire.site_lists import ChangeWay, ListChange
from tests.fakes.hub_server import RunningHub, Station
from tests.hub.city import PASSWORD, Sites, add, ask, build, scope_of, sign_in

PEOPLE = frozenset(role.value for role in Role)
EVERYBODY = PEOPLE | {
    "nobody", "no such token", "signed out", "idle too long", "shut out", "station",
    "station of before", "revoked station",
}  # fmt: skip
MAY: dict[str, frozenset[str]] = {
    "send_passages": frozenset({"station"}),
    "read_bulletin": frozenset({"station"}),
    "give_sign_of_life": frozenset({"station"}),
    "read_site_feed": frozenset({"station"}),
    "change_site_list": frozenset({"station"}),
    "read_site_lists": frozenset({"station"}),
    "read_site_list": frozenset({"station"}),
    "read_identity": EVERYBODY,
    "enrol_station": EVERYBODY,
    "login": EVERYBODY,
    "logout": PEOPLE,
    "me": PEOPLE,
    "list_territories": PEOPLE,
    "list_sites": PEOPLE,
    "show_site": PEOPLE,
    "list_stations": PEOPLE,
    "show_day": PEOPLE,
    "list_accounts": frozenset({"city"}),
    "disable_account": frozenset({"city"}),
    "list_access": frozenset({"auditor"}),
    "show_report": PEOPLE,
    "list_findings": PEOPLE,
    "show_trend": PEOPLE,
    "list_reminders": PEOPLE,
    "send_reminder": frozenset({"ward", "district", "city"}),
    "trace": frozenset({"tracer"}),
    "health": EVERYBODY,
    "ready": EVERYBODY,
    "openapi": EVERYBODY,
    "metrics": EVERYBODY,  # from this computer
}


@pytest.fixture
def hub(tmp_path: Path, hub_db: str | None) -> Iterator[RunningHub]:
    often = Rate(1_000_000, 1_000_000)
    with RunningHub(tmp_path / "hub", hub_db, limits=Limits(often, often, often)) as running:
        yield running


@pytest.fixture
def sites(hub: RunningHub) -> Sites:
    return build(hub)


@pytest.fixture
def station(tmp_path: Path, hub: RunningHub, sites: Sites) -> Iterator[Station]:
    made = Station(tmp_path, hub, str(sites.here))
    yield made
    made.close()


@pytest.fixture
def tokens(hub: RunningHub, sites: Sites, station: Station) -> dict[str, str | None]:
    """Who asks, by what they bring."""
    found: dict[str, str | None] = {"nobody": None, "no such token": "x" * 43}
    for role in Role:
        found[role.value] = add(hub, role.value, role, scope_of(role, sites, hub))
    for gone in ("signed out", "idle too long", "shut out"):
        found[gone] = add(hub, gone.replace(" ", "."), Role.CITY, Scope())
    people, accounts = hub.hub.people, hub.hub.people._accounts
    assert found["signed out"] is not None
    people.sign_out(found["signed out"])
    people.disable("shut.out")
    assert found["idle too long"] is not None
    accounts.prolong(hash_token(found["idle too long"]), hub.hub.now_ms() - IDLE_MS)
    found["station of before"] = station.token
    again = hub.hub.join(
        EnrolRequest(code=hub.hub.enrol(str(sites.here)), station=station.id, name="Cổng"),
        "192.0.2.1",
    )
    found["station"] = again.token
    revoked = uuid4()
    wish = EnrolRequest(code=hub.hub.enrol(str(sites.here)), station=revoked, name="Cổng")
    found["revoked station"] = hub.hub.join(wish, "192.0.2.1").token
    hub.hub.revoke(str(revoked))
    _be_found_out(hub, again.site)
    return found


def _be_found_out(hub: RunningHub, site: UUID) -> None:
    """Have something to remind the site of: a clock an hour off when the report was made."""
    of_site = update(table.station).where(table.station.c.site == site)
    now = hub.hub.now_ms()
    with hub.hub._database.write() as connection:
        connection.execute(of_site.values(skew_ms=3_600_000, last_seen_at=now))
    hub.hub.oversight.reporting.freeze(hub.hub.oversight.reporting.due())


def endpoints(hub: RunningHub) -> list[Endpoint]:
    places: list[Endpoint] = make_app(hub.hub).state.endpoints
    return places


def test_every_endpoint_has_its_row(hub: RunningHub) -> None:
    assert {place.name for place in endpoints(hub)} == set(MAY)


def test_every_role_at_every_endpoint(
    hub: RunningHub, sites: Sites, station: Station, tokens: dict[str, str | None]
) -> None:
    assert set(tokens) == EVERYBODY
    for place in endpoints(hub):
        for who, brought in tokens.items():
            token = brought
            if place.name == "logout" and who in PEOPLE:
                token = sign_in(hub, who)  # it ends the session it is asked with
            path, body = request_of(place, hub, sites, station)
            response = ask(hub, place.method, path, token, body)
            seen = (place.name, who, response.status_code)
            if who in MAY[place.name]:
                assert response.status_code == 200, seen
            else:
                person = who in PEOPLE and place.needs is not Permission.SEND
                assert response.status_code == (403 if person else 401), seen
                assert set(response.json()) == {"code"}, "a refusal tells nothing"


def request_of(
    place: Endpoint, hub: RunningHub, sites: Sites, station: Station
) -> tuple[str, bytes | None]:
    """A request that whoever may, can make."""
    path = place.path.replace("{site}", str(sites.here)).replace("{day}", "2026-11-23")
    if place.name == "read_site_list":
        path += "?kind=people"
    if "{login}" in path:
        login = f"spare{uuid4().hex}"
        hub.hub.people.add(login, Role.SITE_HEAD, Scope(site=sites.here), PASSWORD)
        path = path.replace("{login}", login)
    bodies = {
        "send_passages": lambda: gzip.decompress(pack_batch(station.id, uuid4(), 0, [])),
        "enrol_station": lambda: msgspec.json.encode(
            {"code": hub.hub.enrol(str(sites.here)), "station": uuid4(), "name": "x"}
        ),
        "give_sign_of_life": lambda: msgspec.json.encode(
            Heartbeat(
                station=station.id,
                sent=0,
                version="1",
                queue=0,
                needs_fix=0,
                captured=0,
                today=DayItem(day="2026-11-23", entries=0, exits=0),
            )
        ),
        "change_site_list": lambda: msgspec.json.encode(
            ListChange(
                id=uuid4(), station=station.id, kind=SharedKind.PEOPLE, way=ChangeWay.REPLACE
            )
        ),
        "send_reminder": lambda: msgspec.json.encode({"site": sites.here, "finding": "clock_off"}),
        "trace": lambda: msgspec.json.encode(
            {"who": "0912345678", "since": 0, "until": 1, "reason": "CV 12"}
        ),
        "login": lambda: msgspec.json.encode(LoginRequest(login="city", password=PASSWORD)),
    }
    return path, bodies[place.name]() if place.name in bodies else None


def test_what_lies_outside_a_scope_is_not_there(
    hub: RunningHub, sites: Sites, station: Station, tmp_path: Path
) -> None:
    other = Station(tmp_path, hub, str(sites.there))
    other.close()
    hub.hub.people.add("kia", Role.SITE_HEAD, Scope(site=sites.there), PASSWORD)
    hub.hub.people.add(
        "khap", Role.DISTRICT, Scope(owner=hub.hub.sites.owner(["Chuỗi Một"])), PASSWORD
    )
    chain = sign_in(hub, "khap")
    insiders = {
        role: add(hub, role.value, role, scope_of(role, sites, hub))
        for role in (Role.SITE_HEAD, Role.WARD, Role.DISTRICT)
    }
    city = add(hub, "citychief", Role.CITY, scope_of(Role.DISTRICT, sites, hub))
    for token in (*insiders.values(), chain, city):
        listed = ask(hub, "GET", "/v1/sites", token).json()["sites"]
        assert [site["id"] for site in listed] == [str(sites.here)]
        assert (
            ask(hub, "GET", f"/v1/sites?territory={sites.ward_there}", token).json()["sites"] == []
        )
        assert ask(hub, "GET", f"/v1/sites/{sites.here}", token).status_code == 200
        assert ask(hub, "GET", f"/v1/sites/{sites.there}", token).status_code == 404
        stations = ask(hub, "GET", "/v1/stations", token).json()["stations"]
        assert [one["id"] for one in stations] == [str(station.id)]
        beyond = ask(hub, "GET", f"/v1/stations?site={sites.there}", token).json()
        assert beyond["stations"] == []
        day = ask(hub, "GET", "/v1/days/2026-11-23", token).json()
        assert day["counts"]["sites"] == 1
        there = ask(hub, "GET", f"/v1/days/2026-11-23?territory={sites.ward_there}", token).json()
        assert there["counts"]["sites"] == 0
        for what in ("report", "findings", "trend"):
            here, beyond, nowhere = (
                ask(hub, "GET", f"/v1/{what}?territory={ward}", token).status_code
                for ward in (sites.ward_here, sites.ward_there, new_id())
            )
            own = 404 if token == insiders[Role.SITE_HEAD] else 200
            assert (here, beyond, nowhere) == (own, 404, 404), what
        report = ask(hub, "GET", "/v1/report", token).json()
        assert report["counts"]["sites"] == 1
        names = [
            one["names"] for one in ask(hub, "GET", "/v1/territories", token).json()["territories"]
        ]
        assert all("Quận Đống Đa" not in each for each in names)
        below = ask(hub, "GET", f"/v1/territories?parent={sites.ward_there}", token).json()
        assert below["territories"] == []
    accounts = ask(hub, "GET", "/v1/accounts", city).json()["accounts"]
    logins = {one["login"] for one in accounts}
    assert {"site_head", "ward", "district", "citychief"} == logins
    assert ask(hub, "POST", "/v1/accounts/kia/disable", city).status_code == 404
    assert ask(hub, "POST", "/v1/accounts/citychief/disable", city).status_code == 403
    assert ask(hub, "POST", "/v1/accounts/ward/disable", city).status_code == 200
    assert ask(hub, "GET", "/v1/me", insiders[Role.WARD]).status_code == 401


def test_an_auditor_of_a_part_does_not_see_the_whole_log(hub: RunningHub, sites: Sites) -> None:
    token = add(hub, "part", Role.AUDITOR, Scope(territory=sites.ward_here))
    assert ask(hub, "GET", "/v1/access", token).status_code == 403


def test_each_answer_that_names_people_is_in_the_access_log(
    hub: RunningHub, sites: Sites, station: Station, tokens: dict[str, str | None]
) -> None:
    for place in endpoints(hub):
        who = {"list_access": "auditor", "trace": "tracer"}.get(place.name, "city")
        path, body = request_of(place, hub, sites, station)
        if place.name in {"login", "logout", "disable_account", "enrol_station"}:
            continue
        before = len(hub.hub.access.page(limit=1_000))
        response = ask(hub, place.method, path, tokens[who], body)
        rows = hub.hub.access.page(limit=1_000)
        assert len(rows) - before == int(place.personal), place.name
        if place.personal:
            assert (rows[0].login, response.status_code) == (who, 200)
    reasoned = ask(hub, "GET", f"/v1/sites/{sites.here}?reason=CV+12", tokens["ward"])
    assert (reasoned.json()["head"], reasoned.json()["phone"]) == ("Người Chợ Đây", "0900000000")
    newest = hub.hub.access.page(limit=1)[0]
    assert (newest.login, newest.action, newest.subject, newest.reason, newest.items) == (
        "ward",
        "contact",
        str(sites.here),
        "CV 12",
        1,
    )
    for who in ("tracer", "auditor"):
        hidden = ask(hub, "GET", f"/v1/sites/{sites.here}", tokens[who]).json()
        assert (hidden["head"], hidden["phone"]) == (None, None)
    assert hub.hub.access.page(limit=1)[0] == newest, "nobody's name was told"
