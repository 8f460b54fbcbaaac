"""What the book of what we did tells other books; each is loaded when it is first asked for."""

from groupkit.coming_up import tells_coming
from groupkit.loading import later
from groupkit.people.members.naming import holds_names

tells_coming(later("groupkit.tallies.telling.quiet_month"))
tells_coming(later("groupkit.tallies.telling.yeses"))
holds_names(later("groupkit.tallies.naming.take_out"))
