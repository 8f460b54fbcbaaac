"""What is worth a look: for every notice, texts that give it and near misses that do not."""

import re
from dataclasses import replace
from fractions import Fraction
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from groupkit.constitution.clauses import Asked
from groupkit.constitution.notices import NOTICES, GroupFacts, Notice, notices
from groupkit.constitution.notices.stated import days_of_year, quantities, shares, single_ones, times_a_year
from groupkit.constitution.shapes import Shape
from groupkit.constitution.text import Choices, OwnWords, Text, asked_in, compose
from groupkit.questions import Kind
from tests.constitution.shapes import LATER, QUORUM, choices, shape, shipped, usual_answers
from tests.sweep import examples

pytestmark = pytest.mark.pure

FIVE_COME = {"quorum_number": 5}
"""The examples speak of five who must be there, whatever is usual."""
MISSING = object()
"""For an answer that nobody has given."""
BRANCH = "branch"
NEVER_SAID = re.compile(r"\b(?:errors?|invalid|must not|fail\w*|overdue|illegal|wrong|shall|warning)\b", re.IGNORECASE)
MOST_WORDS = 45


def about(
    key: str = "small_association",
    *,
    members: int | None = 11,
    nation: str = "",
    registered: bool = False,
    one_person: str = "",
    own: dict[str, str] | None = None,
    made: Shape | None = None,
    left_out: tuple[str, ...] = (),
    **answers: Any,
) -> tuple[Shape, Choices, Text, GroupFacts]:
    """A text with its usual answers, apart from these, and what the kit knows of the group."""
    made = made or shipped(key)
    given = {one: value for one, value in (usual_answers(made) | FIVE_COME | answers).items() if value is not MISSING}
    words = {
        one: OwnWords(*said.split(" | ")) if " | " in said else OwnWords("", said) for one, said in (own or {}).items()
    }
    brought = frozenset(one.key for one in made.clauses if one.key not in left_out)
    chosen = Choices("Lantern Street", nation or made.nations[0], made.key, given, frozenset(left_out), brought, words)
    return made, chosen, compose(made, chosen), GroupFacts(members, chosen.nation, registered, one_person)


def look(*args: Any, **more: Any) -> list[Notice]:
    """What is noticed in such a text; each notice is plain and leads to something that is there."""
    made, chosen, text, facts = about(*args, **more)
    found = notices(made, chosen, text, facts)
    for one in found:
        assert one.key and one.sentence.endswith((".", "?")) and "  " not in one.sentence
        assert not NEVER_SAID.search(one.sentence) and len(one.sentence.split()) <= MOST_WORDS, one
        assert one.clause == "" or text.clause(one.clause), one
        assert one.question == "" or one.question in asked_in(made, chosen), one
    assert len({(one.key, one.clause, one.question) for one in found}) == len(found)
    return found


def keys(*args: Any, **more: Any) -> set[str]:
    return {one.key for one in look(*args, **more)}


def without(made: Shape, *gone: str) -> Shape:
    """A starting point of somebody's own, that does not have these clauses."""
    return replace(made, clauses=tuple(one for one in made.clauses if one.key not in gone))


ASSOCIATION = "small_association"
ANY_VOTE = "yes, whenever a vote is tied, also over who gets a job"
ALL_MEMBERS = "the members on our list, present or not"
LAST_MEETING = "whatever the last meeting decides"

FIRES: list[tuple[str, dict[str, Any]]] = [
    ("quorum_too_large", {"quorum_number": 12}),
    ("quorum_too_large", {"members": 4}),
    ("quorum_too_small", {"quorum_number": 1}),
    ("quorum_too_small", {"committee_quorum": 1}),
    ("special_too_large", {"special_number": 12}),
    ("notice_longer_than_gap", {"notice_general": 31, "meetings_a_year": 12}),
    ("notice_longer_than_gap", {"committee_notice": 15, "committee_meetings": 26}),
    ("special_too_soon", {"special_within": 20}),
    ("special_too_soon", {"special_within": 21, "notice_clear": True}),
    ("yearly_gap", {"agm_gap": 16}),
    ("committee_sizes", {"committee_least": 6, "committee_most": 5}),
    ("committee_quorum", {"committee_quorum": 4}),
    ("committee_quorum", {"committee_quorum": 9}),
    ("led_by_members", {"committee_least": 4, "outsiders_most": 2}),
    ("led_by_members", {"members_share": "at least three quarters", "committee_least": 5, "outsiders_most": 2}),
    ("led_by_members", {"committee_least": 3, "outsiders_most": 3}),
    ("brought_in", {"coopt_most": 3}),
    ("two_jobs", {"two_jobs": "yes"}),
    ("two_jobs", {"one_person": "coordinator and treasurer"}),
    ("terms", {"term_years": 3, "term_limit": 2}),
    ("young_members", {"member_age": 15}),
    ("few_signatories", {"signatories_named": 2}),
    ("few_signatories", {"signatories_named": 1}),
    ("one_signs_alone", {"signatories_needed": 1}),
    ("more_needed_than_named", {"signatories_needed": 4}),
    ("related_signatories", {"signatories_related": "yes"}),
    ("more_signatories_than_committee", {"signatories_named": 4}),
    ("audit", {"aims": "to support each other. Our accounts are Audited every year."}),
    ("audit", {"own": {"accounts_check": "An auditor from outside looks over the accounts."}}),
    ("audit", {"own": {"own-1": "Our yearly audit | It is done in May."}}),
    ("audit", {"own": {"own-1": "Accounts | If income is not small, the accounts are audited."}}),
    ("audit", {"own": {"own-1": "Accounts | No later than June the accounts are audited."}}),
    ("audit", {"own": {"own-1": "Accounts | The treasurer is not alone, and the accounts are audited."}}),
    ("casting_vote", {"casting_vote": ANY_VOTE}),
    ("casting_vote", {"own": {"casting_vote": "The chair has a casting vote on every vote."}}),
    ("casting_vote", {"own": {"own-1": "The chair | On any question the chair has a second vote."}}),
    ("casting_vote", {"own": {"own-1": "The chair | The casting vote also counts where two thirds are needed."}}),
    ("no_fallback", {"key": "consensus_association", "has_fallback": False}),
    ("no_way_to_change", {"made": without(shipped(ASSOCIATION), "changing_rules")}),
    ("no_ending", {"made": without(shipped(ASSOCIATION), "dissolution")}),
    ("every_member_agrees", {"change_share": "every one", "change_base": ALL_MEMBERS}),
    ("every_member_agrees", {"dissolve_share": "every one", "dissolve_base": ALL_MEMBERS}),
    ("assets", {"assets_to": LAST_MEETING}),
    ("assets", {"assets_named": "the remaining members"}),
    ("assets", {"aims": "to help. Whatever is left over is shared out among our members."}),
    ("assets", {"own": {"dissolution": "When we end, the money is divided between the members."}}),
    ("assets", {"own": {"dissolution": "If there is not enough for a charity, it is shared among members."}}),
    ("assets", {"own": {"dissolution": "All assets are distributed equally to those who still come."}}),
    ("assets", {"own": {"dissolution": "After the last accounts, what is left is split between us."}}),
    ("assets", {"own": {"dissolution": "Nothing is sold at once, but what is left is shared among the members."}}),
    ("assets", {"own": {"dissolution": "What is left goes to whoever is still a member."}}),
    ("assets", {"own": {"own-1": "Ending | If the group ends, the money goes to the members."}}),
    ("assets", {"own": {"own-1": "Money | At the year’s end members share what is left."}}),
    ("charity_in_name", {"nation": "scotland", "name": "Lantern Street Charity"}),
    ("charity_in_name", {"nation": "scotland", "name": "The Lantern Charitable Society"}),
    ("broken", {"own": {"own-1": "Keys | As [clause: Lost property] says."}}),
    ("unsaid", {"own": {"notice": "All members hear of a meeting 14 days before."}}),
    ("contradicted", {"own": {"own-1": "Our quorum | Ten members must be there."}}),
]

NEAR_MISSES: list[tuple[str, dict[str, Any]]] = [
    ("quorum_too_large", {"quorum_number": 11}),
    ("quorum_too_large", {"quorum_number": 100, "members": None}),
    ("quorum_too_large", {"quorum_number": 5, "members": 1}),
    ("quorum_too_large", {"quorum_number": MISSING, "members": 4}),
    ("quorum_too_small", {"quorum_number": 2, "committee_quorum": 2}),
    ("special_too_large", {"special_number": 11}),
    ("special_too_large", {"special_number": 100, "members": None}),
    ("notice_longer_than_gap", {"notice_general": 30, "meetings_a_year": 12}),
    ("notice_longer_than_gap", {"notice_general": 60, "meetings_a_year": 6}),
    ("notice_longer_than_gap", {"notice_general": 90, "meetings_a_year": MISSING}),
    ("notice_longer_than_gap", {"committee_notice": 14, "committee_meetings": 26}),
    ("special_too_soon", {"special_within": 21, "notice_clear": False}),
    ("special_too_soon", {"special_within": 22, "notice_clear": True}),
    ("yearly_gap", {"agm_gap": 15}),
    ("committee_sizes", {"committee_least": 5, "committee_most": 5}),
    ("committee_quorum", {"committee_quorum": 3}),
    ("led_by_members", {"committee_least": 3, "outsiders_most": 1}),
    ("led_by_members", {"committee_least": 5, "outsiders_most": 2}),
    ("led_by_members", {"members_share": "everybody", "committee_least": 4, "outsiders_most": 4}),
    ("led_by_members", {"outsiders_most": 9, "left_out": ("led_by_members",)}),
    ("brought_in", {"coopt_most": 2}),
    ("brought_in", {"coopt_most": 5, "coopted_vote": False}),
    ("two_jobs", {"two_jobs": "yes, but nobody is both chair and treasurer"}),
    ("two_jobs", {"two_jobs": "yes", "officers": ["secretary", "treasurer"]}),
    ("two_jobs", {"two_jobs": "yes", "own": {"officers": "Nobody is both chair and treasurer."}}),
    ("two_jobs", {"key": "ground_rules", "one_person": "coordinator and treasurer"}),
    ("two_jobs", {"key": "financial_controls", "one_person": "coordinator and treasurer"}),
    ("terms", {"term_years": 3, "term_limit": 3}),
    ("terms", {"term_years": 3, "term_limit": None}),
    ("young_members", {"member_age": 16}),
    ("young_members", {"member_age": None}),
    ("few_signatories", {"signatories_named": 3}),
    ("few_signatories", {"signatories_named": MISSING}),
    ("one_signs_alone", {"signatories_needed": 2}),
    ("more_needed_than_named", {"signatories_needed": 3}),
    ("related_signatories", {"signatories_related": "no"}),
    ("related_signatories", {"signatories_related": MISSING}),
    ("more_signatories_than_committee", {"signatories_named": 4, "committee_least": 4}),
    ("audit", {"aims": "to share auditory aids, hold auditions and meet in an auditorium"}),
    ("audit", {"name": "Audit Street Neighbours", "area": "Audit Street"}),
    ("audit", {"own": {"own-1": "Accounts | The accounts need not be audited."}}),
    ("audit", {"own": {"own-1": "Accounts | We do not pay for an audit. Unaudited accounts will do."}}),
    ("audit", {"own": {"own-1": "Accounts | An audit is not needed; somebody we trust looks over the accounts."}}),
    ("casting_vote", {"casting_vote": "yes, when an ordinary vote is tied"}),
    ("casting_vote", {"casting_vote": "no, a tied proposal is not agreed"}),
    (
        "casting_vote",
        {"own": {"own-1": "Voting | Each member has one vote. The chair has a casting vote when a vote is tied."}},
    ),
    ("casting_vote", {"own": {"own-1": "The chair | The casting vote never counts where two thirds are needed."}}),
    ("no_fallback", {"key": "consensus_association", "has_fallback": True}),
    ("no_fallback", {"key": "consensus_association", "has_fallback": MISSING}),
    (
        "no_fallback",
        {"key": "consensus_association", "has_fallback": False, "own": {"consensus": "We vote in the end."}},
    ),
    ("no_way_to_change", {"key": "ground_rules"}),
    ("no_way_to_change", {"key": "already_have", "left_out": ("changing_rules",)}),
    ("no_way_to_change", {"key": "reserves"}),
    (
        "no_way_to_change",
        {
            "made": without(shipped(ASSOCIATION), "changing_rules"),
            "own": {"own-1": "Later on | Members can change these rules at a general meeting."},
        },
    ),
    ("no_ending", {"key": "ground_rules"}),
    ("no_ending", {"key": "already_have", "left_out": ("dissolution",)}),
    ("no_ending", {"key": "reserves"}),
    ("no_ending", {"made": without(shipped(BRANCH), "dissolution")}),
    (
        "no_ending",
        {
            "made": without(shipped(ASSOCIATION), "dissolution"),
            "own": {"own-1": "The last page | If we close, a charity gets what is left."},
        },
    ),
    ("every_member_agrees", {"change_share": "every one"}),
    ("every_member_agrees", {"change_base": ALL_MEMBERS, "dissolve_base": ALL_MEMBERS}),
    ("assets", {"assets_to": "a local charity of any kind"}),
    ("assets", {"assets_to": LAST_MEETING, "own": {"dissolution": "What is left goes to the hospice."}}),
    ("assets", {"assets_named": "Members First, the carers’ charity"}),
    ("assets", {"own": {"dissolution": "Nothing that is left may be shared among the members."}}),
    ("assets", {"own": {"dissolution": "What is left must never, whatever happens, be divided between members."}}),
    ("assets", {"own": {"dissolution": "What is left is never shared among the members."}}),
    ("assets", {"own": {"dissolution": "What is left is given to a charity chosen by the members."}}),
    ("assets", {"own": {"dissolution": "What is left goes to a charity that the members choose."}}),
    ("assets", {"own": {"dissolution": "The last accounts and the minutes are given to the members."}}),
    ("assets", {"own": {"dissolution": "What is left goes to a charity and not to members."}}),
    ("assets", {"own": {"own-1": "Sharing the work | The jobs are divided between the members."}}),
    ("assets", {"own": {"own-1": "Sharing the work | The remaining jobs are shared between the members."}}),
    ("assets", {"own": {"own-1": "Papers | A balance sheet goes to the members."}}),
    ("assets", {"own": {"own-1": "Minutes | A copy goes to the members, also to those who have left early."}}),
    ("charity_in_name", {"nation": "england-and-wales", "name": "Lantern Street Charity"}),
    ("charity_in_name", {"nation": "scotland", "name": "Lantern Street Charity", "registered": True}),
    ("charity_in_name", {"nation": "scotland", "name": "Charitina’s Friends"}),
    ("broken", {"own": {"own-1": "Keys | As [clause: Voting] says."}}),
    ("unsaid", {"own": {"aims": "To help each other."}}),
]


@pytest.mark.parametrize(("key", "given"), FIRES, ids=[f"{at}-{key}" for at, (key, _) in enumerate(FIRES)])
def test_it_notices(key: str, given: dict[str, Any]) -> None:
    assert key in keys(**given)


@pytest.mark.parametrize(("key", "given"), NEAR_MISSES, ids=[f"{at}-{key}" for at, (key, _) in enumerate(NEAR_MISSES)])
def test_a_near_miss_is_left_alone(key: str, given: dict[str, Any]) -> None:
    assert key not in keys(**given)


def test_every_notice_has_a_text_that_gives_it_and_one_that_does_not() -> None:
    watched = [watch.key for watch in NOTICES]
    assert len(watched) == len(set(watched)) >= 20
    assert {key for key, _ in FIRES} == set(watched)
    assert {key for key, _ in NEAR_MISSES} | {"contradicted"} == set(watched)  # that one has a table of its own below
    assert all(watch.what for watch in NOTICES)


# --- where to look, and when nothing is said -----------------------------------------------------


@pytest.mark.parametrize(
    ("given", "clause", "question"),
    [
        ({"quorum_number": 12}, "quorum", "quorum_number"),
        ({"signatories_related": "yes"}, "signatories", "signatories_related"),
        ({"one_person": "coordinator and treasurer"}, "officers", ""),
        ({"own": {"accounts_check": "They are audited."}}, "accounts_check", ""),
        ({"own": {"own-1": "Keys | As [clause: Lost property] says."}}, "own-1", ""),
        ({"own": {"own-1": "Our quorum | Ten members must be there."}}, "own-1", "quorum_number"),
    ],
)
def test_a_notice_says_where_to_look(given: dict[str, Any], clause: str, question: str) -> None:
    assert [(one.clause, one.question) for one in look(**given)] == [(clause, question)]


@pytest.mark.parametrize(
    "key", ["ground_rules", "small_association", "consensus_association", "small_charity", "branch", "already_have"]
)
def test_nothing_is_said_of_what_nobody_has_answered(key: str) -> None:
    made = shipped(key)
    chosen = Choices("Lantern Street", made.nations[0], key)
    assert notices(made, chosen, compose(made, chosen), GroupFacts(3, chosen.nation)) == []


STARTING_POINTS = (
    "ground_rules",
    "small_association",
    "consensus_association",
    "small_charity",
    "branch",
    "already_have",
    "financial_controls",
)
LEFT_ALONE = {
    "two_jobs": {"ground_rules", "financial_controls"},
    "no_way_to_change": {"ground_rules", "already_have", "financial_controls"},
    "no_ending": {"ground_rules", "already_have", "financial_controls"},
}
"""What is not looked for in ground rules, in a text on a group's own paper, or in a policy; all else is everywhere."""


def test_which_starting_points_a_watch_is_for() -> None:
    alone = {watch.key: {key for key in STARTING_POINTS if not watch.is_for(shipped(key))} for watch in NOTICES}
    assert {key: points for key, points in alone.items() if points} == LEFT_ALONE


@pytest.mark.parametrize("key", ["small_association", "consensus_association", "small_charity", "branch"])
def test_one_person_with_two_jobs_is_told_once_whatever_the_text(key: str) -> None:
    assert [one.key for one in look(key, one_person="coordinator and treasurer")] == ["two_jobs"]


def test_not_knowing_is_worth_a_look_unless_the_library_itself_takes_it_for_usual() -> None:
    made = shipped(ASSOCIATION)
    signatories = next(one for one in made.clauses if one.key == "signatories")
    asks = tuple(
        replace(one, usual=None) if one.key == "signatories_related" else one for one in signatories.clause.asks
    )
    listed = replace(signatories, clause=replace(signatories.clause, asks=asks))
    open_to = replace(made, clauses=tuple(listed if one.key == "signatories" else one for one in made.clauses))
    assert keys(made=open_to, signatories_related="we do not know yet") == {"related_signatories"}
    usual = made.asks()["signatories_related"].usual
    assert keys(signatories_related=usual) == set()


def test_the_first_of_a_broken_clause_is_enough() -> None:
    assert len(look(own={"own-1": "Keys | As [clause: One] says.\nAs [clause: Two] says."})) == 1


# --- own words that do not say what was answered -------------------------------------------------

SAYS: list[tuple[str, dict[str, Any], str, list[str]]] = [
    ("quorum", {}, "At least 5 members, or a tenth if that is more.", []),
    ("quorum", {}, "Five of us, or 10% of the members.", []),
    ("quorum", {}, "Five members, or one in ten.", []),
    ("quorum", {}, "Within 5 days we tell a tenth of the members.", ["five members"]),
    ("quorum", {}, "At least 6 members, or a fifth of them.", ["five members", "a tenth of the members"]),
    ("quorum", {"quorum_number": 21}, "Twenty-one members, or one tenth.", []),
    ("quorum", {"quorum_number": 21}, "Twenty members, or one tenth.", ["21 members"]),
    ("notice", {}, "Two weeks before any meeting, and twenty-one clear days before a yearly one.", []),
    ("notice", {}, "A fortnight before any meeting, and three weeks before a yearly one.", []),
    ("notice", {}, "Fourteen (14) days, for a yearly meeting 21 days.", []),
    ("notice", {}, "14 days before every meeting.", ["21 days"]),
    ("notice", {}, "14 members are told 21 days before.", ["14 days"]),
    ("notice", {"notice_general": None}, "21 days before a yearly meeting.", []),
    ("notice", {"notice_general": MISSING}, "21 days before a yearly meeting.", []),
    ("changing_rules", {}, "A change needs two-thirds of those voting, and three weeks’ notice.", []),
    ("changing_rules", {}, "A change needs 2/3 of those voting, with 21 days’ notice.", []),
    ("changing_rules", {}, "A change needs 67% of those voting, with 21 days’ notice.", []),
    ("changing_rules", {}, "A change needs ⅔ of those voting, with 21 days’ notice.", []),
    ("changing_rules", {}, "A change needs three quarters, with 21 days’ notice.", ["at least two thirds"]),
    ("changing_rules", {"change_share": "at least three quarters"}, "Three-quarters, and 21 days’ notice.", []),
    ("changing_rules", {"change_share": "at least three quarters"}, "3/4 of all votes, and 21 days’ notice.", []),
    ("changing_rules", {"change_share": "at least three quarters"}, "75 per cent, and 21 days’ notice.", []),
    (
        "changing_rules",
        {"change_share": "at least three quarters"},
        "Two-thirds, and 21 days’ notice.",
        ["at least three quarters"],
    ),
    ("changing_rules", {"change_share": "every one"}, "Everybody must agree, with 21 days’ notice.", []),
    ("led_by_members", {}, "A majority of the committee are people the group is for.", []),
    ("led_by_members", {}, "Over 50% of the committee are people the group is for.", []),
    ("led_by_members", {}, "Half of the committee are people the group is for.", ["more than half"]),
    ("financial_year", {}, "Our year ends on 31st March.", []),
    ("financial_year", {}, "Our year ends on March 31.", []),
    ("financial_year", {}, "Our year ends at the end of March.", []),
    ("financial_year", {}, "Our year ends on the last day in March.", []),
    ("financial_year", {}, "Our year ends on the thirty-first of March.", []),
    ("financial_year", {}, "Our year ends on 31 Mar.", []),
    ("financial_year", {}, "Our year ends on 31/3, or 31/03 on forms.", []),
    ("financial_year", {}, "Our year ends on 31/5.", ["31 March"]),
    ("financial_year", {}, "We look 3/1 times, and 2/3 of us do.", ["31 March"]),
    ("financial_year", {}, "Our year ends on 31 December.", ["31 March"]),
    ("financial_year", {"year_end": "the end of February"}, "Our year ends on 28 February.", []),
    ("financial_year", {"year_end": "5 April"}, "Our year ends on the 5th of April.", []),
    ("terms", {}, "People are elected for one year.", []),
    ("terms", {}, "People are elected every year.", []),
    ("terms", {}, "People are elected annually.", []),
    ("terms", {}, "People serve for twelve months.", []),
    ("terms", {"term_years": 2}, "People serve for two years.", []),
    ("terms", {"term_years": 2}, "People serve for 24 months.", []),
    ("terms", {"term_years": 2}, "People serve for three years.", ["two years"]),
    ("yearly_meeting", {}, "At most 15 months pass in between. Accounts come within half a year, or six months.", []),
    ("yearly_meeting", {}, "One each year. Accounts come within six months.", ["15 months"]),
    ("co_option", {"coopt_most": 1}, "The committee can bring in a person.", []),
    ("online", {"remote": True}, "Nobody has to come in person.", []),
    (
        "committee",
        {},
        "Three to 8 people, who meet quarterly with a week’s notice. Three must be there, or one third.",
        [],
    ),
    (
        "committee",
        {"committee_most": 9},
        "Three to eight, four times a year with seven days’ notice. Three must be there, or a third.",
        ["nine people"],
    ),
    ("meetings", {"meetings_a_year": 6}, "We meet monthly.", []),  # no rule of the kit depends on it
]


@pytest.mark.parametrize(("clause", "given", "words", "missing"), SAYS)
def test_own_words_say_what_was_answered(clause: str, given: dict[str, Any], words: str, missing: list[str]) -> None:
    found = [one for one in look(own={clause: words}, **given) if one.key == "unsaid"]
    assert [one.sentence.partition(" do not say ")[2].partition(", which is")[0] for one in found] == missing
    assert {one.clause for one in found} <= {clause} and all(one.question for one in found)


def test_the_sentence_says_which_words_and_what_the_kit_goes_by() -> None:
    (found,) = look(own={"notice": "Telling people | We ring round 21 days before."})
    assert found.sentence == (
        "Your own words for “Telling people” do not say 14 days, which is what you answered and what the kit will go"
        " by. One of the two is worth changing."
    )


CONTRADICTS: list[tuple[str, str]] = [
    ("Our quorum | Ten members must be there.", "quorum_number"),
    ("Meetings | The quorum is ten.", "quorum_number"),
    ("Meetings | A fifth of the members makes a quorum.", "quorum_share"),
    ("Committee | The quorum of the committee is two.", "committee_quorum"),
    ("Meetings | Members get ten days’ notice.", "notice_general"),
    ("Meetings | Members get a week’s notice.", "notice_general"),
    ("Meetings | The yearly meeting needs 28 days’ notice.", "notice_agm"),
    ("Meetings | The committee gets three days’ notice.", "committee_notice"),
    ("Changes | To change these rules 14 days’ notice is needed.", "change_notice"),
    ("Money | There are four signatories.", "signatories_named"),
    ("Changes | These rules can be changed by three quarters of those present.", "change_share"),
    ("The end | To dissolve the group takes 3/4 of all votes.", "dissolve_share"),
    ("Money | Our financial year ends on 31 December.", "year_end"),
    ("Committee | People are elected for three years.", "term_years"),
]
AGREES = [
    "Our quorum | Five members must be there.",
    "Our quorum | Five members or one tenth must be there.",
    "Our quorum | Without a quorum we wait 30 minutes, and talk for two hours.",
    "Meetings | Members get two weeks’ notice.",
    "Meetings | Members get 14 days’ notice, and can answer within seven days.",
    "Meetings | The three who put up the notice board pay £5 each.",
    "Money | Two of the three signatories sign.",
    "Money | Our financial year ends with March, on the 31st of March.",
    "Changes | These rules can be changed by two-thirds of those voting.",
    "Changes | We change the room after 90 minutes.",
    "Committee | People are elected each year.",
    "Committee | Ten people can be on a working group, and four can share a job.",
    "Walks | Three of us lead a walk of five miles, in two groups.",
]


@pytest.mark.parametrize(("own", "question"), CONTRADICTS)
def test_a_clause_of_their_own_says_otherwise(own: str, question: str) -> None:
    found = [one for one in look(own={"own-1": own}) if one.key == "contradicted"]
    assert [(one.clause, one.question) for one in found] == [("own-1", question)]
    assert "contradicted" not in keys(own={"own-1": own}, **{question: MISSING})


@pytest.mark.parametrize("own", AGREES)
def test_a_clause_of_their_own_says_the_same_or_something_else(own: str) -> None:
    assert "contradicted" not in keys(own={"own-1": own})


def test_a_number_said_in_passing_in_another_clause_counts_too() -> None:
    assert "contradicted" in keys(own={"voting": "With a quorum of 20 we vote by a show of hands."})


# --- what words state ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "stated"),
    [
        ("14 clear days", [(14, "day")]),
        ("one hundred and twenty members", [(120, "person")]),
        ("a hundred people", [(100, "person")]),
        ("1,200 members", [(1200, "person")]),
        ("between 14 and 21 days", [(14, ""), (21, "day")]),
        ("two years and 90 minutes", [(24, "month"), (90, "minute")]),
        ("£20 at 7.30pm on 31 March as clause 12 says, two thirds or 3/4 or 10%", []),
        ("Any 5 may ask", [(5, "")]),
        ("the 14th day", []),
    ],
)
def test_numbers_are_read_with_what_they_count(words: str, stated: list[tuple[int, str]]) -> None:
    assert [(one.number, one.measure) for one in quantities(words)] == stated


@settings(max_examples=examples(40, 2_000), deadline=None)
@given(st.text(alphabet="ab 0123456789/.%,:£½-’()\nonetwohundreddaysmarchmayhalf", max_size=60))
def test_any_words_can_be_read(words: str) -> None:
    for share in shares(words):
        assert 0 < share <= 1 and isinstance(share, Fraction)
    quantities(words), single_ones(words), days_of_year(words), times_a_year(words)


# --- no answer, and no words, are too much for it ------------------------------------------------


def any_answer(asked: Asked, chance: Random) -> Any:
    """Any answer of the right kind, none, or the question still open."""
    question = asked.question
    if chance.random() < 0.2:
        return chance.choice([MISSING, None])
    if question.kind in (Kind.NUMBER, Kind.MONEY):
        return chance.choice([0, 1, 2, 3, chance.randint(0, question.most or 10_000)])
    if question.kind is Kind.YES_NO:
        return chance.choice([True, False])
    if question.kind is Kind.CHOICE:
        return chance.choice(question.options)
    if question.kind is Kind.SEVERAL:
        return chance.sample(question.options, chance.randint(0, len(question.options)))
    return chance.choice(["", "audited", "the members", "People in pain. What is left is shared with us.", "½"])


OWN = ("T | 14 days’ notice. [clause: x]", "T | ", "U | ½ of the quorum on 31 May.\n- a hundred signatories", "-")


@settings(max_examples=examples(60, 1_500), deadline=None)
@given(st.sampled_from(STARTING_POINTS), st.integers(0, 2**32))
def test_nothing_is_too_much_for_it(key: str, seed: int) -> None:
    made, chance = shipped(key), Random(seed)
    clauses = [*(one.key for one in made.clauses), "own-1"]
    look(
        made=made,
        members=chance.choice([None, 0, 1, 7, 50]),
        nation=chance.choice(["scotland", "elsewhere"]),
        one_person=chance.choice(["", "coordinator and treasurer"]),
        own={clause: chance.choice(OWN) for clause in chance.sample(clauses, 3)},
        left_out=tuple(chance.sample(clauses, chance.randint(0, len(clauses)))),
        **{name: any_answer(asked, chance) for name, asked in made.asks().items()},
    )


def test_a_small_text_of_somebodys_own_is_looked_at_too() -> None:
    made = shape(QUORUM, LATER)
    chosen = choices(answers=usual_answers(made))
    assert {one.key for one in notices(made, chosen, compose(made, chosen), GroupFacts(4, "scotland"))} == {
        "quorum_too_large",
        "no_way_to_change",
        "no_ending",
    }
