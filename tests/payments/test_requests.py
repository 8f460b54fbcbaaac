"""Asking, saying yes, wording anew, ending and paying, with what the history and the checks say."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from groupkit import checks, history, tenancy
from groupkit.access import queries as people
from groupkit.db import db
from groupkit.history import HistoryLine, PrivateText
from groupkit.jobs import signing
from groupkit.ledger import operations as ledger
from groupkit.ledger import queries as book
from groupkit.ledger import rules as legs
from groupkit.ledger.operations import Answers
from groupkit.payments import operations, queries, story
from groupkit.payments.models import Authorisation
from groupkit.people.members import erasing
from groupkit.refusal import Asks, Conflict, Refused
from groupkit.rulebook import operations as rulebook
from groupkit.rulebook.rules import RULES
from tests.payments.desk import BILL, SHEET, Table


def last_line() -> HistoryLine:
    return history.lines(1)[0]


def test_two_say_yes_and_it_is_paid_once(table: Table) -> None:
    asked = table.ask(picture=BILL)
    assert last_line().subject == "Payment 1"
    with pytest.raises(Refused, match="0 of 2 have said yes"):
        table.pay(asked)
    table.yes(asked, "carys")
    assert last_line().what == "said yes to a payment"
    with pytest.raises(Refused, match="1 of 2"):
        table.pay(asked)
    table.yes(asked, "bea")
    entry = table.pay(asked)
    assert book.account_balance(table.ids["account", "Bank"]) == -4_500
    assert [card.name for card in book.receipts_of(entry.id)] == ["payment-1.jpg"]
    assert book.latest_wording(entry.id).payee == "Library"
    done = queries.asked(asked.id)
    assert done and done.ended and done.ended.reference == entry.reference
    for deed in (
        lambda: table.pay(asked),
        lambda: table.yes(asked, "sol"),
        lambda: table.ready(asked, payee="Library"),
        lambda: operations.decline(asked.id, "no", table.actors["sol"]),
        lambda: operations.withdraw(asked.id, "", table.actors["tamsin"]),
    ):
        with pytest.raises(Refused, match=f"Paid already, as {entry.reference}"):
            deed()
    assert list(checks.check_group()) == []


def test_nobody_says_yes_twice_and_a_tick_is_needed(table: Table) -> None:
    asked = table.ask()
    with pytest.raises(Refused) as refused:
        operations.say_yes(asked.id, 1, False, table.actors["carys"])
    assert refused.value.field == "unrelated"
    table.yes(asked, "carys")
    with pytest.raises(Refused, match="stands here already"):
        table.yes(asked, "carys")


@pytest.mark.parametrize(
    "change",
    [
        {"amount": 4_600},
        {"payee": "Another library"},
        {"purpose": "Hall in June"},
        {"account": "Cash tin", "way": "cash"},
        {"way": "cheque"},
        {"decision": "agreed in May"},
    ],
)
def test_any_change_asks_everybody_again_and_keeps_what_was_said(table: Table, change: dict) -> None:
    asked = table.ask()
    for who in ("carys", "bea"):
        table.yes(asked, who)
    if "account" in change:
        change = change | {"account": table.ids["account", change["account"]]}
    changed = operations.change(asked.id, table.wish(**change), 1, table.actors["tamsin"])
    assert changed.said_yes == () and len(changed.yeses) == 2
    told = [one.words for one in story.told(changed, queries.people_here(), book.choices())]
    assert sum("earlier wording" in words for words in told) == 2
    with pytest.raises(Refused, match="0 of 2"):
        table.pay(asked)
    with pytest.raises(Conflict):
        operations.pay(asked.id, 1, tenancy.today(), table.actors["tamsin"])
    with pytest.raises(Conflict):
        table.yes(asked, "sol", wording=1)
    assert "Library" not in last_line().body and "Hall" not in last_line().body
    for who in ("carys", "sol"):
        table.yes(asked, who)
    table.pay(asked)
    assert list(checks.check_group()) == []


def test_the_same_words_again_change_nothing(table: Table) -> None:
    asked = table.ask()
    table.yes(asked, "carys")
    assert operations.change(asked.id, table.wish(), 1, table.actors["tamsin"]).said_yes


def test_the_claimant_and_whoever_may_be_related_never_say_yes(table: Table) -> None:
    asked = table.ask(claimant="carys", payee="")
    with pytest.raises(Refused, match="gets the money"):
        table.yes(asked, "carys")
    for who in ("carys", "bea"):
        person = people.person_numbered(table.group.people[who].number)
        assert person is not None
        signing.add(person, tenancy.today(), True, table.actors["sol"])
    with pytest.raises(Refused, match="may be related"):
        table.yes(asked, "bea")
    table.yes(asked, "sol")
    table.yes(asked, "tamsin")
    other = table.ask()
    table.yes(other, "carys")
    with pytest.raises(Refused, match="may be related to one who has said yes"):
        table.yes(other, "bea")


def test_a_relation_written_down_later_still_counts_at_paying(table: Table) -> None:
    asked = table.ask()
    for who in ("carys", "bea"):
        table.yes(asked, who)
        person = people.person_numbered(table.group.people[who].number)
        assert person is not None
        signing.add(person, tenancy.today(), True, table.actors["sol"])
    with pytest.raises(Refused, match="1 of 2"):
        table.pay(asked)


def test_the_rule_says_how_many(table: Table) -> None:
    rulebook.set_rule(RULES["signatories_needed"], "3", "our meeting in May", table.actors["sol"])
    asked = table.ask()
    for who in ("carys", "bea"):
        table.yes(asked, who)
    with pytest.raises(Refused, match="2 of 3"):
        table.pay(asked)
    table.yes(asked, "sol")
    table.pay(asked)


def test_signed_on_paper_is_a_full_yes_for_who_does_not_sign_in(table: Table) -> None:
    asked, vesna, ravi = table.ask(), table.signatory("Vesna"), table.signatory("Ravi")
    by = table.actors["sol"]
    for signed, words in (([], "each once"), ([vesna.number] * 2, "each once"), ([99], "each once")):
        with pytest.raises(Refused, match=words):
            operations.sign_on_paper(asked.id, 1, signed, SHEET, by)
    with pytest.raises(Refused, match="says yes here"):
        operations.sign_on_paper(asked.id, 1, [table.group.carys.number], SHEET, by)
    with pytest.raises(Refused, match="do not hold a job"):
        operations.sign_on_paper(asked.id, 1, [table.group.mo.number], SHEET, by)
    operations.sign_on_paper(asked.id, 1, [vesna.number, ravi.number], SHEET, by)
    done = queries.asked(asked.id)
    assert done and all(yes.sheet_id for yes in done.yeses)
    told = [one.words for one in story.told(done, queries.people_here(), book.choices())]
    assert "Vesna signed on paper." in told and "Ravi signed on paper." in told
    table.pay(asked)
    assert list(checks.check_group()) == []


def test_whoever_gets_the_money_writes_down_no_signatures(table: Table) -> None:
    asked, vesna = table.ask(claimant="sol", payee=""), table.signatory("Vesna")
    with pytest.raises(Refused, match="does not write this down"):
        operations.sign_on_paper(asked.id, 1, [vesna.number], SHEET, table.actors["sol"])


def test_no_exception_while_there_are_enough_people(table: Table) -> None:
    asked = table.ask()
    with pytest.raises(Refused, match="enough people"):
        operations.make_exception(asked.id, 1, "in a hurry", table.actors["tamsin"])


def test_an_unready_claim_waits_for_the_treasurer(table: Table) -> None:
    claim = table.claim()
    for deed in (lambda: table.yes(claim, "carys"), lambda: table.pay(claim)):
        with pytest.raises(Refused, match="has not said yet"):
            deed()
    table.ready(claim)
    for who in ("carys", "bea"):
        table.yes(claim, who)
    entry = table.pay(claim)
    assert book.latest_wording(entry.id).payee == "Mo"
    done = queries.asked(claim.id)
    assert done and done.how == "not kept after the end"
    assert list(checks.check_group()) == []


def test_what_a_request_refuses(table: Table) -> None:
    for more, field in (
        ({"payee": ""}, "payee"),
        ({"amount": 0}, "amount"),
        ({"purpose": ""}, "purpose"),
        ({"way": "barter"}, "way"),
        ({"account": None}, "account"),
        ({"account": 999_999}, "account"),
        ({"category": table.ids["category", "Donations"]}, "category"),
        ({"purpose": "4111 1111 1111 1111"}, "purpose"),
    ):
        with pytest.raises(Refused) as refused:
            table.ask(**more)
        assert refused.value.field == field, more
    with pytest.raises(Refused):
        table.claim(how="sort code 12-34-56, 12345678")
    with pytest.raises(Refused):
        table.claim(spent_on=tenancy.today() + timedelta(days=1))


def test_the_book_asks_when_a_payment_is_made(table: Table) -> None:
    fund = ledger.add_fund("Starter grant", "restricted", table.actors["tamsin"])
    asked = table.ask(fund=fund.id)
    for who in ("carys", "bea"):
        table.yes(asked, who)
    with pytest.raises(Asks):
        table.pay(asked)
    operations.pay(asked.id, 1, tenancy.today(), table.actors["tamsin"], Answers(below_zero="it is on its way"))


def test_withdrawn_and_declined_are_ends(table: Table) -> None:
    one, other = table.ask(), table.claim()
    with pytest.raises(Refused) as refused:
        operations.decline(other.id, "", table.actors["carys"])
    assert refused.value.field == "why"
    operations.decline(other.id, "the group had bought milk", table.actors["carys"])
    operations.withdraw(one.id, "", table.actors["tamsin"])
    assert queries.open_requests() == []
    ended = queries.in_lists().ended
    assert [found.ended.how for found in ended if found.ended] == ["withdrawn", "declined"]
    assert list(checks.check_group()) == []


def test_a_line_put_right_since_is_said_and_is_no_fault(table: Table) -> None:
    asked = table.ask()
    for who in ("carys", "bea"):
        table.yes(asked, who)
    entry = table.pay(asked)
    part = legs.Part(4_400, table.ids["category", "Room hire"], table.ids["fund", "General"])
    right = legs.payment_legs(table.ids["account", "Bank"], 4_400, [part])
    ledger.correct_entry(
        entry, 0, day=tenancy.today(), legs=right, reason="the bill said so", by=table.actors["tamsin"]
    )
    done = queries.asked(asked.id)
    assert done and story.put_right(done)
    assert list(checks.check_group()) == []


def test_the_checks_notice_a_yes_that_nobody_said(table: Table) -> None:
    asked = table.ask()
    table.yes(asked, "carys")
    said = db.session.scalars(select(Authorisation)).one()
    person = people.person_numbered(table.group.bea.number)
    assert person is not None
    db.session.add(
        Authorisation(
            request_id=asked.id, wording_id=said.wording_id, person_id=person.id, at=said.at, by_no=person.number
        )
    )
    db.session.flush()
    table.pay(asked)
    assert list(checks.check_group()) == ["Who said yes to Payment 1 is not what the history tells"]


def test_somebody_who_is_taken_out_leaves_no_name_and_no_wish(table: Table) -> None:
    claim = table.claim(how="into Mo’s blue envelope")
    person = people.person_numbered(table.group.mo.number)
    assert person is not None
    from groupkit.people.members import operations as members

    members.member_leaves(person, table.actors["carys"])
    erasing.erase(person, "asked", table.actors["carys"])
    found = queries.asked(claim.id)
    assert found and "envelope" not in found.how
    texts = db.session.scalars(select(PrivateText.text).where(PrivateText.text.is_not(None)))
    assert not [text for text in texts if "envelope" in text]
