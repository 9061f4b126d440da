"""Links: told apart by their address alone, and never opened.

A place's code leads to the national hosts (qr.tokhaiyte.vn, later qr.pccovid.gov.vn) or to Ho Chi
Minh City's for organisations, a declaration to those for people; a travel permit of the open Vaccom
system has the path ``/#/pages/giay-di-duong/``, on any host.
"""

from urllib.parse import urlsplit

from checkpoint_app.domain.documents import Document, Format, LinkKind

_HOSTS = {
    "qr.tokhaiyte.vn": LinkKind.SITE,
    "qr.pccovid.gov.vn": LinkKind.SITE,
    "kbytcq.khambenh.gov.vn": LinkKind.SITE,
    "kbyt.khambenh.gov.vn": LinkKind.DECLARATION,
    "tokhaiyte.vn": LinkKind.DECLARATION,
    "suckhoe.dancuquocgia.gov.vn": LinkKind.DECLARATION,
}
_PERMIT = "/giay-di-duong/"


def is_link(text: str) -> bool:
    """True for an address of the web."""
    return text[:8].lower().startswith(("http://", "https://"))


def read_link(text: str) -> Document:
    """The link that `is_link` recognised."""
    try:
        address = urlsplit(text)
        host = (address.hostname or "").removeprefix("www.")
    except ValueError:  # an address no browser would take either
        return Document(Format.URL, detail=LinkKind.OTHER)
    kind = _HOSTS.get(host, LinkKind.OTHER)
    if kind is LinkKind.OTHER and _PERMIT in f"{address.path}#{address.fragment}":
        kind = LinkKind.PERMIT
    return Document(Format.URL, detail=kind)
