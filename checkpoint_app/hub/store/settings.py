"""What the hub remembers about itself: a name, a text."""

from sqlalchemy import select, update

from checkpoint_app.hub.store.database import HubDatabase, upsert
from checkpoint_app.hub.store.tables import setting


class Settings:
    """Texts by name. Thread-safe."""

    def __init__(self, database: HubDatabase) -> None:
        """Args: the hub's database, open."""
        self._database = database

    def get(self, name: str) -> str | None:
        """The text of a name, None where there is none."""
        with self._database.read() as connection:
            found: str | None = connection.scalar(
                select(setting.c.value).where(setting.c.name == name)
            )
        return found

    def named(self, beginning: str) -> dict[str, str]:
        """The texts of all names that begin so, by the rest of the name."""
        query = select(setting).where(setting.c.name.startswith(beginning, autoescape=True))
        with self._database.read() as connection:
            return {
                row.name.removeprefix(beginning): row.value for row in connection.execute(query)
            }

    def put(self, name: str, value: str) -> None:
        """Keep a text, in the place of the one before."""
        with self._database.write() as connection:
            connection.execute(
                upsert(connection, setting)
                .values(name=name, value=value)
                .on_conflict_do_update(index_elements=[setting.c.name], set_={"value": value})
            )

    def claim(self, name: str, value: str) -> str | None:
        """Keep a text, and return the one before, "" for none; None where it was this already:
        another program came first."""
        with self._database.write() as connection:
            connection.execute(
                upsert(connection, setting).values(name=name, value="").on_conflict_do_nothing()
            )
            before: str = connection.scalars(
                select(setting.c.value).where(setting.c.name == name).with_for_update()
            ).one()
            if before == value:
                return None
            connection.execute(update(setting).where(setting.c.name == name).values(value=value))
        return before
