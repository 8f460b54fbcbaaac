"""What the book of payments tells other books; each is loaded when it is first asked for."""

from groupkit.chores import CHORES
from groupkit.coming_up import tells_coming
from groupkit.decisions.results import tells_results
from groupkit.loading import later
from groupkit.people.members.naming import holds_names, tells_own
from groupkit.tallies.offering import tells_sessions

tells_coming(later("groupkit.payments.telling.waiting"))
tells_sessions(later("groupkit.payments.telling.heads_counted"))
holds_names(later("groupkit.payments.naming.take_out"))
holds_names(later("groupkit.payments.subs.take_out"))
tells_results(
    "request",
    "A payment that was asked for",
    later("groupkit.payments.chosen.offered"),
    later("groupkit.payments.chosen.found"),
)
tells_own(later("groupkit.payments.subs.own"))
CHORES["let go of old ticks"] = later("groupkit.payments.subs.let_go_of_old")
