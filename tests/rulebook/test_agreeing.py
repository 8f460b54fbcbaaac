"""Rules that a group sets by agreement, or that an adopted text sets: on which day, from where, one after the other."""

from datetime import date

import pytest
from flask.testing import FlaskClient

from groupkit.history import check as check_history
from groupkit.refusal import Refused
from groupkit.rulebook import operations, queries
from groupkit.rulebook.rules import RULES, Kind, check_together, read, say
from groupkit.rulebook.spoken import TOPICS
from tests.browsing import form_of, links_of, post, text_of
from tests.builders import AGroup, in_books_of, sign_in_as

NOTICE = RULES["notice_agm_days"]


@pytest.mark.pure
def test_what_is_usual_can_be_read_and_said() -> None:
    for rule in RULES.values():
        assert read(rule, rule.usual) == rule.usual
        assert say(rule, rule.usual)
    assert [say(RULES[name], value) for name, value in SAID] == list(SAID.values())


SAID = {
    ("notice_agm_days", "21"): "21 days",
    ("term_years", "1"): "1 year",
    ("quorum_general_share", "1/10"): "a tenth",
    ("change_share", "2/3"): "two thirds",
    ("change_share", "4/6"): "two thirds",
    ("change_share", "7/9"): "7/9",
    ("financial_year_end", "02-28"): "the end of February",
    ("term_limit_years", ""): "nothing agreed",
    ("special_share", "1/20"): "a twentieth",
    ("signatories_named", "3"): "3 signatories",
}


@pytest.mark.pure
def test_every_rule_is_said_once() -> None:
    said = [name for rules in TOPICS.values() for one in rules for name in one.parts]
    assert sorted(said) == sorted(RULES)
    assert len({rule.label for rule in RULES.values()}) == len(RULES)
    values = {name: rule.usual for name, rule in RULES.items()}
    for rules in TOPICS.values():
        for one in rules:
            assert one.says(values) and one.says(values | {"decide_by": "consensus", "term_limit_years": "6"})


@pytest.mark.pure
@pytest.mark.parametrize("text", ["", "x", "0", "-1", "1.5", "9999", "١٤", "1/2", "12 "])
def test_a_number_that_a_rule_cannot_have_is_refused(text: str) -> None:
    with pytest.raises(Refused):
        read(RULES["committee_least"], text)


@pytest.mark.pure
@pytest.mark.parametrize("text", ["", "0/3", "3/2", "1/0", "x", "2", "2/3/4", "200/300", "２/３"])
def test_a_share_that_a_rule_cannot_have_is_refused(text: str) -> None:
    with pytest.raises(Refused):
        read(RULES["change_share"], text)


@pytest.mark.pure
def test_a_share_is_kept_in_one_way_only() -> None:
    assert [read(RULES["change_share"], text) for text in ("2/3", "02/03", "67/100")] == ["2/3", "2/3", "67/100"]


@pytest.mark.pure
@pytest.mark.parametrize(
    ("rule", "value", "told"),
    [
        ("committee_least", "9", "more than “Most people on the committee”: 8 people"),
        ("committee_most", "2", "less than “Fewest people on the committee”: 3 people"),
        ("signatories_needed", "4", "more than “People the bank lets sign \\(the mandate\\)”: 3 signatories"),
        ("committee_least", "8", ""),
        ("term_years", "9", ""),  # no limit was agreed
        ("notice_agm_days", "90", ""),
    ],
)
def test_two_rules_that_cannot_stand_together_are_told(rule: str, value: str, told: str) -> None:
    usual = {name: one.usual for name, one in RULES.items()}
    if not told:
        check_together(RULES[rule], value, usual)
        return
    with pytest.raises(Refused, match=told):
        check_together(RULES[rule], value, usual)


@pytest.mark.pure
def test_the_limit_is_never_shorter_than_the_term() -> None:
    values = {name: one.usual for name, one in RULES.items()} | {"term_years": "3"}
    check_together(RULES["term_limit_years"], "", values)
    with pytest.raises(Refused, match="less than “How long somebody serves”: 3 years"):
        check_together(RULES["term_limit_years"], "2", values)


def test_what_was_agreed_holds_from_its_day_and_the_later_day_wins(group: AGroup) -> None:
    by = group.carys.actor
    with in_books_of(group):
        operations.agree_rule(NOTICE, "28", "agreed on 3 May", by, date(2026, 5, 3))
        operations.agree_rule(NOTICE, "14", "from an older paper", by, date(2024, 1, 1))
        on = {
            day: queries.in_force(NOTICE, day).value for day in (date(2023, 1, 1), date(2025, 1, 1), date(2026, 6, 1))
        }
        assert list(on.values()) == ["21", "14", "28"]
        assert queries.all_in_force(date(2025, 1, 1))["notice_agm_days"].source == "from an older paper"
        assert list(queries.check()) == [] == list(check_history())


def test_an_older_paper_goes_before_what_was_chosen_at_the_beginning(group: AGroup) -> None:
    with in_books_of(group):
        operations.adopt_values(
            {"financial_year_end": ("12-31", 26)}, date(2019, 5, 3), date(2019, 5, 3), group.sol.actor
        )
        answer = queries.in_force(RULES["financial_year_end"])
        assert (answer.value, answer.clause, answer.source) == ("12-31", 26, "clause 26, adopted 3 May 2019")


def test_what_an_adopted_text_says_is_changed_only_by_its_amendment(group: AGroup) -> None:
    by = group.sol.actor
    with in_books_of(group):
        operations.adopt_values({"notice_agm_days": ("21", 17)}, date(2026, 5, 3), date(2026, 5, 3), by)
        with pytest.raises(Refused, match="Clause 17 of your constitution says this"):
            operations.agree_rule(NOTICE, "7", "we thought so", by)
        operations.adopt_values({}, date(2026, 9, 1), date(2026, 9, 1), by)
        answer = queries.in_force(NOTICE)
        assert (answer.value, answer.source) == ("21", "no clause says this since 1 September 2026")
        operations.agree_rule(NOTICE, "7", "agreed on 2 September", by)
        assert queries.in_force(NOTICE).value == "7"
        assert queries.in_force(NOTICE, date(2026, 6, 1)).clause == 17


def test_the_same_adoption_again_writes_nothing(group: AGroup) -> None:
    by, day = group.sol.actor, date(2026, 5, 3)
    with in_books_of(group):
        for _ in range(2):
            operations.adopt_values({"notice_agm_days": ("21", 17), "term_years": ("2", 11)}, day, day, by)
        assert [len(queries.story_of(RULES[name])) for name in ("notice_agm_days", "term_years")] == [1, 1]
        operations.adopt_values({"notice_agm_days": ("21", 18), "term_years": ("2", 11)}, day, day, by)
        assert [len(queries.story_of(RULES[name])) for name in ("notice_agm_days", "term_years")] == [2, 1]
        assert list(queries.check()) == [] == list(check_history())


def test_an_older_text_written_down_later_ends_where_the_newer_begins(group: AGroup) -> None:
    by, old, new = group.sol.actor, date(2019, 1, 1), date(2026, 5, 3)
    with in_books_of(group):
        operations.adopt_values({"notice_agm_days": ("28", 17)}, new, new, by)
        operations.adopt_values({"notice_agm_days": ("14", 5), "term_years": ("3", 6)}, old, old, by)
        then, now = queries.all_in_force(date(2020, 1, 1)), queries.all_in_force()
        assert [(then[name].value, then[name].clause) for name in ("notice_agm_days", "term_years")] == [
            ("14", 5),
            ("3", 6),
        ]
        assert (now["notice_agm_days"].value, now["notice_agm_days"].clause) == ("28", 17)
        assert (now["term_years"].value, now["term_years"].source) == ("1", "no clause says this since 3 May 2026")
        operations.agree_rule(RULES["term_years"], "2", "agreed in June", by)
        assert list(queries.check()) == [] == list(check_history())


def test_a_text_that_holds_later_leaves_what_holds_until_then(group: AGroup) -> None:
    by, adopted, later = group.sol.actor, date(2026, 5, 3), date(2090, 1, 1)
    with in_books_of(group):
        operations.adopt_values({"term_years": ("2", 11)}, adopted, adopted, by)
        operations.adopt_values({"notice_agm_days": ("28", 9)}, adopted, later, by)
        assert queries.in_force(RULES["term_years"]).clause == 11
        assert queries.in_force(RULES["term_years"], later).source == "no clause says this since 1 January 2090"
        assert queries.days_to_come() == [later]


def test_the_year_end_that_a_text_says_is_not_changed_beside_it(client: FlaskClient, group: AGroup) -> None:
    by, day = group.sol.actor, date(2026, 5, 3)
    with in_books_of(group):
        operations.adopt_values({"financial_year_end": ("12-31", 0)}, day, day, by)
        with pytest.raises(Refused, match="Your constitution says this") as refused:
            operations.change_year_end("08-31", "we thought so", by)
        assert refused.value.field == "year_end"
    page = text_of(sign_in_as(client, group.sol).get(group.url("/rules/year-end")))
    assert "Your constitution says this" in page and "Save year end" not in page


def test_the_same_again_is_told(group: AGroup) -> None:
    with in_books_of(group):
        operations.agree_rule(NOTICE, "28", "agreed", group.sol.actor)
        with pytest.raises(Refused, match="holds already"):
            operations.agree_rule(NOTICE, "28", "agreed again", group.sol.actor)


@pytest.mark.parametrize(
    ("rule", "value", "told"),
    [
        ("notice_agm_days", "28", "28 days for the yearly general meeting"),
        ("change_share", "3/4", "Three quarters of the members present and voting"),
        ("casting_vote", "tie", "Yes, when an ordinary vote is tied"),
        ("term_limit_years", "6", "at most 6 years without a break"),
        ("remote_meetings", "no", "No"),
    ],
)
def test_the_secretary_sets_a_rule_on_its_page(
    client: FlaskClient, group: AGroup, rule: str, value: str, told: str
) -> None:
    sign_in_as(client, group.sol)
    url = group.url(f"/rules/set/{rule}")
    assert post(client, url, value=value, source="agreed on 3 May").status_code == 302
    page = text_of(client.get(group.url("/rules/")))
    assert told in page and "agreed on 3 May" in page
    assert "agreed on 3 May" in text_of(client.get(group.url("/history")))


def test_a_rule_that_a_text_says_has_no_form_and_its_page_says_why(client: FlaskClient, group: AGroup) -> None:
    with in_books_of(group):
        operations.adopt_values({"notice_agm_days": ("28", 17)}, date(2026, 5, 3), date(2026, 5, 3), group.sol.actor)
    sign_in_as(client, group.sol)
    url = group.url("/rules/set/notice_agm_days")
    page = client.get(url)
    assert "Clause 17 of your constitution says this" in text_of(page)
    assert "Save this rule" not in text_of(page)
    assert not [link for link in links_of(client.get(group.url("/rules/"))) if "/set/notice_agm_days" in link]
    refused = client.post(url, data=form_of(client.get(group.url("/rules/set/coopt_most"))) | TYPED)
    assert "propose a change to the constitution" in text_of(refused)
    assert form_of(refused)["source"] == TYPED["source"]


TYPED = {"value": "7", "source": "we thought so", "from_day": ""}


@pytest.mark.parametrize(
    ("from_day", "told", "stands"),
    [
        ("", "That holds now", "5 people"),
        ("1/1/2090", "That holds from 1 January 2090", "4 people"),
        ("1/1/2020", "What was agreed later still holds now", "4 people"),
    ],
)
def test_it_says_from_when_a_rule_holds(
    client: FlaskClient, group: AGroup, from_day: str, told: str, stands: str
) -> None:
    with in_books_of(group):
        operations.agree_rule(RULES["coopt_most"], "4", "agreed on 3 May", group.sol.actor, date(2026, 5, 3))
    sign_in_as(client, group.sol)
    answer = post(client, group.url("/rules/set/coopt_most"), value="5", source="agreed again", from_day=from_day)
    page = client.get(answer.location)
    assert told in text_of(page)
    assert f"The committee can bring in {stands}" in text_of(page).replace("People the", "The")
    ahead = [link for link in links_of(page) if "on=2090-01-01" in link]
    assert len(ahead) == (from_day == "1/1/2090")
    if ahead:
        then = text_of(client.get(ahead[0]))
        assert "as they will stand on 1 January 2090" in then and "5 people" in then


def test_rules_said_together_tell_which_comes_from_where(client: FlaskClient, group: AGroup) -> None:
    with in_books_of(group):
        operations.adopt_values({"notice_agm_days": ("28", 17)}, date(2026, 5, 3), date(2026, 5, 3), group.sol.actor)
    sign_in_as(client, group.sol)
    page = client.get(group.url("/rules/"))
    assert "The usual notice: usual until the group decides" in text_of(page)
    assert "The yearly notice: clause 17, adopted 3 May 2026" in text_of(page)
    assert not [link for link in links_of(page) if "fallback_share" in link]
    with in_books_of(group):
        operations.agree_rule(RULES["decide_by"], "consensus", "agreed in May", group.sol.actor)
    page = client.get(group.url("/rules/"))
    assert "By consensus over 2 meetings; then a vote that needs two thirds" in text_of(page)
    assert [link for link in links_of(page) if "fallback_share" in link]


def test_what_cannot_be_is_told_beside_its_field_and_nothing_changes(client: FlaskClient, group: AGroup) -> None:
    sign_in_as(client, group.sol)
    url = group.url("/rules/set/committee_least")
    page = post(client, url, value="0", source="agreed on 3 May", from_day="31/2/26")
    assert "Write a number from 1 to 100" in text_of(post(client, url, value="0", source="agreed on 3 May"))
    assert form_of(page)["source"] == "agreed on 3 May" and "There is no 31 February" in text_of(page)
    assert "Write a whole number" in text_of(post(client, url, value="three", source="x"))
    assert "agreed on 3 May" not in text_of(client.get(group.url("/rules/")))
    assert client.get(group.url("/rules/set/no_such_rule")).status_code == 404


def test_the_rules_as_they_stood_on_a_day(client: FlaskClient, group: AGroup) -> None:
    with in_books_of(group):
        operations.agree_rule(NOTICE, "28", "agreed on 3 May", group.sol.actor, date(2026, 5, 3))
    sign_in_as(client, group.mo)
    assert "28 days for the yearly general meeting" in text_of(client.get(group.url("/rules/")))
    before = client.get(group.url("/rules/?on=1/5/2026"))
    assert "21 days for the yearly general meeting" in text_of(before)
    assert "as they stood on 1 May 2026" in text_of(before)
    assert not [link for link in links_of(before) if "/rules/set/" in link]
    assert "Write the day like" in text_of(client.get(group.url("/rules/?on=then")))


def test_a_friend_reads_only_the_programs_own_words(client: FlaskClient, group: AGroup) -> None:
    with in_books_of(group):
        operations.agree_rule(NOTICE, "28", "Wilhelmina asked for it", group.sol.actor)
        operations.adopt_values({"term_years": ("2", 11)}, date(2026, 5, 3), date(2026, 5, 3), group.sol.actor)
    page = text_of(sign_in_as(client, group.femi).get(group.url("/rules/")))
    assert "28 days" in page and "clause 11, adopted 3 May 2026" in page
    assert "Wilhelmina" not in page and "Set this" not in page


@pytest.mark.pure
def test_every_kind_of_rule_is_there() -> None:
    assert {rule.kind for rule in RULES.values()} == set(Kind)
