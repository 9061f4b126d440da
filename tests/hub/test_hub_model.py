"""Whatever arrives in whatever order, the hub holds what a dictionary would, and says so.

`CHECKPOINT_EXAMPLES=1000 pytest tests/hub/test_hub_model.py` looks longer.
"""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.stateful import run_state_machine_as_test
from sqlalchemy import delete

from checkpoint_app.hub.store.tables import passage
from tests.fakes.clock import FakeClock
from tests.hub.machine import HubMachine, Keeper

EXAMPLES = int(os.environ.get("CHECKPOINT_EXAMPLES", "15"))


@pytest.fixture
def machine(tmp_path: Path, hub_db: str | None, clock: FakeClock) -> Iterator[type[HubMachine]]:
    """The machine, at work on a hub of its own."""
    at_work = Keeper(tmp_path / "hub", hub_db, clock)

    class AtWork(HubMachine):
        keeper = at_work

    yield AtWork
    at_work.hub.close()


@pytest.mark.timeout(0)
def test_the_hub_is_a_dictionary(machine: type[HubMachine]) -> None:
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=EXAMPLES,
            stateful_step_count=20,
            deadline=None,
            suppress_health_check=[HealthCheck.too_slow],
        ),
    )


def first_comes_late(machine: HubMachine, between: Callable[[], None] = lambda: None) -> None:
    """A first revision that arrives after the second: chance finds this order only rarely."""
    machine.join()
    machine.send(0, [(0, 1, False)])
    machine.send(0, [(0, 2, False)])
    between()
    machine.send_again([0])
    machine.each_is_held_once_at_its_highest_revision()


def test_a_first_revision_that_comes_late_changes_nothing(machine: type[HubMachine]) -> None:
    first_comes_late(machine())


def test_a_hub_that_keeps_what_came_last_is_found_out(machine: type[HubMachine]) -> None:
    """As it would if it forgot, before each batch, what it holds of it."""
    station = machine()

    def forget() -> None:
        with station.hub._database.write() as connection:
            connection.execute(delete(passage))

    with pytest.raises(AssertionError):
        first_comes_late(station, forget)
