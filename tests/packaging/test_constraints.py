"""The lock file: exact, whole, and free of where anything comes from."""

import re
import tomllib
from importlib.metadata import PackageNotFoundError, requires
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[2]
LINES = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
PINS = [line for line in LINES if not line.startswith("#")]


def direct() -> list[Requirement]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    texts = [
        *project["build-system"]["requires"],
        *project["project"]["dependencies"],
        *project["project"]["optional-dependencies"]["dev"],
    ]
    return [Requirement(text) for text in texts]


def pinned() -> dict[str, str]:
    return {
        canonicalize_name(pin.name): str(pin.specifier)
        for pin in (Requirement(line) for line in PINS)
    }


def needed_here() -> set[str]:
    """Everything that the dependencies need on this machine, directly or not."""
    seen: set[tuple[str, str]] = set()
    waiting = [(one, extra) for one in direct() for extra in ("", *one.extras)]
    while waiting:
        requirement, extra = waiting.pop()
        name = canonicalize_name(requirement.name)
        if (name, extra) in seen:
            continue
        seen.add((name, extra))
        try:
            texts = requires(name) or []
        except PackageNotFoundError:  # the build's own, which an environment may do without
            continue
        for needed in map(Requirement, texts):
            if needed.marker is None or needed.marker.evaluate({"extra": extra}):
                waiting += [(needed, one) for one in ("", *needed.extras)]
    return {name for name, _ in seen}


def test_every_line_is_one_exact_version() -> None:
    exact = re.compile(r"[\w.-]+==[\w.+!-]+( ; sys_platform == \"\w+\"( or .+)?)?")
    assert PINS
    assert [line for line in PINS if not exact.fullmatch(line)] == []


def test_every_dependency_is_pinned_the_indirect_ones_too() -> None:
    assert needed_here() - pinned().keys() == set()


def test_a_pin_is_within_what_the_project_asks_for() -> None:
    found = pinned()
    outside = [
        str(one)
        for one in direct()
        if not one.specifier.contains(found[canonicalize_name(one.name)].removeprefix("=="))
    ]
    assert outside == []


def test_no_host_is_named() -> None:
    assert [line for line in LINES if re.search(r"://|@|--|\.(org|com|net|io)\b", line)] == []
