"""The collection of all tables."""

import sqlalchemy as sa

METADATA = sa.MetaData()
