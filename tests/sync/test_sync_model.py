"""Whatever becomes of messages, answers and the program: after every step nothing is missing.

`CHECKPOINT_EXAMPLES=1000 pytest tests/sync/test_sync_model.py` looks longer.
"""

import os
from uuid import UUID

import pytest
from hypothesis import HealthCheck, settings

from tests.sync.machine import HubModel, SyncMachine

EXAMPLES = int(os.environ.get("CHECKPOINT_EXAMPLES", "20"))

TestEngineAgainstModel = pytest.mark.timeout(0)(SyncMachine.TestCase)
TestEngineAgainstModel.settings = settings(
    max_examples=EXAMPLES,
    stateful_step_count=25,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)


class LastArrivalWins(HubModel):
    """A planted fault."""

    def keep(self, item: UUID, rev: int) -> bool:
        self.held[item] = rev
        return True


def first_comes_late(hub: HubModel) -> None:
    """A first revision that arrives after the second: chance finds this order only rarely."""
    station = SyncMachine(hub)
    station.record([False])
    station.push(["lost"])
    station.revise(0, "name")
    station.push([])
    station.teardown()


def test_a_first_revision_that_comes_late_changes_nothing() -> None:
    first_comes_late(HubModel())


def test_a_hub_that_keeps_what_came_last_is_found_out() -> None:
    with pytest.raises(AssertionError, match="stale"):
        first_comes_late(LastArrivalWins())
