"""Which gatherings a grant is for, and the figures that stand in a funder's form that was filled in."""

import sqlalchemy as sa
from alembic import op

from groupkit.db import LongWords
from groupkit.migrations.shapes import owned
from groupkit.tenancy import RowId

revision = "0024"
down_revision = "0023"


def upgrade() -> None:
    op.create_table(
        "grant_kinds",
        sa.Column("grant_id", RowId, nullable=False),
        sa.Column("kind_id", RowId, nullable=False),
        *owned("grant_kinds", ("grant_id", "grants"), ("kind_id", "tally_kinds")),
        sa.UniqueConstraint("group_id", "grant_id", "kind_id", name="uq_grant_kinds_group_id_grant_id_kind_id"),
        if_not_exists=True,
    )
    there = {column["name"] for column in sa.inspect(op.get_bind()).get_columns("filled_forms")}
    if "figures" not in there:
        # Empty for those that are there: what was filled in is never written to again.
        op.add_column("filled_forms", sa.Column("figures", LongWords(), nullable=True))
