"""Every page of meetings, with what it needs; the views are loaded when somebody first opens one (decision 0012)."""

from groupkit.access.gate import FORM, GroupPages
from groupkit.access.permissions import Can

pages = GroupPages("meetings", __name__, at="/meetings", book="meetings")

VIEWS = "groupkit.meetings.views"
ONE, ITEM, SERIES = "/<row:meeting_id>", "/items/<row:item_id>", "/series/<row:series_id>"

SEEN: list[tuple[str, str]] = [
    (f"{ONE}/", "looking.show_meeting"),
    (f"{ONE}/notice", "noticing.show_notice"),
    (f"{ONE}/agenda", "looking.show_agenda"),
    (f"{ONE}/agenda/<form>", "looking.download_agenda"),
    (f"{ONE}/message", "looking.show_message"),
    (f"{ONE}/timetable", "going_out.show_timetable"),
    (f"{ONE}/pack", "going_out.show_pack"),
    (f"{ONE}/pack/zip", "going_out.download_pack"),
    (f"{ONE}/papers/<paper>", "going_out.show_paper"),
    (f"{ONE}/papers/<paper>/<form>", "going_out.download_paper"),
    (f"{SERIES}/", "repeating.show_series"),
]
"""Open to every member."""

KEPT: list[tuple[str, str]] = [
    ("/new", "planning.plan_meeting"),
    (f"{ONE}/change", "planning.change_meeting"),
    (f"{ONE}/off", "planning.call_off"),
    ("/series/new", "repeating.begin_series"),
    (f"{SERIES}/change", "repeating.change_series"),
    (f"{SERIES}/end", "repeating.end_series"),
    (f"{SERIES}/days/<day>", "repeating.take_day"),
    (f"{ONE}/notice/new", "noticing.give_notice"),
    (f"{ONE}/agenda/begin", "agendas.begin_agenda"),
    (f"{ONE}/agenda/edit", "agendas.edit_agenda"),
    (f"{ONE}/agenda/new", "agendas.add_item"),
    (f"{ONE}/agenda/decision", "agendas.put_decision"),
    (f"{ITEM}/change", "agendas.change_item"),
    (f"{ITEM}/out", "agendas.take_out_item"),
]
"""For whoever keeps the meetings."""

pages.later("/", f"{VIEWS}.looking.list_meetings", needs=Can.SEE_MEETINGS, title="when meetings are")
for rule, view in SEEN:
    pages.later(rule, f"{VIEWS}.{view}", needs=Can.SEE_MINUTES)
for rule, view in KEPT:
    pages.later(rule, f"{VIEWS}.{view}", needs=Can.KEEP_MEETINGS, methods=FORM)
pages.later(f"{ONE}/propose", f"{VIEWS}.agendas.propose_item", needs=Can.KEEP_PROPOSALS, methods=FORM)
