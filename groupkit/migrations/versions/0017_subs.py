"""The table of ticks for subs."""

import sqlalchemy as sa
from alembic import op

from groupkit.tenancy import RowId

revision = "0017"
down_revision = "0016"


def upgrade() -> None:
    op.create_table(
        "sub_ticks",
        sa.Column("until", sa.Date(), nullable=False),
        sa.Column("person_id", RowId, nullable=False),
        sa.Column("id", RowId, nullable=False),
        sa.Column("key", sa.String(24), nullable=False),
        sa.Column("group_id", RowId, nullable=False),
        sa.ForeignKeyConstraint(["group_id"], ["groups.id"], name="fk_sub_ticks_group_id"),
        sa.ForeignKeyConstraint(
            ["group_id", "person_id"], ["people.group_id", "people.id"], name="fk_sub_ticks_group_id_person_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_sub_ticks"),
        sa.UniqueConstraint("group_id", "id", name="uq_sub_ticks_group_id_id"),
        sa.UniqueConstraint("group_id", "key", name="uq_sub_ticks_group_id_key"),
        sa.UniqueConstraint("group_id", "until", "person_id", name="uq_sub_ticks_group_id_until_person_id"),
        if_not_exists=True,
    )
