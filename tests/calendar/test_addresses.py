"""Secret addresses for calendar programs: made, asked at, ended, and opening nothing else."""

import re
from datetime import UTC, date, datetime, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from groupkit import coming_up, dates, tenancy
from groupkit.access import accounts, calendars, operations
from groupkit.access import queries as people
from groupkit.access.door_models import CalendarAddress
from groupkit.coming_up import Coming
from groupkit.db import db, writing
from groupkit.jobs import electing
from groupkit.people.members import erasing, own_data
from groupkit.refusal import Refused
from tests import builders
from tests.browsing import form_of, links_of, post, text_of
from tests.builders import AGroup, Someone
from tests.calendar.reading import Read, dates_in, titles_in

CHOOSING, YEAR_END = "We choose who does what", "Our year ends"


@pytest.fixture
def chosen(group: AGroup) -> AGroup:
    """A group with one date: a choosing in three weeks."""
    by = group.carys.actor
    with builders.in_books_of(group):
        electing.begin(tenancy.today() + timedelta(days=21), "Yearly meeting", by)
    return group


def make(client: FlaskClient, group: AGroup, **answers: str) -> str:
    """Make an address on the pages, and read it off the page that shows it once."""
    done = post(client, group.url("/dates/phone/new"), **answers)
    assert done.location == group.url("/dates/phone/shown")
    shown = client.get(done.location)
    return path_in(shown)


def path_in(shown: TestResponse) -> str:
    found = re.search(r"http://localhost(/kit/calendar/[A-Za-z0-9_-]+\.ics)", shown.get_data(as_text=True))
    assert found is not None
    return found[1]


def addresses(*people: Someone) -> int:
    """How many addresses these people have, in any group."""
    return builders.count(CalendarAddress, CalendarAddress.user_id.in_([one.user_id for one in people]))


def the_choosing(answer: TestResponse) -> Read:
    return next(one for one in dates_in(answer.data) if one.title == CHOOSING)


def mo_in(app: Flask, group: AGroup) -> FlaskClient:
    return builders.sign_in_as(app.test_client(), group.mo)


def asked(app: Flask, path: str) -> TestResponse:
    """What a calendar program gets: it has no cookies."""
    return app.test_client().get(path)


def test_from_the_first_page_to_the_telephone(app: Flask, chosen: AGroup) -> None:
    mo = mo_in(app, chosen)
    assert chosen.url("/dates/") in links_of(mo.get(chosen.url()))
    listed = mo.get(chosen.url("/dates/"))
    assert chosen.url("/dates/phone") in links_of(listed) and CHOOSING in text_of(listed)
    answer = asked(app, make(mo, chosen))
    assert answer.status_code == 200
    found = {one.title: one.begins for one in dates_in(answer.data)}
    assert found[CHOOSING] == dates.today() + timedelta(days=21)
    assert set(found) == {CHOOSING, YEAR_END}


def test_the_address_is_shown_once_with_a_link_and_a_square(app: Flask, group: AGroup) -> None:
    mo = mo_in(app, group)
    path = make(mo, group)
    secret = path.split("/")[-1].removesuffix(".ics")
    assert len(secret) == 32, "192 random bits"
    again = mo.get(group.url("/dates/phone/shown"))
    assert "It was shown once" in text_of(again) and secret not in again.get_data(as_text=True)
    done = post(mo, group.url("/dates/phone/new"))
    shown = mo.get(done.location)
    assert f"webcal://localhost{path_in(shown)}" in links_of(shown)
    assert "<svg" in shown.get_data(as_text=True)
    assert secret not in mo.get(group.url("/dates/phone")).get_data(as_text=True)
    with app.app_context():
        mine = db.select(CalendarAddress).where(CalendarAddress.user_id == group.mo.user_id)
        kept = [row.digest for row in db.session.scalars(mine)]
    assert len(kept) == 2 and not any(secret in digest for digest in kept)


def test_what_a_calendar_program_is_told(app: Flask, chosen: AGroup) -> None:
    path = make(mo_in(app, chosen), chosen)
    answer = asked(app, path)
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert "no-store" in answer.headers["Cache-Control"]
    assert "Set-Cookie" not in answer.headers
    looked = app.test_client().head(path)
    assert (looked.status_code, looked.data) == (200, b"")
    assert looked.headers["Content-Type"] == answer.headers["Content-Type"]
    assert app.test_client().post(path).status_code in (404, 405)


def test_neither_the_group_nor_anybody_is_named(app: Flask, chosen: AGroup) -> None:
    told = asked(app, make(builders.sign_in_as(app.test_client(), chosen.carys), chosen)).get_data(as_text=True)
    for name in (chosen.slug, chosen.name, "Yearly meeting", "Carys", "Femi", chosen.carys.username):
        assert name.lower() not in told.lower(), name
    assert "\r\nX-WR-CALNAME:Dates\r\n" in told


def test_the_short_name_stands_there_for_whoever_asks(app: Flask, chosen: AGroup) -> None:
    answer = asked(app, make(mo_in(app, chosen), chosen, with_name="y"))
    assert set(titles_in(answer.data)) == {f"{chosen.slug}: {CHOOSING}", f"{chosen.slug}: {YEAR_END}"}
    assert f"X-WR-CALNAME:{chosen.slug}: Dates" in answer.get_data(as_text=True)
    assert "with our short name" in text_of(mo_in(app, chosen).get(chosen.url("/dates/phone")))


def test_an_address_that_was_ended_stops_at_once_and_the_others_go_on(app: Flask, group: AGroup) -> None:
    mo = mo_in(app, group)
    first, second = make(mo, group), make(mo, group)
    page = mo.get(group.url("/dates/phone"))
    newest = calendar_marks(page)[0]
    token = form_of(page, group.url("/dates/phone"))["token"]
    done = mo.post(group.url("/dates/phone"), data={"token": token, "address": newest})
    assert done.location == group.url("/dates/phone")
    assert [asked(app, path).status_code for path in (first, second)] == [200, 404]
    again = mo.get(group.url("/dates/phone"))
    token = form_of(again, group.url("/dates/phone"))["token"]
    twice = mo.post(group.url("/dates/phone"), data={"token": token, "address": newest})
    assert calendars.OVER in text_of(twice)


def calendar_marks(page: TestResponse) -> list[str]:
    return re.findall(r'name="address" value="([0-9a-f]{16})"', page.get_data(as_text=True))


@pytest.mark.parametrize("mark", ["", "x", "%" * 16, "_" * 16, "0" * 16, "0" * 17, "ä" * 16])
def test_a_mark_that_nobody_gave_ends_nothing(app: Flask, group: AGroup, mark: str) -> None:
    mo = mo_in(app, group)
    path = make(mo, group)
    token = form_of(mo.get(group.url("/dates/phone")), group.url("/dates/phone"))["token"]
    assert calendars.OVER in text_of(mo.post(group.url("/dates/phone"), data={"token": token, "address": mark}))
    assert asked(app, path).status_code == 200


def test_nobody_ends_an_address_of_somebody_else(app: Flask, group: AGroup) -> None:
    mo = mo_in(app, group)
    path = make(mo, group)
    mark = calendar_marks(mo.get(group.url("/dates/phone")))[0]
    with builders.in_books_of(group), pytest.raises(Refused, match="ended already"):
        calendars.end(group.carys.user_id, mark)
    assert not calendar_marks(builders.sign_in_as(app.test_client(), group.carys).get(group.url("/dates/phone")))
    assert asked(app, path).status_code == 200


def test_an_address_in_one_group_says_nothing_of_another(app: Flask, chosen: AGroup) -> None:
    """Mo has a place in both; each address shows the dates of its own group, and is ended there only."""
    other = builders.another_group()
    by = other.olu.actor
    with builders.in_books_of(other):
        person = operations.add_person("Mo", by)
        person.user_id = chosen.mo.user_id
        electing.begin(tenancy.today() + timedelta(days=40), "Another", by)
    mo = mo_in(app, chosen)
    here, there = make(mo, chosen), make(mo, other)
    choosings = [the_choosing(asked(app, path)) for path in (here, there)]
    assert [one.begins for one in choosings] == [dates.today() + timedelta(days=days) for days in (21, 40)]
    uids = [one.uid for one in choosings]
    assert mo.get(other.url(f"/dates/one/{uids[0]}.ics")).status_code == 404
    assert mo.get(other.url(f"/dates/one/{uids[1]}.ics")).status_code == 200
    mark = calendar_marks(mo.get(other.url("/dates/phone")))[0]
    with builders.in_books_of(chosen), pytest.raises(Refused):
        calendars.end(chosen.mo.user_id, mark)
    opened = mo.get(f"/kit/calendar/open/{uids[1]}")
    assert opened.location.startswith(f"/{other.slug}/")


@pytest.mark.parametrize("secret", ["x", "0" * 32, "..", "%00", "ä", "'; DROP TABLE users; --", "x" * 5_000])
def test_an_address_that_nobody_made_is_no_page(app: Flask, secret: str) -> None:
    answer = asked(app, f"/kit/calendar/{secret}.ics")
    assert answer.status_code == 404
    assert "Set-Cookie" not in answer.headers and "VCALENDAR" not in answer.get_data(as_text=True)


def test_whoever_leaves_takes_no_address_along_and_finds_none_on_coming_back(app: Flask, group: AGroup) -> None:
    path = make(mo_in(app, group), group)
    by = group.carys.actor
    with builders.in_books_of(group):
        mo = people.person_numbered(group.mo.number)
        assert mo is not None
        operations.person_leaves(mo, by)
    assert asked(app, path).status_code == 404
    with builders.in_books_of(group):
        again = people.person_numbered(group.mo.number)
        assert again is not None
        again.left_on = None
    assert asked(app, path).status_code == 404
    assert addresses(group.mo) == 0


def test_whoever_was_taken_out_and_an_account_that_was_forgotten_keep_none(app: Flask, group: AGroup) -> None:
    path = make(mo_in(app, group), group)
    make(builders.sign_in_as(app.test_client(), group.bea), group)
    by = group.carys.actor
    with builders.in_books_of(group):
        mo = people.person_numbered(group.mo.number)
        assert mo is not None
        operations.person_leaves(mo, by)
        erasing.erase(mo, next(iter(erasing.rules.WHY_ERASED)), by)
    assert asked(app, path).status_code == 404 and addresses(group.mo, group.bea) == 1
    with app.app_context(), writing():
        accounts.forget(group.bea.user_id, "Member 004 (left)")
    assert addresses(group.mo, group.bea) == 0


def test_a_new_passphrase_leaves_an_address_as_it_is_and_the_page_says_so(app: Flask, group: AGroup) -> None:
    path = make(mo_in(app, group), group)
    with app.app_context(), writing():
        accounts.set_passphrase(group.mo.user_id, "x")
    assert asked(app, path).status_code == 200
    assert "A new passphrase does not end an address" in text_of(mo_in(app, group).get(group.url("/dates/phone")))


def test_a_calendar_shows_what_its_person_may_see_today(app: Flask, group: AGroup) -> None:
    """The last day of an agreement is told to whoever lets people in; when that job ends, so does the date."""
    by, carys = group.carys.actor, builders.sign_in_as(app.test_client(), group.carys)
    path, members = make(carys, group), make(mo_in(app, group), group)
    assert "An agreement ends" in titles_in(asked(app, path).data)
    assert "An agreement ends" not in titles_in(asked(app, members).data)
    with builders.in_books_of(group):
        sol = people.person_numbered(group.sol.number)
        assert sol is not None
        operations.give_job(sol, operations.Job.COORDINATOR, by)
        held = next(one for one in people.jobs_held(_row(group.carys)) if one.job == "coordinator")
        operations.end_job(held, by)
    assert "An agreement ends" not in titles_in(asked(app, path).data)


def _row(someone: Someone) -> int:
    found = people.person_numbered(someone.number)
    assert found is not None
    return found.id


def test_a_critical_friend_looks_at_the_dates_and_has_no_calendar(app: Flask, chosen: AGroup) -> None:
    femi = builders.sign_in_as(app.test_client(), chosen.femi)
    page = femi.get(chosen.url("/dates/"))
    assert page.status_code == 200 and ".ics" not in page.get_data(as_text=True)
    for path in ("/dates/phone", "/dates/phone/new", "/dates/phone/shown", "/dates/all.ics", "/dates/one/x.ics"):
        assert femi.get(chosen.url(path)).status_code == 403, path
    with builders.in_books_of(chosen):
        secret = calendars.make(chosen.femi.user_id, "", False)
    assert asked(app, f"/kit/calendar/{secret}.ics").status_code == 404


def test_nobody_has_more_addresses_than_they_can_keep_an_eye_on(app: Flask, group: AGroup) -> None:
    with builders.in_books_of(group):
        for _ in range(calendars.MOST):
            calendars.make(group.mo.user_id, "", False)
    refused = post(mo_in(app, group), group.url("/dates/phone/new"), with_name="y")
    assert calendars.ENOUGH in text_of(refused) and form_of(refused)["with_name"] == "y"
    assert addresses(group.mo) == calendars.MOST


def test_files_to_take_away(app: Flask, chosen: AGroup) -> None:
    mo = mo_in(app, chosen)
    links = [link for link in links_of(mo.get(chosen.url("/dates/"))) if link.endswith(".ics")]
    assert len(links) == 3
    for link in links:
        answer = mo.get(link)
        assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
        assert answer.headers["Content-Disposition"] == "attachment; filename=dates.ics"
        found = set(titles_in(answer.data))
        assert found <= {CHOOSING, YEAR_END} and len(found) == (2 if "/all" in link else 1)
    assert mo.get(chosen.url("/dates/one/0.ics")).status_code == 404


def test_from_a_date_in_a_calendar_to_its_page(app: Flask, chosen: AGroup) -> None:
    mo = mo_in(app, chosen)
    path = the_choosing(asked(app, make(mo, chosen))).url.removeprefix("http://localhost")
    stranger = asked(app, path)
    assert stranger.status_code == 303 and "/kit/sign-in" in stranger.location
    assert "Who stands" in text_of(mo.get(path, follow_redirects=True)) and f"/{chosen.slug}/" in mo.get(path).location
    nobody = builders.sign_in_as(app.test_client(), builders.a_user())
    gone = nobody.get(path, follow_redirects=True)
    assert "no longer among yours" in text_of(gone) and chosen.slug not in gone.get_data(as_text=True)
    femi = builders.sign_in_as(app.test_client(), chosen.femi)
    assert "no longer among yours" in text_of(femi.get(path, follow_redirects=True))


def test_a_meeting_with_hours_stands_where_the_group_is(
    app: Flask, group: AGroup, monkeypatch: pytest.MonkeyPatch
) -> None:
    starts = datetime(2027, 6, 1, 18, tzinfo=UTC)
    meeting = Coming(
        date(2027, 6, 1),
        "Our June meeting",
        called="Group meeting",
        key="meeting 1",
        starts=starts,
        ends=starts + timedelta(hours=2),
    )
    waits = Coming(date(2027, 6, 1), "A payment waits for a yes")
    monkeypatch.setattr(coming_up, "_coming", [lambda actor: [meeting, waits]])
    mo = mo_in(app, group)
    with dates.clock_at(datetime(2027, 5, 1, tzinfo=UTC)):
        (read,) = dates_in(builders.sign_in_as(app.test_client(), group.mo).get(group.url("/dates/all.ics")).data)
        page = text_of(builders.sign_in_as(mo, group.mo).get(group.url("/dates/")))
    assert (read.title, read.begins, read.ends) == ("Group meeting", starts, starts + timedelta(hours=2))
    assert "1 Jun 2027, 7 pm" in page and "A payment waits for a yes" in page
    assert page.count("Take this one") == 1


def test_what_is_kept_says_when_addresses_were_made(app: Flask, group: AGroup) -> None:
    make(mo_in(app, group), group, used_for="my <old> phone")
    assert "My <old> phone" in text_of(mo_in(app, group).get(group.url("/dates/phone")))
    with builders.in_books_of(group):
        mo, bea = (people.person_numbered(one.number) for one in (group.mo, group.bea))
        assert mo is not None and bea is not None
        told = own_data.readable(mo, group.name)
        assert "You made an address for a calendar program on" in told and "(my <old> phone)" in told
        assert "calendar" not in own_data.readable(bea, group.name)
