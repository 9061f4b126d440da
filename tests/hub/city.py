"""A small city with somebody of every role, for tests of who sees what."""

from dataclasses import dataclass
from uuid import UUID

import requests

from checkpoint_app.domain.passage import SiteKind
from checkpoint_app.domain.sites import SiteEntry, read_territory
from checkpoint_app.hub.authorising import Role
from checkpoint_app.hub.scope import ALL, Scope
from checkpoint_app.wire.protocol import CONTENT_TYPE
from tests.fakes.hub_server import WAIT_S, RunningHub

PASSWORD = "mật khẩu của thử nghiệm"
HERE = "Hà Nội/Quận Cầu Giấy/Phường Nghĩa Đô"
THERE = "Hà Nội/Quận Đống Đa/Phường Láng Hạ"
FIELDS = frozenset("name code kind territory owner head phone".split())


@dataclass(frozen=True, slots=True)
class Sites:
    """Two sites, each in a district of its own and of another owner, and their wards."""

    here: UUID
    there: UUID
    ward_here: UUID
    ward_there: UUID


def build(hub: RunningHub) -> Sites:
    """The sites of the city."""
    for name, where, owner in (("Chợ Đây", HERE, "Chuỗi Một"), ("Chợ Kia", THERE, "Chuỗi Hai")):
        entry = SiteEntry(
            name,
            kind=SiteKind.MARKET,
            code=name[-3:],
            territory=read_territory(where),
            owner=(owner,),
            head=f"Người {name}",
            phone="0900000000",
        )
        hub.hub.sites.take(iter([entry]), FIELDS, 1)
    sites = hub.hub.sites
    return Sites(
        sites.named("Đây"),
        sites.named("Kia"),
        sites.territory(read_territory(HERE))[0],
        sites.territory(read_territory(THERE))[0],
    )


def scope_of(role: Role, sites: Sites, hub: RunningHub) -> Scope:
    """What somebody of a role usually answers for: all of it lies here."""
    district = hub.hub.sites.territory(read_territory(HERE.rpartition("/")[0]))[0]
    return {
        Role.SITE_HEAD: Scope(site=sites.here),
        Role.WARD: Scope(territory=sites.ward_here),
        Role.DISTRICT: Scope(territory=district),
    }.get(role, ALL)


def add(hub: RunningHub, login: str, role: Role, scope: Scope) -> str:
    """An account, and a token of its session."""
    hub.hub.people.add(login, role, scope, PASSWORD)
    return sign_in(hub, login)


def sign_in(hub: RunningHub, login: str) -> str:
    """A new session."""
    token: str = hub.hub.people.sign_in(login, PASSWORD, "192.0.2.7")[1]
    return token


def ask(
    hub: RunningHub, method: str, path: str, token: str | None = None, data: bytes | None = None
) -> requests.Response:
    """One request."""
    headers = {"Content-Type": CONTENT_TYPE}
    if token is not None:
        headers["Authorization"] = f"Bearer {token}"
    return requests.request(
        method, hub.url + path, headers=headers, data=data, timeout=WAIT_S, allow_redirects=False
    )
