"""A limit over a whole exchange: connecting, sending, every byte of the answer.

Time-outs of the socket are for one wait each; whoever drips a byte now and then would never meet
them.
"""

import contextlib
import socket
import threading
from collections.abc import Iterator
from typing import Any, ClassVar

import requests
from requests.adapters import HTTPAdapter
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool


class Watch:
    """Over the connections of one session, which serves one exchange at a time.

    Attributes:
        cut: whether the last exchange was ended for its length.
    """

    def __init__(self, session: requests.Session, stall_s: float) -> None:
        """Watch what the session opens from now on; longest silence while sending, in seconds."""
        self.cut = False
        self._line: socket.socket | None = None
        mine = {"watch": self, "stall_s": stall_s}
        plain = {"ConnectionCls": type("Plain", (_Watched,), mine)}
        secure = {"ConnectionCls": type("Secure", (_WatchedSecure,), mine)}
        pools = {
            "http": type("PlainPool", (HTTPConnectionPool,), plain),
            "https": type("SecurePool", (HTTPSConnectionPool,), secure),
        }
        for adapter in session.adapters.values():
            if isinstance(adapter, HTTPAdapter):
                adapter.poolmanager.pool_classes_by_scheme = pools

    @contextlib.contextmanager
    def over(self, seconds: float) -> Iterator[None]:
        """Cut the line when the block has not ended within so many seconds."""
        self.cut = False
        timer = threading.Timer(seconds, self._cut)
        timer.daemon = True
        timer.start()
        try:
            yield
        finally:
            timer.cancel()
            self._line = None

    def uses(self, line: socket.socket | None) -> None:
        """The exchange goes over this line."""
        self._line = line

    def _cut(self) -> None:
        self.cut = True
        line = self._line
        if line is not None:
            with contextlib.suppress(OSError):  # it has ended by itself
                # The plain socket's way, for TLS would first want to say goodbye.
                socket.socket.shutdown(line, socket.SHUT_RDWR)


class _Watched(HTTPConnection):
    watch: ClassVar[Watch]
    stall_s: ClassVar[float]
    _second: socket.socket | None = None

    def _new_conn(self) -> socket.socket:
        line = super()._new_conn()
        # TLS takes the handle over while it is agreed upon.
        self._second = line.dup()
        self.watch.uses(self._second)
        return line

    def connect(self) -> None:
        try:
            super().connect()
        finally:
            if self._second is not None:
                self._second.close()
        self.sock.settimeout(self.stall_s)  # until here it was that of connecting

    def request(self, *args: Any, **kwargs: Any) -> None:
        if self.sock is None:
            self.connect()
        self.watch.uses(self.sock)
        super().request(*args, **kwargs)


class _WatchedSecure(_Watched, HTTPSConnection):
    pass
