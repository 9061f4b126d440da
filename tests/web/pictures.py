"""Pictures of every page of the console, in both languages, wide and narrow, light and dark:
``python -m tests.web.pictures FOLDER``."""

import sys
import tempfile
from pathlib import Path

from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

from checkpoint_app.domain.clock import local
from checkpoint_app.hub.authorising import Role
from checkpoint_app.i18n import Lang
from tests.fakes.chromium import Chromium, chromium, programs
from tests.fakes.hub_server import RunningHub
from tests.web.rooms import rooms
from tests.web.world import PASSWORD, World, build, people_met

SIZES = {"phone": (360, 740), "desktop": (1366, 768)}


def main() -> int:
    """Draw everything; 0 also where there is no Chromium to draw with."""
    folder = Path(sys.argv[1])
    if programs() is None:
        print("pictures: Chromium or its driver is not installed")
        return 0
    folder.mkdir(parents=True, exist_ok=True)
    with (
        tempfile.TemporaryDirectory() as home,
        RunningHub(Path(home) / "hub") as running,
        chromium() as browser,
    ):
        world = build(running)
        _remind(world)
        for lang in Lang:
            _draw(browser, world, lang, folder)
    print(f"pictures: {len(list(folder.glob('*.png')))} in {folder}")
    return 0


def _remind(world: World) -> None:
    """Some reminders of each number, so that there is something to see."""
    reminding = world.hub.hub.oversight.reminding
    for place, row in enumerate(world.hub.hub.oversight.findings().items[:6]):
        for _ in range(place % 4):
            reminding.send(row.site, row.finding, Lang.VI)


def _draw(browser: Chromium, world: World, lang: Lang, folder: Path) -> None:
    browser.open(f"{world.url}/console/login?lang={lang.value}")
    _looks(browser, folder, f"login-{lang}")
    for role in (Role.CITY, Role.SITE_HEAD, Role.TRACER, Role.AUDITOR):
        browser.cdp("Network.clearBrowserCookies")
        browser.open(f"{world.url}/console/login?lang={lang.value}")
        browser.driver.find_element(By.ID, "login").send_keys(role.value)
        browser.driver.find_element(By.ID, "password").send_keys(PASSWORD + Keys.ENTER)
        browser.settle()
        for name, path in rooms(role, world).items():
            if role is Role.CITY or (role, name) in {
                (Role.SITE_HEAD, "overview"), (Role.TRACER, "trace"), (Role.AUDITOR, "audit"),
            }:  # fmt: skip
                browser.open(world.url + path)
                _looks(browser, folder, f"{name}-{role}-{lang}")
        if role is Role.CITY:
            browser.open(f"{world.url}/console/nothing-there")
            _looks(browser, folder, f"error-{lang}")
        if role is Role.TRACER:
            _trace(browser, world)
            _looks(browser, folder, f"traced-{lang}")


def _trace(browser: Chromium, world: World) -> None:
    who, since, until = people_met(world)
    typed = {"who": who, "reason": "CV 12/SYT", "since": _typed(since), "until": _typed(until)}
    for name, value in typed.items():
        browser.ask("document.getElementById(arguments[0]).value = arguments[1]", name, value)
    browser.driver.find_element(By.CSS_SELECTOR, "form.fields .primary").click()
    browser.settle()


def _typed(at: int) -> str:
    return f"{local(at):%d/%m/%Y %H:%M}"


def _looks(browser: Chromium, folder: Path, name: str) -> None:
    for size, (width, height) in SIZES.items():
        for dark in (False, True):
            browser.look(width, height, dark=dark)
            browser.settle()
            browser.picture(folder / f"{name}-{size}-{'dark' if dark else 'light'}.png")


if __name__ == "__main__":
    sys.exit(main())
