"""The whole program as a process: start to first frame, and what it costs while nobody comes."""

import json
import os
import subprocess
import sys
import tempfile
import time
from itertools import cycle
from pathlib import Path

import cv2
import psutil

from tests.benchmarks.figures import show
from tests.benchmarks.frames import empty_frames

PIN = "2468"
RATE = 15
IDLE_S = 20


def run() -> None:
    """Print both, for the offscreen window."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        by_day = empty_frames()[::4]
        film = folder / "empty.avi"
        writer = cv2.VideoWriter(str(film), cv2.VideoWriter.fourcc(*"MJPG"), RATE, (1280, 720))
        for frame, _ in zip(cycle(by_day), range(RATE * (IDLE_S + 10)), strict=False):
            writer.write(frame)
        writer.release()
        _idle(folder, film)


def _idle(folder: Path, film: Path) -> None:
    """The demo's window on a film of an empty gate, measured from outside."""
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    command = [sys.executable, "-m", "checkpoint_app", "run", "--source", str(film), "--json"]
    with subprocess.Popen(
        [*command, "--out", str(folder / "out"), "--seconds", str(IDLE_S + 6)],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=environment,
    ) as process:
        watched = psutil.Process(process.pid)
        time.sleep(6)
        before, started = watched.cpu_times(), time.perf_counter()
        time.sleep(IDLE_S - 6)
        after, passed = watched.cpu_times(), time.perf_counter() - started
        memory = watched.memory_info().rss / 1e6
        out, _ = process.communicate()
    spent = after.user + after.system - before.user - before.system
    summary = json.loads(out.splitlines()[-1])
    show("start to first frame shown", float(summary["first_frame_s"]), "s")
    show(f"idle at 1280×720, {RATE} frames/s: one core", 100 * spent / passed, "%")
    show("memory meanwhile", memory, "MB")
