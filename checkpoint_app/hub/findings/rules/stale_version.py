"""A station that runs a version which the city has left behind."""

from checkpoint_app.hub.findings.rule import (
    DAY_MS,
    Evidence,
    Facts,
    ReportList,
    Rule,
    Settings,
    Source,
)


def judge(facts: Facts, settings: Settings) -> Evidence | None:
    """Several newer releases are in use; a station that is gone is not stale."""
    if facts.at - facts["seen_at"] > settings["heard_days"] * DAY_MS:
        return None
    return {"version": facts["stale_version"], "stations": facts["stale_stations"]}


RULE = Rule(
    name="stale_version",
    on=ReportList.DONE_WRONGLY,
    settings={"behind": 2, "heard_days": 7},
    sieve="is_stale = 1",
    judge=judge,
    of=Source.STATIONS,
    title=("Phần mềm cũ", "Stale version"),
    because=(
        "{stations} trạm còn chạy phiên bản {version}, đã có ít nhất hai bản mới hơn.",
        "Stations on version {version}: {stations}; at least two newer releases are in use.",
    ),
    advice=(
        "Cập nhật phần mềm trạm; dữ liệu và mã PIN giữ nguyên.",
        "Update the station's program; its data and PINs stay as they are.",
    ),
)
