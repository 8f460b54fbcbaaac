"""What the first page knows by itself; each is loaded when it is first asked for."""

from groupkit.coming_up import tells_coming, tells_steps
from groupkit.loading import later

tells_coming(later("groupkit.home.queries.year_end_coming"))
tells_coming(later("groupkit.home.queries.agreements_coming"))
tells_steps(later("groupkit.home.queries.first_steps"))
