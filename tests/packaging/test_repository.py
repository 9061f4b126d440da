"""The files at the top: the jobs there are, and nothing of one machine in any file."""

import os
import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
JOBS = (
    *("setup", "run", "test", "lint", "bench", "bundle", "screenshots", "chaos", "lock"),
    *("clean", "help"),
)
TEXT = {".py", ".toml", ".txt", ".md", ".spec", ".qss", ".ts", ".json", ".svg", ".cfg", ""}
# A folder of one machine: a home, a root folder of work, a drive with a user.
MACHINE = re.compile(r"(?<![\w.$}/])(/home/\w|/Users/\w|/root/|/work/|[A-Z]:\\\\?Users\\)")


def files() -> list[Path]:
    """The files of the project, whether committed yet or not."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=True,
    ).stdout.decode()
    return [path for name in listed.split("\0") if name and (path := ROOT / name).is_file()]


@pytest.mark.parametrize("job", JOBS)
def test_make_has_the_job(job: str) -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    assert re.search(rf"^{job}:.*## \w", makefile, re.MULTILINE)
    assert job in re.findall(r"^\.PHONY: (.*)$", makefile, re.MULTILINE)[0].split()


def test_the_check_before_a_landing_is_make_test_and_nothing_else() -> None:
    script = ROOT / ".ci" / "run"
    last = script.read_text(encoding="utf-8").splitlines()[-1]
    assert last == "exec make --no-print-directory test"
    if os.name != "nt":
        assert os.access(script, os.X_OK)


def test_no_file_names_a_folder_of_one_machine() -> None:
    found = [
        f"{path.relative_to(ROOT)}:{number}: {line.strip()}"
        for path in files()
        if path.suffix in TEXT and path != Path(__file__)
        for number, line in enumerate(path.read_text("utf-8", "replace").splitlines(), 1)
        if MACHINE.search(line)
    ]
    assert found == []
