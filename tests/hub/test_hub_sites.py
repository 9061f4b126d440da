"""The hub's sites: told apart by place, taken from lists, found by what people call them."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from uuid import uuid4

import pytest

from checkpoint_app.domain.errors import InvalidEntry, SiteTaken, SiteUnknown
from checkpoint_app.domain.hub_errors import OwnerUnknown, SiteUnclear, TerritoryUnknown
from checkpoint_app.domain.passage import SiteKind
from checkpoint_app.domain.sites import Level, SiteEntry, read_owner, read_territory, territory_key
from checkpoint_app.hub.scope import Scope
from checkpoint_app.hub.service import Hub
from checkpoint_app.hub.store import site_lists
from checkpoint_app.hub.store.sites import Site
from tests.fakes.clock import FakeClock

HANOI = "TP. Hà Nội/Q. Cầu Giấy/P. Nghĩa Đô"
BESIDE = "Thành phố Hà Nội/Quận Cầu Giấy/Phường Nghĩa Tân"
ALL_FIELDS = frozenset(
    "name code kind territory owner address head phone permitted permitted_until".split()
)


@pytest.fixture
def hub(tmp_path: Path, hub_db: str | None, clock: FakeClock) -> Iterator[Hub]:
    opened = Hub.open(tmp_path / "hub", hub_db, clock)
    yield opened
    opened.close()


def entry(number: int, ward: str = HANOI, **changes: object) -> SiteEntry:
    made = SiteEntry(
        f"Cửa hàng {number}",
        row=number,
        kind=SiteKind.SHOP,
        code=f"CH-{number:05}",
        territory=read_territory(ward),
        owner=("Hệ thống Mẫu", f"Chi nhánh {number % 3}"),
        address=f"Số {number} Phố Mẫu",
        head="Nguyễn Văn Mẫu",
        phone="0900000000",
        permitted=True,
        permitted_until="2027-01-31",
    )
    return replace(made, **changes)  # type: ignore[arg-type]  # the values are right by name


def names(sites: list[Site]) -> list[str]:
    return [site.name for site in sites]


@pytest.mark.parametrize(
    ("level", "one", "same"),
    [
        (Level.WARD, "P. Nghĩa Đô", "Phường Nghĩa Đô"),
        (Level.WARD, "P12", "phường 12"),
        (Level.WARD, "P.01", "Phường 1"),
        (Level.WARD, "TT Trâu Quỳ", "Thị trấn  Trâu Quỳ"),
        (Level.DISTRICT, "Q.Cầu Giấy", "QUẬN CẦU GIẤY"),
        (Level.DISTRICT, "TX. Sơn Tây", "Thị xã Sơn Tây"),
        (Level.CITY, "TP Hà Nội", "Hà Nội"),
        (Level.CITY, "Tỉnh Hoà Bình", "Hòa Bình"),
    ],
)
def test_a_territory_is_known_however_it_is_written(level: Level, one: str, same: str) -> None:
    assert territory_key(level, one) == territory_key(level, same)


def test_territories_that_differ_stay_apart() -> None:
    keys = {
        territory_key(Level.WARD, name)
        for name in ("Thị trấn Phùng", "Xã Phùng", "Phường Phùng", "Phường 1", "Phường 11", "Xã Pa")
    }
    assert len(keys) == 6


@pytest.mark.parametrize(
    "names", [("Cầu Giấy", "Q. Cầu Giấy", "quận cầu giấy"), ("Quận Cầu Giấy", "Cầu Giấy")]
)
def test_a_kind_left_out_means_the_one_that_is_there(hub: Hub, names: tuple[str, ...]) -> None:
    for number, name in enumerate(names):
        hub.add_site(f"Chợ {number}", SiteKind.MARKET, territory=read_territory(f"Hà Nội/{name}"))
    for name in names:
        found = hub.sites.territory(((Level.CITY, "Hà Nội"), (Level.DISTRICT, name)))[0]
        assert len(hub.sites.page(Scope(territory=found))) == len(names)


def test_a_town_and_a_commune_of_one_name_stay_apart(hub: Hub) -> None:
    top = ((Level.CITY, "Hà Nội"), (Level.DISTRICT, "Huyện Đan Phượng"))
    for name in ("Thị trấn Phùng", "Xã Phùng"):
        hub.add_site("Chợ", SiteKind.MARKET, territory=(*top, (Level.WARD, name)))
    one = hub.sites.territory((*top, (Level.WARD, "TT. Phùng")))[0]
    other = hub.sites.territory((*top, (Level.WARD, "xã phùng")))[0]
    assert one != other
    with pytest.raises(TerritoryUnknown):
        hub.sites.territory((*top, (Level.WARD, "Phùng")))


def test_a_city_without_districts() -> None:
    assert read_territory("Hà Nội/Phường Ba Đình")[1] == (Level.WARD, "Phường Ba Đình")
    assert read_territory("Hà Nội/Quận Ba Đình")[1] == (Level.DISTRICT, "Quận Ba Đình")
    for wrong in ("", "Hà Nội//Phường", "a/b/c/d", "/", "." * 5):
        with pytest.raises(InvalidEntry):
            read_territory(wrong)
    with pytest.raises(InvalidEntry):
        read_owner("x" * 201)


def test_the_same_name_in_another_ward_is_another_site(hub: Hub) -> None:
    here = hub.add_site("Chợ Mẫu", SiteKind.MARKET, territory=read_territory(HANOI))
    there = hub.add_site("Chợ Mẫu", SiteKind.MARKET, territory=read_territory(BESIDE))
    with pytest.raises(SiteTaken):
        hub.add_site("CHO MAU", SiteKind.SHOP, territory=read_territory(BESIDE))
    with pytest.raises(SiteUnclear):
        hub.enrol("chợ mẫu")
    assert len(hub.enrol(str(here))) == len(hub.enrol(str(there))) == 8
    assert hub.add_site("Chợ Khác", SiteKind.MARKET, territory=read_territory(HANOI))
    found = hub.sites.get(here)
    assert found is not None
    assert found.territory == ("TP. Hà Nội", "Q. Cầu Giấy", "P. Nghĩa Đô")
    assert (found.permitted, found.permitted_until, found.closed_at) == (True, None, None)


def test_codes_tell_sites_of_one_chain_in_one_ward_apart(hub: Hub) -> None:
    ward = read_territory(HANOI)
    one = hub.add_site("Siêu thị Mẫu", SiteKind.SHOP, territory=ward, code="S1")
    two = hub.add_site("Siêu thị Mẫu", SiteKind.SHOP, territory=ward, code="S2")
    with pytest.raises(SiteTaken):
        hub.add_site("Tên khác", SiteKind.SHOP, code="S2")
    with pytest.raises(SiteTaken):
        hub.add_site("Siêu thị Mẫu", SiteKind.SHOP, territory=ward)
    assert (hub.sites.named("S1"), hub.sites.named("S2")) == (one, two)
    with pytest.raises(SiteUnclear):
        hub.sites.named("sieu thi mau")
    with pytest.raises(SiteUnknown):
        hub.sites.named("S3")
    for wrong in ("x" * 65, "y" * 65):
        with pytest.raises(InvalidEntry):
            hub.add_site("Quá dài", SiteKind.SHOP, code=wrong)


def test_a_list_is_taken_and_taking_it_again_changes_nothing(
    hub: Hub, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(site_lists, "BATCH", 7)
    entries = [entry(number, HANOI if number % 2 else BESIDE) for number in range(40)]
    taken = hub.sites.take(iter(entries), ALL_FIELDS, 5)
    assert (taken.added, taken.changed, taken.unchanged) == (40, 0, 0)
    before = list(hub.sites.pages())
    again = hub.sites.take(iter(reversed(entries)), ALL_FIELDS, 6)
    assert (again.added, again.changed, again.unchanged) == (0, 0, 40)
    assert list(hub.sites.pages()) == before
    found = hub.sites.get(hub.sites.named("CH-00007"))
    assert found is not None
    assert found.owner == ("Hệ thống Mẫu", "Chi nhánh 1")
    assert (found.head, found.phone, found.address) == (
        "Nguyễn Văn Mẫu",
        "0900000000",
        "Số 7 Phố Mẫu",
    )


def test_what_differs_is_changed_by_code_and_nothing_else(hub: Hub) -> None:
    hub.sites.take(iter([entry(1), entry(2), entry(3)]), ALL_FIELDS, 5)
    site_id = hub.sites.named("CH-00001")
    moved = entry(1, BESIDE, name="Cửa hàng mới", permitted=False, permitted_until=None, head=None)
    taken = hub.sites.take(iter([moved, entry(2)]), ALL_FIELDS, 6)
    assert (taken.added, taken.changed, taken.unchanged) == (0, 1, 1)
    found = hub.sites.get(site_id)
    assert found is not None
    assert (found.name, found.territory[-1], found.head) == (
        "Cửa hàng mới",
        "Phường Nghĩa Tân",
        None,
    )
    assert (found.permitted, found.permitted_until, found.created_at) == (False, None, 5)
    # A list that does not tell of a thing leaves it alone.
    taken = hub.sites.take(
        iter([SiteEntry("Cửa hàng 2", code="CH-00002")]), frozenset({"name", "code"}), 7
    )
    assert (taken.changed, taken.unchanged) == (0, 1)
    other = hub.sites.get(hub.sites.named("CH-00002"))
    assert other is not None
    assert other.phone == "0900000000"


def test_without_codes_the_place_tells(hub: Hub) -> None:
    bare = [entry(1, HANOI, code=None), entry(1, BESIDE, code=None)]
    assert hub.sites.take(iter(bare), ALL_FIELDS, 5).added == 2
    assert hub.sites.take(iter(bare), ALL_FIELDS, 6).unchanged == 2
    coded = [entry(1, HANOI), entry(1, BESIDE, code="CH-9")]
    taken = hub.sites.take(iter(coded), ALL_FIELDS, 7)
    assert (taken.added, taken.changed) == (0, 2)
    assert hub.sites.count() == 2
    # Now that they have codes, a list without them knows them still, and takes none away.
    assert hub.sites.take(iter(bare), ALL_FIELDS, 8).unchanged == 2
    hub.sites.take(iter([entry(1, HANOI, code="CH-8")]), ALL_FIELDS, 9)
    with pytest.raises(SiteUnclear):
        hub.sites.take(iter([entry(5), *bare]), ALL_FIELDS, 10)
    assert hub.sites.count() == 3, "nothing of a list that cannot be taken is kept"


def test_a_failing_list_leaves_nothing(hub: Hub, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(site_lists, "BATCH", 3)

    def broken() -> Iterator[SiteEntry]:
        yield from (entry(number) for number in range(10))
        raise OSError("the stick was pulled out")

    with pytest.raises(OSError, match="stick"):
        hub.sites.take(broken(), ALL_FIELDS, 5)
    assert hub.sites.count() == 0
    with pytest.raises(TerritoryUnknown):
        hub.sites.territory(read_territory(HANOI))


def test_pages_join_without_gap_within_a_scope(hub: Hub) -> None:
    entries = [entry(number, HANOI if number % 2 else BESIDE) for number in range(30)]
    entries += [entry(99, "Hà Nội/Quận Cầu Giấy/Phường Nghĩa", owner=("Hệ thống",))]
    hub.sites.take(iter(entries), ALL_FIELDS, 5)
    ward, level = hub.sites.territory(read_territory("hà nội/quận cầu giấy/p nghĩa đô"))
    assert level is Level.WARD
    here = Scope(territory=ward)
    paged: list[Site] = []
    while page := hub.sites.page(here, after=paged[-1].id if paged else None, limit=4):
        paged += page
    assert names(paged) == sorted(names(paged))
    assert {site.code for site in paged} == {f"CH-{number:05}" for number in range(1, 30, 2)}
    city = Scope(territory=hub.sites.territory(read_territory("Hà Nội"))[0])
    assert len(list(hub.sites.pages(city))) == 31
    chain = Scope(owner=hub.sites.owner(["hệ thống mẫu"]))
    assert len(list(hub.sites.pages(chain))) == 30
    branch = Scope(owner=hub.sites.owner(["Hệ thống Mẫu", "Chi nhánh 2"]))
    assert len(list(hub.sites.pages(branch))) == 10
    one = hub.sites.page(Scope(site=paged[0].id))
    assert names(one) == [paged[0].name]
    assert hub.sites.get(paged[0].id, here) is not None
    assert hub.sites.get(paged[0].id, Scope(territory=uuid4())) is None
    with pytest.raises(OwnerUnknown):
        hub.sites.owner(["Chi nhánh 2"])


def test_search_takes_signs_as_they_are(hub: Hub) -> None:
    hub.add_site("100% Sạch_Đẹp", SiteKind.SHOP, code="X%")
    hub.add_site("Cửa hàng Đỏ", SiteKind.MARKET)
    assert names(hub.sites.page(words="0% sach_")) == ["100% Sạch_Đẹp"]
    assert names(hub.sites.page(words="%")) == ["100% Sạch_Đẹp"]
    assert names(hub.sites.page(words="X%")) == ["100% Sạch_Đẹp"]
    assert names(hub.sites.page(words="HANG DO")) == ["Cửa hàng Đỏ"]
    assert names(hub.sites.page(kind=SiteKind.MARKET)) == ["Cửa hàng Đỏ"]
    assert hub.sites.page(words="' OR 1=1 --") == []
