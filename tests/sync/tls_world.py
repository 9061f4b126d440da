"""A station and a hub that speak TLS, with faults above it and below."""

import ssl
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random

from checkpoint_app.domain.clock import SystemClock
from checkpoint_app.domain.passage import SiteKind
from checkpoint_app.hub.service import Hub
from checkpoint_app.hub.tls import OwnTls, names_of
from checkpoint_app.sync.tls import trusting
from tests.fakes.certificates import Authority
from tests.fakes.fault_proxy import FaultProxy
from tests.fakes.faults import Fault
from tests.fakes.hub_server import RunningHub
from tests.fakes.tls_line import LineFault, TlsLine
from tests.sync.world import World

_LINE_FAULTS = [fault for fault in LineFault if fault is not LineFault.OK]


def own(hub: Hub) -> OwnTls:
    """TLS with a certificate of the hub's own authority."""
    return OwnTls(hub.identity, SystemClock(), lambda: names_of("127.0.0.1"))


@contextmanager
def tls_network(folder: Path, seed: int) -> Iterator[tuple[RunningHub, FaultProxy]]:
    """A hub with one site, and the network before it; nothing is wrong with it yet."""
    with RunningHub(folder / "hub", speak=own) as hub:
        hub.hub.add_site("Chung cư Thử", SiteKind.RESIDENTIAL)
        identity = hub.hub.identity
        hubs = Authority(identity.authority_key, identity.authority)
        line = TlsLine(
            {
                LineFault.STRANGER: Authority().context(_new(folder)),
                LineFault.ENDED: hubs.context(_new(folder), days=(-9, -1)),
            },
            Random(seed),
            lambda: LineFault.OK,
        )
        context: ssl.SSLContext = own(hub.hub).context
        port = int(hub.url.rsplit(":", 1)[1])
        tls = (context, trusting(identity.certificate))
        with FaultProxy(port, lambda: Fault.OK, tls=tls, line=line) as proxy:
            yield hub, proxy


def _new(folder: Path) -> Path:
    return Path(tempfile.mkdtemp(dir=folder))


class TlsWorld(World):
    """A third of the connections does not get through TLS as it should."""

    def __init__(self, folder: Path, seed: int, hub: RunningHub, proxy: FaultProxy) -> None:
        super().__init__(folder, seed, hub, proxy)
        self._below = Random(seed + 1)
        self._below_deck: list[LineFault] = []
        assert proxy.line is not None
        proxy.line.choose = self.choose_line

    def choose_line(self) -> LineFault:
        """What becomes of the next connection."""
        if self._closed or self._below.random() < (0.85 if self.draining else 0.65):
            return LineFault.OK
        if not self._below_deck:
            self._below_deck = self._below.sample(_LINE_FAULTS, len(_LINE_FAULTS))
        return self._below_deck.pop()
