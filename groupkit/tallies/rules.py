"""The words of tallies: what is counted each month, how people are counted, what a yes is for. Pure."""

import re
from collections.abc import Mapping
from datetime import date, timedelta

from groupkit.dates import MONTHS, Period, months_after
from groupkit.refusal import Refused

USUAL_KINDS = ("Usual meeting", "Walk or outing", "Talk or visitor")
"""What a group begins with; it calls them what it likes."""
STANDINGS = {
    "held": "held",
    "called_off": "planned, and called off",
    "mistake": "written down by mistake, and not counted",
}
MOST = 100_000
"""More than any count of a group."""
MOST_HOURS = 1_000
"""In hours: more than helpers give to one session."""

HEARD = {
    "heard_self": "Came by themselves",
    "heard_friend": "A friend or family",
    "heard_member": "Another member",
    "heard_gp": "A GP or nurse",
    "heard_link": "A link worker (social prescribing)",
    "heard_hospital": "A hospital or clinic",
    "heard_council": "The council or a charity",
    "heard_online": "Online",
    "heard_poster": "A poster or leaflet",
}
"""How people heard of us: always these nine, so that years can be held side by side."""
BARRIERS = {
    "way_transport": "Getting there",
    "way_cost": "The cost",
    "way_care": "Looking after somebody",
    "way_timing": "The day or hour",
    "way_building": "The building",
    "way_confidence": "Walking in for the first time",
    "way_language": "Language",
    "way_other": "Something else",
}
"""What got in the way, where somebody said so of their own accord."""
ALSO = {
    "contacts": "Calls, messages and visits between meetings",
    "moved_on": "Moved on, in whatever way was right for them",
    "took_job": "Took on a job in the group",
    "talks": "Talks we gave elsewhere",
}
MONTHLY: Mapping[str, str] = {**ALSO, **HEARD, **BARRIERS}
"""Everything that is counted by the month."""
OF_PEOPLE = tuple(what for what in MONTHLY if what != "talks")
"""The monthly counts in which a small number can point at somebody."""

KNOWN_BY = {
    "list": "We kept a list, and have thrown it away",
    "know": "We know each other, and counted together",
    "hands": "A show of hands",
    "guess": "A good guess",
}
VOICES = {"quotation": "Something somebody said", "story": "A story", "picture": "A picture"}
USES = {
    "returns": "a return to a funder",
    "booklets": "a booklet of the group",
    "anybody": "a poster or the website, for anybody to see",
}
"""What somebody can say yes to, each by itself."""
SIGNED = "a member"
LONGEST_YES = 5
"""In years: nobody says yes for longer without being asked again."""

QUESTIONS = {
    "welcome": "I feel welcome here",
    "say": "I have a say in what we do",
    "safe": "I feel safe here",
    "belong": "I feel that I belong",
    "load": "The work is shared fairly, and is not too much for anybody",
}
ANSWERS = {"agree": "I agree", "partly": "Partly", "not_yet": "Not yet"}


def first_of(day: date) -> date:
    """The first day of its month."""
    return day.replace(day=1)


def last_of(month: date) -> date:
    """The last day of a month, from its first."""
    return months_after(month, 1) - timedelta(days=1)


def month_name(month: date) -> str:
    """`March 2026`."""
    return f"{MONTHS[month.month - 1]} {month.year}"


def month_at(address: str) -> date | None:
    """The month that `2026-03` stands for; None for anything else."""
    found = re.fullmatch(r"(20[0-9]{2})-(0[1-9]|1[0-2])", address, re.ASCII)
    return date(int(found[1]), int(found[2]), 1) if found else None


def months_until(last: date, count: int) -> list[date]:
    """So many months, up to the one in which a day falls."""
    return [months_after(first_of(last), -back) for back in reversed(range(count))]


def months_in(period: Period) -> tuple[list[date], list[date]]:
    """The months that lie wholly in a period, and those that it cuts in two."""
    whole: list[date] = []
    cut: list[date] = []
    month = first_of(period.first)
    while month <= period.last:
        inside = period.first <= month and last_of(month) <= period.last
        (whole if inside else cut).append(month)
        month = months_after(month, 1)
    return whole, cut


def read_hours(text: str) -> int:
    """Helpers' hours as whole minutes: `6`, `1.5`, `1½`, `1:30`, `2h 15`. Raises Refused: quarters of an hour count."""
    plain = text.strip().casefold().replace(",", ".")
    for sign, part in (("¼", ".25"), ("½", ".5"), ("¾", ".75")):
        plain = plain.replace(sign, part)
    found = re.fullmatch(r"([0-9]{0,4})(?:\.([0-9]{1,2}))?\s*(?:h|hours?)?", plain, re.ASCII)
    clock = re.fullmatch(r"([0-9]{1,4})\s*(?::|h|hours?)\s*([0-5][0-9])\s*(?:m|min|minutes?)?", plain, re.ASCII)
    if clock:
        minutes = int(clock[1]) * 60 + int(clock[2])
    elif found and (found[1] or found[2]):
        minutes = int(found[1] or 0) * 60 + int((found[2] or "0").ljust(2, "0")) * 60 // 100
    else:
        raise Refused("Write the hours like 6, 1.5 or 1:30")
    if minutes % 15:
        raise Refused("Quarters of an hour are near enough: 1.25, 1.5 or 1.75")
    if minutes > MOST_HOURS * 60:
        raise Refused("That is more hours than there can have been. Have another look")
    return minutes


def hours(minutes: int) -> str:
    """`6`, `1.5`, `0.25`: minutes as hours."""
    whole, rest = divmod(minutes, 60)
    part = f"{rest * 100 // 60:02d}".rstrip("0")
    return f"{whole}.{part}" if part else str(whole)


def read_hundredths(text: str) -> int:
    """A number of a measure in hundredths: `7`, `7.25`, `-1.5`. Raises Refused."""
    found = re.fullmatch(r"([-−]?)([0-9]{1,7})(?:[.,]([0-9]{1,2}))?", text.strip(), re.ASCII)
    if not found and text.strip().startswith("−"):
        return read_hundredths(f"-{text.strip()[1:]}")
    if not found:
        raise Refused("Write one number, like 7 or 7.25")
    hundredths = int(found[2]) * 100 + int((found[3] or "0").ljust(2, "0"))
    return -hundredths if found[1] else hundredths


def in_figures(hundredths: int) -> str:
    """`7`, `7.25`, `-1.5`: hundredths as they were written."""
    whole, rest = divmod(abs(hundredths), 100)
    part = f"{rest:02d}".rstrip("0")
    return ("-" if hundredths < 0 else "") + (f"{whole}.{part}" if part else str(whole))


def check_session(
    day: date, today: date, standing: str, came: int | None, first_timers: int | None, minutes: int
) -> None:
    """Raises Refused, beside its field, for a session that cannot have been."""
    if standing == "held" and day > today:
        raise Refused("That day has not come yet. One that is called off can be written down before its day", "day")
    if standing == "called_off" and (came or first_timers or minutes):
        raise Refused("If it was called off, nobody came. Leave the numbers empty", "attendances")
    if came is not None and first_timers is not None and first_timers > came:
        raise Refused(f"That is more than the {came} who came", "first_timers")
    if first_timers is not None and came is None:
        raise Refused("Write how many came in all too", "attendances")


def check_people(first: date, last: date, today: date, people: int, attendances: int | None) -> None:
    """Raises Refused, beside its field: days the wrong way round, or more people than attendances all counted."""
    if last < first:
        raise Refused("The last day comes before the first", "last")
    if last > today:
        raise Refused("Choose a time that is over, up to today", "last")
    if attendances is not None and people > attendances:
        raise Refused(
            f"In that time {attendances} attendances are written down, and nobody comes without attending. "
            "Look at both numbers once more",
            "people",
        )


def check_yes(uses: list[str], yes_on: date, until: date | None, today: date) -> None:
    """Raises Refused where nobody said yes, or not on a day that can be."""
    if not uses:
        raise Refused(
            "Without a yes it is not kept here. Ask them what it may be used for, and tick what they said yes to",
            "uses",
        )
    if yes_on > today:
        raise Refused("That day has not come yet", "yes_on")
    if until is not None and until < yes_on:
        raise Refused("That is before the day on which they said yes", "until")
    if until is not None and until > months_after(yes_on, 12 * LONGEST_YES):
        raise Refused(f"Ask them again after {LONGEST_YES} years at the latest", "until")


def check_slips(slips: int, answers: Mapping[str, tuple[int, int, int]]) -> None:
    """Raises Refused, beside its field, where a question has more answers than slips were handed in."""
    if not slips:
        raise Refused("No slips, no group check", "slips")
    for question, counts in answers.items():
        if sum(counts) > slips:
            handed_in = "1 slip was" if slips == 1 else f"{slips} slips were"
            raise Refused(f"That is {sum(counts)} answers together, and {handed_in} handed in", f"{question}_agree")
