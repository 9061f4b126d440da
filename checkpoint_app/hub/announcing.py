"""Saying on the local network that a hub is here. Whoever hears it still needs a code to join."""

import contextlib
import ipaddress
import logging
import socket
from collections.abc import Iterator, Sequence

import psutil
from zeroconf import Error, InterfaceChoice, ServiceInfo, Zeroconf

from checkpoint_app.wire.announcement import (
    MAX_ADDRESSES,
    SERVICE,
    FoundHub,
    instance,
    properties,
)

logger = logging.getLogger(__name__)


@contextlib.contextmanager
def announced(hub: FoundHub, interfaces: Sequence[str] = ()) -> Iterator[bool]:
    """Announce a hub within the block.

    A network that does not let it through is no reason not to receive passages.

    Args:
        interfaces: addresses of this computer to speak from; none for all.

    Yields:
        Whether it is announced.
    """
    info = ServiceInfo(
        SERVICE,
        instance(hub.id),
        port=hub.port,
        parsed_addresses=list(hub.addresses),
        properties=properties(hub),
        server=f"checkpoint-{hub.id.hex}.local.",
    )
    try:
        line = Zeroconf(interfaces=list(interfaces) or InterfaceChoice.All)
    except OSError as error:
        logger.warning("not announced: %s", type(error).__name__)
        yield False
        return
    with contextlib.closing(line):
        try:
            line.register_service(info)
        except (Error, OSError) as error:
            logger.warning("not announced: %s", type(error).__name__)
            yield False
            return
        yield True
        with contextlib.suppress(Error, OSError):  # the others forget it by themselves
            line.unregister_service(info)


def addresses_of(host: str) -> tuple[str, ...]:
    """The private addresses at which a hub that listens at a host is reached."""
    if ipaddress.ip_address(host).is_unspecified:
        found = [
            one.address
            for line in psutil.net_if_addrs().values()
            for one in line
            if one.family in {socket.AF_INET, socket.AF_INET6}
        ]
    else:
        found = [host]
    return tuple(sorted({one for one in found if _is_lan(one)}, key=_order)[:MAX_ADDRESSES])


def _is_lan(address: str) -> bool:
    if "%" in address:
        return False
    found = ipaddress.ip_address(address)
    return found.is_private and not (found.is_loopback or found.is_unspecified)


def _order(address: str) -> tuple[bool, str]:
    return ":" in address, address
