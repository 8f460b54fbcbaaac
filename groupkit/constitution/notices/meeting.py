"""Worth a look about meetings and the committee: numbers that cannot go together, or that few groups can keep. Pure."""

from collections.abc import Iterator
from math import ceil

from groupkit.constitution.notices.watching import GROUND_RULES, POLICIES, Notice, Seen, Watch
from groupkit.constitution.text import say_number

DAYS_IN_A_YEAR = 365
LONGEST_GAP, YOUNGEST = 15, 16
"""Months between two yearly meetings, and the age of a member (DOMAIN 1.2)."""


def quorum_too_large(seen: Seen) -> Iterator[Notice]:
    """More members must be there than there are. With one member in the kit, nobody has been written down yet."""
    needed, members = seen.number("quorum_number"), seen.facts.members
    if needed and members and 1 < members < needed:
        yield seen.worth(
            "quorum_number",
            f"A meeting needs {seen.said('quorum_number')} to decide, and the kit knows of"
            f" {say_number(members, 'member')}. A meeting that can never decide helps nobody, so most small groups"
            " choose three to five. If there are more of you than the kit knows, all is well.",
        )


def quorum_too_small(seen: Seen) -> Iterator[Notice]:
    """One person could decide for everybody."""
    for question, who in (("quorum_number", "everybody"), ("committee_quorum", "the committee")):
        needed = seen.number(question)
        if needed is not None and needed < 2:
            yield seen.worth(
                question,
                f"With {say_number(needed)} as the number that must be there, one person alone could decide for {who}."
                " Two is the least that makes a meeting, and most groups choose three or more.",
            )


def special_too_large(seen: Seen) -> Iterator[Notice]:
    """More members are needed to ask for a special meeting than there are."""
    needed, members = seen.number("special_number"), seen.facts.members
    if needed and members and 1 < members < needed:
        yield seen.worth(
            "special_number",
            f"It takes {seen.said('special_number')} to ask for a special meeting, and the kit knows of"
            f" {say_number(members, 'member')}. This is how members are heard without the committee, so most groups"
            " choose a number that can be found. If there are more of you, all is well.",
        )


def notice_longer_than_gap(seen: Seen) -> Iterator[Notice]:
    """Notice of a meeting would have to go out before the meeting before it."""
    for notice, often, which, usual in (
        ("notice_general", "meetings_a_year", "a general meeting", "14 days"),
        ("committee_notice", "committee_meetings", "a committee meeting", "seven days"),
    ):
        days, times = seen.number(notice), seen.number(often)
        if days and times and days * times > DAYS_IN_A_YEAR:
            yield seen.worth(
                notice,
                f"People are told of {which} {seen.said(notice)} before, and there are at least"
                f" {say_number(times, 'meeting')} a year, about one every {say_number(DAYS_IN_A_YEAR // times, 'day')}."
                " Notice of each would have to go out before the one before it has taken place."
                f" Most groups choose {usual}.",
            )


def special_too_soon(seen: Seen) -> Iterator[Notice]:
    """A special meeting has to be held sooner than people can be told of it."""
    within, notice = seen.number("special_within"), seen.number("notice_agm")
    clear = seen.answer("notice_clear") is True
    if within and notice and notice + clear > within:
        days = f"{say_number(notice)} clear {'day' if notice == 1 else 'days'}" if clear else seen.said("notice_agm")
        yield seen.worth(
            "special_within",
            f"A special meeting must be held within {seen.said('special_within')} of being asked for, and members must"
            f" be told {days} before it. Nobody can do both. Most groups choose 21 days’ notice,"
            " and 28 days to hold it in.",
        )


def yearly_gap(seen: Seen) -> Iterator[Notice]:
    """More than 15 months may pass between two yearly meetings."""
    months = seen.number("agm_gap")
    if months and months > LONGEST_GAP:
        yield seen.worth(
            "agm_gap",
            f"Up to {seen.said('agm_gap')} may pass between two yearly meetings, and that is a long time for members"
            " to wait for a look at the money. Funders like to see one in each year, so most groups stay within 15"
            " months.",
        )


def committee_sizes(seen: Seen) -> Iterator[Notice]:
    """The largest committee is smaller than the smallest."""
    least, most = seen.number("committee_least"), seen.number("committee_most")
    if least and most and most < least:
        yield seen.worth(
            "committee_most",
            f"The committee has at least {say_number(least)} and at most {say_number(most)} people on it, and no"
            " committee can be both. Perhaps the two numbers have changed places.",
        )


def committee_quorum(seen: Seen) -> Iterator[Notice]:
    """More people must be there for the committee to decide than it has, at its largest or at its smallest."""
    needed, least, most = (seen.number(one) for one in ("committee_quorum", "committee_least", "committee_most"))
    if needed and most and needed > most:
        has = f"never has more than {say_number(most)}, so it could never decide anything"
    elif needed and least and needed > least:
        has = f"can have as few as {say_number(least)}, and would then be unable to decide anything"
    else:
        return
    yield seen.worth(
        "committee_quorum",
        f"The committee needs {say_number(needed, 'person')} there to decide. It {has}. Most groups choose three, or a"
        " third of the committee if that is more.",
    )


def led_by_members(seen: Seen) -> Iterator[Notice]:
    """A committee of the smallest size cannot have so many from elsewhere and still be led by the people it is for."""
    share, least, others = seen.share("members_share"), seen.number("committee_least"), seen.number("outsiders_most")
    if not (share and least and others):
        return
    room = least - ceil(share * least)
    if others <= room:
        return
    # What a starting point says is usual is not worth a look, and both sentences hold there together.
    if not seen.as_usual("members_share", "committee_least", "outsiders_most"):
        yield seen.worth(
            "outsiders_most",
            f"Up to {seen.said('outsiders_most')} on the committee may be people the group is not for, and"
            f" {seen.said('members_share')} must be people it is for. A committee of {say_number(least)} has room for"
            f" {say_number(room, 'person') if room else 'nobody'} from elsewhere. Most groups lower the first number.",
        )


def brought_in(seen: Seen) -> Iterator[Notice]:
    """Those whom the committee brings in could be as many as those who were elected."""
    brought, least = seen.number("coopt_most"), seen.number("committee_least")
    if brought and least and brought >= least and seen.answer("coopted_vote") is True:
        yield seen.worth(
            "coopt_most",
            f"The committee can bring in {seen.said('coopt_most')} who vote, and can be as small as"
            f" {say_number(least)}. Those whom nobody elected could then decide. Most groups bring in no more than"
            " two.",
        )


def two_jobs(seen: Seen) -> Iterator[Notice]:
    """One person may be both chair and treasurer, or is."""
    named = seen.answer("officers")
    both_named = not isinstance(named, list) or {"chair", "treasurer"} <= set(named)
    if seen.answer("two_jobs") == "yes" and both_named and not seen.in_own_words("two_jobs"):
        yield seen.worth(
            "two_jobs",
            "One person could be both chair and treasurer, and nobody else would look at the money. That is a heavy"
            " load for that person too. Most groups keep these two jobs apart, and funders look for it.",
        )
    if seen.facts.one_person_two_jobs:
        yield Notice(
            "",
            f"One person is {seen.facts.one_person_two_jobs} at present. Many groups begin like that. A second pair of"
            " eyes on the money takes a load off that person, and most funders ask for it.",
            next((key for key in ("officers", "signatories", "money") if seen.text.clause(key)), ""),
        )


def terms(seen: Seen) -> Iterator[Notice]:
    """Somebody would have to stop before the term for which they were elected is over."""
    term, limit = seen.number("term_years"), seen.number("term_limit")
    if term and limit and limit < term:
        yield seen.worth(
            "term_limit",
            f"Somebody is elected for {seen.said('term_years')}, and must let another person have the job after"
            f" {seen.said('term_limit')}. Most groups elect for one year, and let people go on for three to five.",
        )


def young_members(seen: Seen) -> Iterator[Notice]:
    """Children can be members."""
    age = seen.number("member_age")
    if age and age < YOUNGEST:
        yield seen.worth(
            "member_age",
            f"Somebody of {say_number(age)} can be a member, with a vote. Where children belong, parents and funders"
            " ask how you keep them safe. Most groups choose 16 or 18, and others write a page on keeping children"
            " safe first.",
        )


MEETING = (
    Watch("quorum_too_large", "more must be there than there are members", quorum_too_large),
    Watch("quorum_too_small", "one person could decide", quorum_too_small),
    Watch("special_too_large", "more must ask for a special meeting than there are members", special_too_large),
    Watch("notice_longer_than_gap", "notice is longer than the time between meetings", notice_longer_than_gap),
    Watch("special_too_soon", "a special meeting is due before people can be told", special_too_soon),
    Watch("yearly_gap", "too long between yearly meetings", yearly_gap),
    Watch("committee_sizes", "the committee has more people at least than at most", committee_sizes),
    Watch("committee_quorum", "more must be there than the committee has", committee_quorum),
    Watch("led_by_members", "too many from elsewhere for the share of members", led_by_members),
    Watch("brought_in", "those brought in could outvote those elected", brought_in),
    Watch("two_jobs", "one person is chair and treasurer", two_jobs, (GROUND_RULES, POLICIES)),
    Watch("terms", "a limit that is shorter than a term", terms),
    Watch("young_members", "members under 16", young_members),
)
