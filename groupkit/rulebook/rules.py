"""The rules a group can have, what each means and what holds until the group says otherwise. Pure.

What is usual comes from DOMAIN 1.2, unless a rule says otherwise.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction

from groupkit.dates import YearEnd
from groupkit.refusal import Refused

MOST_PARTS = 100
"""A share is a fraction of two whole numbers, neither of them larger."""

SHARES = {
    "1/20": "a twentieth",
    "1/10": "a tenth",
    "1/5": "a fifth",
    "1/4": "a quarter",
    "1/3": "a third",
    "1/2": "half",
    "51/100": "more than half",
    "3/5": "three fifths",
    "2/3": "two thirds",
    "3/4": "three quarters",
    "4/5": "four fifths",
    "9/10": "nine tenths",
    "1/1": "all",
}
BASES = {"voting": "the members present and voting", "present": "the members present", "all": "all the members"}
CASTING_VOTES = {
    "no": "no: a tied proposal is not agreed",
    "tie": "yes, when an ordinary vote is tied",
    "any": "yes, on every vote that is tied",
}
WAYS_TO_DECIDE = {"vote": "by a vote", "consensus": "by consensus"}
YES_NO = {"yes": "yes", "no": "no"}


class Kind(StrEnum):
    """What the value of a rule is."""

    NUMBER = "number"
    SHARE = "share"
    CHOICE = "choice"
    YEAR_END = "year_end"


@dataclass(frozen=True)
class Rule:
    """A rule by name: how it is asked, and the value that holds until the group sets one.

    Values are kept as text: a number as figures, a share as `2/3`, a choice by its key, a year end as `MM-DD`; an empty
    one says that nothing is agreed, where the rule can do without.
    """

    name: str
    label: str
    usual: str
    kind: Kind
    unit: tuple[str, str] = ("", "")
    least: int = 0
    most: int = 1_000
    options: Mapping[str, str] = field(default_factory=dict)
    optional: bool = False


def _number(name: str, label: str, usual: int | None, unit: str, least: int = 1, most: int = 1_000) -> Rule:
    units = {"person": "people", "signatory": "signatories"}.get(unit, f"{unit}s")
    said = "" if usual is None else str(usual)
    return Rule(name, label, said, Kind.NUMBER, (unit, units), least, most, optional=usual is None)


def _share(name: str, label: str, usual: str) -> Rule:
    return Rule(name, label, usual, Kind.SHARE, optional=not usual)


def _choice(name: str, label: str, usual: str, options: Mapping[str, str]) -> Rule:
    return Rule(name, label, usual, Kind.CHOICE, options=options)


FINANCIAL_YEAR_END = Rule("financial_year_end", "Our financial year ends on", "03-31", Kind.YEAR_END)
"""`MM-DD`; 31 March is what most groups choose."""

TOPICS: dict[str, tuple[Rule, ...]] = {
    "Meetings": (
        _number("quorum_general_number", "Members who must be there for a meeting to decide", 3, "member"),
        _share("quorum_general_share", "Share of the members who must be there, if that is more", "1/10"),
        _number("notice_general_days", "Notice of a general meeting", 14, "day", least=0, most=120),
        _number("notice_agm_days", "Notice of the yearly general meeting", 21, "day", least=0, most=120),
        _choice("notice_clear", "Neither the day of notice nor the day of the meeting counts", "yes", YES_NO),
        _number("agm_gap_months", "Longest time from one yearly general meeting to the next", 15, "month", 12, 36),
        _number("special_number", "Members who can ask for a special meeting", 5, "member"),
        _share("special_share", "Share of the members who can ask for a special meeting, if that is more", "1/10"),
        _number("special_within_days", "A special meeting is held within", 28, "day", most=120),
        _number("adjourn_days", "When too few come, the meeting is held again within", 14, "day", most=120),
        _choice("remote_meetings", "People can take part by phone or online", "yes", YES_NO),
    ),
    "Deciding": (
        _choice("decide_by", "How we decide", "vote", WAYS_TO_DECIDE),
        _choice("casting_vote", "A casting vote for whoever chairs", "no", CASTING_VOTES),
        _number("consensus_meetings", "Meetings in which we look for consensus", 2, "meeting", most=12),
        _share("fallback_share", "If there is no consensus, a vote needs this share", "2/3"),
        _number("notice_change_days", "Notice of a change to the rules, with its words", 14, "day", least=0, most=120),
        _share("change_share", "A change to the rules needs this share", "2/3"),
        _choice("change_base", "Who is counted for a change to the rules", "voting", BASES),
        _share("dissolve_share", "Closing the group needs this share", "2/3"),
        _choice("dissolve_base", "Who is counted for closing the group", "voting", BASES),
    ),
    "Sharing the work": (
        _number("committee_least", "Fewest people on the committee", 3, "person", most=100),
        _number("committee_most", "Most people on the committee", 8, "person", most=100),
        _number("meetings_committee_a_year", "Committee meetings in a year, at least", 4, "meeting", most=60),
        _number("notice_committee_days", "Notice of a committee meeting", 7, "day", least=0, most=120),
        _number("quorum_committee_number", "People who must be there for the committee to decide", 3, "person"),
        _share("quorum_committee_share", "Share of the committee who must be there, if that is more", "1/3"),
        _number("coopt_most", "People the committee can bring in during the year", 2, "person", least=0, most=50),
        _number("term_years", "How long somebody serves", 1, "year", most=10),
        _number("term_limit_years", "Longest time in one job without a break", None, "year", most=30),
        _number("absent_meetings", "Meetings missed in a row before a place is free", 3, "meeting", most=24),
        _share("members_share", "Share of the committee who are people the group is for", ""),
    ),
    "Members": (
        _number("members_kept_months", "After somebody leaves, we keep their name and contact", 12, "month", most=24),
    ),
    "Money": (
        FINANCIAL_YEAR_END,
        _number(
            "accounts_months", "From our year end until accounts come to the members, at most", 6, "month", most=24
        ),
        _number("signatories_named", "People the bank lets sign (the mandate)", 3, "signatory", most=20),
        _number("signatories_needed", "Signatories who authorise a payment", 2, "signatory", most=20),
    ),
}
"""All rules, in the order in which people read them."""

RULES = {rule.name: rule for rules in TOPICS.values() for rule in rules}

NEVER_MORE = (
    ("committee_least", "committee_most"),
    ("signatories_needed", "signatories_named"),
    ("term_years", "term_limit_years"),
)
"""Rules of which the first is never more than the second, where both are set."""

_PLAIN_NUMBER = re.compile(r"[0-9]{1,4}", re.ASCII)
_PLAIN_SHARE = re.compile(r"([0-9]{1,3})/([0-9]{1,3})", re.ASCII)


def read(rule: Rule, text: str) -> str:
    """A value for a rule, checked; raises Refused with a sentence."""
    if not text and rule.optional:
        return ""
    if rule.kind is Kind.NUMBER:
        return _read_number(rule, text)
    if rule.kind is Kind.SHARE:
        return _read_share(text)
    if rule.kind is Kind.YEAR_END:
        return str(read_year_end(text))
    if text not in rule.options:
        raise Refused("Choose one of these", "value")
    return text


def _read_number(rule: Rule, text: str) -> str:
    if not _PLAIN_NUMBER.fullmatch(text):
        raise Refused("Write a whole number in figures, like 14", "value")
    if not rule.least <= int(text) <= rule.most:
        raise Refused(f"Write a number from {rule.least} to {rule.most:,}", "value")
    return str(int(text))


def _read_share(text: str) -> str:
    match = _PLAIN_SHARE.fullmatch(text)
    if match is None or not 0 < int(match[1]) <= int(match[2]) <= MOST_PARTS:
        raise Refused("Write a share as a fraction, like 2/3", "value")
    return f"{int(match[1])}/{int(match[2])}"


def check_together(rule: Rule, value: str, others: Mapping[str, str]) -> None:
    """Raises Refused where a value cannot stand beside the other rules: no committee of at least 9 and at most 8."""
    for low, high in NEVER_MORE:
        if rule.name not in (low, high):
            continue
        together = {**others, rule.name: value}
        if not all(together[name] for name in (low, high)) or int(together[low]) <= int(together[high]):
            continue
        other = RULES[high if rule.name == low else low]
        than = "more" if rule.name == low else "less"
        raise Refused(f"That is {than} than “{other.label}”: {say(other, others[other.name])}", "value")


def read_year_end(text: str) -> YearEnd:
    """A year end from `MM-DD`; raises Refused for a day that not every year has (28 February stands for its end)."""
    if not re.fullmatch(r"[0-9]{2}-[0-9]{2}", text, re.ASCII):
        raise Refused("Choose the last day of your year", "year_end")
    end = YearEnd.read(text)
    try:
        end.in_year(2027)
    except ValueError:
        raise Refused("Not every year has that day. Choose another", "year_end") from None
    return end


def say(rule: Rule, value: str) -> str:
    """A value as it is said: `14 days`, `a third`, `31 March`; `nothing agreed` when there is none."""
    if not value:
        return "nothing agreed"
    if rule.kind is Kind.NUMBER:
        return f"{int(value):,} {rule.unit[0] if value == '1' else rule.unit[1]}".strip()
    if rule.kind is Kind.SHARE:
        return say_share(value)
    if rule.kind is Kind.YEAR_END:
        return YearEnd.read(value).in_words
    return rule.options.get(value, value)


def say_share(value: str) -> str:
    """`two thirds`, `a tenth`, or the fraction itself where there is no short word for it."""
    whole = Fraction(value)
    return SHARES.get(value) or SHARES.get(f"{whole.numerator}/{whole.denominator}") or value
