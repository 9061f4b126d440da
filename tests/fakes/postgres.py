"""A real PostgreSQL server on loopback, in a folder of its own; nothing where none is installed."""

import os
import shutil
import signal
import socket
import subprocess
import tempfile
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

import psutil
import psycopg

WAIT_S = 60
USER = "checkpoint"
_FOLDERS = ("/usr/lib/postgresql", "/usr/pgsql-15", "/opt/homebrew/opt", "/usr/local/opt")


def binaries() -> Path | None:
    """The folder of initdb and postgres, None where they are not installed."""
    if found := shutil.which("initdb"):
        return Path(found).resolve().parent
    places = [path for folder in _FOLDERS for path in Path(folder).glob("*/bin/initdb")]
    return max(places, key=lambda path: path.as_posix()).parent if places else None


def owner() -> str | None:
    """Whom the server runs as: PostgreSQL refuses to be run by root. None: whoever runs this."""
    return "postgres" if hasattr(os, "geteuid") and os.geteuid() == 0 else None


class Postgres:
    """One server. `start`, `stop` and `kill` keep its address and its data."""

    def __init__(self, folder: Path, port: int | None = None, settings: Sequence[str] = ()) -> None:
        self.folder = folder
        self.port = port or _free_port()
        self.settings = list(settings)
        self._process: subprocess.Popen[bytes] | None = None
        self._lock = threading.Lock()
        self._made = 0

    def init(self) -> None:
        """Make an empty cluster."""
        self.folder.mkdir(parents=True, exist_ok=True)
        if user := owner():
            shutil.chown(self.folder, user)
        self.tool(
            "initdb", "-D", str(self.folder / "data"), "-U", USER, "-A", "trust",
            "-E", "UTF8", "--no-locale", "--no-sync",
        )  # fmt: skip

    def start(self) -> None:
        given = [part for setting in self.settings for part in ("-c", setting)]
        self._process = subprocess.Popen(
            [
                _tool("postgres"), "-D", str(self.folder / "data"), "-p", str(self.port),
                "-c", "listen_addresses=127.0.0.1", "-c", f"unix_socket_directories={self.folder}",
                "-c", "log_min_messages=panic", *given,
            ],
            user=owner(), cwd=self.folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        self.tool("pg_ctl", "status", "-D", str(self.folder / "data"), until_ok=True)
        ready = ("-h", "127.0.0.1", "-p", str(self.port), "-U", USER, "-d", "postgres")
        self.tool("pg_isready", *ready, until_ok=True)

    def stop(self, how: signal.Signals = signal.SIGINT) -> None:
        """End it: SIGINT fast, SIGQUIT at once; see `kill` for a death."""
        if self._process is not None:
            self._process.send_signal(how)
            self._process.wait(WAIT_S)
            self._process = None

    def kill(self) -> None:
        """The whole server dies as it stands: the first process, then each of its children.

        What they leave behind stays; a start finds it, and recovers.
        """
        children = self._all()[1:]
        self.stop(signal.SIGKILL)
        for child in children:
            with suppress(psutil.NoSuchProcess):
                child.kill()
        psutil.wait_procs(children, WAIT_S)

    def standby(self, folder: Path) -> "Postgres":
        """A standby of this server, running; every commit here waits for it from now on."""
        other = Postgres(folder, settings=self.settings)
        folder.mkdir(parents=True)
        if user := owner():
            shutil.chown(folder, user)
        self.tool(
            "pg_basebackup", "-d", self.url("postgres"), "-D", str(folder / "data"), "-R",
            "-X", "stream", "-c", "fast",
        )  # fmt: skip
        other.start()
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            connection.execute("ALTER SYSTEM SET synchronous_standby_names = '*'")
            connection.execute("SELECT pg_reload_conf()")
            state, pause = None, threading.Event()
            for _ in range(WAIT_S * 20):
                row = connection.execute("SELECT sync_state FROM pg_stat_replication").fetchone()
                state = row and row[0]
                if state == "sync":
                    return other
                pause.wait(0.05)
        raise RuntimeError(f"the standby is {state}")

    def wait_until_held_up(self) -> None:
        """Wait until a commit here waits for the standby."""
        pause = threading.Event()
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            for _ in range(WAIT_S * 20):
                held_up = "SELECT 1 FROM pg_stat_activity WHERE wait_event = 'SyncRep'"
                if connection.execute(held_up).fetchone():
                    return
                pause.wait(0.05)
        raise RuntimeError("no commit waits for the standby")

    def stand_still(self) -> None:
        """All of the server's processes stop where they are."""
        for process in self._all():
            process.suspend()

    def go_on(self) -> None:
        """As if nothing had been."""
        for process in self._all():
            process.resume()

    def promote(self) -> None:
        """Make a standby take writes."""
        self.tool("pg_ctl", "promote", "-D", str(self.folder / "data"))

    def _all(self) -> list[psutil.Process]:
        assert self._process is not None
        first = psutil.Process(self._process.pid)
        return [first, *first.children(recursive=True)]

    def tool(self, name: str, *args: str, until_ok: bool = False) -> None:
        """Run one of PostgreSQL's programs; `until_ok`: again and again until it succeeds."""
        pause = threading.Event()
        for _ in range(WAIT_S * 20 if until_ok else 1):
            done = subprocess.run(
                [_tool(name), *args],
                user=owner(),
                cwd=self.folder,
                capture_output=True,
                check=False,
            )
            if done.returncode == 0:
                return
            pause.wait(0.05)
        raise RuntimeError(f"{name}: {done.stderr.decode(errors='replace')}")

    def url(self, database: str) -> str:
        return f"postgresql://{USER}@127.0.0.1:{self.port}/{database}"

    def new_database(self) -> str:
        """The address of a new, empty database."""
        with self._lock:
            self._made += 1
            name = f"hub{self._made}"
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name} STRATEGY file_copy")
        return self.url(name)


@contextmanager
def running(settings: Sequence[str] = ("fsync=off",)) -> Iterator[Postgres]:
    """A server for the block, on a folder of its own."""
    with tempfile.TemporaryDirectory(prefix="pg") as folder:
        path = Path(folder)
        path.chmod(0o755)  # its server may run as somebody else
        server = Postgres(path / "main", settings=settings)
        server.init()
        server.start()
        try:
            yield server
        finally:
            server.stop(signal.SIGQUIT)


def _tool(name: str) -> str:
    folder = binaries()
    assert folder is not None, "PostgreSQL is not installed"
    return str(folder / name)


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port
