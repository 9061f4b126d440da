"""Lists of market cards (thẻ vào chợ, phiếu đi chợ): which ward may come on which day and hour."""

from checkpoint_app.domain.documents import Hours
from checkpoint_app.domain.listed import EVERY_DAY, MarketCard, Parity
from checkpoint_app.lists.cells import digits
from checkpoint_app.lists.columns import PHONE, words
from checkpoint_app.lists.days import minutes, weekdays, windows
from checkpoint_app.lists.faults import FaultCode
from checkpoint_app.lists.rows import Row

_CARD = r"(the|phieu)( (vao|di) cho)?"
_VALID = r"(co )?(hieu luc|gia tri|thoi han|han)( su dung)?"
_HOUR = r"(khung |thoi gian )?(gio )?((di|vao) cho )?"
FIELDS = words(
    number=rf"(so|ma|ma so)( {_CARD})?|{_CARD}( so)?|card( (no|number))?|number",
    ward=r"(xa )?phuong( xa)?|xa|dia ban|ward|commune",
    holder=(
        r"(ten |ho ten |ho va ten )?chu ho|ho (va )?ten( .+)?|(nguoi )?dai dien( .+)?|"
        r"nguoi (duoc cap|di cho)|(card)?holder|name|household( head)?"
    ),
    phone=PHONE,
    weekdays=(
        r"(cac )?(ngay|thu|ngay thu|ngay trong tuan|thu trong tuan)( (duoc )?(di|vao) cho)?|"
        r"(week)?days?"
    ),
    hours=r"(khung )?gio( (duoc )?(di|vao) cho)?|thoi gian( (di|vao) cho)?|hours|time",
    begin=rf"{_HOUR}(tu|bat dau)( gio)?|((hours|time) )?(from|start)( (time|hour))?",
    end=rf"{_HOUR}(den|ket thuc)( gio)?|((hours|time) )?(to|end)( (time|hour))?",
    valid_from=rf"{_VALID} tu( ngay)?|(tu )?ngay (bat dau|hieu luc)|tu ngay|valid from|from date",
    valid_until=(
        rf"{_VALID} den( ngay)?|(ngay )?het han|den ngay|{_VALID}|valid (until|to)|expir(y|es)"
    ),
)
KEYS = (frozenset({"number"}),)


def read_card(row: Row) -> MarketCard:
    """The card of a row. Faults are left with the row."""
    number = row.text("number", "person.id_number")
    if number is not None and digits(number) is None:
        row.fault("number", FaultCode.NUMBER_CUT, number)
    elif number is None and not row.faulty:
        row.fault("number", FaultCode.MISSING)
    days, parity = _days(row)
    first, last = row.day("valid_from"), row.day("valid_until")
    if first and last and last < first:
        row.fault("valid_until", FaultCode.DATES_BACKWARDS, last.isoformat())
    elif last and last < row.today:
        row.warn("valid_until", FaultCode.EXPIRED, last.isoformat())
    return MarketCard(
        number=(digits(number or "") or "").upper().replace(" ", ""),
        ward=row.text("ward", "person.name"),
        holder=row.text("holder", "person.name"),
        phone=row.phone(),
        weekdays=days,
        parity=parity,
        hours=_hours(row, days),
        valid_from=first,
        valid_until=last,
    )


def _days(row: Row) -> tuple[frozenset[int], Parity | None]:
    text = row.text("weekdays", "person.name")
    if text is None:
        return EVERY_DAY, None
    found = weekdays(text)
    if found is None:
        row.fault("weekdays", FaultCode.DAYS_UNCLEAR, text)
        return EVERY_DAY, None
    return found


def _hours(row: Row, days: frozenset[int]) -> tuple[Hours, ...]:
    text = row.text("hours", "person.name")
    if text is not None:
        found = windows(text, days)
        if found is None:
            row.fault("hours", FaultCode.HOURS_UNCLEAR, text)
        return found or ()
    begin, end = _time(row, "begin"), _time(row, "end")
    if begin is None and end is None:
        return ()
    if begin is None or end is None:
        if not row.faulty:
            row.fault("begin" if begin is None else "end", FaultCode.MISSING)
        return ()
    if begin >= end:
        row.fault("end", FaultCode.HOURS_BACKWARDS, f"{end // 60:02}:{end % 60:02}")
        return ()
    return (Hours(days, begin, end),)


def _time(row: Row, field: str) -> int | None:
    text = row.text(field, "person.name")
    if text is None:
        return None
    found = minutes(text)
    if found is None:
        row.fault(field, FaultCode.HOURS_UNCLEAR, text)
    return found
