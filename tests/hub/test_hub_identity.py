"""Who the hub is stays the same, is sealed, and its certificate never ends while it runs."""

import os
import socket
import ssl
import stat
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec
import psutil
import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec

from checkpoint_app.domain.errors import HubDamaged
from checkpoint_app.domain.trust_errors import CertificateRefused
from checkpoint_app.hub.address import Address, note_address, noted_address
from checkpoint_app.hub.identity import Identity, open_identity
from checkpoint_app.hub.service import Hub
from checkpoint_app.hub.tls import DAYS, RENEW_DAYS, OwnTls, names_of, outside_tls
from tests.fakes.certificates import Authority
from tests.fakes.clock import FakeClock
from tests.fakes.hub_server import RunningHub

KEY = bytes(range(32))
NAMES = ["localhost", "127.0.0.1"]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "hub.identity"


@pytest.fixture
def identity(path: Path, clock: FakeClock) -> Identity:
    return open_identity(path, KEY, clock.now_ms())


def test_it_stays_the_same_and_its_private_halves_are_sealed(
    path: Path, identity: Identity
) -> None:
    again = open_identity(path, KEY, 0)
    assert again.certificate == identity.certificate
    assert again.pin == identity.pin
    assert (again.verify_key, again.seal_key) == (identity.verify_key, identity.seal_key)
    assert again.authority_key.private_numbers() == identity.authority_key.private_numbers()
    content = path.read_bytes()
    for private in (identity.sign.private_bytes_raw(), identity.seal.private_bytes_raw()):
        for shape in (private, private.hex().encode(), msgspec.json.encode(private)[1:40]):
            assert shape not in content
    assert b"PRIVATE" not in content
    if sys.platform != "win32":
        assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_hub_has_one_from_its_first_day(tmp_path: Path) -> None:
    hub = Hub.open(tmp_path / "hub")
    pin, key = hub.identity.pin, hub.identity.seal_key
    hub.close()
    again = Hub.open(tmp_path / "hub")
    assert (again.identity.pin, again.identity.seal_key) == (pin, key)
    again.close()
    (tmp_path / "hub" / "hub.identity").write_bytes(b"{}")
    with pytest.raises(HubDamaged):
        Hub.open(tmp_path / "hub")


@pytest.mark.parametrize("damage", ["another key", "empty", "cut", "flipped", "another authority"])
def test_a_damaged_one_is_said_and_left_alone(path: Path, identity: Identity, damage: str) -> None:
    content = path.read_bytes()
    spoiled = {
        "another key": content,
        "empty": b"",
        "cut": content[:-20],
        "flipped": content.replace(b'"sealed":"', b'"sealed":"A'),
        "another authority": content.replace(
            msgspec.json.encode(identity.certificate), msgspec.json.encode(Authority().pem)
        ),
    }[damage]
    path.write_bytes(spoiled)
    with pytest.raises(HubDamaged):
        open_identity(path, os.urandom(32) if damage == "another key" else KEY, 0)
    assert path.read_bytes() == spoiled


def test_two_commands_at_once_agree(path: Path) -> None:
    with ThreadPoolExecutor(4) as pool:
        pins = set(pool.map(lambda _: open_identity(path, KEY, 0).pin, range(4)))
    assert len(pins) == 1


def test_the_authority_is_good_for_ten_years_and_signs_hubs_alone(
    identity: Identity, clock: FakeClock, tmp_path: Path
) -> None:
    made = datetime.fromtimestamp(clock.now_ms() / 1000, UTC)
    held = identity.authority
    assert held.not_valid_after_utc - made >= timedelta(days=3_652)
    constraints = held.extensions.get_extension_for_class(x509.BasicConstraints)
    assert (constraints.critical, constraints.value.ca, constraints.value.path_length) == (
        True,
        True,
        0,
    )
    key = held.public_key()
    assert isinstance(key, ec.EllipticCurvePublicKey)
    assert isinstance(key.curve, ec.SECP256R1)
    early = open_identity(tmp_path / "early", KEY, 0)  # a clock that begins in 1970
    assert early.authority.not_valid_after_utc > datetime(2035, 1, 1, tzinfo=UTC)


def shown(context: ssl.SSLContext, name: str, authority: str) -> x509.Certificate:
    """The certificate that is shown to somebody who trusts this authority and asks for a name."""
    client = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    client.load_verify_locations(cadata=authority)
    client.verify_flags |= 0x200000  # X509_V_FLAG_NO_CHECK_TIME: the clocks here are set by hand
    to_hub, to_client = ssl.MemoryBIO(), ssl.MemoryBIO()
    asks = client.wrap_bio(to_client, to_hub, server_hostname=name)
    answers = context.wrap_bio(to_hub, to_client, server_side=True)
    waiting = [asks, answers]
    for _ in range(6):
        for side in list(waiting):
            try:
                side.do_handshake()
                waiting.remove(side)
            except ssl.SSLWantReadError:
                continue
    assert not waiting
    der = asks.getpeercert(binary_form=True)
    assert der is not None
    return x509.load_der_x509_certificate(der)


def test_its_certificate_is_made_anew_in_time(identity: Identity, clock: FakeClock) -> None:
    tls = OwnTls(identity, clock, lambda: NAMES)
    first = shown(tls.context, "127.0.0.1", identity.certificate)
    clock.pass_s((DAYS - RENEW_DAYS - 1) * 86_400)
    assert not tls.renew()
    clock.pass_s(2 * 86_400)
    assert tls.renew()
    second = shown(tls.context, "localhost", identity.certificate)
    assert second.serial_number != first.serial_number
    left = second.not_valid_after_utc - datetime.fromtimestamp(clock.now_ms() / 1000, UTC)
    assert timedelta(days=DAYS) - left < timedelta(seconds=2)
    assert not tls.renew()


def test_another_address_gets_into_the_certificate(identity: Identity, clock: FakeClock) -> None:
    names = ["192.0.2.7"]
    tls = OwnTls(identity, clock, lambda: names)
    with pytest.raises(ssl.SSLCertVerificationError):
        shown(tls.context, "192.0.2.8", identity.certificate)
    names[:] = ["192.0.2.8", "hub.example", "fd00::5", "not a name \u1ea1", "x" * 300]
    assert tls.renew()
    for name in ("192.0.2.8", "hub.example", "fd00::5"):
        shown(tls.context, name, identity.certificate)
    with pytest.raises(ssl.SSLCertVerificationError):
        shown(tls.context, "192.0.2.7", identity.certificate)


@pytest.mark.parametrize("at", ["2010-01-01T00:00:00", "2060-01-01T00:00:00"])
def test_a_clock_far_off_does_not_stop_the_hub(
    identity: Identity, clock: FakeClock, at: str
) -> None:
    clock.set_wall(at)
    tls = OwnTls(identity, clock, lambda: NAMES)
    shown(tls.context, "localhost", identity.certificate)


def test_a_running_hub_shows_the_new_one(tmp_path: Path, clock: FakeClock) -> None:
    made: list[OwnTls] = []

    def speak(hub: Hub) -> OwnTls:
        made.append(OwnTls(hub.identity, clock, lambda: NAMES))
        return made[0]

    with RunningHub(tmp_path / "hub", speak=speak) as hub:
        address = ("127.0.0.1", int(hub.url.rsplit(":", 1)[1]))
        before = ssl.get_server_certificate(address, ca_certs=None)
        clock.pass_s(80 * 86_400)
        assert made[0].renew()
        assert ssl.get_server_certificate(address, ca_certs=None) != before


def test_what_a_hub_is_called() -> None:
    assert names_of("192.0.2.1", ["hub.example"])[:2] == ["hub.example", "192.0.2.1"]
    assert {"localhost", "127.0.0.1", "::1", socket.gethostname()} <= set(names_of("192.0.2.1"))
    own = {
        each.address
        for addresses in psutil.net_if_addrs().values()
        for each in addresses
        if each.family == socket.AF_INET
    }
    assert own <= set(names_of("0.0.0.0"))  # noqa: S104 - only asked about
    assert "0.0.0.0" not in names_of("0.0.0.0")  # noqa: S104


def test_files_from_outside_that_are_no_pair(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    certificate, key = Authority().issue(tmp_path)
    other, other_key = Authority().issue(tmp_path / "b")
    assert outside_tls(certificate, key).minimum_version is ssl.TLSVersion.TLSv1_2
    together = tmp_path / "both.pem"
    together.write_bytes(certificate.read_bytes() + key.read_bytes())
    outside_tls(together, None)
    noise = tmp_path / "noise"
    noise.write_bytes(os.urandom(400))
    pairs: list[tuple[Path, Path | None]] = [
        (certificate, other_key),
        (other, key),
        (certificate, None),
        (noise, key),
        (tmp_path / "nothing", key),
    ]
    for pair in pairs:
        with pytest.raises(CertificateRefused) as refused:
            outside_tls(*pair)
        assert refused.value.details == {"file": pair[0].name}


def test_where_it_listened_is_noted(tmp_path: Path) -> None:
    file = tmp_path / "hub.address"
    assert noted_address(file) is None
    note_address(file, Address("https://192.0.2.1:8019", pinned=True))
    assert noted_address(file) == Address("https://192.0.2.1:8019", pinned=True)
    file.write_bytes(b"\xff garbage")
    assert noted_address(file) is None
