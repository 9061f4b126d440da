"""The balance: every captured passage is in exactly one place, and the numbers show it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Balance:
    """How many passages are where. Each passage is counted once, by its newest revision.

    Attributes:
        captured: passages ever recorded at this station.
        accepted: the hub confirmed it took them; duplicate: the hub said it held them already.
        pending: not confirmed yet; needs_fix: refused with a reason; voided: taken back.
        unsent: outbox rows not confirmed yet, notices of voiding among them.
    """

    captured: int = 0
    accepted: int = 0
    duplicate: int = 0
    pending: int = 0
    needs_fix: int = 0
    voided: int = 0
    unsent: int = 0

    def places(self) -> dict[str, int]:
        """The terms of the equation by name, as they are shown and printed everywhere."""
        return {
            name: getattr(self, name)
            for name in ("captured", "accepted", "duplicate", "pending", "needs_fix", "voided")
        }

    @property
    def balanced(self) -> bool:
        """True where nothing is missing and nothing is counted twice."""
        return self.captured == (
            self.accepted + self.duplicate + self.pending + self.needs_fix + self.voided
        )
