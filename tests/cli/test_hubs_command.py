"""Finding a hub on the local network from the command line; on loopback alone."""

import json
import subprocess
import sys
from pathlib import Path

from checkpoint_app.domain.passage import SiteKind
from checkpoint_app.hub.service import Hub
from tests.cli.shell import checkpoint

HERE = ("--interface", "127.0.0.1")


def test_a_served_hub_is_announced_and_listed(tmp_path: Path) -> None:
    hub = Hub.open(tmp_path / "hub")
    hub.add_site("Chợ Đồng Thử", SiteKind.MARKET)
    mine = str(hub.id)
    hub.close()
    words = [
        sys.executable,
        "-m",
        "checkpoint_app",
        "--home",
        str(tmp_path / "hub"),
        "--lang",
        "en",
    ]
    with subprocess.Popen(
        [*words, "hub", "serve", "--port", "0", "--announce", *HERE, "--while-stdin-open"],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    ) as served:  # fmt: skip
        assert served.stdin is not None
        assert served.stdout is not None
        assert served.stderr is not None
        listening = json.loads(served.stdout.readline())["listening"]
        assert "Chợ Đồng Thử" in served.stderr.readline()
        found = checkpoint(tmp_path / "none", "hubs", "--seconds", "2", *HERE)
        served.stdin.close()
        assert served.wait(30) == 0
    (line,) = [one for one in found.lines if one["hub"] == mine]
    assert (line["site"], line["url"], line["tls"]) == ("Chợ Đồng Thử", listening, False)
    assert not (tmp_path / "none").exists()


def test_nobody_there_is_no_error(tmp_path: Path) -> None:
    found = checkpoint(tmp_path / "none", "hubs", "--seconds", "0.2", *HERE)
    assert found.code == 0
