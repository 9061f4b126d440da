"""The hub's token: in the keyring under a name of its hub, or as it is."""

from uuid import uuid4

import pytest
from keyring.errors import KeyringLocked as BackendLocked

from checkpoint_app.domain.errors import KeyringLocked, KeyringLost, KeyringMissing
from checkpoint_app.security import credential
from tests.security.keyrings import FAILURES, use_memory

STATION, HUB = uuid4(), uuid4()


@pytest.mark.parametrize("token", ["t", "A-token_of-43 letters", "mã có dấu", "x" * 1_000])
def test_it_comes_back_from_where_it_was_put(token: str) -> None:
    ring = use_memory()
    kept = credential.put_away(token, STATION, HUB)
    assert token not in kept.removeprefix("keyring:station-") or len(token) == 1
    assert credential.fetch(kept) == token
    assert list(ring.kept.values()) == [token]
    credential.put_away("newer", STATION, HUB)
    assert credential.fetch(kept) == "newer"
    other = credential.put_away("another hub's", STATION, uuid4())
    assert (credential.fetch(kept), credential.fetch(other)) == ("newer", "another hub's")


def test_one_that_lies_in_the_store_is_taken_as_it_is() -> None:
    assert credential.fetch("A-token_of-43 letters") == "A-token_of-43 letters"


@pytest.mark.parametrize("failure", FAILURES, ids=lambda failure: type(failure).__name__)
def test_a_keyring_that_fails_is_said(failure: Exception) -> None:
    ring = use_memory()
    kept = credential.put_away("token", STATION, HUB)
    ring.fails = failure
    expected = KeyringLocked if isinstance(failure, BackendLocked) else KeyringMissing
    with pytest.raises(expected):
        credential.fetch(kept)
    with pytest.raises(expected):
        credential.put_away("token", STATION, HUB)


def test_another_computers_keyring_has_it_not() -> None:
    use_memory()
    kept = credential.put_away("token", STATION, HUB)
    use_memory()
    with pytest.raises(KeyringLost):
        credential.fetch(kept)


def test_a_keyring_that_keeps_nothing_is_noticed() -> None:
    ring = use_memory()
    ring.forgets = True
    with pytest.raises(KeyringMissing):
        credential.put_away("token", STATION, HUB)
