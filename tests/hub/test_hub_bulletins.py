"""What the hub tells stations: who is told what, when it changes, and what the database shows."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from threading import Thread
from uuid import UUID, uuid4

import msgspec
import pytest
from sqlalchemy import insert, select, update

from checkpoint_app.domain.errors import (
    AddresseeUnclear,
    AddresseeUnknown,
    InvalidEntry,
    KeyUnknown,
    NoticeUnknown,
    SiteUnknown,
    TrustKeyRefused,
    WatchListTooLong,
)
from checkpoint_app.domain.listed import WatchEntry
from checkpoint_app.domain.passage import SiteKind
from checkpoint_app.domain.text import fold
from checkpoint_app.hub import bulletins
from checkpoint_app.hub.bulletins import Changed
from checkpoint_app.hub.service import Hub
from checkpoint_app.hub.store import tables
from checkpoint_app.records.bulletins import NewBulletin
from checkpoint_app.records.notices import NoticeKind
from checkpoint_app.sync.bulletin import read_bulletin
from checkpoint_app.wire.bulletin import NONE
from checkpoint_app.wire.protocol import MAX_NOTICE_TEXT
from tests.fakes.bulletins import CANH, DUNG, public_pem
from tests.fakes.clock import FakeClock

PATH = ("Hà Nội", "Quận Mẫu", "Phường Thử")


class City:
    """A hub with a ward that holds a market, and a compound in no territory."""

    def __init__(self, hub: Hub) -> None:
        self.hub = hub
        self.market = hub.add_site("Chợ Thử", SiteKind.MARKET)
        self.compound = hub.add_site("Chung cư Thử", SiteKind.RESIDENTIAL)
        self.places: list[UUID] = []
        path, parent = "", None
        with hub._database.write() as connection:
            for level, name in zip(("city", "district", "ward"), PATH, strict=True):
                item, path = uuid4(), f"{path}{fold(name)}/"
                connection.execute(
                    insert(tables.territory).values(
                        id=item,
                        parent=parent,
                        level=level,
                        name=name,
                        name_fold=fold(name),
                        path=path,
                    )
                )
                self.places.append(item)
                parent = item
            connection.execute(
                update(tables.site)
                .where(tables.site.c.id == self.market)
                .values(territory=parent, code="C-01")
            )

    def told(self, site: UUID) -> NewBulletin:
        new = read_bulletin(self.hub.bulletins.answer(site, ""), self.hub.id, None)
        assert new is not None
        assert new.faults == ()
        return new

    def revisions(self) -> tuple[str, str]:
        stand = self.hub.bulletins.stand
        return stand(self.market)[1], stand(self.compound)[1]


@pytest.fixture
def city(tmp_path: Path, clock: FakeClock, hub_db: str | None) -> Iterator[City]:
    hub = Hub.open(tmp_path / "hub", hub_db, clock=clock)
    yield City(hub)
    hub.close()


def notices(city: City, site: UUID) -> list[str]:
    return [told.text for told in city.told(site).notices]


def test_who_is_told_what(city: City) -> None:
    tell = city.hub.bulletins.add_notice
    for to in ("all", "Chợ Thử", "c-01".upper(), "phuong thu", "Hà Nội/Quận Mẫu", "Hà Nội"):
        tell(to, f"cho {to}")
    tell(str(city.compound), "cho chung cư", NoticeKind.REMINDER)
    assert notices(city, city.market) == [
        "cho all",
        "cho Chợ Thử",
        "cho C-01",
        "cho phuong thu",
        "cho Hà Nội/Quận Mẫu",
        "cho Hà Nội",
    ]
    assert notices(city, city.compound) == ["cho all", "cho chung cư"]
    assert city.told(city.compound).notices[1].kind is NoticeKind.REMINDER
    rows = city.hub.bulletins.notices()
    assert [row["to"] for row in rows][:4] == ["all", "Chợ Thử", "Chợ Thử", "Phường Thử"]


def test_it_must_be_clear_for_whom(city: City) -> None:
    with pytest.raises(AddresseeUnknown):
        city.hub.bulletins.add_notice("Chợ Khác", "x")
    with pytest.raises(AddresseeUnknown):
        city.hub.bulletins.add_notice("Quận Mẫu/Phường Thử", "a path begins at the top")
    with city.hub._database.write() as connection:
        connection.execute(
            insert(tables.territory).values(
                id=uuid4(), level="ward", name="chợ thử", name_fold="cho thu", path="cho thu/"
            )
        )
    with pytest.raises(AddresseeUnclear) as unclear:
        city.hub.bulletins.take_watched("Chợ Thử", [CANH], replace=True)
    assert unclear.value.details["count"] == 2
    assert city.told(city.market).watch == ()


@pytest.mark.parametrize("text", ["", " \u200b ", "x" * (MAX_NOTICE_TEXT + 1)])
def test_a_notice_must_be_readable(city: City, text: str) -> None:
    with pytest.raises(InvalidEntry):
        city.hub.bulletins.add_notice("all", text)


def test_a_notice_ends_or_is_withdrawn(city: City, clock: FakeClock) -> None:
    until = clock.now_ms() + 60_000
    ends = city.hub.bulletins.add_notice("all", "đến trưa", until=until)
    stays = city.hub.bulletins.add_notice("all", "còn mãi")
    assert [told.until for told in city.told(city.market).notices] == [until, None]
    clock.pass_s(61)
    assert notices(city, city.market) == ["còn mãi"]
    assert city.hub.bulletins.withdraw(stays)
    assert not city.hub.bulletins.withdraw(stays)
    assert notices(city, city.market) == []
    with pytest.raises(NoticeUnknown):
        city.hub.bulletins.withdraw(uuid4())
    assert [row["id"] for row in city.hub.bulletins.notices()] == [ends, stays]


def test_only_whom_it_concerns_is_told_anew(city: City) -> None:
    changes: tuple[tuple[Callable[[], object], tuple[bool, bool]], ...] = (
        (lambda: city.hub.bulletins.add_notice("all", "x"), (True, True)),
        (lambda: city.hub.bulletins.add_notice("Chung cư Thử", "x"), (False, True)),
        (lambda: city.hub.bulletins.add_notice("Quận Mẫu", "x"), (True, False)),
        (
            lambda: city.hub.bulletins.take_watched("Hà Nội", [CANH], replace=False),
            (True, False),
        ),
        (lambda: city.hub.set_setting("Chợ Thử", "capacity", "9"), (True, False)),
        (lambda: city.hub.set_setting("Chợ Thử", "four_eyes", "true"), (True, False)),
        (lambda: city.hub.bulletins.add_key("aabb.pem", public_pem().encode()), (True, True)),
        (lambda: None, (False, False)),
    )
    for number, (change, expected) in enumerate(changes):
        before, serial = city.revisions(), city.hub.bulletins.stand(city.market)[0]
        change()
        after = city.revisions()
        changed = tuple(old != new for old, new in zip(before, after, strict=True))
        assert changed == expected, number
        grown = city.hub.bulletins.stand(city.market)[0] > serial
        assert grown is any(expected), number


def test_a_bulletin_in_force_is_not_sent_again(city: City) -> None:
    city.hub.bulletins.add_notice("all", "x")
    full = city.hub.bulletins.answer(city.market, "")
    same = city.hub.bulletins.answer(city.market, full.revision)
    assert same.content == NONE
    assert (same.revision, same.serial) == (full.revision, full.serial)


def test_serials_grow_though_the_clock_is_set_back(city: City, clock: FakeClock) -> None:
    serials = []
    for at in ("2026-11-23T08:00:00", "2026-11-23T08:00:00", "2020-01-01T00:00:00"):
        clock.set_wall(at)
        city.hub.bulletins.add_notice("all", at)
        serials.append(city.hub.bulletins.stand(city.market)[0])
    assert serials == sorted(set(serials))


def test_changes_at_once_each_have_a_serial_of_their_own(city: City) -> None:
    threads = [
        Thread(target=city.hub.bulletins.add_notice, args=("all", f"tin {number}"))
        for number in range(8)
    ]
    first = city.hub.bulletins.stand(city.market)[0]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert city.hub.bulletins.stand(city.market)[0] >= first + 8
    assert len(notices(city, city.market)) == 8


def test_watched_names_are_added_changed_and_replaced(city: City) -> None:
    take = city.hub.bulletins.take_watched
    assert take("Hà Nội", [CANH, DUNG], replace=False) == Changed(2, 0, 0)
    revision = city.revisions()
    assert take("Hà Nội", [CANH, DUNG], replace=True) == Changed(0, 0, 0)
    assert city.revisions() == revision, "the same list is no news"
    other = replace(DUNG, instruction="Mời chờ", until=date(2026, 12, 31))
    assert take("Hà Nội", [other], replace=False) == Changed(0, 1, 0)
    assert set(city.told(city.market).watch) == {CANH, other}
    assert take("Hà Nội", [other], replace=True) == Changed(0, 0, 1)
    assert take("all", [CANH], replace=True) == Changed(1, 0, 0), "another list is another matter"
    assert set(city.told(city.market).watch) == {CANH, other}
    assert city.told(city.compound).watch == (CANH,)
    assert city.hub.bulletins.clear_watched("Hà Nội") == 1
    assert city.told(city.market).watch == (CANH,)


def test_a_watched_name_lies_sealed(city: City) -> None:
    city.hub.bulletins.take_watched("all", [CANH], replace=False)
    with city.hub._database.read() as connection:
        row = connection.execute(select(tables.watched)).one()
    shown = repr(tuple(row)).encode() + bytes(row.body)
    for word in ("Cảnh".encode(), b"canh", b"001199000009", b"0911111111", b"30A11111", b"sang"):
        assert word not in shown.lower() if word == b"canh" else word not in shown


def test_a_list_has_its_limit(city: City, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bulletins, "MOST_WATCHED", 3)
    people = [WatchEntry(f"Người {number}", None, None, None, "Mời chờ") for number in range(4)]
    with pytest.raises(WatchListTooLong):
        city.hub.bulletins.take_watched("all", people, replace=False)
    city.hub.bulletins.take_watched("all", people[:3], replace=False)
    with pytest.raises(WatchListTooLong):
        city.hub.bulletins.take_watched("all", people[3:], replace=False)
    assert city.hub.bulletins.take_watched("all", people[3:], replace=True) == Changed(1, 0, 3)


def test_opened_lists_are_kept_and_told_anew_when_they_change(
    city: City, monkeypatch: pytest.MonkeyPatch
) -> None:
    city.hub.bulletins.take_watched("all", [CANH], replace=False)
    opened = []
    vault, real = city.hub.bulletins._vault, city.hub.bulletins._vault.open

    def counting(sealed: bytes, bound: bytes) -> bytes:
        opened.append(bound)
        return real(sealed, bound)

    monkeypatch.setattr(vault, "open", counting)
    assert city.told(city.market).watch == city.told(city.compound).watch == (CANH,)
    assert len(opened) == 1
    city.hub.bulletins.take_watched("all", [DUNG], replace=True)
    assert city.told(city.compound).watch == (DUNG,)


def test_keys_are_checked_given_out_and_taken_back(city: City) -> None:
    pem = public_pem()
    city.hub.bulletins.add_key("aabb.pem", pem.encode())
    assert city.told(city.compound).keys == {"aabb.pem": pem}
    for name, content, reason in (
        ("x.pem", pem.encode(), "key_name"),
        ("x.cer", b"nothing", "no_key"),
        ("x.cer", b"", "no_key"),
        ("aa.pem", b"-----BEGIN PRIVATE KEY-----", "private_key"),
    ):
        with pytest.raises(TrustKeyRefused) as refused:
            city.hub.bulletins.add_key(name, content)
        assert refused.value.details["reason"] == reason
    assert city.hub.bulletins.keys() == ["aabb.pem"]
    city.hub.bulletins.remove_key("aabb.pem")
    assert city.told(city.compound).keys == {}
    with pytest.raises(KeyUnknown):
        city.hub.bulletins.remove_key("aabb.pem")


def test_settings_of_a_site(city: City) -> None:
    put = city.hub.set_setting
    assert put("chợ thử", "capacity", " 120 ") == 120
    assert put(str(city.market), "basis", "consent") == "consent"
    assert put("Chợ Thử", "wards", "Phường Mẫu, Phường Thử,") == ("Phường Mẫu", "Phường Thử")
    assert put("Chợ Thử", "four_eyes", "true") is True
    assert city.told(city.market).settings == {
        "capacity": 120,
        "basis": "consent",
        "wards": ("Phường Mẫu", "Phường Thử"),
        "four_eyes": True,
    }
    assert city.told(city.compound).settings == {}
    for name in ("capacity", "basis", "wards", "four_eyes"):
        put("Chợ Thử", name, None)
    assert city.told(city.market).settings == {}
    for name, text in (("lang", "vi"), ("capacity", "-1"), ("retention_days", "ever")):
        with pytest.raises(InvalidEntry):
            put("Chợ Thử", name, text)
    with pytest.raises(SiteUnknown):
        put("Chợ Khác", "capacity", "1")


def test_a_full_bulletin_can_be_carried(city: City) -> None:
    """As many names as a list holds, with texts as long as they may be: well below the limit."""
    name = "Công Tằng Tôn Nữ " + "Ộ" * 180
    people = [
        replace(CANH, name=f"{name}{number:03}", instruction="Ộ" * 200) for number in range(500)
    ]
    city.hub.bulletins.take_watched("all", people, replace=True)
    size = len(msgspec.json.encode(city.hub.bulletins.answer(city.market, "")))
    assert size < 1_000_000
    assert len(city.told(city.market).watch) == 500
