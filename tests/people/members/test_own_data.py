"""Everything that is kept about one person: the jobs too that open no pages, what they stood for, and the bank."""

from datetime import date

from groupkit import tenancy
from groupkit.dates import long_day
from groupkit.jobs import electing, operations, queries, signing
from groupkit.people.members import own_data
from tests.builders import AGroup, in_books_of
from tests.jobs.desk import job, person


def test_everything_about_jobs_is_told(group: AGroup):
    sol, carys = group.sol.actor, group.carys.actor
    with in_books_of(group):
        mo, today = person(group, "mo"), tenancy.today()
        milk = operations.write_down("brings the milk", "", sol)
        time = operations.take_on(milk, mo, sol, from_day=date(2025, 1, 2), how="volunteered", decision="by the urn")
        first = own_data.readable(mo, "us")
        assert "Brings the milk, does it, from 2 January 2025; volunteered; by the urn" in first
        operations.end_tenure(time, "ended", sol)
        election = electing.begin(today, "yearly meeting", sol)
        chosen, _ = (electing.stand(election, job(name), mo, sol).id for name in ("treasurer", "secretary"))
        electing.close(election, {chosen: 7}, carys)
        row = signing.add(mo, today, True, sol)
        signing.change(row, True, today, today, row.version, sol)
        told = own_data.readable(mo, "us")
        assert f"from 2 January 2025 until {long_day(today)}, ended by an officer" in told
        assert f"You stood for treasurer on {long_day(today)}: chosen, 7 votes" in told
        assert f"You stood for secretary on {long_day(today)}: not chosen" in told
        assert f"You sign at the bank from {long_day(today)} until {long_day(today)}" in told
        assert "Treasurer, does it" in told
        others = own_data.readable(person(group, "bea"), "us")
        assert "milk" not in others and "You stood" not in others and "sign at the bank" not in others
        assert len(queries.times(milk.id, running=False)) == 1
