"""What words are guessed to be, how lines become entries, and how what was there at first is laid together."""

from collections import Counter
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groupkit.oldbook.planning import Limits, Plan, plan, set_apart
from groupkit.oldbook.reading import Found, OldLine, OldMove, OldPart
from groupkit.oldbook.rules import Beginning, check_beginning, laid_out
from groupkit.oldbook.sorting import Known, Named, Sorted, Word, account_for, fund_for, guessed, kind_for, new, words_of
from groupkit.refusal import Refused

pytestmark = pytest.mark.pure

KNOWN = Known(
    [Named(1, "Bank", "bank"), Named(2, "Cash tin", "tin")],
    [Named(1, "General", "general"), Named(2, "National Lottery", "restricted")],
    [
        Named(n, name, way)
        for n, (name, way) in enumerate(
            [
                ("Room hire", "out"),
                ("Refreshments", "out"),
                ("Other money out", "out"),
                ("Subs", "in"),
                ("Gifts", "in"),
            ],
            1,
        )
    ],
    frozenset({"in:tea", "tin:old tin"}),
)
DAY = date(2025, 5, 1)
PLACES = ["a1", "a2"]


@pytest.mark.parametrize(
    ("word", "code"),
    [
        ("", "a1"),
        ("Bank", "a1"),
        ("BACS", "a1"),
        ("Barclays current a/c", "a1"),
        ("petty cash", "a2"),
        ("Cash tin", "a2"),
        ("PayPal", "new:online:PayPal"),
        ("Auntie", ""),
    ],
)
def test_places(word: str, code: str) -> None:
    assert account_for(Word(word.casefold(), word, 1), KNOWN) == code


@pytest.mark.parametrize(
    ("word", "code"),
    [
        ("", "f1"),
        ("Unrestricted", "f1"),
        ("lottery grant", "f2"),
        ("Choir", "new:restricted:Choir"),
    ],
)
def test_funds(word: str, code: str) -> None:
    assert fund_for(Word(word.casefold(), word, 1), KNOWN) == code


@pytest.mark.parametrize(
    ("way", "word", "code"),
    [
        ("out", "Room hire", "c1"),
        ("out", "Hall", "c1"),
        ("out", "milk & biscuits", "c2"),
        ("in", "Membership fees", "c4"),
        ("in", "Refund of hall deposit", "b1"),
        ("out", "Banked", "ma1"),
        ("out", "petty cash", "ma2"),
        ("in", "From the tin", "ma2"),
        ("out", "bank transfer to Mrs Jones", "new:out:Bank transfer to Mrs Jones"),
        ("in", "Tea", "new:in:Tea (old book)"),
        ("out", "Kiln: firing", "new:out:Kiln  firing"),
        ("out", "", "rest"),
    ],
)
def test_kinds(way: str, word: str, code: str) -> None:
    assert kind_for(Word(f"{way}:{word.casefold()}", word, 1, 100, way), KNOWN, PLACES, False) == code


def test_a_name_that_is_taken_by_a_closed_one_is_made_another() -> None:
    assert new("tin", "Old tin", KNOWN) == "new:tin:Old tin (old book)"
    assert len(new("out", "x" * 80, KNOWN).split(":", 2)[2]) == 60


def line(row: int, pence: int, kind: str, account: str = "Bank", day: date = DAY, *more: OldPart) -> OldLine:
    return OldLine(row, day, pence, more or (OldPart(kind, pence),), account, who=f"who {row}")


def planned(*lines: OldLine | OldMove, **kinds: str) -> Plan:
    found = Found(
        lines=[one for one in lines if isinstance(one, OldLine)],
        moves=[one for one in lines if isinstance(one, OldMove)],
    )
    said = guessed(words_of(found), KNOWN, False)
    said.kinds |= {key.replace("_", ":", 1).replace("_", " "): code for key, code in kinds.items()}
    return plan(found, said, Limits(date(2026, 1, 1)))


def shown(found: Plan) -> list[tuple[tuple[int, ...], str, int]]:
    return [(one.rows, one.kind, one.pence) for one in found.entries]


class TestMoves:
    def test_two_rows_of_one_day_become_one_move_each_once(self) -> None:
        rows = [
            line(n, pence, "Transfer", place)
            for n, (pence, place) in enumerate(
                [(-500, "Bank"), (500, "Cash"), (500, "Cash"), (-500, "Bank"), (-500, "Bank")], 1
            )
        ]
        found = planned(*rows)
        assert sorted(len(one.rows) for one in found.entries) == [1, 2, 2]
        assert found.sums() == {"a1": -1500, "a2": 1500}
        assert found.notes == ["Row 5: the other side of this move is not in the sheet"]

    def test_the_nearest_day_is_taken_and_told(self) -> None:
        found = planned(line(1, -500, "Transfer"), line(2, 500, "Transfer", "Cash", date(2025, 5, 4)))
        assert shown(found) == [((1, 2), "move", 500)] and found.entries[0].day == DAY
        assert "their days differ" in found.notes[0]

    def test_the_other_side_that_was_sorted_as_money_in_is_noticed(self) -> None:
        found = planned(line(1, -500, "Transfer"), line(2, 500, "Cash float", "Cash"), in_cash_float="c5")
        assert any("Rows 1 and 2 look like the two sides of one move" in words for words in found.notes)

    def test_a_row_that_moves_by_itself(self) -> None:
        found = planned(OldMove(4, DAY, 700, "Cash", "Bank", "to bank"), line(5, 100, "Subs"))
        assert (found.entries[0].account, found.entries[0].to, found.entries[0].note) == ("a2", "a1", "to bank")


class TestLines:
    def test_money_back_and_a_charge(self) -> None:
        parts = (OldPart("Subs", 1000), OldPart("SumUp", -30))
        found = planned(line(1, 970, "", "Bank", DAY, *parts), line(2, 50, "Refund hall"), out_sumup="c3")
        receipt, refund = found.entries
        assert receipt.charge and (receipt.pence, receipt.charge.pence, receipt.parts[0].pence) == (970, 30, 1000)
        assert (refund.kind, refund.parts[0].category) == ("refund", "c1")

    def test_one_row_for_a_kind_and_a_move_is_taken_apart(self) -> None:
        found = planned(line(1, -800, "", "Bank", DAY, OldPart("Hall", -300), OldPart("petty cash", -500)))
        assert sorted((one.kind, one.pence) for one in found.entries) == [("move", 500), ("payment", 300)]

    def test_what_is_left_out_what_is_half_left_out_and_what_nobody_spoke_of(self) -> None:
        half = line(3, -800, "", "Bank", DAY, OldPart("Hall", -300), OldPart("Odd", -500))
        found = planned(line(1, -5, "Odd"), line(2, -5, "Hall", "Auntie"), half, out_odd="out")
        assert (found.entries, found.left_out) == ([], 1)
        assert [one.sentence for one in found.refused] == [
            "Row 2: choose where “Auntie” is",
            "Row 3: one of its kinds is left out and another is not",
        ]

    def test_each_that_stands_in_the_book_hides_one(self) -> None:
        found = planned(line(1, -5, "Hall"), line(2, -5, "Hall"), line(3, -5, "Milk"))
        apart = set_apart(found, Counter({("a1", DAY, -5): 2}))
        assert [one.rows for one in apart.here] == [(1,), (2,)] and [one.rows for one in apart.entries] == [(3,)]
        assert len(set_apart(found, Counter({("a1", DAY, -5): 2}), [(1,)]).entries) == 2


AMOUNTS = st.lists(st.integers(-5_000, 5_000), min_size=1, max_size=4)


@given(AMOUNTS, AMOUNTS)
def test_accounts_and_funds_keep_their_sums_when_they_are_laid_together(accounts: list[int], funds: list[int]) -> None:
    funds = [*funds, sum(accounts) - sum(funds)]
    said = Beginning(
        DAY, {f"a{n}": one for n, one in enumerate(accounts)}, {f"f{n}": one for n, one in enumerate(funds)}
    )
    found = laid_out(said)
    assert {code: sum(pence for _, pence in parts) for code, parts in found.items()} == {
        c: p for c, p in said.accounts.items() if p
    }
    by_fund: Counter[str] = Counter()
    for parts in found.values():
        assert parts and all(pence for _, pence in parts)
        for fund, pence in parts:
            by_fund[fund] += pence
    if any(accounts):
        assert {fund: by_fund[fund] for fund in said.funds} == dict(said.funds)


def test_nothing_below_nought_stays_so() -> None:
    found = laid_out(Beginning(DAY, {"a1": 40_000, "a2": 500}, {"f1": 200, "f2": 40_300}))
    assert found == {"a2": [("f1", 200), ("f2", 300)], "a1": [("f2", 40_000)]}


def test_a_beginning_that_cannot_be() -> None:
    with pytest.raises(Refused, match="each fund begins with nothing"):
        check_beginning(Beginning(DAY, {"a1": 0}, {"f1": 50, "f2": -50}), None)
    check_beginning(Beginning(DAY, {"a1": 0}, {"f1": 0}), DAY)
    assert Sorted().kind("in:x") == "out"
