"""The day somebody came may be unknown: a list that was brought in need not say it."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    with op.batch_alter_table("people") as people:
        people.alter_column("joined_on", existing_type=sa.Date(), nullable=True)
