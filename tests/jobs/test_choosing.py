"""Choosing at a meeting, and who signs at the bank: refusals, what changes hands, and who keeps the door meanwhile."""

import pytest

from groupkit import dates, tenancy
from groupkit.access import operations as access
from groupkit.access import queries as people
from groupkit.access.permissions import Can
from groupkit.db import db
from groupkit.jobs import electing, operations, queries, signing
from groupkit.refusal import Refused
from tests.browsing import text_of
from tests.builders import AGroup, in_books_of, sign_in_as
from tests.jobs.desk import YEAR, job, on_paper, person, running, whole


def test_the_old_coordinator_keeps_the_door_until_the_new_one_can_sign_in(client, group: AGroup):
    with in_books_of(group):
        election = electing.begin(tenancy.today(), "yearly meeting", group.sol.actor)
        pat = electing.stand(election, job("coordinator"), on_paper(group), group.sol.actor)
        electing.close(election, {pat.id: 9}, group.carys.actor)
        election_id, pat_id = election.id, pat.person_id
        assert [(one.name, one.waiting) for one in electing.keeping(election)] == [("Carys", ["Pat"])]
        assert {one.held.name for one in queries.times(job("coordinator").id)} == {"Carys", "Pat"}
        whole()
    assert Can.LET_IN in group.carys.actor.may
    page = group.url(f"/jobs/choosing/{election_id}/")
    assert "Pat cannot sign in yet" in text_of(sign_in_as(client, group.mo).get(page))
    with in_books_of(group):
        mo = person(group, "mo")
        account, mo.user_id = mo.user_id, None
        db.session.flush()
        people.person(pat_id).user_id = account
        db.session.flush()
        [kept] = electing.keeping(electing.election(election_id))
        assert (kept.name, kept.waiting) == ("Carys", [])
        old = next(one for one in running("coordinator") if one.person_id != pat_id)
        operations.hand_over(old, group.carys.actor)
        assert electing.keeping(electing.election(election_id)) == []
        assert [one.ended_why for one in queries.times(job("coordinator").id, running=False)] == ["successor"]
        whole()


# --- choosing ---


def choosing(group: AGroup, *who: str) -> tuple[int, list[int]]:
    election = electing.begin(tenancy.today(), "yearly meeting", group.sol.actor)
    rows = [electing.stand(election, job("treasurer"), person(group, one), group.sol.actor) for one in who]
    return election.id, [row.id for row in rows]


def test_a_new_treasurer_is_chosen_and_the_old_one_hands_over(group: AGroup):
    with in_books_of(group):
        election_id, [_tamsin, mo] = choosing(group, "tamsin", "mo")
        electing.close(electing.election(election_id), {mo: 7}, group.carys.actor)
        [now] = queries.times(job("treasurer").id)
        today = tenancy.today()
        assert (now.held.name, now.held.how) == ("Mo", "elected")
        assert now.held.until == dates.months_after(today, 12)
        whole()
    assert Can.KEEP_LEDGER in group.mo.actor.may
    assert Can.KEEP_LEDGER not in group.tamsin.actor.may


def test_who_is_chosen_again_goes_on_with_a_new_term(group: AGroup):
    with in_books_of(group):
        before = running("treasurer")[0]
        election_id, [tamsin] = choosing(group, "tamsin")
        electing.close(electing.election(election_id), {tamsin: None}, group.carys.actor)
        assert running("treasurer") == [before]
        assert before.until == dates.months_after(tenancy.today(), 12)


def test_a_choosing_that_is_refused_changes_nothing(group: AGroup):
    with in_books_of(group):
        election_id, [mo] = choosing(group, "mo")
        election = electing.election(election_id)
        with pytest.raises(Refused, match="lets people in"):
            electing.close(election, {mo: 1}, group.sol.actor)
        db.session.rollback()
    with in_books_of(group):
        election_id, [mo] = choosing(group, "mo")
        election = electing.election(election_id)
        with pytest.raises(Refused, match="no longer stand"):
            electing.close(election, {999: 1}, group.carys.actor)
        with pytest.raises(Refused, match="already"):
            electing.stand(election, job("treasurer"), person(group, "mo"), group.sol.actor)
        with pytest.raises(Refused, match="Only somebody in the group"):
            electing.stand(election, job("treasurer"), person(group, "femi"), group.sol.actor)
        with pytest.raises(Refused, match="Tick who was chosen, or say that nobody was"):
            electing.close(election, {}, group.carys.actor)
        with pytest.raises(Refused, match="Leave one of the two"):
            electing.close(election, {mo: 1}, group.carys.actor, nobody=True)
        electing.close(election, {}, group.carys.actor, nobody=True)
        with pytest.raises(Refused, match="written down already"):
            electing.close(election, {}, group.carys.actor, nobody=True)
        later = electing.begin(tenancy.today() + YEAR, "next yearly meeting", group.sol.actor)
        with pytest.raises(Refused, match="on the day of the meeting"):
            electing.close(later, {}, group.carys.actor, nobody=True)


def test_who_is_due_to_stand_again(group: AGroup):
    with in_books_of(group):
        today = tenancy.today()
        operations.change_term(running("treasurer")[0], "elected", today + YEAR, "", group.carys.actor)
        assert electing.due_to_stand(today) == []
        assert [one.held.name for one in electing.due_to_stand(today + YEAR)] == ["Tamsin"]


# --- who signs at the bank ---


def test_who_signs_stays_on_the_list_until_the_bank_says_otherwise(group: AGroup):
    by, today = group.sol.actor, dates.today()
    with in_books_of(group):
        row = signing.add(person(group, "tamsin"), today, False, by)
        with pytest.raises(Refused, match="on the list already"):
            signing.add(person(group, "tamsin"), today, False, by)
        with pytest.raises(Refused, match="Only somebody"):
            signing.add(person(group, "femi"), today, False, by)
        access.person_leaves(person(group, "tamsin"), group.carys.actor)
        assert [one.left for one in signing.who_signs()] == [True]
        assert any("can no longer sign" in look for look in signing.worth_a_look())
        with pytest.raises(Refused, match="not before they began"):
            signing.change(row, False, today, today - YEAR, row.version, by)
        signing.change(row, False, today, today, row.version, by)
        assert signing.who_signs() == []
        with pytest.raises(Refused, match="no longer sign"):
            signing.change(row, False, None, None, row.version, by)
        whole()
