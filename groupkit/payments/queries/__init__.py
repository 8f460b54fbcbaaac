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
    title_of,
)
from groupkit.payments.queries.circle import Needed, People, circle_for, needed_now, people_here
from groupkit.payments.queries.counting import Counted, FloatCard, count, counts, floats, petty_of, standing_float

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
    "ended_lately",
    "exceptions_to_show",
    "floats",
    "needed_now",
    "open_requests",
    "own",
    "people_here",
    "petty_of",
    "standing_float",
    "title_of",
]
