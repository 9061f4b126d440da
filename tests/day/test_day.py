"""A whole day at the frozen program by keyboard alone; run by `make day`.

First start, unlock, fifty scans, twenty papers and ten deliveries with the network lost and back,
a refused record mended, the sheet of 16:00, the hand-over, the exit. Then station and hub agree:
every passage is there once.
"""

import json
import os
import shutil
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path

import msgspec
import psutil
import pytest

from checkpoint_app.settings import Settings
from checkpoint_app.station.desk import Desk
from checkpoint_app.station.home import Home
from tests.day.film import write_film
from tests.day.fingers import Display, Fingers, until
from tests.day.first_run import SITE, set_up
from tests.packaging.bundled import PIN, Program

ROOT = Path(__file__).resolve().parents[2]
BUNDLE = os.environ.get("CHECKPOINT_DAY", "")
GUARD_PIN = "13579"
SCANS, PAPERS, DELIVERIES = 50, 20, 10
MISSING = [tool for tool in ("Xvfb", "xdotool") if shutil.which(tool) is None]

pytestmark = [
    pytest.mark.skipif(not BUNDLE, reason="CHECKPOINT_DAY names no bundle: `make day`"),
    pytest.mark.skipif(bool(MISSING), reason=f"not here: {', '.join(MISSING)}"),
    pytest.mark.skipif(
        bool(BUNDLE) and not (ROOT / BUNDLE / "checkpoint").exists(),
        reason="there is no bundle: `make bundle`",
    ),
    pytest.mark.timeout(1500),
]


class HubOfDay:
    """A hub that goes away and comes back at the same address."""

    def __init__(self, program: Program) -> None:
        self._program = program
        self._process: subprocess.Popen[bytes] | None = None
        self.url = ""
        added = program.run("hub", "site", "add", SITE, "--kind", "residential")
        assert (added.code, added.err) == (0, "")

    def start(self) -> None:
        """Serve."""
        port = self.url.rpartition(":")[2] if self.url else "0"
        self._process = subprocess.Popen(
            self._program.command("--json", "hub", "serve", "--port", port),
            env=self._program.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        assert self._process.stdout is not None
        self.url = str(json.loads(self._process.stdout.readline())["listening"])

    def stop(self) -> None:
        """Be gone."""
        if self._process is not None:
            self._process.terminate()
            self._process.communicate(timeout=60)
            self._process = None

    def code(self) -> str:
        """A one-time code."""
        return str(self._program.run("hub", "enrol", SITE).lines()[0]["code"])

    def ids(self) -> Counter[str]:
        """Every passage that it holds, and how often."""
        return Counter(row["id"] for row in self._program.run("hub", "passages").lines())


@contextmanager
def window(program: Program, display: Display, folder: Path) -> Iterator[Fingers]:
    """The program's window; a picture is left where something goes wrong, and it is ended."""
    environment = {**program.environment, **display.environment, "HOME": str(folder)}
    with subprocess.Popen(program.command(), env=environment, stderr=subprocess.DEVNULL) as process:
        fingers = Fingers(display, process.pid)
        try:
            fingers.find()
            yield fingers
            size = psutil.Process(process.pid).memory_info().rss / 1e6
            sys.stdout.write(f"\nthe window at its end: {size:.0f} MB\n")
            # Without a window manager there is no button to close it; this does the same.
            process.terminate()
            assert process.wait(timeout=60) == 0
        except BaseException:
            fingers.picture(folder / "wrong.png")
            raise
        finally:
            if process.poll() is None:
                process.kill()


def logged(home: Home, words: str) -> bool:
    """Whether the station's log says so."""
    file = home.log_folder / "checkpoint.log"
    return file.exists() and words in file.read_text(encoding="utf-8")


def captured(desk: Desk, count: int, within_s: float = 60) -> None:
    """Wait until so many passages are recorded."""
    until(lambda: desk.store.balance().captured >= count, within_s)
    assert desk.store.balance().captured == count


def paper(fingers: Fingers, number: int) -> None:
    """One row of a sheet, all of it, from the name to the last health question."""
    fingers.fill(f"Tran Thi Giay {number}", "1985")
    fingers.press("2")
    fingers.fill(f"0011850{number:05}", f"09100000{number:02}", f"So {number} pho Mau", "", "", "")
    fingers.press("0", "ctrl+Return")


def delivery(fingers: Fingers, number: int) -> None:
    """A driver who comes for the first time."""
    fingers.fill(
        f"29B1{number:05}", f"09200000{number:02}", f"Tai Xe {number}", "", f"Can {number}"
    )
    fingers.press("ctrl+Return")


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Path]:
    yield tmp_path
    if (tmp_path / "wrong.png").exists():
        (ROOT / "out").mkdir(exist_ok=True)
        shutil.copy(tmp_path / "wrong.png", ROOT / "out" / "day-went-wrong.png")


def test_a_whole_day(place: Path) -> None:
    bundle = ROOT / BUNDLE
    program = Program(bundle, place / "station")
    hub = HubOfDay(Program(bundle, place / "hub"))
    film = place / "film.avi"
    write_film(film, SCANS)
    hub.start()
    try:
        with Display(program.environment) as display:
            day(program, hub, display, place, film)
    finally:
        hub.stop()
    agree(program, hub)


def day(program: Program, hub: HubOfDay, display: Display, place: Path, film: Path) -> None:
    """From the first start to the exit."""
    home = Home(program.home)
    home.path.mkdir(parents=True)
    quiet = Settings(source="", scanner="", sound=False, autolock_minutes=0)
    home.save_settings(quiet)
    with window(program, display, place) as fingers:
        set_up(fingers, PIN, hub.url, hub.code())
        until(lambda: logged(home, "joined hub"), 90)
    home.save_settings(msgspec.structs.replace(quiet, source=str(film)))
    with closing(home.unlock(PIN)) as desk, window(program, display, place) as fingers:
        assert desk.info.enrolled
        fingers.write(PIN)
        fingers.press("Return")
        captured(desk, SCANS, 180)
        hub.stop()
        papers_and_deliveries(fingers, desk)
        assert desk.store.balance().pending > 0
        hub.start()
        fingers.press("ctrl+r")
        until(lambda: desk.store.balance().pending == 0, 120)
        mend(fingers, desk)
        hand_in(fingers, place)
        hand_over(program, fingers, home)
        captured(desk, SCANS + PAPERS + DELIVERIES + 1)
        until(lambda: desk.store.balance().pending == 0, 120)


def papers_and_deliveries(fingers: Fingers, desk: Desk) -> None:
    """Typed while there is no network."""
    fingers.press("F2")
    for number in range(PAPERS):
        paper(fingers, number)
        captured(desk, SCANS + number + 1)
    fingers.press("F3")
    for number in range(DELIVERIES):
        delivery(fingers, number)
        captured(desk, SCANS + PAPERS + number + 1)


def mend(fingers: Fingers, desk: Desk) -> None:
    """A note that an older program let grow too long: the hub refuses it, the guard mends it."""
    last = desk.store.recent(1)[0].passage
    desk.store.correct(last.id, lambda old: replace(old, note="di cung " * 300))
    fingers.press("ctrl+r")
    until(lambda: desk.store.balance().needs_fix == 1, 90)
    fingers.press("F5")
    time.sleep(3)
    fingers.press("Return")
    fingers.write("di cung gia dinh")
    fingers.press("Return")
    until(lambda: desk.store.balance().needs_fix == 0)
    until(lambda: desk.store.balance().pending == 0, 90)
    assert desk.store.recent(1)[0].passage.note == "di cung gia dinh"


def hand_in(fingers: Fingers, place: Path) -> None:
    """The sheet of 16:00 as a PDF."""
    fingers.press("F6")
    time.sleep(2)
    fingers.press("Right")
    time.sleep(2)
    fingers.press("ctrl+2")
    until(lambda: any(file.stat().st_size > 5_000 for file in place.rglob("*1600.pdf")))


def hand_over(program: Program, fingers: Fingers, home: Home) -> None:
    """The next guard unlocks with a PIN of their own, and types one more paper in."""
    added = subprocess.run(
        program.command("staff", "add", "Tran Van Ca", "--role", "guard"),
        env={**program.environment, "CHECKPOINT_NEW_PIN": GUARD_PIN},
        capture_output=True,
        check=False,
    )
    assert added.returncode == 0, added.stderr
    fingers.press("ctrl+l")
    time.sleep(1)
    fingers.write(GUARD_PIN)
    fingers.press("Return")
    until(lambda: logged(home, "unlocked by"))
    time.sleep(1)
    fingers.press("F2")
    paper(fingers, PAPERS)


def agree(program: Program, hub: HubOfDay) -> None:
    """Whatever was recorded is at the hub once, and the numbers reconcile."""
    whole = SCANS + PAPERS + DELIVERIES + 1
    state = program.run("status").lines()[0]
    assert (state["captured"], state["pending"], state["balanced"]) == (whole, 0, True)
    assert program.run("verify").lines()[0]["ok"] is True
    held = hub.ids()
    assert len(held) == whole
    assert set(held.values()) == {1}
    sys.stdout.write(f"\n{whole} passages, each once at the hub\n")
