"""The tables of what was done and how many came: sessions, counts of months, words with a yes, group checks."""

import sqlalchemy as sa
from alembic import op

from groupkit.db import LongWords, Words
from groupkit.migrations.shapes import owned
from groupkit.tenancy import RowId

revision = "0020"
down_revision = "0019"


def upgrade() -> None:
    _sessions()
    _counts()
    _words()
    _checks()


def _sessions() -> None:
    op.create_table(
        "tally_kinds",
        sa.Column("name", Words(60), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("in_use", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        *owned("tally_kinds"),
        sa.UniqueConstraint("group_id", "name", name="uq_tally_kinds_group_id_name"),
        if_not_exists=True,
    )
    op.create_table(
        "tally_sessions",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("kind_id", RowId, nullable=False),
        sa.Column("standing", sa.String(20), nullable=False),
        sa.Column("attendances", sa.Integer(), nullable=True),
        sa.Column("about", sa.Boolean(), nullable=False),
        sa.Column("first_timers", sa.Integer(), nullable=True),
        sa.Column("helper_minutes", sa.Integer(), nullable=False),
        sa.Column("source", sa.String(60), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        *owned("tally_sessions", ("kind_id", "tally_kinds")),
        sa.UniqueConstraint("group_id", "source", name="uq_tally_sessions_group_id_source"),
        if_not_exists=True,
    )
    op.create_index("ix_tally_sessions_on", "tally_sessions", ["group_id", "day"], if_not_exists=True)


def _counts() -> None:
    op.create_table(
        "month_counts",
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("what", sa.String(40), nullable=False),
        sa.Column("number", sa.Integer(), nullable=True),
        sa.Column("about", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        *owned("month_counts"),
        sa.UniqueConstraint("group_id", "month", "what", name="uq_month_counts_group_id_month_what"),
        if_not_exists=True,
    )
    op.create_table(
        "people_counts",
        sa.Column("first_on", sa.Date(), nullable=False),
        sa.Column("last_on", sa.Date(), nullable=False),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.Column("about", sa.Boolean(), nullable=False),
        sa.Column("known_by", sa.String(20), nullable=False),
        sa.Column("set_aside", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        *owned("people_counts"),
        if_not_exists=True,
    )


def _words() -> None:
    op.create_table(
        "voices",
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("words", LongWords(), nullable=False),
        sa.Column("signed", Words(60), nullable=False),
        sa.Column("file_id", RowId, nullable=True),
        sa.Column("for_returns", sa.Boolean(), nullable=False),
        sa.Column("for_booklets", sa.Boolean(), nullable=False),
        sa.Column("for_anybody", sa.Boolean(), nullable=False),
        sa.Column("yes_on", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("withdrawn_on", sa.Date(), nullable=True),
        sa.Column("blanked", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        *owned("voices", ("file_id", "stored_files")),
        if_not_exists=True,
    )


def _checks() -> None:
    op.create_table(
        "group_checks",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("slips", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        *owned("group_checks"),
        sa.UniqueConstraint("group_id", "day", name="uq_group_checks_group_id_day"),
        if_not_exists=True,
    )
    op.create_table(
        "group_check_answers",
        sa.Column("check_id", RowId, nullable=False),
        sa.Column("question", sa.String(20), nullable=False),
        sa.Column("agree", sa.Integer(), nullable=False),
        sa.Column("partly", sa.Integer(), nullable=False),
        sa.Column("not_yet", sa.Integer(), nullable=False),
        *owned("group_check_answers", ("check_id", "group_checks")),
        sa.UniqueConstraint(
            "group_id", "check_id", "question", name="uq_group_check_answers_group_id_check_id_question"
        ),
        if_not_exists=True,
    )
    op.create_table(
        "funder_measures",
        sa.Column("name", Words(120), nullable=False),
        sa.Column("source", Words(120), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("hundredths", sa.Integer(), nullable=False),
        sa.Column("answered", sa.Integer(), nullable=True),
        sa.Column("set_aside", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        *owned("funder_measures"),
        if_not_exists=True,
    )
