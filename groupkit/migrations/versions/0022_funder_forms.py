"""The tables of funders' forms."""

import sqlalchemy as sa
from alembic import op

from groupkit.db import Bytes, LongWords, Moment, Words
from groupkit.migrations.shapes import owned
from groupkit.tenancy import RowId

revision = "0022"
down_revision = "0021"


def upgrade() -> None:
    op.create_table(
        "funder_forms",
        sa.Column("grant_id", RowId, nullable=False),
        sa.Column("name", Words(100), nullable=False),
        sa.Column("funder", Words(80), nullable=False),
        sa.Column("shared", sa.Boolean(), nullable=False),
        sa.Column("file_id", RowId, nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("added_at", Moment(), nullable=False),
        sa.Column("added_by_no", sa.Integer(), nullable=False),
        sa.Column("set_aside_at", Moment(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        *owned("funder_forms", ("grant_id", "grants"), ("file_id", "stored_files")),
        if_not_exists=True,
    )
    op.create_table(
        "form_mappings",
        sa.Column("form_id", RowId, nullable=False),
        sa.Column("sheet", Words(100), nullable=False),
        sa.Column("cell", sa.String(10), nullable=False),
        sa.Column("what", sa.String(120), nullable=False),
        sa.Column("words", LongWords(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        *owned("form_mappings", ("form_id", "funder_forms")),
        sa.UniqueConstraint("group_id", "form_id", "sheet", "cell", name="uq_form_mappings_group_id_form_id_sheet_cell"),
        if_not_exists=True,
    )
    op.create_table(
        "filled_forms",
        sa.Column("form_id", RowId, nullable=False),
        sa.Column("grant_id", RowId, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("report", LongWords(), nullable=False),
        sa.Column("workbook", Bytes(), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("file_name", Words(100), nullable=False),
        sa.Column("filled_at", Moment(), nullable=False),
        sa.Column("filled_by_no", sa.Integer(), nullable=False),
        *owned("filled_forms", ("form_id", "funder_forms"), ("grant_id", "grants")),
        sa.UniqueConstraint("group_id", "grant_id", "number", name="uq_filled_forms_group_id_grant_id_number"),
        if_not_exists=True,
    )
    op.create_index("ix_filled_forms_of", "filled_forms", ["group_id", "form_id"], if_not_exists=True)
