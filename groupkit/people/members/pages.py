"""Every page of the list of members, with what it needs; the views are loaded when somebody first opens one."""

from groupkit.access.gate import FORM, GroupPages
from groupkit.access.permissions import Can

pages = GroupPages("members", __name__, at="/members", book="people")

ONE = "/<number:number>"
VIEWS = "groupkit.people.members.views"

OWN: list[tuple[str, str]] = [
    ("/mine", "own.show_mine"),
    ("/mine/file", "own.download_mine"),
]
"""What is kept about oneself: for everybody with a place in the group."""

SEEN: list[tuple[str, str]] = [
    ("/", "looking.list_members"),
    (ONE, "looking.show_member"),
    (f"{ONE}/file", "own.download_own"),
    ("/workbook", "tables.download_members"),
]
KEPT: list[tuple[str, str]] = [
    ("/new", "keeping.add_member"),
    (f"{ONE}/card", "keeping.change_card"),
    (f"{ONE}/consent", "keeping.withdraw_consent"),
    (f"{ONE}/leaves", "keeping.member_leaves"),
    (f"{ONE}/take-out", "keeping.erase_member"),
    ("/friends/<number:number>/take-out", "keeping.erase_friend"),
    ("/import", "tables.import_members"),
]
"""Forms, for whoever keeps the list."""

PRESSED: list[tuple[str, str]] = [
    ("/look", "looking.look_at_contacts"),
    (f"{ONE}/look", "looking.look_at_member"),
    ("/copy", "looking.take_copy"),
]
"""One button each: the look is written down before the contacts are shown."""

for _rule, _view in OWN:
    pages.later(_rule, f"{VIEWS}.{_view}", needs=Can.SEE_HOME, title="what is kept about them")
for _rule, _view in SEEN:
    pages.later(_rule, f"{VIEWS}.{_view}", needs=Can.SEE_CONTACTS)
for _rule, _view in KEPT:
    pages.later(_rule, f"{VIEWS}.{_view}", needs=Can.KEEP_MEMBERS, methods=FORM)
for _rule, _view in PRESSED:
    pages.later(_rule, f"{VIEWS}.{_view}", needs=Can.KEEP_MEMBERS, methods=["POST"])
