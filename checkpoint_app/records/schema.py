"""The station's schema, to which each file of tables adds its own."""

from sqlalchemy import MetaData

from checkpoint_app.records.naming import NAMING

metadata = MetaData(naming_convention=NAMING)
