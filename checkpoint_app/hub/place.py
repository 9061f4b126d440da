"""Where a hub keeps its data."""

from pathlib import Path
from urllib.parse import unquote, urlsplit

from checkpoint_app.domain.errors import NotYet
from checkpoint_app.hub.store.database import POSTGRES


def is_server(db_url: str | None) -> bool:
    """Whether this address is a PostgreSQL server's."""
    return db_url is not None and db_url.startswith(POSTGRES)


def path_of(home: Path, db_url: str | None) -> Path:
    """The file of a hub's database on SQLite; its key and identity lie beside it.

    Raises:
        NotYet: a kind of database that this version does not know.
    """
    if db_url is None:
        return home / "hub.db"
    parts = urlsplit(db_url)
    if parts.scheme != "sqlite" or parts.netloc or len(parts.path) <= 1:
        raise NotYet(command=f"hub --db {parts.scheme}")
    return Path(unquote(parts.path[1:]))
