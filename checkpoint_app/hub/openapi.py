"""The hub's OpenAPI document (3.1), made from the endpoints and the messages themselves."""

from collections.abc import Iterable, Sequence
from typing import Any

import msgspec

from checkpoint_app import __version__
from checkpoint_app.hub.authorising import Permission
from checkpoint_app.hub.endpoints import Endpoint, problems_of
from checkpoint_app.hub.metrics import METRICS_TYPE
from checkpoint_app.wire.messages import PassageItem, Problem
from checkpoint_app.wire.protocol import (
    CONTENT_TYPE,
    MARKER,
    MARKER_VALUE,
    METRICS_PATH,
    STATUS,
    ProblemCode,
)

_REF = "#/components/schemas/{name}"
_RETRY = {STATUS[code] for code in (ProblemCode.BUSY, ProblemCode.TOO_MANY_REQUESTS)}
_PARTS: dict[str, dict[str, object]] = {
    "site": {"type": "string", "format": "uuid"},
    "day": {"type": "string", "format": "date"},
    "login": {"type": "string", "minLength": 1, "maxLength": 64},
}


def describe(endpoints: Sequence[Endpoint]) -> dict[str, Any]:
    """The document about these endpoints."""
    kinds: list[type[msgspec.Struct]] = [Problem, PassageItem]
    for endpoint in endpoints:
        named = (endpoint.body, endpoint.answer, endpoint.other_answer)
        kinds += [kind for kind in named if kind is not None]
    _, schemas = msgspec.json.schema_components(dict.fromkeys(kinds), ref_template=_REF)
    schemas["Problem"]["properties"]["code"]["enum"] = sorted(ProblemCode)
    # They are taken apart one by one, so that one that is wrong spoils no other.
    schemas["Batch"]["properties"]["passages"]["items"] = {"$ref": _REF.format(name="PassageItem")}
    paths: dict[str, Any] = {}
    for endpoint in endpoints:
        paths.setdefault(endpoint.path, {})[endpoint.method.lower()] = _operation(endpoint)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Checkpoint hub",
            "version": __version__,
            "description": "Receives the passages of many stations, each exactly once, and tells "
            "those who answer for the sites how these are. Times are milliseconds since 1970 UTC.",
        },
        "paths": paths,
        "components": {
            "schemas": schemas,
            "securitySchemes": {
                "station": {
                    "type": "http",
                    "scheme": "bearer",
                    "description": "A station's token, from its enrolment.",
                },
                "session": {
                    "type": "http",
                    "scheme": "bearer",
                    "description": "A person's session, from signing in.",
                },
            },
        },
    }


def _operation(endpoint: Endpoint) -> dict[str, Any]:
    made: dict[str, Any] = {
        "operationId": endpoint.name,
        "summary": endpoint.about,
        "responses": {"200": _answered(endpoint), **_problems(problems_of(endpoint))},
    }
    if endpoint.needs is not None:
        who = "station" if endpoint.needs is Permission.SEND else "session"
        made["security"] = [{who: []}]
        made["x-permission"] = endpoint.needs.value
    parameters = [*_path_parameters(endpoint.path), *_query_parameters(endpoint.query)]
    if parameters:
        made["parameters"] = parameters
    if endpoint.body is not None:
        made["requestBody"] = {
            "required": True,
            "description": f"At most {endpoint.limit} bytes; may be gzipped (Content-Encoding).",
            "content": {CONTENT_TYPE: {"schema": _ref(endpoint.body)}},
        }
    return made


def _answered(endpoint: Endpoint) -> dict[str, Any]:
    if endpoint.answer is not None:
        schema: dict[str, Any] = dict(_ref(endpoint.answer))
        if endpoint.other_answer is not None:
            schema = {"anyOf": [schema, _ref(endpoint.other_answer)]}
        content = {CONTENT_TYPE: {"schema": schema}}
        return {"description": "Done.", "headers": _marker(), "content": content}
    if endpoint.path == METRICS_PATH:
        return {
            "description": "The numbers in Prometheus's text format.",
            "content": {METRICS_TYPE: {"schema": {"type": "string"}}},
        }
    return {
        "description": "The document.",
        "content": {"application/json": {"schema": {"type": "object"}}},
    }


def _problems(codes: Iterable[ProblemCode]) -> dict[str, Any]:
    """By status, each with the reasons it may have."""
    by_status: dict[int, list[str]] = {}
    for code in codes:
        by_status.setdefault(STATUS[code], []).append(code.value)
    return {
        str(status): {
            "description": "Refused: " + ", ".join(sorted(reasons)) + ".",
            "headers": _marker()
            | (
                {"Retry-After": {"schema": {"type": "integer"}, "description": "Seconds."}}
                if status in _RETRY
                else {}
            ),
            "content": {CONTENT_TYPE: {"schema": _ref(Problem)}},
        }
        for status, reasons in sorted(by_status.items())
    }


def _marker() -> dict[str, Any]:
    return {
        MARKER: {
            "required": True,
            "description": "Only an answer with this mark is the hub's.",
            "schema": {"type": "string", "const": MARKER_VALUE},
        }
    }


def _path_parameters(path: str) -> list[dict[str, Any]]:
    names = [part[1:-1] for part in path.split("/") if part.startswith("{")]
    return [
        {"name": name, "in": "path", "required": True, "schema": _PARTS[name]} for name in names
    ]


def _query_parameters(query: type[msgspec.Struct] | None) -> list[dict[str, Any]]:
    if query is None:
        return []
    (_,), schemas = msgspec.json.schema_components([query], ref_template=_REF)
    fields: dict[str, dict[str, Any]] = schemas[query.__name__]["properties"]
    return [
        {"name": name, "in": "query", "required": False, "schema": _plain(schema, schemas)}
        for name, schema in fields.items()
    ]


def _plain(schema: dict[str, Any], schemas: dict[str, Any]) -> dict[str, Any]:
    """A parameter's schema: no null, which an address cannot say, and nothing elsewhere."""
    choices = [each for each in schema.get("anyOf", [schema]) if each.get("type") != "null"]
    (one,) = choices
    if "$ref" in one:
        one = schemas[one["$ref"].rpartition("/")[2]]
    return {name: value for name, value in one.items() if name != "default"}


def _ref(kind: type[msgspec.Struct]) -> dict[str, str]:
    return {"$ref": _REF.format(name=kind.__name__)}
