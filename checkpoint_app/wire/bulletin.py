"""Signs of life, and the bulletin: what a station tells of itself, and what its hub tells it.

Times are milliseconds since 1970 UTC. A part that a newer side has added is passed over; a part
that cannot be understood is left out by itself, see `checkpoint_app.sync.bulletin`.
"""

import hashlib
from typing import Annotated
from uuid import UUID

import msgspec
from msgspec import Meta

from checkpoint_app.wire.messages import Bulletin, Long, Name, Short
from checkpoint_app.wire.protocol import (
    MAX_ACKNOWLEDGED,
    MAX_ANSWER_TEXT,
    MAX_BENEATH,
    MAX_FOUND_TEXT,
    MAX_KEY,
    MAX_NOTICE_TEXT,
)

NONE = msgspec.Raw(b"null")
"""The content of a bulletin that the station holds already."""
_Count = Annotated[int, Meta(ge=0, le=2**53)]
_Few = Annotated[int, Meta(ge=0, le=2**31 - 1)]
_Moment = Annotated[int, Meta(ge=-(2**53), le=2**53)]


class DayItem(msgspec.Struct, frozen=True, kw_only=True):
    """What a station counted on its own day (``YYYY-MM-DD``), voided passages left out."""

    day: Annotated[str, Meta(pattern=r"^\d{4}-\d\d-\d\d$")]
    entries: _Count
    exits: _Count


class Acknowledgement(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Somebody at the station has read a notice; `at` by the station's clock."""

    notice: UUID
    at: _Moment
    answer: Annotated[str, Meta(max_length=MAX_ANSWER_TEXT)] | None = None


class BeneathItem(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A gate that reports to the hub which gives this sign of life, as it is seen there.

    Times are by that hub's clock; the other attributes are those of `Heartbeat`.
    """

    id: UUID
    name: Name
    enrolled_at: _Moment
    last_seen_at: _Moment | None = None
    beat_at: _Moment | None = None
    active_at: _Moment | None = None
    oldest_unsent_at: _Moment | None = None
    skew_ms: _Moment | None = None
    version: Short | None = None
    camera: Short | None = None
    queue: _Few | None = None
    needs_fix: _Few | None = None
    captured: _Count | None = None
    free_mb: _Count | None = None


class Heartbeat(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A station's sign of life. Nothing in it is about anybody who crossed.

    Attributes:
        sent: the station's own clock when it sent this.
        offset: the hub's clock less the station's as the station measured it, in ms.
        camera: how the camera does, in a word of the station's; empty where it has no say.
        queue, oldest_unsent_at: what waits to be sent, and since when by the station's clock.
        captured: passages ever recorded there.
        held: revision of the bulletin in force there; empty for none.
        acknowledged: notices read and not yet confirmed by the hub.
        beneath: from a site's hub: the gates that report to it; None from a station.
    """

    station: UUID
    sent: _Moment
    version: Short
    queue: _Few
    needs_fix: _Few
    captured: _Count
    today: DayItem
    offset: _Moment | None = None
    camera: Short = ""
    oldest_unsent_at: _Moment | None = None
    free_mb: _Count | None = None
    held: Short = ""
    acknowledged: Annotated[list[Acknowledgement], Meta(max_length=MAX_ACKNOWLEDGED)] = []
    beneath: Annotated[list[BeneathItem], Meta(max_length=MAX_BENEATH)] | None = None


class Restored(msgspec.Struct, frozen=True, kw_only=True):
    """The hub was put back to an earlier moment: what it confirmed since may be lost there.

    Attributes:
        id: which time it was put back; held_until: until when it is whole, by its own clock.
    """

    id: UUID
    held_until: _Moment


class HeartbeatAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """The hub's sign of life.

    Attributes:
        serial, revision: of the bulletin that is in force, see `BulletinAnswer`.
        version: the newest version of the program.
        confirmed: notices whose acknowledgement the hub holds; they need not be sent again.
        restored: the last time that the hub was put back from a backup, None for never.
    """

    now: int
    hub: UUID
    site_name: str
    serial: int
    revision: str
    version: str
    confirmed: list[UUID]
    restored: Restored | None = None


class NoticeItem(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A notice or a reminder from above, to be shown until somebody acknowledges it."""

    id: UUID
    kind: Short
    text: Annotated[str, Meta(min_length=1, max_length=MAX_NOTICE_TEXT)]
    created_at: _Moment
    until: _Moment | None = None


class WatchItem(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Somebody to look out for; `until` is the last day, ISO 8601."""

    instruction: Annotated[Long, Meta(min_length=1)]
    name: Name | None = None
    id_number: Short | None = None
    phone: Short | None = None
    plate: Short | None = None
    until: Short | None = None


class FoundWords(msgspec.Struct, frozen=True, kw_only=True):
    """A finding in one language: what it is called, what it rests on, what to do about it."""

    title: Name
    because: Annotated[str, Meta(max_length=MAX_FOUND_TEXT)] = ""
    advice: Annotated[str, Meta(max_length=MAX_FOUND_TEXT)] = ""


class FoundItem(msgspec.Struct, frozen=True, kw_only=True):
    """Something that the last report found at the station's site.

    Attributes:
        finding: its name; since: of which moment the first of the reports is that have it, without
            one between them that has not.
        words: by language, ``vi`` and ``en``: a station need not know the hub's rules.
    """

    finding: Short
    since: _Moment
    words: Annotated[dict[str, FoundWords], Meta(max_length=8)]


class BulletinContent(msgspec.Struct, frozen=True, kw_only=True):
    """What a bulletin holds, each part raw, so that a bad one spoils only itself.

    Attributes:
        settings: by the names of `checkpoint_app.settings.by_hub`.
        keys: certificates and public keys in PEM, by the name of the file they came in.
        version: the newest version of the program.
        found: what the last report found at the site; found_at: of what moment that report is,
            None where there is none.
    """

    settings: dict[str, msgspec.Raw] = {}
    watch: list[msgspec.Raw] = []
    notices: list[msgspec.Raw] = []
    keys: dict[str, Annotated[str, Meta(max_length=MAX_KEY)]] = {}
    version: Short = ""
    found: list[msgspec.Raw] = []
    found_at: _Moment | None = None


class BulletinAnswer(Bulletin, frozen=True, kw_only=True):
    """The bulletin of one site, whole, or the word that the station holds it already.

    Attributes:
        serial: grows with every change at the hub; a lower one is an older bulletin.
        revision: names what is in it.
        content: a `BulletinContent`, or `NONE`.
        sum: checksum over all the others, see `checksum`.
    """

    serial: int
    revision: str
    content: msgspec.Raw
    sum: str


def checksum(hub: UUID, now: int, serial: int, revision: str, content: bytes) -> str:
    """Proof that a bulletin has arrived whole; `content` in the very bytes that are sent."""
    head = f"bulletin {hub} {now} {serial} {revision}\n"
    return hashlib.sha256(head.encode() + content).hexdigest()


def is_whole(answer: BulletinAnswer) -> bool:
    """True where nothing in an answer has changed on the way."""
    expected = checksum(
        answer.hub, answer.now, answer.serial, answer.revision, bytes(answer.content)
    )
    return answer.sum == expected
