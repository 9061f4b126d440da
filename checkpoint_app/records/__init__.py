"""The station's store: encrypted SQLite, one door in, nothing lost.

Only this room and the hub's store import SQLAlchemy. Rows never leave it: what comes out are the
frozen dataclasses of `checkpoint_app.records.views` and `checkpoint_app.domain`.
"""
