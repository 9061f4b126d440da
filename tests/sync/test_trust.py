"""Only the hub that is pinned, or one that a public authority vouches for, gets to hear anything.

Every line here is real TLS on loopback.
"""

import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from random import Random

import msgspec
import pytest
import requests

from checkpoint_app.domain.clock import SystemClock
from checkpoint_app.domain.errors import EnrolmentRefused, HubUnreachable, HubUrlRefused
from checkpoint_app.domain.passage import SiteKind
from checkpoint_app.domain.trust_errors import CodeMalformed, HubNotTheOne, PlainRefused
from checkpoint_app.hub.service import Hub
from checkpoint_app.hub.tls import OwnTls, names_of, outside_tls
from checkpoint_app.records.ids import new_id
from checkpoint_app.records.views import StationInfo
from checkpoint_app.sync.causes import SyncCause, SyncFailure
from checkpoint_app.sync.client import HubClient
from checkpoint_app.sync.enrol import Joined, enrol
from checkpoint_app.sync.tls import TrustingAdapter, fetch_authority, trusting
from checkpoint_app.wire.messages import HubIdentity
from checkpoint_app.wire.passages import encode_item
from checkpoint_app.wire.protocol import CONTENT_TYPE, MAX_ENROL_BYTES
from tests.fakes.certificates import Authority
from tests.fakes.clock import FakeClock
from tests.fakes.hub_server import RunningHub, make_passage
from tests.fakes.scripted_server import ScriptedServer, reply

SITE = "Chung cư Thử"
CLOCK = SystemClock()
OURS = {"Content-Type": CONTENT_TYPE, "Checkpoint-Hub": "1"}
DAY_MS = 86_400_000


def own(hub: Hub) -> OwnTls:
    return OwnTls(hub.identity, CLOCK, lambda: names_of("127.0.0.1"))


@pytest.fixture
def secure(tmp_path: Path) -> Iterator[RunningHub]:
    """A hub that speaks TLS with a certificate of its own authority."""
    with RunningHub(tmp_path / "secure", speak=own) as running:
        running.hub.add_site(SITE, SiteKind.RESIDENTIAL)
        yield running


@pytest.fixture
def info() -> StationInfo:
    return StationInfo(new_id(), SITE, "Cổng 1", "", SiteKind.RESIDENTIAL)


def pinned(hub: Hub) -> str:
    return hub.enrol(SITE) + hub.identity.pin


def client(joined: Joined, url: str, info: StationInfo, stall_s: float = 5.0) -> HubClient:
    authority = joined.authority
    return HubClient(url, joined.token, info.id, CLOCK, authority=authority, stall_s=stall_s)


def cause_at(joined: Joined, url: str, info: StationInfo) -> SyncCause:
    """Why nothing can be sent there."""
    door = client(joined, url, info)
    with closing(door), pytest.raises(SyncFailure) as failed:
        door.send([encode_item(make_passage(info.id, Random(0)))])
    return failed.value.cause


def test_a_pinned_hub_is_joined_and_sent_to(secure: RunningHub, info: StationInfo) -> None:
    assert secure.url.startswith("https://127.0.0.1:")
    joined = enrol(secure.url, pinned(secure.hub), info, CLOCK)
    assert joined.authority == secure.hub.identity.certificate
    assert joined.seal_key == secure.hub.identity.seal_key
    assert joined.verify_key == secure.hub.identity.verify_key
    with closing(client(joined, secure.url, info)) as door:
        answer = door.send([encode_item(make_passage(info.id, Random(0)))])
    assert len(answer.accepted) == len(secure.held()) == 1
    by_name = secure.url.replace("127.0.0.1", "localhost")
    with closing(client(joined, by_name, info)) as door:
        assert door.bulletin().site_name == SITE


def test_without_the_pin_an_authority_of_its_own_is_nobodys(
    secure: RunningHub, info: StationInfo
) -> None:
    code = pinned(secure.hub)
    with pytest.raises(HubUnreachable) as refused:
        enrol(secure.url, code[:8], info, CLOCK)
    assert refused.value.details == {"reason": "tls"}
    assert enrol(secure.url, code, info, CLOCK).token, "the code was not used up"


def test_another_hub_at_the_address_hears_nothing(
    secure: RunningHub, info: StationInfo, tmp_path: Path
) -> None:
    """Somebody in between, with a hub of their own."""
    code = pinned(secure.hub)
    with RunningHub(tmp_path / "other", speak=own) as other:
        with pytest.raises(HubNotTheOne):
            enrol(other.url, code, info, CLOCK)
        asked = other.hub.status()
        assert asked["stations"] == 0
    assert enrol(secure.url, code, info, CLOCK).token


def test_whoever_passes_the_true_authority_on_still_hears_no_code(
    secure: RunningHub, info: StationInfo, tmp_path: Path
) -> None:
    code = pinned(secure.hub)
    true = HubIdentity(hub=secure.hub.id, certificate=secure.hub.identity.certificate)
    answer = reply(200, msgspec.json.encode(true), OURS)
    with ScriptedServer(answer, tls=Authority().context(tmp_path)) as between:
        with pytest.raises(HubUnreachable) as refused:
            enrol(between.url, code, info, CLOCK)
        assert refused.value.details == {"reason": "tls"}
        assert between.requests == 1
        heard = b"".join(between.heard)
    assert b"/v1/identity" in heard
    assert code[:8].encode() not in heard
    assert code[8:].encode() not in heard


def test_a_certificate_of_the_pins_name_and_another_key_is_no_use(
    secure: RunningHub, info: StationInfo, tmp_path: Path
) -> None:
    """The forger has the authority's certificate, which is public, and not its key."""
    forger = Authority(certificate=secure.hub.identity.authority)
    joined = enrol(secure.url, pinned(secure.hub), info, CLOCK)
    with ScriptedServer(reply(401, b'{"code":"x"}', OURS), tls=forger.context(tmp_path)) as between:
        assert cause_at(joined, between.url, info) is SyncCause.TLS
        assert between.requests == 0


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        (reply(200, b"<html>", {"Content-Type": "text/html"}), "not_the_hub"),
        (reply(404, b'{"code":"not_found"}', OURS), "not_the_hub"),
        (reply(302, b"", OURS | {"Location": "http://127.0.0.1:9/"}), "not_the_hub"),
        (reply(200, b'{"status":"ok"}', OURS), "answer_damaged"),
        (reply(200, b"[" * 3_000, OURS), "answer_damaged"),
        (reply(200, b"x" * 2_000_000, OURS), "answer_damaged"),
        (
            reply(200, msgspec.json.encode(HubIdentity(hub=new_id(), certificate="-----")), OURS),
            "answer_damaged",
        ),
        (b"no HTTP at all\r\n\r\n", "no_answer"),
        (b"", "no_answer"),
    ],
)
def test_strange_answers_to_who_it_is(
    info: StationInfo, tmp_path: Path, answer: bytes, reason: str
) -> None:
    with ScriptedServer(answer, tls=Authority().context(tmp_path)) as server:
        with pytest.raises(HubUnreachable) as refused:
            enrol(server.url, "ABCDEFGH" + "A" * 16, info, CLOCK)
        assert refused.value.details == {"reason": reason}
        assert server.requests == 1
    assert MAX_ENROL_BYTES < 2_000_000


def test_whoever_drips_is_not_waited_for(tmp_path: Path) -> None:
    context, over = Authority().context(tmp_path), threading.Event()
    with closing(socket.create_server(("127.0.0.1", 0))) as listener:

        def drip() -> None:
            line, _ = listener.accept()
            with closing(context.wrap_socket(line, server_side=True)) as secure:
                while not over.wait(0.05):
                    secure.sendall(b"H")

        thread = threading.Thread(target=drip)
        thread.start()
        url = f"https://127.0.0.1:{listener.getsockname()[1]}"
        with pytest.raises(SyncFailure) as failed:
            fetch_authority(url, "A" * 16, patience_s=0.5)
        over.set()
        thread.join(10)
    assert failed.value.cause is SyncCause.NO_ANSWER


Bad = Callable[[Authority, Path], ssl.SSLContext]


@pytest.mark.parametrize(
    ("make", "cause"),
    [
        (lambda known, folder: Authority().context(folder), SyncCause.TLS),
        (lambda known, folder: known.context(folder, host="192.0.2.1"), SyncCause.TLS),
        (lambda known, folder: known.context(folder, host="hub.example"), SyncCause.TLS),
        (lambda known, folder: known.context(folder, days=(-30, -1)), SyncCause.CLOCK),
        (lambda known, folder: known.context(folder, days=(1, 30)), SyncCause.CLOCK),
    ],
    ids=["another authority", "another address", "another name", "ended", "not begun"],
)
def test_a_certificate_that_does_not_hold(
    secure: RunningHub, info: StationInfo, tmp_path: Path, make: Bad, cause: SyncCause
) -> None:
    joined = enrol(secure.url, pinned(secure.hub), info, CLOCK)
    identity = secure.hub.identity
    known = Authority(identity.authority_key, identity.authority)
    true = ScriptedServer(reply(401, b'{"code":"revoked"}', OURS), tls=known.context(tmp_path))
    with true:
        assert cause_at(joined, true.url, info) is SyncCause.REVOKED, "it does hold otherwise"
    with ScriptedServer(reply(200, b"{}", OURS), tls=make(known, tmp_path)) as server:
        assert cause_at(joined, server.url, info) is cause
        assert server.requests == 0, "nothing is said before the certificate holds"


def test_a_hub_that_stood_still_shows_a_certificate_that_ended(
    tmp_path: Path, info: StationInfo
) -> None:
    clock = FakeClock()
    clock.at_ms = CLOCK.now_ms() - 200 * DAY_MS
    names = ["127.0.0.1"]
    with RunningHub(
        tmp_path / "old", speak=lambda hub: OwnTls(hub.identity, clock, lambda: names)
    ) as hub:
        hub.hub.add_site(SITE, SiteKind.RESIDENTIAL)
        with pytest.raises(HubUnreachable) as refused:
            enrol(hub.url, pinned(hub.hub), info, CLOCK)
    assert refused.value.details == {"reason": "clock"}


def test_a_hub_with_another_key_is_refused_in_words_and_loses_nothing(
    secure: RunningHub, info: StationInfo, tmp_path: Path
) -> None:
    joined = enrol(secure.url, pinned(secure.hub), info, CLOCK)
    secure.stop()
    (tmp_path / "secure" / "hub.identity").unlink()
    secure.start()
    assert cause_at(joined, secure.url, info) is SyncCause.TLS
    again = enrol(secure.url, pinned(secure.hub), info, CLOCK)
    with closing(client(again, secure.url, info)) as door:
        assert door.bulletin().hub == joined.hub


def old_versions_only(context: ssl.SSLContext) -> ssl.SSLContext:
    """As before 2008; OpenSSL has to be talked into it."""
    context.minimum_version = ssl.TLSVersion.MINIMUM_SUPPORTED
    context.set_ciphers("ALL:@SECLEVEL=0")
    context.options |= ssl.OP_NO_TLSv1_2 | ssl.OP_NO_TLSv1_3
    return context


@pytest.mark.filterwarnings("ignore:ssl.TLSVersion:DeprecationWarning")
@pytest.mark.filterwarnings("ignore:ssl.OP_NO:DeprecationWarning")
def test_versions_before_1_2_are_refused_by_both(
    secure: RunningHub, info: StationInfo, tmp_path: Path
) -> None:
    joined = enrol(secure.url, pinned(secure.hub), info, CLOCK)
    identity = secure.hub.identity
    known = Authority(identity.authority_key, identity.authority)
    context = old_versions_only(known.context(tmp_path))
    lax = old_versions_only(ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT))
    lax.check_hostname, lax.verify_mode = False, ssl.CERT_NONE
    with ScriptedServer(reply(200, b"{}", OURS), tls=context) as server:
        with _shaken(server.url, lax) as line:
            assert line.version() in {"TLSv1", "TLSv1.1"}, "the server does speak them"
        assert cause_at(joined, server.url, info) is SyncCause.TLS
        with pytest.raises(HubUnreachable):
            enrol(server.url, pinned(secure.hub), info, CLOCK)
    with pytest.raises(ssl.SSLError):
        _shaken(secure.url, lax)


def _shaken(url: str, context: ssl.SSLContext) -> ssl.SSLSocket:
    host, port = url.removeprefix("https://").split(":")
    with socket.create_connection((host, int(port)), 10) as plain:
        return context.wrap_socket(plain, server_hostname=host)


def test_a_handshake_that_breaks_off_is_no_answer(secure: RunningHub, info: StationInfo) -> None:
    joined = enrol(secure.url, pinned(secure.hub), info, CLOCK)
    with closing(socket.create_server(("127.0.0.1", 0))) as listener:

        def hang_up() -> None:
            for _ in range(2):
                line, _ = listener.accept()
                line.recv(50)  # a part of the hello
                line.recv(10_000)
                line.close()

        thread = threading.Thread(target=hang_up)
        thread.start()
        url = f"https://127.0.0.1:{listener.getsockname()[1]}"
        assert cause_at(joined, url, info) is SyncCause.NO_ANSWER
        with pytest.raises(HubUnreachable) as refused:
            enrol(url, pinned(secure.hub), info, CLOCK)
        thread.join(10)
    assert refused.value.details["reason"] in {"no_answer", "no_network"}


def test_half_a_hello_does_not_stop_the_hub(secure: RunningHub, info: StationInfo) -> None:
    host, port = secure.url.removeprefix("https://").split(":")
    with socket.create_connection((host, int(port))) as half:
        half.sendall(b"\x16\x03\x01\x02\x00\x01\x00")
        assert enrol(secure.url, pinned(secure.hub), info, CLOCK).token
        half.sendall(b"garbage that is no handshake at all" * 100)
    assert enrol(secure.url, pinned(secure.hub), info, CLOCK).token


def test_the_hub_stops_at_once_though_a_station_keeps_its_line(
    secure: RunningHub, info: StationInfo, caplog: pytest.LogCaptureFixture
) -> None:
    joined = enrol(secure.url, pinned(secure.hub), info, CLOCK)
    with closing(client(joined, secure.url, info)) as door:
        door.bulletin()
        secure.stop()
        assert "graceful shutdown exceeded" not in caplog.text
        secure.start()
        assert door.bulletin().hub == joined.hub


def test_no_line_is_made_plain(secure: RunningHub, info: StationInfo) -> None:
    """Downgrade: a secure address that answers plainly, or sends one to a plain one."""
    joined = enrol(secure.url, pinned(secure.hub), info, CLOCK)
    heard = bytearray()
    with closing(socket.create_server(("127.0.0.1", 0))) as listener:

        def answer_plainly() -> None:
            line, _ = listener.accept()
            heard.extend(line.recv(10_000))
            line.sendall(reply(200, b"{}", OURS))
            line.close()

        thread = threading.Thread(target=answer_plainly)
        thread.start()
        url = f"https://127.0.0.1:{listener.getsockname()[1]}"
        assert cause_at(joined, url, info) is SyncCause.NOT_THE_HUB
        thread.join(10)
    assert heard
    assert joined.token.encode() not in heard
    code = pinned(secure.hub)
    for url in ("http://10.0.0.1:8019", "http://192.168.1.5"):
        with pytest.raises(PlainRefused):
            enrol(url, code, info, CLOCK, allow_plain=True)
        with pytest.raises(HubUrlRefused):
            enrol(url, code, info, CLOCK)
    for url in ("http://8.8.8.8", "http://hub.example", "http://[2001:db8::1]:8019"):
        with pytest.raises(HubUrlRefused):
            enrol(url, code[:8], info, CLOCK, allow_plain=True)


def test_a_pinned_code_works_on_this_computer_without_tls(
    hub: RunningHub, info: StationInfo
) -> None:
    assert enrol(hub.url, pinned(hub.hub), info, CLOCK).authority is None


@pytest.mark.parametrize(
    "code",
    ["", "ABC", "ABCDEFGH" * 2, "A" * 25, "ABCDEFG0", "кодкодко", "A\x00BCDEFGH", "x" * 9_999],
)
def test_hostile_codes_go_nowhere(info: StationInfo, code: str) -> None:
    with ScriptedServer(reply(200, b"{}", OURS)) as server:
        with pytest.raises(CodeMalformed) as refused:
            enrol(server.url, code, info, CLOCK)
        assert server.requests == 0
    assert isinstance(refused.value, EnrolmentRefused)
    assert code not in str(refused.value) or not code


def test_a_certificate_from_outside_is_checked_with_the_public_authorities(
    tmp_path: Path, info: StationInfo, monkeypatch: pytest.MonkeyPatch
) -> None:
    authority = Authority()
    files = authority.issue(tmp_path)
    with RunningHub(tmp_path / "outside", speak=lambda _hub: outside_tls(*files)) as hub:
        hub.hub.add_site(SITE, SiteKind.RESIDENTIAL)
        code = hub.hub.enrol(SITE)
        with pytest.raises(HubUnreachable):
            enrol(hub.url, code, info, CLOCK)
        bundle = tmp_path / "system.pem"
        bundle.write_text(authority.pem)
        monkeypatch.setenv("SSL_CERT_FILE", str(bundle))  # this computer's store
        joined = enrol(hub.url, code, info, CLOCK)
        assert joined.authority is None
        with closing(client(joined, hub.url, info)) as door:
            assert door.bulletin().site_name == SITE


def test_nothing_is_believed_beside_the_pinned_authority(
    secure: RunningHub, info: StationInfo, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither those that come with the libraries nor those of a variable of the environment."""
    joined = enrol(secure.url, pinned(secure.hub), info, CLOCK)
    other = Authority()
    bundle = tmp_path / "bundle.pem"
    bundle.write_text(other.pem)
    for name in ("REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE", "SSL_CERT_FILE"):
        monkeypatch.setenv(name, str(bundle))
    with ScriptedServer(reply(200, b"{}", OURS), tls=other.context(tmp_path)) as server:
        assert cause_at(joined, server.url, info) is SyncCause.TLS
    context = trusting(joined.authority)
    with requests.Session() as session:
        session.mount("https://", TrustingAdapter(context))
        assert session.get(secure.url + "/v1/health", timeout=5).status_code == 200
        session.verify = False
        with (
            ScriptedServer(reply(200, b"{}", OURS), tls=other.context(tmp_path)) as server,
            pytest.raises(requests.exceptions.SSLError),
        ):
            session.get(server.url, timeout=5)
    assert context.cert_store_stats()["x509_ca"] == 1
    assert (context.check_hostname, context.verify_mode) == (True, ssl.CERT_REQUIRED)
