"""Who does what, one job, what is handed on with it, and how the work is shared."""

import re
from typing import Any

from flask import g, render_template, request

from groupkit import tenancy
from groupkit.access import queries as people
from groupkit.access.permissions import Can
from groupkit.downloads import send
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
    mine = g.actor.can(Can.KEEP_JOBS) or queries.has_job(g.actor.person_no, job_id)
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
        mine=mine,
        changing=mine and request.args.get("lines") == "change",
        me=g.actor.person_no,
        began=people.began_on(),
    )


def handover(job_id: int) -> Any:
    """Everything that the next person needs, to read or print."""
    pack = handing_over.pack(job_here(job_id), g.actor)
    return render_template("jobs/handover.html", pack=pack, headings=NOTES, today=tenancy.today())


def download_handover(job_id: int) -> Any:
    """The same as a Word file."""
    job = job_here(job_id)
    made = handing_over.as_word(handing_over.pack(job, g.actor), g.actor.group_name)
    called = job.name if re.search("[a-z0-9]", job.name.lower()) else str(job.id)
    name = safe_file_name(g.actor.slug, "handover", called, ending="docx")
    return send(made, name)


def who_carries_what() -> Any:
    """How the work is shared, as a picture and a table, and what is worth a look."""
    loads = queries.who_carries_what()
    return render_template("jobs/who_carries_what.html", loads=loads, looks=queries.looks())


def list_by_name() -> Any:
    """Which jobs there are, and whether somebody has them: no names, for a critical friend."""
    return render_template("jobs/list_by_name.html", jobs=queries.jobs_by_name())
