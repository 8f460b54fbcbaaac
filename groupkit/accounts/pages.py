"""Every page of the report, the accounts and the register of what is owned and owed, with what it needs.

Views are loaded when somebody first opens one (decision 0012).
"""

from groupkit.access.gate import FORM, GroupPages
from groupkit.access.permissions import Can

pages = GroupPages("accounts", __name__, at="/money/accounts", book="money")

VIEWS = "groupkit.accounts.views"
ASSET, DEBT = "/things/<row:asset_id>", "/debts/<row:debt_id>"

pages.later("/report", f"{VIEWS}.looking.show_report", needs=Can.SEE_SUMMARY, title="the treasurer’s report")
pages.later("/report/workbook", f"{VIEWS}.looking.download_report", needs=Can.TAKE_COPIES)
pages.later("/report/given", f"{VIEWS}.keeping.note_report", needs=Can.KEEP_LEDGER, methods=FORM)
pages.later("/year", f"{VIEWS}.looking.show_year", needs=Can.SEE_SUMMARY, title="the accounts of a year")
pages.later("/year/workbook", f"{VIEWS}.looking.download_year", needs=Can.TAKE_COPIES)
pages.later("/charts", f"{VIEWS}.looking.show_charts", needs=Can.SEE_SUMMARY, title="money by month, in pictures")

pages.later("/settings", f"{VIEWS}.keeping.change_settings", needs=Can.KEEP_LEDGER, methods=FORM)
pages.later("/sorting", f"{VIEWS}.keeping.sort_out", needs=Can.KEEP_LEDGER, methods=FORM)
pages.later("/things", f"{VIEWS}.keeping.list_things", needs=Can.SEE_PAYEES)
pages.later("/things/workbook", f"{VIEWS}.keeping.download_things", needs=Can.TAKE_COPIES)
pages.later("/things/new", f"{VIEWS}.keeping.add_asset", needs=Can.KEEP_LEDGER, methods=FORM)
pages.later(ASSET, f"{VIEWS}.keeping.change_asset", needs=Can.KEEP_LEDGER, methods=FORM)
pages.later(f"{ASSET}/gone", f"{VIEWS}.keeping.dispose_asset", needs=Can.KEEP_LEDGER, methods=FORM)
pages.later("/debts/new", f"{VIEWS}.keeping.add_debt", needs=Can.KEEP_LEDGER, methods=FORM)
pages.later(DEBT, f"{VIEWS}.keeping.change_debt", needs=Can.KEEP_LEDGER, methods=FORM)
pages.later(f"{DEBT}/owed-again", f"{VIEWS}.keeping.owe_again", needs=Can.KEEP_LEDGER, methods=FORM)
pages.later(f"{DEBT}/settled", f"{VIEWS}.keeping.settle_debt", needs=Can.KEEP_LEDGER, methods=FORM)
