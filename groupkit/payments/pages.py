"""Every page of payments, claims and counts, with what it needs.

Views are loaded when somebody first opens one (decision 0012).
"""

from groupkit.access.gate import FORM, GroupPages
from groupkit.access.permissions import Can

pages = GroupPages("payments", __name__, at="/payments", book="money")

VIEWS = "groupkit.payments.views"
REQUEST, CLAIM, COUNT = "/<row:request_id>", "/claims/<row:request_id>", "/counts/<row:count_id>"

pages.later("/", f"{VIEWS}.requests.list_requests", needs=Can.SEE_PAYEES)
pages.later("/workbook", f"{VIEWS}.taking.download_requests", needs=Can.TAKE_COPIES)
pages.later("/claims/workbook", f"{VIEWS}.taking.download_claims", needs=Can.KEEP_CLAIMS)
pages.later("/counts/workbook", f"{VIEWS}.taking.download_counts", needs=Can.TAKE_COPIES)
pages.later("/new", f"{VIEWS}.requests.ask_payment", needs=Can.KEEP_LEDGER, methods=FORM)
pages.later(REQUEST, f"{VIEWS}.requests.show_request", needs=Can.SEE_PAYEES)
pages.later(f"{REQUEST}/change", f"{VIEWS}.requests.change_request", needs=Can.KEEP_LEDGER, methods=FORM)
pages.later(f"{REQUEST}/papers/<row:paper_id>", f"{VIEWS}.showing.show_paper", needs=Can.SEE_RECEIPTS)
pages.later(f"{REQUEST}/sheets/<row:sheet_id>", f"{VIEWS}.showing.show_sheet", needs=Can.SEE_RECEIPTS)

pages.later(f"{REQUEST}/yes", f"{VIEWS}.authorising.say_yes", needs=Can.KEEP_AUTHORISING, methods=FORM)
pages.later(f"{REQUEST}/on-paper", f"{VIEWS}.authorising.sign_on_paper", needs=Can.KEEP_AUTHORISING, methods=FORM)
pages.later(f"{REQUEST}/not-agreed", f"{VIEWS}.authorising.decline", needs=Can.KEEP_AUTHORISING, methods=FORM)
pages.later(f"{REQUEST}/exception", f"{VIEWS}.authorising.make_exception", needs=Can.KEEP_LEDGER, methods=FORM)
pages.later(f"{REQUEST}/shown", f"{VIEWS}.authorising.show_exception", needs=Can.KEEP_AUTHORISING, methods=FORM)
pages.later(f"{REQUEST}/pay", f"{VIEWS}.authorising.pay", needs=Can.KEEP_LEDGER, methods=FORM)

pages.later("/claims/", f"{VIEWS}.claims.list_claims", needs=Can.KEEP_CLAIMS)
pages.later("/claims/new", f"{VIEWS}.claims.make_claim", needs=Can.KEEP_CLAIMS, methods=FORM)
pages.later(CLAIM, f"{VIEWS}.claims.show_claim", needs=Can.KEEP_CLAIMS)
pages.later(f"{CLAIM}/papers/<row:paper_id>", f"{VIEWS}.showing.show_own_paper", needs=Can.KEEP_CLAIMS)
pages.later(f"{CLAIM}/withdraw", f"{VIEWS}.claims.withdraw", needs=Can.KEEP_CLAIMS, methods=FORM)

pages.later("/counts/", f"{VIEWS}.counting.list_counts", needs=Can.SEE_PAYEES)
pages.later("/counts/meeting", f"{VIEWS}.counting.after_meeting", needs=Can.KEEP_LEDGER, methods=FORM)
pages.later("/subs", f"{VIEWS}.subs.tick_subs", needs=Can.KEEP_LEDGER, methods=FORM)
pages.later("/counts/new", f"{VIEWS}.counting.count_cash", needs=Can.KEEP_LEDGER, methods=FORM)
pages.later(COUNT, f"{VIEWS}.counting.show_count", needs=Can.SEE_PAYEES)
pages.later(f"{COUNT}/difference", f"{VIEWS}.counting.write_difference", needs=Can.KEEP_LEDGER, methods=FORM)
pages.later("/counts/float/<row:account_id>", f"{VIEWS}.counting.set_float", needs=Can.KEEP_LEDGER, methods=FORM)

pages.later("/paper/", f"{VIEWS}.paper.list_paper", needs=Can.KEEP_CLAIMS)
pages.later("/paper/claim", f"{VIEWS}.paper.claim_form", needs=Can.KEEP_CLAIMS)
pages.later("/paper/voucher", f"{VIEWS}.paper.petty_cash_voucher", needs=Can.KEEP_CLAIMS)
pages.later("/paper/count", f"{VIEWS}.paper.count_sheet", needs=Can.KEEP_CLAIMS)
pages.later("/paper/to-sign", f"{VIEWS}.paper.payments_to_sign", needs=Can.SEE_PAYEES)
