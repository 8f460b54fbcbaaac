"""A group's first pages and the help, with what each needs.

Views are loaded when somebody first opens one (decision 0012).
"""

from groupkit.access.gate import GroupPages, KitPages, Needs
from groupkit.access.permissions import Can

pages = GroupPages("home", __name__, book="home")
help_pages = KitPages("help", __name__)

VIEWS = "groupkit.home.views"

pages.later("/", f"{VIEWS}.show_home", needs=Can.SEE_HOME, title="the first page")
pages.later("/welcome", f"{VIEWS}.welcome", needs=Can.SEE_HOME, title="the welcome page")
pages.later("/history", f"{VIEWS}.show_history", needs=Can.SEE_HISTORY)

help_pages.later("/help", f"{VIEWS}.show_help", needs=Needs.NOBODY)
