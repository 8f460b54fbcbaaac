"""The pages of the accounts, through the browser's eyes: what each person reads, and what a form does."""

import pytest
from flask.testing import FlaskClient

from groupkit.accounts import operations, owed, queries
from tests.accounts import any_book
from tests.browsing import form_of, links_of, post, text_of
from tests.builders import AGroup, a_group, agreement_of, in_books_of, sign_in_as
from tests.constitution import adopting
from tests.doors.filled import filled_group
from tests.ledger import books

REPORT, YEAR, THINGS = "/money/accounts/report", "/money/accounts/year", "/money/accounts/things"


def test_a_report_names_nobody_and_offers_other_days(client: FlaskClient, group: AGroup) -> None:
    books.a_year(group)
    tamsin = sign_in_as(client, group.tamsin)
    page = tamsin.get(group.url(f"{REPORT}?period=year"))
    words = text_of(page)
    assert "We have £" in words and "Corner shop" not in words and "Wool and needles" not in words
    for choice in ("This month", "Last month", "This year so far", "Last year"):
        assert choice in words
    chosen = text_of(tamsin.get(group.url(f"{REPORT}?from=1/1/2026&to=31/3/2026")))
    assert "1 January 2026 to 31 March 2026" in chosen
    assert "before the first day" in text_of(tamsin.get(group.url(f"{REPORT}?from=1/4/2026&to=31/3/2026")))
    assert "from" in text_of(tamsin.get(group.url(f"{REPORT}?from=rubbish&to=31/3/2026"))).lower()


def test_the_next_report_begins_after_the_one_that_a_meeting_saw(client: FlaskClient, group: AGroup) -> None:
    books.a_year(group)
    tamsin = sign_in_as(client, group.tamsin)
    given = group.url(f"{REPORT}/given?from=2026-09-01&to=2026-10-31")
    assert "1 September 2026 to 31 October 2026" in text_of(tamsin.get(given))
    assert post(tamsin, given).status_code == 302
    words = text_of(tamsin.get(group.url(REPORT)))
    assert "Since the last report" in words and "1 November 2026 to 18 November 2026" in words
    assert "A meeting has seen a report up to" in text_of(post(tamsin, given))
    assert tamsin.get(group.url(f"{REPORT}/given?from=x")).status_code == 200


def test_grants_stand_in_the_report_only_for_those_who_may_see_them(client: FlaskClient, group: AGroup) -> None:
    filled = filled_group()
    mo = sign_in_as(client, filled.group.mo)
    assert "Community Chest" in text_of(mo.get(filled.group.url(REPORT)))
    with in_books_of(filled.group):
        agreement_of(filled.group, filled.group.femi).shares = "money"
    femi = sign_in_as(client, filled.group.femi)
    for page in (REPORT, YEAR, "/money/accounts/charts"):
        answer = femi.get(filled.group.url(page))
        assert answer.status_code == 200 and "Community Chest" not in text_of(answer)
    words = text_of(femi.get(filled.group.url(f"{YEAR}?year=2026-27")))
    assert "Starter grant: 1 in all" in words and "Bassoon" not in words
    assert "Bassoon" in text_of(sign_in_as(client, filled.group.mo).get(filled.group.url(f"{YEAR}?year=2026-27")))


def test_the_year_of_a_group_that_is_no_charity(client: FlaskClient, group: AGroup) -> None:
    books.a_year(group)
    words = text_of(sign_in_as(client, group.mo).get(group.url(YEAR)))
    assert "Money in, together" in words and "A1 Receipts" not in words
    assert "All accounts together come to what stands at the end of money in and out" in words
    assert "The law asks nobody to look them over" in words and "As known on" in words
    assert "Look in your constitution" in words


@pytest.mark.parametrize(
    ("nation", "standing", "says"),
    [
        ("england-and-wales", "charity", ["A1 Receipts", "A5 Transfers between funds", "B5 Liabilities", "trustees"]),
        ("northern-ireland", "charity", ["A1 Receipts", "Northern Ireland were the hardest"]),
        ("scotland", "cio", ["Statement of balances", "Contingent liabilities", "Permanent endowment", "OSCR"]),
        ("elsewhere", "charity", ["A1 Receipts", "We know no table"]),
    ],
)
def test_the_year_of_a_charity(client: FlaskClient, nation: str, standing: str, says: list[str]) -> None:
    group = a_group(nation=nation)
    any_book.write(group, 4)
    tamsin = sign_in_as(client, group.tamsin)
    page = group.url("/money/accounts/settings")
    assert post(tamsin, page, standing=standing, number="SC012345", shown="pounds").status_code == 302
    words = text_of(tamsin.get(group.url(YEAR)))
    assert "number SC012345" in words and "The cash funds agree" in words
    for one in says:
        assert one in words


def test_a_number_is_asked_for_and_two_savers_are_told(client: FlaskClient, group: AGroup) -> None:
    tamsin = sign_in_as(client, group.tamsin)
    page = group.url("/money/accounts/settings")
    first = form_of(tamsin.get(page))
    assert "Write the number under which" in text_of(post(tamsin, page, standing="charity", number=""))
    assert post(tamsin, page, standing="charity", number="1123456").status_code == 302
    late = tamsin.post(page, data={**first, "standing": "none"})
    assert "Somebody else changed this" in text_of(late)


def test_things_and_debts_through_their_forms(client: FlaskClient, group: AGroup) -> None:
    tamsin = sign_in_as(client, group.tamsin)
    answers = {"what": "Tea urn", "amount": "59", "bought_on": "2/5/26", "holder": "Ottoline"}
    assert post(tamsin, group.url(f"{THINGS}/new"), **answers).status_code == 302
    due = {"way": "by_us", "what": "Hall", "amount": "45", "since": "1/11/26", "who": "The library"}
    assert post(tamsin, group.url("/money/accounts/debts/new"), **due).status_code == 302
    words = text_of(tamsin.get(group.url(THINGS)))
    assert "Tea urn" in words and "Ottoline" in words and "The library" in words
    with books.reading(group):
        asset, debt = queries.assets()[0].row.id, owed.debts()[0].row.id
    assert post(tamsin, group.url(f"{THINGS}/{asset}"), holder="cupboard").status_code == 302
    assert post(tamsin, group.url(f"/money/accounts/debts/{debt}"), amount="46").status_code == 302
    year = text_of(tamsin.get(group.url(f"{YEAR}?year=2026-27")))
    report = text_of(tamsin.get(group.url(f"{REPORT}?period=month")))
    assert "Still to be paid: we owe £46.00." in report
    assert "Tea urn (General, 2 May 2026)" in year and "cupboard" not in year and "The library" not in year
    gone = {"disposed_on": "3/11/26", "why": "given to the library"}
    assert post(tamsin, group.url(f"{THINGS}/{asset}/gone"), **gone).status_code == 302
    assert post(tamsin, group.url(f"/money/accounts/debts/{debt}/settled"), settled_on="4/11/26").status_code == 302
    words = text_of(tamsin.get(group.url(THINGS)))
    assert "gone since 3 Nov 2026" in words and "settled on 4 Nov 2026" in words
    assert tamsin.get(group.url(f"{THINGS}/999999")).status_code == 404
    bea = sign_in_as(client, group.bea)
    assert "given to the library" in text_of(bea.get(group.url(THINGS)))
    assert not [link for link in links_of(bea.get(group.url(THINGS))) if "/new" in link]


def test_somebody_else_changed_a_thing_meanwhile(client: FlaskClient, group: AGroup) -> None:
    by, fund = group.tamsin.actor, books.ids(group)["fund General"]
    with in_books_of(group):
        row = operations.add_asset("Tea urn", "use", 5_900, fund, any_book.FIRST_DAY, by)
        asset = row.id
    tamsin = sign_in_as(client, group.tamsin)
    page = group.url(f"{THINGS}/{asset}")
    first = form_of(tamsin.get(page))
    assert post(tamsin, page, what="Big urn").status_code == 302
    late = text_of(tamsin.post(page, data={**first, "what": "Small urn"}))
    assert "Somebody else changed this" in late and "Big urn" in late


def test_what_counts_as_what(client: FlaskClient, group: AGroup) -> None:
    books.with_grant(group)
    known = books.ids(group)
    tamsin = sign_in_as(client, group.tamsin)
    page = group.url("/money/accounts/sorting")
    ticked = {"went": str(known["category Equipment"]), "permanent": str(known["fund Starter grant"])}
    assert post(tamsin, page, **ticked).status_code == 302
    with books.reading(group):
        assert queries.places().endowments == {known["fund Starter grant"]: "permanent"}
    assert post(tamsin, page, went="999999").status_code == 200


def test_the_charts_have_their_tables(client: FlaskClient, group: AGroup) -> None:
    books.a_year(group)
    page = sign_in_as(client, group.mo).get(group.url("/money/accounts/charts"))
    words = text_of(page)
    assert "The same as a table" in words and "November 2026" in words
    assert 'role="img"' in page.text and "chart-outline" in page.text


def test_the_first_days_of_a_group(client: FlaskClient, group: AGroup) -> None:
    tamsin = sign_in_as(client, group.tamsin)
    for page in (REPORT, YEAR, THINGS, "/money/accounts/charts"):
        assert tamsin.get(group.url(page)).status_code == 200


def test_a_clause_on_looking_over_is_named(client: FlaskClient, group: AGroup) -> None:
    by = group.sol.actor
    with in_books_of(group):
        adopting.begin(by, "small_association")
        adopting.put(by)
        adopting.adopt(by)
    mo = sign_in_as(client, group.mo)
    assert "says who looks over the accounts" in text_of(mo.get(group.url(f"{YEAR}?year=2026-27")))
