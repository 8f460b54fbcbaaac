"""The pages of what we did, as the people of a group use them."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from io import BytesIO
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from openpyxl import load_workbook
from PIL import Image
from sqlalchemy import select

from groupkit import coming_up, dates, files, pictures, tenancy
from groupkit.dates import Period
from groupkit.db import db
from groupkit.meetings.models import Meeting
from groupkit.minutes.telling import held_sessions
from groupkit.tallies import offering, operations, queries, rules
from groupkit.tallies.models import TallySession
from groupkit.tallies.offering import Offered
from tests.browsing import form_of, links_of, post, text_of
from tests.builders import AGroup, in_books_of, sign_in_as
from tests.ledger.books import counted
from tests.tallies.desk import EVENING, SAID, WALK, Desk

MOST_QUERIES = 12


@pytest.fixture
def sol(client: FlaskClient, group: AGroup) -> FlaskClient:
    return sign_in_as(client, group.sol)


@pytest.fixture
def femi(app: Flask, group: AGroup) -> FlaskClient:
    return sign_in_as(app.test_client(), group.femi)


@pytest.fixture
def told() -> Iterator[list[Offered]]:
    """A book that knows of some sessions."""
    known: list[Offered] = []

    def tells(first: date, last: date) -> list[Offered]:
        return [one for one in known if first <= one.day <= last]

    offering.tells_sessions(tells)
    yield known
    offering.TELLERS.remove(tells)


def url(group: AGroup, path: str = "/") -> str:
    return group.url(f"/what-we-did{path}")


def months_ago(months: int, day: int = 6) -> date:
    return dates.months_after(rules.first_of(dates.today()), -months).replace(day=day)


def test_a_session_in_a_minute(group: AGroup, sol: FlaskClient) -> None:
    assert "Nothing is written down yet" in text_of(sol.get(url(group)))
    answer = post(sol, url(group, "/sessions/new"), attendances="9", about="y", first_timers="1", helper_minutes="1½")
    assert answer.status_code == 302 and answer.location.endswith("/what-we-did/")
    page = text_of(sol.get(answer.location))
    assert "We met 1 time , with about 9 attendances" in page and "1 was there for the first time" in page
    assert "Helpers gave 1.5 hours" in page
    sessions = text_of(sol.get(url(group, "/sessions")))
    assert "about 9 came · 1 for the first time · 1.5 helpers’ hours" in sessions


def test_and_anything_else_this_month(group: AGroup, sol: FlaskClient) -> None:
    answer = post(sol, url(group, "/sessions/new"), attendances="9", again="1")
    assert f"/months/{dates.today():%Y-%m}" in answer.location
    answer = post(sol, answer.location, heard_gp="0", contacts="about 12", way_cost="")
    assert answer.status_code == 302
    page = text_of(sol.get(url(group)))
    assert "A GP or nurse 0" in page and "about 12" in page and "The cost" not in page


@pytest.mark.parametrize(
    ("path", "said", "sentence"),
    [
        ("/sessions/new", {"attendances": "nine"}, "Write a whole number in figures, like 14"),
        ("/sessions/new", {"attendances": "-3"}, "Write a whole number in figures, like 14"),
        ("/sessions/new", {"attendances": "3", "first_timers": "4"}, "That is more than the 3 who came"),
        ("/sessions/new", {"helper_minutes": "a while"}, "Write the hours like 6, 1.5 or 1:30"),
        ("/sessions/new", {"day": "31/12/2027"}, "That day has not come yet"),
        ("/sessions/new", {"attendances": "9", "called_off": "y"}, "If it was called off, nobody came"),
        ("/sessions/new", {"kind": "x' OR 1=1"}, "Choose one of these"),
        ("/people/new", {"people": "", "known_by": "know"}, "Write a number in figures, like 14"),
        ("/words/new", {"words": "A story", "kind": "story", "uses": []}, "Without a yes it is not kept here"),
        ("/words/new", {"words": "A picture", "kind": "picture", "uses": ["returns"]}, "Choose a picture"),
        ("/check/new", {"slips": "4", "welcome_agree": "5"}, "That is 5 answers together, and 4 slips were handed in"),
        ("/measures/new", {"name": "x", "source": "y", "hundredths": "a lot"}, "Write one number, like 7 or 7.25"),
    ],
)
def test_what_cannot_be_is_told_beside_its_field_and_nothing_is_saved(
    group: AGroup, sol: FlaskClient, path: str, said: dict[str, Any], sentence: str
) -> None:
    answer = post(sol, url(group, path), **said)
    assert answer.status_code == 200
    page = answer.get_data(as_text=True)
    assert sentence in text_of(answer)
    assert 'aria-invalid="true"' in page or "look" in page
    for name, typed in said.items():
        if isinstance(typed, str) and name in ("attendances", "first_timers", "helper_minutes", "hundredths", "slips"):
            assert f'value="{typed}"' in page, "what was typed is kept"
    with in_books_of(group):
        ever = Period(date(2000, 1, 1), date(2100, 1, 1))
        assert queries.sessions_of(ever) == [] and queries.voices() == [] and queries.group_checks(ever) == []


def test_a_photo_of_40_mb_gets_its_sentence(group: AGroup, sol: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    """One that is over the limit for a photo keeps what was typed; one over that of any page is not even read."""
    for module in (files, pictures):
        monkeypatch.setattr(module, "MOST_BYTES", 9_000)
    photo = (BytesIO(b"\xff\xd8\xff" + b"0" * 9_000), "hats.jpg")
    middling = post(sol, url(group, "/words/new"), kind="picture", words="Hats", uses=["returns"], picture=photo)
    assert middling.status_code == 200 and "That file is larger than 10 MB" in text_of(middling)
    assert "Hats" in middling.get_data(as_text=True)
    heavy = {"CONTENT_LENGTH": str(41 * 1024 * 1024), "CONTENT_TYPE": "multipart/form-data; boundary=x"}
    refused = sol.post(url(group, "/words/new"), data=b"--x--", environ_overrides=heavy)
    assert refused.status_code == 413 and "too large" in text_of(refused)
    with in_books_of(group):
        assert queries.voices() == []


def test_a_picture_with_a_yes_and_without_one_again(group: AGroup, sol: FlaskClient, femi: FlaskClient) -> None:
    file = BytesIO()
    Image.new("RGB", (3_000, 20), "green").save(file, "PNG")
    file.seek(0)
    answer = post(
        sol, url(group, "/words/new"), kind="picture", words="Hats", uses=["anybody"], picture=(file, "Ida.png")
    )
    assert answer.status_code == 302
    with in_books_of(group):
        number = queries.voices()[0].id
        where = url(group, f"/words/{number}/picture")
    kept = sol.get(where)
    assert Image.open(BytesIO(kept.data)).width == 1_800
    assert "Ida" not in str(kept.headers)
    assert femi.get(where).status_code == 403
    assert "may be used" in text_of(sol.get(url(group, "/words")))
    answer = post(sol, url(group, f"/words/{number}/back"), take_out="y")
    assert answer.status_code == 302
    page = text_of(sol.get(url(group, "/words")))
    assert "taken back" in page and "Hats" not in page
    assert sol.get(where).status_code == 404
    assert sol.get(url(group, f"/words/{number}/back")).status_code == 302


def test_members_read_every_number_and_no_words(app: Flask, group: AGroup) -> None:
    mo = sign_in_as(app.test_client(), group.mo)
    with in_books_of(group):
        Desk(group).session(dates.today(), 3)
        Desk(group).voice(day=dates.today())
    assert "with 3 attendances" in text_of(mo.get(url(group)))
    assert "Write down a session" not in text_of(mo.get(url(group)))
    assert mo.get(url(group, "/words")).status_code == mo.get(url(group, "/workbook")).status_code == 403
    assert mo.get(url(group, "/check")).status_code == 200


def test_a_critical_friend_sees_no_small_number_and_no_sum(group: AGroup, sol: FlaskClient, femi: FlaskClient) -> None:
    desk = Desk(group)
    with in_books_of(group):
        operations.add_kind("Walk with Carys Bevan", desk.by)
        desk.session(months_ago(3), 31, first_timers=4)
        desk.session(months_ago(2), 3, "Walk with Carys Bevan", first_timers=0)
        desk.session(dates.today(), 27)
        desk.month(rules.first_of(months_ago(2)), heard_gp=2)
        desk.voice(day=dates.today())
    page = text_of(femi.get(url(group)))
    assert "31" in page and "not shown" in page
    assert "27" not in page, "the month that is running would tell of one day, compared with the next look"
    assert "34" not in page and "61" not in page, "a sum would give the rest away"
    assert "First time 0" in page or " 0 " in page
    assert "A GP or nurse" not in page and SAID not in page
    for closed in ("/sessions", "/people", "/check", "/measures", "/words", "/workbook", "/sheet"):
        assert femi.get(url(group, closed)).status_code == 403
    whole = text_of(sol.get(url(group)))
    assert "61" in whole and "Walk with Carys Bevan" in whole


def test_a_kind_called_after_somebody_is_veiled(group: AGroup, femi: FlaskClient) -> None:
    desk = Desk(group)
    with in_books_of(group):
        name = desk.by.name
        operations.add_kind(f"{name}’s walk", desk.by)
        desk.session(months_ago(2), 9, f"{name}’s walk")
    page = text_of(femi.get(url(group)))
    assert "a kind of session that is called after somebody" in page and name not in page


def test_different_people_of_nested_times_are_not_shown_to_a_friend(group: AGroup, femi: FlaskClient) -> None:
    desk = Desk(group)
    first = months_ago(9, 1)
    with in_books_of(group):
        for months, people in ((6, 12), (3, 14)):
            last = rules.last_of(months_ago(months, 1))
            operations.write_people(desk.by, first=first, last=last, people=people, about=True, known_by="know")
    assert "about 12" not in text_of(femi.get(url(group)))


def test_one_tap_brings_a_meeting_in(group: AGroup, sol: FlaskClient, told: list[Offered]) -> None:
    held = dates.today() - timedelta(days=3)
    told.append(Offered("meeting abc", held, "Members’ meeting", 7))
    page = sol.get(url(group))
    assert "Members’ meeting, 7 came" in text_of(page)
    answer = post(sol, url(group, "/sessions/bring-in"), to=url(group, "/sessions/bring-in"), source="meeting abc")
    assert answer.status_code == 302
    assert "It was brought in from the meetings" in text_of(sol.get(answer.location))
    with in_books_of(group):
        (row,) = queries.sessions_of(Period(held, held))
        assert (row.attendances, row.source) == (7, "meeting abc")
    assert "Members’ meeting, 7 came" not in text_of(sol.get(url(group)))
    token = form_of(sol.get(url(group, "/sessions/new")))["token"]
    again = sol.post(url(group, "/sessions/bring-in"), data={"token": token, "source": "meeting abc"})
    assert again.status_code == 200 and "That meeting is counted already" in text_of(again)


def test_meetings_that_were_held_are_offered_with_their_heads(group: AGroup, sol: FlaskClient) -> None:
    day = dates.today() - timedelta(days=2)
    with in_books_of(group):
        for kind, body, standing, present in (
            ("ordinary", "general", "held", 8),
            ("committee", "committee", "held", 4),
            ("ordinary", "general", "called_off", None),
        ):
            row = Meeting(kind=kind, body=body, day=day, starts="19:00", ends="21:00", standing=standing)
            row.present = present
            with tenancy.write_allowed():
                db.session.add(row)
                db.session.flush()
        found = list(held_sessions(day, day))
        assert [(one.called, one.came, one.day) for one in found] == [("Members’ meeting", 8, day)]
        assert list(held_sessions(day + timedelta(days=1), day + timedelta(days=9))) == []
    assert "Members’ meeting, 8 came" in text_of(sol.get(url(group)))


def test_heads_counted_with_the_tin_are_written_down_by_a_person(
    group: AGroup, sol: FlaskClient, told: list[Offered]
) -> None:
    day = dates.today() - timedelta(days=2)
    told.append(Offered("count 7", day, "", 14))
    led = next(link for link in links_of(sol.get(url(group))) if "source=count" in link)
    assert "14 people were counted with the tin" in text_of(sol.get(led))
    filled = form_of(sol.get(led))
    assert filled["attendances"] == "14"
    assert post(sol, led, kind=WALK, day=f"{day - timedelta(days=1):%d/%m/%Y}").status_code == 302
    assert not [link for link in links_of(sol.get(url(group))) if "source=count" in link]
    with in_books_of(group):
        row = db.session.scalars(select(TallySession)).one()
        assert (row.source, row.attendances, row.day) == ("count 7", 14, day - timedelta(days=1))


def test_the_second_of_two_people_to_save_is_told(group: AGroup, sol: FlaskClient) -> None:
    with in_books_of(group):
        row = Desk(group).session(dates.today(), 9)
        where = url(group, f"/sessions/{row.id}")
    stale = {"version": "0", "attendances": "12"}
    answer = post(sol, where, **stale)
    assert answer.status_code == 200 and "Somebody else changed this while you were writing" in text_of(answer)
    assert 'value="12"' in answer.get_data(as_text=True)
    assert post(sol, where, attendances="12").status_code == 302


def test_everything_as_a_workbook_is_whole_and_says_so(group: AGroup, sol: FlaskClient) -> None:
    desk = Desk(group)
    with in_books_of(group):
        desk.session(date(2026, 1, 6), 3, first_timers=1)
        desk.session(date(2026, 1, 20), 9, WALK, about=True)
        desk.month(date(2026, 1, 1), heard_gp=1)
        operations.write_check(desk.by, day=date(2026, 1, 6), slips=3, answers={"welcome": (2, 1, 0)})
    answer = sol.get(url(group, "/workbook"))
    book = load_workbook(BytesIO(answer.data))
    rows = [[cell.value for cell in row] for row in book["Sessions"].iter_rows()]
    assert any("This is everything, with small numbers as they are" in str(row[0]) for row in rows)
    assert [row[1:6] for row in rows if row[1] in (EVENING, WALK)] == [
        [EVENING, "held", 3, None, 1],
        [WALK, "held", 9, "about", None],
    ]
    assert all("This is everything" in str([row[0].value for row in sheet.iter_rows()]) for sheet in book)
    assert SAID not in str([[cell.value for cell in row] for sheet in book for row in sheet.iter_rows()])


def test_what_is_coming_up_is_said_gently_and_only_to_who_keeps_it(app: Flask, group: AGroup) -> None:
    desk = Desk(group)

    def said(who: Any) -> list[str]:
        return [one.sentence for one in coming_up.coming_up(who) if "this month" in one.sentence]

    late = datetime(2026, 4, 25, 12, tzinfo=UTC)
    with app.test_request_context(), in_books_of(group), dates.clock_at(late):
        assert said(desk.by) == [], "a group that never counted is not asked to"
        desk.session(date(2026, 3, 3), 9)
        assert said(desk.by) == ["Nothing is written down yet of what we did this month"]
        assert said(group.mo.actor) == []
        desk.session(date(2026, 4, 7), None)
        assert said(desk.by) == []


def test_pages_take_few_questions(app: Flask, group: AGroup, sol: FlaskClient, femi: FlaskClient) -> None:
    with in_books_of(group):
        Desk(group).spring()
    pages = ("/", "/sessions?year=2026", "/months/2026-03", "/people", "/check", "/measures", "/words", "/kinds")
    for path in pages:
        with counted(app) as asked:
            assert sol.get(url(group, path)).status_code == 200
        assert len(asked) <= MOST_QUERIES, f"{path}: {len(asked)}"
    with counted(app) as asked:
        femi.get(url(group))
    assert len(asked) <= MOST_QUERIES + 6, "who looks, and that they looked, are written down too"


def test_odd_addresses_have_no_page(group: AGroup, sol: FlaskClient) -> None:
    for path in ("/months/2099-01", "/months/2026-13", "/months/x", "/sessions/999999", "/words/999999/picture"):
        assert sol.get(url(group, path)).status_code == 404
    assert "Sessions in" in text_of(sol.get(url(group, "/sessions?year=-1")))
    assert links_of(sol.get(url(group, "/sessions?year=99999999999999999999")))
