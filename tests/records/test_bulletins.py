"""The bulletin in the store: whole or not at all, and nothing of the site's own is touched."""

from dataclasses import replace
from pathlib import Path
from uuid import uuid4

import pytest
import sqlcipher3.dbapi2 as dbapi

from checkpoint_app.domain.errors import NoticeUnknown
from checkpoint_app.domain.listed import ListKind, WatchEntry
from checkpoint_app.records import bulletins
from checkpoint_app.records.bulletins import HUB as SOURCE
from checkpoint_app.records.bulletins import Found, FoundHere, FoundWords
from checkpoint_app.records.notices import KEPT_MS
from checkpoint_app.records.sqlcipher import plain
from checkpoint_app.records.store import Store
from tests.fakes.bulletins import CANH, DUNG, MEETING, REPORT, bulletin
from tests.fakes.clock import FakeClock

OWN = WatchEntry("Lê Văn Nhà", None, "0933333333", None, "Chủ nhà dặn")


def texts(store: Store) -> list[str]:
    return [notice.told.text for notice in store.notices.open()]


def test_what_is_applied_is_held(store: Store) -> None:
    assert store.bulletins.held() is None
    found = FoundHere(7, (Found("no_exits", 6, {"vi": FoundWords("Không ghi lượt ra")}),))
    new = bulletin(3, settings={"capacity": 9}, keys={"a.pem": "x"}, version="2.0", faults=("y",))
    new = replace(new, found=found)
    assert store.bulletins.apply(new)
    held = store.bulletins.held()
    assert held is not None
    assert (held.hub, held.serial, held.revision) == (new.hub, 3, new.revision)
    assert (held.settings, held.keys, held.version) == ({"capacity": 9}, {"a.pem": "x"}, "2.0")
    assert (held.faults, held.found) == (("y",), found)


def test_the_hubs_names_replace_only_its_own(store: Store) -> None:
    store.lists.take(ListKind.WATCH, [OWN, CANH], replace=True)
    store.bulletins.apply(bulletin(1, watch=(CANH, DUNG)))
    store.bulletins.apply(bulletin(2, watch=(replace(DUNG, instruction="Mời chờ"),)))
    assert store.lists.watched("site") == [OWN, CANH]
    assert store.lists.watched(SOURCE) == [replace(DUNG, instruction="Mời chờ")]
    store.bulletins.apply(bulletin(3))
    assert store.lists.watched() == [OWN, CANH]


def test_a_list_that_is_the_same_is_not_written_again(store: Store) -> None:
    store.bulletins.apply(bulletin(1, watch=(CANH, DUNG)))
    with store._database.read() as connection:
        before = plain(connection).execute("SELECT no FROM watched ORDER BY no").fetchall()
    store.bulletins.apply(bulletin(2, watch=(DUNG, CANH, CANH)))
    with store._database.read() as connection:
        sql = plain(connection)
        assert sql.execute("SELECT no FROM watched ORDER BY no").fetchall() == before
        assert sql.execute("SELECT count(*) FROM list_import").fetchone() == (1,)


def test_an_older_bulletin_of_the_same_hub_changes_nothing(store: Store) -> None:
    store.bulletins.apply(bulletin(7, watch=(CANH,), notices=(MEETING,)))
    assert not store.bulletins.apply(bulletin(6, watch=(DUNG,)))
    held = store.bulletins.held()
    assert held is not None
    assert held.serial == 7
    assert store.lists.watched() == [CANH]
    assert texts(store) == [MEETING.text]
    other = bulletin(1, hub=uuid4(), watch=(DUNG,))
    assert store.bulletins.apply(other), "another hub counts for itself"
    assert store.lists.watched() == [DUNG]


@pytest.mark.parametrize("broken", ["_PUT", "ADD_WATCH"])
def test_it_is_all_or_nothing(store: Store, broken: str, monkeypatch: pytest.MonkeyPatch) -> None:
    store.bulletins.apply(bulletin(1, watch=(CANH,), notices=(MEETING,)))
    monkeypatch.setattr(bulletins, broken, "INSERT INTO no_such_table VALUES (?)")
    with pytest.raises(dbapi.Error):
        store.bulletins.apply(bulletin(2, watch=(DUNG,), notices=(REPORT,)))
    monkeypatch.undo()
    held = store.bulletins.held()
    assert held is not None
    assert held.serial == 1
    assert store.lists.watched() == [CANH]
    assert texts(store) == [MEETING.text]


def test_a_notice_is_shown_until_it_is_acknowledged(store: Store, clock: FakeClock) -> None:
    store.bulletins.apply(bulletin(1, notices=(MEETING, REPORT)))
    staff = uuid4()
    assert store.notices.acknowledge(MEETING.id, staff, "Đã rõ")
    clock.pass_s(60)
    assert not store.notices.acknowledge(MEETING.id, uuid4(), "Khác"), "the first one stands"
    assert texts(store) == [REPORT.text]
    first = store.notices.all()[0]
    assert (first.staff, first.answer) == (staff, "Đã rõ")
    assert first.acknowledged_at == clock.now_ms() - 60_000
    store.bulletins.apply(bulletin(2, notices=(MEETING, REPORT)))
    assert texts(store) == [REPORT.text], "told again, it is read already"
    with pytest.raises(NoticeUnknown):
        store.notices.acknowledge(uuid4(), None)


def test_an_acknowledgement_is_kept_until_the_hub_has_it(store: Store, clock: FakeClock) -> None:
    store.bulletins.apply(bulletin(1, notices=(MEETING, REPORT)))
    store.notices.acknowledge(MEETING.id, None)
    store.bulletins.apply(bulletin(2))
    assert [one.told for one in store.notices.unconfirmed(10)] == [MEETING]
    store.notices.confirm([MEETING.id, REPORT.id, uuid4()])
    assert store.notices.unconfirmed(10) == []
    assert [one.told for one in store.notices.all()] == [MEETING], "withdrawn and unread: gone"
    clock.pass_s(KEPT_MS / 1000 + 1)
    store.bulletins.apply(bulletin(3))
    assert store.notices.all() == []


def test_a_notice_ends_by_the_hubs_clock(store: Store, clock: FakeClock) -> None:
    ends = replace(MEETING, until=clock.now_ms() + 60_000)
    store.bulletins.apply(bulletin(1, notices=(ends,)))
    right = clock.now_ms()
    store.time.hear(right)
    clock.set_wall("2036-01-01T00:00:00")
    assert texts(store) == [MEETING.text], "a clock years ahead hides nothing"
    clock.pass_s(61)
    assert texts(store) == []


def test_it_survives_a_restart(store: Store, clock: FakeClock, key: bytes, tmp_path: Path) -> None:
    store.bulletins.apply(bulletin(4, notices=(MEETING,), settings={"wards": ["Phường Mẫu"]}))
    store.close()
    again = Store.open(tmp_path / "station.db", key, clock)
    held = again.bulletins.held()
    assert held is not None
    assert (held.serial, held.settings) == (4, {"wards": ["Phường Mẫu"]})
    assert texts(again) == [MEETING.text]
    again.close()
