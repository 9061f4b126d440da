"""One hub of several processes: the one above them takes connections and hands them out.

Python runs one thread at a time: a process uses one processor. These write to the same PostgreSQL.
Where one dies it is started again, and the others go on; what it had not answered, stations send
again.
"""

import logging
import os
import socket
import subprocess
import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic

from checkpoint_app.hub.handing import Door
from checkpoint_app.hub.metrics import METRICS_FOLDER, forget
from checkpoint_app.hub.server import GRACE_S
from checkpoint_app.log import place_of

FIRST_S, MOST_S = 0.5, 30.0
"""How long after its end a worker is started again; twice as long each time it dies young."""
STEADY_S = 60.0
END_S = GRACE_S + 20.0
"""How long a worker may take to end once it was told to; then it is killed."""

logger = logging.getLogger(__name__)


class Workers:
    """Keeps so many processes at work until it is told to stop."""

    def __init__(
        self,
        words: Callable[[int, int], Sequence[str]],
        count: int,
        listener: socket.socket,
        stop: threading.Event,
        first_s: float = FIRST_S,
    ) -> None:
        """Nothing is started yet.

        Args:
            words: the command of each, by its number from 0 and that of the open file by which it
                is handed connections. It prints one line when it answers requests, and ends when
                its standard input does, or by SIGTERM.
            first_s: see `FIRST_S`.
        """
        self._words = words
        self._count = count
        self._door = Door(listener, stop)
        self._stop = stop
        self._first_s = first_s
        self._changed = threading.Condition()
        self._running: dict[int, subprocess.Popen[bytes]] = {}
        self._said: dict[int, bytes] = {}
        self._failed = 0

    def run(self, on_ready: Callable[[bytes], None]) -> int:
        """Keep them at work until `stop` is set; the exit code.

        Where one of them fails before all have been ready, all end with its exit code: what it
        says on standard error is then the cause.

        Args:
            on_ready: called once with the line of the first, when all answer requests.
        """
        with TemporaryDirectory(prefix="checkpoint-") as folder:
            keepers = [
                threading.Thread(target=self._keep, args=(number, folder), daemon=True)
                for number in range(self._count)
            ]
            keepers.append(threading.Thread(target=self._door.run, daemon=True))
            for keeper in keepers:
                keeper.start()
            try:
                if self._wait_until_ready():
                    on_ready(self._said[0])
                    self._stop.wait()
            finally:
                self._end()
                for keeper in keepers:
                    keeper.join()
        return self._failed

    def _wait_until_ready(self) -> bool:
        with self._changed:
            while len(self._said) < self._count and not self._stop.is_set():
                # A signal sets `stop` without a word to whoever waits here.
                self._changed.wait(0.1)
        return not self._stop.is_set()

    def _keep(self, number: int, folder: str) -> None:
        wait_s = self._first_s
        while True:
            began = monotonic()
            code = self._once(number, folder)
            if self._stop.is_set():
                return
            if len(self._said) < self._count:
                self._failed = code if code > 0 else 1
                self._stop.set()
                return
            logger.warning("worker %d ended with %d", number, code)
            wait_s = self._first_s if monotonic() - began >= STEADY_S else min(2 * wait_s, MOST_S)
            if self._stop.wait(wait_s):
                return

    def _once(self, number: int, folder: str) -> int:
        """One life of a worker; its exit code."""
        ours, theirs = socket.socketpair()
        with ours:
            with theirs:
                try:
                    process = self._start(number, folder, theirs.fileno())
                except OSError as error:  # no room for another process: there may be soon
                    logger.error("worker %d: %s", number, place_of(error))
                    return 1
            if process is None:
                return 0
            with process:
                assert process.stdout is not None
                if line := process.stdout.readline():
                    self._door.add(number, ours)
                    self._ready(number, line)
                process.stdout.read()
                code = process.wait()
            self._door.remove(number)
        forget(Path(folder), process.pid)
        return code

    def _start(self, number: int, folder: str, channel: int) -> subprocess.Popen[bytes] | None:
        with self._changed:
            if self._stop.is_set():
                return None
            self._running[number] = process = subprocess.Popen(  # noqa: S603 - this program
                self._words(number, channel),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                pass_fds=(channel,),
                env=os.environ | {METRICS_FOLDER: folder},
            )
            return process

    def _ready(self, number: int, line: bytes) -> None:
        with self._changed:
            self._said[number] = line
            self._changed.notify_all()

    def _end(self) -> None:
        """Tell all to end, and see to it that they do."""
        self._stop.set()
        with self._changed:
            for process in self._running.values():
                process.terminate()
        until = monotonic() + END_S
        for process in self._running.values():
            try:
                process.wait(max(0.0, until - monotonic()))
            except subprocess.TimeoutExpired:
                process.kill()
