"""Where each passage stands on its way to the hub, asked from the shell."""

from pathlib import Path

import pytest

from checkpoint_app.domain.clock import iso
from checkpoint_app.domain.errors import PassageUnknown
from checkpoint_app.domain.passage import DirectionMode
from checkpoint_app.records.ids import new_id
from checkpoint_app.records.views import Answer, OutboxState, Sending
from checkpoint_app.station.desk import PACE_MS, Desk
from checkpoint_app.station.entry import Entry
from checkpoint_app.station.home import Home
from tests.cli.shell import PIN, checkpoint

AT = 1_795_395_600_000


@pytest.fixture
def desk(station: Path) -> Desk:
    return Home(station).unlock(PIN)


def entered(desk: Desk) -> str:
    made = desk.enter(Entry(DirectionMode.IN)).passage
    assert made is not None
    return str(made.id)


def test_each_state_is_said_with_its_reason(station: Path, desk: Desk) -> None:
    refused, sent, waiting = (entered(desk) for _ in range(3))
    box = desk.store.outbox
    first, second, _ = box.claim(9, AT)
    batch = new_id()
    words = [
        Answer(first.id, 1, OutboxState.NEEDS_FIX, "text_too_long", "note"),
        Answer(second.id, 1, OutboxState.ACCEPTED),
    ]
    box.settle(words, batch, AT + 1)
    box.recover()
    box.note_sending(Sending("captive_portal", True, AT, AT + 60_000, 2))
    desk.close()

    listed = checkpoint(station, "outbox")
    assert (listed.code, listed.err) == (0, "")
    bad, late = listed.lines
    assert (bad["id"], bad["state"], bad["code"], bad["field"]) == (
        refused,
        "needs_fix",
        "text_too_long",
        "note",
    )
    assert bad["say"] == "nội dung quá dài"
    assert (late["id"], late["state"], late["attempts"]) == (waiting, "paused", 1)
    assert late["say"] == "mạng yêu cầu đăng nhập"
    assert (late["last_try_at"], late["next_try_at"]) == (iso(AT), iso(AT + 60_000))
    one = checkpoint(station, "--lang", "en", "outbox", sent).line
    assert (one["state"], one["attempts"], one["say"]) == ("accepted", None, None)
    assert one["receipt"]["batch"] == str(batch)
    assert one["receipt"]["hub_now"] == iso(AT + 1)
    assert len(checkpoint(station, "outbox", "--limit", "1").lines) == 1

    status = checkpoint(station, "status").line["sync"]
    assert status == {
        "cause": "captive_portal",
        "paused": True,
        "since": iso(AT),
        "next_try_at": iso(AT + 60_000),
        "done_at": None,
    }


def test_a_stranger_and_nonsense(station: Path) -> None:
    unknown = checkpoint(station, "outbox", str(new_id()))
    assert (unknown.code, unknown.out) == (PassageUnknown.exit_code, b"")
    assert checkpoint(station, "outbox", "x").code == 2
    assert checkpoint(station, "outbox").out == b""


def test_the_window_sends_and_the_shell_knows_until_when(station: Path, desk: Desk) -> None:
    for _ in range(3):
        entered(desk)
    now = desk.clock.now_ms()
    desk.store.outbox.note_sending(Sending(since=now, per_hour=1, heard_at=now))
    three_hours = 3 * 3_600_000
    shot = desk.snapshot()
    assert shot.done_at_ms == shot.at_ms + three_hours
    stale = Sending(since=now, per_hour=1, heard_at=now - PACE_MS - 1_000)
    desk.store.outbox.note_sending(stale)
    assert desk.snapshot().done_at_ms is None
    desk.store.outbox.note_sending(Sending(since=now, per_hour=1, heard_at=now))
    desk.close()
    assert checkpoint(station, "status").line["sync"]["done_at"] is not None
