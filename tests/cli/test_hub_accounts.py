"""Accounts from the shell, and what the hub's command line leaves in the access log."""

from pathlib import Path

import pytest

from checkpoint_app.hub.service import Hub
from checkpoint_app.wire.protocol import Refused
from tests.cli.inside import Run
from tests.fakes.hub_server import CHEAP_HASHER

WARD = "Hà Nội/Quận Cầu Giấy/Phường Nghĩa Đô"


def opens(home: Path, login: str, password: str) -> bool:
    hub = Hub.open(home, hasher=CHEAP_HASHER)
    try:
        return bool(hub.people.sign_in(login, password, "192.0.2.1"))
    except Refused:
        return False
    finally:
        hub.close()


def test_accounts_from_the_shell(
    tmp_path: Path, checkpoint: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = tmp_path / "máy chủ"
    add = ("hub", "account", "add")
    checkpoint(home, "hub", "site", "add", "Chợ Mẫu", "--territory", WARD, "--owner", "Chuỗi")

    made = checkpoint(home, *add, "thanhpho", "--role", "city", "--name", "Sở TTTT").line
    assert len(made["password"]) == 23
    assert opens(home, "thanhpho", made["password"])
    monkeypatch.setenv("CHECKPOINT_NEW_PASSWORD", "mật khẩu đã chọn")
    ward = checkpoint(home, *add, "phuong", "--role", "ward", "--territory", WARD)
    assert "password" not in ward.line
    assert "mật khẩu đã chọn" not in ward.out.decode() + ward.err
    assert opens(home, "phuong", "mật khẩu đã chọn")
    head = checkpoint(home, *add, "cho", "--role", "site_head", "--site", "Chợ Mẫu")
    assert head.code == 0
    for words, said in (
        (["phuong", "--role", "city"], "already"),
        (["x.y", "--role", "ward"], "does not go with"),
        (["x.y", "--role", "ward", "--territory", "Hà Nội"], "does not go with"),
        (["x.y", "--role", "ward", "--territory", "Huế"], "no territory"),
        (["x.y", "--role", "city", "--owner", "Nhà nào"], "no owner"),
        (["x.y", "--role", "site_head", "--site", "Nhà nào"], "no site"),
        (["X Y", "--role", "city"], "plain small letters"),
    ):
        ended = checkpoint(home, "--lang", "en", *add, *words)
        assert (ended.code, said in ended.err) == (1, True), words
    monkeypatch.setenv("CHECKPOINT_NEW_PASSWORD", "ngắn")
    assert checkpoint(home, *add, "x.y", "--role", "city").code == 1
    monkeypatch.delenv("CHECKPOINT_NEW_PASSWORD")

    listed = checkpoint(home, "hub", "account", "list").lines
    assert [(line["login"], line["role"], line["scope"]) for line in listed] == [
        ("cho", "site_head", ["Chợ Mẫu"]),
        ("phuong", "ward", WARD.split("/")),
        ("thanhpho", "city", []),
    ]
    assert checkpoint(home, "hub", "account", "disable", "phuong").code == 0
    assert not opens(home, "phuong", "mật khẩu đã chọn")
    again = checkpoint(home, "hub", "account", "password", "phuong").line
    assert opens(home, "phuong", again["password"])
    unknown = checkpoint(home, "--lang", "en", "hub", "account", "disable", "nobody")
    assert (unknown.code, "no account “nobody”" in unknown.err) == (1, True)


def test_the_command_line_is_in_the_access_log(tmp_path: Path, checkpoint: Run) -> None:
    home = tmp_path / "hub"
    checkpoint(home, "hub", "site", "add", "Chợ Mẫu")
    checkpoint(home, "hub", "passages")
    checkpoint(home, "hub", "site", "show", "Chợ Mẫu")
    checkpoint(home, "--reveal", "hub", "passages", "--reason", "công văn 12")
    checkpoint(home, "hub", "site", "show", "Chợ Mẫu", "--reveal")
    checkpoint(home, "hub", "account", "list")
    hub = Hub.open(home)
    rows = [(row.login, row.action, row.reason, row.items) for row in hub.access.page()]
    hub.close()
    assert rows == [
        (None, "accounts", None, 0),
        (None, "contact", None, 1),
        (None, "reveal", "công văn 12", 0),
    ]
