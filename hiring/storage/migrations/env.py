"""Alembic's entry: take the steps on the connection that the caller holds, all of them or none."""

from alembic import context

from hiring.storage.tables import metadata

context.configure(
    connection=context.config.attributes["connection"], target_metadata=metadata, transactional_ddl=True
)
context.run_migrations()
