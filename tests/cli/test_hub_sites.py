"""The hub's sites from the shell: added, taken from a list, shown, their posters measured."""

from pathlib import Path

import pytest

from tests.cli.inside import Run
from tests.ui.printed import Printed, side_mm

WHERE = "Thành phố Hà Nội/Quận Cầu Giấy/Phường Nghĩa Đô"
LIST = (
    "Mã;Tên;Loại;Thành phố;Quận;Phường;Người đứng đầu;Điện thoại\n"
    "M1;Chợ Mẫu;Chợ;Hà Nội;Cầu Giấy;Nghĩa Đô;Trần Thị Mẫu;0912345678\n"
    "M2;Chợ Mẫu;Chợ;Hà Nội;Cầu Giấy;Nghĩa Tân;Trần Thị Mẫu;0912345678\n"
)


def test_sites_from_the_shell(tmp_path: Path, checkpoint: Run) -> None:
    hub, sites = tmp_path / "máy chủ", tmp_path / "địa điểm.csv"
    sites.write_text(LIST + "M2;;;;;;;\n", encoding="utf-8")
    faulty = checkpoint(hub, "--lang", "en", "hub", "site", "import", str(sites), "--preview")
    assert (faulty.code, faulty.line["rows"], faulty.line["faulty"]) == (4, 2, 1)
    assert "Row 4" in faulty.err
    refused = checkpoint(hub, "hub", "site", "import", str(sites))
    assert (refused.code, refused.out) == (1, b"")
    assert checkpoint(hub, "hub", "site", "list").lines == []

    sites.write_text(LIST, encoding="utf-8")
    taken = checkpoint(hub, "hub", "site", "import", str(sites)).line
    assert (taken["added"], taken["changed"], taken["unchanged"]) == (2, 0, 0)
    again = checkpoint(hub, "hub", "site", "import", str(sites)).line
    assert (again["added"], again["changed"], again["unchanged"]) == (0, 0, 2)

    added = checkpoint(
        hub, "hub", "site", "add", "Chung cư Mẫu", "--kind", "residential",
        "--territory", WHERE, "--owner", "Tập đoàn/Ban quản lý", "--code", "C1",
    )  # fmt: skip
    assert added.code == 0
    assert checkpoint(hub, "hub", "enrol", "C1").code == 0
    unclear = checkpoint(hub, "--lang", "en", "hub", "enrol", "chợ mẫu")
    assert (unclear.code, "2 sites" in unclear.err) == (1, True)

    listed = checkpoint(hub, "hub", "site", "list", "--owner", "Tập đoàn").lines
    assert [line["name"] for line in listed] == ["Chung cư Mẫu"]
    assert checkpoint(hub, "hub", "site", "list", "cho", "mau").out.count(b"\n") == 2
    plain = checkpoint(hub, "hub", "site", "show", "M1")
    assert "0912345678" not in plain.out.decode() + plain.err
    shown = checkpoint(hub, "--reveal", "hub", "site", "show", "M1", "--reason", "CV 12").line
    assert (shown["head"], shown["phone"]) == ("Trần Thị Mẫu", "0912345678")
    wrong = checkpoint(hub, "--lang", "en", "hub", "site", "list", "--territory", "Huế")
    assert (wrong.code, "no territory “Huế”" in wrong.err) == (1, True)


@pytest.mark.usefixtures("qapp")
def test_posters_are_15_cm_and_say_which_site(tmp_path: Path, checkpoint: Run) -> None:
    hub, sites = tmp_path / "hub", tmp_path / "sites.csv"
    sites.write_text(LIST, encoding="utf-8")
    checkpoint(hub, "hub", "site", "import", str(sites))
    out = tmp_path / "áp phích.pdf"
    text = "https://checkpoint.example/{code}"
    made = checkpoint(hub, "hub", "site", "poster", "M1", "--out", str(out), "--text", text)
    assert (made.code, made.line["count"]) == (0, 1)
    printed = Printed(out.read_bytes())
    assert "Chợ Mẫu" in printed.text()
    assert "Nghĩa Đô" in printed.text()
    read = printed.code()
    assert read.payload == b"https://checkpoint.example/M1"
    assert side_mm(read) == pytest.approx(150, abs=1)

    folder = tmp_path / "tất cả"
    every = ("hub", "site", "poster", "--all", "--territory", "Hà Nội/Cầu Giấy")
    assert checkpoint(hub, *every, "--folder", str(folder)).line["count"] == 2
    payloads = {Printed(file.read_bytes()).code().payload for file in folder.iterdir()}
    ids = {line["site"] for line in checkpoint(hub, "hub", "site", "list").lines}
    assert payloads == {f"CHECKPOINT-SITE:1:{site}".encode() for site in ids}
    assert checkpoint(hub, *every, "--out", str(out)).code == 1
