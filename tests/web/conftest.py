"""One small city for the tests that change nothing in it, and one for each that does."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.fakes.hub_server import RunningHub
from tests.web.world import World, build


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """A city that a file's tests share: they only look."""
    with RunningHub(tmp_path_factory.mktemp("city") / "hub") as running:
        yield build(running)


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    """A city of a test's own."""
    with RunningHub(tmp_path / "hub") as running:
        yield build(running)


@pytest.fixture
def world_db(tmp_path: Path, hub_db: str | None) -> Iterator[World]:
    """The same, on either database."""
    with RunningHub(tmp_path / "hub", hub_db) as running:
        yield build(running)
