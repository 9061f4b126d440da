"""A real Chromium without a screen, where this machine has one."""

import base64
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from selenium import webdriver
from selenium.webdriver.chrome.options import Options
from selenium.webdriver.chrome.service import Service

NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
DRIVERS = ("chromedriver", "/usr/lib/chromium/chromedriver")
FLAGS = (
    "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--disable-default-apps", "--disable-dev-shm-usage", "--hide-scrollbars",
    "--password-store=basic", "--disable-features=Translate,MediaRouter",
)  # fmt: skip
_SHIFTS = """
window.shifted = 0;
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) window.shifted += entry.hadRecentInput ? 0 : entry.value;
}).observe({ type: "layout-shift", buffered: true });
"""
_SETTLED = """
const done = arguments[arguments.length - 1];
document.fonts.ready.then(() => requestAnimationFrame(() => requestAnimationFrame(() => done(1))));
"""
PATIENCE_S = 30


def programs() -> tuple[str, str] | None:
    """The browser and what drives it, None where one of them is missing."""
    browser = next(filter(None, map(shutil.which, NAMES)), None)
    driver = next(filter(None, map(shutil.which, DRIVERS)), None)
    return (browser, driver) if browser and driver else None


@dataclass(frozen=True, slots=True)
class Chromium:
    """One browser."""

    driver: webdriver.Chrome

    def look(self, width: int, height: int, *, dark: bool) -> None:
        """Be so large, and light or dark."""
        self.cdp(
            "Emulation.setDeviceMetricsOverride",
            width=width, height=height, deviceScaleFactor=1, mobile=width < 500,
        )  # fmt: skip
        scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        motion = {"name": "prefers-reduced-motion", "value": "reduce"}
        self.cdp("Emulation.setEmulatedMedia", features=[scheme, motion])

    def scripts(self, *, on: bool) -> None:
        """Run the scripts of pages, or not."""
        self.cdp("Emulation.setScriptExecutionDisabled", value=not on)

    def open(self, url: str) -> None:
        """Go to a page and wait until it stands still."""
        self.driver.get(url)
        self.settle()

    def settle(self) -> None:
        """Wait until the typeface is there and two frames were drawn."""
        self.driver.execute_async_script(_SETTLED)

    def ask(self, script: str, *values: object) -> Any:
        """What a script returns."""
        return self.driver.execute_script(script, *values)

    def picture(self, path: Path) -> None:
        """Draw the whole page."""
        made = self.cdp("Page.captureScreenshot", captureBeyondViewport=True, format="png")
        path.write_bytes(base64.b64decode(made["data"]))

    def cdp(self, name: str, **values: object) -> Any:
        """A command of the browser's own protocol."""
        return self.driver.execute_cdp_cmd(name, values)

    def complaints(self) -> list[str]:
        """What the browser's console has said since it was last asked."""
        return [str(line["message"]) for line in self.driver.get_log("browser")]  # type: ignore[no-untyped-call] # not typed there


@contextmanager
def chromium() -> Iterator[Chromium]:
    """A browser that forgets everything afterwards."""
    found = programs()
    assert found is not None
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        options = Options()
        options.binary_location = found[0]
        for flag in (*FLAGS, f"--user-data-dir={folder}"):
            options.add_argument(flag)
        driver = webdriver.Chrome(options=options, service=Service(found[1]))
        try:
            driver.set_page_load_timeout(PATIENCE_S)
            driver.set_script_timeout(PATIENCE_S)
            made = Chromium(driver)
            made.cdp("Page.addScriptToEvaluateOnNewDocument", source=_SHIFTS)
            yield made
        finally:
            driver.quit()
