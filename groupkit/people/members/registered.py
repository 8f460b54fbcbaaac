"""What the list of members does by itself; each is loaded when it is first asked for."""

from groupkit.access.operations import when_somebody_leaves
from groupkit.chores import CHORES
from groupkit.loading import later
from groupkit.people.members.naming import holds_names

CHORES["take out who left"] = later("groupkit.people.members.erasing.take_out_who_left")
holds_names(later("groupkit.people.members.elsewhere.take_out"))
when_somebody_leaves(later("groupkit.people.members.operations.take_what_helps_away"))
