"""The pages of what we did; views are loaded when somebody first opens one (decision 0012)."""

from groupkit.access.gate import FORM, GroupPages
from groupkit.access.permissions import Can

pages = GroupPages("tallies", __name__, at="/what-we-did", book="done")

VIEWS = "groupkit.tallies.views"

pages.later("/", f"{VIEWS}.looking.show_tallies", needs=Can.SEE_TALLIES, title="what we did and how many came")

WHOLE: list[tuple[str, str]] = [
    ("/sessions", "looking.list_sessions"),
    ("/people", "people.list_people_counts"),
    ("/check", "checking.list_checks"),
    ("/check/slips", "checking.print_slips"),
    ("/measures", "measuring.list_measures"),
    ("/sheet", "looking.print_sheet"),
]
"""Pages on which small numbers stand as they are: for members."""
KEPT: list[tuple[str, str]] = [
    ("/sessions/new", "writing.write_session"),
    ("/sessions/<row:session_id>", "writing.change_session"),
    ("/sessions/bring-in", "writing.bring_in"),
    ("/months/<month>", "writing.write_month"),
    ("/kinds", "kinds.list_kinds"),
    ("/kinds/<row:kind_id>", "kinds.change_kind"),
    ("/people/new", "people.write_people"),
    ("/people/<row:people_id>", "people.change_people"),
    ("/words/new", "voices.keep_voice"),
    ("/words/<row:voice_id>/back", "voices.withdraw_voice"),
    ("/check/new", "checking.write_check"),
    ("/check/<row:check_id>", "checking.change_check"),
    ("/measures/new", "measuring.write_measure"),
    ("/measures/<row:measure_id>", "measuring.change_measure"),
]
"""Forms, for whoever keeps the tallies."""
READ: list[tuple[str, str]] = [
    ("/words", "voices.list_voices"),
    ("/words/<row:voice_id>/picture", "voices.show_picture"),
    ("/workbook", "looking.download_tallies"),
]
"""Words of people with what they said yes to, and everything whole: for whoever keeps the tallies too."""

for _rule, _view in WHOLE:
    pages.later(_rule, f"{VIEWS}.{_view}", needs=Can.SEE_WHOLE_TALLIES)
for _rule, _view in KEPT:
    pages.later(_rule, f"{VIEWS}.{_view}", needs=Can.KEEP_TALLIES, methods=FORM)
for _rule, _view in READ:
    pages.later(_rule, f"{VIEWS}.{_view}", needs=Can.KEEP_TALLIES)
