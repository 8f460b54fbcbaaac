"""The pages of decisions; views are loaded when somebody first opens one (decision 0012)."""

from groupkit.access.gate import FORM, GroupPages
from groupkit.access.permissions import Can

pages = GroupPages("decisions", __name__, at="/decisions", book="meetings")

ONE = "/<number:decision_no>"
VIEWS = "groupkit.decisions.views"

SEEN: list[tuple[str, str]] = [
    ("/", "looking.list_decisions"),
    ("/workbook", "looking.download_decisions"),
    (ONE, "looking.show_decision"),
]
KEPT: list[tuple[str, str]] = [
    ("/new", "writing.bring_up"),
    (f"{ONE}/words", "writing.reword"),
    (f"{ONE}/round", "deciding.hold_round"),
    (f"{ONE}/round/back", "deciding.take_back_round"),
    (f"{ONE}/move", "deciding.move"),
    (f"{ONE}/review", "deciding.review_again"),
    (f"{ONE}/led-to", "deciding.lead_to"),
]
"""Forms, for whoever keeps the meetings."""

for _rule, _view in SEEN:
    pages.later(_rule, f"{VIEWS}.{_view}", needs=Can.SEE_MINUTES)
for _rule, _view in KEPT:
    pages.later(_rule, f"{VIEWS}.{_view}", needs=Can.KEEP_MEETINGS, methods=FORM)
pages.later("/propose", f"{VIEWS}.writing.propose", needs=Can.KEEP_PROPOSALS, methods=FORM)
