"""Announcing a hub beside serving it."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

from checkpoint_app.cli.context import Context
from checkpoint_app.hub.announcing import addresses_of, announced
from checkpoint_app.hub.service import Hub
from checkpoint_app.wire.announcement import FoundHub

_END_S = 5.0


class Announcer:
    """Announces a hub from the moment it listens, in a thread of its own."""

    def __init__(self, context: Context, hub: Hub) -> None:
        """Nothing is announced yet."""
        self._context = context
        self._hub = hub
        self._stop = threading.Event()
        self._thread: threading.Thread | None = None

    def listening(self, url: str, pin: str | None = None) -> None:
        """The hub listens at this address.

        Args:
            pin: what its authority is known by, where it has one of its own.
        """
        if self._context.args.announce:
            self._thread = threading.Thread(target=self._announce, args=(url, pin), daemon=True)
            self._thread.start()

    def end(self) -> None:
        """Say goodbye."""
        self._stop.set()
        if self._thread is not None:
            self._thread.join(_END_S)

    def _announce(self, url: str, pin: str | None) -> None:
        parts, interfaces = urlsplit(url), self._context.args.interface
        host, out = parts.hostname or "", self._context.out
        # Nobody else reaches this computer's own address; it is announced to whoever asks for it.
        addresses = tuple(interfaces) or addresses_of(host)
        site = self._hub.only_site() or ""
        if not addresses:
            out.say("say.not_announced")
            return
        tls = parts.scheme == "https"
        found = FoundHub(self._hub.id, site, addresses, parts.port or 0, tls, pin)
        with announced(found, interfaces) as done:
            out.say("say.announced" if done else "say.not_announced", site=site or str(found.id))
            self._stop.wait()


@contextmanager
def announcing(context: Context, hub: Hub) -> Iterator[Announcer]:
    """An announcer that ends with the block."""
    made = Announcer(context, hub)
    try:
        yield made
    finally:
        made.end()
