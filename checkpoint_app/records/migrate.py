"""Bringing a database to this program's schema, by the migrations shipped with it."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from checkpoint_app.domain.errors import StoreNewer


def _config(scripts: Path) -> Config:
    config = Config()
    config.set_main_option("path_separator", "newline")
    # The configuration interpolates; a folder may hold a per cent sign.
    config.set_main_option("script_location", str(scripts).replace("%", "%%"))
    return config


def revision_of(connection: Connection) -> str | None:
    """The schema revision a database stands at, None for an empty one."""
    return MigrationContext.configure(connection).get_current_revision()


def head(scripts: Path) -> str:
    """The newest revision among the scripts."""
    newest = ScriptDirectory.from_config(_config(scripts)).get_current_head()
    assert newest is not None
    return newest


def upgrade(connection: Connection, scripts: Path) -> bool:
    """Bring a database to the newest revision, inside the caller's transaction.

    Returns:
        True where anything was changed.

    Raises:
        StoreNewer: the database stands at a revision this program does not know.
    """
    directory = ScriptDirectory.from_config(_config(scripts))
    current, newest = revision_of(connection), directory.get_current_head()
    if current == newest:
        return False
    if current is not None and current not in {
        script.revision for script in directory.walk_revisions()
    }:
        raise StoreNewer
    config = _config(scripts)
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
    return True
