"""What those who answer for many sites do at a hub: an invented city to try it all on."""

from collections.abc import Iterator

from checkpoint_app.domain.clock import Clock
from checkpoint_app.hub.sealing import Vault
from checkpoint_app.hub.simulate.city import Wish
from checkpoint_app.hub.simulate.fill import Filled, fill
from checkpoint_app.hub.store.database import HubDatabase


class Oversight:
    """Thread-safe."""

    def __init__(self, database: HubDatabase, vault: Vault, clock: Clock) -> None:
        """Args: the hub's database, open, and its key at work."""
        self._database = database
        self._vault = vault
        self._clock = clock

    def simulate(self, wish: Wish) -> tuple[Filled, Iterator[str]]:
        """Fill an empty hub with an invented city; see `checkpoint_app.hub.simulate.fill`.

        Raises:
            HubNotEmpty: the hub has sites.
        """
        return fill(self._database, self._vault, wish)
