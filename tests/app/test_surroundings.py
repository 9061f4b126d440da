"""What counts as a display: one that answers, not a variable that was left behind."""

import socket
import subprocess
import sys
from pathlib import Path

import pytest

from checkpoint_app.app.surroundings import has_camera, has_display

ROOT = Path(__file__).resolve().parents[2]
pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="elsewhere there is always one")


@pytest.fixture(autouse=True)
def bare(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("QT_QPA_PLATFORM", "DISPLAY", "WAYLAND_DISPLAY", "XDG_RUNTIME_DIR"):
        monkeypatch.delenv(name, raising=False)


def test_without_any_variable_there_is_none() -> None:
    assert not has_display()


@pytest.mark.parametrize("left_over", [":987", "unix:987.0", ":", "nonsense"])
def test_a_dead_display_is_none(monkeypatch: pytest.MonkeyPatch, left_over: str) -> None:
    monkeypatch.setenv("DISPLAY", left_over)
    assert not has_display()


def test_a_wayland_socket_that_answers_is_one(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    monkeypatch.setenv("WAYLAND_DISPLAY", "wayland-9")
    assert not has_display()
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(tmp_path / "wayland-9"))
        server.listen()
        assert has_display()


@pytest.mark.parametrize(
    ("platform", "shown"), [("offscreen", False), ("offscreen:x", False), ("xcb", True)]
)
def test_a_chosen_platform_decides(
    monkeypatch: pytest.MonkeyPatch, platform: str, shown: bool
) -> None:
    monkeypatch.setenv("QT_QPA_PLATFORM", platform)
    assert has_display() is shown


def test_the_window_without_a_screen_is_answered_with_a_sentence(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "checkpoint_app", "--home", str(tmp_path), "--lang", "en"],
        check=False,
        capture_output=True,
        cwd=ROOT,
        timeout=60,
    )
    assert (done.returncode, done.stdout) == (1, b"")
    assert b"no screen" in done.stderr


def test_a_camera_that_is_not_there() -> None:
    assert not has_camera("999")
