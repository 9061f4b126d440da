"""Which scanners there are, and opening one: over real pseudo-terminals and loopback."""

import os
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
from serial.tools.list_ports_common import ListPortInfo

from checkpoint_app.domain.errors import (
    CheckpointError,
    ScannerBusy,
    ScannerForbidden,
    ScannerLost,
    ScannerMissing,
)
from checkpoint_app.scanner.serial_port import AUTO, SerialDevice, list_devices, open_port
from tests.scanner.terminal import Terminal

NOBODY = 65534
PORTS = "checkpoint_app.scanner.serial_port.list_ports.comports"


@pytest.fixture
def terminal() -> Iterator[Terminal]:
    made = Terminal()
    yield made
    made.unplug()


def port(
    device: str, vid: int | None = None, product: str | None = None, words: str = "n/a"
) -> ListPortInfo:
    """A port as pyserial lists it."""
    made = ListPortInfo(device)
    made.vid, made.product, made.description = vid, product, words
    return made


def plug_in(monkeypatch: pytest.MonkeyPatch, *ports: ListPortInfo) -> None:
    """These are what the computer has."""
    monkeypatch.setattr(PORTS, lambda: list(ports))


def test_scanners_are_known_by_maker_or_by_their_own_words(monkeypatch: pytest.MonkeyPatch) -> None:
    plug_in(
        monkeypatch,
        port("/dev/ttyS0"),
        port("/dev/ttyUSB0", 0x1A86, "USB Serial"),
        port("/dev/ttyACM1", 0x0483, "2D Barcode Reader"),
        port("/dev/ttyACM0", 0x1EAB, "NLS-HR32"),
        port("COM3", 0x0C2E, None, "Honeywell Xenon (COM3)"),
    )
    assert list_devices() == [
        SerialDevice("/dev/ttyACM0", "Newland NLS-HR32", True),
        SerialDevice("/dev/ttyACM1", "2D Barcode Reader", True),
        SerialDevice("COM3", "Honeywell Xenon (COM3)", True),
        SerialDevice("/dev/ttyS0", "/dev/ttyS0", False),
        SerialDevice("/dev/ttyUSB0", "USB Serial", False),
    ]


def test_automatic_takes_the_scanner_and_nothing_else(
    monkeypatch: pytest.MonkeyPatch, terminal: Terminal
) -> None:
    plug_in(monkeypatch, port("/dev/null", 0x1A86, "USB Serial"))
    with pytest.raises(ScannerMissing):
        open_port(AUTO)
    plug_in(
        monkeypatch,
        port("/dev/null", 0x1A86, "USB Serial"),
        port("/dev/gone", 0x05E0, "unplugged since"),
        port(terminal.path, 0x1EAB, "NLS-HR32"),
    )
    opened = open_port(AUTO)
    assert opened.name == "Newland NLS-HR32"
    terminal.scan(b"abc")
    assert opened.read() + opened.read() == b"abc"
    opened.close()
    opened.close()


def test_a_scanner_in_use_is_said_and_another_is_taken(
    monkeypatch: pytest.MonkeyPatch, terminal: Terminal
) -> None:
    second = Terminal()
    first, other = sorted((terminal.path, second.path))
    held = open_port(first)
    with pytest.raises(ScannerBusy):
        open_port(first)
    plug_in(monkeypatch, port(first, 0x1EAB, "NLS-HR32"))
    with pytest.raises(ScannerBusy) as said:
        open_port(AUTO)
    assert said.value.details == {"scanner": "Newland NLS-HR32"}
    plug_in(monkeypatch, port(first, 0x1EAB, "NLS-HR32"), port(other, 0x1EAB, "NLS-FM80"))
    free = open_port(AUTO)
    assert free.name == "Newland NLS-FM80"
    free.close()
    held.close()
    open_port(first).close()
    second.unplug()


@pytest.mark.parametrize(
    ("choice", "cause"),
    [
        ("", ScannerMissing),
        ("COM77", ScannerMissing),
        ("/dev/no-such-port", ScannerMissing),
        ("/dev/null/x", ScannerMissing),
        ("/" + "x" * 5000, ScannerMissing),
        ("a\0b", ScannerMissing),
        ("/dev/null", ScannerLost),
        (".", (ScannerLost, ScannerMissing)),
        ("loop://", ScannerMissing),
        ("spy:///dev/null?file=kept", ScannerMissing),
        ("socket://", ScannerMissing),
        ("socket://127.0.0.1", ScannerMissing),
        ("socket://127.0.0.1:99999999", ScannerMissing),
        ("socket://127.0.0.1:x", ScannerMissing),
    ],
)
def test_a_choice_that_is_no_scanner_is_answered(
    choice: str,
    cause: type[CheckpointError] | tuple[type[CheckpointError], ...],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(cause):
        open_port(choice)
    assert list(tmp_path.iterdir()) == []


def test_a_port_without_permission_is_said(terminal: Terminal) -> None:
    Path(terminal.path).chmod(0)
    before = os.geteuid()
    if before == 0:
        os.seteuid(NOBODY)
    try:
        with pytest.raises(ScannerForbidden):
            open_port(terminal.path)
    finally:
        os.seteuid(before)


def test_a_scanner_behind_an_address_is_read() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        opened = open_port(f"socket://127.0.0.1:{server.getsockname()[1]}")
        peer, _ = server.accept()
        with peer:
            peer.sendall(b"abc")
            assert b"".join(opened.read() for _ in range(3)) == b"abc"
            assert opened.read() == b""
        with pytest.raises(ScannerLost):
            opened.read()
        opened.close()


def test_a_pulled_cable_is_said(terminal: Terminal) -> None:
    opened = open_port(terminal.path)
    assert opened.read() == b""
    terminal.unplug()
    with pytest.raises(ScannerLost):
        opened.read()
    opened.close()
