"""What the pages say is what the hub knows, and what is done there is done."""

import io
import json
import re
import zipfile
from html import unescape

import pytest
from python_calamine import CalamineWorkbook

from checkpoint_app.domain.clock import local
from checkpoint_app.hub.authorising import Role
from checkpoint_app.hub.findings.rule import ReportList
from checkpoint_app.hub.scope import ALL, Scope
from checkpoint_app.hub.signs import StationState
from checkpoint_app.hub.store import reminders as reminder_store
from checkpoint_app.hub.web.pages import findings as finding_pages
from checkpoint_app.hub.web.pages import reminders as reminder_pages
from checkpoint_app.i18n import Lang, text
from checkpoint_app.security.passphrase_file import open_with
from tests.web.world import PASSWORD, Browser, World, people_met, signed_in, text_of, token_of

PHRASE = "bốn từ khác nhau và hai từ nữa"


def spoken(value: int, lang: Lang = Lang.VI) -> str:
    return f"{value:,}".replace(",", "." if lang is Lang.VI else ",")


@pytest.mark.parametrize("lang", Lang)
def test_the_overview_tells_the_report_and_today(world_db: World, lang: Lang) -> None:
    oversight = world_db.hub.hub.oversight
    browser = signed_in(world_db, "city")
    page = browser.get(f"/console/?lang={lang.value}").text
    while text("web.as_table", lang) in page and f"{text('web.trend', lang, days=28)}" not in page:
        page = browser.get("/console/").text  # a busy machine adds up the days in several turns
    said = text_of(page)
    held = oversight.held_report()
    assert held is not None
    for figure in (held.counts.sites_deployed, held.counts.scans, held.counts.paper):
        assert spoken(figure, lang) in said
    assert f"{spoken(held.counts.in_, lang)} / {spoken(held.counts.out, lang)}" in said
    for on in ReportList:
        assert f"/console/findings?list={on}" in page
        assert text(f"city.{on}", lang) in said
    days = oversight.days.trend(ALL, 28)
    drawn = json.loads(re.search(r'data-chart="([^"]*)"', page)[1].replace("&#34;", '"'))  # type: ignore[index] # or the test fails
    assert [sum(parts) for parts in drawn["parts"]][-len(days) :] == [
        sum(day.counts[name] for name in ("scanned", "typed", "paper")) for day in reversed(days)
    ]
    assert len(drawn["days"]) == 28
    assert page.count("<rect") >= len(days)


def test_the_language_is_the_visitors_choice_and_vietnamese_first(city: World) -> None:
    browser = Browser(city.url)
    assert 'lang="vi"' in browser.get("/console/login").text
    english = {"Accept-Language": "fr, en-GB;q=0.8, vi;q=0.3"}
    assert '<html lang="en">' in browser.get("/console/login", **english).text
    for header in ("en;q=0.5, vi;q=0.5", "de", "vi-VN,vi;q=0.9,en;q=0.8", "en;q=x", "*", ",;,;q="):
        assert (
            '<html lang="vi">' in browser.get("/console/login", **{"Accept-Language": header}).text
        )
    chosen = browser.get("/console/login?lang=en")
    assert '<html lang="en">' in chosen.text
    assert '<html lang="en">' in browser.get("/console/login").text
    assert '<html lang="en">' in browser.get("/console/login?lang=xx").text
    assert '<html lang="vi">' in browser.get("/console/login?lang=vi", **english).text


def test_the_report_has_its_lists_and_can_be_taken_away(city: World) -> None:
    hub, browser = city.hub.hub, signed_in(city, "city")
    held = hub.oversight.held_report()
    assert held is not None
    said = text_of(browser.get("/console/report").text)
    for rows in (held.not_done, held.done_wrongly, held.done_incompletely):
        for one in rows[:20]:
            assert one.name in said
    assert held.hash[:16] in said
    plain = browser.get(f"/console/report.json?at={held.at}")
    fields = plain.json()
    assert fields["scans"] == held.counts.scans
    assert len(fields["not_done"]) == len(held.not_done)
    book = CalamineWorkbook.from_filelike(io.BytesIO(browser.get("/console/report.xlsx").content))
    assert len(book.sheet_names) >= 5
    ward = signed_in(city, "ward").get("/console/report.json").json()
    assert ward["sites"] < fields["sites"]
    assert browser.get("/console/report.exe").status_code == 404
    assert browser.get("/console/report?at=5").status_code == 404
    for at in ("x", "-1", "9" * 20, "1e3", "٣"):
        assert browser.get(f"/console/report?at={at}").status_code == 400


def test_the_report_as_pdf_is_drawn_beside_the_hub(city: World) -> None:
    found = signed_in(city, "ward").get("/console/report.pdf")
    assert found.status_code == 200
    assert found.content.startswith(b"%PDF-")
    assert 'filename="report-' in found.headers["content-disposition"]


def test_an_earlier_report_stays_there_and_its_corrections_are_told(world: World) -> None:
    reporting = world.hub.hub.oversight.reporting
    due = reporting.due()
    before = due - 86_400_000
    reporting.freeze(before)
    browser = signed_in(world, "city")
    page = browser.get("/console/report").text
    assert f'value="{before}"' in page
    earlier = browser.get(f"/console/report?at={before}")
    assert earlier.status_code == 200
    assert f'value="{before}" selected' in earlier.text
    # More comes in for it: a numbered, dated correction.
    with world.hub.hub._database.write() as connection:
        connection.exec_driver_sql("UPDATE site_day SET scanned = scanned + 1")
    assert reporting.bring_up_to_date(before).number == 1
    corrected = text_of(browser.get(f"/console/report?at={before}").text)
    assert "Đính chính số 1" in corrected


def test_findings_are_filtered_and_paged(city: World) -> None:
    oversight, browser = city.hub.hub.oversight, signed_in(city, "tracer")
    found = oversight.findings()
    said = text_of(browser.get("/console/findings").text)
    assert f"trên {spoken(found.total)}" in said
    names = {one.finding for one in found.items}
    for name in names:
        some = oversight.findings(finding=name)
        page = text_of(browser.get(f"/console/findings?finding={name}").text)
        assert f"trên {spoken(some.total)}" in page
        assert some.items[0].name in page
    seen: list[str] = []
    path: str | None = "/console/findings"
    while path is not None:
        page = browser.get(path).text
        seen += re.findall(r'<h2><a href="/console/sites/([0-9a-f-]{36})"', page)
        after = re.search(r'href="([^"]+)">Trang sau', page)
        path = after[1].replace("&amp;", "&") if after else None
    assert seen == [str(one.site) for one in found.items]
    assert browser.get("/console/findings?list=elsewhere").status_code == 400
    assert browser.get("/console/findings?finding=none").status_code == 400
    assert browser.get("/console/findings?skip=9999999").status_code == 200


def test_a_reminder_is_drafted_sent_once_and_seen(world_db: World) -> None:
    world, browser = world_db, signed_in(world_db, "ward")
    reminding = world.hub.hub.oversight.reminding
    path = f"/console/remind?site={world.site}&finding={world.finding}"
    draft = browser.get(path).text
    drafted = reminding.draft(world.site, world.finding, Lang.VI)
    assert drafted.text in text_of(draft)
    assert reminding.every() == []
    form = {"site": str(world.site), "finding": world.finding, "number": "1"}
    token = token_of(draft)
    long = browser.post("/console/remind", token=token, **form, text="x" * 301)
    assert (long.status_code, "x" * 301 in long.text) == (400, True)
    sent = browser.post("/console/remind", token=token, **form, text="Làm ngay hôm nay.")
    assert (sent.status_code, "sent=1" in sent.headers["location"]) == (303, True)
    again = browser.post("/console/remind", token=token, **form, text="Làm ngay hôm nay.")
    assert (again.status_code, 'name="number" value="2"' in again.text) == (409, True)
    [one] = reminding.every()
    assert (one.text, one.login, one.number) == ("Làm ngay hôm nay.", "ward", 1)
    page = text_of(browser.get(sent.headers["location"]).text)
    assert "Đã gửi lời nhắc thứ 1" in page
    assert "Làm ngay hôm nay." in page
    assert "Chưa đọc" in page
    assert "Làm ngay hôm nay." in text_of(browser.get("/console/reminders").text)
    assert "Đã nhắc 1 lần" in text_of(browser.get("/console/findings").text)
    for gone in (f"/console/remind?site={world.site}&finding=none", "/console/remind"):
        assert browser.get(gone).status_code == 404


def test_reminders_are_leafed_through(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reminder_pages, "PAGE", 2)
    monkeypatch.setattr(reminder_store, "_AT_ONCE", 2)
    reminding = world.hub.hub.oversight.reminding
    found = world.hub.hub.oversight.findings().items[:5]
    for row in found:
        reminding.send(row.site, row.finding, Lang.VI, words=f"Lời cho {row.site}")
    browser, seen, path = signed_in(world, "city"), list[str](), "/console/reminders"
    while path:
        page = browser.get(path).text
        seen += re.findall(r"Lời cho ([0-9a-f-]{36})", page)
        older = re.search(r'href="([^"]+)">Cũ hơn', page)
        path = unescape(older[1]) if older else ""
    assert seen == [str(row.site) for row in reversed(found)]
    rows = world.hub.hub.oversight.findings().items
    assert [one.reminders for one in rows[:6]] == [1] * 5 + [0]


def test_a_whole_list_is_reminded_once(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(finding_pages, "AT_ONCE", 2)
    oversight = world.hub.hub.oversight
    every = oversight.findings().total
    assert every > 3
    browser = signed_in(world, "city")
    page = browser.get("/console/remind/all").text
    assert oversight.reminding.every() == []
    at = re.search(r'name="at" value="(\d+)"', page)
    assert at is not None
    left, turns = every, 0
    while left:
        done = browser.post("/console/remind/all", token=token_of(page), at=at[1])
        assert done.status_code == 303
        left, turns = max(0, left - 2), turns + 1
        assert len(oversight.reminding.every()) == every - left
        assert f"còn {left} nơi" in text_of(browser.get(done.headers["location"]).text)
    assert browser.post("/console/remind/all", token=token_of(page), at=at[1]).status_code == 303
    sent = oversight.reminding.every()
    assert len(sent) == len({(one.site, one.finding) for one in sent}) == every
    assert "Mọi nơi trong danh sách đã được nhắc" in browser.get("/console/remind/all").text
    stale = browser.post("/console/remind/all", token=token_of(page), at="1")
    assert stale.status_code == 404


def test_the_tree_is_walked_from_the_top_to_a_site(city: World) -> None:
    hub, browser = city.hub.hub, signed_in(city, "city")
    held = hub.oversight.held_report()
    assert held is not None
    top = browser.get("/console/places").text
    for one in held.by_territory:
        assert one.names[-1] in text_of(top)
    district = browser.get(f"/console/places?territory={city.district}").text
    assert f"territory={city.ward}" in district
    ward = browser.get(f"/console/places?territory={city.ward}").text
    assert f"/console/sites/{city.site}" in ward
    site = hub.sites.get(city.site)
    assert site is not None
    found = browser.get(f"/console/places?words={site.code}").text
    assert f"/console/sites/{city.site}" in found
    assert "Không tìm thấy" in browser.get("/console/places?words=không-có-đâu").text
    assert browser.get("/console/places?kind=castle").status_code == 400
    assert browser.get("/console/places?kind=market").status_code == 200


@pytest.mark.parametrize("who", ["city", "ward", "site_head", "chain", "tracer"])
def test_no_link_leads_nowhere(city: World, who: str) -> None:
    hub = city.hub.hub
    if who == "chain":
        owner = next(one.owner for one in hub.sites.pages() if one.owner)
        part = Scope(owner=hub.sites.owner(owner))
        hub.people.add("chain", Role.DISTRICT, part, PASSWORD)
    browser, seen, waiting = signed_in(city, who), set[str](), ["/console/"]
    while waiting and len(seen) < 60:
        path = waiting.pop(0)
        if path in seen:
            continue
        seen.add(path)
        found = browser.get(path)
        assert found.status_code == 200, path
        if "html" in found.headers["content-type"]:
            links = re.findall(r'<a [^>]*href="(/[^"#]*)', found.text)
            some = {re.sub(r"[0-9a-f-]{36}", "", link): unescape(link) for link in links}
            # One of each kind: all sites of a list have the same page. PDF is drawn elsewhere.
            waiting += [one for one in some.values() if not one.startswith("/console/report.pdf")]
    assert len(seen) >= 8


def test_all_sites_are_listed_a_page_at_a_time(city: World) -> None:
    browser, seen = signed_in(city, "city"), list[str]()
    path: str | None = "/console/places?words=&kind="
    while path is not None:
        page = browser.get(path).text
        seen += re.findall(r'<th scope="row"><a href="/console/sites/([0-9a-f-]{36})"', page)
        after = re.search(r'href="([^"]+)">Trang sau', page)
        path = after[1].replace("&amp;", "&") if after else None
    assert len(seen) == len(set(seen)) == city.hub.hub.sites.count()


def test_a_site_shows_its_days_stations_and_whom_to_call_with_a_reason(world: World) -> None:
    hub, browser = world.hub.hub, signed_in(world, "ward")
    with hub._database.write() as connection:
        connection.exec_driver_sql("UPDATE site SET head = 'Bà Phụ Trách', phone = '0900000009'")
    path = f"/console/sites/{world.site}"
    page = text_of(browser.get(path).text)
    assert "Bà Phụ Trách" not in page
    days = hub.oversight.days.of_site(world.site, 28)
    for day in days:
        assert "/".join(reversed(day.day.split("-"))) in page
    for station in hub.overview.stations(ALL, 0, of=world.site, after=None, limit=9):
        assert station.name in page
    assert browser.post(path, reason=" ").status_code == 400
    assert hub.access.page() == []
    shown = text_of(browser.post(path, reason="CV 12").text)
    assert "Bà Phụ Trách" in shown
    assert "0900000009" in shown
    [row] = hub.access.page()
    assert (row.login, row.action, row.reason, row.subject) == (
        "ward", "contact", "CV 12", str(world.site),
    )  # fmt: skip
    held = browser.get(f"{path}/dossier.zip")
    with zipfile.ZipFile(io.BytesIO(held.content)) as file:
        plain = json.loads(file.read("dossier.json"))
    assert plain["site"] == str(world.site)
    assert "Bà Phụ Trách" not in json.dumps(plain, ensure_ascii=False)


def test_stations_are_counted_and_filtered_by_how_they_are(city: World) -> None:
    hub, browser = city.hub.hub, signed_in(city, "city")
    judged = [one.judged.state for one in hub.overview.stations(
        ALL, hub.now_ms(), after=None, limit=10_000)]  # fmt: skip
    page = browser.get("/console/stations").text
    for state in StationState:
        assert re.search(rf'state={state}"[^>]*>[^<]*<span class="count">(\d+)</span>', page)
        some = browser.get(f"/console/stations?state={state}").text
        shown = len(re.findall(r'<th scope="row"><a href="/console/sites/', some))
        assert shown == min(50, judged.count(state))
    assert browser.get("/console/stations?state=broken").status_code == 400


def test_tracing_masks_hops_and_closes_its_file(world: World) -> None:
    hub, browser = world.hub.hub, signed_in(world, "tracer")
    person, since, until = _somebody_met(world)
    form = {"since": since, "until": until, "reason": "CV 12"}
    assert (
        "Phải ghi lý do" in browser.post("/console/trace", who=person, **form | {"reason": ""}).text
    )
    for wrong in (
        {"who": "1"},
        {"since": until, "until": since},
        {"since": "9" * 30},
        {"until": ""},
    ):
        assert browser.post("/console/trace", **{"who": person, **form} | wrong).status_code == 400
    assert hub.access.page() == []
    page = browser.post("/console/trace", who=person, **form)
    assert page.status_code == 200
    said = text_of(page.text)
    assert "····" in said
    [row] = hub.access.page()
    assert (row.action, row.reason, row.login) == ("trace", "CV 12", "tracer")
    names = _names(world)
    assert not any(name in said for name in names), "masked"
    keys = re.findall(r'name="who" value="([0-9a-f]{32})"', page.text)
    hop = next(key for key in keys if key != person)
    assert browser.post("/console/trace", who=hop, **form).status_code == 200
    before = len(hub.access.page())
    for phrase, again in ((PHRASE, "other"), ("123", "123")):
        weak = browser.post(
            "/console/trace/file", page="/console/trace", who=person, passphrase=phrase,
            again=again, **form,
        )  # fmt: skip
        assert weak.status_code == 400
    assert len(hub.access.page()) == before, "nothing was looked up"
    file = browser.post(
        "/console/trace/file", page="/console/trace", who=person, passphrase=PHRASE, again=PHRASE,
        **form,
    )  # fmt: skip
    assert not any(name.encode() in file.content for name in names)
    opened = json.loads(open_with(PHRASE, file.content))
    assert (opened["reason"], len(opened["contacts"])) == ("CV 12", opened["total"])
    assert any(one["name"] in names for one in opened["contacts"])


def test_tracing_before_two_people_asks_for_the_second(world: World) -> None:
    hub, browser = world.hub.hub, signed_in(world, "tracer")
    hub.oversight.tracing.set_four_eyes(True)
    person, since, until = _somebody_met(world)
    wish = {"who": person, "since": since, "until": until, "reason": "CV 12"}
    hub.people.add("tracer.two", hub.people._accounts.named("tracer").role, ALL, "một mật khẩu dài")
    assert 'name="second"' in browser.get("/console/trace").text
    for second, password, status in (
        ("", "", 401),
        ("tracer.two", "wrong", 401),
        ("ward", "mật khẩu của thử nghiệm", 403),
        ("tracer", "mật khẩu của thử nghiệm", 403),
    ):
        found = browser.post("/console/trace", **wish, second=second, password=password)
        assert found.status_code == status, second
        assert password not in re.sub(r"<label.*?</label>", "", found.text) or not password
    assert hub.access.page() == []
    done = browser.post("/console/trace", **wish, second="tracer.two", password="một mật khẩu dài")
    assert done.status_code == 200
    assert "một mật khẩu dài" not in done.text
    [row] = hub.access.page()
    assert (row.login, row.second) == ("tracer", "tracer.two")
    assert "tracer cùng tracer.two" in text_of(
        signed_in(world, "auditor").get("/console/audit").text
    )


def test_the_log_is_shown_the_newest_first_and_whole(world: World) -> None:
    hub, browser = world.hub.hub, signed_in(world, "auditor")
    city = signed_in(world, "city")
    for number in range(3):
        city.post(f"/console/sites/{world.site}", reason=f"CV {number}")
    said = text_of(browser.get("/console/audit").text)
    assert said.index("CV 2") < said.index("CV 1") < said.index("CV 0")
    assert "Xem người phụ trách" in said
    assert hub.access.page(limit=1)[0].action == "audit"


def _somebody_met(world: World) -> tuple[str, str, str]:
    """The key of somebody who was with others, and a window around that, as it is typed."""
    who, since, until = people_met(world)
    return who, f"{local(since):%d/%m/%Y %H:%M}", f"{local(until):%d/%m/%Y %H:%M}"


def _names(world: World) -> set[str]:
    """What people are called in this city."""
    found = set()
    for row in world.hub.hub.passages(reveal=True):
        person = row.get("person")
        if isinstance(person, dict) and person.get("name"):
            found.add(person["name"])
    return found
