"""A station whose clock is not the hub's."""

from checkpoint_app.hub.findings.rule import (
    DAY_MS,
    Evidence,
    Facts,
    ReportList,
    Rule,
    Settings,
    Source,
    moment_of,
)


def judge(facts: Facts, settings: Settings) -> Evidence | None:
    """By the last word of a station that was heard of lately."""
    if facts.at - facts["seen_at"] > settings["heard_days"] * DAY_MS:
        return None
    skew = max(facts["skew_most"], facts["skew_least"], key=abs)
    return {"minutes": round(skew / 60_000, 1), "seen": moment_of(facts["seen_at"])}


RULE = Rule(
    name="clock_off",
    on=ReportList.DONE_WRONGLY,
    settings={"seconds": 120, "heard_days": 2},
    sieve="skew_ms >= :seconds * 1000 OR skew_ms <= -:seconds * 1000",
    judge=judge,
    of=Source.STATIONS,
    title=("Đồng hồ sai giờ", "Clock off"),
    because=(
        "Đồng hồ máy trạm lệch {minutes} phút so với máy chủ (lúc {seen}).",
        "The station's clock is {minutes} minutes off the hub's (at {seen}).",
    ),
    advice=(
        "Bật chỉnh giờ tự động trong cài đặt ngày giờ của máy tính.",
        "Turn on automatic time in the computer's date and time settings.",
    ),
)
