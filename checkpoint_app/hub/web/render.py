"""Pages from their templates: in one language, escaped, without marks that turn text round."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup
from starlette.responses import HTMLResponse

from checkpoint_app.domain.clock import local
from checkpoint_app.domain.text import tidy
from checkpoint_app.hub.authorising import Permission
from checkpoint_app.hub.findings import RULES
from checkpoint_app.hub.findings.saying import Said, said
from checkpoint_app.hub.web.assets import Assets
from checkpoint_app.hub.web.visit import Visit
from checkpoint_app.i18n import Lang, number, text
from checkpoint_app.paths import resources
from checkpoint_app.wire.protocol import ProblemCode

TEMPLATES = Path(__file__).parent / "templates"


@dataclass(frozen=True, slots=True)
class MenuItem:
    """A part of the console, as the menu names it.

    Attributes:
        name: of its page, and of its sentence after ``web.nav.``; icon: of the station's icons.
        everywhere: only for whoever answers for every site.
    """

    name: str
    path: str
    icon: str
    needs: Permission
    everywhere: bool = False


ROOMS = (
    MenuItem("overview", "/console/", "gate", Permission.SITES),
    MenuItem("report", "/console/report", "report", Permission.SITES),
    MenuItem("findings", "/console/findings", "look", Permission.SITES),
    MenuItem("reminders", "/console/reminders", "bell", Permission.SITES),
    MenuItem("places", "/console/places", "region", Permission.SITES),
    MenuItem("stations", "/console/stations", "pulse", Permission.SITES),
    MenuItem("trace", "/console/trace", "trace", Permission.TRACE, everywhere=True),
    MenuItem("audit", "/console/audit", "id_card", Permission.AUDIT, everywhere=True),
)


class Shown(HTMLResponse):
    """A page; `problem` is why it is not the one that was wished for, None where it is."""

    problem: ProblemCode | None = None


class Renderer:
    """Makes pages. Thread-safe."""

    def __init__(self, assets: Assets) -> None:
        """Args: the files that every page refers to."""
        self._env = Environment(
            loader=FileSystemLoader(TEMPLATES),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            finalize=plain,
        )
        self._env.globals.update(asset=assets.url, icon=_icons().__getitem__)

    def page(
        self, visit: Visit, template: str, *, status: int = 200, room: str = "", **values: object
    ) -> Shown:
        """A page of a visit.

        Args:
            room: the part of the menu that it belongs to; values: what the template shows.
        """
        lang = visit.lang
        return Shown(
            self._env.get_template(template).render(
                visit=visit,
                lang=lang.value,
                t=partial(_say, lang),
                said=partial(_said, lang),
                called=partial(_called, lang),
                number=partial(number, lang=lang),
                moment=moment,
                clock=clock,
                day=day,
                here=partial(here, visit),
                room=room,
                rooms=[
                    one
                    for one in ROOMS
                    if visit.may(one.needs) and (not one.everywhere or visit.account.scope.is_all)
                ],
                can=lambda name: visit.may(Permission(name)),
                **values,
            ),
            status,
        )

    def error(self, visit: Visit, status: int, about: str, wait: int | None) -> Shown:
        """The page that says why there is none.

        Args:
            about: which sentence; wait: seconds until it may be tried again.
        """
        return self.page(visit, "error.html", status=status, code=status, about=about, wait=wait)


def plain(value: object) -> object:
    """What stands in a page: text without control and direction marks."""
    if isinstance(value, Markup) or not isinstance(value, str) or value.isprintable():
        return value
    return tidy(value)


def moment(at: int | None) -> str:
    """A moment in the city's time, empty for none."""
    return "" if at is None else f"{local(at):%d/%m/%Y %H:%M}"


def clock(at: int) -> str:
    """The hour and minute of a moment."""
    return f"{local(at):%H:%M}"


def day(iso_day: str) -> str:
    """A local day, ISO, as people read it."""
    return "/".join(reversed(iso_day.split("-")))


def here(visit: Visit, **changed: object) -> str:
    """The address of this page with something changed in its question; None takes a part away."""
    asked: dict[str, object] = {**visit.query, **changed}
    if "lang" not in changed:
        asked.pop("lang", None)
    kept = {name: str(value) for name, value in asked.items() if value not in (None, "")}
    return visit.path + (f"?{urlencode(kept)}" if kept else "")


def _say(lang: Lang, code: str, /, **values: object) -> str:
    return text(code, lang, **values)


def _said(lang: Lang, finding: str, evidence: Mapping[str, Any]) -> Said:
    return said(finding, dict(evidence), lang)


def _called(lang: Lang, finding: str) -> str:
    """What a finding is called; by its name where this version knows no such rule."""
    return RULES[finding].called(lang) if finding in RULES else finding


def _icons() -> dict[str, Markup]:
    """The station's own icons, to stand in a page."""
    names = {room.icon for room in ROOMS} | {"person", "lock", "help", "close", "check", "in"}
    folder = resources() / "icons"
    return {
        name: Markup(  # noqa: S704 - the program's own files
            (folder / f"{name}.svg")
            .read_text(encoding="utf-8")
            .replace("<svg ", '<svg class="icon" aria-hidden="true" focusable="false" ', 1)
        )
        for name in sorted(names)
    }
