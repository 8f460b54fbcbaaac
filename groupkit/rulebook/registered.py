"""What the book of rules tells other books; each is loaded when it is first asked for."""

from groupkit.access.founding import at_founding
from groupkit.facts import tells_fact
from groupkit.loading import later

at_founding(later("groupkit.rulebook.operations.begin_rulebook"))
tells_fact("year_end")(later("groupkit.rulebook.queries.year_end_was_chosen"))
