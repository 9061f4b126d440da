"""A gate that is killed again and again while its hub comes and goes, and what must hold then."""

import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any

from checkpoint_app.domain.passage import SiteKind
from checkpoint_app.security.keyfile import Cost
from checkpoint_app.settings import Settings
from checkpoint_app.station.home import Home
from tests.chaos.processes import PIN, ROOT, Hub, Running, Typist, Unrest, run
from tests.fakes.pictures import card_folder

SITE = "Chung cư Thử"
PICTURES = 60
ROUNDS_TO_EMPTY = 40
CHEAP = Cost(memory=8, passes=1, lanes=1)
"""Start-up must not be most of each life."""


@dataclass
class Result:
    """What was done, and what was found to be wrong."""

    kills: int = 0
    idle: int = 0  # lives that ended before anything was recorded
    hub_kills: int = 0
    typist_kills: int = 0
    printed: int = 0
    captured: int = 0
    at_hub: int = 0
    seconds: float = 0.0
    violations: list[str] = field(default_factory=list)

    def summary(self) -> str:
        """One line."""
        said = "; ".join(self.violations) or "all numbers reconcile"
        return (
            f"{self.kills} kills of the gate ({self.idle} before its first passage), "
            f"{self.typist_kills} of the typist, {self.hub_kills} of the hub, "
            f"{self.seconds:.0f} s: {self.printed} ids printed, {self.captured} captured, "
            f"{self.at_hub} at the hub: {said}"
        )


def sample_film() -> Path | None:
    """The bundled gate film, where it is there."""
    found = sorted((ROOT / "resources" / "samples").glob("gate.*"))
    return next((path for path in found if path.suffix != ".json"), None)


def chaos(kills: int, seed: int, folder: Path | None = None) -> Result:
    """Kill a gate so many times, then reconcile.

    Args:
        folder: where everything happens; a temporary one otherwise.
    """
    if folder is None:
        with tempfile.TemporaryDirectory(prefix="chaos") as temporary:
            return chaos(kills, seed, Path(temporary))
    began, rng, result = time.monotonic(), Random(seed), Result()
    errors = folder / "errors.txt"
    home, hub = _set_up(folder, errors)
    pictures = card_folder(folder / "cards", PICTURES)
    film = sample_film()
    typist = Typist(home, errors, Random(rng.random()))
    unrest = Unrest(hub, Random(rng.random()))
    typist.start()
    unrest.start()
    answers: list[dict[str, Any]] = []
    try:
        while result.kills < kills:
            source = film if film is not None and rng.random() < 0.5 else pictures
            answers += _one_life(home, source, errors, rng, result)
    finally:
        typist.end()
        unrest.end()
        try:
            answers += typist.answers
            result.hub_kills, result.typist_kills = hub.kills, typist.kills
            if result.kills >= kills:
                _reconcile(home, hub, answers, errors, result)
        finally:
            hub.stop()
    result.seconds = time.monotonic() - began
    return result


def _set_up(folder: Path, errors: Path) -> tuple[Path, Hub]:
    station = Home(folder / "station")
    station.set_up(
        site=SITE, gate="Cổng 1", kind=SiteKind.RESIDENTIAL, pin=PIN, keyring=False, cost=CHEAP
    )
    station.save_settings(Settings(repeat_seconds=1.0))
    hub = Hub(folder / "hub", errors)
    assert run(hub.home, "hub", "site", "add", SITE)[0] == 0
    (code,) = run(hub.home, "hub", "enrol", SITE)[1]
    assert run(station.path, "enrol", "--hub", hub.url, code["code"])[0] == 0
    return station.path, hub


def _one_life(
    home: Path, source: Path, errors: Path, rng: Random, result: Result
) -> list[dict[str, Any]]:
    """Start the gate, let it work for a random while, kill it; what it printed."""
    gate = Running(home, errors, "gate", "--source", str(source), "--direction", "auto")
    if rng.random() < 0.5:
        time.sleep(rng.uniform(0.2, 3.0))
    else:  # in the middle of the work, for starting takes most of a short life
        gate.first_line.wait(5.0)
        time.sleep(rng.uniform(0.0, 0.6))
    if gate.process.poll() is None:
        gate.kill()
        result.kills += 1
    elif gate.wait() not in (0, 4):
        result.kills += 1
        result.violations.append(f"the gate ended with {gate.process.returncode}")
    result.idle += not gate.lines
    return gate.lines


def _reconcile(
    home: Path, hub: Hub, answers: list[dict[str, Any]], errors: Path, result: Result
) -> None:
    """Empty the outbox, then compare what was printed, what is kept and what the hub holds."""
    wrong = result.violations
    for _ in range(ROUNDS_TO_EMPTY):
        _, lines, _ = run(home, "sync", "--once")
        if lines and lines[0]["pending"] == 0:
            break
    else:
        wrong.append("the outbox does not empty")
    code, (verified,), _ = run(home, "verify")
    if code != 0 or not verified["ok"]:
        wrong.append(f"verify: {verified}")
    _, (status,), _ = run(home, "status")
    if not status["balanced"] or status["pending"] or status["needs_fix"]:
        wrong.append(f"balance: {status}")
    printed = Counter(line["id"] for line in answers if "id" in line)
    refused = [line for line in answers if "error" in line and line["error"] != "store_busy"]
    if refused:
        wrong.append(f"refused: {refused[:3]}")
    held = Counter(line["id"] for line in run(hub.home, "hub", "passages")[1])
    result.printed, result.captured = len(printed), status["captured"]
    result.at_hub = sum(held.values())
    for name, ids in (
        ("printed twice", [one for one, n in printed.items() if n > 1]),
        ("twice at the hub", [one for one, n in held.items() if n > 1]),
        ("printed and not at the hub", sorted(set(printed) - set(held))),
    ):
        if ids:
            wrong.append(f"{len(ids)} {name}, as {ids[0]}")
    if result.at_hub != result.captured:
        wrong.append(f"{result.captured} captured, {result.at_hub} at the hub")
    if not printed:
        wrong.append("nothing was recorded: this proved nothing")
    said = errors.read_text(errors="replace")
    if "Traceback" in said:
        wrong.append("a traceback: " + said[said.index("Traceback") :][-600:])
