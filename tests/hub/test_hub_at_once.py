"""Several writers, several hubs on one database, the same passages: each once, at its highest."""

from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from random import Random
from uuid import UUID, uuid4

import pytest

from checkpoint_app.domain.clock import parse_iso
from checkpoint_app.domain.passage import Direction, Passage
from checkpoint_app.hub.service import Hub
from checkpoint_app.hub.store import copying
from tests.fakes.clock import FakeClock
from tests.hub import recount
from tests.hub.places import Place, new_place

NOON = parse_iso("2026-11-23T12:00")
ROUNDS = 40


@pytest.fixture
def hubs(tmp_path: Path, hub_db: str | None) -> Iterator[list[Hub]]:
    opened = [Hub.open(tmp_path / "hub", hub_db, FakeClock("2026-11-23T12:30")) for _ in range(3)]
    yield opened
    for hub in opened:
        hub.close()


@pytest.mark.parametrize("wary_s", [0.0, copying.WARY_S])
def test_each_revision_is_accepted_once(
    hubs: list[Hub], monkeypatch: pytest.MonkeyPatch, wary_s: float
) -> None:
    monkeypatch.setattr(copying, "WARY_S", wary_s)  # without: each group is first tried straight
    here = new_place(hubs[0])
    ids = [uuid4() for _ in range(60)]

    def push(number: int) -> tuple[Counter[tuple[UUID, int]], int]:
        rng, hub = Random(number), hubs[number % len(hubs)]
        there = Place(hub, here.sender)
        accepted: Counter[tuple[UUID, int]] = Counter()
        said = 0
        for _ in range(ROUNDS // 4):
            batch = [_passage(there, rng, rng.choice(ids)) for _ in range(12)]
            answer = there.send(*batch)
            accepted.update(answer.accepted)
            said += len(answer.accepted) + len(answer.duplicate)
        return accepted, said

    with ThreadPoolExecutor(6) as pool:
        answers = list(pool.map(push, range(6)))
    accepted = sum((found for found, _ in answers), Counter[tuple[UUID, int]]())
    assert sum(said for _, said in answers) == 6 * (ROUNDS // 4) * 12
    assert max(accepted.values()) == 1, "accepted twice"
    highest = {item: max(rev for one, rev in accepted if one == item) for item, _ in accepted}
    rows = recount.facts(hubs[0], here.site)
    assert {row["id"]: row["rev"] for row in rows} == highest
    assert recount.counted(hubs[0], here.site) == recount.recounted(rows)
    with ThreadPoolExecutor(3) as pool:
        list(pool.map(Hub.settle, hubs))
    hubs[0].settle()
    assert recount.stays(hubs[0], here.site) == recount.paired_anew(rows)


def _passage(there: Place, rng: Random, item: UUID) -> Passage:
    """What a passage is at a revision follows from its id alone, as from one station."""
    rev = rng.choice([1, 1, 1, 2, 3])
    drawn = Random(f"{item}{rev}")
    return there.passage(
        NOON - drawn.randrange(40) * 3_600_000,
        drawn.choice(["0900000001", "0900000002"]),
        rev,
        id=item,
        direction=drawn.choice(list(Direction)),
        voided=drawn.random() < 0.2,
    )
