"""Bringing a database to this program's schema, by the migrations shipped with it.

A script's file is named by its revision, ``s0001_first_tables.py``, and sorts in their order, so
that a database which is up to date is known for that without loading alembic.
"""

from pathlib import Path

from sqlalchemy import Connection, inspect, text

from checkpoint_app.domain.errors import StoreNewer


def revision_of(connection: Connection) -> str | None:
    """The schema revision a database stands at, None for an empty one."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    revision: str | None = connection.scalar(text("SELECT version_num FROM alembic_version"))
    return revision


def known(scripts: Path) -> list[str]:
    """The revisions this program knows, the oldest first."""
    files = (scripts / "versions").glob("[a-z]*_*.py")
    return sorted(path.stem.partition("_")[0] for path in files)


def head(scripts: Path) -> str:
    """The newest revision this program knows."""
    return known(scripts)[-1]


def upgrade(connection: Connection, scripts: Path) -> bool:
    """Bring a database to the newest revision, inside the caller's transaction.

    Returns:
        True where anything was changed.

    Raises:
        StoreNewer: the database stands at a revision this program does not know.
    """
    current, revisions = revision_of(connection), known(scripts)
    if current == revisions[-1]:
        return False
    if current is not None and current not in revisions:
        raise StoreNewer
    from checkpoint_app.records import migrating  # noqa: PLC0415 - slow to load, rarely needed

    migrating.run(connection, scripts)
    return True
