"""The tables of the year end: closings, openings, who looked the accounts over; and settled periods opened again."""

import sqlalchemy as sa
from alembic import op

from groupkit.db import LongWords, Moment
from groupkit.migrations.shapes import owned
from groupkit.tenancy import RowId

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    # Sums of one year in a long book: found by day, not by reading every line from the beginning.
    op.create_index(
        "ix_money_legs_days",
        "money_legs",
        ["group_id", "day", "account_id", "transaction_id", "pence"],
        if_not_exists=True,
    )
    op.create_index(
        "ix_purpose_legs_days",
        "purpose_legs",
        ["group_id", "day", "fund_id", "category_id", "transaction_id", "pence"],
        if_not_exists=True,
    )
    op.create_table(
        "opened_periods",
        sa.Column("period_id", RowId, nullable=False),
        sa.Column("opened_at", Moment(), nullable=False),
        sa.Column("opened_by_no", sa.Integer(), nullable=False),
        *owned("opened_periods", ("period_id", "closed_periods")),
        sa.UniqueConstraint("group_id", "period_id", name="uq_opened_periods_group_id_period_id"),
        if_not_exists=True,
    )
    op.create_table(
        "settled_sums",
        sa.Column("period_id", RowId, nullable=False),
        sa.Column("account_id", RowId, nullable=True),
        sa.Column("fund_id", RowId, nullable=True),
        sa.Column("pence", sa.BigInteger(), nullable=False),
        *owned("settled_sums", ("period_id", "closed_periods"), ("account_id", "accounts"), ("fund_id", "funds")),
        if_not_exists=True,
    )
    op.create_index("ix_settled_sums_of", "settled_sums", ["group_id", "period_id"], if_not_exists=True)
    op.create_table(
        "year_closings",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("year", sa.String(10), nullable=False),
        sa.Column("first", sa.Date(), nullable=False),
        sa.Column("last", sa.Date(), nullable=False),
        sa.Column("figures", LongWords, nullable=False),
        sa.Column("book", sa.String(64), nullable=False),
        sa.Column("why_id", RowId, nullable=True),
        sa.Column("closed_at", Moment(), nullable=False),
        sa.Column("closed_by_no", sa.Integer(), nullable=False),
        *owned("year_closings", ("why_id", "private_texts")),
        sa.UniqueConstraint("group_id", "number", name="uq_year_closings_group_id_number"),
        if_not_exists=True,
    )
    op.create_table(
        "year_openings",
        sa.Column("closing_id", RowId, nullable=False),
        sa.Column("why_id", RowId, nullable=False),
        sa.Column("asked_at", Moment(), nullable=False),
        sa.Column("asked_by_no", sa.Integer(), nullable=False),
        *owned("year_openings", ("closing_id", "year_closings"), ("why_id", "private_texts")),
        if_not_exists=True,
    )
    op.create_table(
        "year_opening_answers",
        sa.Column("opening_id", RowId, nullable=False),
        sa.Column("agreed", sa.Boolean(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("by_no", sa.Integer(), nullable=False),
        *owned("year_opening_answers", ("opening_id", "year_openings")),
        sa.UniqueConstraint("group_id", "opening_id", name="uq_year_opening_answers_group_id_opening_id"),
        if_not_exists=True,
    )
    op.create_table(
        "examinations",
        sa.Column("closing_id", RowId, nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("who_id", RowId, nullable=False),
        sa.Column("outcome", sa.String(10), nullable=False),
        sa.Column("remarks_id", RowId, nullable=True),
        sa.Column("file_id", RowId, nullable=True),
        sa.Column("written_at", Moment(), nullable=False),
        sa.Column("written_by_no", sa.Integer(), nullable=False),
        *owned(
            "examinations",
            ("closing_id", "year_closings"),
            ("who_id", "private_texts"),
            ("remarks_id", "private_texts"),
            ("file_id", "stored_files"),
        ),
        if_not_exists=True,
    )
