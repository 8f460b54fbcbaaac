"""Which way round a file is, whether its balances follow, and whether a line was brought in before."""

import random
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from groupkit.bank.reading import StatementLine, Unread, keys
from groupkit.bank.reading.order import by_day, first_break, turned
from tests.sweep import examples

pytestmark = pytest.mark.pure
START = date(2026, 4, 1)


def running(steps: list[tuple[int, int]], begin: int = 10_000) -> list[StatementLine]:
    """Lines with their balances: (days after the start, pence), the oldest first."""
    lines, balance = [], begin
    for row, (days, pence) in enumerate(steps, 1):
        balance += pence
        lines.append(StatementLine(row, START + timedelta(days=days), pence, "x", balance))
    return lines


def renumbered(lines: list[StatementLine]) -> list[StatementLine]:
    return [replace(line, row=row) for row, line in enumerate(lines, 1)]


def told(lines: list[StatementLine]) -> list[tuple[object, ...]]:
    return [(line.day, line.pence, line.balance) for line in lines]


STORY = running([(0, 200), (0, 200), (0, -350), (3, -1_250), (3, 5_000), (9, -20), (9, -20)])


@pytest.mark.parametrize("inner", [False, True])
@pytest.mark.parametrize("outer", [False, True])
def test_days_and_the_lines_within_them_are_turned_each_as_they_need(outer: bool, inner: bool) -> None:
    days = [[line for line in STORY if line.day == day] for day in sorted({line.day for line in STORY}, reverse=outer)]
    mixed = renumbered([line for of_day in days for line in (of_day[::-1] if inner else of_day)])
    found = turned(mixed, [])
    assert told(found) == told(STORY)
    assert first_break(found, []) is None


def test_a_single_day_goes_by_its_balances_or_as_the_bank_usually_does() -> None:
    day = running([(0, 200), (0, 300), (0, -100)])
    assert told(turned(renumbered(day[::-1]), [])) == told(day)
    bare = [replace(line, balance=None) for line in day]
    assert turned(bare, [], newest_first=True) == bare[::-1]
    assert turned(bare, [], newest_first=False) == bare


@pytest.mark.parametrize("back", [False, True])
@pytest.mark.parametrize("at", range(1, len(STORY)))
def test_the_first_break_is_told_in_either_direction(at: int, back: bool) -> None:
    wrong = [replace(line, balance=(line.balance or 0) + (7 if one >= at else 0)) for one, line in enumerate(STORY)]
    file = renumbered(wrong[::-1] if back else wrong)
    broken = first_break(turned(file, []), [])
    assert broken is not None
    assert (broken.expected, broken.found) == (STORY[at].balance, wrong[at].balance)
    assert file[broken.row - 1].pence == STORY[at].pence and file[broken.row - 1].day == STORY[at].day


def test_a_line_without_a_balance_is_added_in() -> None:
    some = [replace(line, balance=None) if at in (0, 1, 3) else line for at, line in enumerate(STORY)]
    assert first_break(some, []) is None
    broken = first_break([*some[:4], replace(some[4], balance=1), *some[5:]], [])
    assert broken is not None and (broken.row, broken.found) == (5, 1)


def test_nothing_is_said_after_a_line_that_could_not_be_read() -> None:
    assert first_break([*STORY[:3], *STORY[4:]], [Unread(4, "", "")]) is None
    assert first_break([*STORY[:3], *STORY[4:]], []) is not None


def test_days_out_of_order_are_put_in_order_and_stay_as_the_bank_had_them_within() -> None:
    bare = [StatementLine(row, START + timedelta(days=days), row, "x") for row, days in enumerate([0, 2, 1, 2, 1], 1)]
    assert [line.pence for line in by_day(turned(bare, []))] == [1, 3, 5, 2, 4]


ONE = StatementLine(1, START, 200, "Jo Brown subs")


def test_alike_lines_are_counted_and_balances_tell_them_apart() -> None:
    assert len(set(keys([ONE, ONE, ONE]))) == 3
    assert keys([ONE, ONE])[0] == keys([ONE])[0]
    assert keys([replace(ONE, words="JO  BROWN, subs.", row=9, bank_id="7")]) == keys([ONE])
    with_balances = [replace(ONE, balance=10_200), replace(ONE, balance=10_400)]
    assert keys(with_balances[1:]) == keys(with_balances)[1:]
    assert keys(with_balances, balances=False) == keys([ONE, ONE])


@pytest.mark.parametrize(
    "change", [{"day": START + timedelta(days=1)}, {"pence": -200}, {"words": "Mo"}, {"balance": 1}]
)
def test_any_difference_is_another_key(change: dict[str, object]) -> None:
    assert keys([replace(ONE, **change)]) != keys([ONE])  # type: ignore[arg-type]


steps = st.lists(st.tuples(st.integers(0, 3), st.sampled_from([200, 200, -200, 50, -1_250])), min_size=1, max_size=12)


@settings(max_examples=examples(300, 10_000), deadline=None)
@given(steps, st.data())
def test_an_overlapping_file_adds_only_what_is_new(given_steps: list[tuple[int, int]], data: st.DataObject) -> None:
    """With balances a file may begin and end anywhere; without, its first day or its last has to be whole."""
    lines = running(sorted(given_steps, key=lambda step: step[0]))
    first = lines[: data.draw(st.integers(0, len(lines)))]
    second = lines[data.draw(st.integers(0, len(first))) :]
    whole = set(keys(lines))
    if len(set(keys(lines, balances=True))) == len({(one.day, one.pence, one.balance) for one in lines}):
        assert set(keys(first)) | set(keys(second)) == whole
    bare = [replace(line, balance=None) for line in lines]
    days = sorted({line.day for line in bare})
    from_day = data.draw(st.sampled_from(days))
    part, later = bare[: len(first)], [line for line in bare if line.day >= from_day]
    if not part or part[-1].day >= from_day or len(part) == sum(line.day < from_day for line in bare):
        assert set(keys(part)) | set(keys(later)) == set(keys(bare)) or part == []


@settings(max_examples=examples(100, 3_000), deadline=None)
@given(steps, st.integers(0, 2**32))
def test_a_balance_only_at_the_end_of_a_day_gives_the_same_keys(given_steps: list[tuple[int, int]], seed: int) -> None:
    lines = running(sorted(given_steps, key=lambda step: step[0]))
    chance = random.Random(seed)
    last = [line if line is lines[-1] or chance.random() < 0.5 else replace(line, balance=None) for line in lines]
    assert keys(last) == keys(lines)
