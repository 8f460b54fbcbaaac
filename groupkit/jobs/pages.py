"""Every page about jobs, with what it needs; the views are loaded when somebody first opens one (decision 0012)."""

from groupkit.access.gate import FORM, GroupPages
from groupkit.access.permissions import Can

pages = GroupPages("jobs", __name__, at="/jobs", book="people")

VIEWS = "groupkit.jobs.views"
JOB, TIME, CHOOSING = "/<row:job_id>", "/times/<row:tenure_id>", "/choosing/<row:election_id>"

SEEN: list[tuple[str, str]] = [
    ("/", "reading.list_jobs"),
    (f"{JOB}/", "reading.show_job"),
    (f"{JOB}/handover", "reading.handover"),
    (f"{JOB}/handover/word", "reading.download_handover"),
    ("/sharing", "reading.who_carries_what"),
    ("/choosing/", "choosing.list_elections"),
    (f"{CHOOSING}/", "choosing.show_election"),
    ("/signing/", "signing.who_signs"),
]
"""Open to every member."""

KEPT: list[tuple[str, str]] = [
    ("/new", "keeping.add_job"),
    (f"{JOB}/change", "keeping.change_job"),
    (f"{JOB}/put-away", "keeping.put_away"),
    (f"{JOB}/bring-back", "keeping.bring_back"),
    (f"{JOB}/take-on", "holding.take_on"),
    (f"{TIME}/end", "holding.end_time"),
    (f"{TIME}/step-in", "holding.step_in"),
    (f"{TIME}/term", "holding.change_term"),
    ("/choosing/new", "choosing.begin_election"),
    (f"{CHOOSING}/stand", "choosing.stand"),
    (f"{CHOOSING}/result", "choosing.record_result"),
    ("/choosing/standing/<row:nomination_id>/back", "choosing.stand_back"),
    ("/signing/new", "signing.add_signatory"),
    ("/signing/<row:signatory_id>/change", "signing.change_signatory"),
]
"""For whoever keeps the jobs."""

OWN: list[tuple[str, str]] = [
    (f"{JOB}/lines/new", "keeping.add_line"),
    ("/lines/<row:note_id>/out", "keeping.take_out_line"),
    (f"{TIME}/step-down", "holding.step_down"),
]
"""For whoever has the job as well."""

pages.later("/by-name", f"{VIEWS}.reading.list_by_name", needs=Can.SEE_JOBS, title="which jobs there are")
for rule, view in SEEN:
    pages.later(rule, f"{VIEWS}.{view}", needs=Can.SEE_PEOPLE)
for rule, view in KEPT:
    pages.later(rule, f"{VIEWS}.{view}", needs=Can.KEEP_JOBS, methods=FORM)
for rule, view in OWN:
    pages.later(rule, f"{VIEWS}.{view}", needs=Can.KEEP_OWN_JOBS, methods=FORM)
