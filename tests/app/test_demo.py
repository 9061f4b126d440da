"""The demo as a process: the main job on real input, counted at both ends."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import cv2
import numpy as np

from checkpoint_app.app.demo_city import SITES
from tests.fakes.hub_server import RunningHub
from tests.scenes.papers import held
from tests.scenes.people import AN, GIANG
from tests.scenes.scene import Light, Pose, frame
from tests.web.world import Browser, text_of

ROOT = Path(__file__).resolve().parents[2]
WAIT_S = 120


def test_it_counts_the_same_at_the_station_and_at_the_hub(tmp_path: Path) -> None:
    pictures, out = tmp_path / "ảnh thử", tmp_path / "kết quả"
    pictures.mkdir()
    for number, person in enumerate((AN, GIANG)):
        seen = frame(held(person), Pose(scale=0.6), Light(), np.random.default_rng(number))
        _, content = cv2.imencode(".png", seen)
        (pictures / f"{number}.png").write_bytes(content.tobytes())
    command = [sys.executable, "-m", "checkpoint_app", "--home", str(tmp_path / "home"), "--json"]
    done = subprocess.run(
        [*command, "run", "--source", str(pictures), "--out", str(out)],
        check=False,
        capture_output=True,
        cwd=ROOT,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        timeout=WAIT_S,
    )
    assert done.returncode == 0, done.stderr
    first, last = done.stderr.decode().splitlines()
    shown = re.search(r"http://127\.0\.0\.1:\d+/console/, tài khoản (\S+), mật khẩu (\S+)$", first)
    assert shown, first
    assert f"--home {out / 'hub'} hub serve" in last
    said = json.loads(done.stdout.splitlines()[-1])
    # The serving hub freezes the report by itself: before or after the station's own site is there.
    assert said["city_sites"] in {SITES, SITES + 1}
    wrong = [said[f"city_{name}"] for name in ("not_done", "done_wrongly", "done_incompletely")]
    assert all(0 < count < SITES / 10 for count in wrong)
    assert (out / "report.pdf").read_bytes().startswith(b"%PDF")
    assert (out / "report.xlsx").read_bytes().startswith(b"PK")
    assert said["captured"] == said["accepted"] == said["hub_passages"] == 2
    assert (said["entries"], said["exits"]) == (said["hub_in"], said["hub_out"]) == (2, 0)
    assert said["agree"]
    assert said["verified"]
    assert {path.suffix for path in out.glob("day-sheet-*")} == {".json", ".csv", ".pdf"}
    assert list((out / "screenshots").glob("*.png"))
    with RunningHub(out / "hub") as again:
        browser = Browser(again.url)
        assert browser.sign_in(*shown.groups()).status_code == 303
        assert f"trên {said['city_sites']} điểm đăng ký" in text_of(browser.get("/console/").text)


def test_only_a_folder_of_its_own_is_emptied(tmp_path: Path) -> None:
    out = tmp_path / "home-made"
    (out / "home").mkdir(parents=True)
    (out / "home" / "precious.txt").write_text("kept")
    command = [sys.executable, "-m", "checkpoint_app", "--home", str(tmp_path / "home")]
    done = subprocess.run(
        [*command, "--lang", "en", "run", "--out", str(out)],
        check=False,
        capture_output=True,
        cwd=ROOT,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        timeout=WAIT_S,
    )
    assert done.returncode == 1
    assert b"holds something else" in done.stderr
    assert (out / "home" / "precious.txt").read_text() == "kept"
