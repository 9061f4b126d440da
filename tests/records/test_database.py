"""The settings of the database as they are in force, and its schema."""

from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from checkpoint_app.records import migrate, tables
from checkpoint_app.records.sqlcipher import Database
from checkpoint_app.records.store import MIGRATIONS, Store
from tests.fakes.clock import FakeClock
from tests.fakes.passages import full

SEARCH = (tables.PERSON_SEARCH, tables.LISTED_SEARCH)


@pytest.mark.parametrize(
    ("pragma", "value"),
    [
        ("journal_mode", "wal"),
        ("synchronous", 2),  # FULL
        ("foreign_keys", 1),
        ("cipher_version", None),
        ("busy_timeout", 5000),
        ("cipher_use_hmac", "1"),
    ],
)
def test_a_pragma_is_in_force(store: Store, pragma: str, value: object) -> None:
    for opening in (store._database.read, store._database.write):
        with opening() as connection:
            (found,) = connection.exec_driver_sql(f"PRAGMA {pragma}").one()
        assert found == value if value is not None else found


def test_the_engine_has_no_wal_fault(store: Store) -> None:
    with store._database.read() as connection:
        version = connection.exec_driver_sql("SELECT sqlite_version()").scalar()
    assert tuple(map(int, str(version).split("."))) >= (3, 51, 3)


def test_the_file_is_the_owners_alone(store: Store, tmp_path: Path) -> None:
    for path in tmp_path.iterdir():
        assert path.stat().st_mode & 0o777 == 0o600, path.name


def test_the_models_equal_the_migrated_schema(store: Store) -> None:
    def ours(_object: object, name: str | None, kind: str, _reflected: bool, _to: object) -> bool:
        return not (kind == "table" and name is not None and name.startswith(SEARCH))

    with store._database.read() as connection:
        context = MigrationContext.configure(
            connection, opts={"include_object": ours, "compare_type": True}
        )
        assert compare_metadata(context, tables.metadata) == []
        names = {row[0] for row in connection.exec_driver_sql("SELECT name FROM sqlite_master")}
    assert set(SEARCH) <= set(names)
    # The comparison does not look at checks and partial indexes.
    assert "ix_passage_person" in names


@pytest.mark.parametrize("name", ["rev_positive", "direction_known", "state_known"])
def test_the_checks_are_there(store: Store, name: str) -> None:
    with store._database.read() as connection:
        held = connection.exec_driver_sql("SELECT group_concat(sql) FROM sqlite_master").scalar()
    assert f"_{name} CHECK" in str(held)


def test_migrating_again_keeps_every_row(
    store: Store, tmp_path: Path, key: bytes, clock: FakeClock
) -> None:
    made = full(store.info().id)
    store.save(made)
    store.close()
    database = Database(tmp_path / "station.db", key)
    with database.write() as connection:
        assert migrate.revision_of(connection) == migrate.head(MIGRATIONS)
        assert not migrate.upgrade(connection, MIGRATIONS)
    database.close()
    again = Store.open(tmp_path / "station.db", key, clock)
    assert again.passage(made.id) == made
    assert again.verify().ok
    again.close()


def test_a_migration_that_fails_leaves_the_database_as_it_was(tmp_path: Path, key: bytes) -> None:
    scripts = tmp_path / "100% lỗi"
    (scripts / "versions").mkdir(parents=True)
    (scripts / "env.py").write_bytes((MIGRATIONS / "env.py").read_bytes())
    (scripts / "versions" / "x1_half.py").write_text(
        "from alembic import op\n"
        "revision, down_revision = 'x1', None\n"
        "def upgrade():\n"
        "    op.execute('CREATE TABLE half (n INTEGER)')\n"
        "    raise ZeroDivisionError\n"
    )
    database = Database(tmp_path / "s.db", key)
    with pytest.raises(ZeroDivisionError), database.write() as connection:
        migrate.upgrade(connection, scripts)
    with database.read() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM sqlite_master").scalar() == 0
    database.close()
