"""The rehearsal: real codes, real verdicts, and a store that knows nothing of it."""

from contextlib import closing
from pathlib import Path

import pytest

from checkpoint_app.domain.passage import SiteKind, Verdict
from checkpoint_app.station.home import Home
from checkpoint_app.station.rehearsal import SAMPLES, Rehearsal
from tests.conftest import CHEAP, PIN
from tests.fakes.clock import FakeClock


def test_the_samples_bring_about_all_five_verdicts() -> None:
    assert [one.verdict for one in SAMPLES] == list(Verdict)


def test_codes_held_up_bring_the_verdict_of_their_sample_and_record_nothing(tmp_path: Path) -> None:
    clock = FakeClock()
    home = Home(tmp_path / "home", clock)
    home.set_up(site="Chợ Thử", gate="1", kind=SiteKind.MARKET, pin=PIN, keyring=False, cost=CHEAP)
    with closing(home.unlock(PIN)) as desk:
        desk.lane.rehearsal, desk.lane.looking = Rehearsal(clock), True
        for sample in SAMPLES:
            if sample.payload is not None:
                made = desk.take(sample.payload)
                assert (made.verdict, made.rehearsal, made.passage) == (sample.verdict, True, None)
        assert desk.store.balance().captured == 0
        assert desk.store.recent(1) == []
        desk.lane.rehearsal, desk.lane.looking = None, False
        assert SAMPLES[0].payload is not None
        assert desk.take(SAMPLES[0].payload).verdict is Verdict.RECORDED  # and it counts at once
        assert desk.store.balance().captured == 1


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda one: one.verdict)
def test_by_hand_too(sample: object) -> None:
    chosen = next(one for one in SAMPLES if one is sample)
    made = Rehearsal(FakeClock()).by_hand(chosen)
    assert (made.verdict, made.rehearsal, made.passage) == (chosen.verdict, True, None)
    assert (made.error is not None) == (chosen.verdict is Verdict.NOT_RECORDED)
