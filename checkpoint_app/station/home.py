"""The data folder of one station: setting it up, and opening it with a PIN."""

import logging
import shutil
from pathlib import Path

from checkpoint_app.domain.clock import Clock, SystemClock
from checkpoint_app.domain.errors import (
    AlreadySetUp,
    NotSetUp,
    StoreDamaged,
    TrustKeyRefused,
)
from checkpoint_app.domain.passage import SiteKind
from checkpoint_app.paths import flush_folder, private_folder
from checkpoint_app.records.ids import new_id
from checkpoint_app.records.store import Store
from checkpoint_app.records.views import Role, Staff, StationInfo
from checkpoint_app.security import keyring_secret
from checkpoint_app.security.keyfile import Cost, KeyFile, check_pin
from checkpoint_app.security.lockout import Lockout
from checkpoint_app.security.trust import Trust, load_trust
from checkpoint_app.settings import Settings, load_settings, save_settings
from checkpoint_app.station.desk import Desk

_log = logging.getLogger(__name__)


class Home:
    """One station's folder: the store, its key file, the settings, the log."""

    def __init__(self, path: Path, clock: Clock | None = None) -> None:
        """Look at a folder; nothing is made yet."""
        self.path = path
        self.clock = clock or SystemClock()

    @property
    def store_path(self) -> Path:
        """The encrypted database."""
        return self.path / "station.db"

    @property
    def key_path(self) -> Path:
        """The wraps of its key."""
        return self.path / "keys.json"

    @property
    def log_folder(self) -> Path:
        """Where the log goes."""
        return self.path / "log"

    def is_set_up(self) -> bool:
        """True where a station was set up here."""
        return self.store_path.exists()

    def has_keyring(self) -> bool:
        """True where the PIN alone does not open this store."""
        return KeyFile.load(self.key_path).has_keyring

    def trust(self) -> tuple[Trust, tuple[TrustKeyRefused, ...]]:
        """The keys that signed codes are checked with, and why others are not used."""
        return load_trust(self.path / "trust")

    def settings(self) -> Settings:
        """The settings in force."""
        return load_settings(self.path / "settings.json")

    def save_settings(self, settings: Settings) -> None:
        """Keep the settings."""
        save_settings(self.path / "settings.json", settings)

    def set_up(
        self,
        *,
        site: str,
        gate: str,
        kind: SiteKind,
        pin: str,
        supervisor: str = "",
        capacity: int | None = None,
        keyring: bool | None = None,
        cost: Cost | None = None,
    ) -> StationInfo:
        """Make a new station here, opened by the PIN of its first supervisor.

        Args:
            keyring: keep a second secret in the computer's keyring; None for "where there is one".
            cost: what a try of a PIN costs, for slow machines.

        Raises:
            AlreadySetUp: there is a station here; nothing is touched.
            WeakPin: not 4 to 12 digits.
            KeyringMissing: a keyring is asked for and does not answer.
        """
        if self.is_set_up():
            raise AlreadySetUp
        check_pin(pin)
        private_folder(self.path)
        info = StationInfo(new_id(), site, gate, "1", kind, capacity)
        member = Staff(new_id(), supervisor, Role.SUPERVISOR)
        use_keyring = keyring_secret.available() if keyring is None else keyring
        _, key = KeyFile.create(self.key_path, pin, member.id, keyring=use_keyring, cost=cost)
        # The station is set up from the moment its database has its name: a crash before leaves
        # nothing that counts, and setting up can be done again.
        draft = self.path / "station.db.new"
        draft.unlink(missing_ok=True)
        store = Store.create(draft, key, info, self.clock)
        store.add_staff(member.name, member.role, member.id)
        store.close()
        draft.replace(self.store_path)
        flush_folder(self.path)
        return info

    def unlock(self, pin: str) -> Desk:
        """Open the station. Takes some 0.3 s on purpose: not for the window's own thread.

        Raises:
            NotSetUp: there is no station here.
            WrongPin, LockedOut: not with this PIN, or not yet.
            KeyringMissing: the second secret is not to be had.
            StoreDamaged, StoreNewer: the database cannot be used.
        """
        if not self.is_set_up():
            raise NotSetUp
        key_file = self._key_file()
        lockout = Lockout(self.path / "lockout.json", self.clock)
        with lockout.counting():
            key, staff_id = key_file.unlock(pin)
        store = Store.open(self.store_path, key, self.clock)
        trust, refused = self.trust()
        for refusal in refused:
            _log.error("key not used: %s (%s)", refusal.details["file"], refusal.details["reason"])
        return Desk(
            store=store,
            key=key,
            key_file=key_file,
            lockout=lockout,
            settings=self.settings(),
            clock=self.clock,
            staff_id=staff_id,
            trust=trust,
        )

    def _key_file(self) -> KeyFile:
        try:
            return KeyFile.load(self.key_path)
        except FileNotFoundError as error:
            raise StoreDamaged from error

    def free_bytes(self) -> int:
        """Room left on the disk that holds the folder, or will hold it."""
        place = self.path.absolute()
        while not place.exists():
            place = place.parent
        return shutil.disk_usage(place).free
