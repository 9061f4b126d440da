"""Several stations that send to one hub at once while it is killed again and again."""

import tempfile
import threading
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from random import Random
from uuid import UUID

from checkpoint_app.domain.clock import SystemClock
from checkpoint_app.domain.passage import SiteKind
from checkpoint_app.records.ids import new_id
from checkpoint_app.records.store import Store
from checkpoint_app.records.views import StationInfo
from checkpoint_app.sync.client import HubClient
from checkpoint_app.sync.engine import SyncEngine
from checkpoint_app.sync.enrol import enrol
from checkpoint_app.wire.messages import BatchAnswer, Bulletin
from tests.chaos.processes import WAIT_S, Hub, run
from tests.fakes.passages import passage

SITE = "Chợ Thử"
KEY = bytes(range(32))
PAUSE_S = 0.05
STALL_S = 5.0
ROUNDS_TO_EMPTY = 40


@dataclass
class CrowdResult:
    """What was done, and what was found to be wrong.

    Attributes:
        confirmed: passages that had the hub's word when it was killed, summed over all kills.
        cut_off: exchanges that a kill broke off or kept from beginning.
    """

    stations: int = 0
    kills: int = 0
    confirmed: int = 0
    cut_off: int = 0
    captured: int = 0
    at_hub: int = 0
    seconds: float = 0.0
    violations: list[str] = field(default_factory=list)

    def summary(self) -> str:
        """One line."""
        said = "; ".join(self.violations) or "all numbers reconcile"
        return (
            f"{self.stations} stations at once, {self.kills} kills of their hub, "
            f"{self.seconds:.0f} s: {self.cut_off} rounds cut off, {self.confirmed} confirmed "
            f"passages looked for after a kill, {self.captured} captured, "
            f"{self.at_hub} at the hub: {said}"
        )


class Station(threading.Thread):
    """Records and sends without a pause. It is its own line to the hub, and notes what it hears."""

    def __init__(self, folder: Path, number: int, hub: Hub, rng: Random) -> None:
        super().__init__()
        self._rng = rng
        self._stop_asked = threading.Event()
        clock = SystemClock()
        info = StationInfo(new_id(), SITE, f"Cổng {number}", "", SiteKind.MARKET)
        self.store = Store.create(folder / f"station-{number}.db", KEY, info, clock)
        (code,) = run(hub.home, "hub", "enrol", SITE)[1]
        joined = enrol(hub.url, code["code"], info, clock)
        self._client = HubClient(hub.url, joined.token, info.id, clock, stall_s=STALL_S)
        self._engine = SyncEngine(
            self.store, self, clock, self._stop_asked, batch_size=rng.choice([5, 50, 500])
        )
        self.revs: dict[UUID, int] = {}
        self.confirmed: dict[UUID, int] = {}
        self.cut_off = 0
        self.error: Exception | None = None

    def send(self, items: Sequence[bytes]) -> BatchAnswer:
        """As the client, with a note of what is confirmed."""
        answer = self._client.send(items)
        for item, rev in (*answer.accepted, *answer.duplicate):
            self.confirmed[item] = max(rev, self.confirmed.get(item, 0))
        return answer

    def bulletin(self) -> Bulletin:
        """As the client."""
        return self._client.bulletin()

    def run(self) -> None:
        try:
            while not self._stop_asked.wait(PAUSE_S):
                self._record()
                self.cut_off += self._engine.once().cause is not None
        except Exception as error:
            # It would end in the standard error of a thread that nobody reads.
            self.error = error

    def _record(self) -> None:
        made = [passage(self.store.info().id) for _ in range(self._rng.randint(1, 12))]
        self.store.save_many(made)
        self.revs.update((one.id, 1) for one in made)
        if self._rng.random() < 0.5:
            item = self._rng.choice(list(self.revs))
            self.revs[item] = self.store.correct(item, lambda old: replace(old, note="sửa")).rev

    def end(self) -> None:
        """Record no more, and send the rest."""
        self._stop_asked.set()
        self.join(WAIT_S)
        self._stop_asked.clear()
        for _ in range(ROUNDS_TO_EMPTY):
            if self._engine.once().pending == 0:
                return

    def wrong(self) -> list[str]:
        """What does not hold at the end."""
        balance = self.store.balance()
        found = [] if self.error is None else [f"a station died: {self.error!r}"]
        if balance.unsent:
            found.append(f"{balance.unsent} not sent")
        if not balance.balanced or balance.captured != len(self.revs):
            found.append(f"balance: {balance}")
        if not self.store.verify().ok:
            found.append(f"verify: {self.store.verify()}")
        return found

    def close(self) -> None:
        self._client.close()
        self.store.close()


def crowd(kills: int, stations: int, seed: int, folder: Path | None = None) -> CrowdResult:
    """Kill a hub under load so many times; after each, all it had confirmed is there.

    Args:
        folder: where everything happens; a temporary one otherwise.
    """
    if folder is None:
        with tempfile.TemporaryDirectory(prefix="crowd") as temporary:
            return crowd(kills, stations, seed, Path(temporary))
    began, rng, result = time.monotonic(), Random(seed), CrowdResult(stations)
    hub = Hub(folder / "hub", folder / "errors.txt")
    made: list[Station] = []
    try:
        assert run(hub.home, "hub", "site", "add", SITE)[0] == 0
        made += [Station(folder, number, hub, Random(rng.random())) for number in range(stations)]
        for one in made:
            one.start()
        while result.kills < kills:
            time.sleep(rng.uniform(0.1, 1.0))
            _kill(hub, made, result)
        for one in made:
            one.end()
        _reconcile(hub, made, result)
    finally:
        for one in made:
            one.end()
            one.close()
        hub.stop()
    said = (folder / "errors.txt").read_text(errors="replace")
    if "Traceback" in said:
        result.violations.append("a traceback: " + said[said.index("Traceback") :][-600:])
    result.seconds = time.monotonic() - began
    return result


def _kill(hub: Hub, stations: list[Station], result: CrowdResult) -> None:
    """Kill the hub, start it again, and look for everything it had confirmed before."""
    confirmed = {item: rev for one in stations for item, rev in one.confirmed.copy().items()}
    hub.kill()
    hub.start()
    result.kills += 1
    result.confirmed += len(confirmed)
    held = {UUID(line["id"]): line["rev"] for line in run(hub.home, "hub", "passages")[1]}
    lost = [item for item, rev in confirmed.items() if held.get(item, 0) < rev]
    if lost:
        result.violations.append(f"kill {result.kills}: {len(lost)} confirmed ones are not there")


def _reconcile(hub: Hub, stations: list[Station], result: CrowdResult) -> None:
    lines = run(hub.home, "hub", "passages")[1]
    held = {UUID(line["id"]): line["rev"] for line in lines}
    wanted = {item: rev for one in stations for item, rev in one.revs.items()}
    result.at_hub, result.captured = len(lines), len(wanted)
    result.cut_off = sum(one.cut_off for one in stations)
    result.violations += [said for one in stations for said in one.wrong()]
    twice = [item for item, times in Counter(line["id"] for line in lines).items() if times > 1]
    if twice:
        result.violations.append(f"{len(twice)} twice at the hub")
    if held != wanted:
        differing = sum(held.get(item) != rev for item, rev in wanted.items())
        result.violations.append(f"{differing} of {len(wanted)} are not there as they were sent")
    if not result.confirmed or not result.cut_off:
        result.violations.append("no kill met any work: this proved nothing")
