"""How long the console's pages take over a whole city: over HTTP on loopback, signed in.

``python -m tests.benchmarks.console [SITES [PASSAGES]]``, on a PostgreSQL server of its own. The
first figure of a page is that of nothing kept ready: no report opened, no day added up.
"""

import statistics
import sys
import time
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from checkpoint_app.domain.clock import local
from checkpoint_app.hub.authorising import Role
from checkpoint_app.hub.scope import ALL, Scope
from checkpoint_app.hub.simulate.city import Wish
from tests.fakes import postgres
from tests.fakes.hub_server import RunningHub
from tests.web.world import PASSWORD, Browser

SITES, PASSAGES = 191_872, 2_000_000
REACH_MS, TURNS = 300.0, 7


def main() -> int:
    """Measure and print; 1 where a page takes too long."""
    asked = [int(text) for text in sys.argv[1:3]]
    sites, passages = (*asked, *(SITES, PASSAGES)[len(asked) :])
    with (
        TemporaryDirectory() as folder,
        postgres.running() as server,
        RunningHub(Path(folder) / "hub", server.new_database()) as running,
    ):
        hub, begun = running.hub, time.perf_counter()
        today: date = local(hub.now_ms()).date()
        hub.oversight.simulate(Wish(7, sites, passages, today))
        reporting = hub.oversight.reporting
        made = reporting.freeze(reporting.due())
        print(
            f"{sites:,} sites, {passages:,} passages: {time.perf_counter() - begun:.0f} s to fill"
        )
        found = next(one for one in made.body.findings if one.territory is not None)
        assert found.territory is not None
        district = hub.oversight.trees().territories.above(found.territory)[-2]
        worst = 0.0
        for role, scope in ((Role.CITY, ALL), (Role.DISTRICT, Scope(territory=district))):
            hub.people.add(role.value, role, scope, PASSWORD)
            browser = Browser(running.url)
            browser.sign_in(role.value)
            for name, path in {
                "overview": "/console/",
                "report": "/console/report",
                "findings": "/console/findings",
                "findings, page 3": "/console/findings?skip=100",
                "draft for a site": f"/console/remind?site={found.site}&finding={found.finding}",
                "draft for a list": "/console/remind/all",
                "territories": "/console/places",
                "a ward": f"/console/places?territory={found.territory}",
                "sites by a word": "/console/places?words=cho",
                "a word of no site": "/console/places?words=zzzz",
                "a site": f"/console/sites/{found.site}",
                "stations": "/console/stations",
                "stations offline": "/console/stations?state=offline",
                "reminders": "/console/reminders",
            }.items():
                times = [_ms(browser, path) for _ in range(TURNS)]
                usual = statistics.median(times)
                worst = max(worst, usual)
                print(f"{role:9} {name:18} first {times[0]:5.0f} ms   median {usual:5.0f} ms")
    print(f"worst median {worst:.0f} ms, to reach: {REACH_MS:.0f} ms")
    return int(worst > REACH_MS)


def _ms(browser: Browser, path: str) -> float:
    begun = time.perf_counter()
    assert browser.get(path).status_code == 200, path
    return (time.perf_counter() - begun) * 1000


if __name__ == "__main__":
    sys.exit(main())
