"""Scanners that speak through a serial port: which are plugged in, and opening one."""

import errno
import re
import sys
from dataclasses import dataclass

import serial
from serial.tools import list_ports

from checkpoint_app.domain.errors import (
    ScannerBusy,
    ScannerForbidden,
    ScannerLost,
    ScannerMissing,
)

if sys.platform == "win32":
    _FAULTS: tuple[type[Exception], ...] = (OSError,)
else:
    import termios

    _FAULTS = (OSError, termios.error)  # the second is no OSError, and comes when a device is gone

NONE = ""
AUTO = "auto"

MAKERS = {
    0x0536: "Honeywell",  # Hand Held Products
    0x05E0: "Zebra",  # Symbol
    0x05F9: "Datalogic",  # PSC Scanning
    0x065A: "Opticon",
    0x067E: "Intermec",
    0x0C2E: "Honeywell",  # Metrologic
    0x1EAB: "Newland",
}
"""Makers of scanners by their USB vendor number, as in the public list at linux-usb.org (usb.ids);
05E0, 065A and 0C2E also from Linux' drivers symbolserial, opticon and metro-usb, 1EAB from the
Newland FM420 manual. General serial chips are left out: anything may hang behind them, and to open
a port resets some devices. Such a scanner is found by its own words, or chosen by its port."""

_OWN_WORDS = re.compile(r"bar ?code|scanner|\bqr\b", re.IGNORECASE)

BAUD = 9600
"""For true RS-232, 8 bits, no parity, 1 stop bit; a USB port has no line whose speed matters."""

QUIET_S = 0.05
"""Seconds without a byte that `SerialPort.read` calls silence."""

_NO_SUCH = {errno.ENOENT, errno.ENODEV, errno.ENXIO, errno.ENOTDIR, errno.ENAMETOOLONG}
_REMOTE = "socket://"


@dataclass(frozen=True, slots=True)
class SerialDevice:
    """A serial port that is there.

    Attributes:
        port: what opens it, such as ``COM3`` or ``/dev/ttyACM0``.
        name: for people.
        is_scanner: known for a scanner by its maker or its own words.
    """

    port: str
    name: str
    is_scanner: bool


class SerialPort:
    """An open port. Used from one thread.

    Attributes:
        name: for people.
    """

    def __init__(self, line: serial.Serial, name: str) -> None:
        """Use `open_port`."""
        self.name = name
        self._line = line

    def read(self) -> bytes:
        """What came since the last call; nothing after `QUIET_S` of silence.

        Raises:
            ScannerLost: the device is gone.
        """
        try:
            first: bytes = self._line.read(1)
            return first + self._line.read(self._line.in_waiting) if first else b""
        except _FAULTS as error:
            raise ScannerLost(scanner=self.name) from error

    def close(self) -> None:
        """Let the port go. May be called twice."""
        self._line.close()


def list_devices() -> list[SerialDevice]:
    """The serial ports of this computer, scanners first. Takes up to a second on Windows."""
    found = []
    for port in list_ports.comports():
        words = " ".join(filter(None, (port.manufacturer, port.product, port.description)))
        maker = MAKERS.get(port.vid) if port.vid is not None else None
        own = port.product or (port.description if port.description != "n/a" else None)
        # The maker is named once, whichever of the two names it.
        parts = [maker] if maker and maker.lower() not in (own or "").lower() else []
        name = " ".join([*parts, *([own] if own else [])]) or port.device
        known = maker is not None or bool(_OWN_WORDS.search(words))
        found.append(SerialDevice(port.device, name, known))
    return sorted(found, key=lambda device: (not device.is_scanner, device.port.lower()))


def open_port(choice: str) -> SerialPort:
    """Open the scanner of the settings.

    Args:
        choice: `AUTO`, or a port (``COM3``, ``/dev/ttyACM0``), or ``socket://host:port``.

    Raises:
        ScannerMissing: there is no such port; for `AUTO`, no scanner is plugged in.
        ScannerBusy: another program holds it.
        ScannerForbidden: this user may not open it.
        ScannerLost: it is there and does not answer.
    """
    if choice != AUTO:
        names = {device.port: device.name for device in list_devices()}
        return _open(choice, names.get(choice, choice))
    first: ScannerBusy | ScannerForbidden | ScannerLost | None = None
    for device in list_devices():
        if device.is_scanner:
            try:
                return _open(device.port, device.name)
            except (ScannerBusy, ScannerForbidden, ScannerLost) as cause:
                first = first or cause
            except ScannerMissing:
                continue  # unplugged since it was listed
    raise first or ScannerMissing(scanner=AUTO)


def _open(port: str, name: str) -> SerialPort:
    # pyserial knows addresses that write what they read into a file; only a plain line is let in.
    if not port or ("://" in port and not port.startswith(_REMOTE)):
        raise ScannerMissing(scanner=name)
    exclusive = None if port.startswith(_REMOTE) or sys.platform == "win32" else True
    try:
        line = serial.serial_for_url(port, BAUD, timeout=QUIET_S, exclusive=exclusive)
    except ValueError as error:  # no address at all
        raise ScannerMissing(scanner=name) from error
    except _FAULTS as error:
        raise _cause(error, port, name) from error
    return SerialPort(line, name)


def _cause(
    error: Exception, port: str, name: str
) -> ScannerMissing | ScannerBusy | ScannerForbidden | ScannerLost:
    number = getattr(error, "errno", None)
    said = str(error)
    # On Windows pyserial puts the cause into words only: refused means held by another program.
    if number in (errno.EBUSY, errno.EAGAIN) or "PermissionError" in said:
        return ScannerBusy(scanner=name)
    if number in (errno.EACCES, errno.EPERM):
        return ScannerForbidden(scanner=name)
    if number in _NO_SUCH or "FileNotFoundError" in said or port.startswith(_REMOTE):
        return ScannerMissing(scanner=name)
    return ScannerLost(scanner=name)
