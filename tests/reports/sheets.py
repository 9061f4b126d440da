"""Day sheets of an invented site."""

from uuid import UUID

from checkpoint_app.domain.balance import Balance
from checkpoint_app.domain.clock import parse_iso
from checkpoint_app.domain.passage import Kind, SiteKind, Way
from checkpoint_app.records.sheets import Closed, PaperBalance
from checkpoint_app.records.views import DayCounts, Reported, StationInfo
from checkpoint_app.reports.day_sheet import DaySheet

STATION = UUID("01900000-0000-7000-8000-000000000001")


def day_sheet(
    site: str = "Chung cư Mẫu", gate: str = "Cổng 2", balance: Balance | None = None
) -> DaySheet:
    """A day in which every number is another one, so that none can be taken for its neighbour."""
    hours = tuple((101 + 3 * hour, 1001 + 7 * hour) for hour in range(24))
    return DaySheet(
        info=StationInfo(STATION, site, gate, "1", SiteKind.RESIDENTIAL),
        counts=DayCounts(
            day="2021-08-11",
            entries=sum(pair[0] for pair in hours),
            exits=sum(pair[1] for pair in hours),
            voided=13,
            by_way={way: 5001 + place for place, way in enumerate(Way)},
            by_kind={kind: 6001 + place for place, kind in enumerate(Kind)},
            by_hour=hours,
            warned=17,
        ),
        balance=balance or Balance(31_000, 20_000, 500, 9_000, 400, 1_100, 9_400),
        inside=127,
        paper=PaperBalance(41, {Closed.TYPED: 35}, 6, 492, 430, 43, ("ABC-000007",), None),
        at_ms=parse_iso("2021-08-11T16:00:00+07:00"),
        reported=Reported(7001, 7002, 7003, 7004, 7005, 7006),
    )
