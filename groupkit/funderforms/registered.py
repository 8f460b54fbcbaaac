"""What the book of funders' forms tells other books; each is loaded when it is first asked for."""

from groupkit.grants.given_out import gives_out
from groupkit.loading import later
from groupkit.people.members.naming import holds_names

gives_out(later("groupkit.funderforms.queries.figures_given"))
holds_names(later("groupkit.funderforms.naming.take_out"))
