"""The tables of the list of members: contact cards, consents, and who has been taken out."""

import sqlalchemy as sa
from alembic import op

from groupkit.db import LongWords, Moment, Words
from groupkit.tenancy import RowId

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    op.create_table(
        "contact_cards",
        sa.Column("person_id", RowId, nullable=False),
        sa.Column("way", sa.String(20), nullable=False),
        sa.Column("contact", Words(200), nullable=False),
        sa.Column("large_print", sa.Boolean(), nullable=False),
        sa.Column("language", Words(60), nullable=False),
        sa.Column("helps", LongWords, nullable=False),
        sa.Column("emergency_on_paper", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", RowId, nullable=False),
        sa.Column("key", sa.String(24), nullable=False),
        sa.Column("group_id", RowId, nullable=False),
        sa.ForeignKeyConstraint(["group_id"], ["groups.id"], name="fk_contact_cards_group_id"),
        sa.ForeignKeyConstraint(["group_id", "person_id"], ["people.group_id", "people.id"], name="fk_contact_cards_group_id_person_id"),
        sa.PrimaryKeyConstraint("id", name="pk_contact_cards"),
        sa.UniqueConstraint("group_id", "id", name="uq_contact_cards_group_id_id"),
        sa.UniqueConstraint("group_id", "key", name="uq_contact_cards_group_id_key"),
        sa.UniqueConstraint("group_id", "person_id", name="uq_contact_cards_group_id_person_id"),
        if_not_exists=True,
    )
    op.create_table(
        "consents",
        sa.Column("person_id", RowId, nullable=False),
        sa.Column("given_on", sa.Date(), nullable=False),
        sa.Column("wording", LongWords, nullable=False),
        sa.Column("how", Words(60), nullable=False),
        sa.Column("withdrawn_on", sa.Date(), nullable=True),
        sa.Column("asked_by_no", sa.Integer(), nullable=False),
        sa.Column("id", RowId, nullable=False),
        sa.Column("key", sa.String(24), nullable=False),
        sa.Column("group_id", RowId, nullable=False),
        sa.ForeignKeyConstraint(["group_id"], ["groups.id"], name="fk_consents_group_id"),
        sa.ForeignKeyConstraint(["group_id", "person_id"], ["people.group_id", "people.id"], name="fk_consents_group_id_person_id"),
        sa.PrimaryKeyConstraint("id", name="pk_consents"),
        sa.UniqueConstraint("group_id", "id", name="uq_consents_group_id_id"),
        sa.UniqueConstraint("group_id", "key", name="uq_consents_group_id_key"),
        if_not_exists=True,
    )
    op.create_index("ix_consents_of", "consents", ["group_id", "person_id"], if_not_exists=True)
    op.create_table(
        "erasures",
        sa.Column("person_id", RowId, nullable=False),
        sa.Column("asked_by_no", sa.Integer(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("why", sa.String(20), nullable=False),
        sa.Column("id", RowId, nullable=False),
        sa.Column("key", sa.String(24), nullable=False),
        sa.Column("group_id", RowId, nullable=False),
        sa.ForeignKeyConstraint(["group_id"], ["groups.id"], name="fk_erasures_group_id"),
        sa.ForeignKeyConstraint(["group_id", "person_id"], ["people.group_id", "people.id"], name="fk_erasures_group_id_person_id"),
        sa.PrimaryKeyConstraint("id", name="pk_erasures"),
        sa.UniqueConstraint("group_id", "id", name="uq_erasures_group_id_id"),
        sa.UniqueConstraint("group_id", "key", name="uq_erasures_group_id_key"),
        sa.UniqueConstraint("group_id", "person_id", name="uq_erasures_group_id_person_id"),
        if_not_exists=True,
    )
