"""Renews constraints.txt: every package the project uses, directly or not, at one exact version.

Resolves afresh on the Python that runs this, which should be the oldest one supported: a newer one
needs no package that it does not. Packages that only another operating system needs are found by
reading the requirements with that system's markers.
"""

import json
import subprocess
import sys
import tomllib
from collections.abc import Iterable
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parent.parent
SYSTEMS = {
    "linux": {"sys_platform": "linux", "platform_system": "Linux", "os_name": "posix"},
    "darwin": {"sys_platform": "darwin", "platform_system": "Darwin", "os_name": "posix"},
    "win32": {"sys_platform": "win32", "platform_system": "Windows", "os_name": "nt"},
}
MACHINES = {"linux": "x86_64", "darwin": "arm64", "win32": "AMD64"}
PYTHONS = ("3.11", "3.12", "3.13", "3.14")
HEADER = """\
# The exact version of every package the project uses, directly or not, also for its development.
# Renewed by `make lock`, from a fresh resolve of pyproject.toml; not edited by hand.
"""


class Locked:
    """Versions found so far, and what each package requires."""

    def __init__(self) -> None:
        self.versions: dict[str, str] = {}
        self.names: dict[str, str] = {}
        self._requires: dict[str, list[Requirement]] = {}

    def resolve(self, requirements: Iterable[str], *options: str) -> None:
        """Ask pip which versions it would install on a machine with nothing installed."""
        report = subprocess.run(
            [
                *(sys.executable, "-m", "pip", "install", "--quiet", "--dry-run"),
                *("--ignore-installed", *options, "--report", "-", *requirements),
            ],
            check=True,
            capture_output=True,
        ).stdout
        for found in json.loads(report)["install"]:
            metadata = found["metadata"]
            name = canonicalize_name(metadata["name"])
            self.names[name] = metadata["name"]
            self.versions[name] = metadata["version"]
            self._requires[name] = [Requirement(text) for text in metadata.get("requires_dist", [])]

    def reach(self, roots: list[Requirement], system: str) -> dict[str, Requirement]:
        """Everything the roots need on a system, on whichever Python."""
        reached: dict[str, Requirement] = {}
        for python in PYTHONS:
            environment = {
                **SYSTEMS[system],
                "platform_machine": MACHINES[system],
                "python_version": python,
                "python_full_version": f"{python}.0",
                "implementation_name": "cpython",
                "platform_python_implementation": "CPython",
            }
            seen: set[tuple[str, str]] = set()
            waiting = [(root, extra) for root in roots for extra in ("", *root.extras)]
            while waiting:
                requirement, extra = waiting.pop()
                name = canonicalize_name(requirement.name)
                if (name, extra) in seen:
                    continue
                seen.add((name, extra))
                reached.setdefault(name, requirement)
                for needed in self._requires.get(name, []):
                    if needed.marker is None or needed.marker.evaluate(
                        {**environment, "extra": extra}
                    ):
                        waiting += [(needed, one) for one in ("", *needed.extras)]
        return reached


def main() -> int:
    """Write constraints.txt anew."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    direct = [
        *project["build-system"]["requires"],
        *project["project"]["dependencies"],
        *(text for extra in project["project"]["optional-dependencies"].values() for text in extra),
    ]
    roots = [Requirement(text) for text in direct]
    locked = Locked()
    locked.resolve(direct)
    while True:
        reached = {system: locked.reach(roots, system) for system in SYSTEMS}
        missing = {
            f"{requirement.name}{requirement.specifier}"
            for found in reached.values()
            for name, requirement in found.items()
            if name not in locked.versions
        }
        if not missing:
            break
        locked.resolve(sorted(missing), "--no-deps")
    lines = [line(name, locked, reached) for name in sorted(locked.versions)]
    (ROOT / "constraints.txt").write_text(HEADER + "\n".join(lines) + "\n", encoding="utf-8")
    return 0


def line(name: str, locked: Locked, reached: dict[str, dict[str, Requirement]]) -> str:
    """One pin, with the systems that need it where not all do."""
    systems = [system for system, found in reached.items() if name in found]
    pin = f"{locked.names[name]}=={locked.versions[name]}"
    if len(systems) == len(SYSTEMS):
        return pin
    return f"{pin} ; " + " or ".join(f'sys_platform == "{system}"' for system in systems)


if __name__ == "__main__":
    sys.exit(main())
