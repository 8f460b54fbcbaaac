"""The pages of looking for something in the money books, with what each needs.

Views are loaded when somebody first opens one (decision 0012).
"""

from groupkit.access.gate import GroupPages
from groupkit.access.permissions import Can

pages = GroupPages("finding", __name__, at="/money/find", book="money")

VIEWS = "groupkit.finding.views"

pages.later("", f"{VIEWS}.find", needs=Can.SEE_ENTRIES, title="what was looked for in the money books")
pages.later("/workbook", f"{VIEWS}.download_found", needs=Can.TAKE_COPIES)
