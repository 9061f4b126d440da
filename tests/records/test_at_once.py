"""Several threads and several programs at one store: nothing is lost, nothing waits for ever."""

import subprocess
import sys
import threading
from pathlib import Path

from checkpoint_app.records.ids import new_id
from checkpoint_app.records.store import Store
from checkpoint_app.records.views import Answer, OutboxState
from tests.fakes.passages import passage

THREADS, EACH = 4, 50

_SAVE = """
import sys
from pathlib import Path
from checkpoint_app.records.store import Store
from tests.fakes.clock import FakeClock
from tests.fakes.passages import passage
store = Store.open(Path(sys.argv[1]), bytes(range(32)), FakeClock())
for _ in range(int(sys.argv[2])):
    made = passage(store.info().id)
    store.save(made)
    print(made.id, flush=True)
store.close()
"""


def _in_threads(store: Store, errors: list[Exception]) -> list[threading.Thread]:
    def work() -> None:
        try:
            for _ in range(EACH):
                store.save(passage(store.info().id))
                store.recent(5)
        except Exception as error:
            errors.append(error)

    return [threading.Thread(target=work) for _ in range(THREADS)]


def test_threads_lose_nothing(store: Store) -> None:
    errors: list[Exception] = []
    threads = _in_threads(store, errors)
    for thread in threads:
        thread.start()
    sent = 0
    while sent < THREADS * EACH and not errors:
        items = store.outbox.claim(30, 0)
        answers = [
            Answer(item.passage.id, item.passage.rev, OutboxState.ACCEPTED) for item in items
        ]
        store.outbox.settle(answers, new_id(), None)
        sent += len(items)
    for thread in threads:
        thread.join()
    assert errors == []
    balance = store.balance()
    assert (balance.captured, balance.accepted, balance.unsent) == (200, 200, 0)
    assert store.verify().ok
    assert store.day_counts("2026-11-23").total == 200


def test_programs_lose_nothing(store: Store, tmp_path: Path) -> None:
    command = [sys.executable, "-c", _SAVE, str(tmp_path / "station.db"), "60"]
    others = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(2)]
    errors: list[Exception] = []
    threads = _in_threads(store, errors)
    for thread in threads:
        thread.start()
    printed = [line for other in others for line in other.communicate()[0].split()]
    for thread in threads:
        thread.join()
    assert [other.returncode for other in others] == [0, 0]
    assert errors == []
    assert len(set(printed)) == 120
    kept = {str(row.passage.id) for row in store.recent(1000)}
    assert len(kept) == store.balance().captured == 120 + THREADS * EACH
    assert set(printed) <= kept
    assert store.verify().ok
