"""The tables of jobs, what an agreement shares, and a job for everybody who had access before there were any."""

from typing import Any

import sqlalchemy as sa
from alembic import op

from groupkit.db import Moment, Words
from groupkit.tenancy import RowId, new_key

revision = "0003"
down_revision = "0002"

ALL_PARTS = "rules money book grants"
"""What every agreement shared before this step."""


def upgrade() -> None:
    op.create_table(
        "jobs",
        sa.Column("name", Words(60), nullable=False),
        sa.Column("gives", sa.String(30), nullable=False),
        sa.Column("card", sa.String(40), nullable=False),
        sa.Column("stopped_on", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", RowId, nullable=False),
        sa.Column("key", sa.String(24), nullable=False),
        sa.Column("group_id", RowId, nullable=False),
        sa.ForeignKeyConstraint(["group_id"], ["groups.id"], name="fk_jobs_group_id"),
        sa.PrimaryKeyConstraint("id", name="pk_jobs"),
        sa.UniqueConstraint("group_id", "id", name="uq_jobs_group_id_id"),
        sa.UniqueConstraint("group_id", "key", name="uq_jobs_group_id_key"),
        if_not_exists=True,
    )
    op.create_table(
        "job_notes",
        sa.Column("job_id", RowId, nullable=False),
        sa.Column("kind", sa.String(10), nullable=False),
        sa.Column("words", Words(300), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("by_no", sa.Integer(), nullable=False),
        sa.Column("taken_out_at", Moment(), nullable=True),
        sa.Column("id", RowId, nullable=False),
        sa.Column("key", sa.String(24), nullable=False),
        sa.Column("group_id", RowId, nullable=False),
        sa.ForeignKeyConstraint(["group_id"], ["groups.id"], name="fk_job_notes_group_id"),
        sa.ForeignKeyConstraint(["group_id", "job_id"], ["jobs.group_id", "jobs.id"], name="fk_job_notes_group_id_job_id"),
        sa.PrimaryKeyConstraint("id", name="pk_job_notes"),
        sa.UniqueConstraint("group_id", "id", name="uq_job_notes_group_id_id"),
        sa.UniqueConstraint("group_id", "key", name="uq_job_notes_group_id_key"),
        if_not_exists=True,
    )
    op.create_table(
        "tenures",
        sa.Column("job_id", RowId, nullable=False),
        sa.Column("person_id", RowId, nullable=False),
        sa.Column("role", sa.String(10), nullable=False),
        sa.Column("how", sa.String(20), nullable=False),
        sa.Column("decision", Words(200), nullable=False),
        sa.Column("from_day", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("ended_why", sa.String(20), nullable=False),
        sa.Column("appointment_id", RowId, nullable=True),
        sa.Column("given_by_no", sa.Integer(), nullable=False),
        sa.Column("id", RowId, nullable=False),
        sa.Column("key", sa.String(24), nullable=False),
        sa.Column("group_id", RowId, nullable=False),
        sa.ForeignKeyConstraint(["group_id"], ["groups.id"], name="fk_tenures_group_id"),
        sa.ForeignKeyConstraint(["group_id", "appointment_id"], ["appointments.group_id", "appointments.id"], name="fk_tenures_group_id_appointment_id"),
        sa.ForeignKeyConstraint(["group_id", "job_id"], ["jobs.group_id", "jobs.id"], name="fk_tenures_group_id_job_id"),
        sa.ForeignKeyConstraint(["group_id", "person_id"], ["people.group_id", "people.id"], name="fk_tenures_group_id_person_id"),
        sa.PrimaryKeyConstraint("id", name="pk_tenures"),
        sa.UniqueConstraint("group_id", "id", name="uq_tenures_group_id_id"),
        sa.UniqueConstraint("group_id", "key", name="uq_tenures_group_id_key"),
        if_not_exists=True,
    )
    op.create_table(
        "elections",
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("meeting", Words(120), nullable=False),
        sa.Column("closed_at", Moment(), nullable=True),
        sa.Column("id", RowId, nullable=False),
        sa.Column("key", sa.String(24), nullable=False),
        sa.Column("group_id", RowId, nullable=False),
        sa.ForeignKeyConstraint(["group_id"], ["groups.id"], name="fk_elections_group_id"),
        sa.PrimaryKeyConstraint("id", name="pk_elections"),
        sa.UniqueConstraint("group_id", "id", name="uq_elections_group_id_id"),
        sa.UniqueConstraint("group_id", "key", name="uq_elections_group_id_key"),
        if_not_exists=True,
    )
    op.create_table(
        "nominations",
        sa.Column("election_id", RowId, nullable=False),
        sa.Column("job_id", RowId, nullable=False),
        sa.Column("person_id", RowId, nullable=False),
        sa.Column("chosen", sa.Boolean(), nullable=True),
        sa.Column("votes", sa.Integer(), nullable=True),
        sa.Column("id", RowId, nullable=False),
        sa.Column("key", sa.String(24), nullable=False),
        sa.Column("group_id", RowId, nullable=False),
        sa.ForeignKeyConstraint(["group_id"], ["groups.id"], name="fk_nominations_group_id"),
        sa.ForeignKeyConstraint(["group_id", "election_id"], ["elections.group_id", "elections.id"], name="fk_nominations_group_id_election_id"),
        sa.ForeignKeyConstraint(["group_id", "job_id"], ["jobs.group_id", "jobs.id"], name="fk_nominations_group_id_job_id"),
        sa.ForeignKeyConstraint(["group_id", "person_id"], ["people.group_id", "people.id"], name="fk_nominations_group_id_person_id"),
        sa.PrimaryKeyConstraint("id", name="pk_nominations"),
        sa.UniqueConstraint("group_id", "election_id", "job_id", "person_id", name="uq_nominations_group_id_election_id_job_id_person_id"),
        sa.UniqueConstraint("group_id", "id", name="uq_nominations_group_id_id"),
        sa.UniqueConstraint("group_id", "key", name="uq_nominations_group_id_key"),
        if_not_exists=True,
    )
    op.create_table(
        "signatories",
        sa.Column("person_id", RowId, nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("related", sa.Boolean(), nullable=False),
        sa.Column("asked_off_on", sa.Date(), nullable=True),
        sa.Column("off_on", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", RowId, nullable=False),
        sa.Column("key", sa.String(24), nullable=False),
        sa.Column("group_id", RowId, nullable=False),
        sa.ForeignKeyConstraint(["group_id"], ["groups.id"], name="fk_signatories_group_id"),
        sa.ForeignKeyConstraint(["group_id", "person_id"], ["people.group_id", "people.id"], name="fk_signatories_group_id_person_id"),
        sa.PrimaryKeyConstraint("id", name="pk_signatories"),
        sa.UniqueConstraint("group_id", "id", name="uq_signatories_group_id_id"),
        sa.UniqueConstraint("group_id", "key", name="uq_signatories_group_id_key"),
        if_not_exists=True,
    )
    _say_what_is_shared(op.get_bind())
    _write_down_who_had_access(op.get_bind())


def _say_what_is_shared(connection: sa.Connection) -> None:
    """An agreement says which parts it shares; one from before shared them all, and is read and accepted anew."""
    known = {column["name"] for column in sa.inspect(connection).get_columns("agreements")}
    for column in (
        sa.Column("shares", Words(200), nullable=False, server_default=ALL_PARTS),
        sa.Column("bounds", Words(500), nullable=False, server_default=""),
        sa.Column("review_on", sa.Date(), nullable=True),
        sa.Column("decision", Words(200), nullable=False, server_default=""),
    ):
        if column.name not in known:
            op.add_column("agreements", column)
    op.create_table(
        "acceptances",
        sa.Column("agreement_key", sa.String(24), nullable=False),
        sa.Column("user_id", RowId, nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name="fk_acceptances_user_id"),
        sa.PrimaryKeyConstraint("agreement_key", name="pk_acceptances"),
        if_not_exists=True,
    )
    op.create_index("ix_acceptances_user_id", "acceptances", ["user_id"], if_not_exists=True)


def _write_down_who_had_access(connection: sa.Connection) -> None:
    """A job for each kind of access that anybody has ever had, and a time in it for each who had it."""
    tables = sa.MetaData()
    tables.reflect(connection, only=["appointments", "jobs", "tenures"])
    appointments, jobs, tenures = (tables.tables[name] for name in ("appointments", "jobs", "tenures"))
    known = {(row.group_id, row.gives): row.id for row in connection.execute(sa.select(jobs))}
    done = set(connection.scalars(sa.select(tenures.c.appointment_id)))
    for row in connection.execute(sa.select(appointments).order_by(appointments.c.id)).all():
        if row.id in done:
            continue
        place = (row.group_id, row.job)
        if place not in known:
            values = {"name": row.job, "gives": row.job, "card": "", "version": 1}
            known[place] = _insert(connection, jobs, row.group_id, values)
        values = {
            "job_id": known[place],
            "person_id": row.person_id,
            "role": "holds",
            "how": "",
            "decision": "",
            "from_day": row.from_day,
            "ended_on": row.ended_at.date() if row.ended_at else None,
            "ended_why": "ended" if row.ended_at else "",
            "appointment_id": row.id,
            "given_by_no": row.given_by_no,
        }
        _insert(connection, tenures, row.group_id, values)


def _insert(connection: sa.Connection, table: sa.Table, group_id: int, values: dict[str, Any]) -> int:
    result = connection.execute(table.insert().values(group_id=group_id, key=new_key(), **values))
    return int(result.inserted_primary_key[0])  # type: ignore[index]

