"""How Alembic runs the revisions: on the connection, and in the transaction, of `Trail`."""

from __future__ import annotations

from alembic import context

from attrib.serve.trail import VERSION_TABLE, Base

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    version_table=VERSION_TABLE,
    transactional_ddl=True,
)
context.run_migrations()
