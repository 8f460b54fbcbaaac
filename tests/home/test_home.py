"""The first page, the welcome, the history and the help."""

from datetime import UTC, date, datetime, timedelta

import pytest
from flask.testing import FlaskClient

from groupkit import coming_up, dates, history
from groupkit.access import operations
from groupkit.access import queries as people
from groupkit.access.permissions import Job
from groupkit.coming_up import Coming
from groupkit.home import queries, telling
from groupkit.ledger import queries as ledger
from groupkit.ledger.operations import record_opening
from groupkit.people.members import operations as members
from tests.browsing import links_of, post, text_of
from tests.builders import AGroup, a_group, another_group, in_books_of, sign_in_as


@pytest.mark.parametrize(
    ("hour", "words"),
    [
        (0, "Good evening"),
        (3, "Good evening"),
        (4, "Good morning"),
        (11, "Good morning"),
        (12, "Good afternoon"),
        (17, "Good afternoon"),
        (18, "Good evening"),
        (23, "Good evening"),
    ],
)
def test_the_greeting_goes_by_the_clock_of_the_group(hour: int, words: str):
    assert queries.greeting(datetime(2026, 1, 10, hour, 30, tzinfo=UTC)) == words


def test_the_greeting_knows_summer_time():
    assert queries.greeting(datetime(2026, 7, 10, 11, 30, tzinfo=UTC)) == "Good afternoon"


def test_an_empty_book_shows_what_is_worth_doing_first(client: FlaskClient):
    group = a_group(keeps_book=True, friend=False, team={"carys": Job.COORDINATOR})
    page = text_of(sign_in_as(client, group.carys).get(group.url()))
    for step in ("Write down what you have", "Write down who does what", "Let a second person in"):
        assert step in page


def test_a_member_is_not_told_to_do_what_they_may_not(client: FlaskClient, group: AGroup):
    page = text_of(sign_in_as(client, group.mo).get(group.url()))
    assert "Write down" not in page
    assert "Who changed what" not in page


def test_members_see_who_looks_in_and_the_friend_does_not(client: FlaskClient, group: AGroup):
    assert "Femi looks in as a critical friend" in text_of(sign_in_as(client, group.mo).get(group.url()))
    friend = sign_in_as(client.application.test_client(), group.femi)
    assert "looks in as a critical friend" not in text_of(friend.get(group.url()))
    assert "Last on" in text_of(client.get(group.url()))


def test_the_welcome_page_offers_two_or_three_things(client: FlaskClient):
    group = a_group(keeps_book=True, friend=False, team={"carys": Job.COORDINATOR})
    page = sign_in_as(client, group.carys).get(group.url("/welcome"))
    steps = page.text[page.text.index('<ol class="steps"') : page.text.index("</ol>")]
    assert 2 <= steps.count("<li") <= 3


def test_the_year_end_comes_up_two_months_before(client: FlaskClient):
    with dates.clock_at(datetime(2027, 2, 10, 12, tzinfo=UTC)):
        group = a_group()
        page = text_of(sign_in_as(client, group.mo).get(group.url()))
        assert "31 Mar 2027 Our year ends" in page
        assert "chosen when the group began here" in page
    with dates.clock_at(datetime(2027, 1, 10, 12, tzinfo=UTC)):
        assert "Our year ends" not in text_of(sign_in_as(client, group.mo).get(group.url()))


def test_an_agreement_that_ends_soon_comes_up_for_whoever_can_renew_it(client: FlaskClient):
    group = a_group(friend_until=dates.today() + timedelta(days=20))
    assert "Femi looks in for the last time" in text_of(sign_in_as(client, group.carys).get(group.url()))
    assert "last time" not in text_of(sign_in_as(client.application.test_client(), group.mo).get(group.url()))


def test_what_other_books_know_is_told_in_order_of_days(monkeypatch):
    monkeypatch.setattr(coming_up, "_coming", [])
    coming_up.tells_coming(lambda actor: [Coming(date(2026, 5, 2), "later"), Coming(date(2026, 5, 1), "sooner")])
    coming_up.tells_coming(lambda actor: [Coming(date(2026, 4, 1), "soonest")])
    assert [one.sentence for one in coming_up.coming_up(None)] == ["soonest", "sooner", "later"]


def test_the_money_of_today_in_words_as_a_picture_and_as_a_table(client: FlaskClient, group: AGroup):
    by = group.tamsin.actor
    with in_books_of(group):
        ids = {(choice.sort, choice.name): choice.id for choice in ledger.choices().all}
        general = ids["fund", "General"]
        day = dates.today()
        record_opening(day=day, account=ids["account", "Bank"], parts=[(general, 30_000)], by=by)
        record_opening(day=day, account=ids["account", "Cash tin"], parts=[(general, 1_250)], by=by)
    for who in ("tamsin", "mo", "femi"):
        page = sign_in_as(client.application.test_client(), group.people[who]).get(group.url())
        assert "£312.50" in text_of(page)
        assert "£300.00 in Bank, £12.50 in Cash tin" in text_of(page)
        assert "<svg" in page.text
        assert f"{dates.short_day(day)} £312.50" in text_of(page), "the same as a table"
        assert "Worth doing first" not in text_of(page)
        assert ("Still worth doing" in text_of(page)) == (who == "tamsin"), "a second step for signing in"


def test_what_waits_stands_above_what_is_coming_up(
    client: FlaskClient, group: AGroup, monkeypatch: pytest.MonkeyPatch
) -> None:
    today = dates.today()
    monkeypatch.setattr(coming_up, "_coming", [])
    coming_up.tells_coming(
        lambda actor: [Coming(today, "Our meeting"), Coming(today - timedelta(days=1), "A return was due")]
    )
    words = text_of(sign_in_as(client, group.carys).get(group.url()))
    assert words.index("Waiting") < words.index("A return was due") < words.index("Coming up")
    assert words.index("Coming up") < words.index("Our meeting")


def test_a_second_person_is_asked_for_until_there_is_one(client: FlaskClient) -> None:
    alone = another_group()
    with in_books_of(alone):
        ids = {(choice.sort, choice.name): choice.id for choice in ledger.choices().all}
        account, general = ids["account", "Bank"], ids["fund", "General"]
        record_opening(day=dates.today(), account=account, parts=[(general, 100)], by=alone.olu.actor)
    words = text_of(sign_in_as(client, alone.olu).get(alone.url()))
    assert "Let a second person in" in words and "Write down what you have" not in words


class TestHistory:
    def test_the_newest_comes_first_with_who_when_and_what(self, client: FlaskClient, group: AGroup):
        sign_in_as(client, group.carys)
        post(client, group.url("/people/new"), name="Ida")
        told = text_of(client.get(group.url("/history")))
        assert told.index("Added a person: Ida") < told.index("Gave the job of treasurer: Tamsin")
        assert f"{dates.short_day(dates.today())}, " in told

    def test_fifty_lines_a_page_and_no_line_twice(self, client: FlaskClient, group: AGroup):
        by = group.carys.actor
        with in_books_of(group):
            for number in range(120):
                history.record(by, "changed a rule", f"rule {number:03d}")
            total = history.head().number
        sign_in_as(client, group.carys)
        seen, url = [], group.url("/history")
        for _ in range(10):
            page = client.get(url)
            seen += page.text.count('<span class="when">') * [url]
            older = [link for link in links_of(page) if "below=" in link]
            if not older:
                break
            url = older[0]
        assert len(seen) == total

    def test_a_list_that_was_taken_in_is_one_line_with_everybody(self, client: FlaskClient, group: AGroup):
        with in_books_of(group):
            members.take_in([members.NewMember(name) for name in ("Ada", "Ida", "Una")], group.sol.actor)
        sign_in_as(client, group.carys)
        shown = text_of(client.get(group.url("/history")))
        assert "Took in 3 people: Ada, Ida and Una" in shown and "Added a person: Ada" not in shown

    def test_an_odd_page_number_shows_the_newest(self, client: FlaskClient, group: AGroup):
        sign_in_as(client, group.carys)
        for below in ("x", "-5", "9" * 40, "é", "1 or 1=1"):
            assert "Femi" in text_of(client.get(group.url("/history"), query_string={"below": below}))
        assert "Nothing older" in text_of(client.get(group.url("/history?below=1")))

    def test_the_number_of_questions_to_the_database_does_not_grow(self, client: FlaskClient, group: AGroup):
        sign_in_as(client, group.carys)
        few = questions(client, group.url("/history"))
        by = group.carys.actor
        with in_books_of(group):
            for number in range(60):
                operations.add_person(f"P{number}", by)
        assert questions(client, group.url("/history")) == few

    def test_words_that_were_taken_out_are_not_shown(self, client: FlaskClient, group: AGroup):
        with in_books_of(group):
            from sqlalchemy import select

            from groupkit.db import db

            row = db.session.scalars(select(history.PrivateText).where(history.PrivateText.text == "Mo")).one()
            history.blank(row, "Member 005 (left)")
            person = people.person_numbered(group.mo.number)
            assert person is not None
            person.name = "Member 005 (left)"
        told = text_of(sign_in_as(client, group.carys).get(group.url("/history")))
        assert "name: Member 005 (left)" in told
        assert "Mo " not in told
        with in_books_of(group):
            assert list(history.check()) == []


def questions(client: FlaskClient, url: str) -> int:
    """How many statements a page sends to the database."""
    from sqlalchemy import event

    from groupkit.db import db

    asked: list[str] = []

    def note(_conn: object, _cursor: object, statement: str, *_more: object) -> None:
        asked.append(statement)

    with client.application.app_context():
        engine = db.engine
    event.listen(engine, "before_cursor_execute", note)
    try:
        assert client.get(url).status_code == 200
    finally:
        event.remove(engine, "before_cursor_execute", note)
    return len(asked)


class TestTelling:
    @pytest.mark.parametrize(
        ("body", "told"),
        [
            ({"name": [None, "Kim"]}, ["name: Kim"]),
            ({"name": ["Kim", "Kim B"]}, ["name: Kim → Kim B"]),
            ({"name": ["Kim", None]}, ["name: Kim → nothing"]),
            ({"until": [None, "2026-05-03"]}, ["until: 3 May 2026"]),
            ({"budget": [1000, 125000]}, ["budget: £10.00 → £1,250.00"]),
            ({"alone": [None, False]}, []),
            ({"alone": [None, True]}, ["as the only officer: yes"]),
            ({"key": [None, "abc"]}, []),
            ({"card": [None, "words 608266c603691b45"]}, ["the card: kept apart, not shown here"]),
            ({"card": ["words 608266c603691b45", "words 1234567890abcdef"]}, ["the card: kept apart, not shown here"]),
            ({"note": [None, "words we wrote down"]}, ["note: words we wrote down"]),
            ({"value": ["03-31", "02-28"]}, ["now: 31 March → the end of February"]),
            ({"jobs": [None, ["coordinator", "treasurer"]]}, ["jobs: coordinator, treasurer"]),
            ({"payee": [None, {"private": "d1"}]}, ["payee: Corner shop"]),
            ({"payee": [None, {"private": "gone"}]}, ["payee: (taken out)"]),
            (
                {"written": [None, [{"day": "2026-05-03", "money": [["k", -1250]], "purpose": [], "revision": 0}]]},
                ["£12.50, 3 May 2026"],
            ),
            (
                {"written": [None, [{"day": "2026-05-03", "money": [["a", -900], ["b", 900]], "purpose": []}]]},
                ["£9.00, 3 May 2026"],
            ),
            ({"began": [None, "19:30"], "starts": ["00:00", "09:00"]}, ["began: 7.30 pm", "starts: midnight → 9 am"]),
            ({"about": [None, "19:30"]}, ["about: 19:30"]),
            ({"odd": [None, {"deep": [1, {"x": True}]}]}, ["odd: 1, yes"]),
        ],
    )
    def test_a_change_is_said_in_plain_words(self, body: dict, told: list[str]):
        assert telling.changes(body, {"d1": "Corner shop"}) == told

    def test_it_finds_the_private_texts_it_needs(self):
        body = {"payee": [{"private": "a"}, {"private": "b"}], "more": [None, [{"x": {"private": "c"}}]]}
        assert sorted(history.private_in(body)) == ["a", "b", "c"]


def test_the_help_can_be_read_by_anybody_and_is_linked_from_every_page(client: FlaskClient, group: AGroup):
    page = client.get("/kit/help")
    assert page.status_code == 200
    for part in ("people", "rules", "money", "grants"):
        assert f'id="{part}"' in page.text
    assert "/kit/help#people" in links_of(sign_in_as(client, group.mo).get(group.url("/people/")))
