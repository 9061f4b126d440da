"""A small invented city with somebody of every role, and browsers that visit it without scripts."""

import re
from dataclasses import dataclass, field
from datetime import date
from html import unescape
from uuid import UUID

import requests

from checkpoint_app.cli.hub_papers import HubPapers
from checkpoint_app.domain.clock import local
from checkpoint_app.hub.authorising import Role
from checkpoint_app.hub.scope import ALL, Scope
from checkpoint_app.hub.simulate.city import Wish
from tests.fakes.hub_server import WAIT_S, RunningHub

PASSWORD = "mật khẩu của thử nghiệm"
SITES, PASSAGES, DAYS = 120, 4_000, 5
_TOKEN = re.compile(r'name="csrf" value="([0-9a-f]{64})"')


@dataclass(frozen=True, slots=True)
class World:
    """A hub whose city is there, its report frozen, its people with accounts.

    Attributes:
        site: one with a finding, in `ward`, in `district`; other: a site elsewhere.
        finding: what was found at the site.
    """

    hub: RunningHub
    site: UUID
    finding: str
    ward: UUID
    district: UUID
    other: UUID
    other_ward: UUID

    @property
    def url(self) -> str:
        """Where it is."""
        return self.hub.url


def scope_of(role: Role, world: World) -> Scope:
    """What somebody of a role answers for here."""
    return {
        Role.SITE_HEAD: Scope(site=world.site),
        Role.WARD: Scope(territory=world.ward),
        Role.DISTRICT: Scope(territory=world.district),
    }.get(role, ALL)


def build(running: RunningHub) -> World:
    """Fill a hub."""
    hub = running.hub
    today: date = local(hub.now_ms()).date()
    hub.papers = HubPapers()
    hub.oversight.simulate(Wish(7, SITES, PASSAGES, today, DAYS))
    reporting = hub.oversight.reporting
    made = reporting.freeze(reporting.due())
    trees = hub.oversight.trees().territories
    found = next(
        one
        for one in made.body.findings
        if one.territory is not None and one.finding not in {"never_seen", "silent_hours"}
    )
    assert found.territory is not None
    way = trees.above(found.territory)
    other = next(
        one
        for one in hub.sites.pages()
        if one.territory and trees.names(way[-2])[-1] not in one.territory
    )
    elsewhere = hub.sites.page(words=other.name, limit=1)
    assert elsewhere
    inside = {
        trees.names(cell.territory): cell.territory
        for cell in made.body.cells
        if cell.territory is not None
    }
    world = World(
        running, found.site, found.finding, found.territory, way[-2], other.id,
        inside[other.territory],
    )  # fmt: skip
    for role in Role:
        hub.people.add(role.value, role, scope_of(role, world), PASSWORD, name=f"Người {role}")
    return world


@dataclass(slots=True)
class Browser:
    """What a browser keeps and does, without scripts and without a screen."""

    url: str
    session: requests.Session = field(default_factory=requests.Session)

    def get(self, path: str, **headers: str) -> requests.Response:
        """Ask for a page; a redirection is answered as such."""
        return self.session.get(
            self.url + path, headers=headers, timeout=WAIT_S, allow_redirects=False
        )

    def post(
        self, path: str, *, page: str | None = None, token: str | None = None, **form: str
    ) -> requests.Response:
        """Send a form, with the token of the page that it stands on."""
        if token is None:
            token = token_of(self.get(page or path).text)
        return self.send(path, {"csrf": token, **form}, Origin=self.url)

    def send(self, path: str, form: dict[str, str], **headers: str) -> requests.Response:
        """Send a form as it is."""
        return self.session.post(
            self.url + path, data=form, headers=headers, timeout=WAIT_S, allow_redirects=False
        )

    def sign_in(self, login: str, password: str = PASSWORD) -> requests.Response:
        """Sign in by the form."""
        return self.post("/console/login", login=login, password=password)


def token_of(page: str) -> str:
    """The token in a page's forms."""
    found = _TOKEN.search(page)
    assert found, page[:2_000]
    return found[1]


def text_of(page: str) -> str:
    """What a page says, without its marks."""
    bare = re.sub(r"<(script|style).*?</\1>", " ", page, flags=re.S)
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", bare))).strip()


def signed_in(world: World, login: str) -> Browser:
    """A browser of somebody's."""
    made = Browser(world.url)
    assert made.sign_in(login).status_code == 303
    return made


def people_met(world: World) -> tuple[str, int, int]:
    """The key of somebody who was with others, and a window around that, ms since 1970 UTC."""
    with world.hub.hub._database.read() as connection:
        row = connection.exec_driver_sql(
            "SELECT a.person FROM stay a JOIN stay b ON a.site = b.site AND a.person <> b.person "
            "AND a.entry_at < b.until_at AND b.entry_at < a.until_at LIMIT 1"
        ).one()
        first, last = connection.exec_driver_sql(
            "SELECT min(entry_at), max(until_at) FROM stay"
        ).one()
    return bytes(row[0]).hex(), first - 60_000, last
