"""Every page of the year end, with what it needs.

Views are loaded when somebody first opens one (decision 0012).
"""

from groupkit.access.gate import FORM, GroupPages
from groupkit.access.permissions import Can

pages = GroupPages("yearend", __name__, at="/money/year-end", book="money")

VIEWS = "groupkit.yearend.views"
CLOSING = "/closed/<row:closing_id>"

pages.later("/", f"{VIEWS}.closing.list_years", needs=Can.SEE_PAYEES)
pages.later("/close", f"{VIEWS}.closing.close_year", needs=Can.KEEP_LEDGER, methods=FORM)
pages.later(CLOSING, f"{VIEWS}.closing.show_closing", needs=Can.SEE_PAYEES)
pages.later(f"{CLOSING}/open", f"{VIEWS}.closing.ask_opening", needs=Can.KEEP_SEEN, methods=FORM)
pages.later(f"{CLOSING}/open/agree", f"{VIEWS}.closing.agree_opening", needs=Can.KEEP_SEEN, methods=FORM)
pages.later(f"{CLOSING}/open/keep", f"{VIEWS}.closing.keep_closed", needs=Can.KEEP_SEEN, methods=FORM)
pages.later(f"{CLOSING}/looked-over", f"{VIEWS}.examining.note_examination", needs=Can.KEEP_LEDGER, methods=FORM)
pages.later("/reports/<row:examination_id>", f"{VIEWS}.examining.show_examiners_report", needs=Can.SEE_RECEIPTS)
pages.later("/pack", f"{VIEWS}.examining.show_pack", needs=Can.SEE_PAYEES)
pages.later("/pack/workbook", f"{VIEWS}.examining.download_pack", needs=Can.TAKE_COPIES)
pages.later("/pack/receipts", f"{VIEWS}.examining.download_receipts", needs=Can.TAKE_COPIES)
pages.later("/checklist", f"{VIEWS}.examining.show_checklist", needs=Can.SEE_PAYEES)
