"""What every table of a group has, for the steps that make them."""

import sqlalchemy as sa

from groupkit.tenancy import RowId


def owned(table: str, *points: tuple[str, str]) -> list[sa.schema.SchemaItem]:
    """Row, key and group of a group's own table, and each column of it that points into another table of the group."""
    return [
        sa.Column("id", RowId, nullable=False),
        sa.Column("key", sa.String(24), nullable=False),
        sa.Column("group_id", RowId, nullable=False),
        sa.ForeignKeyConstraint(["group_id"], ["groups.id"], name=f"fk_{table}_group_id"),
        *(
            sa.ForeignKeyConstraint(
                ["group_id", column], [f"{to}.group_id", f"{to}.id"], name=f"fk_{table}_group_id_{column}"
            )
            for column, to in points
        ),
        sa.PrimaryKeyConstraint("id", name=f"pk_{table}"),
        sa.UniqueConstraint("group_id", "id", name=f"uq_{table}_group_id_id"),
        sa.UniqueConstraint("group_id", "key", name=f"uq_{table}_group_id_key"),
    ]
