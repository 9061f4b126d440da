"""`make setup`: quick when nothing changed, whole again after whatever went wrong."""

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def setup(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The script, at work on a project in a folder with spaces and Vietnamese letters."""
    spec = importlib.util.spec_from_file_location("project_setup", ROOT / ".ci" / "setup.py")
    assert spec is not None
    assert spec.loader is not None
    script = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(script)
    root = tmp_path / "Cổng số 1"
    venv = root / ".venv"
    for name, value in {
        "ROOT": root,
        "VENV": venv,
        "STAMP": venv / "ready",
        "PYTHON": venv / script.PYTHON.relative_to(script.VENV),
    }.items():
        monkeypatch.setattr(script, name, value)
    root.mkdir()
    for name in ("pyproject.toml", "constraints.txt"):
        (root / name).write_text(f"{name} of today", encoding="utf-8")
    return script


def make_ready(setup: ModuleType) -> None:
    """An environment as a finished run leaves it; its interpreter is this one."""
    setup.PYTHON.parent.mkdir(parents=True)
    setup.PYTHON.symlink_to(sys.executable)
    setup.STAMP.write_text(setup.fingerprint(), encoding="utf-8")


def test_a_finished_run_is_not_done_again(setup: ModuleType) -> None:
    make_ready(setup)
    assert setup.is_ready()


@pytest.mark.parametrize("name", ["pyproject.toml", "constraints.txt"])
def test_a_changed_file_is_noticed(setup: ModuleType, name: str) -> None:
    make_ready(setup)
    (setup.ROOT / name).write_text("of tomorrow", encoding="utf-8")
    assert not setup.is_ready()


def test_a_moved_project_is_noticed(setup: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    make_ready(setup)
    moved = setup.ROOT.rename(setup.ROOT.with_name("elsewhere")) / ".venv"
    monkeypatch.setattr(setup, "ROOT", moved.parent)
    monkeypatch.setattr(setup, "VENV", moved)
    monkeypatch.setattr(setup, "STAMP", moved / "ready")
    monkeypatch.setattr(setup, "PYTHON", moved / setup.PYTHON.parent.name / setup.PYTHON.name)
    assert not setup.is_ready()


def test_a_finished_environment_is_kept_to_be_brought_up_to_date(setup: ModuleType) -> None:
    make_ready(setup)
    kept = setup.VENV / "kept"
    kept.touch()
    setup.make_venv(sys.executable)
    assert kept.exists()
    assert not setup.is_ready(), "an interruption from here on must not look finished"


def test_an_interrupted_run_is_begun_again(setup: ModuleType) -> None:
    setup.VENV.mkdir()
    half = setup.VENV / "half"
    half.touch()
    setup.make_venv(sys.executable)
    assert not half.exists()
    assert setup.version_of([str(setup.PYTHON)]) == sys.version_info[:2]


def test_a_launcher_without_a_python_counts_as_none(setup: ModuleType, tmp_path: Path) -> None:
    assert setup.version_of([sys.executable]) == sys.version_info[:2]
    assert setup.version_of([str(tmp_path / "python3.13")]) == (0, 0)
    assert setup.version_of([sys.executable, "-c", "raise SystemExit(127)"]) == (0, 0)


def test_what_the_system_lacks_is_said_in_one_line(
    setup: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(setup, "LIBRARIES", {"libnowhere.so.9": "libnowhere9"})
    monkeypatch.setattr(setup.shutil, "which", lambda _: None)
    setup.provide(setup.missing_libraries())
    said = capsys.readouterr().out.splitlines()
    assert len(said) == 1
    assert "libnowhere9" in said[0]
