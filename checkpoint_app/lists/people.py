"""Lists of people a site knows: residents, staff, regular drivers, vendors."""

from functools import lru_cache
from sys import intern

from checkpoint_app.domain.documents import Sex
from checkpoint_app.domain.fields import check_id
from checkpoint_app.domain.listed import ListedPerson
from checkpoint_app.domain.passage import Kind
from checkpoint_app.domain.text import fold
from checkpoint_app.lists.columns import ID_NUMBER, NAME, NOTE, PHONE, PLATE, words
from checkpoint_app.lists.faults import FaultCode
from checkpoint_app.lists.rows import Row

_BORN = (
    r"((ngay )?(thang )?nam sinh|ngay( thang)? sinh|(date|day|year) of birth|dob|"
    r"birth( ?(date|year|day))?)"
)
FIELDS = words(
    name=NAME,
    id_number=ID_NUMBER,
    phone=PHONE,
    birth_date=_BORN,
    sex=r"gioi( tinh)?|phai|sex|gender|nam nu|nu nam",
    home=(
        r"(so )?(can( ho)?|phong|nha)( so)?|toa( nha)?|to( dan pho)?|noi o|cho o|"
        r"dia chi( .+)?|address|apartment|apt|flat|room|unit|house|home"
    ),
    plate=PLATE,
    kind=r"loai( .+)?|(phan loai )?doi tuong|phan loai|vai tro|kind|type|category|role",
    note=NOTE,
    # Wards write the year of birth into a column for men or one for women.
    male=rf"(({_BORN}|gioi tinh|sex) )?(nam|male)",
    female=rf"(({_BORN}|gioi tinh|sex) )?(nu|female)",
)
KEYS = (frozenset({"name", "id_number", "phone", "plate"}),)

_KINDS = {
    Kind.RESIDENT: "cu dan|dan cu|chu ho|thanh vien|nguoi nha|nguoi thue|ho dan|resident|owner",
    Kind.STAFF: "nhan vien|can bo|bao ve|cong nhan|ban quan ly|lao cong|staff|employee|guard",
    Kind.VISITOR: "khach|khach tham|nguoi nha tham|visitor|guest",
    Kind.DELIVERY: "giao hang|nguoi giao hang|tai xe giao hang|lai xe giao hang|tai xe|lai xe|"
    "shipper|ship|delivery|delivery driver|driver|courier",
    Kind.VENDOR: "nguoi ban|tieu thuong|ban hang|ho kinh doanh|chu sap|chu quay|vendor|seller",
    Kind.SHOPPER: "nguoi mua|nguoi di cho|di cho|khach hang|khach mua|shopper|customer|buyer",
    Kind.GOODS: "xe hang|cho hang|xe cho hang|xe tai|goods|goods vehicle|truck",
}
_KIND_OF = {word: kind for kind, listed in _KINDS.items() for word in listed.split("|")}


def read_person(row: Row, usual: Kind) -> ListedPerson:
    """The person of a row; `usual` is whoever has no kind of his own. Faults are left with the row.

    A number that does not agree with birth date or sex is a warning (Circular 59/2021/TT-BCA has
    lapsed); a row that tells nobody from anybody is a fault.
    """
    born, sex = row.birth_date(), row.sex()
    for field, says in (("male", Sex.MALE), ("female", Sex.FEMALE)):
        marked = row.text(field, "person.name")
        if marked is not None:
            sex = sex or says
            if any(char.isdigit() for char in marked):
                born = born or row.birth_date(field)
    person = ListedPerson(
        kind=_kind(row, usual),
        name=row.text("name", "person.name"),
        id_number=row.id_number(),
        phone=row.phone(),
        birth_date=born,
        sex=sex,
        home=intern(row.text("home", "person.address") or "") or None,  # a family shares it
        plate=row.plate(),
        note=row.text("note", "note"),
    )
    for warning in check_id(person.id_number, born, sex):
        row.warn("id_number", warning, person.id_number or "")
    if not (person.name or person.id_number or person.phone or person.plate or row.faulty):
        row.fault(None, FaultCode.NOBODY)
    return person


def _kind(row: Row, usual: Kind) -> Kind:
    text = row.text("kind", "person.name")
    if text is None:
        return usual
    found = kind_of(text)
    if found is None:
        row.fault("kind", FaultCode.KIND_UNCLEAR, text)
    return found or usual


@lru_cache(maxsize=1_000)
def kind_of(text: str) -> Kind | None:
    """The kind a word stands for, in either language."""
    return _KIND_OF.get(fold(text))
