"""Keeping back: by example, and against an enemy who tries every table of whole numbers that fits what is shown."""

import time
from collections.abc import Iterator, Sequence
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from groupkit.tallies.masking import Figure, Masked, could_be_worked_out, figure_kept, mask
from tests.sweep import examples

pytestmark = pytest.mark.pure

often = settings(max_examples=examples(60, 1_000), deadline=None)


def figure(key: str, called: str = "", **parts: int) -> Figure:
    return Figure(key, frozenset(parts.items()), called=called or key)


def table(rows: Sequence[Sequence[int]], cells: bool = True, totals: str = "rct") -> list[Figure]:
    """A published table: cells, row totals, column totals and the grand total, as far as each is asked for."""
    found = []
    named = {(r, c): (f"{r}.{c}", number) for r, row in enumerate(rows) for c, number in enumerate(row)}
    if cells:
        found += [Figure(f"cell {r} {c}", frozenset({part})) for (r, c), part in named.items()]
    if "r" in totals:
        found += [Figure(f"row {r}", frozenset(named[r, c] for c in range(len(rows[0])))) for r in range(len(rows))]
    if "c" in totals:
        found += [Figure(f"col {c}", frozenset(named[r, c] for r in range(len(rows)))) for c in range(len(rows[0]))]
    if "t" in totals:
        found.append(Figure("total", frozenset(named.values())))
    return found


class Enemy:
    """Knows every shown figure, that numbers are whole and not below nought, and that nothing kept back is nought."""

    def __init__(self, shown: Sequence[Figure], hidden: Sequence[Figure]) -> None:
        self.shown, self.hidden = shown, hidden
        self.truth = {name: number for one in (*shown, *hidden) for name, number in one.parts}
        self.names = sorted(self.truth)
        self.fits = list(self._tables({}, 0))

    def _tables(self, sofar: dict[str, int], at: int) -> Iterator[dict[str, int]]:
        if at == len(self.names):
            if all(sum(sofar[name] for name in one.atoms) for one in self.hidden):
                yield dict(sofar)
            return
        name = self.names[at]
        for number in range(self._most(name) + 1):
            sofar[name] = number
            if all(self._possible(one, sofar) for one in self.shown if name in one.atoms):
                yield from self._tables(sofar, at + 1)
        sofar.pop(name, None)

    def _most(self, name: str) -> int:
        bounds = [one.value for one in self.shown if name in one.atoms]
        return min(bounds, default=self.truth[name] + 2)

    def _possible(self, one: Figure, sofar: dict[str, int]) -> bool:
        known = sum(sofar.get(name, 0) for name in one.atoms)
        return known == one.value if one.atoms <= sofar.keys() else known <= one.value

    def knows(self, atoms: frozenset[str]) -> bool:
        return len({sum(fit[name] for name in atoms) for fit in self.fits}) == 1


def split(figures: Sequence[Figure], masked: Masked) -> tuple[list[Figure], list[Figure]]:
    """What is shown and what is kept back."""
    shown = [one for one in figures if one.key not in masked.hidden]
    return shown, [one for one in figures if one.key in masked.hidden]


def test_small_is_kept_back_and_nought_is_shown() -> None:
    figures = [figure(str(number), **{f"n{number}": number}) for number in range(7)]
    masked = mask(figures)
    assert masked.hidden == {"1", "2", "3", "4"}
    assert set(masked.why.values()) == {"small"}
    assert not masked.sentences


def test_the_smallest_partner_is_kept_back_with_it() -> None:
    masked = mask(table([[3, 9, 0, 7, 12]], totals="r"))
    assert masked.why == {"cell 0 0": "small", "cell 0 3": "beside"}


def test_two_small_ones_cover_each_other_unless_their_sum_is_small() -> None:
    assert mask(table([[3, 2, 9]], totals="r")).hidden == {"cell 0 0", "cell 0 1"}
    assert mask(table([[1, 2, 9]], totals="r")).hidden == {"cell 0 0", "cell 0 1", "cell 0 2"}


def test_five_ones_are_no_secret_beside_their_sum() -> None:
    """Nothing kept back is nought, so five of them that come to five can only be ones: the sum is kept back too."""
    assert mask(table([[1] * 5], totals="r")).why["row 0"] == "beside"


def test_a_table_with_both_totals_needs_three_partners() -> None:
    masked = mask(table([[3, 20, 30], [10, 11, 40], [50, 60, 70]]))
    assert masked.hidden == {"cell 0 0", "cell 0 1", "cell 1 0", "cell 1 1"}


def test_what_was_shown_before_stays_and_a_later_total_cannot_give_a_month_away() -> None:
    before = [figure("first quarter", jan=20, feb=20, mar=10)]
    now = [figure("half year", jan=20, feb=20, mar=10, apr=3), figure("same quarter", jan=20, feb=20, mar=10)]
    masked = mask(now, before)
    assert masked.hidden == {"half year"}
    assert not masked.sentences


def test_what_two_earlier_returns_give_away_is_said_before_filing() -> None:
    before = [figure("to March", "To March", jan=40), figure("to April", "To April", jan=40, apr=3)]
    sentences = could_be_worked_out([figure("April", "April", apr=3)], before)
    assert sentences == ("“April” is kept back, and can still be worked out from what is shown already",)
    assert mask([figure("April", apr=3)], before).open_keys == {"April"}


def test_different_periods_can_give_a_small_rest_away() -> None:
    before = [figure("A", "January to March", jan=12, feb=2, mar=9), figure("C", "March", mar=9)]
    assert could_be_worked_out([figure("B", "January", jan=12)], before) == ()
    assert mask([figure("B", jan=12)], before).hidden == {"B"}
    already = [*before, figure("B", jan=12)]
    (sentence,) = could_be_worked_out([], already)
    assert sentence == "A number from one to four in “January to March” can be worked out from what is shown already"


def test_different_people_over_nested_times_are_told() -> None:
    short = Figure("people|2026-01-01|2026-03-31", frozenset({("p1", 12)}))
    longer = Figure("people|2026-01-01|2026-06-30", frozenset({("p2", 14)}))
    assert could_be_worked_out([longer], [short]) == (
        "Different people: 12 from 1 January 2026 to 31 March 2026 and 14 from 1 January 2026 to 30 June 2026. "
        "Whoever reads both sees that 2 came only in the rest",
    )
    assert could_be_worked_out([longer]) == ()


def test_the_group_may_choose_to_print_a_small_number() -> None:
    figures = table([[3, 9, 8]], totals="r")
    assert mask(figures, chosen_to_print={"cell 0 0"}).hidden == frozenset()
    figures = table([[3, 2, 8]], totals="r")
    assert mask(figures, chosen_to_print={"cell 0 0"}).hidden == {"cell 0 1", "cell 0 2"}


def test_what_is_kept_with_a_return_reads_back() -> None:
    one = Figure("key", frozenset({("b", 2), ("a", 1)}), True, "March")
    assert figure_kept(one.kept()) == one


def test_the_same_question_has_the_same_answer() -> None:
    figures = table([[3, 6, 6], [6, 6, 6], [1, 6, 6]])
    assert mask(figures) == mask(list(figures))


numbers = st.integers(0, 3) | st.integers(0, 6)
tables = st.integers(1, 2).flatmap(
    lambda rows: st.integers(1, 3 if rows == 2 else 4).flatmap(
        lambda columns: st.lists(st.lists(numbers, min_size=columns, max_size=columns), min_size=rows, max_size=rows)
    )
)
totals = st.sampled_from(["rct", "rt", "ct", "t", "rc", "r", ""])


@often
@given(tables, totals, st.booleans())
def test_no_enemy_works_out_what_is_kept_back(rows: list[list[int]], which: str, cells: bool) -> None:
    figures = table(rows, cells or not which, which)
    masked = mask(figures)
    shown, hidden = split(figures, masked)
    enemy = Enemy(shown, hidden)
    assert not masked.sentences, "alone, a return can always be made safe"
    assert [one.key for one in hidden if enemy.knows(one.atoms)] == []
    assert all(one.value == 0 or one.value >= 5 for one in shown)
    assert _small_sums_known(enemy) == []


def _small_sums_known(enemy: Enemy) -> list[str]:
    """Sums from one to four of any counts at all that the enemy knows, though nobody printed them."""
    counts = [name for name in enemy.names if enemy.truth[name]]
    sums = (frozenset(some) for size in range(1, len(counts) + 1) for some in combinations(counts, size))
    small = [some for some in sums if sum(enemy.truth[name] for name in some) < 5]
    return [",".join(sorted(some)) for some in small if enemy.knows(some)]


@st.composite
def returns(draw: st.DrawFn) -> list[list[Figure]]:
    """Two or three returns for one grant over some months: each shows sums over any of them, as funders ask."""
    months = draw(st.lists(numbers, min_size=2, max_size=4))
    names = [(f"m{index}", number) for index, number in enumerate(months)]
    some = st.sets(st.sampled_from(names), min_size=1).map(frozenset)
    filed = draw(st.lists(st.lists(some, min_size=1, max_size=4, unique=True), min_size=2, max_size=3))
    return [[Figure(f"{at} {i}", parts) for i, parts in enumerate(one)] for at, one in enumerate(filed)]


@often
@given(returns())
def test_nor_with_the_earlier_returns_for_the_same_grant(filed: list[list[Figure]]) -> None:
    shown: list[Figure] = []
    hidden: list[Figure] = []
    told = False
    for one in filed:
        masked = mask(one, shown, hidden)
        told = told or bool(masked.sentences)
        more, kept = split(one, masked)
        shown, hidden = [*shown, *more], [*hidden, *kept]
        enemy = Enemy(shown, hidden)
        known = {figure.key for figure in kept if enemy.knows(figure.atoms)}
        assert known <= masked.open_keys
        if not told:
            assert [figure.key for figure in hidden if enemy.knows(figure.atoms)] == []


@often
@given(returns())
def test_nothing_is_said_to_be_open_that_keeping_everything_back_would_have_kept(filed: list[list[Figure]]) -> None:
    """Whatever a new return is told to be open was so before it, or is a period that nobody looked at before."""
    first, *_ = filed
    assert mask(first).sentences == ()


def test_three_years_of_six_kinds_take_well_under_a_second() -> None:
    for seed in (1, 7, 23):
        rows = [[(month * seed + kind * kind * 5 + month * kind) % 23 for kind in range(6)] for month in range(36)]
        figures = table(rows)
        begun = time.perf_counter()
        masked = mask(figures)
        assert time.perf_counter() - begun < 3, "on a slow machine with much else to do"
        assert masked.hidden
        assert not masked.sentences


def test_the_enemy_is_no_straw_man() -> None:
    """One who is shown a total and all but one part knows the part."""
    figures = table([[3, 9]], totals="r")
    enemy = Enemy([one for one in figures if one.key != "cell 0 0"], [figures[0]])
    assert enemy.knows(frozenset({"0.0"}))
    rest = Enemy([one for one in figures if one.key.startswith("row")], figures[:2])
    assert not rest.knows(frozenset({"0.0"}))
    assert [fit["0.0"] for fit in rest.fits] == list(range(1, 12))
