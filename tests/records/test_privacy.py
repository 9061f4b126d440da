"""What lies on the disk after a day's work says nothing about anybody."""

import logging
import unicodedata
from pathlib import Path

from checkpoint_app.domain.documents import Sex
from checkpoint_app.domain.passage import DirectionMode, Person
from checkpoint_app.domain.text import fold
from checkpoint_app.log import start_log, stop_log
from checkpoint_app.records.ids import new_id
from checkpoint_app.records.views import Answer, OutboxState, Role
from checkpoint_app.settings import Settings
from checkpoint_app.station.desk import Desk
from checkpoint_app.station.entry import Entry
from checkpoint_app.station.home import Home
from tests.conftest import PIN

CARD = "001199000002|123456789|Đặng Thị Bưởi|15081999|Nữ|Thôn Cầu, Đông Quý|20032022"
WORDS = (
    "Đặng Thị Bưởi",
    "Bưởi",
    "001199000002",
    "123456789",
    "Thôn Cầu",
    "Đông Quý",
    "Trần Văn Cam",
    "0912345678",
    "Ngõ 12 Phố Huyện",
    "29B112345",
    "Bà Tổ Trưởng",
    "Lê Thị Giám",
    "2468",
    "1357",
    "kho hàng mẫu",
)


def _forms(word: str) -> set[bytes]:
    # Four digits alone are found by chance in random bytes; as a text they stand between quotes.
    pin = word.isdigit() and len(word) == 4
    texts = {f'"{word}"'} if pin else {word, fold(word), fold(word).upper()}
    texts |= {unicodedata.normalize("NFD", text) for text in texts}
    return {text.encode(code) for text in texts for code in ("utf-8", "utf-16-le", "utf-16-be")}


def _work(desk: Desk) -> None:
    desk.add_staff("Lê Thị Giám", Role.AUDITOR, "1357")
    desk.take(CARD.encode())
    desk.take(b"something else with " + CARD.encode())
    person = Person(
        name="Trần Văn Cam", phone="0912345678", sex=Sex.MALE, address="Ngõ 12 Phố Huyện"
    )
    entry = Entry(DirectionMode.IN, person=person, plate="29B112345", note="kho hàng mẫu")
    desk.enter(entry)
    desk.undo()
    desk.find_people("buoi")
    items = desk.store.outbox.claim(10, 0)
    desk.store.outbox.settle(
        [Answer(item.passage.id, 1, OutboxState.NEEDS_FIX, "malformed", "row") for item in items],
        new_id(),
        None,
    )
    desk.sync_once()


def test_nothing_readable_lies_in_the_folder(home: Home) -> None:
    handler = start_log(home.log_folder, verbose=True)
    try:
        home.save_settings(Settings())
        desk = home.unlock(PIN)
        _work(desk)
        logging.getLogger("checkpoint_app.test").info("the log is on")
        files = [path for path in home.path.rglob("*") if path.is_file()]
        content = {path.name: path.read_bytes() for path in files}
        desk.close()
    finally:
        stop_log(handler)
    content["station.db, closed"] = home.store_path.read_bytes()
    assert {"station.db", "station.db-wal", "keys.json", "settings.json"} <= set(content)
    assert content["station.db-wal"]
    assert b"the log is on" in content["checkpoint.log"]
    found = [
        (name, word)
        for name, held in content.items()
        for word in WORDS
        if any(form in held for form in _forms(word))
    ]
    assert found == []


def test_the_search_would_find_it(tmp_path: Path) -> None:
    """The oracle of the test above, on a file that does tell."""
    for word in WORDS:
        for text in (word, fold(word)):
            held = f'{{"x":"{text}"}}'
            for code in ("utf-8", "utf-16-le"):
                assert any(form in held.encode(code) for form in _forms(word)), word


def test_an_error_of_the_database_quotes_nobody(home: Home) -> None:
    desk = home.unlock(PIN)
    try:
        with desk.store._database.write() as connection:
            connection.exec_driver_sql("DROP TABLE person_search")
        said = ""
        try:
            desk.take(CARD.encode())
        except Exception as error:
            said = repr(error) + str(error)
        assert "person_search" in said
        assert "Bưởi" not in said
        assert "001199000002" not in said
    finally:
        desk.close()


def test_only_the_owner_may_read(home: Home) -> None:
    stop_log(start_log(home.log_folder))
    desk = home.unlock(PIN)
    _work(desk)
    assert home.log_folder.stat().st_mode & 0o777 == 0o700
    assert home.path.stat().st_mode & 0o777 == 0o700
    for name in ("station.db", "station.db-wal", "station.db-shm", "keys.json"):
        assert (home.path / name).stat().st_mode & 0o777 == 0o600, name
    desk.close()
