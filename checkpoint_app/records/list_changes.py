"""What this gate changed in the site's lists, until the hub holds it for the other gates.

No row of a list is copied here: a change names what it is about by keys that tell nothing without
the row, or stands for the whole list as it is when it is sent.
"""

import json
from collections.abc import Iterable

import sqlcipher3.dbapi2 as dbapi

from checkpoint_app.domain.listed import SharedKind
from checkpoint_app.records.ids import new_id
from checkpoint_app.wire.site_lists import ChangeWay

_SHARING = "SELECT EXISTS (SELECT 1 FROM shared_list)"
_DROP = "DELETE FROM list_change WHERE kind = ?"
_NOTE = "INSERT INTO list_change(id, kind, way, keys, at) VALUES (?, ?, ?, ?, ?)"


def note_change(
    sql: dbapi.Connection, kind: SharedKind, way: ChangeWay, now: int, keys: Iterable[str] = ()
) -> None:
    """Note a change, in the transaction that makes it; nothing where this gate shares no lists.

    Args:
        keys: of the rows that are put or removed; the other ways are about the whole list.
        now: ms since 1970 UTC.
    """
    if not sql.execute(_SHARING).fetchone()[0]:
        return  # once it does, its lists are told whole
    named = None
    if way in (ChangeWay.PUT, ChangeWay.REMOVE):
        named = json.dumps(sorted(set(keys)))
    else:
        sql.execute(_DROP, (kind.value,))
    sql.execute(_NOTE, (new_id().bytes, kind.value, way.value, named, now))
