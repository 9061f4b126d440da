"""The second secret in a real keyring: GNOME's Secret Service, on a D-Bus of its own."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

BUS = """<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:tmpdir={folder}</listen>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
"""
"""No service is started by being asked for: the test says when the keyring is there."""


@pytest.mark.slow
def test_a_real_keyring_is_used_and_each_of_its_failures_is_said(tmp_path: Path) -> None:
    for program in ("dbus-run-session", "gnome-keyring-daemon"):
        if shutil.which(program) is None:
            pytest.skip(f"{program} is not installed: no real keyring to try")
    folders = {name: tmp_path / name for name in ("HOME", "XDG_DATA_HOME", "XDG_RUNTIME_DIR")}
    for folder in folders.values():
        folder.mkdir(mode=0o700)
    bus = tmp_path / "bus.conf"
    bus.write_text(BUS.format(folder=tmp_path))
    environment = {
        **os.environ,
        **{name: str(folder) for name, folder in folders.items()},
    }
    environment.pop("DBUS_SESSION_BUS_ADDRESS", None)
    words = ["dbus-run-session", f"--config-file={bus}", "--", sys.executable]
    done = subprocess.run(
        [*words, "-m", "tests.security.secret_service", str(tmp_path)],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=200,
    )
    assert done.returncode == 0, done.stderr
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    assert {line["tried"]: line["came"] for line in lines} == {
        "made": "opened",
        "no keyring": "keyring_missing",
        "after a restart of the keyring": "opened",
        "locked": "keyring_locked",
        "made anew": "keyring_lost",
        "after recovery": "opened",
        "garbage": "keyring_missing",
    }
    assert max(line["seconds"] for line in lines) < 30, "no prompt is waited for for ever"
