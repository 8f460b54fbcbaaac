"""What the words of a return mean: printed with it, so that two people count the same thing. Pure."""

DEFINITIONS: tuple[tuple[str, str], ...] = (
    ("Gathering", "One occasion on which the group came together, whatever for. One that was called off is not held."),
    ("Attendance", "One person at one gathering. Somebody who came ten times makes ten attendances."),
    ("Different people", "Each person counts once over the days that are named, however often they came."),
    ("First time", "Somebody who came to the group for the first time ever."),
    ("Volunteers’ hours", "Hours that people gave without pay, for the group, before, during and after gatherings."),
    ("About", "A good guess, where nobody counted."),
    (
        "Not shown",
        "Numbers from one to four, and sometimes one beside them, are left out so that nobody can be picked out. "
        "A nought is shown. The sums hold them where that gives nothing away. So are averages of fewer than ten "
        "answers, which say little.",
    ),
    ("Agreed", "What the funder and the group agreed for a heading."),
    ("Spent", "What went out of the bank or the tin under a heading, less what came back."),
    ("Left over", "What was received, less what was spent."),
    ("Match funding", "Money that came from somebody else for the same purpose."),
    ("In kind", "Something given instead of money: a room, printing, somebody’s skill."),
)

MEANINGS: dict[str, str] = dict(DEFINITIONS) | {
    "Attendances": dict(DEFINITIONS)["Attendance"],
    "Gatherings": dict(DEFINITIONS)["Gathering"],
    "Left": dict(DEFINITIONS)["Left over"],
}
"""The same by the words as they stand over a column."""
