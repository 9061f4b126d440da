"""``parse`` with signed codes: what is installed counts, and what cannot be used is said."""

from pathlib import Path

from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from tests.cli.shell import checkpoint
from tests.fuzz.invented import ISSUER_KID, issuer
from tests.scanner.test_payloads_signed import HC1


def test_parse_checks_with_the_installed_keys_and_names_a_damaged_one(tmp_path: Path) -> None:
    home = tmp_path / "home"
    unknown = checkpoint(home, "parse", stdin=HC1 + b"\n")
    assert set(unknown.line) == {"format", "fields", "warnings"}
    assert unknown.line["warnings"][0] == "not_verified"
    folder = home / "trust"
    folder.mkdir(parents=True)
    pem = issuer().public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    (folder / f"{ISSUER_KID.hex()}.pem").write_bytes(pem)
    (folder / "broken.cer").write_bytes(b"broken")
    known = checkpoint(home, "--lang", "en", "parse", stdin=HC1 + b"\n")
    assert known.code == 0
    assert known.line["format"] == "hc1"
    assert known.line["fields"]["name"] == "Nguyễn Văn An"
    assert "not_verified" not in known.line["warnings"]
    assert "“broken.cer” cannot be used: it holds no key" in known.err
    assert unknown.err == ""
