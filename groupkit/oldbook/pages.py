"""Every page of bringing in an old cash book, with what it needs.

Views are loaded when somebody first opens one (decision 0012).
"""

from groupkit.access.gate import FORM, GroupPages
from groupkit.access.permissions import Can

pages = GroupPages("oldbook", __name__, at="/money/old-book", book="money")

VIEWS = "groupkit.oldbook.views"
BOOK = "/<row:book_id>"

pages.later("/", f"{VIEWS}.listing.list_books", needs=Can.KEEP_LEDGER)
pages.later("/new", f"{VIEWS}.steps.choose_file", needs=Can.KEEP_LEDGER, methods=FORM)
pages.later("/new/sheet", f"{VIEWS}.steps.choose_sheet", needs=Can.KEEP_LEDGER, methods=FORM)
pages.later("/new/columns", f"{VIEWS}.steps.say_columns", needs=Can.KEEP_LEDGER, methods=FORM)
pages.later("/new/places", f"{VIEWS}.steps.say_places", needs=Can.KEEP_LEDGER, methods=FORM)
pages.later("/new/kinds", f"{VIEWS}.steps.say_kinds", needs=Can.KEEP_LEDGER, methods=FORM)
pages.later("/new/beginning", f"{VIEWS}.steps.say_beginning", needs=Can.KEEP_LEDGER, methods=FORM)
pages.later("/new/look", f"{VIEWS}.finishing.bring_in", needs=Can.KEEP_LEDGER, methods=FORM)
pages.later("/new/set-aside", f"{VIEWS}.finishing.set_aside", needs=Can.KEEP_LEDGER, methods=FORM)
pages.later(BOOK, f"{VIEWS}.listing.show_book", needs=Can.KEEP_LEDGER)
pages.later(f"{BOOK}/take-back", f"{VIEWS}.finishing.take_back", needs=Can.KEEP_LEDGER, methods=FORM)
