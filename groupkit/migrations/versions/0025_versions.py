"""Which return a filing is, and the how-manieth version of it."""

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"

COLUMNS = (
    sa.Column("return_no", sa.Integer(), nullable=True),
    sa.Column("edition", sa.Integer(), nullable=False, server_default="1"),
)


def upgrade() -> None:
    there = {column["name"] for column in sa.inspect(op.get_bind()).get_columns("filed_returns")}
    # One by one, for a table that is rebuilt loses its triggers.
    for column in COLUMNS:
        if column.name not in there:
            op.add_column("filed_returns", column)
