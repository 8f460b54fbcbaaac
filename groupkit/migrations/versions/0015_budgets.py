"""The tables of budgets: drafts, what was agreed, and what funders agreed to."""

import sqlalchemy as sa
from alembic import op

from groupkit.db import Moment
from groupkit.migrations.shapes import owned
from groupkit.tenancy import RowId

revision = "0015"
down_revision = "0014"


def upgrade() -> None:
    op.create_table(
        "budget_drafts",
        sa.Column("first", sa.Date(), nullable=False),
        sa.Column("last", sa.Date(), nullable=False),
        sa.Column("changed_at", Moment(), nullable=False),
        sa.Column("changed_by_no", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        *owned("budget_drafts"),
        sa.UniqueConstraint("group_id", "last", name="uq_budget_drafts_group_id_last"),
        if_not_exists=True,
    )
    op.create_table(
        "budget_draft_lines",
        sa.Column("draft_id", RowId, nullable=False),
        sa.Column("category_id", RowId, nullable=False),
        sa.Column("pence", sa.BigInteger(), nullable=False),
        sa.Column("note_id", RowId, nullable=True),
        *owned(
            "budget_draft_lines",
            ("draft_id", "budget_drafts"),
            ("category_id", "categories"),
            ("note_id", "private_texts"),
        ),
        sa.UniqueConstraint(
            "group_id", "draft_id", "category_id", name="uq_budget_draft_lines_group_id_draft_id_category_id"
        ),
        if_not_exists=True,
    )
    op.create_table(
        "agreed_budgets",
        sa.Column("first", sa.Date(), nullable=False),
        sa.Column("last", sa.Date(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("agreed_on", sa.Date(), nullable=False),
        sa.Column("where_id", RowId, nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("by_no", sa.Integer(), nullable=False),
        *owned("agreed_budgets", ("where_id", "private_texts")),
        sa.UniqueConstraint("group_id", "last", "number", name="uq_agreed_budgets_group_id_last_number"),
        if_not_exists=True,
    )
    op.create_table(
        "agreed_budget_lines",
        sa.Column("budget_id", RowId, nullable=False),
        sa.Column("category_id", RowId, nullable=False),
        sa.Column("pence", sa.BigInteger(), nullable=False),
        sa.Column("note_id", RowId, nullable=True),
        *owned(
            "agreed_budget_lines",
            ("budget_id", "agreed_budgets"),
            ("category_id", "categories"),
            ("note_id", "private_texts"),
        ),
        sa.UniqueConstraint(
            "group_id", "budget_id", "category_id", name="uq_agreed_budget_lines_group_id_budget_id_category_id"
        ),
        if_not_exists=True,
    )
    op.create_table(
        "funder_budgets",
        sa.Column("fund_id", RowId, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("agreed_on", sa.Date(), nullable=False),
        sa.Column("words_id", RowId, nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("by_no", sa.Integer(), nullable=False),
        *owned("funder_budgets", ("fund_id", "funds"), ("words_id", "private_texts")),
        sa.UniqueConstraint("group_id", "fund_id", "number", name="uq_funder_budgets_group_id_fund_id_number"),
        if_not_exists=True,
    )
    op.create_table(
        "funder_budget_lines",
        sa.Column("agreement_id", RowId, nullable=False),
        sa.Column("heading_id", RowId, nullable=False),
        sa.Column("pence", sa.BigInteger(), nullable=False),
        *owned("funder_budget_lines", ("agreement_id", "funder_budgets"), ("heading_id", "headings")),
        sa.UniqueConstraint(
            "group_id", "agreement_id", "heading_id", name="uq_funder_budget_lines_group_id_agreement_id_heading_id"
        ),
        if_not_exists=True,
    )
