"""Everything that is read of payments, claims and counts."""

from groupkit.payments.queries.asked import (
    asked,
    in_lists,
    open_requests,
    own,
    requests_below,
)
from groupkit.payments.queries.circle import Needed, People, asks_people, circle_for, needed_now, people_here, people_of
from groupkit.payments.queries.counting import (
    Counted,
    FloatCard,
    count,
    counts,
    counts_below,
    floats,
    standing_float,
    takes_money_in,
)
from groupkit.payments.queries.open_now import OpenRequest, asks_open, asks_to_show, told_open
from groupkit.payments.queries.values import Asked, Ended, Excepted, InLists, Said, Yes, title_of
from groupkit.payments.queries.waiting import counting_left_open
from groupkit.payments.queries.waiting_sum import waiting_sum

__all__ = [
    "Asked",
    "Counted",
    "Ended",
    "Excepted",
    "FloatCard",
    "InLists",
    "Needed",
    "OpenRequest",
    "People",
    "Said",
    "Yes",
    "asked",
    "asks_open",
    "asks_people",
    "asks_to_show",
    "circle_for",
    "count",
    "counting_left_open",
    "counts",
    "counts_below",
    "floats",
    "in_lists",
    "needed_now",
    "open_requests",
    "own",
    "people_here",
    "people_of",
    "requests_below",
    "standing_float",
    "takes_money_in",
    "title_of",
    "told_open",
    "waiting_sum",
]
