"""``gate`` with a scanner on a serial port, as its own process over a pseudo-terminal."""

import json
import signal
import subprocess
from pathlib import Path

from tests.cli.shell import ROOT, WAIT_S, command, environment
from tests.scanner.terminal import Terminal
from tests.scenes.people import AN, BICH


def test_scans_are_recorded_and_the_scanner_is_found_again(station: Path) -> None:
    terminal = Terminal()
    source = f"serial:{terminal.path}"
    words = command(station, "--lang", "en", "--json", "gate", "--direction", "in")
    with subprocess.Popen(
        [*words, "--source", source],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment(),
        cwd=ROOT,
        text=True,
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        while "is ready" not in process.stderr.readline():
            assert process.poll() is None
        terminal.scan(AN.payload + b"\r\n")
        first = json.loads(process.stdout.readline())
        terminal.scan(b"nothing\r\n" + AN.payload + b"\r\n" + BICH.payload + b"\r\n")
        second = json.loads(process.stdout.readline())
        terminal.unplug()
        while "is gone" not in process.stderr.readline():
            assert process.poll() is None
        process.send_signal(signal.SIGTERM)
        rest, _ = process.communicate(timeout=WAIT_S)
    assert (first["format"], first["direction"], first["kind"]) == ("cccd", "in", "visitor")
    assert first["id"] != second["id"]
    assert rest == ""
    assert process.returncode == 0
