"""Writing down what goes with a grant: refusals, history, and names that can be taken out."""

import json
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from groupkit.accounts import making
from groupkit.budgets import funders
from groupkit.dates import Period
from groupkit.db import db
from groupkit.decisions import operations as decisions
from groupkit.grants import naming, operations, queries, rules
from groupkit.grants.models import GrantInstalment, GrantOutcome
from groupkit.grants.starting import STARTING
from groupkit.jobs import operations as jobs
from groupkit.ledger import operations as ledger
from groupkit.names_in import Names
from groupkit.pictures import Prepared
from groupkit.refusal import Conflict, Refused
from tests.grants.giving import TODAY, Giving, picture

APRIL = date(2027, 4, 1)


def refused(field: str | None, act: Callable[[], object]) -> str:
    with pytest.raises(Refused) as found:
        act()
    assert found.value.field == field
    return found.value.sentence


def change(giving: Giving, **new: Any) -> None:
    operations.change_grant(giving.row, giving.row.version, by=giving.by, **new)


def told(giving: Giving) -> dict[str, Any]:
    body: dict[str, Any] = json.loads(giving.told().body)
    return body


def instalment(giving: Giving, **more: Any) -> GrantInstalment:
    return operations.add_instalment(
        giving.row, **{"due_on": date(2027, 4, 1), "pence": 20_000, "by": giving.by} | more
    )


# --- how it came ---------------------------------------------------------------------------------


def test_what_is_changed_is_told_and_the_rest_stays(giving: Giving) -> None:
    change(giving, kind="council", stage="offered", applied_for=50_000)
    body = told(giving)
    assert body["kind"] == [None, "A council: parish, town, city or county"]
    assert body["stage"] == ["We have taken it", "They have offered it"]
    assert body["applied_for"] == [None, 50_000]
    assert giving.row.funder == "Community Chest"


def test_the_words_of_a_funder_stand_apart_from_the_chain(giving: Giving) -> None:
    change(giving, conditions="Ask Zebedee first", publicity="Sign by Zebedee", contact="Zebedee", title="Zebedee’s")
    assert "Zebedee" not in giving.told().body
    change(giving, conditions="")
    assert told(giving)["conditions"] == [None, "taken out"]


@pytest.mark.parametrize(
    ("new", "field"),
    [
        ({"stage": "lost"}, "stage"),
        ({"kind": "bank"}, "kind"),
        ({"decision_id": 999_999}, "decision_id"),
        ({"applied_on": date(2027, 1, 1)}, "applied_on"),
        ({"applied_on": date(2026, 3, 1), "offered_on": date(2026, 2, 1)}, "offered_on"),
        ({"applied_on": date(2026, 3, 1), "accepted_on": date(2026, 2, 1)}, "accepted_on"),
        ({"may_move": 101}, "may_move"),
        ({"most_megabytes": 0}, "most_megabytes"),
        ({"ends": date(2026, 5, 1), "keep_until": date(2026, 4, 1)}, "keep_until"),
        ({"amount": 0}, "amount"),
        ({"starts": date(2026, 5, 1), "ends": date(2026, 4, 1)}, "ends"),
    ],
)
def test_what_cannot_be_is_refused_on_its_field(giving: Giving, new: dict[str, Any], field: str) -> None:
    refused(field, lambda: change(giving, **new))


def test_the_decision_is_told_by_its_number(giving: Giving) -> None:
    made = decisions.bring_up(giving.by, title="Take the grant", words="We take it")
    change(giving, decision_id=made.id)
    assert told(giving)["decision"] == [None, f"decision {made.number}"]
    found = queries.decision_of(giving.row)
    assert found is not None and found.title == "Take the grant"


def test_a_grant_that_is_not_given_closes_its_empty_fund_and_opens_it_if_it_is_given_after_all(giving: Giving) -> None:
    row = operations.add_grant(funder="Rotary", amount=10_000, stage="applied", by=giving.by)
    giving.row = row
    assert queries.card_of(row).asked and queries.card_of(row).to_come == 0 and not queries.card_of(row).given
    change(giving, stage="not_given")
    assert queries.fund_of(row).closed_on == TODAY
    assert queries.card_of(row).over
    change(giving, stage="accepted")
    assert queries.fund_of(row).closed_on is None
    assert queries.card_of(row).to_come == 10_000


def test_a_report_counts_no_grant_that_is_only_asked_for(giving: Giving) -> None:
    operations.add_grant(funder="Rotary", amount=10_000, stage="applied", by=giving.by)
    period = Period(date(2026, 4, 1), date(2026, 11, 1))
    assert [card.funder for card in making.make_report(period, giving.by).grants] == ["Community Chest"]


def test_a_fund_with_anything_in_it_stays_open(giving: Giving) -> None:
    giving.receive()
    change(giving, stage="not_given")
    assert queries.fund_of(giving.row).closed_on is None


def test_what_is_paid_afterwards_can_be_asked_for_up_to_the_grant(giving: Giving) -> None:
    change(giving, claimed=True)
    giving.spend(12_000)
    assert queries.card_of(giving.row).to_claim == 12_000
    giving.receive(10_000)
    giving.spend(40_000)
    assert queries.card_of(giving.row).to_claim == 30_000


# --- instalments ---------------------------------------------------------------------------------


def test_an_instalment_is_written_changed_and_dropped(giving: Giving) -> None:
    one = instalment(giving, after="the first return")
    assert told(giving)["pence"] == [None, 20_000] and "first return" not in giving.told().body
    new = {"due_on": date(2027, 5, 1), "pence": 20_000, "after": "the first return"}
    operations.change_instalment(giving.row, one, one.version, by=giving.by, dropped=True, **new)
    assert told(giving)["dropped"] == [False, True] and told(giving)["due_on"] == ["2027-04-01", "2027-05-01"]
    before = giving.told().number
    operations.change_instalment(giving.row, one, one.version, by=giving.by, dropped=True, **new)
    assert giving.told().number == before
    with pytest.raises(Conflict):
        operations.change_instalment(giving.row, one, one.version - 1, by=giving.other, dropped=False, **new)


def test_a_slip_in_the_year_and_too_many_are_refused(giving: Giving) -> None:
    change(giving, starts=date(2026, 4, 1))
    assert "the year" in refused("due_on", lambda: instalment(giving, due_on=date(2017, 4, 1)))
    for _ in range(rules.MOST_INSTALMENTS):
        instalment(giving)
    refused(None, lambda: instalment(giving))


# --- papers --------------------------------------------------------------------------------------


def test_a_paper_is_kept_and_its_file_can_go_for_good(giving: Giving) -> None:
    agreed = funders.note(giving.row.fund_id, TODAY, "Their letter", giving.by)
    paper = operations.keep_paper(giving.row, "consent", picture("red"), giving.by, agreed.id)
    [card] = queries.papers(giving.row)
    assert (card.what, card.agreement) == ("Their yes to a change", 1)
    stored = queries.paper_file(giving.row, paper.id)
    assert stored is not None
    refused("why", lambda: operations.take_out_paper(stored, "", giving.by))
    operations.take_out_paper(stored, "The wrong page", giving.by)
    assert queries.papers(giving.row) == [] and queries.paper_file(giving.row, paper.id) is None
    assert stored.data is None


def test_a_paper_of_no_sort_or_to_another_funders_yes_is_refused(giving: Giving) -> None:
    refused("what", lambda: operations.keep_paper(giving.row, "poem", picture(), giving.by))
    refused("agreement_id", lambda: operations.keep_paper(giving.row, "consent", picture(), giving.by, 999_999))


def test_a_paper_of_another_grant_is_not_found(giving: Giving) -> None:
    paper = operations.keep_paper(giving.row, "offer", picture(), giving.by)
    other = operations.add_grant(funder="Rotary", amount=100, by=giving.by)
    assert queries.paper_file(other, paper.id) is None
    one = instalment(giving)
    assert queries.one_of(GrantInstalment, other, one.id) is None


def test_the_file_is_named_by_what_it_is_and_never_by_a_phone(giving: Giving) -> None:
    pdf = Prepared(b"%PDF-1.4", "application/pdf", 0, 0, "Letter to Zebedee.pdf")
    paper = operations.keep_paper(giving.row, "offer", pdf, giving.by)
    stored = queries.paper_file(giving.row, paper.id)
    assert stored is not None and stored.name == f"grant-{giving.row.id}-offer.pdf"


# --- beside the money ----------------------------------------------------------------------------


def test_a_thing_is_kept_by_a_job_and_the_chain_holds_no_words(giving: Giving) -> None:
    keeper = jobs.write_down("Zebedee’s round", "", giving.by)
    one = operations.add_extra(
        giving.row, "thing", what="An urn", place="Zebedee’s hall", job_id=keeper.id, by=giving.by
    )
    assert "Zebedee" not in giving.told().body and "urn" not in giving.told().body
    [card] = queries.extras(giving.row)
    assert card.keeper == "Zebedee’s round"
    new = {"what": "An urn", "place": "", "job_id": None, "dropped": True}
    operations.change_extra(giving.row, one, one.version, by=giving.by, **new)
    assert told(giving)["kept_by"] == [None, "nobody"] and told(giving)["dropped"] == [False, True]
    assert queries.extras(giving.row)[0].keeper == ""


def test_a_job_or_a_sort_that_is_not_there_is_refused(giving: Giving) -> None:
    refused("job_id", lambda: operations.add_extra(giving.row, "thing", what="An urn", job_id=999_999, by=giving.by))
    refused("kind", lambda: operations.add_extra(giving.row, "loan", what="An urn", by=giving.by))


# --- outcomes ------------------------------------------------------------------------------------


def outcome(giving: Giving, origin: str = "own", **more: Any) -> GrantOutcome:
    return operations.add_outcome(giving.row, origin, **{"words": "People knit", "by": giving.by} | more)


def test_the_ten_lines_are_each_their_own_and_say_how_a_group_could_know() -> None:
    assert len(STARTING) == 10 == len({one.key for one in STARTING}) == len({one.words for one in STARTING})
    for one in STARTING:
        assert (
            one.how and len(one.words) <= 120 and not {"must", "patients", "clients"} & set(one.words.lower().split())
        )


def test_lines_to_begin_from_are_chosen_once(giving: Giving) -> None:
    operations.choose_outcomes(giving.row, ["support", "helping"], giving.by)
    assert [(one.place, one.origin) for one in queries.outcomes(giving.row)] == [(1, "kit"), (2, "kit")]
    refused("lines", lambda: operations.choose_outcomes(giving.row, ["support"], giving.by))
    refused("lines", lambda: operations.choose_outcomes(giving.row, ["winning"], giving.by))


def test_only_a_funder_sets_a_target(giving: Giving) -> None:
    refused("target", lambda: outcome(giving, target=10))
    refused("target", lambda: outcome(giving, "kit", target=10))
    one = outcome(giving, "funder", target=10)
    operations.change_outcome(giving.row, one, one.version, by=giving.by, target=12, actual=0, about=True)
    assert (one.target, one.actual) == (12, 0)
    assert told(giving)["target"] == [10, 12]


def test_a_day_that_has_not_come_and_too_many_to_follow_are_refused(giving: Giving) -> None:
    one = outcome(giving)
    later = date(2027, 1, 1)
    refused(
        "counted_on",
        lambda: operations.change_outcome(giving.row, one, one.version, by=giving.by, counted_on=later),
    )
    for _ in range(rules.MOST_OUTCOMES - 1):
        outcome(giving)
    assert "Leave one aside" in refused(None, lambda: outcome(giving))
    operations.change_outcome(giving.row, one, one.version, by=giving.by, dropped=True)
    outcome(giving)


# --- names ---------------------------------------------------------------------------------------


def test_a_name_goes_wherever_it_was_written(giving: Giving) -> None:
    name = "Zebedee Quill"
    change(
        giving, **dict.fromkeys(("purpose", "conditions", "publicity", "contact", "programme", "title"), f"By {name}")
    )
    instalment(giving, after=name)
    operations.add_extra(giving.row, "thing", what=name, source=name, place=name, by=giving.by)
    outcome(giving, words=name, how=name, indicator=name, source=name)
    assert naming.take_out(Names([name], "a member")) == 14
    db.session.expire_all()
    row, [extra], [one] = giving.row, queries.extras(giving.row), queries.outcomes(giving.row)
    kept = [row.purpose, row.conditions, row.publicity, row.contact, row.programme, row.title]
    kept += [queries.instalments(row)[0].after, extra.row.what, extra.row.source, extra.row.place]
    kept += [one.words, one.how, one.indicator, one.source]
    assert len(kept) == 14 and all("a member" in words and "Zebedee" not in words for words in kept)


# --- worth a look, from the book -----------------------------------------------------------------


def looks(giving: Giving, until: date | None = None) -> dict[str, str]:
    return {one.key: one.words for one in queries.worth_a_look(giving.row, until)}


def test_the_book_is_read_for_what_is_worth_a_look(giving: Giving) -> None:
    giving.receive()
    change(giving, starts=date(2026, 2, 1), ends=date(2026, 9, 30), may_move=0)
    giving.spend(1_000, day=date(2026, 1, 5))
    giving.spend(700, day=date(2026, 10, 5), heading="")
    giving.spend(16_000, day=date(2026, 3, 1))
    found = looks(giving)
    assert set(found) == {"before", "after", "no_heading", "over", "no_receipt", "unspent"}
    assert found["before"].startswith("£10 ") and found["after"].startswith("£7 ")
    assert found["over"].startswith("“Wool” is £10 over the £160")
    assert found["no_receipt"] == "3 payments have no receipt yet: £177 in all"
    assert found["unspent"].startswith("£223 is not spent")


def test_a_day_narrows_what_is_looked_at(giving: Giving) -> None:
    giving.receive()
    giving.spend(700, day=date(2026, 10, 5), heading="")
    assert "no_heading" in looks(giving) and "no_heading" not in looks(giving, date(2026, 10, 4))


def test_what_is_put_right_is_asked_about_no_more(giving: Giving) -> None:
    giving.receive()
    giving.spend(1_240)
    second = giving.spend(1_240)
    assert looks(giving)["twice"].startswith("Two payments on 1 March 2026")
    ledger.void_entry(second, 0, reason="Written twice", by=giving.by)
    assert "twice" not in looks(giving)


def test_the_same_sum_of_two_payees_or_days_is_no_question(giving: Giving) -> None:
    giving.receive()
    first = giving.spend(1_240)
    giving.spend(1_240, day=date(2026, 3, 2))
    giving.spend(1_240)
    ledger.reword_entry(first, 0, payee="Somebody else", note="", by=giving.by)
    assert "twice" not in looks(giving)
