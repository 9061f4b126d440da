"""Keys that an administrator installs: whose are used, and why others are not."""

import hashlib
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import dsa, ec, ed448, rsa
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.hazmat.primitives.serialization import PublicFormat as Public

from checkpoint_app.domain.documents import WarningCode
from checkpoint_app.i18n.catalog import CATALOG
from checkpoint_app.scanner.payloads import parse
from checkpoint_app.security.minting import kid_of, mint_sheet
from checkpoint_app.security.trust import (
    EDDSA,
    ES256,
    NO_TRUST,
    PS256,
    PublicKey,
    Trust,
    load_trust,
    to_pem,
    trust_in_files,
)
from tests.fuzz.invented import as_hc1, claims, issuer, other_issuer, signed, site_key
from tests.scanner.test_payloads_signed import SHEET

RsaOrEc = rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey


def pem(key: PublicKey | dsa.DSAPublicKey | ed448.Ed448PublicKey) -> bytes:
    return key.public_bytes(Encoding.PEM, Public.SubjectPublicKeyInfo)


def certificate(key: RsaOrEc) -> x509.Certificate:
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "Cơ quan Mẫu")])
    now = datetime(2021, 8, 11, tzinfo=UTC)
    return (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now)
        .not_valid_after(now + timedelta(days=365))
        .sign(key, SHA256())
    )


def kid(made: x509.Certificate) -> bytes:
    return hashlib.sha256(made.public_bytes(Encoding.DER)).digest()[:8]


def refusals(folder: Path) -> list[tuple[object, object]]:
    trust, refused = load_trust(folder)
    assert trust == NO_TRUST
    assert all(f"reason.{refusal.details['reason']}" in CATALOG for refusal in refused)
    return [(refusal.details["file"], refusal.details["reason"]) for refusal in refused]


def test_no_folder_is_no_key(tmp_path: Path) -> None:
    assert load_trust(tmp_path / "trust") == (NO_TRUST, ())


@pytest.mark.parametrize("encoding", [Encoding.DER, Encoding.PEM])
@pytest.mark.parametrize("ending", ["cer", "CRT", "der", "pem"])
def test_a_certificate_verifies_what_its_issuer_signed(
    tmp_path: Path, encoding: Encoding, ending: str
) -> None:
    keys: tuple[RsaOrEc, RsaOrEc] = (issuer(), other_issuer())
    for number, key in enumerate(keys):
        made = certificate(key)
        (tmp_path / f"Cơ quan {number}.{ending}").write_bytes(made.public_bytes(encoding))
        payload = as_hc1(signed(claims({"fn": "Lê"}, "1999"), with_rsa=number == 0, kid=kid(made)))
        trust, refused = load_trust(tmp_path)
        assert refused == ()
        assert parse(payload, trust).warnings == (WarningCode.NO_NUMBER,)
        assert len(trust.find(kid(made), (PS256, ES256)[number])) == 1
        assert trust.find(kid(made), EDDSA) == ()


def test_a_bundle_holds_several_and_two_may_have_the_same_id(tmp_path: Path) -> None:
    issuers: tuple[RsaOrEc, RsaOrEc] = (issuer(), other_issuer())
    bundle = b"".join(certificate(key).public_bytes(Encoding.PEM) for key in issuers)
    (tmp_path / "all.pem").write_bytes(bundle)
    assert len(load_trust(tmp_path)[0].keys) == 2
    same = kid_of(site_key().public_key())
    stranger = Ed25519PrivateKey.generate().public_key()
    (tmp_path / f"{same.hex()}.pem").write_bytes(pem(stranger))
    (tmp_path / f"{same.hex().upper()}.PEM").write_bytes(pem(site_key().public_key()))
    trust, refused = load_trust(tmp_path)
    assert refused == ()
    assert len(trust.find(same, EDDSA)) == 2
    assert parse(mint_sheet(SHEET, site_key()), trust).warnings == ()


def test_a_bare_key_is_named_by_its_file(tmp_path: Path) -> None:
    public: Ed25519PublicKey = site_key().public_key()
    (tmp_path / f"{kid_of(public).hex()}.pem").write_bytes(pem(public))
    assert parse(mint_sheet(SHEET, site_key()), load_trust(tmp_path)[0]).warnings == ()
    (tmp_path / f"{kid_of(public).hex()}.pem").rename(tmp_path / "hub.pem")
    assert refusals(tmp_path) == [("hub.pem", "key_name")]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "no_key"),
        (b"not a key", "no_key"),
        (b"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n", "no_key"),
        (b"-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n", "no_key"),
        (b"\x30\x82" + bytes(200), "no_key"),
        (bytes(2_000_000), "no_key"),
        (pem(rsa.generate_private_key(65537, 1024).public_key()), "key_kind"),  # noqa: S505 - meant
        (pem(ec.generate_private_key(ec.SECP384R1()).public_key()), "key_kind"),
        (pem(ed448.Ed448PrivateKey.generate().public_key()), "key_kind"),
        (
            Ed25519PrivateKey.generate().private_bytes(
                Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()
            ),
            "private_key",
        ),
    ],
    ids=range(10),
)
def test_a_file_that_cannot_be_used_is_named_and_takes_nothing_from_others(
    tmp_path: Path, content: bytes, reason: str
) -> None:
    (tmp_path / "00ff.pem").write_bytes(content)
    assert refusals(tmp_path) == [("00ff.pem", reason)]
    (tmp_path / "good.cer").write_bytes(certificate(issuer()).public_bytes(Encoding.DER))
    trust, refused = load_trust(tmp_path)
    assert len(trust.keys) == len(refused) == 1


def test_a_folder_named_like_a_key_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / "00ff.pem").mkdir()
    assert refusals(tmp_path) == [("00ff.pem", "file_unreadable")]


def test_other_files_are_left_alone(tmp_path: Path) -> None:
    (tmp_path / "README.txt").write_text("keys of 2021", encoding="utf-8")
    assert refusals(tmp_path) == []


def test_what_is_given_out_in_pem_is_believed_as_it_was_in_the_folder(tmp_path: Path) -> None:
    folder = tmp_path / "trust"
    folder.mkdir()
    made = certificate(ec.generate_private_key(ec.SECP256R1()))
    (folder / "issuer.cer").write_bytes(made.public_bytes(Encoding.DER))
    (folder / "aabb.pem").write_bytes(pem(Ed25519PrivateKey.generate().public_key()))
    files = {path.name: to_pem(path.name, path.read_bytes()) for path in folder.iterdir()}
    given, refused = trust_in_files(files)
    installed, _ = load_trust(folder)
    assert refused == ()
    assert given.count == installed.count == 2
    assert set(given.keys) == set(installed.keys) == {kid(made), bytes.fromhex("aabb")}
    both = given.beside(installed)
    assert both.count == 4
    assert len(both.find(kid(made), ES256)) == 2
    assert Trust().beside(given).keys == given.keys
