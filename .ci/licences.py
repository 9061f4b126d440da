"""Collects the licences of everything that a bundle holds."""

import shutil
import subprocess
import sysconfig
from collections.abc import Iterable
from importlib.metadata import Distribution, distribution, packages_distributions
from pathlib import Path

NOTICES = ("licen", "copying", "notice", "authors", "copyright")
TOOLS = {"pip", "pyinstaller", "pyinstaller-hooks-contrib", "setuptools"}
"""Their modules help to build, and are not in a bundle but for PyInstaller's starter."""


def collect(target: Path, modules: Iterable[str], files: Iterable[str], root: Path) -> None:
    """Write the notices of a bundle's parts.

    Args:
        target: the folder to fill, made anew.
        modules: dotted names of the Python modules in the bundle.
        files: where its libraries came from on this machine.
        root: the project's folder, with the texts that no package ships.
    """
    shutil.rmtree(target, ignore_errors=True)
    shutil.copytree(root / "resources" / "licences", target)
    shutil.copyfile(root / "LICENSE", target / "LICENSE.txt")
    shutil.copyfile(Path(sysconfig.get_path("stdlib")) / "LICENSE.txt", target / "Python.txt")
    index = []
    for found in _distributions(modules):
        name = found.metadata["Name"]
        index.append(f"{name} {found.version}: {_licence(found)}")
        for path in found.files or []:
            if any(word in path.name.lower() for word in NOTICES) and path.suffix != ".py":
                place = target / name / "-".join(path.parts[1:] or path.parts)
                place.parent.mkdir(exist_ok=True)
                shutil.copyfile(str(path.locate()), place)
    index.sort(key=str.lower)
    (target / "INDEX.txt").write_text("\n".join(index) + "\n", encoding="utf-8")
    _system(target / "system", files)


def _distributions(modules: Iterable[str]) -> list[Distribution]:
    """The installed packages that the modules belong to."""
    owners = packages_distributions()
    tops = {module.partition(".")[0] for module in modules}
    names = {name for top in tops for name in owners.get(top, [])}
    return [distribution(name) for name in sorted(names - TOOLS) if name != "checkpoint-app"]


def _licence(found: Distribution) -> str:
    """What a package says of its own licence, in a line."""
    metadata = found.metadata
    said = metadata.get("License-Expression") or metadata.get("License") or ""
    trove = [
        text.rpartition(" :: ")[2]
        for text in metadata.get_all("Classifier") or []
        if text.startswith("License ::")
    ]
    return said if said and "\n" not in said else ", ".join(trove) or "see its notice"


def _system(target: Path, files: Iterable[str]) -> None:
    """The notices of libraries that Debian's package system put on this machine, where it did."""
    dpkg = shutil.which("dpkg-query")
    paths = {alias for file in files for alias in _aliases(Path(file))}
    if dpkg is None or not paths:
        return
    # It ends with 1 where some paths are no package's, and still names the packages of the rest.
    said = subprocess.run([dpkg, "--search", *sorted(paths)], capture_output=True, check=False)
    for line in said.stdout.decode().splitlines():
        package = line.partition(": ")[0].partition(",")[0].partition(":")[0]
        notice = Path("/usr/share/doc", package, "copyright")
        if notice.exists():
            target.mkdir(exist_ok=True)
            shutil.copyfile(notice, target / f"{package}.txt")


def _aliases(path: Path) -> list[str]:
    """A library's names: packages were made before /lib became a link to /usr/lib."""
    if not path.is_relative_to("/lib") and not path.is_relative_to("/usr/lib"):
        return []
    real = str(path.resolve())
    return [real, real.removeprefix("/usr")]
