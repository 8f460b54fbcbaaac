"""The tables of old cash books: the one that is being sorted, those brought in, and what each line became."""

import sqlalchemy as sa
from alembic import op

from groupkit.db import Bytes, LongWords, Moment, Words
from groupkit.tenancy import RowId

revision = "0014"
down_revision = "0013"


def upgrade() -> None:
    op.create_table(
        "old_book_drafts",
        sa.Column("data", Bytes(), nullable=False),
        sa.Column("sheet", Words(100), nullable=False),
        sa.Column("answers", LongWords(), nullable=False),
        sa.Column("begun_at", Moment(), nullable=False),
        sa.Column("begun_by_no", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", RowId, nullable=False),
        sa.Column("key", sa.String(24), nullable=False),
        sa.Column("group_id", RowId, nullable=False),
        sa.ForeignKeyConstraint(["group_id"], ["groups.id"], name="fk_old_book_drafts_group_id"),
        sa.PrimaryKeyConstraint("id", name="pk_old_book_drafts"),
        sa.UniqueConstraint("group_id", name="uq_old_book_drafts_group_id"),
        sa.UniqueConstraint("group_id", "id", name="uq_old_book_drafts_group_id_id"),
        sa.UniqueConstraint("group_id", "key", name="uq_old_book_drafts_group_id_key"),
        if_not_exists=True,
    )
    op.create_table(
        "old_books",
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("entries", sa.Integer(), nullable=False),
        sa.Column("brought_in_at", Moment(), nullable=False),
        sa.Column("brought_in_by_no", sa.Integer(), nullable=False),
        sa.Column("taken_back_at", Moment(), nullable=True),
        sa.Column("taken_back_by_no", sa.Integer(), nullable=True),
        sa.Column("id", RowId, nullable=False),
        sa.Column("key", sa.String(24), nullable=False),
        sa.Column("group_id", RowId, nullable=False),
        sa.ForeignKeyConstraint(["group_id"], ["groups.id"], name="fk_old_books_group_id"),
        sa.PrimaryKeyConstraint("id", name="pk_old_books"),
        sa.UniqueConstraint("group_id", "id", name="uq_old_books_group_id_id"),
        sa.UniqueConstraint("group_id", "key", name="uq_old_books_group_id_key"),
        if_not_exists=True,
    )
    op.create_table(
        "old_book_lines",
        sa.Column("book_id", RowId, nullable=False),
        sa.Column("entry_id", RowId, nullable=False),
        sa.Column("file_row", sa.Integer(), nullable=False),
        sa.Column("id", RowId, nullable=False),
        sa.Column("key", sa.String(24), nullable=False),
        sa.Column("group_id", RowId, nullable=False),
        sa.ForeignKeyConstraint(["group_id"], ["groups.id"], name="fk_old_book_lines_group_id"),
        sa.ForeignKeyConstraint(["group_id", "book_id"], ["old_books.group_id", "old_books.id"], name="fk_old_book_lines_group_id_book_id"),
        sa.ForeignKeyConstraint(["group_id", "entry_id"], ["entries.group_id", "entries.id"], name="fk_old_book_lines_group_id_entry_id"),
        sa.PrimaryKeyConstraint("id", name="pk_old_book_lines"),
        sa.UniqueConstraint("group_id", "book_id", "entry_id", "file_row", name="uq_old_book_lines_group_id_book_id_entry_id_file_row"),
        sa.UniqueConstraint("group_id", "id", name="uq_old_book_lines_group_id_id"),
        sa.UniqueConstraint("group_id", "key", name="uq_old_book_lines_group_id_key"),
        if_not_exists=True,
    )
    op.create_index("ix_old_books_digest", "old_books", ["group_id", "digest"], if_not_exists=True)
    op.create_index("ix_old_book_lines_entry", "old_book_lines", ["group_id", "entry_id"], if_not_exists=True)
