"""One day at the gate, and then every byte that lies about: only files somebody asked for tell.

The people, numbers and plates of the day are like no others. They are looked for in each form in
which they could have got out: accents or none, composed or not, capitals, five encodings, base64 at
each offset, numbers with and without separators.
"""

import base64
import contextlib
import json
import logging
import os
import shutil
import subprocess
import sys
import tempfile
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest

from checkpoint_app.domain.errors import WrongPin
from checkpoint_app.domain.listed import ListedPerson, ListKind, WatchEntry
from checkpoint_app.domain.passage import (
    Declaration,
    Delivery,
    DirectionMode,
    Fallback,
    Kind,
    Person,
    SiteKind,
    Way,
)
from checkpoint_app.domain.text import fold
from checkpoint_app.i18n import Lang
from checkpoint_app.log import start_log, stop_log
from checkpoint_app.records.ids import new_id
from checkpoint_app.records.views import Answer, OutboxState, Role
from checkpoint_app.reports.passages_export import Column, write_csv
from checkpoint_app.reports.xlsx import to_xlsx
from checkpoint_app.security.keyfile import KeyFile
from checkpoint_app.station import recovery
from checkpoint_app.station.backups import Backups
from checkpoint_app.station.desk import Desk
from checkpoint_app.station.entry import Entry
from checkpoint_app.station.home import Home
from checkpoint_app.station.person_data import Request
from tests.cli.shell import ROOT, checkpoint
from tests.conftest import CHEAP
from tests.fakes.hub_server import RunningHub
from tests.fakes.scripted_server import ScriptedServer, reply
from tests.records.damage import pages_of, zero
from tests.records.raw import opened

PIN, GUARD_PIN, WRONG_PIN = "mẫu đơn nở 7 lần", "lá bàng rơi 35 lá", "sai mật khẩu 99"
SITE = "Chung cư Thử"
CARD = "077188123987|271828182|Wỵ Thị Zửng|29021988|Nữ|Hẻm Ngõ Cụt, Vĩnh Hư|20032022"
INSURANCE = f"QZ4019876501234|{'Võ Văn Xẹo'.encode().hex()}|07/03/1966|1|-|79-024|01/01/2026|-"
TYPED = Person(name="Kpă H'Yuôr", phone="0977135797", address="Buôn Sương Mù", birth_date="1959")
PAPER = Person(name="Ngô Quý Ửng", id_number="B7654321X", phone="0862024680")
PLATE, OTHER_PLATE = "51F99913", "78C177391"
PEOPLE = ("Wỵ Thị Zửng", "Võ Văn Xẹo", "Kpă H'Yuôr", "Ngô Quý Ửng", "Đàm Ghẽ Lỗ", "Lê Thị Giámsát")
PLACES = ("Hẻm Ngõ Cụt", "Vĩnh Hư", "Buôn Sương Mù", "kho ảo số 8", "gửi tạm chỗ nọ", "Sàn Mơ Hồ")
NUMBERS = (
    "077188123987",
    "271828182",
    "QZ4019876501234",
    "0977135797",
    "0862024680",
    "B7654321X",
    PLATE,
    OTHER_PLATE,
    "0933717171",
)
SECRETS = (PIN, GUARD_PIN, WRONG_PIN, CARD, INSURANCE)


def _texts(word: str) -> set[str]:
    spaced = {f"{word[:4]}{sign}{word[4:7]}{sign}{word[7:]}" for sign in " .-"}
    number = spaced | {"+84" + word[1:], f"+84 {word[1:4]} {word[4:7]} {word[7:]}"}
    plate = {f"{word[:3]}-{word[3:6]}.{word[6:]}", f"{word[:2]}-{word[2:4]} {word[4:7]}.{word[7:]}"}
    same = {word, fold(word)} | (number | plate if any(map(str.isdigit, word[:9])) else set())
    cased = {form for text in same for form in (text, text.upper(), text.lower(), text.title())}
    return {unicodedata.normalize(form, text) for text in cased for form in ("NFC", "NFD")}


def _forms(word: str) -> set[bytes]:
    """Each form in which it could lie in a file."""
    forms = set()
    for text in _texts(word):
        for code in ("utf-8", "utf-16-le", "utf-16-be", "latin-1", "cp1258"):
            with contextlib.suppress(UnicodeEncodeError):
                forms.add(text.encode(code))
        forms.add(json.dumps(text)[1:-1].encode())
        forms.add(text.encode().hex().encode())
    for text in (word, fold(word)):
        for offset in range(3):
            coded = base64.b64encode(bytes(offset) + text.encode())
            forms.add(coded[(0, 2, 3)[offset] : -4].rstrip(b"="))
    return {form for form in forms if len(form) > 5}


WORDS = {word: _forms(word) for word in (*PEOPLE, *PLACES, *NUMBERS, *SECRETS)}


def told_by(content: bytes) -> set[str]:
    """Which of the words these bytes give away."""
    return {word for word, forms in WORDS.items() if any(form in content for form in forms)}


def told_in(folder: Path) -> set[tuple[str, str]]:
    """Which files below a folder give away what, by name or content."""
    return {
        (str(path.relative_to(folder)), word)
        for path in folder.rglob("*")
        for word in told_by(path.read_bytes() if path.is_file() else b"") | told_by(bytes(path))
    }


_COPY = "import shutil, sys; shutil.copytree(sys.argv[1], sys.argv[2])"
_TO_WRITE = os.O_WRONLY | os.O_RDWR | os.O_CREAT


@dataclass(slots=True)
class Watch:
    """What this process starts and opens for writing, as Python's audit events tell it."""

    on: bool = False
    started: list[bytes] = field(default_factory=list)
    written: set[str] = field(default_factory=set)

    def hear(self, event: str, values: tuple[object, ...]) -> None:
        if not self.on:
            return
        if event == "subprocess.Popen":
            self.started.append(repr(values[1]).encode() + b"|".join(_words(values[1])))
        elif event == "open" and isinstance(values[0], str) and _TO_WRITE & int(str(values[2])):
            self.written.add(str(Path(values[0]).absolute()))


def _words(args: object) -> Iterable[bytes]:
    words = args if isinstance(args, list | tuple) else [args]
    return [os.fsencode(word) if isinstance(word, str | Path) else b"?" for word in words]


_WATCH = Watch()
sys.addaudithook(_WATCH.hear)


@dataclass(slots=True)
class Day:
    """The folders of the day, and what was seen in them while it went on."""

    base: Path
    found: set[tuple[str, str]] = field(default_factory=set)
    said: list[str] = field(default_factory=list)

    def folder(self, name: str) -> Path:
        """``home``, ``hub`` and ``temp`` may tell nothing; ``asked`` is what people asked for."""
        made = self.base / name
        made.mkdir(exist_ok=True)
        return made

    def look(self) -> None:
        """Search everything that lies there now.

        Another process copies it: closing a file here would take SQLite's own locks off it
        (sqlite.org/howtocorrupt.html, section 2.2).
        """
        copy = self.base / "copy"
        for name in ("home", "hub", "temp"):
            words = [sys.executable, "-c", _COPY, str(self.folder(name)), str(copy)]
            subprocess.run(words, check=True)
            self.found |= told_in(copy)
            shutil.rmtree(copy)


@pytest.fixture
def day(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Day]:
    made = Day(tmp_path)
    monkeypatch.setenv("TMPDIR", str(made.folder("temp")))
    monkeypatch.setattr(tempfile, "tempdir", None)
    _WATCH.on = True
    yield made
    _WATCH.on = False
    _WATCH.started.clear()
    _WATCH.written.clear()


def _opened(day: Day) -> Home:
    home = Home(day.folder("home"))
    home.set_up(
        site=SITE,
        gate="Cổng 2",
        kind=SiteKind.MARKET,
        pin=PIN,
        supervisor="Lê Thị Giámsát",
        keyring=False,
        cost=CHEAP,
    )
    home.save_settings(home.settings())
    return home


def _at_the_gate(desk: Desk) -> None:
    """Codes good, bad and repeated; typed and paper entries; a watch list; an undo."""
    desk.add_staff("Đàm Ghẽ Lỗ", Role.GUARD, GUARD_PIN)
    lists = desk.store.lists
    known = ListedPerson(Kind.RESIDENT, "Võ Văn Xẹo", "QZ4019876501234", "0933717171")
    lists.take(ListKind.PEOPLE, [known], replace=True)
    watched = WatchEntry("Wỵ Thị Zửng", "077188123987", None, PLATE, "gửi tạm chỗ nọ")
    lists.take(ListKind.WATCH, [watched], replace=True)
    for payload in (CARD, CARD, INSURANCE, "Wỵ Thị Zửng 077188123987", CARD[:40], "\0" + CARD):
        desk.take(payload.encode())
    desk.take(CARD.encode("utf-16"), Way.SCANNER)
    desk.enter(
        Entry(
            DirectionMode.IN,
            kind=Kind.DELIVERY,
            person=TYPED,
            plate=PLATE,
            delivery=Delivery("Sàn Mơ Hồ", "kho ảo số 8", "rau"),
            declaration=Declaration(travelled="Vĩnh Hư", symptoms="ho"),
            note="gửi tạm chỗ nọ",
        )
    )
    paper = Entry(DirectionMode.IN, way=Way.PAPER, fallback=Fallback.NO_DEVICE, sheet="T-1", row=3)
    desk.enter(replace(paper, person=PAPER, plate=OTHER_PLATE))
    desk.undo()
    desk.find_people("zung")
    desk.snapshot()


def _to_the_hub(desk: Desk, hub: RunningHub) -> None:
    """A captive portal, a broken answer, a refusal; then the hub itself."""
    hub.hub.add_site(SITE, SiteKind.MARKET)
    desk.enrol(hub.url, hub.hub.enrol(SITE))
    info = desk.info
    for answer in (
        reply(200, b"<html>" + CARD.encode(), {"Content-Type": "text/html"}),
        reply(500, b"{" + CARD.encode(), {"Content-Type": "application/json"}),
    ):
        with ScriptedServer(answer) as portal:
            desk.store.set_hub(portal.url, str(info.hub_token), str(info.hub_id), SITE)
            desk._engine.set_hub(desk._client())
            assert desk.sync_once().cause is not None
    desk.store.set_hub(hub.url, str(info.hub_token), str(info.hub_id), SITE)
    desk._engine.set_hub(desk._client())
    (first, *_) = desk.store.outbox.claim(1, 0)
    refusal = Answer(first.passage.id, first.passage.rev, OutboxState.NEEDS_FIX, "malformed", "row")
    desk.store.outbox.settle([refusal], new_id(), None)
    assert desk.sync_once().accepted


def _for_people(desk: Desk, asked: Path) -> None:
    """What somebody asks for goes where they want it."""
    desk.store.tracing.trace("077188123987", since=0, until=1 << 60, now=desk.clock.now_ms())
    recent = [row.passage for row in desk.store.recent()]
    with (asked / "ra vào.csv").open("wb") as out:
        write_csv(out, recent, list(Column), reveal=True)
    (asked / "ngày.xlsx").write_bytes(to_xlsx(desk.day_sheet(), Lang.VI))
    request = Request(desk, "077188123987", "đơn số 7")
    for ending in ("json", "xlsx"):
        request.export(request.only(), asked / f"đương sự.{ending}", Lang.VI)
    request.correct(request.only(), {"phone": "0933717171"})
    request.delete(request.only())
    desk.store.retention.purge(desk.clock.now_ms() + 1)


def _bad_luck(day: Day, home: Home) -> None:
    """Backups, a restore, a page lost and salvaged; then a column gone: the program breaks down."""
    key = KeyFile.load(home.key_path).unlock(PIN)[0]
    desk = home.unlock(PIN)
    Backups(home.path, key, desk.info.id, home.clock).run()
    day.look()
    desk.close()
    by_pin = recovery.with_pin(PIN)
    recovery.back_up(home, by_pin, day.folder("asked") / "a.backup")
    recovery.restore(home, day.folder("asked") / "a.backup", by_pin)
    _, _, leaves = pages_of(home.store_path, key, "passage")
    zero(home.store_path, leaves[-1])
    recovery.salvage_home(home, by_pin)
    day.look()
    with opened(home.store_path, key) as connection:
        connection.execute("ALTER TABLE passage DROP COLUMN note")
    entry = {"direction": "in", "person": {"name": "Wỵ Thị Zửng", "phone": "0977135797"}}
    with pytest.raises(AssertionError, match="Traceback") as broken:
        checkpoint(home.path, "-v", "add", stdin=json.dumps(entry).encode(), pin=PIN)
    assert "passage.note" in str(broken.value)
    day.said.append(str(broken.value))


def _from_the_shell(day: Day, home: Home) -> None:
    """The same program as commands; standard error is nobody's business, standard output is."""
    entries = [
        {"direction": "out", "person": {"name": "Ngô Quý Ửng", "phone": "0862024680"}},
        {"direction": "out", "person": {"name": "Wỵ Thị Zửng", "phone": 977135797}},
        {"direction": "out", "person": {"name": "Kpă H'Yuôr", "birth_year": "0977135797"}},
        {"direction": "out", "occurred_at": "Kpă H'Yuôr"},
    ]
    lines = b"\n".join(json.dumps(one).encode() for one in entries) + b"\n{" + CARD.encode()
    added = checkpoint(home.path, "-v", "add", stdin=lines, pin=PIN)
    assert added.code == 4
    assert not told_by(added.out)
    day.said.append(added.err)
    for words, stdin in (
        (("-v", "doctor"), b""),
        (("-v", "status"), b""),
        (("-v", "sync", "--once"), b""),
        (("-v", "parse"), CARD.encode()),
        (("-v", "find", "zung"), b""),
        (("-v", "person", "-", "--reason", "đơn số 8"), b"0862024680\n"),
        (("-v", "purge"), b""),
        (("-v", "verify"), b""),
    ):
        day.said.append(checkpoint(home.path, *words, stdin=stdin, pin=PIN).err)
    day.said.append(checkpoint(home.path, "-v", "status", pin=WRONG_PIN).err)


def test_a_day_leaves_nothing_that_tells(day: Day) -> None:
    home = _opened(day)
    log = start_log(home.log_folder, verbose=True)
    try:
        with pytest.raises(WrongPin):
            home.unlock(WRONG_PIN)
        desk = home.unlock(PIN)
        with RunningHub(day.folder("hub")) as hub:
            _at_the_gate(desk)
            day.look()
            _to_the_hub(desk, hub)
            day.look()
            _from_the_shell(day, home)
            _for_people(desk, day.folder("asked"))
            day.look()
        desk.sync_once()
        desk.close()
        _bad_luck(day, home)
    finally:
        stop_log(log)
    day.look()
    assert day.found == set()
    assert {word for text in day.said for word in told_by(text.encode())} == set()
    assert _WATCH.started
    assert {word for words in _WATCH.started for word in told_by(words)} == set()
    places = tuple(str(day.base / name) for name in ("home", "hub", "temp", "asked"))
    ours = (str(ROOT), sys.prefix, os.devnull)  # what Python itself keeps: compiled modules
    assert [path for path in _WATCH.written if not path.startswith((*places, *ours))] == []
    # The search looked at the right places, and what was asked for does tell.
    assert b"salvaged: at most" in (home.log_folder / "checkpoint.log").read_bytes()
    assert {"Wỵ Thị Zửng", "077188123987"} <= told_by((day.base / "asked/ra vào.csv").read_bytes())


@pytest.mark.parametrize("word", WORDS)
def test_the_search_finds_each_form(word: str, tmp_path: Path) -> None:
    """The oracle of the day, on files that do tell."""
    decomposed = unicodedata.normalize("NFD", word)
    leaks = [
        word.encode(),
        decomposed.upper().encode(),
        fold(word).encode("utf-16-le"),
        json.dumps({"x": word}).encode(),
        base64.b64encode(b"x" + word.encode() + b"yz"),
        base64.b64encode(b"xy" + word.encode() + b"z"),
    ]
    for number, leak in enumerate(leaks):
        (tmp_path / f"{number}.log").write_bytes(b"what went before " + leak + b" and after")
    found = {name for name, told in told_in(tmp_path) if told == word}
    assert found == {f"{number}.log" for number in range(len(leaks))}


def test_a_name_in_the_log_would_be_found(day: Day) -> None:
    """A careless line in the log, as the day's search meets it."""
    home = _opened(day)
    log = start_log(home.log_folder)
    logging.getLogger("checkpoint_app.station.lane").warning("took %s", CARD.split("|")[2])
    stop_log(log)
    day.look()
    assert ("log/checkpoint.log", "Wỵ Thị Zửng") in day.found
