"""Prepares `.venv` with the program and everything it is built and tested with.

Runs on any Python 3.7 or newer and looks for one that is new enough. Standard library only. Quick
where nothing changed since it last finished; an interrupted run is begun again.
"""

from __future__ import annotations

import ctypes
import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
STAMP = VENV / "ready"
WINDOWS = os.name == "nt"
PYTHON = VENV / ("Scripts/python.exe" if WINDOWS else "bin/python")
OLDEST = (3, 11)
NEWEST = 14
"""Minor versions of Python 3 that are looked for by name."""

LIBRARIES = {
    "libzbar.so.0": "libzbar0",  # the second reader of codes
    "libEGL.so.1": "libegl1",  # from here on: what Qt's own libraries are linked with
    "libGL.so.1": "libgl1",
    "libX11.so.6": "libx11-6",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libbrotlidec.so.1": "libbrotli1",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libgssapi_krb5.so.2": "libgssapi-krb5-2",
    "libwayland-client.so.0": "libwayland-client0",
    "libwayland-cursor.so.0": "libwayland-cursor0",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-glx.so.0": "libxcb-glx0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-render.so.0": "libxcb-render0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-shm.so.0": "libxcb-shm0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-util.so.1": "libxcb-util1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxcb.so.1": "libxcb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libzstd.so.1": "libzstd1",
}
"""Shared libraries that the Python packages expect of a Linux system, and Debian's names."""


def main() -> int:
    """Prepare everything; 0 where `.venv` is ready."""
    if is_ready():
        return 0
    if sys.platform.startswith("linux"):
        provide(missing_libraries())
    elif sys.platform == "darwin" and not find_macos_zbar():
        say("for a second reader of codes: brew install zbar")
    base = find_python()
    if base is None:
        say(f"Python {OLDEST[0]}.{OLDEST[1]} or newer is needed, and none was found")
        return 1
    make_venv(base)
    say("installing into .venv; the first time takes a minute or two")
    # Relative, because pip splits this variable at spaces, which the path to here may hold.
    pins = {"PIP_CONSTRAINT": "constraints.txt", "PIP_BUILD_CONSTRAINT": "constraints.txt"}
    done = subprocess.run(
        [str(PYTHON), "-m", "pip", "install", "-qq", "--editable", ".[dev]"],
        cwd=str(ROOT),
        env={**os.environ, **pins, "PIP_DISABLE_PIP_VERSION_CHECK": "1"},
        check=False,
    )
    if done.returncode:
        say("the installation failed; run it again when the cause above is gone")
        return done.returncode
    STAMP.write_text(fingerprint(), encoding="utf-8")
    say("ready")
    return 0


def say(words: str) -> None:
    """One line for the person at the terminal."""
    print("setup:", words, flush=True)


def fingerprint() -> str:
    """What a ready `.venv` depends on, its own place included: it cannot be moved."""
    digest = hashlib.sha256(str(VENV).encode())
    for name in ("pyproject.toml", "constraints.txt"):
        digest.update((ROOT / name).read_bytes())
    return digest.hexdigest()


def is_ready() -> bool:
    """True where an earlier run finished and nothing changed since."""
    return (
        PYTHON.exists()
        and STAMP.exists()
        and STAMP.read_text(encoding="utf-8", errors="replace") == fingerprint()
    )


def make_venv(base: str) -> None:
    """Keep a finished environment to bring up to date; begin an unfinished one again."""
    if STAMP.exists() and version_of([str(PYTHON)]) >= OLDEST:
        STAMP.unlink()
        return
    if VENV.exists():
        shutil.rmtree(str(VENV))
    if not runs([base, "-c", "import ensurepip"]) and sys.platform.startswith("linux"):
        minor = version_of([base])[1]
        provide([f"python3.{minor}-venv"])
    subprocess.run([base, "-m", "venv", str(VENV)], check=True)


def find_python() -> str | None:
    """The interpreter to build on: the one of this script, else the newest one found."""
    if sys.version_info[:2] >= OLDEST:
        return sys.executable
    names = [["python3"], ["python"]]
    names += [[f"python3.{minor}"] for minor in range(NEWEST, OLDEST[1] - 1, -1)]
    if WINDOWS:
        names.insert(0, ["py", "-3"])
    for name in names:
        # A launcher may be there and have no Python to start: only an answer counts.
        if shutil.which(name[0]) and version_of(name) >= OLDEST:
            return answer([*name, "-c", "import sys; print(sys.executable)"])
    return None


def version_of(python: list[str]) -> tuple[int, int]:
    """Major and minor version that an interpreter gives; (0, 0) where it does not start."""
    said = answer([*python, "-c", "import sys; print(*sys.version_info[:2])"]).split()
    return (int(said[0]), int(said[1])) if len(said) == 2 else (0, 0)


def answer(command: list[str]) -> str:
    """What a command prints, or nothing where it fails."""
    try:
        done = subprocess.run(command, capture_output=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return ""
    return done.stdout.decode("utf-8", "replace").strip()


def runs(command: list[str]) -> bool:
    """True where a command ends well; what it prints is of no interest."""
    try:
        return subprocess.run(command, capture_output=True, check=False).returncode == 0
    except OSError:
        return False


def missing_libraries() -> list[str]:
    """Debian's packages of what this Linux system lacks."""
    missing = []
    for library, package in LIBRARIES.items():
        try:
            ctypes.CDLL(library)
        except OSError:
            missing.append(package)
    if not shutil.which("objcopy"):  # PyInstaller writes the program file with it
        missing.append("binutils")
    if not shutil.which("fusermount3"):  # the tests cut the power of a disk of their own
        missing.append("fuse3")
    if not shutil.which("chromium") and not shutil.which("google-chrome"):
        missing += ["chromium", "chromium-driver"]  # the tests walk through the hub's console
    return missing


def find_macos_zbar() -> bool:
    """True where Homebrew has put zbar, on either kind of Mac."""
    places = (Path("/opt/homebrew/lib"), Path("/usr/local/lib"))
    return any((place / "libzbar.dylib").exists() for place in places)


def provide(packages: list[str]) -> None:
    """Install Debian packages where that needs no question; else name them and go on."""
    if not packages:
        return
    by_hand = "apt-get install " + " ".join(packages)
    prefix = [] if os.geteuid() == 0 else ["sudo", "-n"]
    if not shutil.which("apt-get"):
        say("the system lacks libraries; by Debian's names: " + " ".join(packages))
        return
    if prefix and not runs([*prefix, "true"]):
        say("the system lacks libraries; run: sudo " + by_hand)
        return
    say(by_hand)
    apt = [*prefix, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq"]
    install = [*apt, "install", "--yes", "--no-install-recommends", *packages]
    # The lists may be old or missing; one that cannot be renewed may still do.
    runs([*apt, "update"])
    if not runs(install):
        say("that failed; run: sudo " + by_hand)


if __name__ == "__main__":
    sys.exit(main())
