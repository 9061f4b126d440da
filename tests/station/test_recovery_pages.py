"""A page of the store is lost: whichever it is, it is missed, and the station goes on."""

from contextlib import closing

import pytest

from checkpoint_app.domain.errors import StoreDamaged
from checkpoint_app.domain.listed import ListKind, MarketCard
from checkpoint_app.paths import private_folder
from checkpoint_app.records.store import Store
from checkpoint_app.records.views import Role
from checkpoint_app.station import recovery
from checkpoint_app.station.backups import Backups
from checkpoint_app.station.home import Home
from tests.conftest import PIN
from tests.fakes.passages import passage
from tests.records.damage import flip, pages, pages_of, zero

BY_PIN = recovery.with_pin(PIN)


@pytest.mark.parametrize("first", [2, 3, 4, 5])
def test_a_page_of_any_table_is_missed_and_mended(home: Home, first: int) -> None:
    """Also of one that nothing recounts: the gate would stand still, and all be called whole."""
    desk = home.unlock(PIN)
    desk.store.save(passage(desk.info.id))
    key = desk.register._key
    desk.close()
    before = home.store_path.read_bytes()
    for number in range(first, pages(home.store_path) + 1, 8):
        home.store_path.write_bytes(before)
        flip(home.store_path, number)
        with (
            pytest.raises(StoreDamaged),
            closing(Store.open(home.store_path, key, home.clock)) as store,
        ):
            store.verify()
        done = recovery.salvage_home(home, BY_PIN)
        assert done.set_aside is not None, number
        assert done.report.lost_pages == 1
        again = home.unlock(PIN)
        assert again.store.verify().ok
        assert again.staff is not None
        assert again.staff.role is Role.SUPERVISOR, number  # or nobody could decide anything
        again.close()


def test_a_backup_gives_back_no_row_of_a_list_that_is_whole(home: Home) -> None:
    """Who was taken off a list stays off it, though the staff is filled from a backup."""
    desk = home.unlock(PIN)
    desk.add_staff("Nguyễn Văn Gác", Role.GUARD, "1357")
    card = MarketCard("A1", holder="Trần Văn Cam")
    desk.store.lists.take(ListKind.CARDS, [card], replace=True)
    name = f"{desk.info.id.hex[-8:]}-20261123T010000Z.backup"
    file = private_folder(Backups.folder_in(home.path)) / name
    recovery.back_up(home, BY_PIN, file)
    desk.store.lists.take(ListKind.CARDS, [], replace=True)
    key = desk.register._key
    desk.close()
    zero(home.store_path, pages_of(home.store_path, key, "staff")[0])
    assert recovery.salvage_home(home, BY_PIN).filled_from == file
    again = home.unlock(PIN)
    assert [one.name for one in again.store.staff()][1:] == ["Nguyễn Văn Gác"]
    assert again.store.lists.cards() == []
    again.close()
