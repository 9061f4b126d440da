"""The demo: the sample film before the real lane, the real store and a real hub, in its own folder.

Nothing in it is a person's: the film is drawn, its people are invented.
"""

import os
import shutil
import time
from collections.abc import Callable
from pathlib import Path

from checkpoint_app.app.demo_city import Account, found_city, report_city
from checkpoint_app.app.embedded_hub import EmbeddedHub
from checkpoint_app.console import Output, write_file
from checkpoint_app.domain.clock import local
from checkpoint_app.domain.errors import FolderTaken
from checkpoint_app.domain.passage import Direction, SiteKind
from checkpoint_app.hub.web.visit import HOME
from checkpoint_app.paths import private_folder, resources
from checkpoint_app.reports import day_sheet
from checkpoint_app.station.desk import Desk
from checkpoint_app.station.home import Home
from checkpoint_app.ui.day_sheet import write_day_sheet
from checkpoint_app.ui.run import Rehearsal, run_window

PIN = "2468"
LONGEST_S = 120.0
SENT_WITHIN_S = 30.0
_MARK = ".checkpoint-demo"


class Demo:
    """One run of the demo, in a folder that it may empty."""

    def __init__(self, folder: Path, source: str | None, out: Output) -> None:
        """Play a source (the sample film for None) into a fresh home below the folder."""
        # Nothing of a trial is left in the computer's keyring, by this process or by its hub.
        os.environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.fail.Keyring"
        self._folder = folder.resolve()
        self._source = source or str(resources() / "samples" / "gate.webm")
        self._out = out
        self._loaded_s = self._shown_at = 0.0
        self._first_frame_s = 0.0

    def show(self) -> int:
        """Play it in a window that needs no PIN to open, until it is closed."""
        home = self._fresh_home()
        account = found_city(self._folder / "hub")
        with EmbeddedHub(self._folder / "hub") as hub:
            self._enrol(home, hub)
            self._out.say("say.demo_pin", pin=PIN)
            self._say_city(hub, account)
            return run_window(home, source=self._source, pin=PIN)

    def rehearse(self, seconds: float | None, loaded_s: float) -> int:
        """Play it without a screen; say what was recorded and what the hub confirmed.

        Args:
            seconds: how long it lasts at most.
            loaded_s: how long the program took to load; with it and without what the demo
                prepares, the summary says how long a usual start takes.

        Returns:
            0 where station and hub agree, 1 where they do not.
        """
        self._loaded_s = loaded_s
        home = self._fresh_home()
        account = found_city(self._folder / "hub")
        with EmbeddedHub(self._folder / "hub") as hub:
            self._enrol(home, hub)
            self._say_city(hub, account)
            rehearsal = Rehearsal(
                pin=PIN, seconds=seconds or LONGEST_S, screenshots=self._folder / "screenshots"
            )
            self._shown_at = time.monotonic()
            run_window(
                home,
                source=self._source,
                rehearsal=rehearsal,
                on_first_frame=self._note_first_frame,
            )
            desk = home.unlock(PIN)
            try:
                _wait(lambda: desk.sync_once().pending == 0)
                ended = self._summary(desk, hub)
                self._out.say("say.demo_again", folder=str(self._folder / "hub"))
                return ended
            finally:
                desk.close()

    def _fresh_home(self) -> Home:
        """A fresh home; only what an earlier demo made is ever removed.

        Raises:
            FolderTaken: the folder holds something that no demo made.
        """
        mark = self._folder / _MARK
        if mark.exists():
            for name in ("home", "hub", "screenshots"):
                shutil.rmtree(self._folder / name, ignore_errors=True)
        elif self._folder.exists() and any(self._folder.iterdir()):
            raise FolderTaken(folder=self._folder.name)
        private_folder(self._folder)
        mark.touch()
        home = Home(private_folder(self._folder / "home"))
        home.set_up(
            site="Chung cư Mẫu",
            gate="Cổng 2",
            kind=SiteKind.RESIDENTIAL,
            pin=PIN,
            supervisor="Tổ trưởng Mẫu",
            capacity=200,
            keyring=False,
        )
        return home

    @staticmethod
    def _enrol(home: Home, hub: EmbeddedHub) -> None:
        desk = home.unlock(PIN)
        try:
            hub.take_in(desk)
        finally:
            desk.close()

    def _say_city(self, hub: EmbeddedHub, account: Account) -> None:
        """Where the console shows the city, and as whom; the account is the trial's alone."""
        self._out.say(
            "say.demo_city",
            url=f"{hub.url}{HOME}",
            login=account.login,
            password=account.password,
        )

    def _note_first_frame(self) -> None:
        self._first_frame_s = self._loaded_s + time.monotonic() - self._shown_at

    def _summary(self, desk: Desk, hub: EmbeddedHub) -> int:
        sheet = desk.day_sheet()
        counts, balance = sheet.counts, sheet.balance
        held = hub.held(desk.info.id)
        city = report_city(self._folder / "hub", self._folder, self._out.lang)
        at_hub = {
            direction: sum(row["direction"] == direction for row in held) for direction in Direction
        }
        verified = desk.store.verify()
        agree = (
            verified.ok
            and balance.pending == 0
            and len(held) == balance.captured
            and at_hub == {Direction.IN: counts.entries, Direction.OUT: counts.exits}
        )
        self._write(sheet)
        self._out.answer(
            "say.demo_summary",
            **balance.places(),
            entries=counts.entries,
            exits=counts.exits,
            inside=sheet.inside,
            hub_passages=len(held),
            hub_in=at_hub[Direction.IN],
            hub_out=at_hub[Direction.OUT],
            agree=agree,
            verified=verified.ok,
            city_sites=city.counts.sites,
            city_not_done=city.counts.sites_not_done,
            city_done_wrongly=city.counts.sites_done_wrongly,
            city_done_incompletely=city.counts.sites_done_incompletely,
            first_frame_s=round(self._first_frame_s, 2),
            folder=str(self._folder),
        )
        return 0 if agree else 1

    def _write(self, sheet: day_sheet.DaySheet) -> None:
        name = f"day-sheet-{local(sheet.at_ms):%Y-%m-%d}"
        write_file(self._folder / f"{name}.json", day_sheet.to_json(sheet))
        write_file(self._folder / f"{name}.csv", day_sheet.to_csv(sheet))
        write_day_sheet(self._folder / f"{name}.pdf", sheet)


def _wait(done: Callable[[], bool]) -> None:
    until = time.monotonic() + SENT_WITHIN_S
    while not done() and time.monotonic() < until:
        time.sleep(0.5)
