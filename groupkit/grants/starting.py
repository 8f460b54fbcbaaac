"""The differences that a grant can make, to begin from: what members of groups say they get, and a journey. Pure.

In the kit's own words, after what members told studies (USERS.md, “Outcomes in a group's own words”). A group changes
any of them, leaves them all, or writes its own.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Starting:
    """A line to begin from, and a plain way in which a group could know."""

    key: str
    words: str
    how: str


STARTING: tuple[Starting, ...] = (
    Starting("support", "People feel that they are not alone with it", "We ask once a year, with a show of hands"),
    Starting(
        "information", "People know more about what helps, and where to ask", "What people say they tried or rang up"
    ),
    Starting("confidence", "People trust themselves more", "What people tell us that they did for the first time"),
    Starting(
        "helping", "People are of use to somebody else", "How many of us do a job, bring somebody along or ring round"
    ),
    Starting("say", "People have a say in what is done for them", "Which meetings and papers we were part of"),
    Starting(
        "first_contact",
        "Whoever finds us is welcomed, or shown somewhere better for them",
        "How many got in touch, and how many we pointed on: a count without names",
    ),
    Starting("joining_in", "New people come again, and join in", "About how many new people came more than once"),
    Starting("others", "People find new ways to be with others", "What people say in a round at the end of a term"),
    Starting("strengths", "People see what they are good at", "What people offered to do, show or teach"),
    Starting(
        "forward", "People look forward to something", "What people plan next: a course, some work, an outing, a call"
    ),
)
"""Five things that members say they get, then five steps of a journey that many recognise."""


def starting(key: str) -> Starting | None:
    """A line by its key."""
    return next((one for one in STARTING if one.key == key), None)
