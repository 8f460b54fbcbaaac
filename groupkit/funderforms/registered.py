"""What the book of funders' forms tells other books; each is loaded when it is first asked for."""

from groupkit.loading import later
from groupkit.people.members.naming import holds_names

holds_names(later("groupkit.funderforms.naming.take_out"))
