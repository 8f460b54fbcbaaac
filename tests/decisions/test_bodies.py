"""Who has a vote on a day: members and committee, counted one at a time."""

from datetime import timedelta

from groupkit import tenancy
from groupkit.access import operations as access
from groupkit.decisions import bodies
from groupkit.jobs import operations as jobs
from tests.builders import AGroup, in_books_of
from tests.jobs.desk import on_paper, person


def test_members_are_those_in_the_group_on_the_day_and_never_a_critical_friend(group: AGroup) -> None:
    sol = group.sol.actor
    with in_books_of(group):
        today = tenancy.today()
        assert bodies.size_of("general") == 5  # Carys, Tamsin, Sol, Bea and Mo; Femi looks in
        mo = person(group, "mo")
        access.person_leaves(mo, sol)
        assert (bodies.size_of("general"), bodies.size_of("general", today - timedelta(days=9))) == (4, 0)
        mo.joined_on = None  # nobody knows since when: they count on every day until they left
        assert bodies.size_of("general", today - timedelta(days=1)) == 1


def test_the_committee_is_who_has_an_officers_job_or_was_chosen(group: AGroup) -> None:
    carys = group.carys.actor
    with in_books_of(group):
        today = tenancy.today()
        assert bodies.size_of("committee") == 4
        milk = jobs.write_down("brings the milk", "", carys)
        held = jobs.take_on(milk, person(group, "mo"), carys)
        assert bodies.size_of("committee") == 4, "whoever volunteers for the milk is not on the committee"
        held.how = "elected"
        assert bodies.size_of("committee") == 5
        held.ended_on = today
        assert bodies.size_of("committee") == 4
        jobs.take_on(milk, person(group, "tamsin"), carys).how = "co-opted"
        assert bodies.size_of("committee") == 4, "somebody with two jobs counts once"


def test_who_steps_in_or_learns_a_job_is_not_on_the_committee(group: AGroup) -> None:
    carys = group.carys.actor
    with in_books_of(group):
        pat = on_paper(group)
        job = jobs.write_down("brings the milk", "", carys)
        jobs.take_on(job, person(group, "mo"), carys)
        jobs.take_on(job, pat, carys, role="deputy").how = "elected"
        assert bodies.size_of("committee") == 4
