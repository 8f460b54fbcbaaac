"""What the book of decisions tells other books; each is loaded when it is first asked for."""

from groupkit.coming_up import tells_coming
from groupkit.decisions.results import tells_results
from groupkit.loading import later
from groupkit.people.members.naming import holds_names

tells_coming(later("groupkit.decisions.telling.reviews"))
tells_coming(later("groupkit.decisions.telling.to_report"))
holds_names(later("groupkit.decisions.naming.take_out"))
tells_results(
    "tenure",
    "Somebody’s time in a job",
    later("groupkit.decisions.leading.offered_tenures"),
    later("groupkit.decisions.leading.found_tenures"),
)
tells_results(
    "agreement",
    "An agreement with a critical friend",
    later("groupkit.decisions.leading.offered_agreements"),
    later("groupkit.decisions.leading.found_agreements"),
)
