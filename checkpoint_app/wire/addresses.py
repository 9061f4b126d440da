"""What an address of the network is, by its letters alone; no name is looked up."""

import ipaddress

_PRIVATE = tuple(
    ipaddress.ip_network(block)
    for block in (
        "10.0.0.0/8",  # RFC 1918
        "172.16.0.0/12",
        "192.168.0.0/16",
        "169.254.0.0/16",  # RFC 3927, link-local
        "fc00::/7",  # RFC 4193
        "fe80::/10",  # RFC 4291 §2.5.6, link-local
    )
)


def is_loopback(host: str) -> bool:
    """True for this computer itself."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def is_private(host: str) -> bool:
    """True for an address of a local network; a name is none, whoever it may lead to."""
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return False
    return any(address.version == net.version and address in net for net in _PRIVATE)
