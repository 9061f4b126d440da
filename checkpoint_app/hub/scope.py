"""What part of a city somebody answers for."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Scope:
    """One site, or all sites of a territory, or of an owner; with none of them every site.

    With both, it is the owner's sites in the territory.
    """

    territory: UUID | None = None
    owner: UUID | None = None
    site: UUID | None = None

    @property
    def is_all(self) -> bool:
        """True where no site is outside it."""
        return self.territory is None and self.owner is None and self.site is None


ALL = Scope()
