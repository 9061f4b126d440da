"""What a serving hub gives away is written by the program itself, in a process beside it."""

import json
from pathlib import Path

import msgspec
import pytest

from checkpoint_app.cli.hub_papers import HubPapers
from checkpoint_app.domain.clock import local
from checkpoint_app.domain.errors import CheckpointError
from checkpoint_app.hub.service import Hub
from checkpoint_app.hub.simulate.city import Wish
from checkpoint_app.i18n import Lang
from checkpoint_app.wire.protocol import ProblemCode, Refused
from tests.cli.shell import checkpoint
from tests.fakes.clock import FakeClock


@pytest.mark.parametrize("given", [b"", b"\xff\x00", b'{"at": "' + b"x" * 70_000 + b'"}'])
def test_what_is_no_report_is_refused_in_one_sentence(tmp_path: Path, given: bytes) -> None:
    ended = checkpoint(tmp_path, "hub", "draw-report", stdin=given)
    assert (ended.code, ended.out) == (1, b"")
    assert len(ended.err.splitlines()) == 1


def test_a_report_is_drawn_whole_and_one_at_a_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = FakeClock("2026-11-24T17:00")
    hub = Hub.open(tmp_path, clock=clock)
    hub.oversight.simulate(Wish(5, 30, 400, local(clock.now_ms()).date(), 3))
    found = hub.oversight.report(hub.oversight.reporting.due())
    hub.close()
    papers = HubPapers()
    for lang in Lang:
        assert papers.report(found, "pdf", lang).startswith(b"%PDF-")
    assert json.loads(papers.report(found, "json", Lang.VI))["scans"] == found.counts.scans
    monkeypatch.setattr("checkpoint_app.cli.hub_papers.WAIT_S", 0.01)
    with papers._drawing, pytest.raises(Refused) as refused:
        papers.report(found, "pdf", Lang.VI)
    assert refused.value.code is ProblemCode.BUSY
    monkeypatch.setattr("checkpoint_app.cli.hub_papers.program", lambda: ["/bin/false"])
    with pytest.raises(CheckpointError):
        papers.report(found, "pdf", Lang.VI)
    assert papers.report(msgspec.structs.replace(found, hash=""), "xlsx", Lang.EN)[:2] == b"PK"
