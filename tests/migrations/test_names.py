"""The files of the migrations are named so that their order is known without loading alembic."""

from pathlib import Path

import pytest

from checkpoint_app.hub.store.database import MIGRATIONS as HUB
from checkpoint_app.records import migrate, migrating
from checkpoint_app.records.store import MIGRATIONS as STATION


@pytest.mark.parametrize("scripts", [STATION, HUB], ids=["station", "hub"])
def test_file_names_tell_what_alembic_would(scripts: Path) -> None:
    assert migrate.known(scripts) == list(reversed(migrating.revisions(scripts)))
