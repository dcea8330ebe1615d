"""What Alembic runs for every upgrade: the open, encrypted connection it was handed, one transaction per migration.

There is no URL and no `alembic.ini`: a key must never stand in either.
"""

from __future__ import annotations

from alembic import context

from therapease.store.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,
    # SQLite can roll back schema changes; Alembic assumes the opposite, since Python's driver used to commit by itself.
    transactional_ddl=True,
    transaction_per_migration=True,
)
with context.begin_transaction():
    context.run_migrations()
