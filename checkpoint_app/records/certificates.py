"""Certificates: signed statements of what was taken out of the store for good.

Each is signed with the station's own key, numbered, and names the hash of the one before. It says
how many passages went and why, names nobody, and lists the stretches of the journal that went with
them: first row, last row, and the hash at which the chain goes on.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from sqlalchemy import Connection

from checkpoint_app.records import journal
from checkpoint_app.records.sqlcipher import plain

_NAMES = ("no", "at", "body", "signature")
_INSERT = "INSERT INTO certificate(no, at, body, signature) VALUES (?, ?, ?, ?)"


@dataclass(frozen=True, slots=True)
class Certificate:
    """One signed statement; `body` is JSON text."""

    body: str
    signature: bytes

    def is_genuine(self) -> bool:
        """Whether the key that it names has signed it."""
        try:
            key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(json.loads(self.body)["key"]))
            key.verify(self.signature, self.body.encode())
        except (InvalidSignature, ValueError, KeyError, TypeError):
            return False
        return True


class Cut(NamedTuple):
    """A stretch of journal rows that are gone, both ends among them; `hash` is the last one's."""

    first: int
    last: int
    hash: bytes


@dataclass(slots=True)
class Cuts:
    """All stretches that certificates name.

    Attributes:
        by_first, hashes: the stretches by their first row; the hash of each last row.
        days: how many passages of each local day went.
        fault: a certificate that cannot be one.
    """

    by_first: dict[int, Cut] = field(default_factory=dict)
    hashes: dict[int, bytes] = field(default_factory=dict)
    days: dict[str, int] = field(default_factory=dict)
    fault: str | None = None

    def add(self, cut: Cut) -> None:
        """One more stretch."""
        self.by_first[cut.first] = cut
        self.hashes[cut.last] = cut.hash

    @classmethod
    def of(cls, connection: Connection) -> "Cuts":
        """What the certificates say, as far as they are signed and follow one another."""
        cuts, before = cls(), b""
        for number, (at, certificate) in enumerate(_dated(connection), start=1):
            if not certificate.is_genuine():
                cuts.fault = "certificate_changed"
                break
            said = json.loads(certificate.body)
            if (said["no"], said["at"]) != (number, at) or said["previous"] != _sha256(before):
                cuts.fault = "certificate_missing"
                break
            for cut in _cut_by(certificate.body):
                cuts.add(cut)
            for day, n in said["days"].items():
                cuts.days[day] = cuts.days.get(day, 0) + n
            before = certificate.body.encode()
        return cuts


def taken_away(
    bodies: Iterable[str], rows: Iterable[Mapping[str, Any]], passages: Iterable[Mapping[str, Any]]
) -> set[tuple[bytes, int]]:
    """What a copy of a store still holds of what was taken away from the store since.

    Args:
        bodies: the store's certificates; they speak of the copy where its journal is the same.
        rows, passages: the copy's journal and its passages, each in the order of their numbers.

    Returns:
        Revisions of passages, as (id, revision).
    """
    cuts = sorted(cut for body in bodies for cut in _cut_by(body))
    rids, waiting = set[int](), list[int]()
    for row in rows:
        while cuts and cuts[0].last < row["seq"]:
            cuts.pop(0)
        if cuts and row["seq"] >= cuts[0].first and row["kind"] in journal.FACTS:
            waiting.append(row["ref"])
        if cuts and row["seq"] == cuts[0].last:
            if row["hash"] == cuts[0].hash:
                rids.update(waiting)
            waiting.clear()
    return {(row["id"], row["rev"]) for row in passages if row["rid"] in rids}


def certify(connection: Connection, now: int, said: dict[str, object]) -> Certificate:
    """Sign a statement, keep it and put it in the journal.

    Args:
        now: ms since 1970 UTC.
        said: what it says, without anything about a person.
    """
    sql = plain(connection)
    key = signing_key(connection)
    no, previous = sql.execute(
        "SELECT no, body FROM certificate ORDER BY no DESC LIMIT 1"
    ).fetchone() or (0, "")
    station = sql.execute("SELECT id FROM station").fetchone()[0]
    body = json.dumps(
        {
            "no": no + 1,
            "station": station.hex(),
            "at": now,
            "previous": _sha256(previous.encode()),
            "key": key.public_key().public_bytes_raw().hex(),
            **said,
        },
        separators=(",", ":"),
    )
    made = Certificate(body, key.sign(body.encode()))
    values = (no + 1, now, body, made.signature)
    sql.execute(_INSERT, values)
    digest = journal.row_digest(dict(zip(_NAMES, values, strict=True)))
    journal.note(connection, journal.CERTIFICATE, no + 1, digest)
    return made


def _cut_by(body: str) -> list[Cut]:
    """What a certificate cut; nothing where it cannot be understood, for it may be damaged."""
    try:
        cuts = [
            Cut(first, last, bytes.fromhex(end)) for first, last, end in json.loads(body)["cut"]
        ]
    except (ValueError, KeyError, TypeError):
        return []
    return [cut for cut in cuts if cut.first <= cut.last]


def _dated(connection: Connection) -> Iterator[tuple[int, Certificate]]:
    for at, body, signature in plain(connection).execute(
        "SELECT at, body, signature FROM certificate ORDER BY no"
    ):
        yield at, Certificate(body, signature)


def signing_key(connection: Connection) -> Ed25519PrivateKey:
    """The station's own key, made when it is first needed; it never leaves the encrypted store."""
    kept = kept_key(connection)
    if kept is not None:
        return kept
    made = Ed25519PrivateKey.generate()
    plain(connection).execute("UPDATE station SET sign_key = ?", (made.private_bytes_raw(),))
    return made


def kept_key(connection: Connection) -> Ed25519PrivateKey | None:
    """The station's own key; None where none was needed yet."""
    kept = plain(connection).execute("SELECT sign_key FROM station").fetchone()[0]
    return None if kept is None else Ed25519PrivateKey.from_private_bytes(kept)


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
