"""Running the migrations with alembic. Loaded only when there is one to run: it takes its time."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Connection


def revisions(scripts: Path) -> list[str]:
    """Every revision among the scripts, the newest first."""
    directory = ScriptDirectory.from_config(_config(scripts))
    return [script.revision for script in directory.walk_revisions()]


def run(connection: Connection, scripts: Path) -> None:
    """Bring a database to the newest revision, inside the caller's transaction."""
    config = _config(scripts)
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


def _config(scripts: Path) -> Config:
    config = Config()
    config.set_main_option("path_separator", "newline")
    # The configuration interpolates; a folder may hold a per cent sign.
    config.set_main_option("script_location", str(scripts).replace("%", "%%"))
    return config
