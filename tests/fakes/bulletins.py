"""Bulletins that tests make up, sound unless they are told not to be."""

from collections.abc import Sequence
from dataclasses import replace
from uuid import UUID

import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from checkpoint_app.domain.listed import WatchEntry
from checkpoint_app.records.bulletins import NewBulletin
from checkpoint_app.records.notices import NoticeKind, Told
from checkpoint_app.wire.bulletin import BulletinAnswer, NoticeItem, WatchItem, checksum

HUB = UUID("01a00000-0000-7000-8000-0000000000aa")
CANH = WatchEntry("Phạm Thị Cảnh", "001199000009", "0911111111", "30A11111", "Mời sang bàn 2")
DUNG = WatchEntry("Đỗ Văn Dũng", None, "0922222222", None, "Gọi y tế phường")
MEETING = Told(UUID(int=1), NoticeKind.NOTICE, "Họp giao ban lúc 17:00.", 1_795_000_000_000)
REPORT = Told(UUID(int=2), NoticeKind.REMINDER, "Nộp báo cáo.", 1_795_000_000_001)
NOTHING = NewBulletin(HUB, 1, "first", {}, {}, "", (), (), ())


def public_pem() -> str:
    """A fresh Ed25519 public key."""
    key = Ed25519PrivateKey.generate().public_key()
    return key.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode()


def bulletin(serial: int = 1, **parts: object) -> NewBulletin:
    """A checked bulletin of `HUB`."""
    made = replace(NOTHING, serial=serial, revision=f"revision {serial}")
    return replace(made, **parts)  # type: ignore[arg-type]  # by name


def content(
    *,
    settings: object = None,
    watch: Sequence[object] = (),
    notices: Sequence[object] = (),
    keys: object = None,
    version: object = "",
) -> bytes:
    """The content of a bulletin as JSON; its parts may be anything."""
    return msgspec.json.encode(
        {
            "settings": settings or {},
            "watch": list(watch),
            "notices": list(notices),
            "keys": keys or {},
            "version": version,
        }
    )


def answer(
    body: bytes, *, hub: UUID = HUB, serial: int = 5, revision: str = "fifth"
) -> BulletinAnswer:
    """A whole answer with this content."""
    return BulletinAnswer(
        now=1,
        hub=hub,
        site_name="Chung cư Thử",
        serial=serial,
        revision=revision,
        content=msgspec.Raw(body),
        sum=checksum(hub, 1, serial, revision, body),
    )


def watch_item(entry: WatchEntry = CANH, **changes: object) -> object:
    """An entry as it is sent, changed where a test wants it otherwise."""
    item = WatchItem(
        instruction=entry.instruction,
        name=entry.name,
        id_number=entry.id_number,
        phone=entry.phone,
        plate=entry.plate,
    )
    return {**msgspec.to_builtins(item), **changes}


def notice_item(told: Told = MEETING, **changes: object) -> object:
    """A notice as it is sent, changed where a test wants it otherwise."""
    item = NoticeItem(id=told.id, kind=told.kind.value, text=told.text, created_at=told.created_at)
    return {**msgspec.to_builtins(item), **changes}
