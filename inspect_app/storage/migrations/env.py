"""Alembic runs inside a connection that the app hands over (storage.migrate)."""

from alembic import context

from inspect_app.storage.tables import meta

connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=meta,
    render_as_batch=connection.dialect.name == "sqlite",
    transaction_per_migration=False,
)
with context.begin_transaction():
    context.run_migrations()
