"""The lines of the book that paid what was owed."""

import sqlalchemy as sa
from alembic import op

from groupkit.db import Pence
from groupkit.migrations.shapes import owned
from groupkit.tenancy import RowId

revision = "0023"
down_revision = "0022"


def upgrade() -> None:
    op.create_table(
        "debts_paid",
        sa.Column("debt_id", RowId, nullable=False),
        sa.Column("entry_id", RowId, nullable=False),
        sa.Column("pence", Pence(), nullable=False),
        *owned("debts_paid", ("debt_id", "debts"), ("entry_id", "entries")),
        if_not_exists=True,
    )
    op.create_table(
        "debts_unpaid",
        sa.Column("paid_id", RowId, nullable=False),
        *owned("debts_unpaid", ("paid_id", "debts_paid")),
        sa.UniqueConstraint("group_id", "paid_id", name="uq_debts_unpaid_group_id_paid_id"),
        if_not_exists=True,
    )
    there = {column["name"] for column in sa.inspect(op.get_bind()).get_columns("debts")}
    if "apart" not in there:
        op.add_column("debts", sa.Column("apart", Pence(), nullable=False, server_default="0"))
        # What was settled until now was settled without a line.
        op.execute("UPDATE debts SET apart = amount WHERE settled_on IS NOT NULL")
