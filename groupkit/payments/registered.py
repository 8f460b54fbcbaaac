"""What the book of payments tells other books; each is loaded when it is first asked for."""

from groupkit.chores import CHORES
from groupkit.coming_up import tells_coming
from groupkit.loading import later
from groupkit.people.members.naming import holds_names, tells_own

tells_coming(later("groupkit.payments.telling.waiting"))
holds_names(later("groupkit.payments.naming.take_out"))
holds_names(later("groupkit.payments.subs.take_out"))
tells_own(later("groupkit.payments.subs.own"))
CHORES["let go of old ticks"] = later("groupkit.payments.subs.let_go_of_old")
