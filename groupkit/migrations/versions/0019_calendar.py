"""The table of addresses for calendars."""

import sqlalchemy as sa
from alembic import op

from groupkit.db import Moment, Words
from groupkit.tenancy import RowId

revision = "0019"
down_revision = "0018"


def upgrade() -> None:
    op.create_table(
        "calendar_addresses",
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("user_id", RowId, nullable=False),
        sa.Column("group_id", RowId, nullable=False),
        sa.Column("with_name", sa.Boolean(), nullable=False),
        sa.Column("used_for", Words(40), nullable=False),
        sa.Column("made_at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["group_id"], ["groups.id"], name="fk_calendar_addresses_group_id"),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name="fk_calendar_addresses_user_id"),
        sa.PrimaryKeyConstraint("digest", name="pk_calendar_addresses"),
        if_not_exists=True,
    )
    for column in ("group_id", "user_id"):
        op.create_index(f"ix_calendar_addresses_{column}", "calendar_addresses", [column], if_not_exists=True)
