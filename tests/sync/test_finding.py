"""Hubs on the local network: found, shown, and never believed."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st
from zeroconf import ServiceInfo, Zeroconf
from zeroconf._dns import DNSPointer
from zeroconf._protocol.outgoing import DNSOutgoing
from zeroconf.const import _CLASS_IN, _FLAGS_AA, _FLAGS_QR_RESPONSE, _TYPE_PTR

from checkpoint_app.hub.announcing import addresses_of, announced
from checkpoint_app.sync.finding import MOST, find_hubs
from checkpoint_app.wire.announcement import (
    MAX_ADDRESSES,
    MAX_SITE_BYTES,
    SERVICE,
    FoundHub,
    instance,
    properties,
    understood,
)

HERE = ["127.0.0.1"]
HUB = FoundHub(uuid4(), "Chợ Đồng Xuân", ("192.168.1.5",), 8019, True, "ABCDEFGHJKLMNPQR")


def find(seconds: float = 1.0) -> list[FoundHub]:
    return find_hubs(seconds, HERE)


def ours(found: list[FoundHub], *hubs: FoundHub) -> list[FoundHub]:
    """Without those that another test run announces at the same time."""
    return [one for one in found if one.id in {hub.id for hub in hubs}]


def said(hub: FoundHub) -> dict[bytes, bytes | None]:
    return {name.encode(): value for name, value in properties(hub).items()}


@contextmanager
def hostile(*infos: ServiceInfo) -> Iterator[Zeroconf]:
    """Somebody else on the network, who answers for these."""
    line = Zeroconf(interfaces=HERE)
    try:
        for info in infos:
            line.registry.async_add(info)
            line.send(_answer(info))
        yield line
    finally:
        line.registry.async_remove(list(infos))
        line.close()


def _answer(info: ServiceInfo) -> DNSOutgoing:
    out = DNSOutgoing(_FLAGS_QR_RESPONSE | _FLAGS_AA)
    for record in (info.dns_pointer(), info.dns_service(), info.dns_text(), *info.dns_addresses()):
        out.add_answer_at_time(record, 0)
    return out


def test_a_hub_that_is_announced_is_found_with_its_pin() -> None:
    hub = FoundHub(uuid4(), "Chợ Đồng Xuân", ("192.168.1.5",), 8019, True, "ABCDEFGHJKLMNPQR")
    with announced(hub, HERE) as done:
        assert done
        assert ours(find(), hub) == [hub]
    assert hub.urls == ("https://192.168.1.5:8019",)


def test_a_hub_that_has_ended_is_found_no_more() -> None:
    hub = FoundHub(uuid4(), "Chợ", ("192.168.1.5",), 8019, False)
    with announced(hub, HERE):
        pass
    assert ours(find(), hub) == []


def test_looking_ends_when_it_is_told_to() -> None:
    stop = threading.Event()
    stop.set()
    assert ours(find_hubs(3_600, HERE, stop), HUB) == []


def test_what_a_hub_says_is_understood() -> None:
    assert understood(said(HUB), HUB.addresses, HUB.port) == HUB
    plain = FoundHub(uuid4(), "", ("10.0.0.1", "fd00::1"), 1, False)
    assert understood(said(plain), plain.addresses, plain.port) == plain
    assert plain.urls == ("http://10.0.0.1:1", "http://[fd00::1]:1")


@pytest.mark.parametrize(
    ("change", "addresses", "port"),
    [
        ({b"v": b"2"}, ["10.0.0.1"], 1),
        ({b"v": None}, ["10.0.0.1"], 1),
        ({b"hub": b"x"}, ["10.0.0.1"], 1),
        ({b"hub": "ế".encode()}, ["10.0.0.1"], 1),
        ({b"tls": b"yes"}, ["10.0.0.1"], 1),
        ({b"pin": b"short"}, ["10.0.0.1"], 1),
        ({b"pin": b"0O1I0O1I0O1I0O1I"}, ["10.0.0.1"], 1),
        ({b"pin": b"\xff" * 16}, ["10.0.0.1"], 1),
        ({b"site": b"\xff\xfe"}, ["10.0.0.1"], 1),
        ({}, ["8.8.8.8", "2606:4700::1111"], 1),  # a hub of the local network is on it
        ({}, ["0.0.0.0", "::"], 1),  # noqa: S104 - no address of anybody
        ({}, ["fe80::1%eth0"], 1),
        ({}, ["nonsense"], 1),
        ({}, [], 1),
        ({}, ["10.0.0.1"], 0),
        ({}, ["10.0.0.1"], 70_000),
        ({}, ["10.0.0.1"], None),
    ],
)
def test_nonsense_is_no_hub(
    change: dict[bytes, bytes | None], addresses: list[str], port: int | None
) -> None:
    assert understood(said(HUB) | change, addresses, port) is None


def test_a_name_is_shown_short_and_harmless() -> None:
    long = FoundHub(uuid4(), "Ễ" * 500, ("10.0.0.1",), 1, False)
    found = understood(said(long), long.addresses, 1)
    assert found is not None
    assert 0 < len(found.site.encode()) <= MAX_SITE_BYTES
    nasty = understood(said(HUB) | {b"site": "a\x1b[2J\u202eb\n".encode()}, ["10.0.0.1"], 1)
    assert nasty is not None
    assert nasty.site.isprintable()
    many = understood(said(HUB), [f"10.0.0.{no}" for no in range(250)], 1)
    assert many is not None
    assert len(many.addresses) == MAX_ADDRESSES


@given(
    told=st.dictionaries(
        st.sampled_from([b"v", b"hub", b"site", b"tls", b"pin", b"x"]), st.none() | st.binary()
    ),
    addresses=st.lists(st.ip_addresses().map(str) | st.text()),
    port=st.none() | st.integers(),
)
def test_anything_at_all_is_looked_at(
    told: dict[bytes, bytes | None], addresses: list[str], port: int | None
) -> None:
    understood(said(HUB) | told, addresses, port)
    understood(told, addresses, port)


def test_thousands_of_announcements_do_no_harm() -> None:
    hub = FoundHub(uuid4(), "Chợ", ("192.168.1.5",), 8019, False)
    with announced(hub, HERE), hostile() as line:
        looking = threading.Thread(target=_flood, args=(line,))
        looking.start()
        found = find(2.0)
        looking.join()
    assert len(found) <= MOST


def _flood(line: Zeroconf) -> None:
    for part in range(40):
        out = DNSOutgoing(_FLAGS_QR_RESPONSE | _FLAGS_AA)
        for no in range(100):
            name = f"{'a' * 40}{part:04}{no:04}.{SERVICE}"
            out.add_answer_at_time(DNSPointer(SERVICE, _TYPE_PTR, _CLASS_IN, 4500, name), 0)
        line.send(out)


def test_a_stranger_s_service_is_passed_over() -> None:
    strange = ServiceInfo(
        SERVICE, f"{'x' * 60}.{SERVICE}", port=1, parsed_addresses=["10.9.9.9"],
        properties={"v": "1", "hub": "b" * 240, "tls": "2"}, server="evil.local.",
    )  # fmt: skip
    with hostile(strange):
        assert all(one.addresses != ("10.9.9.9",) for one in find())


def test_the_name_of_an_announcement_is_the_hub_s_id() -> None:
    hub = UUID(int=5)
    assert instance(hub) == f"{hub.hex}.{SERVICE}"


def test_only_addresses_that_others_reach_are_announced() -> None:
    assert addresses_of("192.168.7.7") == ("192.168.7.7",)
    assert addresses_of("127.0.0.1") == ()
    assert all(not one.startswith("127.") for one in addresses_of("0.0.0.0"))  # noqa: S104 - all of them
