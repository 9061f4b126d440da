"""A hub of this computer's own, as a process beside the station, on loopback.

It ends with whoever started it, even a killed one: its standard input is closed then.
"""

import json
import subprocess
from pathlib import Path
from types import TracebackType
from uuid import UUID

from checkpoint_app.domain.errors import HubUnreachable, SiteTaken
from checkpoint_app.domain.passage import SiteKind
from checkpoint_app.hub.service import Hub
from checkpoint_app.paths import program
from checkpoint_app.station.desk import Desk
from checkpoint_app.sync.causes import SyncCause

STOP_S = 15


class EmbeddedHub:
    """A hub process; a context manager that starts it and stops it."""

    def __init__(self, home: Path, port: int = 0) -> None:
        """Prepare a hub with its data in a folder; port 0 takes a free one."""
        self._home = home
        self._port = port
        self._process: subprocess.Popen[str] | None = None
        self.url = ""

    def __enter__(self) -> "EmbeddedHub":
        """Start the hub and wait until it listens.

        Raises:
            HubUnreachable: it ended instead.
        """
        listening = self._start(self._port) or (self._port and self._start(0))
        if not listening:
            raise HubUnreachable(reason=SyncCause.NO_NETWORK)
        self.url = listening
        return self

    def _start(self, port: int) -> str | None:
        """Start a process; where it listens, None where it ended instead."""
        command = [*program(), "--home", str(self._home), "--json", "hub", "serve"]
        self._process = subprocess.Popen(  # noqa: S603 - this program itself
            [*command, "--while-stdin-open", "--port", str(port)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            # A wanted port that is taken is no news: another one serves as well.
            stderr=subprocess.DEVNULL if port else None,
            text=True,
            encoding="utf-8",
        )
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        if line:
            url: str = json.loads(line)["listening"]
            return url
        self.__exit__(None, None, None)
        return None

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Ask the hub to finish what it has, and wait for it."""
        if self._process is None:
            return
        assert self._process.stdin is not None
        self._process.stdin.close()
        try:
            self._process.wait(STOP_S)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait(STOP_S)
        assert self._process.stdout is not None
        self._process.stdout.close()

    def take_in(self, desk: Desk) -> None:
        """Enrol a station with this hub, where it does not report to it already.

        Raises:
            EnrolmentRefused, HubUnreachable: the hub does not take it.
        """
        info = desk.info
        if info.hub_url == self.url and desk.ask_hub() is None:
            return
        hub = Hub.open(self._home)
        try:
            code = hub.enrol(str(self._site(hub, info.site, info.kind)))
        finally:
            hub.close()
        desk.enrol(self.url, code)

    def held(self, station: UUID) -> list[dict[str, object]]:
        """What the hub holds of a station, a record for each passage, nothing personal in it."""
        hub = Hub.open(self._home)
        try:
            return [row for row in hub.passages() if row["station"] == str(station)]
        finally:
            hub.close()

    @staticmethod
    def _site(hub: Hub, name: str, kind: SiteKind) -> UUID | str:
        try:
            return hub.add_site(name, kind)
        except SiteTaken:
            return name
