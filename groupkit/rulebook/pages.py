"""Every page of the book of rules, with what it needs.

Views are loaded when somebody first opens one (decision 0012).
"""

from groupkit.access.gate import FORM, GroupPages
from groupkit.access.permissions import Can

pages = GroupPages("rulebook", __name__, at="/rules", book="rules")

VIEWS = "groupkit.rulebook.views"

pages.later("/", f"{VIEWS}.show_rules", needs=Can.SEE_RULES, title="our rules")
pages.later("/set/<rule>", f"{VIEWS}.change_rule", needs=Can.KEEP_RULES, methods=FORM)
pages.later("/year-end", f"{VIEWS}.change_year_end", needs=Can.KEEP_RULES, methods=FORM)
pages.later("/particulars", f"{VIEWS}.change_particulars", needs=Can.KEEP_RULES, methods=FORM)
