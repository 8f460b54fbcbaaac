"""Cards and consents: refusals, what the history keeps, and what there is no place for."""

import json
from dataclasses import replace
from datetime import date, timedelta

import pytest
from flask import Flask

from groupkit import history, tenancy
from groupkit.access import queries as people
from groupkit.access.models import Person
from groupkit.checks import check_group
from groupkit.db import Model
from groupkit.history import HistoryLine
from groupkit.people.members import operations, queries, rules
from groupkit.people.members.models import Consent, ContactCard
from groupkit.people.members.operations import Card, NewMember, Yes
from groupkit.refusal import Conflict, Refused
from tests import builders
from tests.builders import AGroup, in_books_of

CARD = Card("email", "mo@example.org", True, "Polish", "a chair with arms", True)


def yes(day: date | None = None) -> Yes:
    return Yes(day or tenancy.today(), rules.USUAL_WORDING, "on paper")


def person(who: builders.Someone) -> Person:
    found = people.person_numbered(who.number)
    assert found is not None
    return found


def test_a_card_is_kept_with_the_yes_to_it(group: AGroup):
    sol = group.sol.actor
    with in_books_of(group):
        mo = person(group.mo)
        operations.write_card(mo, CARD, yes(), 0, sol)
        kept = queries.member(mo.number)
        assert kept is not None
        assert (kept.way, kept.contact, kept.large_print, kept.language) == ("email", "mo@example.org", True, "Polish")
        agreed = queries.consent_of(mo.id)
        assert agreed is not None
        assert (agreed.wording, agreed.how, agreed.asked_by_no) == (rules.USUAL_WORDING, "on paper", sol.person_no)
        assert list(check_group()) == []


def test_nothing_on_a_card_stands_in_the_history(group: AGroup):
    sol = group.sol.actor
    with in_books_of(group):
        mo = person(group.mo)
        operations.write_card(mo, CARD, yes(), 0, sol)
        operations.write_card(mo, Card("phone", "07700 900123", language="Welsh"), None, 1, sol)
        told = json.dumps([line.body for line in history.lines(50) if line.subject == people.label(mo)])
        for words in ("mo@example.org", "Polish", "Welsh", "chair", "07700", "large", "phone", "email"):
            assert words not in told
        assert history.lines(1)[0].what == "changed how to reach somebody"
        assert history.lines(1)[0].subject == f"Member {mo.number:03d}"


def test_without_a_yes_no_card(group: AGroup):
    sol = group.sol.actor
    with in_books_of(group):
        with pytest.raises(Refused) as told:
            operations.write_card(person(group.mo), CARD, None, 0, sol)
        assert told.value.field == "agreed"
        assert queries.card_of(person(group.mo).id) is None


@pytest.mark.parametrize(
    ("card", "days", "field"),
    [(Card("email", "nobody"), 0, "contact"), (Card("pigeon"), 0, "way"), (CARD, 1, "given_on")],
)
def test_what_does_not_fit_is_refused(group: AGroup, card: Card, days: int, field: str):
    sol = group.sol.actor
    with in_books_of(group):
        with pytest.raises(Refused) as told:
            operations.write_card(person(group.mo), card, yes(tenancy.today() + timedelta(days)), 0, sol)
        assert told.value.field == field


def test_the_second_of_two_people_to_save_is_told(group: AGroup):
    sol = group.sol.actor
    with in_books_of(group):
        mo = person(group.mo)
        operations.write_card(mo, CARD, yes(), 0, sol)
        with pytest.raises(Conflict):
            operations.write_card(mo, CARD, yes(), 0, sol)


def test_a_new_yes_ends_the_one_before(group: AGroup):
    sol = group.sol.actor
    with in_books_of(group):
        mo = person(group.mo)
        operations.write_card(mo, CARD, yes(), 0, sol)
        operations.write_card(mo, CARD, Yes(tenancy.today(), "Other words", "in person"), 1, sol)
        latest, before = queries.consents_of(mo.id)
        assert latest.wording == "Other words" and latest.withdrawn_on is None
        assert before.withdrawn_on == tenancy.today()


def test_a_no_takes_the_card_out_at_once(group: AGroup):
    sol = group.sol.actor
    with in_books_of(group):
        mo = person(group.mo)
        operations.write_card(mo, CARD, yes(), 0, sol)
        operations.withdraw_consent(mo, sol)
        assert queries.card_of(mo.id) is None
        assert queries.consent_of(mo.id) is None
        assert queries.consents_of(mo.id)[0].withdrawn_on == tenancy.today()
        assert mo.name == "Mo"
        with pytest.raises(Refused):
            operations.withdraw_consent(mo, sol)
        assert list(check_group()) == []


def test_what_helps_goes_with_the_member_and_the_contact_stays_a_while(group: AGroup):
    sol = group.sol.actor
    with in_books_of(group):
        mo = person(group.mo)
        operations.write_card(mo, replace(CARD, helps="a chair with arms", emergency_on_paper=True), yes(), 0, sol)
        operations.member_leaves(mo, sol)
        card = queries.card_of(mo.id)
        assert card is not None
        assert (card.helps, card.emergency_on_paper, card.contact) == ("", False, CARD.contact)
        assert list(check_group()) == []


def test_the_secretary_ends_no_jobs_by_writing_that_somebody_leaves(group: AGroup):
    sol, carys = group.sol.actor, group.carys.actor
    with in_books_of(group):
        with pytest.raises(Refused, match="They hold a job"):
            operations.member_leaves(person(group.tamsin), sol)
        operations.member_leaves(person(group.tamsin), carys)
        operations.member_leaves(person(group.mo), sol)
        assert person(group.mo).left_on == tenancy.today()


def test_a_list_is_taken_in_whole(group: AGroup):
    sol = group.sol.actor
    with in_books_of(group):
        some = [NewMember("O'Brien-Łukasz", CARD, yes()), NewMember("李"), NewMember("=cmd()", Card("person"), yes())]
        first = queries.page_of(1).total
        assert operations.take_in(some, sol) == 3
        page = queries.page_of(1)
        assert page.total == first + 3
        assert [one.name for one in page.members[-3:]] == ["O'Brien-Łukasz", "李", "=cmd()"]
        assert [bool(one.agreed_on) for one in page.members[-3:]] == [True, False, True]
        assert list(check_group()) == []


def test_a_list_with_something_wrong_is_not_taken_in_at_all(app: Flask, group: AGroup):
    sol = group.sol.actor
    before = {model: builders.count(model, group=group) for model in (Person, ContactCard, Consent, HistoryLine)}
    with pytest.raises(Refused), in_books_of(group):
        operations.take_in([NewMember("Ada", CARD, yes()), NewMember("Ida", Card("phone", "none"), yes())], sol)
    assert {model: builders.count(model, group=group) for model in before} == before


MAY_STAND = {
    "people": {"id", "key", "group_id", "number", "name", "friend", "user_id", "joined_on", "left_on", "version"},
    "contact_cards": {
        "id",
        "key",
        "group_id",
        "person_id",
        "way",
        "contact",
        "large_print",
        "language",
        "helps",
        "emergency_on_paper",
        "version",
    },
    "consents": {
        "id",
        "key",
        "group_id",
        "person_id",
        "given_on",
        "wording",
        "how",
        "withdrawn_on",
        "asked_by_no",
    },
    "erasures": {"id", "key", "group_id", "person_id", "asked_by_no", "at", "why"},
}
NEVER = (
    "diagnos",
    "condition",
    "medic",
    "birth",
    "dob",
    "age",
    "reason_for",
    "attend",
    "referr",
    "benefit",
    "postcode",
)


def test_there_is_no_place_for_a_diagnosis_a_reason_a_birth_date_or_attendance(app: Flask):
    """Tables of people hold just these columns, and no table that points at a person holds one of the others."""
    tables = Model.metadata.tables
    for name, columns in MAY_STAND.items():
        assert set(tables[name].columns.keys()) == columns, name
    for table in tables.values():
        of_people = {key.column.table.name for key in table.foreign_keys} & {"people"}
        for column in table.columns.keys() if of_people or table.name == "people" else ():
            assert not any(column.startswith(word) or f"_{word}" in column for word in NEVER), f"{table.name}.{column}"
