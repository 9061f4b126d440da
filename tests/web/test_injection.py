"""Whatever somebody has put into a field, a page shows it as text and nothing more."""

import io
import re
from html.parser import HTMLParser
from uuid import UUID

import pytest
from python_calamine import CalamineWorkbook
from sqlalchemy import insert, select, update

from checkpoint_app.domain.clock import local
from checkpoint_app.hub.authorising import Role
from checkpoint_app.hub.scope import ALL
from checkpoint_app.hub.store import tables as table
from checkpoint_app.i18n import Lang
from checkpoint_app.records.ids import new_id
from tests.web.world import PASSWORD, Browser, World, signed_in, token_of

MARK = "zqx"
"""Stands in every hostile text, and nowhere else."""
HOSTILE = (
    f"<script>alert('{MARK}')</script>",
    f"\"'><img src=x onerror={MARK}>",
    f"</textarea></title><svg/onload={MARK}>",
    f"{{{{ 7*7 }}}}{{% {MARK} %}}",
    f"=cmd|'/C calc'!A0 {MARK}",
    f"\u202e{MARK}\u2066\u200b\u0000 tail",
    f"javascript:{MARK}()",
    f"&lt;b&gt;{MARK}&amp;",
)
ALLOWED = {
    "html", "head", "meta", "title", "link", "script", "body", "a", "header", "img", "div", "span",
    "form", "input", "button", "svg", "path", "circle", "rect", "g", "line", "polyline", "nav",
    "ul", "ol", "li", "main", "footer", "section", "h1", "h2", "p", "strong", "bdi", "dl", "dt",
    "dd", "table", "caption", "thead", "tbody", "tr", "th", "td", "details", "summary", "label",
    "select", "option", "textarea", "q", "blockquote", "code", "fieldset", "legend", "ellipse",
}  # fmt: skip


class Reader(HTMLParser):
    """Reads a page as a browser does."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.said: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.said.append(data)


def read(page: str) -> Reader:
    made = Reader()
    made.feed(page)
    made.close()
    return made


def harmless(page: str, where: str) -> str:
    """What a page says, after it was looked at: none of it has become a mark, an event or a place
    to go."""
    reader = read(page)
    for tag, attributes in reader.tags:
        assert tag in ALLOWED, (where, tag, attributes)
        for name, value in attributes.items():
            assert not name.startswith("on"), (where, tag, attributes)
            assert name != "style", (where, tag)
            if name in {"href", "src", "action"}:
                assert value, (where, tag)
                assert re.match(r"[/#?]", value), (where, value)
    assert page.count("<script") == len(re.findall(r'<script src="/console/static/', page)), where
    said = "".join(reader.said)
    assert "49" not in re.findall(rf"(\d+){{% {MARK}", said)
    for unseen in "\u202e\u2066\u200b\u0000":
        assert unseen not in page, where
    return said


@pytest.fixture
def hostile(world: World, request: pytest.FixtureRequest) -> World:
    """A city in which everything that can be named is called so."""
    words: str = request.param
    hub, now = world.hub.hub, world.hub.hub.now_ms()
    bare = words.replace("\0", "")  # PostgreSQL would not even take it
    with hub._database.write() as connection:
        connection.execute(update(table.site).values(
            name=bare, address=bare, head=bare, phone=bare, permitted_until=None))  # fmt: skip
        connection.execute(update(table.station).values(name=bare, version=bare))
        connection.execute(update(table.territory).values(name=bare))
        connection.execute(update(table.owner).values(name=bare))
        connection.execute(update(table.account).values(name=bare))
        code = update(table.site).where(table.site.c.id == world.site).values(code=bare)
        connection.execute(code)
    reporting = hub.oversight.reporting
    before = reporting.due() - 86_400_000
    made = reporting.freeze(before)
    assert made.body.findings
    hub.oversight.reminding.send(
        world.site, world.finding, Lang.VI, words=bare[:200], account=_account(world)
    )
    with hub._database.write() as connection:
        station = connection.scalar(
            select(table.station.c.id).where(table.station.c.site == world.site)
        )
        notice = connection.scalar(select(table.notice.c.id))
        assert station is not None
        connection.execute(insert(table.notice_answer).values(
                notice=notice, station=station, acknowledged_at=now,  answer=bare,
            ))  # fmt: skip
        connection.execute(insert(table.access).values(
            id=new_id(), at=now, action=bare, subject=bare, reason=bare, items=1))  # fmt: skip
    hub.people.add("listener", Role.CITY, ALL, PASSWORD, name="x")
    return world


def _account(world: World) -> UUID:
    found: UUID = world.hub.hub.people._accounts.named("city").id
    return found


@pytest.mark.parametrize("hostile", HOSTILE, indirect=True)
def test_no_field_becomes_more_than_text(hostile: World) -> None:
    world, seen = hostile, 0
    before = world.hub.hub.oversight.reporting.due() - 86_400_000
    site = f"/console/sites/{world.site}"
    for who, paths in {
        "city": (
            "/console/", "/console/report", f"/console/report?at={before}", "/console/findings",
            f"/console/remind?site={world.site}&finding={world.finding}", "/console/remind/all",
            "/console/reminders", "/console/places", f"/console/places?territory={world.ward}",
            site, "/console/stations", "/console/account",
        ),
        "auditor": ("/console/audit",),
        "tracer": ("/console/trace",),
    }.items():  # fmt: skip
        browser = signed_in(world, who)
        for path in paths:
            found = browser.get(path)
            assert found.status_code == 200, path
            seen += MARK in harmless(found.text, path)
        if who == "city":
            token = token_of(browser.get(site).text)
            shown = browser.post(site, token=token, reason="CV")
            assert MARK in harmless(shown.text, "contact")
            book = CalamineWorkbook.from_filelike(
                io.BytesIO(browser.get(f"/console/report.xlsx?at={before}").content)
            )
            cells = [
                str(cell)
                for name in book.sheet_names
                for row in book.get_sheet_by_name(name).to_python()
                for cell in row
            ]
            assert any(MARK in cell for cell in cells)
    assert seen >= 10
    answered = harmless(signed_in(world, "city").get("/console/reminders").text, "answers")
    assert MARK in answered.partition("Đã đọc tại")[2]


@pytest.mark.parametrize("words", HOSTILE)
def test_what_is_asked_comes_back_as_text(city: World, words: str) -> None:
    browser = signed_in(city, "tracer")
    for params in (
        {"words": words}, {"kind": words}, {"territory": words}, {"after": words}, {"lang": words},
    ):  # fmt: skip
        found = browser.session.get(city.url + "/console/places", params=params, timeout=20)
        assert found.status_code in {200, 400, 404}, params
        harmless(found.text, str(params))
    for page in ("/console/report", "/console/findings", "/console/stations", "/console/"):
        for name in ("at", "list", "finding", "skip", "state", "sent", "left", "next", words):
            found = browser.session.get(city.url + page, params={name: words}, timeout=20)
            assert found.status_code in {200, 400, 404}
            harmless(found.text, f"{page} {name}")
    nowhere = browser.session.get(city.url + f"/console/{words}", timeout=20)
    assert nowhere.status_code == 404
    harmless(nowhere.text, "nowhere")
    at = f"{local(city.hub.hub.now_ms()):%d/%m/%Y %H:%M}"
    traced = browser.post(
        "/console/trace", who=words, since=at, until=words, reason=words, second=words
    )
    assert traced.status_code == 400
    assert MARK in traced.text
    harmless(traced.text, "trace")
    visitor = Browser(city.url)
    refused = visitor.post("/console/login", login=words, password=words, next=words)
    assert refused.status_code in {401, 429}
    harmless(refused.text, "login")
