"""Every page about copies, with what it needs; the views are loaded when somebody first opens one (decision 0012)."""

from groupkit.access.gate import GroupPages
from groupkit.access.permissions import Can

pages = GroupPages("copies", __name__, at="/copies", book="rules")

VIEWS = "groupkit.copies.views"
PAPER = "/from/<kind>/<about>/<number:number>"
WRITES = ["GET", "POST"]

pages.later("/", f"{VIEWS}.list_copies", needs=Can.SEE_COPIES, title="copies of papers")
pages.later("/<row:copy_id>", f"{VIEWS}.show_copy", needs=Can.SEE_COPIES, title="a copy of a paper")
pages.later(PAPER, f"{VIEWS}.make_copy", needs=Can.KEEP_COPIES, methods=WRITES)
pages.later("/<row:copy_id>/back", f"{VIEWS}.take_back", needs=Can.KEEP_COPIES, methods=WRITES)
