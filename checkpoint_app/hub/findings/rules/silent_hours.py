"""A gate that is usually busy at these hours, and where nothing was recorded."""

from math import log

from checkpoint_app.hub.findings.rule import HOUR_MS, Evidence, Facts, ReportList, Rule, Settings
from checkpoint_app.hub.findings.statistics import chance_of_none

_HOURS = 24
_LEAST = 1e-300
_EACH = 2
"""People come and go: so many passages are one person's."""


def judge(facts: Facts, settings: Settings) -> Evidence | None:
    """Look at the longest silence that cannot be chance.

    A station without a network may hold what is missing here: hours since it was last heard of are
    left out, until that lasts too long to be an excuse.
    """
    known_until = facts["known_until"] or 0
    if facts.at - known_until > settings["offline_hours"] * HOUR_MS:
        known_until = facts.at
    known = _HOURS - max(0, -(-(facts.at - known_until) // HOUR_MS))
    worst: tuple[float, int, int] = (1.0, 0, 0)
    begin, hours, usual = 0, facts.hours, facts.usual
    for hour in range(_HOURS + 1):
        if hour < known and not hours[hour] and (usual[hour] or not _shut(facts, hour)):
            continue
        if hour - begin >= settings["least_hours"]:
            chance = _chance(facts, settings, begin, hour)
            worst = min(worst, (chance, begin, hour))
        begin = hour + 1
    chance, begin, end = worst
    if chance > settings["chance"]:
        return None
    first = facts.at - (_HOURS - begin) * HOUR_MS
    return {
        "since": _clock(first),
        "until": _clock(first + (end - begin) * HOUR_MS),
        "hours": end - begin,
        "usual": round(_expected(facts, begin, end), 1),
    }


def _chance(facts: Facts, settings: Settings, begin: int, end: int) -> float:
    expected = _expected(facts, begin, end)
    seen = sum(facts.usual[begin:end])
    days = seen / expected if expected else 0
    return chance_of_none(seen // _EACH, days, settings["restless"])


def _shut(facts: Facts, hour: int) -> bool:
    """Whether nobody ever comes then: an evening and the next morning are two silences."""
    return not any(facts.usual[max(0, hour - 1) : hour + 2])


def _expected(facts: Facts, begin: int, end: int) -> float:
    return sum(
        facts.usual[hour] / facts.days[hour] for hour in range(begin, end) if facts.days[hour]
    )


def _clock(at: int) -> str:
    return f"{(at // HOUR_MS + 7) % 24:02}:00"


RULE = Rule(
    name="silent_hours",
    on=ReportList.NOT_DONE,
    # Fewer than `usual` are no rarer than `chance`, whatever the days before were like.
    settings={
        "least_hours": 2,
        "chance": 0.03,
        "restless": 0.08,
        "offline_hours": 24,
        "usual": 7,
    },
    # Of `judge` with no power in it: log(1 + x) is less than x / sqrt(1 + x), so a silence that is
    # rare enough has at least this; what is left is looked at hour by hour.
    sieve=(
        "usual_silent >= :usual AND usual_silent * usual_silent * seen_silent >= "
        ":rare * :rare * (seen_silent * (1 + :restless * usual_silent / 2) + usual_silent)"
    ),
    also=lambda settings: {"rare": -_EACH * log(max(settings["chance"], _LEAST))},
    judge=judge,
    title=("Bỏ trống giờ", "Silent hours"),
    because=(
        "Từ {since} đến {until} ({hours} giờ) không có lượt nào; mọi khi khoảng {usual} lượt.",
        "Nothing from {since} to {until} ({hours} hours), where some {usual} are usual.",
    ),
    advice=(
        "Cử người trực quét đủ các giờ mở cửa. Trạm hỏng thì ghi giấy và nhập ngay khi có máy.",
        "Keep somebody scanning while you are open. If the station fails, write on paper and type "
        "it in as soon as it works.",
    ),
)
