"""A place that ought to scan, and from which nothing ever came."""

from checkpoint_app.hub.findings.rule import (
    DAY_MS,
    Evidence,
    Facts,
    ReportList,
    Rule,
    Settings,
    day_of,
)


def judge(facts: Facts, _settings: Settings) -> Evidence | None:
    """Neither a record nor a sign of life; whoever was registered lately has time."""
    return {
        "registered": day_of(facts["created_at"]),
        "days": (facts.at - facts["created_at"]) // DAY_MS,
        "stations": facts["stations"],
    }


RULE = Rule(
    name="never_seen",
    on=ReportList.NOT_DONE,
    settings={"grace_days": 3},
    sieve=(
        "seen_at IS NULL AND permitted = 1 "
        "AND (permitted_until IS NULL OR permitted_until >= :day) "
        "AND created_at < :at - :grace_days * 86400000 "
        "AND coalesce(joined_at, 0) < :at - :grace_days * 86400000"
    ),
    judge=judge,
    by_records=False,
    title=("Chưa triển khai", "Never seen"),
    because=(
        "Đăng ký ngày {registered}, {days} ngày nay chưa có lượt nào; {stations} trạm đã nhận mã.",
        "Registered on {registered}; nothing came in {days} days; stations enrolled: {stations}.",
    ),
    advice=(
        "Cài trạm và quét thử một lượt ngay hôm nay. Chưa có mã ghép trạm thì xin mã của phường.",
        "Set the station up and scan once today. Ask the ward for an enrolment code if there is "
        "none.",
    ),
)
