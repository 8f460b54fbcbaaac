"""A claim in HMRC's shape: splitting, putting together, and what each cell may hold."""

import re
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from groupkit.giftaid.rules import ABROAD, SMALL_GIFT, Donor
from groupkit.giftaid.schedule import COLUMNS, MOST_ROWS, MOST_TOGETHER, TOGETHER, Given, parts_of
from tests.sweep import examples

pytestmark = pytest.mark.pure

FFION = Donor("Ms", "Ffion", "Ptarmigan-Jones", "12", "LL12 3AB")
NAMES = st.sampled_from(["Ann", "O'Brien", "Ptarmigan-Jones", "x" * 35, "de la Mer - Zoë"])
DONORS = st.builds(
    Donor, st.sampled_from(["", "Ms", "Prof"]), NAMES, NAMES, st.sampled_from(["12", "The Mill"]), st.just("LL12 3AB")
)
ONE = st.tuples(
    st.dates(date(2024, 4, 1), date(2027, 3, 31)), st.integers(1, 200_000), DONORS, st.booleans(), st.booleans()
)


def year_of(day: date) -> str:
    return "2024-25" if day < date(2025, 4, 1) else "2025-26" if day < date(2026, 4, 1) else "2026-27"


def made(rows: list[tuple[date, int, Donor, bool, bool]]) -> list[Given]:
    """Gifts, about half of them small."""
    return [
        Given(at, day, pence % SMALL_GIFT + 1 if small else pence, donor, sponsored, year_of(day))
        for at, (day, pence, donor, sponsored, small) in enumerate(rows)
    ]


def test_a_row_in_hmrcs_order() -> None:
    gift = Given(1, date(2026, 5, 2), 20_000, FFION, True, "2026-27")
    (part,) = parts_of([gift], together=True)
    assert part.lines[0].cells == ("Ms", "Ffion", "Ptarmigan Jones", "12", "LL12 3AB", None, "Yes", "02/05/26")
    assert (part.pence, part.earliest, part.name) == (20_000, date(2026, 5, 2), "2026-27")
    assert len(part.lines[0].cells) + 1 == len(COLUMNS)


def test_somebody_abroad_has_no_house_and_an_x() -> None:
    donor = Donor("", "F", "Jones", "", ABROAD, "Lille, France")
    (part,) = parts_of([Given(1, date(2026, 5, 2), 1, donor, False, "2026-27")], together=False)
    assert part.lines[0].cells == (None, "F", "Jones", None, "X", None, None, "02/05/26")


def test_small_gifts_stand_together_without_names() -> None:
    gifts = [Given(n, date(2026, 5, n + 1), 3_000 + (n == 0), FFION, n == 1, "2026-27") for n in range(5)]
    (part,) = parts_of(gifts, together=True)
    alone, sponsored, together = part.lines
    assert (alone.pence, sponsored.cells[6], together.pence) == (3_001, "Yes", 9_000)
    assert together.cells == (None, None, None, None, None, TOGETHER, None, "05/05/26")
    assert part.earliest == date(2026, 5, 1) and len(TOGETHER) <= 35


def test_a_thousand_and_one_rows_need_two_files() -> None:
    gifts = [Given(n, date(2026, 5, 2), 100, FFION, False, "2026-27") for n in range(MOST_ROWS + 1)]
    assert [len(part.lines) for part in parts_of(gifts, together=False)] == [1_000, 1]
    assert [part.name for part in parts_of(gifts, together=False)] == ["2026-27, part 1 of 2", "2026-27, part 2 of 2"]
    assert [len(part.lines) for part in parts_of(gifts, together=True)] == [2]


@settings(max_examples=examples(60, 1_500))
@given(st.lists(ONE, max_size=40), st.booleans(), st.integers(1, 7))
def test_nothing_is_lost_and_every_limit_holds(
    rows: list[tuple[date, int, Donor, bool, bool]], together: bool, most: int
) -> None:
    gifts = made(rows)
    parts = parts_of(gifts, together, most)
    held = [gift for part in parts for line in part.lines for gift in line.gifts]
    assert sorted(held, key=lambda gift: gift.gift_id) == gifts, "each gift once"
    assert sum(part.pence for part in parts) == sum(gift.pence for gift in gifts)
    for part in parts:
        assert 1 <= len(part.lines) <= most
        assert {gift.year for line in part.lines for gift in line.gifts} == {part.year}
        for line in part.lines:
            check_cells(line.cells)
            if line.together:
                assert together and line.pence <= MOST_TOGETHER
                assert all(gift.pence <= SMALL_GIFT and not gift.sponsored for gift in line.gifts)
            else:
                assert len(line.gifts) == 1


def check_cells(cells: tuple[str | None, ...]) -> None:
    """What HMRC says of each cell: room, shapes, and nothing in what is not used."""
    title, first, last, house, postcode, together, sponsored, day = cells
    assert "" not in cells and len(title or "") <= 4 and len(first or "") <= 35 and len(last or "") <= 35
    assert "-" not in (last or "") and sponsored in (None, "Yes")
    assert day and re.fullmatch(r"[0-3][0-9]/[01][0-9]/[0-9]{2}", day)
    if together:
        assert (title, first, last, house, postcode) == (None,) * 5 and len(together) <= 35
    else:
        assert first and re.fullmatch(r"X|[A-Z0-9]{2,4} [0-9][A-Z]{2}", postcode or "")
