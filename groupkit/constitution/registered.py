"""What the texts tell other books; each is loaded when it is first asked for."""

from groupkit.coming_up import tells_coming
from groupkit.decisions.results import tells_results
from groupkit.facts import tells_fact
from groupkit.library import tells_mistakes
from groupkit.loading import later
from groupkit.people.members.naming import holds_names

tells_coming(later("groupkit.constitution.telling.meetings"))
tells_coming(later("groupkit.constitution.telling.reviews"))
tells_results(
    "text",
    "A change to our rules, or a policy",
    later("groupkit.constitution.chosen.offered"),
    later("groupkit.constitution.chosen.found"),
)
tells_fact("members")(later("groupkit.constitution.standing.members"))
tells_fact("adopted")(later("groupkit.constitution.standing.adopted"))
tells_fact("signed")(later("groupkit.constitution.standing.signed"))
tells_fact("two_see_money")(later("groupkit.constitution.standing.two_see_money"))
tells_mistakes(later("groupkit.constitution.reading.mistakes"))
holds_names(later("groupkit.constitution.naming.take_out"))
