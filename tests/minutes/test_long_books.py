"""Ten years of meetings: pages ask few questions, search is quick, and the minute book takes no more memory."""

import time
import tracemalloc
from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from zipfile import ZipFile

import docx
import pytest
from flask import Flask
from flask.testing import FlaskClient

from groupkit import tenancy
from groupkit.db import db
from groupkit.decisions.operations import Held
from groupkit.minutes import book
from groupkit.minutes.operations import acting as promising
from groupkit.minutes.operations import approving, deciding, letters
from groupkit.minutes.queries import acting, searching, standing
from tests import builders
from tests.builders import AGroup, in_books_of, sign_in_as, text_of
from tests.ledger.books import counted
from tests.minutes import meeting as meetings
from tests.minutes.laden import laden, rule_book
from tests.payments.desk import Table
from tests.restoring import widest
from tests.sweep import LONG

MANY = 300
TEN_YEARS = 120
MOST = 15
"""How many questions a page asks at most."""
OF_A_MEETING = (
    "",
    "notice",
    "notice/new",
    "agenda",
    "agenda/docx",
    "agenda/edit",
    "agenda/new",
    "agenda/decision",
    "message",
    "change",
    "timetable",
    "pack",
    "papers/notice",
    "papers/agenda",
    "papers/attendance",
    "papers/choosing",
    "papers/slips",
)


@dataclass(frozen=True)
class LongAgo:
    """A group with many past meetings: the row of one that goes on, of its first item, and of one to come."""

    group: AGroup
    now: int
    item: int
    coming: int


@pytest.fixture(scope=widest)
def long_ago(app: Flask) -> LongAgo:
    builders.use(app)
    group = builders.a_group()
    by, table = group.sol.actor, Table(group)
    with in_books_of(group):
        rule_book(by)
        meetings.many(by, MANY if LONG else TEN_YEARS)
        meetings.sent(by, 20)
        now, item, coming = laden(table.sit())
        meetings.note(now, "The kettle leaks", by)
        known = {one.name: one.key for one in acting.doers()}
        for who in ("secretary", "Mo"):
            promising.write_action(now, item, "Mend the kettle", known[who], None, by)
        held = Held("all", now.day, "", "We buy a kettle", 4)
        deciding.hold(now, item, meetings.decision(by), held, by, all_the_same=True)
        today = tenancy.today()
        letters.write_letter(by, came=True, day=today, who="x", about="Kettles", picture=None, reported_at=None)
        return LongAgo(group, now.id, item.id, coming.id)


def check_few(app: Flask, client: FlaskClient, group: AGroup, pages: Sequence[str]) -> None:
    """Each of these pages is there and asks at most `MOST` questions, also when it is opened again."""
    told = []
    for page in pages:
        client.get(group.url(page))
        with counted(app) as questions:
            answer = client.get(group.url(page))
        assert answer.status_code == 200, page
        if len(questions) > MOST:
            told += [f"{page}: {len(questions)}", *(one[:90] for one in questions)]
    assert not told, "\n".join(told)


def test_every_page_of_minutes_asks_few_questions(app: Flask, client: FlaskClient, long_ago: LongAgo) -> None:
    group, now, item = long_ago.group, long_ago.now, long_ago.item
    sign_in_as(client, group.sol)
    by = group.sol.actor
    with in_books_of(group):
        first = standing.book()[0][1].id
        sent = next(one.id for one in standing.not_approved() if one.minutes == "sent")
        approving.propose_correction(meetings.meetings.meeting(sent), None, "It was another kettle", by)
    pages = [
        f"{now}/room",
        f"{now}/",
        f"{now}/download/docx",
        f"{now}/facts",
        f"{now}/send-round",
        f"{sent}/",
        f"{sent}/approve",
        f"{sent}/corrections/new",
        f"{now}/sheet",
        f"{now}/roll",
        f"{now}/items/{item}/notes",
        f"{now}/items/{item}/here",
        f"{now}/items/{item}/action",
        f"{now}/items/{item}/decide",
        f"{now}/items/{item}/report",
        f"{first}/",
        f"{first}/put-right",
        "",
        "actions/",
        "letters/",
        "search?words=kettle",
    ]
    check_few(app, client, group, [f"/minutes/{page}" for page in pages])


def test_every_page_of_meetings_asks_few_questions(app: Flask, client: FlaskClient, long_ago: LongAgo) -> None:
    sign_in_as(client, long_ago.group.sol)
    pages = ["", "new", "series/new", *(f"{long_ago.now}/{page}" for page in ("", "agenda", "message"))]
    pages += [f"{long_ago.coming}/{page}" for page in OF_A_MEETING]
    check_few(app, client, long_ago.group, [f"/meetings/{page}" for page in pages])


def test_search_over_ten_years_is_quick(app: Flask, long_ago: LongAgo) -> None:
    group = long_ago.group
    actor = group.sol.actor
    with app.app_context(), tenancy.in_group(group.scope, db.session):
        searching.search(["kettle", "outing"], actor)
        began = time.process_time()
        found = searching.search(["kettle", "outing"], actor)
        none = searching.search(["zeppelin"], actor)
        took = (time.process_time() - began) / 2
    assert len(found.items) == searching.MOST and not none.any
    assert took < 0.3, f"{took:.2f} s"


@pytest.mark.timeout(300)
def test_the_minute_book_of_ten_years_is_written_with_flat_memory(app: Flask, long_ago: LongAgo) -> None:
    group = long_ago.group
    peaks, times, made = [], [], b""
    with app.app_context(), tenancy.in_group(group.scope, db.session):
        found = standing.book()
        book.as_word(found[:2], group.name, "to begin").close()
        for number in (12, TEN_YEARS):
            began = time.process_time()
            with book.as_word(found[:number], group.name, "measured") as file:
                times.append(time.process_time() - began)
                made = file.read()
            tracemalloc.start()
            book.as_word(found[:number], group.name, "measured").close()
            peaks.append(tracemalloc.get_traced_memory()[1])
            tracemalloc.stop()
    print(f"seconds {times}, peaks {[peak // 1024 for peak in peaks]} kB, {len(made) // 1024} kB")
    assert times[1] < 10
    assert peaks[1] - peaks[0] < 6 * 1024 * 1024, f"{peaks}"
    headings = [
        one.text for one in docx.Document(BytesIO(made)).paragraphs if one.style and one.style.name == "Heading 1"
    ]
    assert len(headings) == TEN_YEARS + 2
    assert headings[0] == "What is in it" and headings[1].startswith("1. Minutes: ") and headings[-1] == "Decisions"


def test_the_book_of_a_year_is_a_download(client: FlaskClient, long_ago: LongAgo) -> None:
    group = long_ago.group
    sign_in_as(client, group.mo)
    page = client.get(group.url("/minutes/"))
    with in_books_of(group):
        year = standing.years()[0]
    assert f"year={year}" in page.get_data(as_text=True) and "All years in one Word file" in text_of(page)
    answer = client.get(group.url(f"/minutes/book?year={year}"))
    with ZipFile(BytesIO(answer.data)) as archive:
        assert archive.testzip() is None
        assert b"Decisions" in archive.read("word/document.xml")
    assert client.get(group.url("/minutes/book?year=1066")).status_code == 302
    assert client.get(group.url("/minutes/book?year=soon")).status_code == 404
