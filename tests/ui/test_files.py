"""Files that are made from others are neither stale nor incomplete."""

import runpy
import shutil
import subprocess
import sys
import sysconfig
import xml.etree.ElementTree as ET
from pathlib import Path

from PySide6.QtCore import QObject

from checkpoint_app.domain.passage import Verdict
from checkpoint_app.ui.icons import Icon, pixmap
from checkpoint_app.ui.resources import resource_path

ROOT = Path(__file__).resolve().parents[2]
TS = resource_path("i18n", "checkpoint_vi.ts")


def tool(name: str) -> str:
    """A program that Qt for Python brings along."""
    beside = Path(sysconfig.get_path("scripts")) / name
    found = shutil.which(name) or (str(beside) if beside.exists() else None)
    assert found is not None, name
    return found


def test_the_translation_is_complete_and_up_to_date(tmp_path: Path) -> None:
    fresh = tmp_path / "checkpoint_vi.ts"
    shutil.copy(TS, fresh)
    sources = sorted(str(path) for path in (ROOT / "checkpoint_app" / "ui").rglob("*.py"))
    options = ["-no-obsolete", "-locations", "none", "-source-language", "en"]
    options += ["-target-language", "vi_VN"]
    subprocess.run(
        [tool("pyside6-lupdate"), *sources, "-ts", str(fresh), *options],
        check=True,
        capture_output=True,
    )
    assert fresh.read_text(encoding="utf-8") == TS.read_text(encoding="utf-8")
    catalogue = ET.fromstring(TS.read_text(encoding="utf-8"))  # noqa: S314 - our own file
    for message in catalogue.iter("message"):
        source = message.findtext("source") or ""
        translation = message.find("translation")
        assert translation is not None, source
        assert translation.get("type") is None, source
        assert translation.text, source
        assert translation.text.count("{") == source.count("{"), source


def test_the_compiled_translation_is_made_of_it(tmp_path: Path) -> None:
    fresh = tmp_path / "checkpoint_vi.qm"
    command = [tool("pyside6-lrelease"), str(TS), "-qm", str(fresh)]
    subprocess.run(command, check=True, capture_output=True)
    assert fresh.read_bytes() == TS.with_suffix(".qm").read_bytes()


def test_the_sounds_are_what_their_script_makes(tmp_path: Path) -> None:
    made = runpy.run_path(str(resource_path("sounds", "make_sounds.py")))
    made["write"](tmp_path)
    for verdict in Verdict:
        fresh = (tmp_path / f"{verdict}.wav").read_bytes()
        assert fresh == resource_path("sounds", f"{verdict}.wav").read_bytes()
    assert len({path.read_bytes() for path in tmp_path.glob("*.wav")}) == 5


def test_every_icon_can_be_drawn() -> None:
    for name in Icon:
        image = pixmap(name, "#000000", 24).toImage()
        drawn = [image.pixelColor(x, y).alpha() for x in range(24) for y in range(24)]
        assert max(drawn) == 255, name


def test_calls_into_qt_leave_none_alone() -> None:
    """PySide6 6.12.0 drops a reference to None in each call on Python 3.11: a crash in the end."""
    thing = QObject()
    before = sys.getrefcount(None)
    for _ in range(1000):
        thing.setObjectName("x")
    assert abs(sys.getrefcount(None) - before) < 500
