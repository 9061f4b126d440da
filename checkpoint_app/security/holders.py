"""Who can open the store: what a key file's content says, and that content changed. No files."""

from uuid import UUID

from argon2.exceptions import HashingError
from argon2.low_level import Type, hash_secret_raw
from cryptography.hazmat.primitives.keywrap import InvalidUnwrap, aes_key_unwrap, aes_key_wrap
from msgspec.structs import replace

from checkpoint_app.domain.errors import KeyringMissing, KeysDamaged, PinTaken, RotationBlocked
from checkpoint_app.security import keyring_secret
from checkpoint_app.security.keyformat import KEY_BYTES, Content, Holder
from checkpoint_app.security.sealing import (
    derive,
    fingerprint,
    is_vouched,
    make_pair,
    open_pair,
    with_key,
)
from checkpoint_app.security.secret_words import normalised

RECOVERY = b"recovery"
"""The owner of what the recovery code opens, and the purpose of the key made from it."""
_HOLDER = b"checkpoint holder "
_OLD = b"checkpoint store key"


def stretched(content: Content, pin: str) -> bytes:
    """A PIN or passphrase made slow to guess (Argon2id, RFC 9106).

    Raises:
        KeysDamaged: it asks for more memory than there is.
    """
    cost = content.cost
    try:
        return hash_secret_raw(
            normalised(pin).encode("utf-8", "surrogatepass"),
            content.salt,
            cost.passes,
            cost.memory,
            cost.lanes,
            KEY_BYTES,
            Type.ID,
        )
    except HashingError as error:
        raise KeysDamaged from error


def second_secret(name: str) -> bytes:
    """What the keyring adds to a PIN; nothing where there is no name.

    Raises:
        KeyringMissing: see `keyring_secret.fetch_proved`.
    """
    return keyring_secret.fetch_proved(name) if name else b""


def everybody(content: Content) -> frozenset[UUID]:
    """Who has a PIN or passphrase."""
    wraps = content.old.wraps if content.old else ()
    return frozenset({entry.staff for entry in content.holders} | {wrap.staff for wrap in wraps})


def open_with(content: Content, pin: bytes) -> tuple[bytes, UUID] | None:
    """The store's key and whose PIN this is; None where it opens nothing.

    Args:
        pin: as `stretched` makes it.

    Raises:
        KeyringMissing: the keyring fails, and no PIN could be tried without it. Where one could,
            a wrong PIN must count as one.
        KeysDamaged: the PIN is right, and what it ought to open is damaged.
    """
    tried = False
    failure: KeyringMissing | None = None
    for name in dict.fromkeys(entry.keyring for entry in content.holders):
        try:
            second = second_secret(name)
        except KeyringMissing as error:
            failure = error
            continue
        tried = True
        for entry in (entry for entry in content.holders if entry.keyring == name):
            outer = derive(second + pin, content.salt, _HOLDER + entry.staff.bytes)
            key = open_pair(entry.pair, outer, entry.staff.bytes)
            if key is not None:
                return key, entry.staff
    if content.old is not None and content.old.wraps:
        try:
            second = keyring_secret.fetch(content.store) if content.old.keyring else b""
        except KeyringMissing as error:
            failure = error
        else:
            return _open_old(content, second + pin)
    if failure is not None and not tried:
        raise failure
    return None


def _open_old(content: Content, material: bytes) -> tuple[bytes, UUID] | None:
    outer = derive(material, content.salt, _OLD)
    for wrap in content.old.wraps if content.old else ():
        try:
            return aes_key_unwrap(outer, wrap.wrapped), wrap.staff
        except InvalidUnwrap:
            continue
    return None


def check_free(content: Content, pin: bytes, staff: UUID | None) -> None:
    """Let a PIN be given to somebody.

    Raises:
        PinTaken: it is somebody else's.
    """
    try:
        found = open_with(content, pin)
    except KeyringMissing:  # whoever needs a lost secret can have no PIN in use
        return
    if found is not None and found[1] != staff:
        raise PinTaken


def is_current(content: Content, key: bytes, staff: UUID) -> bool:
    """True where somebody's entry has this version's form and is vouched for."""
    return any(
        entry.staff == staff and is_vouched(entry.pair, key, staff.bytes)
        for entry in content.holders
    )


def with_holder(content: Content, key: bytes, pin: bytes, staff: UUID) -> Content:
    """The content in which this PIN, and no other, is this member's.

    Raises:
        KeyringMissing: the second secret is not to be had.
    """
    name = content.keyring
    if content.old is not None and content.old.keyring and not content.holders:
        # The first to come from version 1, which gave the secret a name that proves nothing.
        name = keyring_secret.keep(keyring_secret.fetch(content.store))
    outer = derive(second_secret(name) + pin, content.salt, _HOLDER + staff.bytes)
    holder = Holder(staff, name, make_pair(outer, key, staff.bytes))
    left = without(content, staff)
    return replace(left, keyring=name, key_id=fingerprint(key), holders=(*left.holders, holder))


def without(content: Content, staff: UUID) -> Content:
    """The content in which no PIN is this member's."""
    old = content.old
    if old is not None:
        wraps = tuple(wrap for wrap in old.wraps if wrap.staff != staff)
        old = replace(old, wraps=wraps) if wraps else None
    holders = tuple(entry for entry in content.holders if entry.staff != staff)
    return replace(content, holders=holders, old=old)


def stranded(content: Content) -> int:
    """How many need a new PIN: theirs goes with a secret that this keyring has not."""
    count = sum(not _answers(entry.keyring) for entry in content.holders)
    if content.old is not None and content.old.keyring:
        try:
            keyring_secret.fetch(content.store)
        except KeyringMissing:
            count += len(content.old.wraps)
    return count


def _answers(name: str) -> bool:
    try:
        second_secret(name)
    except KeyringMissing:
        return False
    return True


def rotated(content: Content, key: bytes, new: bytes) -> Content:
    """The content that opens both keys, for everybody.

    Raises:
        RotationBlocked: somebody would not get the new one. Details: count.
    """
    stale = [e for e in content.holders if not is_vouched(e.pair, key, e.staff.bytes)]
    count = len(stale) + (len(content.old.wraps) if content.old else 0)
    if content.recovery is not None and not is_vouched(content.recovery, key, RECOVERY):
        count += 1
    if count:
        raise RotationBlocked(count=count)
    holders = tuple(replace(e, pair=with_key(e.pair, new, e.staff.bytes)) for e in content.holders)
    return replace(
        content,
        key_id=fingerprint(new),
        holders=holders,
        recovery=content.recovery and with_key(content.recovery, new, RECOVERY),
        previous=aes_key_wrap(new, key),
    )
