"""Everything that is read of payments, claims and counts."""

from groupkit.payments.queries.asked import (
    Asked,
    Ended,
    Excepted,
    Said,
    Yes,
    asked,
    ended_lately,
    exceptions_to_show,
    open_requests,
    own,
    requests_below,
    title_of,
)
from groupkit.payments.queries.circle import Needed, People, circle_for, needed_now, people_here
from groupkit.payments.queries.counting import (
    Counted,
    FloatCard,
    count,
    counts,
    counts_below,
    floats,
    petty_of,
    standing_float,
)
from groupkit.payments.queries.waiting import differences_open, exceptions_not_shown, waiting_on
from groupkit.payments.queries.waiting_sum import waiting_sum

__all__ = [
    "Asked",
    "Counted",
    "Ended",
    "Excepted",
    "FloatCard",
    "Needed",
    "People",
    "Said",
    "Yes",
    "asked",
    "circle_for",
    "count",
    "counts",
    "counts_below",
    "differences_open",
    "ended_lately",
    "exceptions_not_shown",
    "exceptions_to_show",
    "floats",
    "needed_now",
    "open_requests",
    "own",
    "people_here",
    "petty_of",
    "requests_below",
    "standing_float",
    "title_of",
    "waiting_on",
    "waiting_sum",
]
