"""What the tables are made of: the schema, and kinds that read the same on both databases."""

from typing import Any
from uuid import UUID

from sqlalchemy import LargeBinary, MetaData, types
from sqlalchemy.dialects import postgresql
from sqlalchemy.engine import Dialect

from checkpoint_app.records.naming import NAMING

metadata = MetaData(naming_convention=NAMING)


class Id(types.TypeDecorator[UUID]):
    """An id: `uuid` on PostgreSQL, 16 bytes on SQLite, a UUID in the program.

    Both sort a UUIDv7 by the time in it.
    """

    impl = LargeBinary
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> types.TypeEngine[Any]:
        """The database's own type."""
        if dialect.name == "postgresql":
            return dialect.type_descriptor(postgresql.UUID(as_uuid=True))
        return dialect.type_descriptor(LargeBinary(16))

    def process_bind_param(self, value: UUID | None, dialect: Dialect) -> UUID | bytes | None:
        """From the program to the database."""
        if value is None or dialect.name == "postgresql":
            return value
        return value.bytes

    def process_result_value(self, value: UUID | bytes | None, dialect: Dialect) -> UUID | None:
        """From the database to the program."""
        return UUID(bytes=value) if isinstance(value, bytes) else value
