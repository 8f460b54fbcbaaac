"""The tables of the accounts: settings, assets, debts, and reports that were given."""

import sqlalchemy as sa
from alembic import op

from groupkit.db import Moment, Words
from groupkit.migrations.shapes import owned
from groupkit.tenancy import RowId

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    op.create_table(
        "accounts_settings",
        sa.Column("standing", sa.String(10), nullable=False),
        sa.Column("number", Words(40), nullable=False),
        sa.Column("shown", sa.String(10), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        *owned("accounts_settings"),
        sa.UniqueConstraint("group_id", name="uq_accounts_settings_group_id"),
        if_not_exists=True,
    )
    op.create_table(
        "accounts_sortings",
        sa.Column("category_id", RowId, nullable=True),
        sa.Column("fund_id", RowId, nullable=True),
        sa.Column("place", sa.String(20), nullable=False),
        *owned("accounts_sortings", ("category_id", "categories"), ("fund_id", "funds")),
        sa.UniqueConstraint("group_id", "category_id", name="uq_accounts_sortings_group_id_category_id"),
        sa.UniqueConstraint("group_id", "fund_id", name="uq_accounts_sortings_group_id_fund_id"),
        if_not_exists=True,
    )
    op.create_table(
        "assets",
        sa.Column("what_id", RowId, nullable=False),
        sa.Column("kind", sa.String(12), nullable=False),
        sa.Column("fund_id", RowId, nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("bought_on", sa.Date(), nullable=False),
        sa.Column("holder_id", RowId, nullable=True),
        sa.Column("disposed_on", sa.Date(), nullable=True),
        sa.Column("why_id", RowId, nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        *owned(
            "assets",
            ("fund_id", "funds"),
            ("what_id", "private_texts"),
            ("holder_id", "private_texts"),
            ("why_id", "private_texts"),
        ),
        if_not_exists=True,
    )
    op.create_table(
        "debts",
        sa.Column("way", sa.String(12), nullable=False),
        sa.Column("what_id", RowId, nullable=False),
        sa.Column("who_id", RowId, nullable=True),
        sa.Column("fund_id", RowId, nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("due", sa.Date(), nullable=True),
        sa.Column("settled_on", sa.Date(), nullable=True),
        sa.Column("forgiven", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        *owned("debts", ("fund_id", "funds"), ("what_id", "private_texts"), ("who_id", "private_texts")),
        if_not_exists=True,
    )
    op.create_table(
        "reports_given",
        sa.Column("first", sa.Date(), nullable=False),
        sa.Column("last", sa.Date(), nullable=False),
        sa.Column("given_at", Moment(), nullable=False),
        sa.Column("given_by_no", sa.Integer(), nullable=False),
        *owned("reports_given"),
        if_not_exists=True,
    )
