"""The frozen program, moved to a folder with spaces and Vietnamese letters, does its jobs there.

Any word on standard error that is not expected is a fault. Run by `make bundle`.
"""

import json
import os
import re
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import cv2
import numpy as np
import pytest
import requests
import segno
from PyInstaller.archive.readers import (  # type: ignore[import-untyped]  # ships no types
    CArchiveReader,
)

from checkpoint_app import __version__
from checkpoint_app.i18n import Lang, text
from tests.packaging.bundled import Program

ROOT = Path(__file__).resolve().parents[2]
BUNDLE = os.environ.get("CHECKPOINT_BUNDLE", "")
LIMIT_MB = 335
CARD = (
    "001099000001|123456789|Nguyễn Văn Thử|01011999|Nam|Tổ 5, Nghĩa Đô, Cầu Giấy, Hà Nội|15032021"
)
NO_PART_OF_IT = {
    *("_pytest", "hypothesis", "mypy", "pip", "pkg_resources", "pytest", "ruff", "setuptools"),
    *("test", "tests", "tkinter"),
}
NOT_OF_QT = ("3D", "Charts", "DataVis", "Graphs", "Pdf", "Qml", "Quick", "VirtualK", "WebEngine")

pytestmark = [
    pytest.mark.bundle,
    pytest.mark.skipif(not BUNDLE, reason="CHECKPOINT_BUNDLE names no bundle: `make bundle`"),
]


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the bundle."""
    copy = tmp_path_factory.mktemp("máy ở cổng") / "Chốt số 1 – Nghĩa Đô" / "checkpoint"
    shutil.copytree(ROOT / BUNDLE, copy, symlinks=True)
    return copy


@pytest.fixture
def program(place: Path, tmp_path: Path) -> Program:
    """The program with a data folder of its own."""
    return Program(place, tmp_path / "dữ liệu của cổng")


@contextmanager
def hub(program: Program) -> Iterator[str]:
    """A hub that serves; gives its address."""
    with subprocess.Popen(
        program.command("hub", "serve", "--port", "0"),
        env=program.environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        try:
            assert process.stdout is not None
            yield json.loads(process.stdout.readline())["listening"]
        finally:
            process.terminate()
            _, said = process.communicate(timeout=30)
        assert said == b""
        assert process.returncode == 0 or sys.platform == "win32"


def set_up(program: Program) -> None:
    made = program.run(
        *("init", "--site", "Chung cư Thử", "--gate", "Cổng 2", "--kind", "residential")
    )
    assert (made.code, made.err) == (0, text("say.no_keyring", Lang.VI) + "\n")


def test_it_starts(program: Program) -> None:
    ran = program.run("--version")
    assert (ran.code, ran.out, ran.err) == (0, f"checkpoint {__version__}\n", "")


def test_it_is_small_enough(place: Path) -> None:
    size = sum(path.lstat().st_size for path in place.rglob("*") if not path.is_dir())
    assert size / 2**20 <= LIMIT_MB


def test_no_link_leads_nowhere(place: Path) -> None:
    assert [path for path in place.rglob("*") if not path.exists()] == []


def test_no_tool_of_the_build_is_in_it(place: Path) -> None:
    program = place / ("checkpoint.exe" if sys.platform == "win32" else "checkpoint")
    archive = CArchiveReader(str(program)).open_embedded_archive("PYZ.pyz")
    inside = {str(name).partition(".")[0] for name in archive.toc}
    beside = {path.name for path in (place / "_internal").iterdir()}
    assert "checkpoint_app" in inside
    assert (inside | beside) & NO_PART_OF_IT == set()


def test_only_the_used_parts_of_qt_are_in_it(place: Path) -> None:
    files = [path.name for path in (place / "_internal").rglob("*") if "Qt" in path.name]
    assert any("Widgets" in name for name in files)
    assert [name for name in files if any(part in name for part in NOT_OF_QT)] == []


def test_the_notices_of_what_it_holds_are_beside_it(place: Path) -> None:
    notices = place / "licences"
    index = (notices / "INDEX.txt").read_text(encoding="utf-8")
    for name in ("PySide6_Essentials", "opencv-python-headless", "sqlcipher3", "pyzbar", "numpy"):
        assert f"{name} " in index
    for name in ("LICENSE.txt", "LGPL-3.0.txt", "GPL-3.0.txt", "LGPL-2.1.txt", "SQLCipher.txt"):
        assert (notices / name).stat().st_size > 1000
    assert list((notices / "fontpkg-be-vietnam-pro").iterdir())
    assert list((notices / "opencv-python-headless").iterdir())


def test_it_reads_payloads_and_pictures(program: Program, tmp_path: Path) -> None:
    parsed = program.run("parse", given=CARD + "\n")
    assert (parsed.code, parsed.err) == (0, "")
    assert parsed.lines()[0]["fields"]["name"] == "Nguyễn Văn Thử"

    modules = np.array([list(row) for row in segno.make(CARD, error="m").matrix_iter(border=4)])
    image = np.kron(np.where(modules, 0, 255), np.ones((6, 6))).astype(np.uint8)
    picture = tmp_path / "thẻ.png"
    picture.write_bytes(cv2.imencode(".png", image)[1].tobytes())
    decoded = program.run("decode", str(picture))
    assert (decoded.code, decoded.err) == (0, "")
    assert [read["text"] for read in decoded.lines()[0]["reads"]] == [CARD]


@pytest.mark.skipif(sys.platform == "win32", reason="there is one reader on Windows")
def test_it_has_its_second_reader(program: Program) -> None:
    set_up(program)
    ran = program.run("doctor", "--source", str(ROOT / "resources" / "samples" / "gate.webm"))
    says = {line["check"]: line["say"] for line in ran.lines()}
    assert ran.err == ""
    assert says["reader"] == text("check.good", Lang.VI)
    assert says["camera"] == text("check.good", Lang.VI)


def test_it_records_and_sends(program: Program, tmp_path: Path) -> None:
    server = Program(program.folder, tmp_path / "máy chủ")
    set_up(program)
    assert server.run("hub", "site", "add", "Chung cư Thử", "--kind", "residential").code == 0
    code = server.run("hub", "enrol", "Chung cư Thử").lines()[0]["code"]
    with hub(server) as url:
        joined = program.run("enrol", "--hub", url, code)
        assert (joined.code, joined.err) == (0, "")
        entry = {"direction": "in", "person": {"name": "Trần Thị Thử", "phone": "0900000001"}}
        added = program.run("add", given=json.dumps(entry) + "\n" + '{"direction": "out"}\n')
        assert (added.code, added.err) == (0, "")
        sent = program.run("sync", "--once")
        assert (sent.code, sent.err) == (0, "")
        assert sent.lines()[0]["accepted"] == 2
        page = requests.get(f"{url}/console/login", timeout=30)
        assert "Đăng nhập" in page.text
        for name in re.findall(r'(?:href|src)="(/console/static/[^"]+)"', page.text):
            assert requests.get(url + name, timeout=30).status_code == 200
    held = server.run("hub", "passages")
    assert (held.code, held.err) == (0, "")
    assert Counter(row["id"] for row in held.lines()) == Counter(
        line["id"] for line in added.lines()
    )
    state = program.run("status").lines()[0]
    assert (state["captured"], state["pending"], state["balanced"]) == (2, 0, True)
    assert program.run("verify").lines()[0]["ok"] is True


def test_it_does_the_job_of_the_sample_film(program: Program, tmp_path: Path) -> None:
    folder = tmp_path / "kết quả"
    ran = program.run("--json", "run", "--out", str(folder), within_s=180)
    assert ran.err == ""
    assert ran.code == 0
    summary = ran.lines()[-1]
    shown = json.loads((ROOT / "resources" / "samples" / "gate.json").read_text(encoding="utf-8"))
    assert (summary["hub_in"], summary["hub_out"]) == (shown["in"], shown["out"])
    assert summary["captured"] == summary["hub_passages"] == shown["in"] + shown["out"]
    assert summary["agree"] is True
    assert list((folder / "screenshots").glob("*.png"))
    assert list(folder.glob("day-sheet-*.pdf"))
