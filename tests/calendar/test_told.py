"""What the books tell a calendar: each thing by a neutral name and a key of its own, a year ahead."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta

import pytest
from flask import Flask

from groupkit import coming_up, tenancy
from groupkit.access import queries as people
from groupkit.access.operations import Terms, agree_again
from groupkit.access.permissions import MEMBER
from groupkit.calendar.queries import dated, listed
from groupkit.calendar.rules import A_YEAR
from groupkit.coming_up import Coming, soon
from groupkit.db import begin_writing, db, stop_writing
from groupkit.home.queries import STAYS
from tests import builders
from tests.builders import AGroup
from tests.doors.filled import Filled, filled_group

KNOWN = {
    "A grant ends",
    "A term ends",
    "An agreement ends",
    "Ask for a yes again",
    "Last day to claim Gift Aid",
    "Last day to give notice",
    "Look at a decision again",
    "Look at a policy again",
    "Look at an agreement again",
    "Meeting",
    "Money is due",
    "Our rules are with a meeting",
    "Our year ends",
    "Return due",
    "We choose who does what",
}
"""Every name that the books give now: words and no more."""


@contextmanager
def reading_in(group: AGroup) -> Iterator[None]:
    """In a group's books while somebody opens a page, since what is told leads to pages; nothing is saved."""
    with builders.the_app().test_request_context(), tenancy.in_group(group.scope, db.session):
        begin_writing()
        try:
            yield
        finally:
            stop_writing(commit=False)


@pytest.fixture(scope="module")
def filled(app: Flask) -> Filled:
    builders.use(app)
    return filled_group()


@pytest.mark.parametrize("who", ["carys", "tamsin", "sol", "mo"])
def test_every_name_is_neutral_and_every_key_is_its_own(filled: Filled, who: str) -> None:
    actor = filled.group.people[who].actor
    with reading_in(filled.group):
        found = dated(actor)
    assert len(found) >= 3
    assert {one.called for one in found} <= KNOWN
    assert len({one.key for one in found}) == len(found)


def test_a_calendar_looks_a_year_ahead_and_the_first_page_does_not(group: AGroup) -> None:
    actor = group.carys.actor
    with reading_in(group):
        on_first_page = coming_up.coming_up(actor)
        in_calendar = listed(actor)
    assert "An agreement ends" not in [one.called for one in on_first_page], "it ends in half a year"
    assert {"An agreement ends", "Our year ends"} <= {one.called for one in in_calendar}


def test_how_far_a_book_looks() -> None:
    usual = timedelta(days=60)
    seen: list[timedelta] = []

    def told(_actor: object) -> list[Coming]:
        seen.append(soon(usual))
        return []

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(coming_up, "_coming", [told])
        for ahead in (None, A_YEAR, timedelta(days=3)):
            coming_up.coming_up(None, ahead)
    assert seen == [usual, A_YEAR, usual]
    assert soon(usual) == usual


@pytest.mark.parametrize(("days", "told"), [(0, True), (STAYS.days, True), (STAYS.days + 1, False)])
def test_an_agreement_is_looked_at_again_and_asked_about_for_a_fortnight(group: AGroup, days: int, told: bool) -> None:
    by = group.carys.actor
    with reading_in(group):
        today = tenancy.today()
        femi = people.person_numbered(group.femi.number)
        assert femi is not None
        terms = Terms(shares=("rules",), review_on=today + timedelta(days=30))
        agree_again(femi, "Nurse", "facilitator", today + timedelta(days=90), by, terms)
        agreement = people.agreement_with(femi.id)
        assert agreement is not None
        ahead = [one for one in coming_up.coming_up(by) if one.called == "Look at an agreement again"]
        assert [one.sentence for one in ahead] == ["Look again at what was agreed with Femi"]
        agreement.review_on = today - timedelta(days=days)
        late = [one for one in coming_up.coming_up(by) if one.called == "Look at an agreement again"]
        assert bool(late) == told
        others = {one.called for one in coming_up.coming_up(replace(by, may=MEMBER))}
        assert "Look at an agreement again" not in others, "only whoever lets people in is told"
