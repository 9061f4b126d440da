"""The console in a real Chromium: every page in every role, by keyboard, without scripts, and as
those meet it who cannot see it."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import axe_core_python  # type: ignore[import-untyped]  # ships no types
import pytest
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.wait import WebDriverWait

from checkpoint_app.domain.clock import local
from checkpoint_app.hub.authorising import Role
from tests.fakes.chromium import PATIENCE_S, Chromium, chromium, programs
from tests.web.rooms import rooms
from tests.web.world import PASSWORD, World, people_met

pytestmark = pytest.mark.xdist_group("chromium")
AXE = (Path(axe_core_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
RUN = """
const done = arguments[arguments.length - 1];
axe.run(document, { resultTypes: ["violations"] }).then((found) => done(found.violations.map(
  (one) => ({ id: one.id, impact: one.impact, where: one.nodes.slice(0, 3).map((n) => n.html) }))));
"""
SIZES = {"light": (1366, 768, False), "dark": (360, 740, True)}

LOOKED_AT = {"light": tuple(Role), "dark": (Role.SITE_HEAD, Role.CITY, Role.TRACER, Role.AUDITOR)}


@pytest.fixture(scope="session")
def browser() -> Iterator[Chromium]:
    if programs() is None:
        pytest.skip("Chromium or its driver is not installed")
    with chromium() as made:
        yield made


@pytest.fixture(autouse=True)
def fresh(request: pytest.FixtureRequest) -> Iterator[None]:
    """Nobody is signed in, scripts run, and nothing is left over from the test before."""
    made: Chromium = request.getfixturevalue("browser")
    made.cdp("Network.clearBrowserCookies")
    made.scripts(on=True)
    made.look(*SIZES["light"][:2], dark=False)
    made.complaints()
    yield
    made.driver.get("about:blank")


def sign_in(browser: Chromium, world: World, login: str) -> None:
    browser.open(f"{world.url}/console/login?lang=vi")
    browser.driver.find_element(By.ID, "login").send_keys(login)
    browser.driver.find_element(By.ID, "password").send_keys(PASSWORD + Keys.ENTER)
    until(browser, lambda: browser.driver.current_url == f"{world.url}/console/")
    browser.settle()


def until(browser: Chromium, so: Any) -> None:
    WebDriverWait(browser.driver, PATIENCE_S, poll_frequency=0.02).until(lambda _driver: so())


def faults(browser: Chromium) -> list[dict[str, Any]]:
    """What is a serious fault for those who cannot see a page, or press its small buttons."""
    browser.ask(AXE + "\nwindow.axe = axe;")
    found: list[dict[str, Any]] = browser.driver.execute_async_script(RUN)
    return [one for one in found if one["impact"] in {"serious", "critical"}]


def at_rest(browser: Chromium, where: str) -> None:
    """A page stands still, fits its width, and the browser has nothing to say about it."""
    assert browser.ask("return window.shifted") == 0, where
    wide = browser.ask(
        "return [document.documentElement.scrollWidth, document.documentElement.clientWidth]"
    )
    assert wide[0] <= wide[1], where
    assert browser.complaints() == [], where
    assert browser.ask("return getComputedStyle(document.body).display") != "", where


@pytest.mark.parametrize("look", SIZES)
def test_every_page_of_every_role_stands_still_and_fits(
    browser: Chromium, city: World, look: str
) -> None:
    width, height, dark = SIZES[look]
    browser.look(width, height, dark=dark)
    for role in LOOKED_AT[look]:
        sign_in(browser, city, role.value)
        at_rest(browser, f"{role} after signing in")
        for name, path in rooms(role, city).items():
            browser.open(city.url + path)
            at_rest(browser, f"{role} {name} {look}")
        menu = browser.driver.find_elements(By.CSS_SELECTOR, ".rooms a")
        shown = {str(one.get_attribute("href")) for one in menu}
        assert (f"{city.url}/console/trace" in shown) == (role is Role.TRACER)
        assert (f"{city.url}/console/audit" in shown) == (role is Role.AUDITOR)
        browser.cdp("Network.clearBrowserCookies")


@pytest.mark.parametrize("look", SIZES)
def test_no_page_has_a_serious_fault_for_those_who_cannot_see_it(
    browser: Chromium, city: World, look: str
) -> None:
    width, height, dark = SIZES[look]
    browser.look(width, height, dark=dark)
    browser.open(f"{city.url}/console/login")
    assert faults(browser) == []
    seen: set[str] = set()
    for role in (Role.CITY, Role.TRACER, Role.AUDITOR):
        sign_in(browser, city, role.value)
        for name, path in rooms(role, city).items():
            if name not in seen:
                browser.open(city.url + path)
                assert faults(browser) == [], (name, look)
                seen.add(name)
        if role is Role.CITY:
            browser.open(f"{city.url}/console/nothing-there")
            assert faults(browser) == [], look
        if role is Role.TRACER:
            trace(browser, city)
            assert faults(browser) == [], look
        browser.cdp("Network.clearBrowserCookies")
        browser.complaints()


def trace(browser: Chromium, world: World) -> None:
    """Look for somebody who was with others."""
    who, since, until_ = people_met(world)
    browser.open(f"{world.url}/console/trace")
    for name, value in (("who", who), ("reason", "CV 12")):
        browser.driver.find_element(By.ID, name).send_keys(value)
    for name, at in (("since", since), ("until", until_)):
        browser.ask(
            "document.getElementById(arguments[0]).value = arguments[1]",
            name,
            f"{local(at):%d/%m/%Y %H:%M}",
        )
    browser.driver.find_element(By.CSS_SELECTOR, "form.fields .primary").click()
    until(browser, lambda: browser.driver.find_elements(By.ID, "contacts"))
    browser.settle()


def press(browser: Chromium, *keys: str) -> None:
    """Press keys where the keyboard is."""
    browser.driver.switch_to.active_element.send_keys("".join(keys))


def tab_to(browser: Chromium, script: str) -> None:
    """Go on with Tab until the keyboard is where a script says; it is seen there."""
    for _ in range(80):
        press(browser, Keys.TAB)
        if browser.ask(f"const at = document.activeElement; return Boolean({script})"):
            ring = browser.ask("return getComputedStyle(document.activeElement).outlineStyle")
            assert ring != "none"
            return
    raise AssertionError(script)


def test_a_site_is_reminded_by_the_keyboard_alone(browser: Chromium, world: World) -> None:
    browser.open(f"{world.url}/console/login")
    assert browser.ask("return document.activeElement.id") == "login"
    press(browser, "ward", Keys.TAB)
    assert browser.ask("return document.activeElement.id") == "password"
    press(browser, PASSWORD, Keys.ENTER)
    until(browser, lambda: browser.driver.current_url == f"{world.url}/console/")
    press(browser, Keys.TAB)
    assert browser.ask("return document.activeElement.className") == "skip"
    tab_to(browser, 'at.getAttribute("href") === "/console/findings"')
    press(browser, Keys.ENTER)
    until(browser, lambda: browser.driver.current_url.endswith("/console/findings"))
    browser.ask("window.same = true")
    tab_to(browser, 'at.closest(".chips")')
    press(browser, Keys.ENTER)
    until(browser, lambda: "finding=" in browser.driver.current_url)
    until(browser, lambda: browser.ask("return document.activeElement.id") == "main")
    assert browser.ask("return window.same"), "only the list was exchanged"
    tab_to(browser, 'at.getAttribute("href")?.startsWith("/console/remind?")')
    press(browser, Keys.ENTER)
    until(browser, lambda: "/console/remind?" in browser.driver.current_url)
    tab_to(browser, 'at.id === "text"')
    press(browser, Keys.CONTROL, Keys.END, Keys.NULL, " Gọi 19009095 nếu cần giúp.")
    tab_to(browser, 'at.type === "submit"')
    press(browser, Keys.ENTER)
    until(browser, lambda: "sent=1" in browser.driver.current_url)
    [sent] = world.hub.hub.oversight.reminding.every()
    assert sent.text.endswith("Gọi 19009095 nếu cần giúp.")
    assert browser.complaints() == []


def test_everything_works_without_scripts(browser: Chromium, world: World) -> None:
    browser.scripts(on=False)
    driver = browser.driver
    driver.get(f"{world.url}/console/login")
    driver.find_element(By.ID, "login").send_keys("city")
    driver.find_element(By.ID, "password").send_keys(PASSWORD + Keys.ENTER)
    until(browser, lambda: driver.current_url == f"{world.url}/console/")
    assert driver.find_elements(By.CSS_SELECTOR, ".chart svg rect")
    assert not driver.find_elements(By.CSS_SELECTOR, ".chart canvas")
    driver.get(f"{world.url}/console/findings")
    driver.find_element(By.CSS_SELECTOR, ".chips a").click()
    until(browser, lambda: "finding=" in driver.current_url)
    driver.find_element(By.CSS_SELECTOR, "a.primary").click()
    until(browser, lambda: "/console/remind/all" in driver.current_url)
    driver.find_element(By.CSS_SELECTOR, "main button.primary").click()
    until(browser, lambda: "sent=" in driver.current_url)
    assert world.hub.hub.oversight.reminding.every()


def test_the_chart_is_drawn_anew_in_its_own_place(browser: Chromium, city: World) -> None:
    sign_in(browser, city, "city")
    until(browser, lambda: browser.driver.find_elements(By.CSS_SELECTOR, ".chart.drawn canvas"))
    box = browser.ask("const b = document.querySelector('.chart').getBoundingClientRect(); "
                      "return [b.x + b.width - 60, b.y + b.height / 2, b.height]")  # fmt: skip
    assert box[2] == 240
    browser.cdp("Input.dispatchMouseEvent", type="mouseMoved", x=box[0], y=box[1])
    until(browser, lambda: browser.driver.find_element(By.CSS_SELECTOR, ".tip").is_displayed())
    tip = browser.driver.find_element(By.CSS_SELECTOR, ".tip").text
    assert re.match(r"\d\d/\d\d/\d{4}\n", tip)
    at_rest(browser, "chart")
    browser.look(360, 740, dark=True)
    narrow = "return document.querySelector('.chart canvas').getBoundingClientRect().width < 360"
    until(browser, lambda: browser.ask(narrow))
    assert browser.complaints() == []


def test_a_session_that_ended_leads_to_the_door_from_a_list_too(
    browser: Chromium, world: World
) -> None:
    sign_in(browser, world, "city")
    browser.open(f"{world.url}/console/findings")
    world.hub.hub.people.disable("city")
    browser.driver.find_element(By.CSS_SELECTOR, ".chips a").click()
    until(browser, lambda: "/console/login" in browser.driver.current_url)
    until(browser, lambda: browser.driver.find_elements(By.ID, "password"))
    assert not browser.driver.find_elements(By.CSS_SELECTOR, ".rooms"), "the whole page is new"


def test_a_page_that_jumped_would_be_noticed(browser: Chromium, city: World) -> None:
    browser.open(f"{city.url}/console/login")
    at_rest(browser, "login")
    browser.ask(
        "const block = document.createElement('div'); block.style.height = '200px';"
        "document.getElementById('main').prepend(block);"
    )
    browser.settle()
    assert browser.ask("return window.shifted") > 0.01
    browser.ask("console.error('said')")
    assert any("said" in line for line in browser.complaints())
