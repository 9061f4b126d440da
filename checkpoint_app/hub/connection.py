"""One connection to the hub: uvicorn's, which waits for nobody and keeps no endless head."""

import asyncio

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

FAREWELL_S = 0.5
HEAD_S = 30.0
"""How long the head of a request may take, from the connection's or from its own first byte."""
MAX_HEAD = 64 * 1024
"""Bytes that may come before a head is whole; more is refused, and the connection hung up."""
MAX_REQUEST = 64 * 1024 * 1024
"""Bytes of a whole request, also of what nobody reads: an endless trailer, what is refused."""


class Connection(HttpToolsProtocol):
    """HTTP over one socket, with or without TLS."""

    _in_head = True
    _received = 0
    _deadline: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as uvicorn has it
        """Whoever connects has to ask something soon."""
        super().connection_made(transport)
        self._await_head()

    def data_received(self, data: bytes) -> None:
        """Bytes are counted here that no reader of a body ever sees."""
        super().data_received(data)
        self._received += len(data)
        if self._received > (MAX_HEAD if self._in_head else MAX_REQUEST):
            self._refuse()
        elif self._in_head:
            self._await_head()
        else:
            self._forget_deadline()

    def on_message_begin(self) -> None:
        """A request begins."""
        super().on_message_begin()
        self._in_head, self._received = True, 0

    def on_headers_complete(self) -> None:
        """Its head is whole."""
        self._in_head = False
        super().on_headers_complete()

    def connection_lost(self, exc: Exception | None) -> None:
        """Nobody is there any more."""
        self._forget_deadline()
        super().connection_lost(exc)

    def shutdown(self) -> None:
        """The hub ends, and the connection soon after, where nothing is being answered.

        TLS waits half a minute for the other side's farewell, which a station that is idle never
        says.
        """
        idle = self.cycle is None or self.cycle.response_complete
        super().shutdown()
        if idle:
            self.loop.call_later(FAREWELL_S, self.transport.abort)

    def _refuse(self) -> None:
        if not self.transport.is_closing():
            self.send_400_response("Too long.")
            self.transport.abort()

    def _await_head(self) -> None:
        if self._deadline is None and not self.transport.is_closing():
            self._deadline = self.loop.call_later(HEAD_S, self.transport.abort)

    def _forget_deadline(self) -> None:
        if self._deadline is not None:
            self._deadline.cancel()
            self._deadline = None
