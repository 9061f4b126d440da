"""What the first start asks for."""

import dataclasses
from dataclasses import dataclass

from checkpoint_app.domain.passage import SiteKind


@dataclass(frozen=True, slots=True)
class SetUp:
    """The answers.

    Attributes:
        capacity: how many may be inside at once, None for no limit.
        recovery: the code that was written down, None where somebody went on without.
        hub_url, hub_code: of the hub to join, empty for later.
    """

    site: str
    gate: str
    kind: SiteKind
    capacity: int | None
    supervisor: str
    pin: str = dataclasses.field(repr=False)
    recovery: str | None = dataclasses.field(default=None, repr=False)
    hub_url: str = ""
    hub_code: str = dataclasses.field(default="", repr=False)
