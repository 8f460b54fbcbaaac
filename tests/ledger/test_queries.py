"""What is read from the book: lines, pages, running balances, filters and sums."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta

import pytest
from sqlalchemy import event

from groupkit import together
from groupkit.db import db
from groupkit.ledger import operations, queries, rules
from groupkit.ledger.models import Account, Category, Fund, Heading
from groupkit.ledger.queries import Line, Sought
from groupkit.ledger.queries import lines as lines_module
from groupkit.ledger.rules import Part
from tests.ledger.desk import PICTURE, TODAY, Desk

MARCH, APRIL = date(2026, 3, 31), date(2026, 4, 1)
ALL = Sought()


@contextmanager
def asked() -> Iterator[list[str]]:
    """Every statement that reaches the database inside the block."""
    seen: list[str] = []

    def note(_conn: object, _cursor: object, statement: str, *_: object) -> None:
        seen.append(statement)

    event.listen(db.engine, "before_cursor_execute", note)
    try:
        yield seen
    finally:
        event.remove(db.engine, "before_cursor_execute", note)


def every_page(sought: Sought, most: int, names: bool = True) -> list[Line]:
    """All lines, a page at a time, put back into the order of the book."""
    found: list[Line] = []
    before: tuple[date, int] | None = None
    for _ in range(1000):
        page = queries.page_of(sought, before, most, names)
        assert len(page.lines) <= most
        if page.lines:
            assert page.top_balance == page.lines[0].balance
        found += page.lines
        if page.older is None:
            return found[::-1]
        day, row = page.older.split(".")
        before = date.fromisoformat(day), int(row)
    raise AssertionError("the pages never end")


def told(lines: list[Line]) -> list[tuple[str, int, int | None]]:
    return [(line.reference, line.pence, line.balance) for line in lines]


@pytest.fixture
def full(desk: Desk) -> Desk:
    """A book with every kind of line in it, corrected and settled in places."""
    desk.open_with((desk.general, 50_000), day=date(2026, 2, 1))
    desk.open_with((desk.general, 1000), account=desk.tin, day=date(2026, 2, 1))
    desk.take(
        40_000, day=date(2026, 2, 3), parts=[Part(40_000, desk.category("Grants"), desk.grant)], payee="Foundation"
    )
    old = desk.pay(2200, day=date(2026, 3, 5), parts=[desk.part(2200, "Room hire", desk.grant, desk.room)])
    older = desk.pay(300, day=date(2026, 3, 6))
    desk.settle(MARCH)
    desk.correct(old, desk.paid(2000, fund=desk.grant, heading=desk.room), reason="one evening less")
    desk.void(older)
    desk.pay(
        2495,
        day=APRIL,
        payee="Wool & needles",
        note="50% off_today",
        picture=PICTURE,
        parts=[desk.part(1860, "Materials", desk.grant, desk.materials), desk.part(635, "Refreshments")],
    )
    desk.take(
        9750, day=APRIL, parts=[desk.part(10_000, "Donations")], charge=desk.part(250, "Bank charges"), payee="Raffle"
    )
    first = desk.pay(1250, day=APRIL)
    desk.move(2000, day=APRIL, note="float")
    desk.fund_move(1500, day=date(2026, 5, 1))
    desk.refund(500, day=date(2026, 5, 2), parts=[desk.part(500, "Materials", desk.grant, desk.materials)])
    second = desk.pay(999, day=date(2026, 5, 2), account=desk.tin)
    desk.pay(111, day=date(2026, 5, 2))
    desk.correct(first, desk.paid(1520), day=date(2026, 5, 2))
    desk.void(second)
    third = desk.pay(777, day=date(2026, 5, 3))
    desk.correct(third, day=date(2026, 2, 20) + timedelta(days=60))
    return desk


def test_a_line_tells_everything_about_an_entry(desk: Desk) -> None:
    desk.take(40_000, parts=[Part(40_000, desk.category("Grants"), desk.grant)])
    entry = desk.pay(
        2495,
        payee="Wool",
        note="for hats",
        picture=PICTURE,
        parts=[desk.part(1860, "Materials", desk.grant, desk.materials), desk.part(635, "Refreshments")],
    )
    line = queries.page_of(ALL).lines[0]
    assert (line.entry_id, line.reference, line.code, line.kind, line.day, line.receipts) == (
        entry.id,
        "2026-27/P001",
        "P001",
        "payment",
        TODAY,
        1,
    )
    assert [(part.account, part.pence) for part in line.money] == [("Bank", -2495)]
    assert [(part.fund, part.category, part.heading, part.pence) for part in line.purpose] == [
        ("Starter grant", "Materials", "Materials", -1860),
        ("General", "Refreshments", "", -635),
    ]
    assert (line.words.payee, line.words.note) == ("Wool", "for hats")
    assert (line.money_out, line.money_in, line.balance) == (2495, None, 37_505)
    assert not (line.void or line.corrected or line.corrected_later or line.takes_back or line.below_zero)


def test_the_current_line_stands_once(desk: Desk) -> None:
    entry = desk.pay(100)
    for pence in (200, 300):
        desk.correct(entry, desk.paid(pence))
    (line,) = queries.page_of(ALL).lines
    assert (line.pence, line.revision, line.corrected) == (-300, 4, True)
    assert [line.pence for line in queries.all_lines(ALL)] == [-300]


def test_a_void_line_is_listed_and_counts_for_nothing(desk: Desk) -> None:
    desk.pay(100)
    desk.void(desk.pay(200))
    lines = queries.page_of(ALL).lines
    assert [(line.void, line.money_out, line.balance) for line in lines] == [(True, None, -100), (False, 100, -100)]


def test_a_settled_line_stays_and_its_correction_is_a_negative(desk: Desk) -> None:
    entry = desk.pay(100, day=MARCH)
    desk.settle(MARCH)
    desk.correct(entry, desk.paid(150))
    first, back, again = queries.all_lines(ALL)
    assert [(line.reference, line.day, line.pence) for line in (first, back, again)] == [
        ("2025-26/P001", MARCH, -100),
        ("2025-26/P001", TODAY, 100),
        ("2025-26/P001", TODAY, -150),
    ]
    assert first.corrected_later and not first.corrected
    assert back.takes_back and not back.corrected and (back.money_in, back.money_out) == (None, -100)
    assert again.corrected and again.money_out == 150
    desk.correct(entry, desk.paid(160))
    assert [line.pence for line in queries.all_lines(ALL)] == [-100, 100, -160]


@pytest.mark.parametrize(
    ("deed", "into", "out"),
    [
        (lambda desk: desk.pay(100, day=MARCH), None, 100),
        (lambda desk: desk.take(100, day=MARCH), 100, None),
        (lambda desk: desk.refund(100, day=MARCH), 100, None),
        (lambda desk: desk.open_with((desk.general, -100), day=MARCH), None, 100),
        (lambda desk: desk.open_with((desk.general, 100), day=MARCH), 100, None),
    ],
)
def test_which_column_a_line_and_its_reversal_stand_in(
    desk: Desk, deed: object, into: int | None, out: int | None
) -> None:
    entry = deed(desk)  # type: ignore[operator]
    line = queries.page_of(ALL).lines[0]
    assert (line.money_in, line.money_out) == (into, out)
    desk.settle(MARCH)
    desk.void(entry)
    back = queries.page_of(ALL).lines[0]
    assert (back.money_in, back.money_out) == (-into if into else None, -out if out else None)


@pytest.mark.parametrize("kind", ["move", "fund_move"])
def test_a_move_seen_from_either_side(desk: Desk, kind: str) -> None:
    entry = desk.move(300, day=MARCH) if kind == "move" else desk.fund_move(300, day=MARCH)
    out_of, into = (
        (Sought(account=desk.bank), Sought(account=desk.tin))
        if kind == "move"
        else (Sought(fund=desk.general), Sought(fund=desk.outing))
    )
    (line,), (other,), (neither,) = (list(queries.all_lines(sought)) for sought in (out_of, into, ALL))
    assert (line.money_out, line.money_in, other.money_in, other.money_out) == (300, None, 300, None)
    assert (neither.pence, neither.money_in, neither.money_out, neither.moved) == (0, None, None, 300)
    desk.settle(MARCH)
    desk.void(entry)
    _, back = queries.all_lines(out_of)
    _, other_back = queries.all_lines(into)
    assert (back.money_out, back.money_in, other_back.money_in, other_back.money_out) == (-300, None, -300, None)


def test_the_running_balance_of_a_page_counts_what_stands_on_that_day(desk: Desk) -> None:
    """Of a pair that cancels, one half may have been written before the line at the top, and the other after it."""
    first = desk.pay(1000)
    desk.pay(500)
    desk.void(first)
    assert told(queries.page_of(ALL).lines) == [("2026-27/P002", -500, -500), ("2026-27/P001", -1000, 0)]


def test_the_running_balance_when_a_correction_moves_a_line_to_an_earlier_day(desk: Desk) -> None:
    first = desk.pay(1000)
    desk.pay(500)
    desk.correct(first, day=TODAY - timedelta(days=5))
    for sought in (ALL, Sought(account=desk.bank), Sought(fund=desk.general)):
        assert told(queries.page_of(sought).lines) == [("2026-27/P002", -500, -1500), ("2026-27/P001", -1000, -1000)]


def places(desk: Desk) -> list[Sought]:
    everywhere = [
        ALL,
        *(Sought(account=row) for row in (desk.bank, desk.tin, desk.ids["account", "Savings"])),
        *(Sought(fund=row) for row in (desk.general, desk.grant, desk.outing)),
    ]
    return everywhere + [
        Sought(one.account, one.fund, first=first, last=last)
        for one in everywhere
        for first, last in ((APRIL, None), (None, MARCH), (APRIL, date(2026, 5, 2)))
    ]


def test_pages_put_together_are_all_lines(full: Desk) -> None:
    others = [
        Sought(category=full.category("Materials")),
        Sought(heading=full.room),
        Sought(words="wool"),
        Sought(account=full.bank, fund=full.grant),
        Sought(fund=full.grant, heading=full.room, words="library"),
    ]
    for sought in places(full) + others:
        whole = list(queries.all_lines(sought))
        for most in (2, 50):
            assert every_page(sought, most) == whole


def test_running_balances_end_at_what_is_there(full: Desk) -> None:
    for sought in places(full):
        balance = (
            sum(
                line.pence
                for line in queries.all_lines(
                    Sought(sought.account, sought.fund, last=sought.first and sought.first - timedelta(days=1))
                )
                if not line.void
            )
            if sought.first
            else 0
        )
        line = None
        for line in queries.all_lines(sought):
            balance += 0 if line.void else line.pence
            assert line.balance == balance
        if line is None or sought.last:
            continue
        if sought.fund:
            assert balance == queries.fund_balance(sought.fund)
        elif sought.account:
            assert balance == queries.account_balance(sought.account)
        else:
            assert balance == queries.total()[0] == queries.total()[1]


def test_balances_at_the_end_of_a_day(full: Desk) -> None:
    for until in (date(2026, 2, 1), MARCH, APRIL, date(2026, 5, 2), TODAY, None):
        found = queries.balances(until)
        assert found.agree and found.total == sum(place.pence for place in found.accounts)
        for place in found.accounts:
            lines = queries.all_lines(Sought(account=place.id, last=until))
            assert place.pence == sum(line.pence for line in lines if not line.void)
        for place in found.funds:
            lines = queries.all_lines(Sought(fund=place.id, last=until))
            assert place.pence == sum(line.pence for line in lines if not line.void)


def test_accounts_at_the_end_of_some_days_are_what_each_day_says(full: Desk) -> None:
    days = {date(2026, 2, 1), MARCH, APRIL, date(2026, 5, 2), TODAY}
    assert queries.accounts_at([]) == {}
    for some in (days, days - {date(2026, 2, 1)}):  # the second begins with sums that were kept when it was settled
        for day, found in queries.accounts_at(some).items():
            places = queries.balances(day).accounts
            assert {place.id: place.pence for place in places} == {place.id: 0 for place in places} | found


def test_narrowing_down(full: Desk) -> None:
    def references(**sought: object) -> list[str]:
        return [line.reference.partition("-27/")[2] or line.reference for line in queries.all_lines(Sought(**sought))]  # type: ignore[arg-type]

    assert references(words="WOOL") == ["P001"]
    assert references(words="float") == ["M001"]
    assert references(words="50% OFF") == ["P001"] and references(words="0% off_t") == ["P001"]
    assert references(words="50_") == [] and references(words="%") == ["P001"]
    assert references(words="nobody") == []
    assert references(heading=full.materials) == ["P001", "R002"]
    assert references(category=full.category("Bank charges")) == ["R001"]
    assert references(account=full.tin) == ["2025-26/B002", "M001", "P003"]
    assert references(fund=full.outing) == ["M002"]
    assert references(first=date(2026, 5, 2), last=date(2026, 5, 2)) == ["R002", "P003", "P004", "P002"]
    assert references(account=full.tin, first=APRIL, words="library") == ["P003"]
    assert references(account=10**12) == []


def test_a_narrowed_line_shows_its_share(full: Desk) -> None:
    (line,) = (line for line in queries.all_lines(Sought(fund=full.grant)) if line.reference == "2026-27/P001")
    assert line.pence == -1860
    (line,) = queries.all_lines(Sought(category=full.category("Refreshments")))
    assert (line.pence, line.balance) == (-635, None)


def test_only_one_place_has_a_running_balance(desk: Desk) -> None:
    assert ALL.one_place and Sought(account=1, first=TODAY).one_place and Sought(fund=1, last=TODAY).one_place
    for sought in (Sought(account=1, fund=1), Sought(category=1), Sought(heading=1), Sought(words="x")):
        assert not sought.one_place
    desk.pay()
    assert queries.page_of(Sought(words="library")).top_balance is None


def test_long_books_are_read_in_slices(full: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = list(queries.all_lines(ALL))
    monkeypatch.setattr(lines_module, "SLICE", 3)
    assert list(queries.all_lines(ALL)) == whole


def test_all_lines_are_one_picture(full: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is written while the lines are being read does not show in them, wherever it falls."""
    before = list(queries.all_lines(ALL))
    monkeypatch.setattr(lines_module, "SLICE", 2)
    for sought in (ALL, Sought(first=APRIL)):
        expected = list(queries.all_lines(sought))
        reading = queries.all_lines(sought)
        found = [next(reading)]
        desk = full
        for line in before:
            if line.day > MARCH and not line.void and not line.takes_back and line.kind == "payment":
                entry = queries.entry_called(line.year, line.code)
                assert entry is not None
                if entry.year == "2026-27" and not queries.latest_transaction(entry.id).void:
                    desk.void(entry)
                    break
        desk.take(5, day=APRIL)
        found += reading
        assert told(found) == told(expected)
        assert [line.void for line in found] == [line.void for line in expected]


def test_several_readings_can_show_one_picture(full: Desk) -> None:
    last = queries.last_id()
    places = (ALL, Sought(account=full.bank), Sought(fund=full.general, first=date(2026, 5, 1)))
    expected = [list(queries.all_lines(sought)) for sought in places]
    full.void(full.pay(900, day=APRIL))
    full.take(5, day=APRIL)
    assert [list(queries.all_lines(sought, up_to=last)) for sought in places] == expected


def test_without_names_no_private_text_is_read(full: Desk) -> None:
    with asked() as statements:
        page = queries.page_of(ALL, names=False)
        whole = list(queries.all_lines(ALL, names=False))
    assert statements and not any(
        name in statement
        for statement in statements
        for name in ("private_texts", "wordings", "receipts", "stored_files")
    )
    assert {(line.words.payee, line.words.note, line.receipts) for line in [*page.lines, *whole]} == {("", "", 0)}
    with asked() as statements:
        queries.page_of(ALL)
    assert any("private_texts" in statement for statement in statements)


def test_a_page_asks_as_often_however_long_the_book_is(desk: Desk) -> None:
    counts = []
    for many in (2, 60):
        for pence in range(1, many):
            desk.pay(pence)
        db.session.flush()
        with asked() as statements:
            queries.page_of(ALL)
        counts.append(len(statements))
    assert counts[0] == counts[1] <= 7


def test_sums_by_category(full: Desk) -> None:
    assert {(found.name, found.direction): found.pence for found in queries.by_category(date(2026, 1, 1), TODAY)} == {
        ("Grants", "in"): 40_000,
        ("Donations", "in"): 10_000,
        ("Bank charges", "out"): 250,
        ("Refreshments", "out"): 635,
        ("Materials", "out"): 1360,
        ("Room hire", "out"): 2000 + 1520 + 111 + 777,
    }
    assert {found.name: found.pence for found in queries.by_category(date(2026, 1, 1), MARCH)} == {
        "Grants": 40_000,
        "Room hire": 2500,
    }
    assert {found.name: found.pence for found in queries.by_category(TODAY, TODAY)} == {"Room hire": -500}
    assert {found.name: found.pence for found in queries.by_category(date(2026, 1, 1), TODAY, full.grant)} == {
        "Grants": 40_000,
        "Room hire": 2000,
        "Materials": 1360,
    }


def test_sums_by_fund(full: Desk) -> None:
    for first, last in (
        (date(2026, 1, 1), TODAY),
        (date(2026, 1, 1), MARCH),
        (APRIL, TODAY),
        (APRIL, date(2026, 5, 1)),
        (TODAY, TODAY),
    ):
        start, end = queries.balances(first - timedelta(days=1)), queries.balances(last)
        written_inside = {found.fund_id: found for found in queries.by_fund(first, last)}
        for before, after in zip(start.funds, end.funds, strict=True):
            found = written_inside[after.id]
            assert found.closing == after.pence
            lines = [line for line in queries.all_lines(Sought(fund=after.id, first=first, last=last)) if not line.void]
            openings = sum(line.pence for line in lines if line.kind == "opening")
            assert found.opening == before.pence + openings
            assert found.moved == sum(line.pence for line in lines if line.kind == "fund_move")
        sums = queries.by_category(first, last)
        assert sum(found.received for found in written_inside.values()) == sum(
            s.pence for s in sums if s.direction == "in"
        )
        assert sum(found.paid for found in written_inside.values()) == sum(
            s.pence for s in sums if s.direction == "out"
        )


def test_sums_by_heading(full: Desk) -> None:
    full.pay(40, day=APRIL, parts=[full.part(40, fund=full.grant)])
    assert [(found.name, found.budget, found.spent) for found in queries.by_heading(full.grant)] == [
        ("Room", 25_000, 2000),
        ("Materials", 15_000, 1360),
        ("Under no heading", 0, 40),
    ]
    assert [found.spent for found in queries.by_heading(full.grant, MARCH)] == [2200, 0]
    paid = sum(
        found.pence for found in queries.by_category(date(2026, 1, 1), TODAY, full.grant) if found.direction == "out"
    )
    assert sum(found.spent for found in queries.by_heading(full.grant)) == paid


def first_in(fund: int) -> date | None:
    """The first day on which money came into a fund and still stands."""
    found = queries.by_stretches(fund, [date(2026, 1, 1), date(2026, 6, 1)], date(2027, 1, 1))
    return min((one.first_in for one in found if one.first_in), default=None)


def test_what_came_into_a_fund(desk: Desk) -> None:
    grants = desk.category("Grants")
    first = desk.take(1000, day=date(2026, 5, 1), parts=[Part(1000, grants, desk.grant)])
    desk.take(500, day=date(2026, 6, 1), parts=[Part(500, grants, desk.grant)])
    assert (queries.received_in_fund(desk.grant), first_in(desk.grant)) == (1500, date(2026, 5, 1))
    assert queries.received_in_fund(desk.grant, date(2026, 5, 31)) == 1000
    desk.void(first)
    assert (queries.received_in_fund(desk.grant), first_in(desk.grant)) == (500, date(2026, 6, 1))
    assert (queries.received_in_fund(desk.outing), first_in(desk.outing)) == (0, None)


def test_an_entry_by_its_reference(desk: Desk) -> None:
    entry = desk.pay()
    assert queries.entry_called("2026-27", "P001") == entry
    for year, code in (
        ("2026-27", "P002"),
        ("2025-26", "P001"),
        ("2026-27", "R001"),
        ("2026-27", "P"),
        ("2026-27", ""),
        ("", ""),
        ("2026-27", "P٣"),
        ("2026-27", "P1e3"),
        ("2026-27", "P-1"),
        ("2026-27", "P" + "9" * 30),
    ):
        assert queries.entry_called(year, code) is None


def test_the_choices(desk: Desk) -> None:
    row = desk.row(Account, "Savings")
    operations.close(row, row.version, desk.by)
    found = queries.choices()
    assert [one.name for one in found.of("account")] == ["Bank", "Cash tin"]
    assert [one.name for one in found.of("account", closed=True)] == ["Bank", "Cash tin", "Savings"]
    assert {one.parent for one in found.of("heading")} == {desk.grant}
    assert found.name("fund", desk.grant) == "Starter grant" and found.name("account", desk.grant + 1000) == ""
    assert {one.detail for one in found.of("category")} == {"in", "out"}


def test_keys_move_with_the_group(desk: Desk) -> None:
    legs = rules.payment_legs(desk.bank, 100, [desk.part(100, fund=desk.grant, heading=desk.room)])
    assert queries.keys_of(legs) == {
        ("account", desk.bank): desk.row(Account, "Bank").key,
        ("fund", desk.grant): desk.row(Fund, "Starter grant").key,
        ("category", desk.category("Room hire")): desk.row(Category, "Room hire").key,
        ("heading", desk.room): desk.row(Heading, "Room").key,
    }


def test_the_balance_over_the_months(full: Desk) -> None:
    months = queries.balance_by_month()
    assert [day for day, _ in months] == [
        date(2025, 12, 31),
        date(2026, 1, 31),
        date(2026, 2, 28),
        *(date(2026, month + 1, 1) - timedelta(days=1) for month in range(3, 11)),
        TODAY,
    ]
    assert [pence for _, pence in months] == [queries.balances(day).total for day, _ in months]


def test_what_the_first_page_shows_of_the_money_is_what_two_others_say(full: Desk) -> None:
    lately = together.answer(queries.reads_lately())
    assert lately.accounts == queries.accounts_today() != []
    assert lately.months == queries.balance_by_month()
    assert lately.months[-1] == (TODAY, sum(place.pence for place in lately.accounts))
