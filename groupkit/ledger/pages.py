"""Every page of the treasurer's book, with what it needs.

Views are loaded when somebody first opens one (decision 0012).
"""

from groupkit.access.gate import FORM, GroupPages
from groupkit.access.permissions import Can

pages = GroupPages("ledger", __name__, at="/money", book="money")

VIEWS = "groupkit.ledger.views"
ENTRY = "/entries/<year>/<code>"
PLACE = "/setting-up/<any(account, fund, heading, category):sort>/<row:row_id>"

pages.later("/book", f"{VIEWS}.book.cash_book", needs=Can.SEE_ENTRIES, title="the cash book")
pages.later("/balances", f"{VIEWS}.book.show_balances", needs=Can.SEE_BALANCES, title="what is in the bank and the tin")
pages.later("/summary", f"{VIEWS}.book.show_summary", needs=Can.SEE_SUMMARY, title="money in and out by category")

pages.later("/book/workbook", f"{VIEWS}.workbook.download_list", needs=Can.TAKE_COPIES)
pages.later("/balances/workbook", f"{VIEWS}.workbook.download_balances", needs=Can.TAKE_COPIES)
pages.later("/summary/workbook", f"{VIEWS}.workbook.download_summary", needs=Can.TAKE_COPIES)

pages.later("/receipts/missing", f"{VIEWS}.missing.list_without_receipt", needs=Can.SEE_RECEIPTS)
pages.later("/receipts/missing/workbook", f"{VIEWS}.missing.download_without_receipt", needs=Can.TAKE_COPIES)
pages.later(f"{ENTRY}/receipts/lost", f"{VIEWS}.missing.note_lost", needs=Can.KEEP_LEDGER, methods=FORM)
pages.later(f"{ENTRY}/receipts/lost/vouch", f"{VIEWS}.missing.vouch_lost", needs=Can.KEEP_SEEN, methods=FORM)

pages.later("/book/twenty", f"{VIEWS}.many.record_many", needs=Can.KEEP_LEDGER, methods=FORM)
pages.later("/payments/new", f"{VIEWS}.recording.record_payment", needs=Can.KEEP_LEDGER, methods=FORM)
pages.later("/receipts/new", f"{VIEWS}.recording.record_receipt", needs=Can.KEEP_LEDGER, methods=FORM)
pages.later("/refunds/new", f"{VIEWS}.recording.record_refund", needs=Can.KEEP_LEDGER, methods=FORM)
pages.later("/moves/new", f"{VIEWS}.recording.record_move", needs=Can.KEEP_LEDGER, methods=FORM)
pages.later("/fund-moves/new", f"{VIEWS}.recording.record_fund_move", needs=Can.KEEP_LEDGER, methods=FORM)
pages.later("/opening/new", f"{VIEWS}.recording.record_opening", needs=Can.KEEP_LEDGER, methods=FORM)

pages.later(ENTRY, f"{VIEWS}.correcting.show_entry", needs=Can.SEE_PAYEES)
pages.later(f"{ENTRY}/put-right", f"{VIEWS}.correcting.correct_entry", needs=Can.KEEP_LEDGER, methods=FORM)
pages.later(f"{ENTRY}/words", f"{VIEWS}.correcting.reword_entry", needs=Can.KEEP_LEDGER, methods=FORM)
pages.later(f"{ENTRY}/void", f"{VIEWS}.correcting.void_entry", needs=Can.KEEP_LEDGER, methods=FORM)

pages.later(f"{ENTRY}/receipts/<row:receipt_id>", f"{VIEWS}.receipts.show_receipt", needs=Can.SEE_RECEIPTS)
pages.later(f"{ENTRY}/receipts/new", f"{VIEWS}.receipts.attach_receipt", needs=Can.KEEP_LEDGER, methods=FORM)
pages.later(
    f"{ENTRY}/receipts/<row:receipt_id>/cover", f"{VIEWS}.receipts.cover_receipt", needs=Can.KEEP_LEDGER, methods=FORM
)

pages.later("/setting-up", f"{VIEWS}.setting_up.setting_up", needs=Can.KEEP_LEDGER)
pages.later("/setting-up/accounts/new", f"{VIEWS}.setting_up.add_account", needs=Can.KEEP_LEDGER, methods=FORM)
pages.later("/setting-up/funds/new", f"{VIEWS}.setting_up.add_fund", needs=Can.KEEP_LEDGER, methods=FORM)
pages.later("/setting-up/categories/new", f"{VIEWS}.setting_up.add_category", needs=Can.KEEP_LEDGER, methods=FORM)
pages.later(
    "/setting-up/funds/<row:fund_id>/headings/new",
    f"{VIEWS}.setting_up.add_heading",
    needs=Can.KEEP_LEDGER,
    methods=FORM,
)
pages.later(PLACE, f"{VIEWS}.setting_up.rename", needs=Can.KEEP_LEDGER, methods=FORM)
pages.later(f"{PLACE}/close", f"{VIEWS}.setting_up.close_or_reopen", needs=Can.KEEP_LEDGER, methods=["POST"])
pages.later("/settling", f"{VIEWS}.setting_up.settle_book", needs=Can.KEEP_LEDGER, methods=FORM)

pages.later("/copies", f"{VIEWS}.workbook.take_copies", needs=Can.TAKE_COPIES)
pages.later("/copies/<label>", f"{VIEWS}.workbook.download_book", needs=Can.TAKE_COPIES)
pages.later(
    "/lines", f"{VIEWS}.workbook.take_lines", needs=Can.SEE_ENTRIES, title="the lines of the cash book, to take away"
)
pages.later(
    "/lines/<label>",
    f"{VIEWS}.workbook.download_lines",
    needs=Can.SEE_ENTRIES,
    title="a copy of the lines of the cash book",
)
