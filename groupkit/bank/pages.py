"""Every page of what the bank says, with what it needs.

Views are loaded when somebody first opens one (decision 0012).
"""

from groupkit.access.gate import FORM, GroupPages
from groupkit.access.permissions import Can

pages = GroupPages("bank", __name__, at="/money/bank", book="money")

VIEWS = "groupkit.bank.views"
ACCOUNT, STATEMENT = "/<row:account_id>", "/statements/<row:statement_id>"

pages.later("/", f"{VIEWS}.files.list_bank", needs=Can.SEE_PAYEES)
pages.later(f"{ACCOUNT}/bring-in", f"{VIEWS}.files.bring_in", needs=Can.KEEP_LEDGER, methods=FORM)
pages.later("/files/<row:file_id>/take-back", f"{VIEWS}.files.take_back", needs=Can.KEEP_LEDGER, methods=FORM)
pages.later(f"{ACCOUNT}/all", f"{VIEWS}.looking.list_lines", needs=Can.SEE_PAYEES)
pages.later(f"{ACCOUNT}/all/workbook", f"{VIEWS}.looking.download_lines", needs=Can.TAKE_COPIES)
pages.later("/lines/<row:line_id>", f"{VIEWS}.looking.show_line", needs=Can.SEE_PAYEES)
pages.later("/entries/<year>/<code>", f"{VIEWS}.looking.lines_of_entry", needs=Can.SEE_PAYEES)
pages.later("/matches/<row:match_id>/take-apart", f"{VIEWS}.looking.take_apart", needs=Can.KEEP_LEDGER, methods=FORM)
pages.later("/statements/workbook", f"{VIEWS}.looking.download_statements", needs=Can.TAKE_COPIES)
pages.later("/rules/workbook", f"{VIEWS}.looking.download_rules", needs=Can.KEEP_LEDGER)
pages.later(f"{ACCOUNT}/lines", f"{VIEWS}.lines.write_lines", needs=Can.KEEP_LEDGER, methods=FORM)
pages.later("/rules", f"{VIEWS}.lines.list_rules", needs=Can.KEEP_LEDGER)
pages.later("/rules/new", f"{VIEWS}.lines.add_rule", needs=Can.KEEP_LEDGER, methods=FORM)
pages.later("/rules/<row:rule_id>/stop", f"{VIEWS}.lines.stop_rule", needs=Can.KEEP_LEDGER, methods=FORM)

pages.later(f"{ACCOUNT}/reconcile", f"{VIEWS}.statements.begin_statement", needs=Can.KEEP_LEDGER, methods=FORM)
pages.later(STATEMENT, f"{VIEWS}.statements.show_statement", needs=Can.SEE_PAYEES)
pages.later(f"{STATEMENT}/tick", f"{VIEWS}.statements.tick_statement", needs=Can.KEEP_LEDGER, methods=FORM)
pages.later(f"{STATEMENT}/set-aside", f"{VIEWS}.statements.set_aside", needs=Can.KEEP_LEDGER, methods=FORM)
pages.later(f"{STATEMENT}/see", f"{VIEWS}.statements.see_statement", needs=Can.KEEP_SEEN, methods=FORM)
