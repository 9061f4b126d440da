"""Signing in and staying so: sessions, forms that are ours, what every answer carries."""

import re
import ssl
from html import unescape
from pathlib import Path

import pytest
import requests

from checkpoint_app.domain.clock import SystemClock
from checkpoint_app.hub.accounts import FREE_TRIES, IDLE_MS, LONGEST_MS, PROLONG_MS
from checkpoint_app.hub.authorising import Role
from checkpoint_app.hub.limits import Limits, Rate
from checkpoint_app.hub.scope import ALL
from checkpoint_app.hub.tls import OwnTls
from tests.fakes.clock import FakeClock
from tests.fakes.hub_server import PLENTY, WAIT_S, RunningHub
from tests.web.world import PASSWORD, Browser, World, signed_in, text_of, token_of

OTHER = "một mật khẩu khác hẳn"


def session(browser: Browser) -> str:
    found = [one.value for one in browser.session.cookies if one.name == "session" and one.domain]
    assert found[-1]
    return found[-1]


def test_the_first_page_asks_to_sign_in_and_leads_back(city: World) -> None:
    browser = Browser(city.url)
    assert browser.get("/").headers["location"] == "/console/"
    assert browser.get("/console").headers["location"] == "/console/"
    asked = browser.get("/console/findings?list=not_done&lang=en")
    assert asked.status_code == 303
    where = asked.headers["location"]
    page = browser.get(where)
    back = re.search(r'name="next" value="([^"]*)"', page.text)
    assert back is not None
    done = browser.post(
        "/console/login", page=where, login="city", password=PASSWORD, next=unescape(back[1])
    )
    assert done.headers["location"] == "/console/findings?list=not_done&lang=en"
    assert browser.get("/console/login").headers["location"] == "/console/"


@pytest.mark.parametrize(
    "there",
    [
        "https://evil.example/console/", "//evil.example/console/", "/v1/health", "console/",
        "/console/\\evil", "/console/\n//evil", "javascript:alert(1)", "\\\\evil.example",
    ],
)  # fmt: skip
def test_nobody_is_led_elsewhere_after_signing_in(city: World, there: str) -> None:
    done = Browser(city.url).post("/console/login", login="city", password=PASSWORD, next=there)
    assert (done.status_code, done.headers["location"]) == (303, "/console/")


def test_a_session_begins_with_a_new_id_and_ends_with_it(city: World) -> None:
    browser = Browser(city.url)
    browser.session.cookies.set("session", "f" * 43, domain="127.0.0.1", path="/")
    assert browser.sign_in("ward").status_code == 303
    first = session(browser)
    assert first != "f" * 43
    assert len(first) >= 43
    # Signing in again, as whoever else: another id, and the one before is nobody's.
    token = token_of(browser.get("/console/account").text)
    assert browser.post("/console/login", token=token, login="city", password=PASSWORD)
    second = session(browser)
    assert second != first
    assert "Thành phố" in text_of(browser.get("/console/account").text)
    stolen = Browser(city.url)
    stolen.session.cookies.set("session", first)
    assert stolen.get("/console/").status_code == 303
    assert browser.post("/console/logout", page="/console/account").status_code == 303
    stolen.session.cookies.set("session", second)
    assert stolen.get("/console/").status_code == 303


def test_a_session_is_kept_as_a_digest_only(world: World) -> None:
    token = session(signed_in(world, "city"))
    with world.hub.hub._database.read() as connection:
        rows = connection.exec_driver_sql("SELECT token_hash FROM session").all()
    assert rows
    assert all(token.encode() not in bytes(row[0]) and len(bytes(row[0])) == 32 for row in rows)


def test_sessions_end_when_idle_and_after_a_day(tmp_path: Path) -> None:
    clock = FakeClock("2026-11-23T09:00")
    with RunningHub(tmp_path / "hub", clock=clock) as running:
        running.hub.people.add("city", Role.CITY, ALL, PASSWORD)
        browser = Browser(running.url)
        browser.sign_in("city")
        begun = clock.now_ms()
        clock.pass_s((IDLE_MS - 1) / 1000)
        assert browser.get("/console/account").status_code == 200
        clock.pass_s((IDLE_MS - PROLONG_MS) / 1000)
        assert browser.get("/console/account").status_code == 200
        clock.pass_s((IDLE_MS + 1) / 1000)
        assert browser.get("/console/account").status_code == 303
        browser.sign_in("city")
        begun = clock.now_ms()
        while clock.now_ms() + IDLE_MS - 1 < begun + LONGEST_MS:
            clock.pass_s((IDLE_MS - 1) / 1000)
            assert browser.get("/console/account").status_code == 200
        clock.pass_s((begun + LONGEST_MS - clock.now_ms()) / 1000)
        assert browser.get("/console/account").status_code == 303


def test_shutting_an_account_and_a_new_password_end_its_sessions(world: World) -> None:
    people, browser = world.hub.hub.people, signed_in(world, "ward")
    assert browser.get("/console/").status_code == 200
    people.disable("ward")
    assert browser.get("/console/").status_code == 303
    here, there = signed_in(world, "city"), signed_in(world, "city")
    path = "/console/account"
    assert "không giống" in here.post(path, old=PASSWORD, new=OTHER, again="x" * 12).text
    assert here.post(path, old="wrong", new=OTHER, again=OTHER).status_code == 401
    assert here.post(path, old=PASSWORD, new="short", again="short").status_code == 400
    assert there.get("/console/").status_code == 200
    done = here.post(path, old=PASSWORD, new=OTHER, again=OTHER)
    assert done.headers["location"].startswith("/console/login")
    assert here.get("/console/").status_code == 303
    assert there.get("/console/").status_code == 303
    assert Browser(world.url).sign_in("city").status_code == 401
    assert Browser(world.url).sign_in("city", OTHER).status_code == 303


def test_an_unknown_login_is_answered_like_a_wrong_password_and_both_are_slowed(
    world: World,
) -> None:
    answers: dict[str, list[tuple[int, str]]] = {}
    world.hub.hub.people.add("guessed", Role.CITY, ALL, PASSWORD)
    world.hub.hub.people._brake.wait_s = lambda address: 0  # type: ignore[method-assign] # by account alone
    for login in ("guessed", "nobody.there"):
        browser = Browser(world.url)
        answers[login] = [
            (answer.status_code, re.sub(login, "…", text_of(answer.text)))
            for answer in (browser.sign_in(login, "wrong") for _ in range(FREE_TRIES + 2))
        ]
    assert answers["guessed"] == answers["nobody.there"]
    assert [status for status, _ in answers["guessed"]] == [401] * (FREE_TRIES + 1) + [429]
    assert Browser(world.url).sign_in("guessed").status_code == 429, "the right one, too"


def test_an_address_that_guesses_has_to_wait(world: World) -> None:
    browser = Browser(world.url)
    statuses = [browser.sign_in(f"guess{n}", "wrong").status_code for n in range(12)]
    assert statuses == [401] * 10 + [429] * 2
    last = browser.sign_in("city")
    assert last.status_code == 429
    assert int(last.headers["retry-after"]) > 0
    assert "Chờ" in last.text


def test_who_asks_too_often_is_told_so(tmp_path: Path) -> None:
    few = Limits(PLENTY.station, Rate(0.001, 3), Rate(0.001, 2))
    with RunningHub(tmp_path / "hub", limits=few) as running:
        statuses = [Browser(running.url).get("/console/login").status_code for _ in range(3)]
        assert statuses == [200, 200, 429]
        busy = Browser(running.url).get("/console/login", **{"Accept-Language": "en"})
        assert "Too many requests" in busy.text
        assert int(busy.headers["retry-after"]) > 0
        running.hub.people.add("city", Role.CITY, ALL, PASSWORD)
        browser = Browser(running.url)
        token = running.hub.people.sign_in("city", PASSWORD, "")[1]
        browser.session.cookies.set("session", token)
        assert [browser.get("/console/account").status_code for _ in range(4)] == [200] * 3 + [429]


def test_a_form_needs_the_token_of_its_session_and_comes_from_here(city: World) -> None:
    browser, other = signed_in(city, "city"), signed_in(city, "ward")
    good = token_of(browser.get("/console/account").text)
    theirs = token_of(other.get("/console/account").text)
    reminding = city.hub.hub.oversight.reminding
    form = {"site": str(city.site), "finding": city.finding, "number": "1", "text": "x"}
    ours = {"Origin": city.url}
    for token, headers in (
        ("", ours),
        ("0" * 64, ours),
        (theirs, ours),
        (good + " ", ours),
        (good, {"Origin": "https://evil.example"}),
        (good, {"Origin": "null"}),
        (good, {"Origin": city.url + ".evil.example"}),
        (good, {"Sec-Fetch-Site": "cross-site"}),
        (good, {"Sec-Fetch-Site": "same-site"}),
        (good, {}),
    ):
        found = browser.send("/console/remind", {"csrf": token, **form}, **headers)
        assert found.status_code == 403, (token, headers)
        assert "hết hạn" in found.text
    assert reminding.every() == []
    assert browser.send("/console/logout", {}, **ours).status_code == 403
    assert browser.get("/console/").status_code == 200
    # A visitor's form is theirs alone as well: nobody is signed in as somebody else unawares.
    visitor = Browser(city.url)
    token = token_of(visitor.get("/console/login").text)
    wish = {"csrf": token, "login": "city", "password": PASSWORD}
    assert Browser(city.url).send("/console/login", wish, **ours).status_code == 403
    assert visitor.send("/console/login", wish, Origin="https://evil.example").status_code == 403
    assert visitor.send("/console/login", wish, **{"Sec-Fetch-Site": "same-origin"}).is_redirect


@pytest.mark.parametrize(
    "body",
    [b"\xff\xfe", b"csrf=%ff", b"&".join(b"a=%d" % n for n in range(700)), b"a" * 20_000],
)
def test_a_form_that_is_none_is_refused_whole(city: World, body: bytes) -> None:
    browser = signed_in(city, "city")
    found = browser.session.post(
        city.url + "/console/account", data=body, headers={"Origin": city.url}, timeout=WAIT_S
    )
    assert found.status_code in {400, 403, 413}
    assert "<h1>" in found.text


def test_every_answer_carries_what_keeps_it_safe(city: World) -> None:
    browser = signed_in(city, "city")
    for path in ("/console/", "/console/login", "/console/nothing", "/console/report.json",
                 "/console/trace", "/console/sites/none"):  # fmt: skip
        found = browser.get(path)
        policy = found.headers["content-security-policy"]
        assert "default-src 'none'" in policy, path
        assert "unsafe" not in policy
        assert "frame-ancestors 'none'" in policy
        assert found.headers["x-content-type-options"] == "nosniff"
        assert found.headers["x-frame-options"] == "DENY"
        assert found.headers["cache-control"] == "no-store"
        assert found.headers["referrer-policy"] == "same-origin"
        assert "server" not in found.headers
        assert not re.search(r"<[^>]+\s(style|on\w+)=", found.text)
        assert "<style" not in found.text
        assert not re.search(r"<script(?![^>]*\ssrc=)", found.text)


def test_files_are_for_everybody_and_for_ever(city: World) -> None:
    page = Browser(city.url).get("/console/login").text
    names = set(re.findall(r'(?:href|src)="(/console/static/[^"]+)"', page))
    assert len(names) >= 5
    for name in names:
        found = requests.get(city.url + name, timeout=WAIT_S)
        assert found.status_code == 200
        assert "immutable" in found.headers["cache-control"]
        assert found.headers["x-content-type-options"] == "nosniff"
        assert found.headers["content-encoding"] == "gzip"
        plain = requests.get(city.url + name, headers={"Accept-Encoding": ""}, timeout=WAIT_S)
        assert plain.content == found.content
        old = name.replace(name.split("/")[3], "0" * 16)
        assert requests.get(city.url + old, timeout=WAIT_S).status_code == 404
    assert (
        requests.get(city.url + "/console/static/..%2f..%2fdoor.py", timeout=WAIT_S).status_code
        == 404
    )


def test_cookies_are_for_this_site_alone_and_over_tls_bound_to_it(tmp_path: Path) -> None:
    def secure(hub: object) -> OwnTls | ssl.SSLContext:
        return OwnTls(hub.identity, SystemClock(), lambda: ["127.0.0.1"])  # type: ignore[attr-defined] # a hub

    for speak, named in ((lambda _hub: None, "session"), (secure, "__Host-session")):
        with RunningHub(tmp_path / named, speak=speak) as running:
            running.hub.people.add("city", Role.CITY, ALL, PASSWORD)
            browser = Browser(running.url)
            authority = tmp_path / f"{named}.pem"
            authority.write_text(running.hub.identity.certificate)
            browser.session.trust_env = False
            browser.session.verify = str(authority)
            done = browser.sign_in("city")
            cookies = [
                value.lower()
                for name, value in done.raw.headers.items()
                if name.lower() == "set-cookie" and value.startswith(f"{named}=")
            ]
            assert len(cookies) == 1
            assert "httponly" in cookies[0]
            assert "samesite=strict" in cookies[0]
            assert "path=/" in cookies[0]
            assert "domain" not in cookies[0]
            assert "max-age" not in cookies[0], "it goes with the browser"
            assert ("secure" in cookies[0]) == named.startswith("__Host-")
