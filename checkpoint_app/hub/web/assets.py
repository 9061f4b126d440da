"""The files of the console that are the same for everybody: styles, scripts, letters.

They are read once and served from memory under a name that holds their digest, so that a browser
asks for each of them once.
"""

import gzip
import hashlib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import fontpkg_be_vietnam_pro  # type: ignore[import-untyped]  # ships no types
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from checkpoint_app.paths import resources

FOLDER = Path(__file__).parent / "static"
PATH = "/console/static"
_FOREVER = "public, max-age=31536000, immutable"
_KINDS = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
    ".ttf": "font/ttf",
    ".txt": "text/plain; charset=utf-8",
}
_FONTS = {"letters-400.ttf": "Regular", "letters-600.ttf": "SemiBold"}


@dataclass(frozen=True, slots=True)
class Asset:
    """One file, as it is and gzipped."""

    kind: str
    plain: bytes
    packed: bytes


@dataclass(frozen=True, slots=True)
class Assets:
    """All of them by name, and the digest over all."""

    held: dict[str, Asset]
    digest: str

    def url(self, name: str) -> str:
        """Where a file is.

        Raises:
            KeyError: there is none of this name.
        """
        return f"{PATH}/{self.digest}/{name}" if self.held[name] else ""

    def route(self) -> Route:
        """What serves them."""

        async def answer(request: Request) -> Response:
            found = self.held.get(request.path_params["name"])
            if found is None or request.path_params["digest"] != self.digest:
                return Response(status_code=404)
            packed = "gzip" in request.headers.get("accept-encoding", "")
            headers = {
                "Cache-Control": _FOREVER,
                "Vary": "Accept-Encoding",
                "X-Content-Type-Options": "nosniff",
                "Cross-Origin-Resource-Policy": "same-origin",
            }
            if packed:
                headers["Content-Encoding"] = "gzip"
            content = found.packed if packed else found.plain
            return Response(content, headers=headers, media_type=found.kind)

        return Route(f"{PATH}/{{digest}}/{{name}}", answer, methods=["GET"])


@cache
def assets() -> Assets:
    """The files, read when they are first asked for."""
    found = {path.name: path.read_bytes() for path in sorted(FOLDER.iterdir()) if path.is_file()}
    for name, weight in _FONTS.items():
        path = fontpkg_be_vietnam_pro.ROOT / "files" / f"BeVietnamPro-{weight}.ttf"
        found[name] = path.read_bytes()
    found["mark.svg"] = (resources() / "icons" / "checkpoint.svg").read_bytes()
    digest = hashlib.sha256()
    for name, content in found.items():
        digest.update(name.encode() + hashlib.sha256(content).digest())
    held = {
        name: Asset(_KINDS[Path(name).suffix], content, gzip.compress(content, mtime=0))
        for name, content in found.items()
    }
    return Assets(held, digest.hexdigest()[:16])
