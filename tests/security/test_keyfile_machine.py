"""Whatever happens to the staff and the keys, in any order: who ought to open the store does."""

from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import UUID

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from checkpoint_app.domain.errors import (
    DiskFull,
    KeysChanged,
    LastHolder,
    NoRecovery,
    PinTaken,
    WrongPin,
    WrongRecovery,
)
from checkpoint_app.records.ids import new_id
from checkpoint_app.security import recovery_code
from checkpoint_app.security.keyfile import KeyFile
from tests.conftest import CHEAP

STAFF = [new_id() for _ in range(3)]
PINS = ["2468", "1357", "9753", "bến đò bên sông vắng khách"]


class Staff(RuleBasedStateMachine):
    """Against a dictionary of PINs, one recovery code, and the key that the store has."""

    @initialize(pin=st.sampled_from(PINS))
    def begin(self, pin: str) -> None:
        self.folder = TemporaryDirectory()
        self.path = Path(self.folder.name) / "keys.json"
        self.file, key = KeyFile.create(self.path, pin, STAFF[0], keyring=False, cost=CHEAP)
        self.newest = self.in_store = key
        self.pins: dict[UUID, str] = {STAFF[0]: pin}
        self.code: str | None = None
        self.old_codes: list[str] = []
        self.old_keys: list[bytes] = []

    def teardown(self) -> None:
        if hasattr(self, "folder"):
            self.folder.cleanup()

    @rule(staff=st.sampled_from(STAFF), pin=st.sampled_from(PINS))
    def give(self, staff: UUID, pin: str) -> None:
        if pin in {other for whose, other in self.pins.items() if whose != staff}:
            with pytest.raises(PinTaken):
                self.file.add(self.newest, pin, staff)
        else:
            self.file.add(self.newest, pin, staff)
            self.pins[staff] = pin

    @rule(staff=st.sampled_from(STAFF))
    def remove(self, staff: UUID) -> None:
        needed = frozenset(self.pins)
        if set(self.pins) <= {staff}:
            with pytest.raises(LastHolder):
                self.file.remove(self.newest, staff, needed)
        else:
            self.file.remove(self.newest, staff, needed)
            self.pins.pop(staff, None)

    @rule()
    def make_recovery(self) -> None:
        if self.code is not None:
            self.old_codes.append(self.code)
        self.code = self.file.make_recovery(self.newest)

    @rule(ends=st.sampled_from(["before the store", "after the store", "whole"]))
    def rotate(self, ends: str) -> None:
        """Wholly, or cut off on one side of the store's own change."""

        def rekey(new: bytes) -> None:
            if ends != "before the store":
                self.in_store = new
            if ends != "whole":
                raise DiskFull

        if ends == "whole":
            self.file.rotate(self.newest, rekey)
        else:
            with pytest.raises(DiskFull):
                self.file.rotate(self.newest, rekey)
        key, _ = KeyFile.load(self.path).unlock(next(iter(self.pins.values())))
        if key != self.newest:
            self.old_keys.append(self.newest)
        self.newest = key

    @rule()
    def restart(self) -> None:
        self.file = KeyFile.load(self.path)

    @rule()
    def see_the_store_open_by_the_newest(self) -> None:
        if self.in_store == self.newest:
            self.file.settle(self.newest)

    @rule(staff=st.sampled_from(STAFF))
    def change_with_a_key_of_before(self, staff: UUID) -> None:
        for key in self.old_keys:
            with pytest.raises(KeysChanged):
                self.file.add(key, "86421", staff)

    @invariant()
    def who_ought_to_opens(self) -> None:
        if not hasattr(self, "path"):
            return
        file = KeyFile.load(self.path)
        assert file.holders == set(self.pins)
        whose = {pin: staff for staff, pin in self.pins.items()}
        for pin in PINS:
            if pin in whose:
                assert file.unlock(pin) == (self.newest, whose[pin])
            else:
                with pytest.raises(WrongPin):
                    file.unlock(pin)
        assert self.in_store in file.keys(self.newest)
        assert len(file.keys(self.newest)) <= 2

    @invariant()
    def the_newest_code_opens(self) -> None:
        if not hasattr(self, "path"):
            return
        file = KeyFile.load(self.path)
        if self.code is None:
            with pytest.raises(NoRecovery):
                file.unlock_recovery(recovery_code.make())
            return
        assert file.unlock_recovery(self.code) == self.newest
        for old in self.old_codes:
            with pytest.raises(WrongRecovery):
                file.unlock_recovery(old)


TestStaff = Staff.TestCase
TestStaff.settings = settings(max_examples=60, stateful_step_count=25, deadline=None)
