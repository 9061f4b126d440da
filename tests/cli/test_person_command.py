"""A person's request about their own data, from the shell."""

import json
from pathlib import Path

import pytest

from checkpoint_app.paths import private_folder
from checkpoint_app.records.access import Action
from checkpoint_app.records.ids import new_id
from checkpoint_app.records.views import Answer, OutboxState
from checkpoint_app.station.home import Home
from tests.cli.shell import PIN, checkpoint
from tests.cli.test_people_commands import PEOPLE, accesses, add_guard

NUMBER = "001199000002"
WHY = ("--reason", "đơn số 7")


@pytest.fixture
def people(station: Path) -> Path:
    """Two who came and went, one inside; the hub has confirmed all of it."""
    lines = b"".join(json.dumps(one).encode() + b"\n" for one in PEOPLE)
    assert checkpoint(station, "add", stdin=lines).code == 0
    desk = Home(station).unlock(PIN)
    items = desk.store.outbox.claim(99, 0)
    answers = [Answer(one.passage.id, 1, OutboxState.ACCEPTED) for one in items]
    desk.store.outbox.settle(answers, new_id(), None)
    desk.close()
    return station


def test_a_person_is_shown_masked_and_the_look_is_logged(people: Path) -> None:
    found = checkpoint(people, "person", NUMBER, *WHY)
    assert found.code == 0
    assert found.line | {"accesses": 0} == {
        "which": 1,
        "name": "Đặng Thị Bưởi",
        "id_number": "····0002",
        "insurance_number": None,
        "phone": "····5002",
        "birth_date": None,
        "plate": None,
        "passages": 2,
        "revisions": 2,
        "unsent": 0,
        "inside": False,
        "stays": 1,
        "lists": 0,
        "watched": 0,
        "accesses": 0,
        "named_in": [],
    }
    shown = checkpoint(people, "--reveal", "person", NUMBER, *WHY)
    assert shown.line["id_number"] == NUMBER
    assert [one.action for one in accesses(people)] == [Action.REVEAL, Action.FIND, Action.FIND]
    assert {one.reason for one in accesses(people)} == {"đơn số 7"}


def test_who_it_is_need_not_stand_on_the_command_line(people: Path) -> None:
    found = checkpoint(people, "person", "-", *WHY, stdin=NUMBER.encode() + b"\n")
    assert found.line["passages"] == 2


def test_nobody_and_several_are_said(people: Path) -> None:
    nobody = checkpoint(people, "person", "001199009999", *WHY, "--delete")
    assert (nobody.code, nobody.out) == (4, b"")
    assert "người này" in nobody.err
    shared = json.dumps({"direction": "in", "person": {"name": "Ổi", "phone": "0912345002"}})
    assert checkpoint(people, "add", stdin=shared.encode()).code == 0
    several = checkpoint(people, "person", "0912345002", *WHY, "--delete")
    assert (several.code, len(several.lines)) == (4, 2)
    kept = checkpoint(people, "person", "0912345002", *WHY, "--which", "1", "--delete")
    assert (kept.code, kept.lines[-1]["kept_unsent"]) == (4, 1)  # Ổi was here last


def test_it_is_exported_corrected_and_deleted(people: Path, tmp_path: Path) -> None:
    file = tmp_path / "cho đương sự.json"
    done = checkpoint(people, "person", NUMBER, *WHY, "--export", str(file))
    assert (done.code, done.lines[-1]["exported"]) == (0, 2)
    assert json.loads(file.read_bytes())["passages"][0]["person"]["id_number"] == NUMBER
    change = ("--correct", "name=Đặng Thị Bòng", "birth_date=1999")
    corrected = checkpoint(people, "person", NUMBER, *WHY, *change)
    assert (corrected.code, corrected.lines[-1]) == (0, {"corrected": 2})
    refused = checkpoint(people, "person", NUMBER, *WHY, "--delete")
    assert (refused.code, refused.lines[-1]["deleted"], refused.lines[-1]["kept_unsent"]) == (
        4,
        0,
        2,
    )
    other = checkpoint(people, "person", "001099000003", *WHY, "--delete")
    assert (other.code, other.lines[-1]["deleted"]) == (0, 2)
    (certificate,) = other.lines[-1]["certificates"]
    assert "Cam" not in certificate["body"]
    assert checkpoint(people, "verify").line["ok"]
    assert checkpoint(people, "find", "cam").lines == []


def test_deleting_says_what_still_holds_them(people: Path) -> None:
    note = {"direction": "in", "note": "khách của Trần Văn Cam", "plate": "29B112345"}
    assert checkpoint(people, "add", stdin=json.dumps(note).encode()).code == 0
    folder = private_folder(people / "backups")
    name = f"{checkpoint(people, 'status').line['station'].replace('-', '')[-8:]}-{{}}.backup"
    for stamp in ("20260101T000000Z", "20260102T000000Z"):
        assert checkpoint(people, "backup", str(folder / name.format(stamp))).code == 0
    private_folder(people / "old-20260101-000000")
    shown = checkpoint(people, "person", "001099000003", *WHY)
    ((mention,)) = shown.line["named_in"]
    assert (mention["where"], "text" in mention) == ("note", False)
    done = checkpoint(people, "person", "001099000003", *WHY, "--delete")
    assert (done.code, done.lines[-1]["named"], done.lines[-1]["backups"]) == (0, 1, 2)
    assert done.lines[-1]["backups_until"] in done.err
    assert "old-20260101-000000" in done.err
    assert len(list(folder.iterdir())) == 2
    again = checkpoint(people, "person", NUMBER, *WHY, "--delete", "--renew-backups")
    assert (again.code, again.lines[-1]["backups"], again.lines[-1]["backups_until"]) == (
        0,
        0,
        None,
    )
    (only,) = folder.iterdir()
    assert only.name not in {name.format("20260101T000000Z"), name.format("20260102T000000Z")}
    nobody = checkpoint(people, "--reveal", "person", "Trần Văn Cam 1990", *WHY)
    assert (nobody.code, nobody.line["named_in"][0]["text"]) == (0, "khách của Trần Văn Cam")


def test_wrong_words_change_nothing(people: Path) -> None:
    for words in (
        ("person", NUMBER),
        ("person", NUMBER, "--reason", " "),
        ("person", NUMBER, *WHY, "--which", "0"),
        ("person", NUMBER, *WHY, "--delete", "--correct", "name=x"),
    ):
        assert checkpoint(people, *words).code == 2, words
    for field in ("note=x", "phone", "birth_date=31/02/1999"):
        assert checkpoint(people, "person", NUMBER, *WHY, "--correct", field).code == 1, field
    assert checkpoint(people, "person", "Bưởi", *WHY).code == 1
    assert checkpoint(people, "person", NUMBER, *WHY).line["revisions"] == 2


def test_a_guard_may_not(people: Path) -> None:
    add_guard(people)
    refused = checkpoint(people, "person", NUMBER, *WHY, pin="1357")
    assert (refused.code, refused.out) == (3, b"")
    assert accesses(people) == []


def test_a_copy_of_everything_is_logged_too(people: Path, tmp_path: Path) -> None:
    assert checkpoint(people, "backup", str(tmp_path / "a.backup")).code == 0
    assert checkpoint(people, "restore", str(tmp_path / "a.backup")).code == 0
    assert [one.action for one in accesses(people)] == [Action.RESTORE, Action.BACKUP]
