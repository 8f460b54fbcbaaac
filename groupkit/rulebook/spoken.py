"""The rules as people say them: those that belong together in one sentence. Pure."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from groupkit.rulebook.rules import RULES, say
from groupkit.words import and_list

Values = Mapping[str, str]


@dataclass(frozen=True)
class Spoken:
    """Some rules said together: what they are about, how they are said, and what each is called among them."""

    title: str
    says: Callable[[Values], str]
    parts: Mapping[str, str]
    only_if: Callable[[Values], bool] = lambda _: True
    """Whether the rules after the first count, as things stand."""

    @property
    def first(self) -> str:
        """The name of the rule that leads."""
        return next(iter(self.parts))

    def counting(self, values: Values) -> list[str]:
        """The names of the rules that count, as things stand."""
        return list(self.parts) if self.only_if(values) else [self.first]

    def called(self, names: Iterable[str]) -> str:
        """`the number and the share`: what these rules are called among those that are said together."""
        return and_list(self.parts[name] for name in names)


def _said(values: Values, name: str) -> str:
    return say(RULES[name], values[name])


def _alone(title: str, name: str) -> Spoken:
    return Spoken(title, lambda values: _said(values, name), {name: "this"})


def _greater(title: str, number: str, share: str, of: str) -> Spoken:
    """The greater of a number and a share."""

    def says(values: Values) -> str:
        return f"{_said(values, number)}, or {_said(values, share)} of {of} if that is more"

    return Spoken(title, says, {number: "the number", share: "the share"})


def _share_of(title: str, share: str, base: str) -> Spoken:
    return Spoken(
        title,
        lambda values: f"{_said(values, share)} of {_said(values, base)}",
        {share: "the share", base: "who is counted"},
    )


def _notice(values: Values) -> str:
    days = _said(values, "notice_general_days")
    yearly = _said(values, "notice_agm_days")
    return f"{days}; {yearly} for the yearly general meeting"


def _clear(values: Values) -> str:
    if values["notice_clear"] == "yes":
        return "neither the day of notice nor the day of the meeting counts (clear days)"
    return "the day on which people are told counts, the day of the meeting does not"


def _consensus(values: Values) -> str:
    if values["decide_by"] == "vote":
        return "by a vote: more for than against"
    meetings = _said(values, "consensus_meetings")
    return f"by consensus over {meetings}; then a vote that needs {_said(values, 'fallback_share')}"


def _committee(values: Values) -> str:
    return f"from {values['committee_least']} to {values['committee_most']} people"


def _term(values: Values) -> str:
    said = f"{_said(values, 'term_years')} at a time"
    if not values["term_limit_years"]:
        return f"{said}, and people can be chosen again"
    return f"{said}, and at most {_said(values, 'term_limit_years')} without a break"


def _members(values: Values) -> str:
    said = _said(values, "members_share")
    return f"{said} of the committee" if values["members_share"] else said


def _signatories(values: Values) -> str:
    named = _said(values, "signatories_named")
    return f"{named} named at the bank; any {values['signatories_needed']} of them authorise a payment"


TOPICS: dict[str, tuple[Spoken, ...]] = {
    "Meetings": (
        _greater("Members who must be there", "quorum_general_number", "quorum_general_share", "the members"),
        Spoken(
            "Notice of a meeting",
            _notice,
            {"notice_general_days": "the usual notice", "notice_agm_days": "the yearly notice"},
        ),
        Spoken("How days of notice count", _clear, {"notice_clear": "this"}),
        _alone("From one yearly general meeting to the next, at most", "agm_gap_months"),
        _greater("Who can ask for a special meeting", "special_number", "special_share", "the members"),
        _alone("A special meeting is held within", "special_within_days"),
        _alone("When too few come, we meet again within", "adjourn_days"),
        _alone("Taking part by phone or online", "remote_meetings"),
    ),
    "Deciding": (
        Spoken(
            "How we decide",
            _consensus,
            {"decide_by": "the way", "consensus_meetings": "the meetings", "fallback_share": "the vote after that"},
            only_if=lambda values: values["decide_by"] == "consensus",
        ),
        _alone("A casting vote for whoever chairs", "casting_vote"),
        _share_of("To change the rules", "change_share", "change_base"),
        _alone("Notice of a change to the rules", "notice_change_days"),
        _share_of("To close the group", "dissolve_share", "dissolve_base"),
    ),
    "Sharing the work": (
        Spoken("The committee", _committee, {"committee_least": "the fewest", "committee_most": "the most"}),
        _alone("Committee meetings in a year, at least", "meetings_committee_a_year"),
        _alone("Notice of a committee meeting", "notice_committee_days"),
        _greater(
            "Committee members who must be there", "quorum_committee_number", "quorum_committee_share", "the committee"
        ),
        _alone("People the committee can bring in", "coopt_most"),
        Spoken("How long somebody serves", _term, {"term_years": "the term", "term_limit_years": "the limit"}),
        _alone("Meetings missed before a place is free", "absent_meetings"),
        Spoken("People the group is for, on the committee", _members, {"members_share": "this"}),
    ),
    "Members": (_alone("After somebody leaves, name and contact stay for", "members_kept_months"),),
    "Money": (
        _alone("Our year ends on", "financial_year_end"),
        _alone("Accounts come to the members within", "accounts_months"),
        Spoken(
            "Who signs for payments",
            _signatories,
            {"signatories_named": "how many are named", "signatories_needed": "how many authorise"},
        ),
    ),
}
"""Every rule, once, in the order in which people read them."""

SPOKEN = {name: one for spoken in TOPICS.values() for one in spoken for name in one.parts}
"""By the name of each rule, what it is said with."""
