"""The hub's schema: the migrations make what the program uses, and keep what was there."""

from pathlib import Path
from uuid import UUID, uuid4

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Connection, inspect, text
from sqlalchemy.sql.schema import SchemaItem

from checkpoint_app.domain.passage import Direction, Passage, Person, Way
from checkpoint_app.hub.enrolment import hash_token
from checkpoint_app.hub.key import load_key
from checkpoint_app.hub.service import Hub
from checkpoint_app.hub.store import tables
from checkpoint_app.hub.store.database import MIGRATIONS
from checkpoint_app.records import migrating
from checkpoint_app.records.migrate import head, revision_of
from checkpoint_app.records.sqlcipher import Database
from checkpoint_app.wire.passages import encode_item


def test_the_migrations_make_the_tables_the_program_uses(
    tmp_path: Path, hub_db: str | None
) -> None:
    hub = Hub.open(tmp_path, hub_db)
    try:
        with hub._database.read() as connection:
            assert revision_of(connection) == head(MIGRATIONS)
            context = MigrationContext.configure(connection, opts={"include_object": _ours})
            assert compare_metadata(context, tables.metadata) == []
            made = inspect(connection)
            for name, table in tables.metadata.tables.items():
                key = made.get_pk_constraint(name)["constrained_columns"]
                assert key == [column.name for column in table.primary_key], name
    finally:
        hub.close()


def _ours(
    _item: SchemaItem, name: str | None, kind: str, _reflected: bool, _other: SchemaItem | None
) -> bool:
    """A partition is no table of its own."""
    return not (kind == "table" and name is not None and name.startswith("passage_"))


def test_what_the_first_schema_held_is_taken_in(tmp_path: Path) -> None:
    path = tmp_path / "hub.db"
    database = Database(path, load_key(path))
    hub_id, site, station = uuid4(), uuid4(), uuid4()
    passages = [
        Passage(
            id=uuid4(),
            station=station,
            direction=Direction.IN,
            way=Way.CAMERA,
            occurred_at=1_790_000_000_000 + number,
            recorded_at=1_790_000_000_000 + number,
            rev=1 + number % 2,
            person=Person(name="Nguyễn Văn Thử", phone=f"09000{number:05}"),
        )
        for number in range(1_100)
    ]
    with database.write() as connection:
        config = migrating._config(MIGRATIONS)
        config.attributes["connection"] = connection
        command.upgrade(config, "h0001")
        _fill(connection, hub_id, site, station, passages)
    database.close()

    hub = Hub.open(tmp_path)
    try:
        assert hub.id == hub_id
        assert hub.sender("word").station == station
        held = {str(row["id"]): row for row in hub.passages(reveal=True)}
        assert {item: row["rev"] for item, row in held.items()} == {
            str(passage.id): passage.rev for passage in passages
        }
        assert held[str(passages[7].id)]["person"] == {
            "name": "Nguyễn Văn Thử",
            "phone": "0900000007",
        }
        with hub._database.read() as connection:
            left = connection.scalar(
                text("SELECT count(*) FROM sqlite_master WHERE name LIKE 'before_%'")
            )
        assert left == 0
    finally:
        hub.close()


def _fill(
    connection: Connection, hub_id: UUID, site: UUID, station: UUID, passages: list[Passage]
) -> None:
    """Rows as the first version wrote them."""
    run = connection.execute
    run(text("INSERT INTO hub VALUES (:id, 1)"), {"id": hub_id.bytes})
    run(text("INSERT INTO site VALUES (:id, 'Chợ', 'cho', 'market', 1)"), {"id": site.bytes})
    run(
        text("INSERT INTO station VALUES (:id, :site, 'Cổng', :token, 1, NULL, NULL)"),
        {"id": station.bytes, "site": site.bytes, "token": hash_token("word")},
    )
    run(
        text(
            "INSERT INTO passage VALUES (:site, :id, :rev, :station, :station, 'in', 'camera', "
            "'visitor', :at, :at, :at, :at, 0, 0, :key, :body)"
        ),
        [
            {
                "site": site.bytes,
                "id": passage.id.bytes,
                "rev": passage.rev,
                "station": station.bytes,
                "at": passage.occurred_at,
                "key": passage.person_key,
                "body": encode_item(passage).decode(),
            }
            for passage in passages
        ],
    )
