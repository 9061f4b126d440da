"""The token a hub gave this station: in the computer's keyring, or in the encrypted store."""

from uuid import UUID

from checkpoint_app.security import keyring_secret

_IN_KEYRING = "keyring:"


def put_away(token: str, station: UUID, hub: UUID) -> str:
    """Keep a token in the keyring, in the place of the one of the same hub.

    Returns:
        What the store keeps instead: where it is, which tells nothing of it.

    Raises:
        KeyringMissing: the keyring does not answer, or does not keep what it is given.
    """
    # By hub, or an old copy of the store would show one hub the token of another.
    name = f"station-{station.hex}-{hub.hex}"
    keyring_secret.keep_text(name, token)
    return _IN_KEYRING + name


def fetch(kept: str) -> str:
    """The token behind what the store keeps.

    Raises:
        KeyringMissing, KeyringLocked: the keyring does not give it out now.
        KeyringLost: it is not in this computer's keyring.
    """
    if kept.startswith(_IN_KEYRING):
        return keyring_secret.fetch_text(kept.removeprefix(_IN_KEYRING))
    return kept
