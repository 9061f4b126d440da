"""The people of the invented city: numbers that nobody has, and what a station says of them."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from checkpoint_app.hub.sealing import DIGEST_BYTES, Vault
from checkpoint_app.hub.simulate import names
from checkpoint_app.wire.messages import PersonItem

RIDER_EVERY = 25
"""One in so many brings goods on a motorcycle whose plate is written down."""
_LEAST, _PASSAGES_EACH = 500, 8


def number_of(passages: int) -> int:
    """How many people a city of so many passages has."""
    return max(_LEAST, passages // _PASSAGES_EACH)


def person(number: int) -> PersonItem:
    """Somebody, by their place in the city."""
    known = number % 20 < 17
    phone = not known or number % 10 < 8
    return PersonItem(
        name=names.person_name(number),
        id_number=f"001{number:09}" if known else None,
        phone=f"09{number:08}" if phone else None,
        birth_date=str(1940 + number % 70),
    )


def plate(number: int) -> str | None:
    """The plate of somebody who brings goods, None of all others."""
    return f"29H1{number:05}" if number % RIDER_EVERY == 0 else None


class Register:
    """What people are known by at a hub, made when first asked for."""

    def __init__(self, vault: Vault, people: int) -> None:
        """Args: the hub's key at work, and how many people there are."""
        self._vault = vault
        self.digests = np.zeros((people, DIGEST_BYTES), np.uint8)
        self._known = np.zeros(people, bool)
        self.seen_at = np.zeros(people, np.int64)

    def meet(self, numbers: NDArray[np.int64], at: NDArray[np.int64]) -> None:
        """Note that these were seen, when the hub heard of it."""
        np.maximum.at(self.seen_at, numbers, at)
        for number in np.unique(numbers[~self._known[numbers]]).tolist():
            key = person(number)
            said = f"id:{key.id_number}" if key.id_number else f"tel:{key.phone}"
            self.digests[number] = np.frombuffer(self._vault.digest(said), np.uint8)
            self._known[number] = True

    def keys(self, numbers: Sequence[int]) -> list[tuple[bytes, bytes, int]]:
        """The digest of each further number of these people, whose it is, and when seen last."""
        found = []
        for number in numbers:
            one = person(number)
            others = [f"tel:{one.phone}"] if one.id_number and one.phone else []
            if (plate_number := plate(number)) is not None:
                others.append(f"plate:{plate_number}")
            owner, at = self.digests[number].tobytes(), int(self.seen_at[number])
            found += [(self._vault.digest(other), owner, at) for other in others]
        return found

    def met(self) -> NDArray[np.int64]:
        """Everybody who was seen."""
        return np.flatnonzero(self._known)
