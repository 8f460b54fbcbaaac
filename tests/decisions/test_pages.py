"""The pages of decisions, as the people of a group use them."""

from datetime import date, timedelta
from io import BytesIO
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from openpyxl import load_workbook

from groupkit import coming_up, dates, tenancy
from groupkit.access.actor import Actor
from groupkit.db import db
from groupkit.decisions import operations, queries, register, reported
from groupkit.decisions.models import Decision, DecisionRound
from groupkit.decisions.register import Sought
from groupkit.decisions.results import CANNOT_SEE, KINDS, Thing
from tests.browsing import form_of, links_of, post, text_of
from tests.builders import AGroup, in_books_of, sign_in_as
from tests.decisions.desk import WORDS, Desk, a_register
from tests.ledger import books
from tests.ledger.books import counted
from tests.payments.desk import Table

MOST_QUERIES = 15


@pytest.fixture
def sol(client: FlaskClient, group: AGroup) -> FlaskClient:
    return sign_in_as(client, group.sol)


@pytest.fixture
def mo(app: Flask, group: AGroup) -> FlaskClient:
    return sign_in_as(app.test_client(), group.mo)


def url(group: AGroup, path: str = "/") -> str:
    return group.url(f"/decisions{path}")


def standing(group: AGroup, number: int) -> str:
    with in_books_of(group):
        found = queries.numbered(number)
        assert found is not None
        return found.standing


def brought_up(sol: FlaskClient, group: AGroup, **more: Any) -> str:
    answer = post(sol, url(group, "/new"), **({"title": "When we meet", "words": WORDS} | more))
    assert answer.status_code == 302, text_of(answer)
    return str(answer.location)


def test_from_something_to_decide_to_a_decision(group: AGroup, sol: FlaskClient, mo: FlaskClient) -> None:
    assert "Nothing to decide yet" in text_of(sol.get(url(group)))
    where = brought_up(sol, group, options="Mondays or Tuesdays", asked="Everybody in March", review_on="1/3/2099")
    page = text_of(sol.get(where))
    assert "being talked about" in page and "If we cannot agree:" in page and "Mondays or Tuesdays" in page
    assert "Nobody has talked about it yet" in page
    choose = sol.get(f"{where}/round")
    assert "We held a consensus round" in text_of(choose)
    assert f"{where}/round?way=talk" in links_of(choose)
    talked = post(sol, f"{where}/round?way=talk", words=f"{WORDS} Or at six.", place="over tea", note="The last bus")
    assert talked.location == where
    page = text_of(sol.get(where))
    assert "It stays open" in page and "The last bus" in page and "Or at six" in page
    voted = f"{where}/round?way=vote"
    assert "more votes for than against" in text_of(sol.get(voted)) and "3 of 5 must be there" in text_of(
        sol.get(voted)
    )
    post(sol, voted, words=WORDS, place="in the library", present="5", for_="4", against="1")
    page = text_of(sol.get(where))
    assert "agreed" in page and "4 for, 1 against, 0 abstained: agreed" in page and "If we cannot agree" not in page
    assert "New words are underlined" in page and "Too few were there" not in page
    for client in (sol, mo):
        seen = client.get(url(group))
        assert WORDS in text_of(seen) and where in links_of(seen)
    assert not [link for link in links_of(mo.get(where)) if link.startswith(where + "/")]


def test_too_few_are_told_and_nothing_is_blocked(group: AGroup, sol: FlaskClient) -> None:
    where = brought_up(sol, group)
    post(sol, f"{where}/round?way=all", place="over tea", present="2")
    page = text_of(sol.get(where))
    assert "Too few were there: 2 of 5 were there, and 3 are needed" in page and "Everybody there agreed" in page


def test_a_consensus_round_keeps_counts_and_no_names(group: AGroup, sol: FlaskClient) -> None:
    where = brought_up(sol, group)
    consensus = f"{where}/round?way=consensus"
    answer = post(sol, consensus, place="over tea", present="5", agree="3", block="1", decided="yes")
    assert answer.status_code == 200 and "Somebody blocks" in text_of(answer)
    assert form_of(answer)["agree"] == "3", "what was typed stays"
    post(sol, consensus, place="over tea", present="5", agree="3", aside="1", block="1", decided="no")
    page = text_of(sol.get(where))
    assert "3 agree, 1 stands aside and 1 blocks" in page and "It stayed open" in page
    post(sol, consensus, place="over tea", present="5", agree="5", decided="yes")
    assert standing(group, 1) == "agreed"


def test_between_meetings_it_waits_to_be_told(group: AGroup, sol: FlaskClient, monkeypatch: Any) -> None:
    where = brought_up(sol, group)
    post(sol, f"{where}/round?way=between", place="by email", held_on="yesterday", present="5", for_="4", abstained="1")
    assert "To tell at the next meeting" in text_of(sol.get(where))
    assert "To tell at the next meeting" in text_of(sol.get(url(group)))
    assert "was made between meetings" in text_of(sol.get(group.url("/")))
    monkeypatch.setattr(reported, "_reported", [lambda ids: ids])
    monkeypatch.setattr(reported, "_places", [lambda ids: {one: Thing("", "Members’ meeting", "/x") for one in ids}])
    page = sol.get(where)
    assert "To tell at the next meeting" not in text_of(page) and "Members’ meeting" in text_of(page)
    assert "/x" in links_of(page)


@pytest.mark.parametrize(
    ("way", "typed", "sentence"),
    [
        ("talk", {"words": ""}, "This needs an answer"),
        ("talk", {"place": ""}, "This needs an answer"),
        ("talk", {"held_on": "the day after"}, "day"),
        ("talk", {"held_on": "1/1/2099"}, "has not come yet"),
        (
            "vote",
            {"present": "5", "for_": "4", "against": "2"},
            "That is 6 votes together, and 5 with a vote were there",
        ),
        ("vote", {"present": "five"}, "Write a whole number in figures"),
        ("vote", {"present": "5", "for_": "0"}, "Write how many were for it"),
        ("between", {"present": "1", "for_": "2"}, "2 votes together"),
        ("consensus", {"present": "5", "agree": "5"}, "Choose one of these"),
        ("all", {"present": "0"}, "Nobody was there"),
    ],
)
def test_a_round_that_cannot_be_keeps_what_was_typed(
    group: AGroup, sol: FlaskClient, way: str, typed: dict[str, str], sentence: str
) -> None:
    where = brought_up(sol, group)
    answer = post(sol, f"{where}/round?way={way}", **({"place": "over tea", "note": "The last bus"} | typed))
    assert answer.status_code == 200 and sentence in text_of(answer)
    assert form_of(answer)["note"] == "The last bus"
    with in_books_of(group):
        assert queries.rounds_of(1) == []


def test_a_round_that_comes_too_late_is_told_and_loses_nothing(group: AGroup, sol: FlaskClient) -> None:
    where = brought_up(sol, group)
    typed = form_of(sol.get(f"{where}/round?way=talk")) | {"place": "over tea", "note": "The last bus"}
    post(sol, f"{where}/round?way=all", place="over tea", present="5")
    answer = sol.post(f"{where}/round?way=talk", data=typed)
    assert "Its words stay as they are" in text_of(answer) and form_of(answer)["note"] == "The last bus"
    again = sol.get(f"{where}/round?way=talk")
    assert "It is agreed. What you write down here is of an earlier day" in text_of(again)
    assert f"{where}/round?way=talk" in links_of(sol.get(where))
    earlier = dates.short_day(dates.today() - timedelta(days=9))
    answer = post(sol, f"{where}/round?way=talk", place="on the bus", held_on=earlier, follow=True)
    assert "at its place in the story" in text_of(answer) and "on the bus" in text_of(answer)


def test_what_a_member_brings_up(group: AGroup, sol: FlaskClient, mo: FlaskClient) -> None:
    assert url(group, "/propose") in links_of(mo.get(url(group)))
    answer = post(mo, url(group, "/propose"), title="", words="A second evening")
    assert "This needs an answer" in text_of(answer) and form_of(answer)["words"] == "A second evening"
    where = post(mo, url(group, "/propose"), title="A second evening", words="By phone").location
    page = text_of(mo.get(where))
    assert "brought up by a member" in page and "Mo" not in page.replace("Mornings", "").replace("Money", "")
    assert "brought up by a member" in text_of(sol.get(url(group)))
    assert mo.get(url(group, "/new")).status_code == 403
    assert "brought up by a member" not in text_of(sol.get(brought_up(sol, group)))


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"title": ""}, "This needs an answer"),
        ({"title": "x" * 121}, "That is too long"),
        ({"words": "x" * 2_001}, "That is too long"),
        ({"review_on": "1/3/2020"}, "Write a day that is still to come"),
        ({"review_on": "someday"}, "day"),
        ({"matter": "change", "body": "committee"}, "Only the members together can decide that"),
        ({"matter": "war"}, "Choose one of these"),
        ({"replaces": "77"}, "Choose one of these"),
    ],
)
def test_something_to_decide_that_cannot_be_keeps_what_was_typed(
    group: AGroup, sol: FlaskClient, typed: dict[str, str], sentence: str
) -> None:
    desk = Desk(group)
    with in_books_of(group):
        desk.agreed()
    where = brought_up(sol, group)
    for page in (url(group, "/new"), f"{where}/words"):
        answer = post(sol, page, **({"title": "Six", "words": "At six.", "asked": "The lunch club"} | typed))
        assert answer.status_code == 200 and sentence in text_of(answer), page
        assert form_of(answer)["asked"] == "The lunch club"
    with in_books_of(group):
        assert queries.next_number() == 3
        assert "At six." not in [row.words for row in queries.open_decisions()]


def test_two_people_change_the_words_at_once(group: AGroup, sol: FlaskClient) -> None:
    where = brought_up(sol, group)
    slow = form_of(sol.get(f"{where}/words")) | {"words": "At eight."}
    assert post(sol, f"{where}/words", words="At six.").location == where
    answer = sol.post(f"{where}/words", data=slow)
    page = text_of(answer)
    assert "Somebody else changed this while you were writing" in page and "At six." in page
    assert form_of(answer)["words"] == "At eight.", "nothing is lost"
    assert sol.post(f"{where}/words", data=form_of(answer)).location == where
    assert "At eight." in text_of(sol.get(where))


def test_one_decision_in_the_place_of_another(group: AGroup, sol: FlaskClient) -> None:
    first = brought_up(sol, group)
    post(sol, f"{first}/round?way=all", place="over tea", present="5")
    new = f"{url(group, '/new')}?replaces=1"
    assert new in links_of(sol.get(first)) and WORDS in text_of(sol.get(new))
    second = post(sol, new, title="When we meet", words="At six.").location
    assert "Might be replaced by" in text_of(sol.get(first)) and "Would replace" in text_of(sol.get(second))
    post(sol, f"{second}/round?way=all", place="over tea", present="5")
    assert "Replaced by" in text_of(sol.get(first)) and WORDS in text_of(sol.get(first))
    assert first in links_of(sol.get(second)) and second in links_of(sol.get(first))
    assert sol.get(f"{first}/words").location == first and sol.get(f"{first}/move").location == first


def test_putting_aside_and_bringing_up_again(group: AGroup, sol: FlaskClient) -> None:
    where = brought_up(sol, group)
    assert post(sol, f"{where}/move", step="parked").location == where
    assert "put aside for now" in text_of(sol.get(url(group)))
    assert "Choose one of these" in text_of(post(sol, f"{where}/move", step="agreed"))
    post(sol, f"{where}/move", step="talking")
    assert standing(group, 1) == "talking"


def test_when_to_look_at_it_again(group: AGroup, sol: FlaskClient, mo: FlaskClient) -> None:
    where = brought_up(sol, group)
    assert sol.get(f"{where}/review").location == where
    post(sol, f"{where}/round?way=all", place="over tea", present="5")
    assert "still to come" in text_of(post(sol, f"{where}/review", review_on="1/3/2020"))
    with in_books_of(group):
        soon = tenancy.today() + timedelta(days=20)
    assert post(sol, f"{where}/review", review_on=soon.strftime("%d/%m/%Y")).location == where
    home = text_of(mo.get(group.url("/")))
    assert "A good time to look at decision 1 again" in home and "When we meet" not in home
    assert post(sol, f"{where}/review", review_on="").location == where
    assert "decision 1" not in text_of(mo.get(group.url("/")))


def test_what_it_led_to_is_said_to_those_who_may_see_it(
    app: Flask, group: AGroup, sol: FlaskClient, mo: FlaskClient
) -> None:
    books.a_year(group)
    table = Table(group)
    with in_books_of(group):
        asked = table.sit().ask(purpose="Hall in May")
    where = brought_up(sol, group)
    assert sol.get(f"{where}/led-to").location == where
    post(sol, f"{where}/round?way=all", place="over tea", present="5")
    kinds = sol.get(f"{where}/led-to")
    assert {f"{where}/led-to?kind={kind}" for kind in KINDS} <= set(links_of(kinds))
    with app.test_request_context(), in_books_of(group):
        chosen = {}
        for kind, one in KINDS.items():
            offered = one.offers(table.actors["sol"]) if kind != "text" else []
            assert {thing.key for thing in offered} == set(
                one.find(table.actors["sol"], [thing.key for thing in offered])
            )
            chosen |= {kind: offered[0]} if offered else {}
    assert set(chosen) == {"payment", "request", "tenure", "agreement"}
    assert asked.title in chosen["request"].label
    for kind, thing in chosen.items():
        assert "Choose one of these" in text_of(post(sol, f"{where}/led-to?kind={kind}", thing="no such thing"))
        assert post(sol, f"{where}/led-to?kind={kind}", thing=thing.key).location == where
        assert "written down already" in text_of(post(sol, f"{where}/led-to?kind={kind}", thing=thing.key))
    page = sol.get(where)
    for thing in chosen.values():
        assert thing.label in text_of(page) and thing.url in links_of(page)
        assert sol.get(thing.url).status_code == 200
    seen = text_of(mo.get(where))
    assert chosen["payment"].label not in seen and chosen["request"].label not in seen
    assert seen.count(CANNOT_SEE) == 2 and chosen["tenure"].label in seen
    assert "Nothing to choose from yet" in text_of(sol.get(f"{where}/led-to?kind=text"))


def test_the_register_is_narrowed_down(group: AGroup, sol: FlaskClient, mo: FlaskClient) -> None:
    numbers = a_register(group)
    page = text_of(sol.get(url(group)))
    assert (
        page.index("Still being talked about")
        < page.index("Who may bring a guest")
        < page.index("Decided, and put aside")
    )
    for asked, found in {
        "words=STAIRS": {"consensus"},  # in what mattered to people, whatever the capitals
        "words=saturday": {"consensus"},  # in the options
        "words=march phone": {"consensus"},  # every word, in any order
        "words=café": set(),
        "words=4": {"between"},
        "standing=parked": {"parked"},
        "standing=talking": {"talking", "proposed"},
        "body=committee": {"between"},
        "standing=nonsense": set(numbers),  # what cannot be read narrows nothing down
        "words=mug&standing=replaced": {"older"},
        "year=1999": set(numbers),
    }.items():
        shown = {link for link in links_of(mo.get(f"{url(group)}?{asked}")) if link.rpartition("/")[2].isdigit()}
        assert shown == {url(group, f"/{numbers[name]}") for name in found}, asked
    assert "Nothing found" in text_of(sol.get(f"{url(group)}?words=zebra"))


def test_accents_and_apostrophes_make_no_difference(group: AGroup) -> None:
    desk = Desk(group)
    with in_books_of(group):
        desk.bring_up("The café at O’Brien’s", "We sit in the café.")
        for words in ("cafe", "CAFÉ", "obrien", "o'brien", "brien's cafe"):
            assert len(register.page_of(1, Sought(words)).talking) == 1, words
        assert register.page_of(1, Sought("% _")).talking == []


def test_a_year_is_the_year_in_which_it_was_decided(group: AGroup) -> None:
    desk = Desk(group)
    with in_books_of(group):
        row = desk.agreed()
        row.begun_on, row.decided_on = date(2024, 12, 31), date(2025, 1, 1)
        db.session.flush()
        assert [len(register.page_of(1, Sought(year=year)).others) for year in (2024, 2025, 2026)] == [0, 1, 0]
        assert register.first_year() == 2024


def test_the_register_as_a_workbook(group: AGroup, sol: FlaskClient, mo: FlaskClient) -> None:
    numbers = a_register(group)
    with in_books_of(group):
        Desk(group).bring_up("=1+1", "=cmd()")
    for client, asked, rows in ((mo, "", len(numbers) + 1), (sol, "?standing=replaced", 1), (sol, "?words=mug", 2)):
        answer = client.get(url(group, f"/workbook{asked}"))
        assert answer.status_code == 200
        book = load_workbook(BytesIO(answer.data))
        assert book.sheetnames == ["Decisions", "Rounds"]
        listed = [row for row in book["Decisions"].iter_rows(values_only=True) if isinstance(row[0], int)]
        assert len(listed) == rows
    book = load_workbook(BytesIO(mo.get(url(group, "/workbook")).data))
    cells = [cell for row in book["Decisions"].iter_rows() for cell in row if cell.value == "=1+1"]
    assert [cell.data_type for cell in cells] == ["s"], "what people typed is text and never a formula"
    rounds = [row for row in book["Rounds"].iter_rows(values_only=True) if row[0] == numbers["consensus"]]
    assert [row[1] for row in rounds] == [1, 2, 3] and rounds[1][6] == 8 and rounds[2][10] == 7
    replacing = load_workbook(BytesIO(sol.get(url(group, "/workbook?words=twelve")).data))["Decisions"]
    row = next(row for row in replacing.iter_rows(values_only=True) if row[0] == numbers["newer"])
    assert row[9] == numbers["older"], "a number that is not among those listed is said all the same"


def many(group: AGroup, count: int) -> None:
    """A long register, put in row by row without the history: to measure with."""
    with in_books_of(group):
        first, day = queries.next_number(), tenancy.today()
        rows = [
            Decision(
                number=first + at,
                title=f"Decision {at}",
                words=WORDS,
                standing="talking" if at % 20 == 0 else "agreed",
                begun_on=day,
                decided_on=day - timedelta(days=at),
                begun_by_no=1,
            )
            for at in range(count)
        ]
        db.session.add_all(rows)
        db.session.flush()
        for row in rows:
            for number in (1, 2):
                one = DecisionRound(
                    decision_id=row.id, number=number, held_on=day, place="tea", words=WORDS, way="talk", by_no=1
                )
                db.session.add(one)


def test_no_page_asks_more_of_a_long_register(app: Flask, group: AGroup, sol: FlaskClient) -> None:
    numbers = a_register(group)
    many(group, 300)
    consensus = numbers["consensus"]
    talking = numbers["talking"]
    pages = ["/", "/?words=library&year=2026", "/?page=4", "/new", f"/{consensus}", f"/{talking}"]
    pages += [f"/{talking}/round?way=vote", f"/{talking}/words", f"/{consensus}/led-to?kind=tenure"]
    for page in pages:
        with counted(app) as seen:
            assert sol.get(url(group, page)).status_code == 200, page
        assert len(seen) <= MOST_QUERIES, (page, len(seen))
    last = text_of(sol.get(url(group, "/?page=10")))
    assert "Page 10 of 10" in last and "Still being talked about" not in last


def test_a_critical_friend_and_a_stranger_to_it_open_nothing(app: Flask, group: AGroup, mo: FlaskClient) -> None:
    numbers = a_register(group)
    femi = sign_in_as(app.test_client(), group.femi)
    for page in ("/", "/workbook", f"/{numbers['vote']}"):
        assert femi.get(url(group, page)).status_code == 403
    assert mo.get(url(group, "/999")).status_code == 404


def test_nothing_of_it_is_told_to_a_critical_friend_on_the_first_page(app: Flask, group: AGroup) -> None:
    femi: Actor = group.femi.actor
    desk = Desk(group)
    with app.test_request_context(), in_books_of(group):
        row = desk.agreed()
        operations.review_again(row, tenancy.today() + timedelta(days=2), desk.by)
        desk.between(desk.bring_up())
        assert not [one for one in coming_up.coming_up(femi) if "decision" in one.sentence.lower()]
        assert [one for one in coming_up.coming_up(desk.by) if "decision" in one.sentence.lower()]
