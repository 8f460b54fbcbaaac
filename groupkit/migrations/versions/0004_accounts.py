"""The door's own tables: second steps and spare codes, half sign-ins, own addresses, ways back in."""

import sqlalchemy as sa
from alembic import op

from groupkit.db import Moment, Words
from groupkit.tenancy import RowId

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    op.create_table(
        "second_steps",
        sa.Column("user_id", RowId, nullable=False, autoincrement=False),
        sa.Column("secret", sa.String(64), nullable=False),
        sa.Column("begun_at", Moment(), nullable=False),
        sa.Column("on_since", Moment(), nullable=True),
        sa.Column("last_step", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name="fk_second_steps_user_id"),
        sa.PrimaryKeyConstraint("user_id", name="pk_second_steps"),
        if_not_exists=True,
    )
    op.create_table(
        "spare_codes",
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("user_id", RowId, nullable=False),
        sa.Column("used_at", Moment(), nullable=True),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name="fk_spare_codes_user_id"),
        sa.PrimaryKeyConstraint("digest", name="pk_spare_codes"),
        if_not_exists=True,
    )
    op.create_index("ix_spare_codes_user_id", "spare_codes", ["user_id"], if_not_exists=True)
    op.create_table(
        "half_sign_ins",
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("user_id", RowId, nullable=False),
        sa.Column("began_at", Moment(), nullable=False),
        sa.Column("used_at", Moment(), nullable=True),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name="fk_half_sign_ins_user_id"),
        sa.PrimaryKeyConstraint("digest", name="pk_half_sign_ins"),
        if_not_exists=True,
    )
    op.create_index("ix_half_sign_ins_user_id", "half_sign_ins", ["user_id"], if_not_exists=True)
    op.create_table(
        "own_addresses",
        sa.Column("user_id", RowId, nullable=False, autoincrement=False),
        sa.Column("address", Words(200), nullable=False),
        sa.Column("since", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name="fk_own_addresses_user_id"),
        sa.PrimaryKeyConstraint("user_id", name="pk_own_addresses"),
        if_not_exists=True,
    )
    op.create_table(
        "ways_back",
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("how", sa.String(10), nullable=False),
        sa.Column("user_id", RowId, nullable=True),
        sa.Column("made_at", Moment(), nullable=False),
        sa.Column("until", Moment(), nullable=False),
        sa.Column("used_at", Moment(), nullable=True),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name="fk_ways_back_user_id"),
        sa.PrimaryKeyConstraint("digest", name="pk_ways_back"),
        if_not_exists=True,
    )
    op.create_index("ix_ways_back_user_id", "ways_back", ["user_id"], if_not_exists=True)
