"""A real hub on loopback, which tests may stop and start again, and stations that send to it."""

import os
import ssl
import threading
from collections.abc import Callable
from pathlib import Path
from random import Random
from types import TracebackType
from uuid import UUID

from argon2 import PasswordHasher

from checkpoint_app.domain.clock import Clock, SystemClock
from checkpoint_app.domain.passage import Direction, Passage, Person, SiteKind, Way
from checkpoint_app.hub.limits import Limits, Rate
from checkpoint_app.hub.server import serve
from checkpoint_app.hub.service import Hub
from checkpoint_app.hub.tls import OwnTls
from checkpoint_app.records.ids import new_id
from checkpoint_app.records.store import Store
from checkpoint_app.records.views import StationInfo
from checkpoint_app.sync.client import HubClient
from checkpoint_app.sync.enrol import enrol

WAIT_S = 20.0
CHEAP_HASHER = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
"""Passwords of tests are tried by the hundred."""
PLENTY = Limits(*[Rate(1_000_000, 1_000_000)] * 3)
"""All stations of a test come from one address."""


class RunningHub:
    """A hub in a thread; `stop` and `start` keep its address and its data."""

    def __init__(
        self,
        home: Path,
        db_url: str | None = None,
        *,
        speak: Callable[[Hub], OwnTls | ssl.SSLContext | None] = lambda _hub: None,
        clock: Clock | None = None,
        limits: Limits | None = None,
    ) -> None:
        """``speak`` says how, once the hub is open: plain where it is not told."""
        self.home = home
        self.db_url = db_url
        self.speak = speak
        self.clock = clock
        self.limits = limits or PLENTY
        self.url = ""
        self._port = 0
        self.start()

    def start(self) -> None:
        self.hub = Hub.open(self.home, self.db_url, self.clock, CHEAP_HASHER)
        self.hub.limits = self.limits
        self._stop = threading.Event()
        ready = threading.Event()

        def on_listening(url: str) -> None:
            self.url = url
            ready.set()

        self._thread = threading.Thread(
            target=serve,
            args=(self.hub, "127.0.0.1", self._port, on_listening, self._stop),
            kwargs={"tls": self.speak(self.hub)},
        )
        self._thread.start()
        assert ready.wait(WAIT_S)
        self._port = int(self.url.rsplit(":", 1)[1])

    def stop(self) -> None:
        self._stop.set()
        self._thread.join(WAIT_S)
        assert not self._thread.is_alive()
        self.hub.close()

    def held(self) -> dict[str, int]:
        """What the hub holds: revision by id; fails where an id is there twice."""
        rows = list(self.hub.passages())
        held = {str(row["id"]): row["rev"] for row in rows}
        assert len(held) == len(rows), "a passage is held twice"
        return {item: rev for item, rev in held.items() if isinstance(rev, int)}

    def __enter__(self) -> "RunningHub":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()


class Station:
    """A station's real store, enrolled at a hub."""

    def __init__(self, folder: Path, hub: RunningHub, site: str = "Chung cư Thử") -> None:
        self.path = folder / f"station-{new_id().hex}.db"
        self._key = os.urandom(32)
        info = StationInfo(new_id(), site, "Cổng 1", "", SiteKind.RESIDENTIAL)
        self.clock = SystemClock()
        self.store = Store.create(self.path, self._key, info, self.clock)
        pin = hub.hub.identity.pin if hub.url.startswith("https:") else ""
        self.answer = enrol(hub.url, hub.hub.enrol(site) + pin, info, self.clock)
        self.token = self.answer.token

    @property
    def id(self) -> UUID:
        return self.store.info().id

    def client(self, url: str, stall_s: float = 5.0) -> HubClient:
        authority = self.answer.authority
        return HubClient(
            url,
            self.token,
            self.id,
            self.clock,
            stall_s=stall_s,
            connect_s=max(1.0, stall_s),
            authority=authority,
        )

    def reopen(self) -> None:
        """As after a restart of the program."""
        self.store.close()
        self.store = Store.open(self.path, self._key, self.clock)

    def save(self, rng: Random, *, name: str = "Nguyễn Văn Thử") -> Passage:
        passage = make_passage(self.id, rng, name)
        self.store.save(passage)
        return passage

    def close(self) -> None:
        self.store.close()


def make_passage(station: UUID, rng: Random, name: str = "Nguyễn Văn Thử") -> Passage:
    """A synthetic passage of its own person."""
    return Passage(
        id=new_id(),
        station=station,
        direction=rng.choice(list(Direction)),
        way=Way.TYPED,
        occurred_at=1_790_000_000_000 + rng.randrange(10**9),
        recorded_at=1_791_000_000_000,
        person=Person(name=name, phone=f"09{rng.randrange(10**8):08d}"),
    )
