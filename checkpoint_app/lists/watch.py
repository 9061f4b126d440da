"""Watch lists: whom the guard should look at, and what to do then."""

from checkpoint_app.domain.listed import WatchEntry
from checkpoint_app.lists.columns import ID_NUMBER, NAME, PHONE, PLATE, words
from checkpoint_app.lists.faults import FaultCode
from checkpoint_app.lists.rows import Row

FIELDS = words(
    name=NAME,
    id_number=ID_NUMBER,
    phone=PHONE,
    plate=PLATE,
    instruction=(
        r"(noi dung )?(huong dan|chi dan|xu ly|can lam)( xu ly)?|"
        r"(viec|cach|huong) (can lam|xu ly|lam)|"
        r"noi dung|ly do|ghi chu|yeu cau|instructions?|what to do|action|note"
    ),
    until=(
        r"(den|het)( ngay| han)?|ngay het han|((co )?hieu luc|theo doi|han) den( ngay)?|"
        r"(valid )?until|expir(y|es)"
    ),
)
KEYS = (frozenset({"name", "id_number", "phone", "plate"}), frozenset({"instruction"}))


def read_watch(row: Row) -> WatchEntry:
    """The entry of a row. Faults are left with the row."""
    entry = WatchEntry(
        name=row.text("name", "person.name"),
        id_number=row.id_number(),
        phone=row.phone(),
        plate=row.plate(),
        instruction=row.text("instruction", "note") or "",
        until=row.day("until"),
    )
    if not row.faulty:
        if not (entry.name or entry.id_number or entry.phone or entry.plate):
            row.fault(None, FaultCode.NOBODY)
        if not entry.instruction:
            row.fault("instruction", FaultCode.MISSING)
    if entry.until and entry.until < row.today:
        row.warn("until", FaultCode.EXPIRED, entry.until.isoformat())
    return entry
