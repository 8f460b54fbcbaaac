"""What the book of rules tells other books; each is loaded when it is first asked for."""

from groupkit.facts import tells_fact
from groupkit.loading import later

tells_fact("year_end")(later("groupkit.rulebook.queries.year_end_was_chosen"))
