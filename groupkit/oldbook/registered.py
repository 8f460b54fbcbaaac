"""What the book of old cash books tells other books; each is loaded when it is first asked for."""

from groupkit import chores
from groupkit.loading import later
from groupkit.people.members.naming import holds_names

holds_names(later("groupkit.oldbook.naming.take_out"))
chores.CHORES["forget old cash books"] = later("groupkit.oldbook.naming.forget_drafts")
