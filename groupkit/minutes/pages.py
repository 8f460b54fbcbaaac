"""Every page of the room, of minutes, actions and letters; views are loaded when first opened (decision 0012)."""

from groupkit.access.gate import FORM, GroupPages
from groupkit.access.permissions import Can

pages = GroupPages("minutes", __name__, at="/minutes", book="meetings")

VIEWS = "groupkit.minutes.views"
ONE = "/<row:meeting_id>"
ITEM = f"{ONE}/items/<row:item_id>"
LETTER = "/letters/<row:letter_id>"
ACTION = "/actions/<row:action_id>"

READ: list[tuple[str, str]] = [
    ("/", "book.show_book"),
    ("/book", "book.download_book"),
    ("/search", "searching.search"),
    (f"{ONE}/", "showing.show_minutes"),
    (f"{ONE}/download/<form>", "showing.download_minutes"),
    (f"{ONE}/sheet", "room.paper_sheet"),
    ("/actions/", "acting.list_actions"),
    ("/letters/", "letters.list_letters"),
    (f"{LETTER}/picture", "letters.show_letter_file"),
]
"""For every member."""

WRITTEN: list[tuple[str, str]] = [
    (f"{ONE}/begin", "room.begin_meeting"),
    (f"{ONE}/count/<what>", "room.count_people"),
    (f"{ONE}/facts", "room.write_facts"),
    (f"{ONE}/attending", "room.add_guest"),
    (f"{ONE}/roll", "room.show_roll"),
    (f"{ITEM}/notes", "items.write_notes"),
    (f"{ITEM}/here", "items.count_from_here"),
    (f"{ITEM}/interest", "items.add_conflict"),
    (f"{ITEM}/action", "items.write_action"),
    (f"{ITEM}/decide", "deciding.choose_decision"),
    (f"{ITEM}/decide/<row:decision_id>/<way>", "deciding.decide"),
    (f"{ITEM}/report", "deciding.report"),
    (f"{ONE}/send-round", "approving.send_round"),
    (f"{ONE}/take-back", "approving.take_back"),
    (f"{ONE}/approve", "approving.approve"),
    (f"{ONE}/put-right", "approving.note_later_correction"),
    (f"{ACTION}/change", "acting.change_action"),
    ("/letters/new", "letters.write_letter"),
    (f"{LETTER}/change", "letters.change_letter"),
]
"""Forms, for whoever keeps the meetings."""

PRESSED: list[tuple[str, str]] = [
    (f"{ONE}/attending/<row:guest_id>/remove", "room.remove_guest"),
    (f"{ONE}/interest/<row:conflict_id>/remove", "items.remove_conflict"),
    (f"{ONE}/corrections/<row:correction_id>", "approving.settle_correction"),
    (f"{ONE}/letters", "letters.report_letters"),
]
"""One button each, for whoever keeps the meetings."""

for _rule, _view in READ:
    pages.later(_rule, f"{VIEWS}.{_view}", needs=Can.SEE_MINUTES)
for _rule, _view in WRITTEN:
    pages.later(_rule, f"{VIEWS}.{_view}", needs=Can.KEEP_MEETINGS, methods=FORM)
for _rule, _view in PRESSED:
    pages.later(_rule, f"{VIEWS}.{_view}", needs=Can.KEEP_MEETINGS, methods=["POST"])
pages.later(f"{ONE}/room", f"{VIEWS}.room.hold_meeting", needs=Can.KEEP_MEETINGS)
pages.later(f"{ITEM}/saved", f"{VIEWS}.items.item_saved", needs=Can.KEEP_MEETINGS)
pages.later(f"{ONE}/corrections/new", f"{VIEWS}.approving.propose_correction", needs=Can.KEEP_PROPOSALS, methods=FORM)
pages.later(ACTION, f"{VIEWS}.acting.close_action", needs=Can.KEEP_PROPOSALS, methods=["POST"])
pages.later(f"{ONE}/confidential", f"{VIEWS}.confidential.show_confidential", needs=Can.SEE_CONFIDENTIAL)
pages.later(f"{ONE}/confidential/word", f"{VIEWS}.confidential.download_confidential", needs=Can.SEE_CONFIDENTIAL)
pages.later(
    f"{ONE}/confidential/write",
    f"{VIEWS}.confidential.write_confidential",
    needs=Can.KEEP_CONFIDENTIAL,
    methods=FORM,
)
