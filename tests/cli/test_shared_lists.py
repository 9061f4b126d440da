"""Lists that the gates of a site share, by the commands: taken at one, shown and said at both."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from checkpoint_app.domain.passage import SiteKind
from tests.cli.conftest import make_station
from tests.cli.inside import Run
from tests.cli.shell import PIN
from tests.fakes.hub_server import RunningHub

SITE = "Chung cư Thử"
PEOPLE = "Họ tên;Điện thoại;Căn hộ\nTrần Thị Bích;0912345678;P.1203\nLê Văn Ba;0912345679;P.7\n"
CARDS = "Số thẻ;Phường\nNTD-01;Mẫu\n"
SITES = "Tên;Loại;Thành phố;Người phụ trách;Điện thoại\nChợ Mẫu;chợ;Hà Nội;Bà Mẫu;0900000001\n"


@pytest.fixture
def hub(tmp_path: Path) -> Iterator[RunningHub]:
    with RunningHub(tmp_path / "hub") as running:
        running.hub.add_site(SITE, SiteKind.RESIDENTIAL)
        yield running


@pytest.fixture
def gates(
    hub: RunningHub, tmp_path: Path, checkpoint: Run, monkeypatch: pytest.MonkeyPatch
) -> list[Path]:
    monkeypatch.setenv("CHECKPOINT_PIN", PIN)
    made = [make_station(tmp_path / name) for name in ("trước", "sau")]
    for home in made:
        code = checkpoint(hub.home, "hub", "enrol", SITE).line["code"]
        assert checkpoint(home, "enrol", "--hub", hub.url, code).code == 0
    return made


def test_a_list_and_a_card_of_one_gate_are_the_others_too(
    hub: RunningHub, gates: list[Path], tmp_path: Path, checkpoint: Run
) -> None:
    front, back = gates
    assert checkpoint(front, "status").line["lists"] == {}
    for home in gates:
        assert checkpoint(home, "sync", "--once").code == 0
    for kind, text in (("people", PEOPLE), ("cards", CARDS)):
        file = tmp_path / f"{kind}.csv"
        file.write_text(text, encoding="utf-8")
        assert checkpoint(front, "list-import", kind, str(file)).code == 0
    before = checkpoint(front, "status").line["lists"]
    assert (before["people"]["items"], before["people"]["waiting"]) == (2, 1)
    assert (before["people"]["revision"], before["people"]["held_since"]) == (0, None)
    for home in gates:
        assert checkpoint(home, "sync", "--once").code == 0
    names = {line["name"] for line in checkpoint(back, "list-show", "people").lines}
    assert names == {"Trần Thị Bích", "Lê Văn Ba"}
    mine, theirs = (checkpoint(home, "status").line["lists"] for home in gates)
    assert theirs["people"]["revision"] == mine["people"]["revision"] > 0
    assert (theirs["people"]["items"], theirs["people"]["waiting"]) == (2, 0)
    assert theirs["people"]["held_since"] is not None

    assert checkpoint(back, "card", "ntd-01").code == 0
    for home in (back, front):
        assert checkpoint(home, "sync", "--once").code == 0
    assert checkpoint(front, "list-show", "cards").line["handed_in_at"] is not None

    shared = {one["kind"]: one for one in checkpoint(hub.home, "hub", "status").line["shared"]}
    assert (shared["people"]["sites"], shared["people"]["items"]) == (1, 2)
    assert shared["people"]["revision"] == theirs["people"]["revision"]
    assert shared["handed"]["items"] == 1


def test_every_import_at_the_hub_is_in_its_access_log(
    hub: RunningHub, tmp_path: Path, checkpoint: Run
) -> None:
    watch, sites = tmp_path / "chú ý.csv", tmp_path / "điểm.csv"
    watch.write_text("Họ tên;Điện thoại;Hướng dẫn\nPhạm Thị Cảnh;0911111111;Mời vào\n")
    sites.write_text(SITES, encoding="utf-8")
    assert checkpoint(hub.home, "hub", "watch", "import", str(watch)).code == 0
    assert checkpoint(hub.home, "hub", "watch", "clear", "--to", "all").code == 0
    assert checkpoint(hub.home, "hub", "site", "import", str(sites)).code == 0
    log = [(one.action, one.subject, one.items) for one in hub.hub.access.page()]
    assert log == [("list", "sites", 1), ("list", "watch all", 1), ("list", "watch all", 1)]
