"""Looking at the book: its lines, what is where, what came in and went out; and what a critical friend sees of it."""

from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from groupkit import dates
from groupkit.ledger import queries
from groupkit.ledger.queries import Sought
from tests.builders import AGroup, another_group, links_of, sign_in_as, text_of
from tests.ledger import books
from tests.sweep import examples

pytestmark = pytest.mark.usefixtures("at_noon")

MOST_QUERIES = 11


def test_cash_book_says_that_accounts_and_funds_agree(client: FlaskClient, group: AGroup) -> None:
    books.a_year(group)
    words = text_of(sign_in_as(client, group.tamsin).get(group.url("/money/book")))
    assert "Bank and Cash tin add up to the same as the funds: £265.68" in words


def test_cash_book_shows_every_kind_of_line(client: FlaskClient, group: AGroup) -> None:
    books.a_year(group)
    words = text_of(sign_in_as(client, group.tamsin).get(group.url("/money/book")))
    assert "Moved £20.00 from Bank to Cash tin" in words
    assert "Moved £10.00 from General to Starter grant" in words
    assert "In Bank when the book began" in words
    assert "Materials £18.60, Refreshments £6.35 · Bank" in words
    assert "Wool and needles Money back · Materials · Bank" in words
    assert "Raffle and teas £100.00, Bank charges £2.50" in words
    for tag in ("corrected", "void", "fund below nothing"):
        assert tag in words


def test_a_corrected_line_stands_once_and_with_its_right_figure(client: FlaskClient, group: AGroup) -> None:
    books.a_year(group)
    words = text_of(sign_in_as(client, group.tamsin).get(group.url("/money/book")))
    assert words.count("Bus fares") == 1
    assert "15.20" in words
    assert " 12.50" not in words


def test_an_empty_book_invites_to_begin(client: FlaskClient, group: AGroup) -> None:
    answer = sign_in_as(client, group.tamsin).get(group.url("/money/book"))
    assert "Begin with what is there today" in text_of(answer)
    assert group.url("/money/opening/new") in links_of(answer)


def test_an_empty_book_asks_nothing_of_those_who_only_look(client: FlaskClient, group: AGroup) -> None:
    answer = sign_in_as(client, group.bea).get(group.url("/money/book"))
    assert "Nothing is written here yet" in text_of(answer)
    assert not [link for link in links_of(answer) if link.endswith("/new")]


@pytest.mark.parametrize(("who", "length"), [("tamsin", examples(500, 10_000)), ("bea", 100), ("femi", 100)])
def test_as_many_queries_for_a_long_book_as_for_a_short_one(
    app: Flask,
    client: FlaskClient,
    group: AGroup,
    who: str,
    length: int,
) -> None:
    sign_in_as(client, group.people[who])
    client.get(group.url("/money/book"))
    books.many_lines(group, 1, 10)
    with books.counted(app) as few:
        client.get(group.url("/money/book"))
    books.many_lines(group, 11, length)
    with books.counted(app) as many:
        answer = client.get(group.url("/money/book"))
    assert f"1999-00/P{length}" in text_of(answer)
    assert len(few) == len(many) <= MOST_QUERIES


def test_older_and_newest_lines_lead_through_the_whole_book(client: FlaskClient, group: AGroup) -> None:
    books.many_lines(group, 1, 120)
    sign_in_as(client, group.tamsin)
    url, seen = group.url("/money/book"), []
    while url:
        answer = client.get(url)
        seen += [link for link in links_of(answer) if "/entries/" in link]
        url = next((link for link in links_of(answer) if "before=" in link), "")
    assert len(seen) == len(set(seen)) == 120
    assert "Newest lines" in text_of(answer)


def test_the_balance_runs_on_from_page_to_page(client: FlaskClient, group: AGroup) -> None:
    books.many_lines(group, 1, 60)
    sign_in_as(client, group.tamsin)
    first = client.get(group.url("/money/book"))
    older = client.get(next(link for link in links_of(first) if "before=" in link))
    assert "-60.00" in text_of(first)
    assert "-11.00" in text_of(first)
    assert "-10.00" in text_of(older)


@pytest.mark.parametrize("before", ["2026-03-01", "2026-13-01.5", "x.y", "2026-03-01.99999999999999999999"])
def test_an_address_that_names_no_line_shows_the_newest(client: FlaskClient, group: AGroup, before: str) -> None:
    books.a_year(group)
    answer = sign_in_as(client, group.tamsin).get(group.url(f"/money/book?before={before}"))
    assert "Hall for the fair" in text_of(answer)


def test_what_is_looked_for_narrows_the_lines_down(client: FlaskClient, group: AGroup) -> None:
    books.a_year(group)
    known = books.ids(group)
    sign_in_as(client, group.tamsin)

    def lines(**asked: object) -> int:
        found = client.get(group.url("/money/book"), query_string=asked)
        return len([link for link in links_of(found) if "/entries/" in link])

    assert lines(words="wool") == 2
    assert lines(words="WOOL AND") == 2
    assert lines(words="100%") == 0
    assert lines(category=known["category Bank charges"]) == 1
    assert lines(heading=known["heading Materials"]) == 2
    assert lines(account=known["account Cash tin"]) == 18
    assert lines(**{"from": "25 Oct", "to": "today"}) == 1
    assert lines(fund=known["fund Starter grant"], words="community") == 1


def test_the_balance_of_one_fund_runs_by_itself(client: FlaskClient, group: AGroup) -> None:
    books.a_year(group)
    known = books.ids(group)
    answer = sign_in_as(client, group.tamsin).get(group.url(f"/money/book?fund={known['fund Starter grant']}"))
    assert "300.00 -79.60" in text_of(answer)


def test_a_charge_stands_in_the_column_for_money_out(group: AGroup) -> None:
    books.a_year(group)
    with books.reading(group):
        known = {f"{one.sort} {one.name}": one.id for one in queries.choices().all}
        (line,) = queries.page_of(Sought(category=known["category Bank charges"])).lines
        assert (line.money_in, line.money_out) == (None, 250)


def test_a_day_that_cannot_be_read_is_told_and_narrows_nothing(client: FlaskClient, group: AGroup) -> None:
    books.a_year(group)
    answer = sign_in_as(client, group.tamsin).get(group.url("/money/book?from=31/02/2026"))
    assert "There is no 31 February in that year" in text_of(answer)
    assert "Hall for the fair" in text_of(answer)


def test_another_groups_account_finds_nothing_of_theirs(client: FlaskClient, group: AGroup) -> None:
    theirs = another_group()
    ids = books.ids(theirs)
    books.a_year(group)
    answer = sign_in_as(client, group.tamsin).get(group.url(f"/money/book?account={ids['account Bank']}"))
    assert "Choose one of these" in text_of(answer)


PRIVATE = [
    "Wool and needles",
    "Library back room",
    "Hall for the fair",
    "Tea money",
    "Counted by two",
    "Letter of 3 May",
    "Agreed in May",
    "receipt",
    "corrected",
    "below nothing",
    "The second part",
]


def test_a_critical_friend_sees_no_payee_note_receipt_or_story(client: FlaskClient, group: AGroup) -> None:
    books.a_year(group)
    sign_in_as(client, group.femi)
    for page in ("book", "balances", "summary", "book?words=wool", "book?words=zzz"):
        answer = client.get(group.url(f"/money/{page}"))
        assert answer.status_code == 200
        html = answer.get_data(as_text=True)
        assert not [words for words in PRIVATE if words in html], page
        assert not [link for link in links_of(answer) if "/entries/" in link]


def test_a_critical_friends_search_for_words_is_no_oracle(client: FlaskClient, group: AGroup) -> None:
    books.a_year(group)
    sign_in_as(client, group.femi)
    hit, miss = (client.get(group.url(f"/money/book?words={words}")) for words in ("wool", "zzz"))
    assert [text_of(hit)] * 2 == [text_of(miss), text_of(client.get(group.url("/money/book")))]
    assert 'name="words"' not in hit.get_data(as_text=True)


def test_a_critical_friend_sees_the_figures(client: FlaskClient, group: AGroup) -> None:
    books.a_year(group)
    words = text_of(sign_in_as(client, group.femi).get(group.url("/money/book")))
    assert "Room hire Bank Starter grant: Room 300.00 265.68" in words
    assert "2026" in words


@pytest.mark.parametrize(
    "page",
    [
        "entries/{wrong}",
        "entries/{wrong}/put-right",
        "copies",
        "copies/whole",
        "setting-up",
        "payments/new",
        "entries/{wrong}/receipts/1",
    ],
)
def test_the_rest_is_not_a_critical_friends(client: FlaskClient, group: AGroup, page: str) -> None:
    named = books.a_year(group)
    assert sign_in_as(client, group.femi).get(group.url(f"/money/{page.format(**named)}")).status_code == 403


def test_a_member_sees_balances_and_the_summary_and_no_line(client: FlaskClient, group: AGroup) -> None:
    books.a_year(group)
    sign_in_as(client, group.mo)
    assert client.get(group.url("/money/book")).status_code == 403
    balances, summary = (text_of(client.get(group.url(f"/money/{page}"))) for page in ("balances", "summary"))
    assert "Bank 90.85" in balances
    assert "Starter grant -79.60" in balances
    assert "Raffle and teas 96.60" in summary
    assert not [words for words in PRIVATE if words in balances + summary]


def test_the_summary_of_a_year_takes_refunds_off_and_adds_up_by_fund(client: FlaskClient, group: AGroup) -> None:
    books.a_year(group)
    last_year = (dates.today() - timedelta(days=300)).year
    sign_in_as(client, group.mo)
    words = text_of(client.get(group.url(f"/money/summary?year={last_year}-{last_year % 100 + 1}")))
    assert words.index("Money in") < words.index("Money out")
    assert "All funds" in words
    now = text_of(client.get(group.url("/money/summary")))
    assert text_of(client.get(group.url("/money/summary?year=nonsense"))) == now
