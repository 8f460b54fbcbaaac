"""Where copies hold names; each is loaded when it is first asked for."""

from groupkit.grants.copies import tells_copies
from groupkit.loading import later
from groupkit.people.members.naming import holds_names

holds_names(later("groupkit.copies.naming.take_out"))
tells_copies(later("groupkit.copies.telling.of_returns"))
