"""The pages of budgets, through the browser's eyes: planning a year, agreeing it, and who reads what."""

from datetime import date

import pytest
from flask import Flask
from flask.testing import FlaskClient

from groupkit.accounts import making as accounts
from groupkit.bank import reconciling
from groupkit.budgets import funders, queries
from groupkit.dates import Period
from groupkit.ledger import operations as ledger
from groupkit.ledger import queries as book
from groupkit.ledger.models import Account, Category
from groupkit.payments import operations as payments
from tests.browsing import form_of, links_of, post, text_of
from tests.budgets import planning
from tests.builders import AGroup, in_books_of, sign_in_as
from tests.doors.filled import filled_group
from tests.ledger import books
from tests.ledger.desk import TODAY
from tests.payments.desk import Table

BUDGETS = "/money/budgets"
THIS = "2027-03-31"
MOST_QUERIES = 12


def ids(group: AGroup) -> dict[str, int]:
    return {name.removeprefix("category "): row_id for name, row_id in books.ids(group).items()}


def begun(client: FlaskClient, group: AGroup, begin_with: str = "empty", year: str = THIS) -> str:
    """Tamsin begins a draft; gives back where it is planned."""
    answer = post(client, group.url(f"{BUDGETS}/begin?year={year}"), begin_with=begin_with)
    assert answer.status_code == 302 and answer.location.endswith("/plan")
    return str(answer.location)


def test_from_nothing_to_a_budget_that_everybody_sees(client: FlaskClient, group: AGroup) -> None:
    books.a_year(group)
    tamsin, row = sign_in_as(client, group.tamsin), ids(group)
    page = tamsin.get(group.url(f"{BUDGETS}/"))
    assert "No budget has been agreed for this year" in text_of(page)
    assert group.url(f"{BUDGETS}/begin?year={THIS}") in links_of(page)
    where = begun(tamsin, group)
    words = text_of(tamsin.get(where))
    for column in ("2024-25 came to", "2025-26 came to", "Budget 2026-27", "2026-27 so far", "Likely"):
        assert column in words
    sent = {f"amount_{row['Room hire']}": "200", f"note_{row['Room hire']}": "the back room"}
    sent |= {f"amount_{row['Raffle and teas']}": "150.50", "do": "agree"}
    answer = post(tamsin, where, **sent)
    assert answer.status_code == 302 and answer.location.endswith("/agree")
    page = text_of(tamsin.get(answer.location))
    assert "£49.50 more goes out than comes in" in page and "the back room" in page
    assert "This needs an answer" in text_of(post(tamsin, answer.location, agreed_on="14/4/26"))
    agreed = post(tamsin, answer.location, agreed_on="14/4/26", where="committee, item 4")
    assert agreed.status_code == 302
    page = text_of(tamsin.get(agreed.location))
    assert "Version 1, agreed on 14 April 2026." in page and "the back room" in page and "over" in page
    assert "committee" not in page
    mo = sign_in_as(client.application.test_client(), group.mo)
    page = mo.get(group.url(f"{BUDGETS}/"))
    assert "Version 1" in text_of(page) and "the back room" not in text_of(page)
    version = next(link for link in links_of(page) if "/agreed/" in link)
    assert "committee, item 4" in text_of(mo.get(version)) and "the back room" not in text_of(mo.get(version))


def test_what_cannot_be_read_stays_in_its_box_with_a_sentence(client: FlaskClient, group: AGroup) -> None:
    tamsin, row = sign_in_as(client, group.tamsin), ids(group)
    where = begun(tamsin, group)
    subs, room, teas, milk = (row[name] for name in ("Subs", "Room hire", "Raffle and teas", "Refreshments"))
    wrong = {
        f"amount_{subs}": "about 20",
        f"amount_{room}": "-5",
        f"amount_{teas}": "99,999,999,999.00",
        f"note_{milk}": "a note alone",
    }
    answer = post(tamsin, where, **wrong)
    words = text_of(answer)
    for said in (
        "Write the amount in figures",
        "Write it without a minus sign",
        "larger than this book can hold",
        "Write a figure too, or take the note out",
    ):
        assert said in words, said
    kept = form_of(answer)
    assert {name: kept[name] for name in wrong} == wrong
    with in_books_of(group):
        assert planning.found(int(where.split("/")[-2])).lines == {}


def test_two_tabs_and_nothing_is_lost(client: FlaskClient, group: AGroup) -> None:
    tamsin, row = sign_in_as(client, group.tamsin), ids(group)
    where = begun(tamsin, group)
    early = form_of(tamsin.get(where))
    assert post(tamsin, where, **{f"amount_{row['Subs']}": "240"}).status_code == 302
    late = tamsin.post(where, data={**early, f"amount_{row['Subs']}": "250"})
    assert "Somebody else changed this while you were writing" in text_of(late)
    assert "Subs now says £240.00" in text_of(late)
    again = form_of(late)
    assert again[f"amount_{row['Subs']}"] == "250"
    assert tamsin.post(where, data=again).status_code == 302
    assert form_of(tamsin.get(where))[f"amount_{row['Subs']}"] == "250.00"


def test_a_category_closed_while_somebody_planned_keeps_what_was_typed(client: FlaskClient, group: AGroup) -> None:
    tamsin, row = sign_in_as(client, group.tamsin), ids(group)
    where = begun(tamsin, group)
    form, by = form_of(tamsin.get(where)), group.tamsin.actor
    with in_books_of(group):
        room = book.row_of("category", row["Room hire"])
        assert isinstance(room, Category)
        ledger.close(room, room.version, by)
    answer = tamsin.post(where, data={**form, f"amount_{row['Room hire']}": "20"})
    assert "This kind of money has been closed since" in text_of(answer)
    assert form_of(answer)[f"amount_{row['Room hire']}"] == "20"
    assert f"amount_{row['Room hire']}" not in form_of(tamsin.get(where))


def test_drafts_are_the_officers(client: FlaskClient, group: AGroup) -> None:
    by = group.tamsin.actor
    with in_books_of(group):
        draft = planning.draft(by, notes={"Subs": "ten of us"}).id
    look = group.url(f"{BUDGETS}/drafts/{draft}")
    for who, status in (("carys", 200), ("bea", 200), ("mo", 403), ("femi", 403)):
        browser = sign_in_as(client.application.test_client(), group.people[who])
        answer = browser.get(look)
        assert answer.status_code == status, who
        assert browser.get(f"{look}/plan").status_code == 403, who
        assert ("draft" in text_of(browser.get(group.url(f"{BUDGETS}/"))).lower()) == (status == 200), who
        assert status == 403 or "ten of us" in text_of(answer)
    tamsin = sign_in_as(client, group.tamsin)
    assert tamsin.get(group.url(f"{BUDGETS}/begin?year={THIS}")).location.endswith(f"/drafts/{draft}/plan")
    assert post(tamsin, f"{look}/aside").status_code == 302
    assert tamsin.get(f"{look}/plan").status_code == 404


def test_a_friend_reads_figures_and_no_words_of_ours(client: FlaskClient, group: AGroup) -> None:
    filled = filled_group()
    femi = sign_in_as(client, filled.group.femi)
    page = femi.get(filled.group.url(f"{BUDGETS}/"))
    assert "Room hire" in text_of(page) and "240.00" in text_of(page)
    version = next(link for link in links_of(page) if "/agreed/" in link)
    words = text_of(femi.get(version))
    assert "Room hire" in words and "Throckmorton" not in words
    headings = text_of(femi.get(filled.group.url(f"{BUDGETS}/grants")))
    assert "Version 1, 3 April 2026" in headings and "Persephone" not in headings
    assert "Persephone" in text_of(sign_in_as(client, filled.group.bea).get(filled.group.url(f"{BUDGETS}/grants")))


def test_what_a_funder_agreed_to_is_written_down_on_a_page(client: FlaskClient, group: AGroup) -> None:
    books.with_grant(group)
    tamsin, fund = sign_in_as(client, group.tamsin), books.ids(group)["fund Starter grant"]
    page = tamsin.get(group.url(f"{BUDGETS}/grants"))
    assert "No day is written down" in text_of(page)
    where = group.url(f"{BUDGETS}/grants/{fund}")
    assert where in links_of(page)
    assert post(tamsin, where, agreed_on="3/5/26", words="their letter").status_code == 302
    page = tamsin.get(group.url(f"{BUDGETS}/grants"))
    assert "Version 1, 3 May 2026 (their letter)" in text_of(page) and where not in links_of(page)
    assert "just what they agreed to" in text_of(post(tamsin, where, agreed_on="3/5/26", words="again"))
    assert tamsin.get(group.url(f"{BUDGETS}/grants/999999")).status_code == 404


def test_no_page_asks_the_database_much(app: Flask, client: FlaskClient, group: AGroup) -> None:
    books.a_year(group)
    by = group.tamsin.actor
    with in_books_of(group):
        planning.agreed(by)
        draft = planning.draft(by, ahead=1).id
    tamsin = sign_in_as(client, group.tamsin)
    for page in ("/", f"/drafts/{draft}/plan", f"/drafts/{draft}", "/grants"):
        tamsin.get(group.url(f"{BUDGETS}{page}"))
        with books.counted(app) as seen:
            assert tamsin.get(group.url(f"{BUDGETS}{page}")).status_code == 200
        assert len(seen) <= MOST_QUERIES, page


@pytest.fixture
def told(group: AGroup) -> AGroup:
    """A group with a budget that has been passed, a statement that is finished, and a payment that waits."""
    books.a_year(group)
    by, table = group.tamsin.actor, Table(group)
    with in_books_of(group):
        planning.agreed(by, {"Raffle and teas": 10_000, "Room hire": 5_000})
        bank = book.row_of("account", table.sit().ids["account", "Bank"])
        assert isinstance(bank, Account)
        row = reconciling.begin(bank, date(2026, 10, 31), book.account_balance(bank.id), by)
        standing = reconciling.standing(row)
        reconciling.tick(row, [item.entry_id for item in standing.entries], row.version, by)
        reconciling.finish(row, by)
        first, second = table.ask(4_500), table.ask(900)
        table.yes(first, "carys")
        for who in ("carys", "sol"):
            table.yes(second, who)
        withdrawn = table.ask(7)
        payments.withdraw(withdrawn.id, "not wanted", by)
    return group


def test_the_report_says_how_the_budget_stands(client: FlaskClient, told: AGroup) -> None:
    words = text_of(sign_in_as(client, told.mo).get(told.url("/money/accounts/report?period=year")))
    assert "Against the budget for 2026-27" in words and "Room hire 50.00" in words and "over" in words
    assert "Reconciled with the bank’s statement: Bank to 31 October 2026." in words
    assert "One payment waits for a yes: £45.00." in words
    before = text_of(sign_in_as(client, told.mo).get(told.url("/money/accounts/report?from=1/1/26&to=31/3/26")))
    assert "Against the budget" not in before
    charts = text_of(sign_in_as(client, told.mo).get(told.url("/money/accounts/charts")))
    assert "Spent against the budget of 2026-27" in charts


def test_the_budget_in_a_report_goes_to_the_reports_last_day(told: AGroup) -> None:
    actor = told.tamsin.actor
    with books.reading(told):
        report = accounts.make_report(Period(date(2026, 6, 1), date(2026, 6, 30)), actor)
        assert report.budget is not None
        summed = {one.category_id: one.pence for one in book.by_category(date(2026, 4, 1), date(2026, 6, 30))}
        lines = [line for side in report.budget.sides for line in side.lines]
        assert {line.category_id: line.actual for line in lines if line.actual} == summed
        assert report.waiting == (1, 4_500)
        assert list(report.reconciled.values()) == [date(2026, 10, 31)]
        assert queries.agreed_for(TODAY) == report.budget.agreed
        assert [card.name for card in funders.funds()] == ["Starter grant"]
