"""The hub's store: the only place outside `records` that knows SQLAlchemy."""
