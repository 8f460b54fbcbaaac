"""The receipts that are lost, with who said so and who vouched for the payment."""

import sqlalchemy as sa
from alembic import op

from groupkit.db import Moment
from groupkit.tenancy import RowId

revision = "0016"
down_revision = "0015"


def upgrade() -> None:
    op.create_table(
        "lost_receipts",
        sa.Column("entry_id", RowId, nullable=False),
        sa.Column("why_id", RowId, nullable=False),
        sa.Column("said_at", Moment(), nullable=False),
        sa.Column("said_by_no", sa.Integer(), nullable=False),
        sa.Column("seen_at", Moment(), nullable=True),
        sa.Column("seen_by_no", sa.Integer(), nullable=True),
        sa.Column("id", RowId, nullable=False),
        sa.Column("key", sa.String(24), nullable=False),
        sa.Column("group_id", RowId, nullable=False),
        sa.ForeignKeyConstraint(["group_id"], ["groups.id"], name="fk_lost_receipts_group_id"),
        sa.ForeignKeyConstraint(
            ["group_id", "entry_id"], ["entries.group_id", "entries.id"], name="fk_lost_receipts_group_id_entry_id"
        ),
        sa.ForeignKeyConstraint(
            ["group_id", "why_id"],
            ["private_texts.group_id", "private_texts.id"],
            name="fk_lost_receipts_group_id_why_id",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_lost_receipts"),
        sa.UniqueConstraint("group_id", "id", name="uq_lost_receipts_group_id_id"),
        sa.UniqueConstraint("group_id", "key", name="uq_lost_receipts_group_id_key"),
        sa.UniqueConstraint("group_id", "entry_id", name="uq_lost_receipts_group_id_entry_id"),
        if_not_exists=True,
    )
