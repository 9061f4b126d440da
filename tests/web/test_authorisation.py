"""Every role at every page: the pages are the program's own, so a new one needs a row here or the
test fails."""

from uuid import uuid4

from checkpoint_app.hub.accounts import IDLE_MS
from checkpoint_app.hub.authorising import Role
from checkpoint_app.hub.enrolment import hash_token
from checkpoint_app.hub.http import make_app
from checkpoint_app.hub.scope import Scope
from checkpoint_app.hub.web.visit import Page
from tests.web.world import PASSWORD, Browser, World, signed_in, text_of, token_of

PEOPLE = frozenset(role.value for role in Role)
NOT_IN = frozenset({"nobody", "no such session", "signed out", "idle too long", "shut out"})
ABOVE = frozenset({"ward", "district", "city"})
MAY: dict[str, frozenset[str]] = {
    "web_login": PEOPLE | NOT_IN,
    "web_sign_in": PEOPLE | NOT_IN,
    "web_sign_out": PEOPLE,
    "web_account": PEOPLE,
    "web_password": PEOPLE,
    "web_overview": PEOPLE,
    "web_report": PEOPLE,
    "web_report_file": PEOPLE,
    "web_findings": PEOPLE,
    "web_draft": ABOVE,
    "web_remind": ABOVE,
    "web_draft_all": ABOVE,
    "web_remind_all": ABOVE,
    "web_reminders": PEOPLE,
    "web_places": PEOPLE,
    "web_site": PEOPLE,
    "web_contact": ABOVE | {"site_head"},
    "web_dossier": ABOVE,
    "web_stations": PEOPLE,
    "web_trace_form": frozenset({"tracer"}),
    "web_trace": frozenset({"tracer"}),
    "web_trace_file": frozenset({"tracer"}),
    "web_audit": frozenset({"auditor"}),
}
PHRASE = "bốn từ khác nhau và hai từ nữa"


def pages(world: World) -> list[Page]:
    found: list[Page] = make_app(world.hub.hub).state.pages
    return found


def browsers(world: World) -> dict[str, Browser]:
    """Who visits, by what they bring."""
    people = world.hub.hub.people
    found = {role: signed_in(world, role) for role in sorted(PEOPLE)}
    found["nobody"] = Browser(world.url)
    found["no such session"] = Browser(world.url)
    found["no such session"].session.cookies.set("session", "x" * 43)
    for gone in ("signed out", "idle too long", "shut out"):
        people.add(gone.replace(" ", "."), Role.CITY, Scope(), PASSWORD)
        found[gone] = signed_in(world, gone.replace(" ", "."))
    people.sign_out(found["signed out"].session.cookies["session"])
    people.disable("shut.out")
    idle = hash_token(found["idle too long"].session.cookies["session"])
    people._accounts.prolong(idle, world.hub.hub.now_ms() - IDLE_MS)
    return found


def form_of(page: Page, world: World) -> dict[str, str]:
    """What whoever may sends there."""
    hub = world.hub.hub
    last = hub.oversight.reporting.last()
    assert last is not None
    told = hub.oversight.reminding._reminders.counts([world.site])
    drafts = told.get((world.site, world.finding), 0)
    return {
        "web_sign_in": {"login": "city", "password": PASSWORD},
        "web_password": {"old": "not it", "new": "x", "again": "y"},
        "web_remind": {
            "site": str(world.site), "finding": world.finding, "number": str(drafts + 1),
            "text": "Nhắc",
        },
        "web_remind_all": {"at": str(last.body.at), "finding": world.finding},
        "web_contact": {"reason": "CV 12"},
        "web_trace": {
            "who": "0912345678", "since": "2026-11-20T00:00", "until": "2026-11-21T00:00",
            "reason": "CV 12",
        },
        "web_trace_file": {
            "who": "0912345678", "since": "2026-11-20T00:00", "until": "2026-11-21T00:00",
            "reason": "CV 12", "passphrase": PHRASE, "again": PHRASE,
        },
    }.get(page.name, {})  # fmt: skip


def path_of(page: Page, world: World) -> str:
    path = page.path.replace("{site}", str(world.site)).replace("{form}", "json")
    return path + {"web_draft": f"?site={world.site}&finding={world.finding}"}.get(page.name, "")


def ask(page: Page, who: str, browser: Browser, world: World) -> tuple[int, str]:
    """The status, and where it leads or what it says."""
    path = path_of(page, world)
    if page.method == "GET":
        found = browser.get(path)
    else:
        start = "/console/account" if who in PEOPLE else "/console/login"
        token = token_of(browser.get(start).text)
        found = browser.post(path, token=token, **form_of(page, world))
    return found.status_code, found.headers.get("location", text_of(found.text))


def test_every_page_has_its_row(world: World) -> None:
    assert {page.name for page in pages(world)} == set(MAY)


def test_every_role_at_every_page(world: World) -> None:
    visitors = browsers(world)
    assert set(visitors) == PEOPLE | NOT_IN
    for page in sorted(pages(world), key=lambda one: one.name in {"web_sign_out", "web_sign_in"}):
        for who, browser in visitors.items():
            status, said = ask(page, who, browser, world)
            seen = (page.name, who, status, said[:200])
            if who in MAY[page.name]:
                assert status in {200, 303, 400}, seen
                assert (page.name == "web_password") == (status == 400), seen
                assert page.name == "web_sign_in" or "/login?next" not in said, seen
            elif who in PEOPLE:
                assert status == 403, seen
                assert "Không được phép" in said, seen
            else:
                assert (status, said.partition("?")[0]) == (303, "/console/login"), seen
            if page.name in {"web_sign_out", "web_sign_in"}:
                browser.session.cookies.clear()
                if who in PEOPLE:
                    assert browser.sign_in(who).status_code == 303


def test_what_lies_outside_a_scope_is_not_there(world: World) -> None:
    hub = world.hub.hub
    other = hub.sites.get(world.other)
    assert other is not None
    for who in ("site_head", "ward", "district"):
        browser = signed_in(world, who)
        for path in (
            f"/console/sites/{world.other}",
            f"/console/?territory={world.other_ward}",
            f"/console/report?territory={world.other_ward}",
            f"/console/report.json?territory={world.other_ward}",
            f"/console/report?site={world.other}",
            f"/console/findings?territory={world.other_ward}",
            f"/console/findings?site={world.other}",
            f"/console/reminders?site={world.other}",
            f"/console/places?territory={world.other_ward}",
            f"/console/stations?territory={world.other_ward}",
            f"/console/sites/{uuid4()}",
            "/console/sites/none",
        ):
            assert browser.get(path).status_code == 404, (who, path)
        if who != "site_head":
            path = f"/console/sites/{world.other}/dossier.zip"
            assert browser.get(path).status_code == 404
            token = token_of(browser.get("/console/account").text)
            sent = browser.post(
                "/console/remind", token=token, site=str(world.other), finding=world.finding,
                number="1", text="x",
            )  # fmt: skip
            assert sent.status_code == 404
        token = token_of(browser.get("/console/account").text)
        shown = browser.post(f"/console/sites/{world.other}", token=token, reason="CV 12")
        assert shown.status_code == 404
        for path in ("/console/", "/console/report", "/console/findings", "/console/places"):
            assert other.name not in text_of(browser.get(path).text), (who, path)
    assert hub.oversight.reminding.every() == []
    assert [row.action for row in hub.access.page()] == []


def test_tracing_and_the_log_are_for_whoever_answers_for_every_site(world: World) -> None:
    hub, part = world.hub.hub, Scope(territory=world.ward)
    assert hub.sites.scope_names(part)
    for login, role, path in (
        ("part.tracer", Role.TRACER, "/console/trace"),
        ("part.auditor", Role.AUDITOR, "/console/audit"),
    ):
        hub.people.add(login, role, part, PASSWORD)
        browser = signed_in(world, login)
        assert browser.get(path).status_code == 403
        assert path not in browser.get("/console/").text


def test_each_answer_that_names_people_is_in_the_access_log(world: World) -> None:
    hub = world.hub.hub
    for page in pages(world):
        who = "tracer" if "trace" in page.name else "auditor" if "audit" in page.name else "city"
        if page.name in {"web_sign_out", "web_sign_in", "web_login"}:
            continue
        browser = signed_in(world, who)
        before = len(hub.access.page(limit=1_000))
        status, _ = ask(page, who, browser, world)
        rows = hub.access.page(limit=1_000)
        assert len(rows) - before == int(page.personal), page.name
        if page.personal:
            assert (rows[0].login, status) == (who, 200)
