"""Any lines written as any bank would are read back; any broken file gives lines or a sentence, and soon."""

import random
import re
import string
import time
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from groupkit.bank.reading import Statement, keys, open_file, read
from groupkit.refusal import Refused
from tests.bank.reading.samples import SAMPLES, TODAY
from tests.bank.reading.writers import NO_BALANCE, WRITERS, Line
from tests.sweep import examples, some

pytestmark = pytest.mark.pure

letters = st.text(alphabet=string.ascii_letters + "0123456789 ,.&'*/-()£é", min_size=0, max_size=20)
words = letters.map(lambda text: " ".join(re.sub(",(?=[0-9])", ", ", f"Shop {text}").split()))
"""No comma before a figure: without quotation marks nobody can tell it from 1,234.56."""
amounts = st.sampled_from([200, 200, -1_250]) | st.integers(-10_000_00, 10_000_00).filter(bool)
steps = st.lists(st.tuples(st.integers(0, 2), amounts, words), min_size=1, max_size=12)


def story(given_steps: list[tuple[int, int, str]]) -> list[Line]:
    """Lines on at least two days, the oldest first, with their balances."""
    day, balance, lines = date(2026, 2, 27), 5_000_00, []
    for later, pence, text in [*given_steps, (1, 100, "Shop at the end")]:
        day, balance = day + timedelta(days=later), balance + pence
        lines.append((day, pence, text, balance))
    return lines


def statement_of(data: bytes, name: str) -> Statement:
    """As it is read; a file that asks is answered."""
    opened = open_file(data, name, today=TODAY)
    columns = None if opened.known else opened.guess
    return read(opened, columns, date_order="dmy" if opened.asks_date_order else None, today=TODAY)


@pytest.mark.parametrize("name", sorted(WRITERS))
@settings(max_examples=examples(30, 600), deadline=None)
@given(steps)
def test_whatever_is_written_in_a_layout_is_read_back(name: str, given_steps: list[tuple[int, int, str]]) -> None:
    lines = story(given_steps)
    found = statement_of(WRITERS[name](lines), name)
    assert (found.unread, found.left_out, found.broken) == ([], [], None)
    assert [(line.day, line.pence, line.words) for line in found.lines] == [line[:3] for line in lines]
    if name not in NO_BALANCE:
        assert [line.balance for line in found.lines] == [line[3] for line in lines]
    assert len(set(keys(found.lines))) == len(lines)


def mutated(data: bytes, chance: random.Random) -> bytes:
    """A copy with a few bytes flipped, put in, taken out or swapped, or a piece of it moved."""
    made = bytearray(data)
    for _ in range(chance.randrange(1, 8)):
        at, other = chance.randrange(len(made) or 1), chance.randrange(len(made) or 1)
        way = chance.randrange(6)
        if not made:
            break
        if way == 0:
            made[at] ^= 1 << chance.randrange(8)
        elif way == 1:
            made.insert(at, chance.choice(b"\",;\n\t<>!^-.0\x00\xff'(/"))
        elif way == 2:
            del made[at]
        elif way == 3:
            made[at], made[other] = made[other], made[at]
        elif way == 4:
            del made[at : at + chance.randrange(40)]
        else:
            piece = made[at : at + chance.randrange(60)]
            made[other:other] = piece
    return bytes(made)


def test_a_broken_file_gives_lines_or_a_sentence_and_soon() -> None:
    chance = random.Random(15)
    names = sorted(SAMPLES)
    for number in range(examples(800, 10_000)):
        name = names[number % len(names)]
        data = mutated(SAMPLES[name][0], chance)
        begun = time.perf_counter()
        try:
            found = statement_of(data, name)
            assert len(found.lines) < 20 and len(set(keys(found.lines))) == len(found.lines)
            assert all(one.sentence.startswith("Line ") for one in [*found.unread, *found.left_out])
            assert all(len(line.words) <= 300 and len(line.bank_id) <= 100 for line in found.lines)
        except Refused as refused:
            assert refused.sentence and refused.field
        assert time.perf_counter() - begun < 2


@settings(max_examples=examples(300, 10_000), deadline=None)
@given(
    st.sampled_from(["a.csv", "a.qif", "a.ofx", "a.xlsx"]),
    st.sampled_from([b"", b"!Type:Bank\n", b"<OFX><STMTTRN>", b"Date,Details,Amount\n", b"PK\x03\x04", b"\xff\xfe"]),
    st.binary(max_size=300) | st.text(alphabet="DTPM^!\n\r,;\"'0123456789/-.£<>&#x;[]", max_size=200).map(str.encode),
)
def test_any_bytes_give_lines_or_a_sentence(name: str, start: bytes, data: bytes) -> None:
    try:
        assert statement_of(start + data, name) is not None
    except Refused as refused:
        assert refused.sentence


def test_long_files_are_read_soon() -> None:
    lines = [(date(2020, 1, 1) + timedelta(days=at // 3), 100 + at, f"Shop {at % 90}", 100 + at) for at in range(5_000)]
    for name in some(sorted(WRITERS), 4):
        data = WRITERS[name](lines)
        begun = time.process_time()
        assert len(keys(statement_of(data, name).lines)) == 5_000
        assert time.process_time() - begun < 3, name


@pytest.mark.parametrize(
    "text",
    [
        '"' * 4_000_000,
        ('"' * 99 + "\n") * 19_000,
        ('"a,' * 80 + "\n") * 19_000,
        "," * 4_000_000,
        "<" * 4_000_000,
        "<OFX>" + "<A" * 2_000_000,
        "<OFX>" + "<STMTTRN>" * 19_000 + "<NAME>" * 300_000,
        "<OFX>" + "<![CDATA[" * 400_000,
        "&" * 4_000_000,
        "!Type:Bank\n" + "D\n^\n" * 9_000,
        "1" * 4_000_000,
        " " * 4_000_000 + "x",
        "Date,Details,Amount\n" + ("15/04/2026," + "a," * 2_000 + "\n") * 1_000,
        "Date,Details,Amount\n" + "15/04/2026,x," + "(" * 4_000_000,
        "Date,Details,Amount\n" + ("15/04/2026,x," + "-" * 150 + "\n") * 19_000,
        "\n" * 19_000 + "x",
    ],
    ids=range(16),
)
def test_no_file_takes_long(text: str) -> None:
    begun = time.process_time()
    try:
        statement_of(text.encode(), "a.csv")
    except Refused as refused:
        assert refused.sentence
    assert time.process_time() - begun < 5
