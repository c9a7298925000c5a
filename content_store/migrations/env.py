"""Run by Alembic: migrate over the connection the store hands in."""

from alembic import context

from content_store.tables import METADATA

context.configure(connection=context.config.attributes["connection"], target_metadata=METADATA)
with context.begin_transaction():
    context.run_migrations()
