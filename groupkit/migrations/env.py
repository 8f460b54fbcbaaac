"""How Alembic runs our steps: on the connection that `migrations.upgrade` hands over."""

from alembic import context

from groupkit.db import Model

connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=Model.metadata,
    render_as_batch=connection.dialect.name == "sqlite",
    transactional_ddl=False,
)
context.run_migrations()
