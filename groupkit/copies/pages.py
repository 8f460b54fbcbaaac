"""Every page about copies, with what it needs; the views are loaded when somebody first opens one (decision 0012)."""

from groupkit.access.gate import GroupPages
from groupkit.access.permissions import Can

pages = GroupPages("copies", __name__, at="/copies", book="rules")

VIEWS = "groupkit.copies.views"
PAPER = "/from/<kind>/<about>/<number:number>"
RETURN = "/of-return/<row:grant_id>/<number:filed_no>"
WRITES = ["GET", "POST"]

pages.later("/", f"{VIEWS}.list_copies", needs=Can.SEE_COPIES, title="copies of papers")
pages.later("/<row:copy_id>", f"{VIEWS}.show_copy", needs=Can.SEE_COPIES, title="a copy of a paper")
pages.later("/<row:copy_id>/word", f"{VIEWS}.download_copy", needs=Can.SEE_COPIES, title="a copy of a paper, as Word")
pages.later(RETURN, f"{VIEWS}.download_return", needs=Can.SEE_GRANTS, title="a copy of a return, as Word")
pages.later(PAPER, f"{VIEWS}.make_copy", needs=Can.KEEP_COPIES, methods=WRITES)
pages.later("/<row:copy_id>/back", f"{VIEWS}.take_back", needs=Can.KEEP_COPIES, methods=WRITES)
