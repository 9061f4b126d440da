"""A server on loopback that gives the bytes it was told to, after reading each request."""

import socketserver
import ssl
import threading
from collections.abc import Mapping
from types import TracebackType


def reply(status: int, body: bytes, headers: Mapping[str, str]) -> bytes:
    """A complete HTTP answer."""
    lines = [f"HTTP/1.1 {status} X", *(f"{name}: {value}" for name, value in headers.items())]
    lines += [f"Content-Length: {len(body)}", "Connection: close", "", ""]
    return "\r\n".join(lines).encode() + body


class ScriptedServer:
    """Answers one request after the other, all further ones as the last; keeps what they say.

    Attributes:
        heard: the head's lines and the body of each request.
    """

    def __init__(self, *answers: bytes, tls: ssl.SSLContext | None = None) -> None:
        outer = self
        self.requests = 0
        self.heard: list[bytes] = []

        class Handler(socketserver.StreamRequestHandler):
            def handle(self) -> None:
                length, lines = 0, []
                while (line := self.rfile.readline()) not in {b"\r\n", b""}:
                    lines.append(line)
                    name, _, value = line.partition(b":")
                    if name.lower() == b"content-length":
                        length = int(value)
                outer.heard.append(b"".join((*lines, self.rfile.read(length))))
                number = min(outer.requests, len(answers) - 1)
                outer.requests += 1
                self.wfile.write(answers[number])

        self._server = socketserver.TCPServer(("127.0.0.1", 0), Handler)
        if tls is not None:
            self._server.socket = tls.wrap_socket(self._server.socket, server_side=True)
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,))
        self.url = f"http{'s' if tls else ''}://127.0.0.1:{self._server.server_address[1]}"

    def __enter__(self) -> "ScriptedServer":
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._server.shutdown()
        self._thread.join(20)
        self._server.server_close()
