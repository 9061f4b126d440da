"""What a hub says of itself on the local network, and what is believed of such a saying.

Anybody on the network can say anything. So what is found is only shown: a person chooses, and the
one-time code, which carries the hub's pin, decides. Services are named as DNS-SD asks (RFC 6763).
"""

import ipaddress
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from checkpoint_app.domain.text import tidy
from checkpoint_app.wire.protocol import CODE_ALPHABET, PIN_LENGTH

SERVICE = "_checkpoint-hub._tcp.local."
VERSION = b"1"
MAX_SITE_BYTES = 200
MAX_ADDRESSES = 4
_MAX_PORT = 65_535


@dataclass(frozen=True, slots=True)
class FoundHub:
    """A hub that says it is here.

    Attributes:
        id: its own; site: whose it says it is, "" where it does not say.
        addresses: where it says it listens, of this computer or a private network alone.
        tls: whether it wants a secure line; pin: what its authority is known by then.
    """

    id: UUID
    site: str
    addresses: tuple[str, ...]
    port: int
    tls: bool
    pin: str | None = None

    @property
    def urls(self) -> tuple[str, ...]:
        """Where to reach it, the likeliest first."""
        scheme = "https" if self.tls else "http"
        return tuple(
            f"{scheme}://{f'[{one}]' if ':' in one else one}:{self.port}" for one in self.addresses
        )


def instance(hub: UUID) -> str:
    """The name of a hub's announcement: its id, for names of sites may be alike."""
    return f"{hub.hex}.{SERVICE}"


def properties(hub: FoundHub) -> dict[str, bytes]:
    """What is said beside address and port."""
    said = {
        "v": VERSION,
        "hub": hub.id.hex.encode(),
        "site": _cut(hub.site),
        "tls": b"1" if hub.tls else b"0",
    }
    if hub.pin:
        said["pin"] = hub.pin.encode("ascii")
    return said


def understood(
    said: Mapping[bytes, bytes | None], addresses: Sequence[str], port: int | None
) -> FoundHub | None:
    """The hub that an announcement speaks of; None where it is none of ours, or says nonsense.

    Args:
        said: the values beside; addresses: as text; port: where it listens.
    """
    tls, pin = said.get(b"tls"), said.get(b"pin")
    if said.get(b"v") != VERSION or tls not in {b"0", b"1"}:
        return None
    if port is None or not 1 <= port <= _MAX_PORT:
        return None
    try:
        hub = UUID((said.get(b"hub") or b"").decode("ascii"))
        bare = None if pin is None else pin.decode("ascii")
        site = (said.get(b"site") or b"")[:MAX_SITE_BYTES].decode("utf-8")
    except (ValueError, UnicodeDecodeError):
        return None
    if bare is not None and (len(bare) != PIN_LENGTH or not set(bare) <= set(CODE_ALPHABET)):
        return None
    near = tuple(dict.fromkeys(one for one in addresses[:100] if _is_near(one)))[:MAX_ADDRESSES]
    if not near:
        return None
    shown = "".join(sign for sign in tidy(site) if sign.isprintable())
    return FoundHub(hub, shown, near, port, tls == b"1", bare)


def _is_near(address: str) -> bool:
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return False
    # With a zone (fe80::1%eth0) it is no part of an address in a URL that others understand.
    return found.is_private and not found.is_unspecified and "%" not in address


def _cut(text: str) -> bytes:
    """A text in so many bytes, no letter in half."""
    return text.encode()[:MAX_SITE_BYTES].decode(errors="ignore").encode()
