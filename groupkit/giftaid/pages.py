"""Every page of Gift Aid, with what it needs: names are for those who see who was paid, and never for a friend.

Views are loaded when somebody first opens one (decision 0012).
"""

from groupkit.access.gate import FORM, GroupPages
from groupkit.access.permissions import Can
from groupkit.loading import later

pages = GroupPages("giftaid", __name__, at="/money/gift-aid", book="money")

VIEWS = "groupkit.giftaid.views"
CASH = f"{VIEWS}.collecting"
DECLARATION, CLAIM = "/declarations/<row:declaration_id>", "/claims/<row:claim_id>"

pages.later("/", f"{VIEWS}.overview.show_gift_aid", needs=Can.SEE_PAYEES)
pages.later("/settings", f"{VIEWS}.overview.change_settings", needs=Can.KEEP_LEDGER, methods=FORM)
pages.later("/form", f"{VIEWS}.overview.declaration_form", needs=Can.SEE_PAYEES)

pages.later("/declarations/", f"{VIEWS}.declaring.list_declarations", needs=Can.SEE_PAYEES)
pages.later("/declarations/new", f"{VIEWS}.declaring.add_declaration", needs=Can.KEEP_LEDGER, methods=FORM)
pages.later(DECLARATION, f"{VIEWS}.declaring.show_declaration", needs=Can.SEE_PAYEES)
pages.later(f"{DECLARATION}/donor", f"{VIEWS}.declaring.change_donor", needs=Can.KEEP_LEDGER, methods=FORM)
pages.later(f"{DECLARATION}/confirmed", f"{VIEWS}.declaring.confirm_declaration", needs=Can.KEEP_LEDGER, methods=FORM)
pages.later(f"{DECLARATION}/ended", f"{VIEWS}.declaring.end_declaration", needs=Can.KEEP_LEDGER, methods=FORM)
pages.later(f"{DECLARATION}/photo", f"{VIEWS}.declaring.add_photo", needs=Can.KEEP_LEDGER, methods=FORM)
pages.later(f"{DECLARATION}/photos/<row:photo_id>", f"{VIEWS}.declaring.show_photo", needs=Can.SEE_RECEIPTS)
pages.later(f"{DECLARATION}/take-out", f"{VIEWS}.declaring.take_donor_out", needs=Can.KEEP_LEDGER, methods=FORM)

pages.later("/gifts/", f"{VIEWS}.giving.list_gifts", needs=Can.SEE_PAYEES)
pages.later("/gifts/mark/<row:entry_id>", f"{VIEWS}.giving.mark_gift", needs=Can.KEEP_LEDGER, methods=FORM)
pages.later("/gifts/<row:gift_id>/undo", f"{VIEWS}.giving.undo_gift", needs=Can.KEEP_LEDGER, methods=FORM)

pages.later("/claims/new", f"{VIEWS}.claiming.prepare_claim", needs=Can.SEE_PAYEES)
pages.later("/claims/new/workbook", f"{VIEWS}.claiming.download_draft", needs=Can.TAKE_COPIES)
pages.later("/claims/new/sent", f"{VIEWS}.claiming.send_claim", needs=Can.KEEP_LEDGER, methods=FORM)
pages.later(CLAIM, f"{VIEWS}.claiming.show_claim", needs=Can.SEE_PAYEES)
pages.later(f"{CLAIM}/workbook", f"{VIEWS}.claiming.download_claim", needs=Can.TAKE_COPIES)
pages.later(f"{CLAIM}/received", f"{VIEWS}.claiming.receive_claim", needs=Can.KEEP_LEDGER, methods=FORM)
pages.later(f"{CLAIM}/refused", f"{VIEWS}.claiming.refuse_claim", needs=Can.KEEP_LEDGER, methods=FORM)

pages.later("/small-cash/", f"{CASH}.show_small_cash", needs=Can.SEE_PAYEES)
pages.later("/small-cash/mark/<row:entry_id>", f"{CASH}.mark_collection", needs=Can.KEEP_LEDGER, methods=FORM)
pages.later("/small-cash/<row:collection_id>/undo", f"{CASH}.undo_collection", needs=Can.KEEP_LEDGER, methods=FORM)

pages.add_app_template_global(later("groupkit.giftaid.rules.could_be_gift"), "could_be_gift")
pages.add_app_template_global(later("groupkit.giftaid.queries.known.is_on_here"), "has_gift_aid")
