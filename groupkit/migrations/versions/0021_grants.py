"""What goes with a grant: how it came, instalments, papers, things beside it, outcomes; what became of a return."""

from typing import Any

import sqlalchemy as sa
from alembic import op

from groupkit.db import Bytes, LongWords, Moment, Words
from groupkit.migrations.shapes import owned
from groupkit.tenancy import RowId

revision = "0021"
down_revision = "0020"

OF_GRANTS: tuple[sa.Column[Any], ...] = (
    sa.Column("kind", sa.String(20), nullable=False, server_default=""),
    sa.Column("programme", Words(80), nullable=False, server_default=""),
    sa.Column("title", Words(140), nullable=False, server_default=""),
    sa.Column("contact", Words(200), nullable=False, server_default=""),
    sa.Column("applied_for", sa.BigInteger(), nullable=True),
    sa.Column("stage", sa.String(12), nullable=False, server_default="accepted"),
    sa.Column("applied_on", sa.Date(), nullable=True),
    sa.Column("offered_on", sa.Date(), nullable=True),
    sa.Column("accepted_on", sa.Date(), nullable=True),
    sa.Column("decision_id", RowId, nullable=True),
    sa.Column("claimed", sa.Boolean(), nullable=False, server_default=sa.false()),
    sa.Column("may_move", sa.Integer(), nullable=True),
    sa.Column("wants_receipts", sa.Boolean(), nullable=False, server_default=sa.false()),
    sa.Column("wants_indicators", sa.Boolean(), nullable=False, server_default=sa.false()),
    sa.Column("most_megabytes", sa.Integer(), nullable=True),
    sa.Column("hour_pence", sa.BigInteger(), nullable=True),
    sa.Column("keep_until", sa.Date(), nullable=True),
)
OF_RETURNS: tuple[sa.Column[Any], ...] = (
    sa.Column("until", sa.Date(), nullable=True),
    sa.Column("decision_id", RowId, nullable=True),
)
OF_FILED: tuple[sa.Column[Any], ...] = (
    sa.Column("document", Bytes(), nullable=True),
    sa.Column("document_digest", sa.String(64), nullable=False, server_default=""),
)
LONG = {"grants": ("conditions", "publicity"), "returns": ("notes", "shown", "voices")}
USUAL = {"notes": "{}", "shown": "[]", "voices": "[]"}


def upgrade() -> None:
    _widen("grants", OF_GRANTS)
    _widen("returns", OF_RETURNS)
    there = _columns("filed_returns")
    # One by one, for a table that is rebuilt loses its triggers.
    for column in OF_FILED:
        if column.name not in there:
            op.add_column("filed_returns", column)
    op.create_table(
        "grant_instalments",
        sa.Column("grant_id", RowId, nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("pence", sa.BigInteger(), nullable=False),
        sa.Column("after", Words(200), nullable=False),
        sa.Column("dropped", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        *owned("grant_instalments", ("grant_id", "grants")),
        if_not_exists=True,
    )
    op.create_table(
        "grant_papers",
        sa.Column("grant_id", RowId, nullable=False),
        sa.Column("what", sa.String(12), nullable=False),
        sa.Column("agreement_id", RowId, nullable=True),
        sa.Column("file_id", RowId, nullable=False),
        sa.Column("kept_at", Moment(), nullable=False),
        sa.Column("kept_by_no", sa.Integer(), nullable=False),
        *owned(
            "grant_papers", ("grant_id", "grants"), ("agreement_id", "funder_budgets"), ("file_id", "stored_files")
        ),
        if_not_exists=True,
    )
    op.create_table(
        "grant_extras",
        sa.Column("grant_id", RowId, nullable=False),
        sa.Column("kind", sa.String(12), nullable=False),
        sa.Column("what", Words(200), nullable=False),
        sa.Column("source", Words(120), nullable=False),
        sa.Column("pence", sa.BigInteger(), nullable=True),
        sa.Column("day", sa.Date(), nullable=True),
        sa.Column("job_id", RowId, nullable=True),
        sa.Column("place", Words(120), nullable=False),
        sa.Column("dropped", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        *owned("grant_extras", ("grant_id", "grants"), ("job_id", "jobs")),
        if_not_exists=True,
    )
    op.create_table(
        "grant_outcomes",
        sa.Column("grant_id", RowId, nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("origin", sa.String(8), nullable=False),
        sa.Column("words", Words(300), nullable=False),
        sa.Column("how", LongWords(), nullable=False),
        sa.Column("indicator", Words(200), nullable=False),
        sa.Column("baseline", sa.Integer(), nullable=True),
        sa.Column("target", sa.Integer(), nullable=True),
        sa.Column("actual", sa.Integer(), nullable=True),
        sa.Column("about", sa.Boolean(), nullable=False),
        sa.Column("source", Words(200), nullable=False),
        sa.Column("counted_on", sa.Date(), nullable=True),
        sa.Column("dropped", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        *owned("grant_outcomes", ("grant_id", "grants")),
        if_not_exists=True,
    )
    op.create_table(
        "return_steps",
        sa.Column("filed_id", RowId, nullable=False),
        sa.Column("what", sa.String(12), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("way", sa.String(12), nullable=False),
        sa.Column("words_id", RowId, nullable=True),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("by_no", sa.Integer(), nullable=False),
        *owned("return_steps", ("filed_id", "filed_returns"), ("words_id", "private_texts")),
        if_not_exists=True,
    )


def _widen(table: str, columns: tuple[sa.Column[Any], ...]) -> None:
    """The new columns of a table that was there already; long words are filled in first, as MariaDB gives them none."""
    there = _columns(table)
    for name in LONG[table]:
        if name not in there:
            op.add_column(table, sa.Column(name, LongWords(), nullable=True))
            op.execute(sa.text(f"UPDATE {table} SET {name} = :usual").bindparams(usual=USUAL.get(name, "")))  # noqa: S608
    with op.batch_alter_table(table) as widened:
        for column in columns:
            if column.name not in there:
                widened.add_column(column)
        for name in LONG[table]:
            widened.alter_column(name, existing_type=LongWords(), nullable=False)
        if "decision_id" not in there:
            widened.create_foreign_key(
                f"fk_{table}_group_id_decision_id", "decisions", ["group_id", "decision_id"], ["group_id", "id"]
            )


def _columns(table: str) -> set[str]:
    return {column["name"] for column in sa.inspect(op.get_bind()).get_columns(table)}
