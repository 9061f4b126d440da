"""What ``doctor`` says of the keys that signed codes are checked with."""

import json
from pathlib import Path

import msgspec
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
)

from checkpoint_app.__main__ import Printing
from checkpoint_app.cli.main import main, parse_args
from checkpoint_app.station.home import Home
from tests.conftest import PIN

KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))


def said(
    home: Home, capsys: pytest.CaptureFixture[str], folder: Path, lang: str = "en"
) -> tuple[bool, str]:
    """The line of the keys: all right or not, and the words."""
    home.save_settings(msgspec.structs.replace(home.settings(), source="", scanner=""))
    pin = folder / "pin"
    pin.write_text(PIN)
    words = ["--home", str(home.path), "--pin-file", str(pin), "--lang", lang, "--json", "doctor"]
    main(parse_args(words), stdout_is_terminal=False, papers=Printing())
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    return next((line["ok"], line["say"]) for line in lines if line["check"] == "trust")


def test_keys_are_counted_and_each_refused_file_is_named_with_its_reason(
    home: Home, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    assert said(home, capsys, tmp_path) == (
        True,
        "None installed: a signed code says “not verified”.",
    )
    trust = home.path / "trust"
    trust.mkdir()
    public = KEY.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    (trust / "0123456789abcdef.pem").write_bytes(public)
    assert said(home, capsys, tmp_path) == (True, "Keys installed: 1.")
    (trust / "damaged.cer").write_bytes(b"damaged")
    (trust / "ff.pem").write_bytes(
        KEY.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    )
    ok, words = said(home, capsys, tmp_path)
    assert not ok
    assert words.startswith("Keys installed: 1. ")
    assert "“damaged.cer” cannot be used: it holds no key or certificate." in words
    assert "“ff.pem” cannot be used: this is a private key" in words
    ok, words = said(home, capsys, tmp_path, "vi")
    assert not ok
    assert words.startswith("Đã cài 1 khoá. Không dùng được khoá xác thực “damaged.cer”")
