"""Who does what, one job, what is handed on with it, and how the work is shared."""

from typing import Any

from flask import g, render_template, send_file

from groupkit import db
from groupkit.access.permissions import Can
from groupkit.jobs import handing_over, queries
from groupkit.jobs.rules import ENDED, HOLDS, HOW, NOTES, ROLES
from groupkit.jobs.views.here import job_here
from groupkit.workbook import safe_file_name


def list_jobs() -> Any:
    """Every job and who has it."""
    return render_template(
        "jobs/list_jobs.html", jobs=queries.who_does_what(), away=queries.put_away(), looks=queries.looks(), roles=ROLES
    )


def show_job(job_id: int) -> Any:
    """One job: who has it and had it, what it involves, and what they wish they had known."""
    job = job_here(job_id)
    return render_template(
        "jobs/show_job.html",
        job=job,
        times=queries.times(job_id),
        past=queries.times(job_id, running=False),
        notes=queries.notes_by_kind(job_id),
        headings=NOTES,
        roles=ROLES,
        how=HOW,
        ended=ENDED,
        holds=HOLDS,
        mine=g.actor.can(Can.KEEP_JOBS) or queries.has_job(g.actor.person_no, job_id),
        me=g.actor.person_no,
    )


def handover(job_id: int) -> Any:
    """Everything that the next person needs, to read or print."""
    return render_template("jobs/handover.html", pack=handing_over.pack(job_here(job_id), g.actor), headings=NOTES)


def download_handover(job_id: int) -> Any:
    """The same as a Word file."""
    job = job_here(job_id)
    made = handing_over.as_word(handing_over.pack(job, g.actor), g.actor.group_name)
    name = safe_file_name(g.actor.slug, "handover", str(job.id), ending="docx")
    db.stop_writing(commit=False)
    return send_file(made, handing_over.MIME_TYPE, as_attachment=True, download_name=name, etag=False, max_age=None)


def who_carries_what() -> Any:
    """How the work is shared, as a picture and a table, and what is worth a look."""
    loads = queries.who_carries_what()
    return render_template("jobs/who_carries_what.html", loads=loads, looks=queries.looks())


def list_by_name() -> Any:
    """Which jobs there are, and whether somebody has them: no names, for a critical friend."""
    return render_template("jobs/list_by_name.html", jobs=queries.jobs_by_name())
