"""Every page of the book of people, with what it needs.

Views are loaded when somebody first opens one (decision 0012).
"""

from groupkit.access.gate import FORM, GroupPages
from groupkit.access.permissions import Can

pages = GroupPages("people", __name__, at="/people", book="people")

VIEWS = "groupkit.people.views"

pages.later("/", f"{VIEWS}.list_people", needs=Can.SEE_PEOPLE, title="who does what")
pages.later("/looks", f"{VIEWS}.show_looks", needs=Can.SEE_LOOKS, title="who looked in")
pages.later("/<number:number>", f"{VIEWS}.show_person", needs=Can.LET_IN)
pages.later("/new", f"{VIEWS}.add_person", needs=Can.LET_IN, methods=FORM)
pages.later("/<number:number>/name", f"{VIEWS}.rename_person", needs=Can.LET_IN, methods=FORM)
pages.later("/<number:number>/leaves", f"{VIEWS}.person_leaves", needs=Can.LET_IN, methods=FORM)
pages.later("/<number:number>/job", f"{VIEWS}.give_job", needs=Can.LET_IN, methods=FORM)
pages.later("/jobs/<row:appointment_id>/end", f"{VIEWS}.end_job", needs=Can.LET_IN, methods=FORM)
pages.later("/<number:number>/invite", f"{VIEWS}.invite_person", needs=Can.LET_IN, methods=FORM)
pages.later("/<number:number>/new-passphrase", f"{VIEWS}.renew_passphrase", needs=Can.LET_IN, methods=FORM)
pages.later("/<number:number>/handed-over", f"{VIEWS}.show_secret", needs=Can.LET_IN)
pages.later("/friends/new", f"{VIEWS}.agree_with_friend", needs=Can.LET_IN, methods=FORM)
pages.later("/<number:number>/agreement", f"{VIEWS}.agree_again", needs=Can.LET_IN, methods=FORM)
pages.later("/<number:number>/agreement/end", f"{VIEWS}.end_agreement", needs=Can.LET_IN, methods=FORM)
pages.later("/friends/<number:number>", f"{VIEWS}.show_agreement", needs=Can.SEE_PEOPLE)
