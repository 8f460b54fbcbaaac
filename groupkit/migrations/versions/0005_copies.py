"""The table of copies with names taken out."""

import sqlalchemy as sa
from alembic import op

from groupkit.db import LongWords, Moment, Words
from groupkit.tenancy import RowId

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    op.create_table(
        "copies",
        sa.Column("paper", sa.String(80), nullable=False),
        sa.Column("title", Words(120), nullable=False),
        sa.Column("words", LongWords, nullable=False),
        sa.Column("made_at", Moment(), nullable=False),
        sa.Column("made_by_no", sa.Integer(), nullable=False),
        sa.Column("taken_back_at", Moment(), nullable=True),
        sa.Column("id", RowId, nullable=False),
        sa.Column("key", sa.String(24), nullable=False),
        sa.Column("group_id", RowId, nullable=False),
        sa.ForeignKeyConstraint(["group_id"], ["groups.id"], name="fk_copies_group_id"),
        sa.PrimaryKeyConstraint("id", name="pk_copies"),
        sa.UniqueConstraint("group_id", "id", name="uq_copies_group_id_id"),
        sa.UniqueConstraint("group_id", "key", name="uq_copies_group_id_key"),
        if_not_exists=True,
    )
