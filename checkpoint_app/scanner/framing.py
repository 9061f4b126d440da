"""Where one scan ends and the next begins, in the bytes of a serial scanner. Pure."""

import re

from checkpoint_app.scanner.payloads import LARGEST_PAYLOAD

_END = re.compile(rb"[\r\n\t]")
_HEAD = re.compile(rb"\A\x02?(?:\xef\xbb\xbf)?(?:\][A-Za-z][0-9A-Za-z])?(?:\xef\xbb\xbf)?")
_TAIL = b"\0\x03"
_MOST = LARGEST_PAYLOAD + 16
"""Bytes. Still too long for a payload when what `trim` takes away is gone."""

PATIENCE = 6
"""Silences that end a scan where its terminator is overdue: longer than any pause of a busy PC."""


def trim(payload: bytes) -> bytes:
    """A scan without what a scanner puts around it.

    That is a byte-order mark, the frame STX…ETX, NULs at the end (a break on the line is nothing
    but NULs), and the symbology identifier of ISO/IEC 15424 such as ``]Q1``.
    """
    return _HEAD.sub(b"", payload, count=1).rstrip(_TAIL)


class Framer:
    """Cuts a stream into payloads: at CR, LF or TAB, or where the scanner falls silent.

    Once a scanner has sent a terminator it is expected to send one each time, so a short pause
    inside a scan no longer cuts it in two. What is longer than any code is let go: its beginning
    comes out once, too long to be a payload, and nothing more until the line is silent.
    """

    def __init__(self) -> None:
        """At the beginning of a line."""
        self._held = bytearray()
        self._drowned = False
        self._terminates = False
        self._silences = 0

    def add(self, data: bytes) -> list[bytes]:
        """Take what came; the payloads that are complete now, trimmed."""
        self._silences = 0
        if self._drowned:
            return []
        *ended, rest = _END.split(data)
        whole = []
        for part in ended:
            whole.append(bytes(self._held) + part)
            self._held.clear()
            self._terminates = True
        self._held += rest
        if len(self._held) > _MOST:
            self._drowned = True
            whole.append(bytes(self._held[:_MOST]))
            self._held.clear()
        return [payload for payload in map(trim, whole) if payload]

    def silent(self) -> list[bytes]:
        """Nothing came for as long as `checkpoint_app.scanner.serial_port.QUIET_S`.

        Returns:
            The payload that has ended with it, if any.
        """
        self._drowned = False
        if not self._held:
            return []
        self._silences += 1
        if self._terminates and self._silences < PATIENCE:
            return []
        payload = trim(bytes(self._held))
        self._held.clear()
        self._silences = 0
        self._terminates = False
        return [payload] if payload else []
