"""The OpenAPI document is whole, and the hub keeps to it whatever it is asked."""

from collections.abc import Iterator
from typing import Any

import pytest
import requests
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis.strategies import SearchStrategy
from schemathesis import GenerationMode, checks
from schemathesis.core.result import Ok

from checkpoint_app.hub.authorising import Permission, Role
from checkpoint_app.hub.endpoints import problems_of
from checkpoint_app.hub.http import make_app
from checkpoint_app.hub.limits import Limits, Rate
from checkpoint_app.hub.scope import ALL
from checkpoint_app.wire.protocol import STATUS, ProblemCode
from tests.fakes.hub_server import WAIT_S, RunningHub, Station
from tests.hub.city import add, ask, build

EXAMPLES = 8
OFTEN = Rate(1_000_000, 1_000_000)
CHECKS = [
    checks.not_a_server_error,
    checks.status_code_conformance,
    checks.content_type_conformance,
    checks.response_headers_conformance,
    checks.response_schema_conformance,
]


@pytest.fixture(scope="module")
def hub(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningHub]:
    folder = tmp_path_factory.mktemp("openapi")
    with RunningHub(folder / "hub", limits=Limits(OFTEN, OFTEN, OFTEN)) as running:
        build(running)
        yield running


def document(hub: RunningHub) -> dict[str, Any]:
    found: dict[str, Any] = ask(hub, "GET", "/v1/openapi.json").json()
    return found


def test_every_place_is_described_with_all_it_may_answer(hub: RunningHub) -> None:
    described = document(hub)
    places = make_app(hub.hub).state.endpoints
    operations = {
        operation["operationId"]: operation
        for methods in described["paths"].values()
        for operation in methods.values()
    }
    assert set(operations) == {place.name for place in places}
    for place in places:
        operation = operations[place.name]
        statuses = {"200"} | {str(STATUS[code]) for code in problems_of(place)}
        assert set(operation["responses"]) == statuses
        if place.needs is Permission.SEND:
            assert operation["security"] == [{"station": []}]
        elif place.needs is not None:
            assert operation["security"] == [{"session": []}]
        else:
            assert "security" not in operation
    refused = described["components"]["schemas"]["Problem"]["properties"]["code"]["enum"]
    assert set(refused) == {code.value for code in ProblemCode}


def test_nothing_is_left_out_of_the_document(hub: RunningHub) -> None:
    """Every reference leads somewhere."""
    described = document(hub)
    schemas = described["components"]["schemas"]

    def references(part: object) -> Iterator[str]:
        if isinstance(part, dict):
            for name, value in part.items():
                if name == "$ref":
                    yield value
                yield from references(value)
        elif isinstance(part, list):
            for value in part:
                yield from references(value)

    used = {each.rpartition("/")[2] for each in references(described)}
    assert used <= set(schemas)
    assert {"Batch", "PassageItem", "BatchAnswer", "SitePage", "Problem"} <= used


@pytest.fixture(scope="module")
def tokens(hub: RunningHub, tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    station = Station(tmp_path_factory.mktemp("station"), hub, "Đây")
    yield {
        "station": station.token,
        "city": add(hub, "city", Role.CITY, ALL),
        "auditor": add(hub, "auditor", Role.AUDITOR, ALL),
        "nobody": "no such token",
    }
    station.close()


@pytest.mark.parametrize("mode", list(GenerationMode))
def test_whatever_is_asked_the_answer_is_a_documented_one(
    hub: RunningHub, tokens: dict[str, str], mode: GenerationMode
) -> None:
    """Every place, asked with made-up questions, good and bad, by a station and by people."""
    schema = schemathesis.openapi.from_url(hub.url + "/v1/openapi.json")
    answered: dict[str, set[int]] = {}
    with requests.Session() as session:
        for found in schema.get_all_operations():
            assert isinstance(found, Ok)
            operation = found.ok()
            described = operation.definition.raw
            if mode is GenerationMode.NEGATIVE and not described.keys() & {
                "parameters",
                "requestBody",
            }:
                continue  # there is nothing to get wrong
            name = described["operationId"]
            seen = answered[name] = set()
            brought = {tokens["station"], tokens["nobody"]}
            if name != "logout":  # the others need theirs again
                brought.add(tokens["auditor" if name == "list_access" else "city"])
            cases = operation.as_strategy(generation_mode=mode).filter(is_http)
            ask_with_all(cases, session, brought, seen)
    if mode is GenerationMode.POSITIVE:
        places = {place.name for place in make_app(hub.hub).state.endpoints}
        assert set(answered) == places - {"openapi"}
        # Nobody guesses a code, a password, an id or a login.
        guarded = {"enrol_station", "login", "show_site", "disable_account", "logout"}
        guarded |= {"send_passages", "give_sign_of_life", "change_site_list"}
        guarded |= {"send_reminder", "trace"}
        assert {name for name, seen in answered.items() if 200 not in seen} <= guarded


def is_http(case: schemathesis.Case[Any]) -> bool:
    """False where the length it announces is none: the server's own library turns that away."""
    return "content-length" not in {name.lower() for name in case.headers or {}}


def ask_with_all(
    cases: SearchStrategy[schemathesis.Case[Any]],
    session: requests.Session,
    tokens: set[str],
    seen: set[int],
) -> None:
    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        derandomize=True,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=cases)
    def ask_all(case: schemathesis.Case[Any]) -> None:
        for token in sorted(tokens):
            bearer = {"Authorization": f"Bearer {token}"}
            response = case.call(session=session, headers=bearer, timeout=WAIT_S)
            seen.add(response.status_code)
            case.validate_response(response, checks=CHECKS)

    ask_all()
