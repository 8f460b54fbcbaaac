"""Every page of budgets, with what it needs.

Views are loaded when somebody first opens one (decision 0012).
"""

from groupkit.access.gate import FORM, GroupPages
from groupkit.access.permissions import Can

pages = GroupPages("budgets", __name__, at="/money/budgets", book="money")

LOOKING, PLANNING = "groupkit.budgets.views.looking", "groupkit.budgets.views.planning"
DRAFT = "/drafts/<row:plan_id>"

pages.later("/", f"{LOOKING}.show_budget", needs=Can.SEE_SUMMARY, title="the budget of a year")
pages.later("/workbook", f"{LOOKING}.download_budget", needs=Can.TAKE_COPIES)
pages.later(
    "/agreed/<row:budget_id>", f"{LOOKING}.show_agreed", needs=Can.SEE_SUMMARY, title="a budget as it was agreed"
)
pages.later("/grants", f"{LOOKING}.list_headings", needs=Can.SEE_GRANTS, title="grants heading by heading")
pages.later(DRAFT, f"{LOOKING}.show_draft", needs=Can.SEE_PAYEES)

pages.later("/begin", f"{PLANNING}.begin_draft", needs=Can.KEEP_LEDGER, methods=FORM)
pages.later(f"{DRAFT}/plan", f"{PLANNING}.plan_draft", needs=Can.KEEP_LEDGER, methods=FORM)
pages.later(f"{DRAFT}/agree", f"{PLANNING}.agree_draft", needs=Can.KEEP_LEDGER, methods=FORM)
pages.later(f"{DRAFT}/aside", f"{PLANNING}.set_aside", needs=Can.KEEP_LEDGER, methods=FORM)
pages.later("/grants/<row:fund_id>", f"{PLANNING}.note_funder", needs=Can.KEEP_GRANTS, methods=FORM)
