"""The first tables, and the search index of SQLite."""

from alembic import op

from content_store.search import MAKE_FTS5
from content_store.tables import METADATA

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make every table."""
    connection = op.get_bind()
    lite = connection.dialect.name == "sqlite"
    METADATA.create_all(connection, [one for one in METADATA.sorted_tables if not (lite and one.info)])
    if lite:
        op.execute(MAKE_FTS5)


def downgrade() -> None:
    """Take every table away."""
    METADATA.drop_all(op.get_bind())
