"""SIGTERM under load: whatever was acknowledged is there, and the process ends well."""

import json
import signal
import subprocess
import sys
import threading
from pathlib import Path
from random import Random

import pytest

from checkpoint_app.domain.clock import SystemClock
from checkpoint_app.domain.passage import SiteKind
from checkpoint_app.hub.service import Hub
from checkpoint_app.records.ids import new_id
from checkpoint_app.records.views import StationInfo
from checkpoint_app.sync.causes import SyncFailure
from checkpoint_app.sync.client import HubClient
from checkpoint_app.sync.enrol import enrol
from checkpoint_app.wire.passages import encode_item
from tests.cli.shell import command, environment
from tests.fakes.hub_server import make_passage

SENDERS, BATCHES, SIZE = 4, 20, 300
WAIT_S = 60


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGTERM to be caught")
def test_what_was_acknowledged_before_the_end_is_there(tmp_path: Path, hub_db: str | None) -> None:
    home = tmp_path / "hub"
    db = () if hub_db is None else ("--db", hub_db)
    serving = subprocess.Popen(
        command(home, "hub", "serve", "--port", "0", "--log-json", "--rate", "5000", *db),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment(None),
    )
    assert serving.stdout is not None
    url = json.loads(serving.stdout.readline())["listening"]
    hub = Hub.open(home, hub_db)
    hub.add_site("Chợ Thử", SiteKind.MARKET)
    codes = [hub.enrol("Chợ Thử") for _ in range(SENDERS)]
    hub.close()
    cut_off = list[int]()
    acknowledged, lock, busy = set[str](), threading.Lock(), threading.Semaphore(0)

    def send_until_the_end(number: int) -> None:
        clock, rng = SystemClock(), Random(number)
        info = StationInfo(new_id(), "Chợ Thử", f"Cổng {number}", "", SiteKind.MARKET)
        answer = enrol(url, codes[number], info, clock)
        client = HubClient(url, answer.token, info.id, clock, stall_s=20)
        batches = [
            [encode_item(make_passage(info.id, rng)) for _ in range(SIZE)] for _ in range(BATCHES)
        ]
        try:
            for batch in batches:
                said = client.send(batch)
                with lock:
                    acknowledged.update(str(item) for item, _ in said.accepted)
                busy.release()
        except SyncFailure:
            cut_off.append(number)
        finally:
            client.close()

    threads = [
        threading.Thread(target=send_until_the_end, args=(number,)) for number in range(SENDERS)
    ]
    for thread in threads:
        thread.start()
    for _ in range(SENDERS * 2):
        assert busy.acquire(timeout=WAIT_S)
    serving.send_signal(signal.SIGTERM)
    _, said = serving.communicate(timeout=WAIT_S)
    for thread in threads:
        thread.join(WAIT_S)
        assert not thread.is_alive()
    assert serving.returncode == 0
    lines = [json.loads(line) for line in said.splitlines()]
    answered = [line["status"] for line in lines if line.get("endpoint") == "send_passages"]
    assert answered.count(200) * SIZE >= len(acknowledged) >= SENDERS * 2 * SIZE
    assert cut_off, "nobody was sending any more when it ended"
    again = Hub.open(home, hub_db)
    held = {str(row["id"]) for row in again.passages()}
    again.close()
    assert acknowledged <= held
