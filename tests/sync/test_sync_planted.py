"""The oracle of the fault runs is itself tried: it objects to every fault planted on purpose."""

from pathlib import Path

import pytest

from tests.fakes.fault_proxy import FaultProxy
from tests.fakes.hub_server import RunningHub
from tests.sync import planted
from tests.sync.world import play

SEEDS = 6


def objection_to(
    kind: type[planted.Planted], folder: Path, seed: int, hub: RunningHub, proxy: FaultProxy
) -> str | None:
    """What the oracle says; None where it is content."""
    try:
        play(folder, seed, hub, proxy, kind)
    except AssertionError as objection:
        return str(objection)
    return None


@pytest.mark.parametrize(
    ("kind", "objection"),
    [
        (planted.AnySuccess, "lost"),
        (planted.DropOnClientError, "lost"),
        (planted.NewIdPerTry, "doubled"),
        (planted.DeleteBeforeAck, "lost"),
        (planted.PoisonBlocks, "stuck"),
        (planted.Cursor, "lost"),
        (planted.AckWithoutRev, "lost or stale"),
        (planted.LastArrivalWins, "lost or stale"),
    ],
    ids=lambda value: getattr(value, "__name__", "found"),
)
def test_a_planted_fault_is_found(
    tmp_path: Path,
    hub: RunningHub,
    proxy: FaultProxy,
    kind: type[planted.Planted],
    objection: str,
) -> None:
    said = (objection_to(kind, tmp_path, seed, hub, proxy) for seed in range(SEEDS))
    assert objection in next(filter(None, said), "the oracle saw nothing wrong")


def test_without_a_fault_there_is_nothing_to_find(
    tmp_path: Path, hub: RunningHub, proxy: FaultProxy
) -> None:
    """Lest the wrapping itself be what the oracle objects to."""
    play(tmp_path, 0, hub, proxy, planted.Planted)
