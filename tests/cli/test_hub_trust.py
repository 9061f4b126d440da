"""Trust from the shell: a hub on the network, its invitation, a station shut out and back in."""

import io
import json
import signal
import ssl
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, cast
from urllib.parse import urlsplit

import pytest

from checkpoint_app.cli.context import Papers
from checkpoint_app.cli.main import main, parse_args
from checkpoint_app.settings import load_settings
from checkpoint_app.wire.invitation import read_invitation, split_code
from tests.cli.shell import PIN, WAIT_S, Ended, command, environment
from tests.fakes.certificates import Authority

SITE = "Chợ Thử"
ENTRY = b'{"direction": "in", "person": {"name": "Nguy\xe1\xbb\x85n V\xc4\x83n Th\xe1\xbb\xad"}}\n'


Run = Callable[..., Ended]


@pytest.fixture
def checkpoint(capfdbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs a command in this process: there are many, and loading the program takes longest."""

    def run(home: Path, *words: str, stdin: bytes = b"", pin: str = PIN, **more: str) -> Ended:
        with monkeypatch.context() as patched:
            for name, value in {"CHECKPOINT_PIN": pin, **more}.items():
                patched.setenv(name, value)
            patched.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin)))
            capfdbinary.readouterr()
            args = parse_args(["--home", str(home), *words])
            code = main(args, stdout_is_terminal=False, papers=cast(Papers, None))
        out, err = capfdbinary.readouterr()
        return Ended(code, out, err.decode())

    return run


@pytest.fixture
def hub(tmp_path: Path, checkpoint: Run) -> Path:
    """A hub with a site."""
    home = tmp_path / "hub"
    assert checkpoint(home, "hub", "site", "add", SITE, "--kind", "market").code == 0
    return home


@contextmanager
def serving(home: Path, *words: str) -> Iterator[tuple[str, list[str]]]:
    """A hub that listens: its address, and what it said, once it has ended."""
    said: list[str] = []
    process = subprocess.Popen(
        command(home, "--lang", "en", "hub", "serve", "--port", "0", *words),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=environment(),
    )
    assert process.stdout is not None
    try:
        yield json.loads(process.stdout.readline())["listening"], said
    finally:
        process.send_signal(signal.SIGTERM if sys.platform != "win32" else signal.SIGABRT)
        said.append(process.communicate(timeout=WAIT_S)[1])
    assert process.returncode == 0
    assert "Traceback" not in said[0]


@pytest.fixture
def enrol_code(checkpoint: Run) -> Callable[..., dict[str, Any]]:
    """What ``hub enrol`` answers."""

    def make(home: Path, *words: str) -> dict[str, Any]:
        made = checkpoint(home, "hub", "enrol", SITE, *words)
        assert made.code == 0, made.err
        return made.line

    return make


def test_a_hub_with_tls_invites_shuts_out_and_takes_in_again(
    hub: Path,
    station: Path,
    tmp_path: Path,
    checkpoint: Run,
    enrol_code: Callable[..., dict[str, Any]],
) -> None:
    assert set(enrol_code(hub)) == {"code", "site"}, "nobody knows yet where it will listen"
    lost = checkpoint(hub, "--lang", "en", "hub", "enrol", SITE, "--qr", str(tmp_path / "x.png"))
    assert (lost.code, "address is not known" in lost.err) == (1, True)
    picture = tmp_path / "mời.png"
    with serving(hub, "--tls") as (url, said):
        assert url.startswith("https://127.0.0.1:")
        made = enrol_code(hub, "--qr", str(picture))
        assert (made["url"], len(made["code"])) == (url, 29)
        invitation = read_invitation(made["qr"])
        assert (invitation.url, invitation.code) == (url, made["code"])
        (read,) = checkpoint(hub, "decode", str(picture)).line["reads"]
        assert (read["format"], read["text"]) == ("enrol", made["qr"])
        assert not set(read["fields"].values()) - {None}

        code, _ = split_code(made["code"])
        unpinned = checkpoint(station, "--lang", "en", "enrol", "--hub", url, code)
        assert (unpinned.code, "certificate there is not" in unpinned.err) == (1, True)
        joined = checkpoint(station, "enrol", "--hub", url, made["code"].lower())
        assert joined.line["site"] == SITE
        assert checkpoint(station, "add", stdin=ENTRY).code == 0
        assert checkpoint(station, "sync", "--once").line["accepted"] == 1

        (listed,) = checkpoint(hub, "hub", "stations").lines
        assert (listed["id"], listed["revoked_at"]) == (joined.line["station"], None)
        assert listed["last_seen_at"]
        gone = checkpoint(hub, "hub", "revoke", listed["name"])
        assert gone.line["station"] == listed["id"]
        nobody = checkpoint(hub, "--lang", "en", "hub", "revoke", "Cổng 99")
        assert (nobody.code, "no station “Cổng 99”" in nobody.err) == (1, True)
        until = time.monotonic() + WAIT_S  # the running hub hears of it within seconds
        while checkpoint(station, "sync", "--once").code == 0:
            assert time.monotonic() < until
        assert checkpoint(station, "add", stdin=ENTRY).code == 0
        paused = checkpoint(station, "--lang", "vi", "sync", "--once")
        assert (paused.code, paused.line["cause"], paused.line["pending"]) == (4, "revoked", 1)
        assert "máy chủ đã khoá trạm này" in paused.err
        again = checkpoint(station, "--lang", "en", "enrol", "--hub", url, made["code"])
        assert (again.code, "Ask for a new one" in again.err) == (1, True)
        fresh = enrol_code(hub)["code"]
        assert checkpoint(station, "enrol", "--hub", url, fresh).code == 0
        assert checkpoint(station, "sync", "--once").line["accepted"] == 1
        assert checkpoint(hub, "hub", "status").line["passages"] == 2
        status = checkpoint(station, "status")
        for secret in (code, fresh[:9]):
            assert secret not in status.out.decode()
    assert said == [""]
    logs = "".join(
        (home / "log" / "checkpoint.log").read_text(encoding="utf-8") for home in (hub, station)
    )
    assert code not in logs
    assert f"station {listed['id']} revoked" in logs


def test_on_the_network_it_speaks_tls_unless_told_otherwise(
    hub: Path, tmp_path: Path, checkpoint: Run, enrol_code: Callable[..., dict[str, Any]]
) -> None:
    everywhere = ("--host", "0.0.0.0")  # noqa: S104 - for a moment
    with serving(hub, *everywhere, "--name", "hub.example") as (url, said):
        port = urlsplit(url).port
        assert url == f"https://0.0.0.0:{port}"
        assert port is not None
        assert "BEGIN CERTIFICATE" in ssl.get_server_certificate(("127.0.0.1", port))
        assert enrol_code(hub)["url"] == f"https://hub.example:{port}"
    assert said == [""]
    with serving(hub, *everywhere, "--plain") as (url, said):
        assert url.startswith("http://0.0.0.0:")
        assert len(enrol_code(hub)["code"]) == 8
    assert "NOT encrypted" in said[0]
    certificate, key = Authority().issue(tmp_path)
    with serving(hub, "--cert", str(certificate), "--key", str(key)) as (url, said):
        assert url.startswith("https://127.0.0.1:")
        assert len(enrol_code(hub)["code"]) == 8, "a pin would be of another certificate"
        assert len(enrol_code(hub, "--url", "https://hub.example")["code"]) == 8
    assert said == [""]
    with serving(hub) as (url, said):
        assert url.startswith("http://127.0.0.1:")
        made = enrol_code(hub, "--url", "https://hub.example:443/")
        assert (made["url"], len(made["code"])) == ("https://hub.example:443", 29)
    assert said == [""]
    bad = checkpoint(hub, "--lang", "en", "hub", "enrol", SITE, "--url", "http://hub.example")
    assert (bad.code, "https://" in bad.err) == (1, True)
    none = checkpoint(hub, "--lang", "en", "hub", "serve", "--cert", str(key), "--port", "0")
    assert (none.code, "“made.key” cannot be used" in none.err) == (1, True)


def test_several_processes_are_refused_where_they_cannot_be_one_hub(
    hub: Path, checkpoint: Run
) -> None:
    said = checkpoint(hub, "--lang", "en", "hub", "serve", "--workers", "2", "--port", "0")
    assert (said.code, "PostgreSQL" in said.err) == (1, True)
    for wrong in ("0", "65", "x"):
        with pytest.raises(SystemExit, match="2"):
            checkpoint(hub, "hub", "serve", "--workers", wrong)


def test_a_plain_line_on_the_local_network_is_a_setting(station: Path, checkpoint: Run) -> None:
    words = ("enrol", "--hub", "http://192.168.255.254:9", "ABCD-EFGH")
    refused = checkpoint(station, "--lang", "en", *words[:-1], "ABC")
    assert (refused.code, "https://" in refused.err) == (1, True)
    public = checkpoint(
        station, "--lang", "en", "enrol", "--plain-lan", "--hub", "http://8.8.8.8", "ABCDEFGH"
    )
    assert (public.code, "https://" in public.err) == (1, True)
    assert load_settings(station / "settings.json").plain_lan
    log = (station / "log" / "checkpoint.log").read_text(encoding="utf-8")
    assert "plain line on the local network: True" in log


def test_joining_a_hub_is_not_for_guards(station: Path, checkpoint: Run) -> None:
    added = checkpoint(
        station, "staff", "add", "Gác", "--role", "guard", CHECKPOINT_NEW_PIN="13570"
    )
    assert added.code == 0, added.err
    refused = checkpoint(station, "enrol", "--hub", "http://127.0.0.1:9", "ABCDEFGH", pin="13570")
    assert (refused.code, "người phụ trách" in refused.err) == (3, True)
    assert "máy chủ" not in refused.err, "it was not even asked"
