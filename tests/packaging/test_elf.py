"""In the bundle OpenCV goes without its linear algebra: nothing of the program may ask for it."""

import ast
import importlib.util
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import cv2
import pytest

ROOT = Path(__file__).resolve().parents[2]
PICTURES_ONLY = {
    *("VideoCapture", "VideoWriter", "GaussianBlur", "absdiff", "addWeighted", "blur"),
    *("boxFilter", "connectedComponentsWithStats", "createCLAHE", "cvtColor", "dct", "error"),
    *("idct", "imdecode", "morphologyEx", "resize", "setNumThreads", "utils"),
}
"""None of these multiplies matrices or solves equations, which crashes in the bundle."""


PROGRAM = "import cv2, numpy as n; print(cv2.blur(n.ones((9, 9)), (3, 3))[4, 4])"


def elf() -> ModuleType:
    spec = importlib.util.spec_from_file_location("elf", ROOT / ".ci" / "elf.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["elf"] = module
    spec.loader.exec_module(module)
    return module


def test_the_program_asks_opencv_for_pictures_only() -> None:
    asked = {
        node.attr
        for path in (ROOT / "checkpoint_app").rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute)
        and isinstance(node.value, ast.Name)
        and node.value.id == "cv2"
    }
    assert {name for name in asked if not name.isupper()} - PICTURES_ONLY == set()


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="ELF is Linux's")
def test_a_library_forgets_another_and_loads_without_it(tmp_path: Path) -> None:
    module = elf()
    [source] = Path(cv2.__file__).parent.glob("cv2*.so")
    [other] = (Path(cv2.__file__).parents[1] / "opencv_python_headless.libs").glob("libopenblas*")
    exports = module.Library(other).exports()
    assert {"dgesv_", "cblas_dgemm"} <= exports
    copy = tmp_path / source.name
    copy.write_bytes(source.read_bytes())
    library = module.Library(copy)
    assert library.can_be_loaded()
    assert other.name in library.needs()
    library.forget(other.name, exports)
    library.write()
    assert other.name not in module.Library(copy).needs()
    # A copy of the others beside it, less the one it has forgotten.
    beside = tmp_path.parent / other.parent.name
    beside.mkdir(exist_ok=True)
    for path in other.parent.iterdir():
        if path != other and not (beside / path.name).exists():
            (beside / path.name).symlink_to(path)
    done = subprocess.run(
        [
            sys.executable,
            "-c",
            "import cv2, numpy as n; print(cv2.blur(n.ones((9, 9)), (3, 3))[4, 4])",
        ],
        env={"PYTHONPATH": str(tmp_path)},
        capture_output=True,
        timeout=60,
        check=False,
    )
    assert (done.returncode, done.stderr, done.stdout) == (0, b"", b"1.0\n")


def test_what_is_no_library_cannot_be_loaded(tmp_path: Path) -> None:
    path = tmp_path / "x.so"
    path.write_bytes(b"MZ" + bytes(200))
    assert not elf().Library(path).can_be_loaded()
