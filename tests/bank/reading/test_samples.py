"""A file of each bank is read right, the same way each time, whichever way round it stands."""

from pathlib import Path

import pytest

from groupkit.bank.reading import Statement, keys, layouts, open_file, read
from groupkit.refusal import Asks, Refused
from tests.bank.reading import samples
from tests.bank.reading.samples import SAMPLES, STORY, TODAY
from tests.sweep import some

pytestmark = pytest.mark.pure
FILES = sorted(SAMPLES)


def statement_of(data: bytes, name: str) -> Statement:
    opened = open_file(data, name, today=TODAY)
    return read(opened, date_order="dmy" if opened.asks_date_order else None, today=TODAY)


def told(statement: Statement) -> list[tuple[object, ...]]:
    return [(line.day, line.pence, line.words, line.balance) for line in statement.lines]


@pytest.mark.parametrize("name", FILES)
def test_each_banks_file_tells_the_same_story(name: str) -> None:
    data, layout, balances, account = SAMPLES[name]
    found = statement_of(data, name)
    assert [line[:3] for line in told(found)] == [
        (day, pence, f"{words} {extra}".strip())
        for (day, pence, words, _), extra in zip(STORY, extras(name), strict=True)
    ]
    assert found.layout == layout and found.layout_name
    assert found.account_hint == account
    assert (found.unread, found.left_out, found.broken, found.currency_other) == ([], [], None, False)
    if balances:
        assert {line[3] for line in told(found)} <= {None, *(line[3] for line in STORY)}
        assert found.closing == found.lines[-1].balance == 129_606


def extras(name: str) -> list[str]:
    """What a bank adds to the words."""
    if name != "nationwide.csv":
        return [""] * 5
    return ["Bank credit", "Bank credit", "Visa purchase", "Bank credit", "Standing order"]


@pytest.mark.parametrize("name", FILES)
def test_the_same_file_again_gives_the_same_keys(name: str) -> None:
    data = SAMPLES[name][0]
    found = keys(statement_of(data, name).lines)
    assert found == keys(statement_of(data, name).lines)
    assert len(set(found)) == 5, "two subs of a day are two"


@pytest.mark.parametrize("name", [name for name in FILES if name.endswith("csv")])
def test_a_file_the_other_way_round_gives_the_same_lines(name: str) -> None:
    table = open_file(SAMPLES[name][0], name, today=TODAY).table
    start = 0 if table.header is None else table.header + 1
    rows = [*table.rows[:start], *reversed(table.rows[start:])]
    data = "\n".join(",".join(f'"{cell}"' for cell in row) for row in rows).encode()
    turned, usual = statement_of(data, name), statement_of(SAMPLES[name][0], name)
    assert told(turned) == told(usual)
    assert keys(turned.lines) == keys(usual.lines)
    assert turned.broken is None


def test_the_bank_ids_and_rows_are_kept() -> None:
    found = statement_of(samples.OFX_SGML.encode(), "a.ofx")
    assert [line.bank_id for line in found.lines] == ["1", "1", "3", "4", "5"]
    assert found.closing == 129_606
    assert [line.row for line in found.lines] == [22, 15, 14, 13, 12]
    assert statement_of(samples.MONZO.encode(), "m.csv").lines[0].bank_id == "tx_1"
    assert [line.row for line in statement_of(samples.NATWEST.encode(), "n.csv").lines] == [7, 6, 5, 4, 3]


def test_qif_asks_for_the_order_of_days() -> None:
    opened = open_file(samples.QIF.encode(), "bank.qif", today=TODAY)
    assert opened.asks_date_order
    with pytest.raises(Asks) as asked:
        read(opened, today=TODAY)
    assert asked.value.field == "date_order"


@pytest.mark.parametrize("name", FILES)
def test_a_file_cut_short_anywhere_gives_lines_or_a_sentence(name: str) -> None:
    data, whole = SAMPLES[name][0], set(map(str, told(statement_of(SAMPLES[name][0], name))))
    for end in some(range(len(data)), 60):
        try:
            found = statement_of(data[:end], name)
        except Refused as refused:
            assert refused.sentence
            continue
        assert len(found.lines) <= 5
        # Only the last line of what is left can differ from the whole file.
        assert sum(str(line) not in whole for line in told(found)) <= 1
    for lines in range(len(data.splitlines())):
        part = b"".join(data.splitlines(keepends=True)[:lines])
        try:
            assert len(statement_of(part, name).lines) <= 5
        except Refused as refused:
            assert refused.sentence


def test_the_shipped_layouts_have_no_mistakes() -> None:
    found, mistakes = layouts()
    assert mistakes == []
    assert {layout.key for layout in found} == {
        *("barclays", "cooperative", "hsbc", "lloyds", "metro", "monzo"),
        *("nationwide", "natwest", "santander", "starling", "virgin"),
    }


OURS = """
key = "our_credit_union"
name = "Our Credit Union"
dates = "dmy"

[[headings]]
cells = ["Posted", "What", "Sum"]
day = "Posted"
words = ["What"]
amount = "Sum"
"""


def test_a_group_can_add_a_bank(tmp_path: Path) -> None:
    (tmp_path / "ours.toml").write_text(OURS)
    known, mistakes = layouts(tmp_path)
    assert mistakes == []
    opened = open_file(b"Posted,What,Sum\n1/4/26,Subs,2\n", "x.csv", known, TODAY)
    assert opened.layout is not None and opened.layout.name == "Our Credit Union"
    assert [(line.pence, line.words) for line in read(opened, today=TODAY).lines] == [(200, "Subs")]


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ('amount = "Sum"', 'amount = "Summ"', "“Summ” is not among the “cells”"),
        ('dates = "dmy"', 'dates = "dym"', "“dates” cannot be “dym”"),
        ('amount = "Sum"', "", "It needs either “amount”"),
        ('amount = "Sum"', 'amount = "What"', "One column cannot stand for two things"),
        ("[[headings]]", "[[heading]]", "needs a part [[headings]]"),
        ('"What", "Sum"]', '"Sum"]', "three at least"),
        ('amount = "Sum"', 'amount = "Sum"\nbalence = "x"', "Did you mean “balance”?"),
    ],
)
def test_every_mistake_in_a_layout_is_told(tmp_path: Path, old: str, new: str, sentence: str) -> None:
    (tmp_path / "ours.toml").write_text(OURS.replace(old, new))
    assert any(sentence in str(mistake) for mistake in layouts(tmp_path)[1])
