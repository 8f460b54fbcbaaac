"""What the book of minutes tells other books; each is loaded when it is first asked for."""

from groupkit.chores import CHORES
from groupkit.coming_up import tells_coming
from groupkit.decisions.reported import tells_places, tells_reported, tells_settled
from groupkit.jobs.handed_on import tells_handover
from groupkit.loading import later
from groupkit.meetings.filling import tells_filling
from groupkit.meetings.pack import tells_pack
from groupkit.people.members.naming import holds_names, tells_own
from groupkit.tallies.offering import tells_sessions

tells_coming(later("groupkit.minutes.on_home.promised"))
tells_coming(later("groupkit.minutes.on_home.to_read"))
tells_coming(later("groupkit.minutes.on_home.corrections"))
tells_filling("actions", later("groupkit.minutes.telling.actions_for_agenda"))
tells_filling(
    "letters", later("groupkit.minutes.telling.letters_for_agenda"), later("groupkit.minutes.telling.asks_letters")
)
tells_pack("minutes", later("groupkit.minutes.telling.last_yearly_minutes"))
tells_reported(later("groupkit.minutes.telling.reported"))
tells_settled(later("groupkit.minutes.telling.settled"))
tells_places(later("groupkit.minutes.telling.places"))
tells_handover("Promised at meetings, and still open", later("groupkit.minutes.telling.handed_on"))
tells_sessions(later("groupkit.minutes.telling.held_sessions"))
tells_own(later("groupkit.minutes.telling.own"))
holds_names(later("groupkit.minutes.naming.take_out"))
holds_names(later("groupkit.minutes.operations.roll.take_out"))
CHORES["drop old rolls"] = later("groupkit.minutes.operations.roll.let_go_of_old")
