"""A version of each time in a job, so that the second of two people to change a term is told."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    if "version" not in {column["name"] for column in sa.inspect(op.get_bind()).get_columns("tenures")}:
        op.add_column("tenures", sa.Column("version", sa.Integer(), nullable=False, server_default="1"))
