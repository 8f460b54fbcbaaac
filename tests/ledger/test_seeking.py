"""What is typed into the one box, and whether words hold it: the same on every database."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from groupkit.dates import Period
from groupkit.db import db
from groupkit.history import PrivateText, blank, private
from groupkit.ledger.seeking import MOST_TERMS, Reference, Term, terms_of
from groupkit.likeness import _LETTERS, holds, is_in
from tests.ledger.desk import Desk
from tests.sweep import examples

TODAY = date(2026, 11, 18)
MAY = Period(date(2026, 5, 1), date(2026, 5, 31))
TWELFTH = Period(date(2026, 5, 12), date(2026, 5, 12))


@pytest.mark.pure
@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("12.50", Term("12.50", pence=1250)),
        ("£12.50", Term("£12.50", pence=1250)),
        ("£ 1,234.56", Term("£1,234.56", pence=123_456)),
        ("-12.50", Term("-12.50", pence=1250)),
        ("P014", Term("P014", reference=Reference("P", 14))),
        ("p14", Term("p14", reference=Reference("P", 14))),
        ("2026-27/P014", Term("2026-27/P014", reference=Reference("P", 14, "2026-27"))),
        ("2026/R3", Term("2026/R3", reference=Reference("R", 3, "2026"))),
        ("12 May", Term("12 May", days=TWELFTH)),
        ("12th may 2026", Term("12th may 2026", days=TWELFTH)),
        ("2026-05-12", Term("2026-05-12", days=TWELFTH)),
        ("12/5", Term("12/5", days=TWELFTH)),
        ("12/05/26", Term("12/05/26", days=TWELFTH)),
        ("May 2026", Term("May 2026", days=MAY)),
        ("2026-05", Term("2026-05", days=MAY)),
        ("5/2026", Term("5/2026", days=MAY)),
        ("Sept 2026", Term("Sept 2026", days=Period(date(2026, 9, 1), date(2026, 9, 30)))),
        ("claim 12", Term("claim 12", numbered=("claim", 12))),
        ("Cash count 3", Term("Cash count 3", numbered=("count", 3))),
        ("“corner shop”", Term("corner shop")),
        ("31/02/2026", Term("31/02/2026")),
        ("May 9999", Term("May 9999")),
        ("12.5", Term("12.5")),
        ("2026-27", Term("2026-27")),
    ],
)
def test_one_piece_is_read(typed: str, read: Term) -> None:
    assert terms_of(typed, TODAY) == (read,)


@pytest.mark.pure
def test_several_pieces_all_count_and_what_says_nothing_is_left_out() -> None:
    said = [term.said for term in terms_of('tea May 2026 "corner shop" 12.50 % tea', TODAY)]
    assert said == ["tea", "May 2026", "corner shop", "12.50"]
    assert terms_of("% _ ' £", TODAY) == terms_of("", TODAY) == ()


@pytest.mark.pure
@settings(max_examples=examples(60, 600))
@given(st.text(max_size=100))
def test_whatever_is_typed_can_be_read(typed: str) -> None:
    found = terms_of(typed, TODAY)
    assert len(found) <= MOST_TERMS and len(set(found)) == len(found)
    assert all(term.said.strip() for term in found)


TEXTS = [
    "Zoë’s café",
    "O'Brien & Söhne",
    "ŁUKASZ ÅNGSTRÖM",
    "100% wool_en",
    "Llŷr",
    "Straße",
    "Ælfric",
    "plain tea",
    "Ελλάδα",
]
SOUGHT = [
    "zoe",
    "zoes",
    "CAFÉ",
    "obrien",
    "O’Brien",
    "sohne",
    "lukasz",
    "angstrom",
    "100%",
    "l_e",
    "l_en",
    "llyr",
    "strasse",
]
SOUGHT += ["aelfric", "Tea", "x", "Ελλάδα", "/", "%", "é"]


def test_the_database_finds_what_we_find(desk: Desk) -> None:
    rows = [private(text) for text in TEXTS]
    ids = [row.id for row in rows]
    for sought in SOUGHT:
        query = select(PrivateText.text).where(PrivateText.id.in_(ids), holds(PrivateText.text, sought))
        assert sorted(db.session.scalars(query)) == sorted(text for text in TEXTS if is_in(text, sought)), sought
    blank(rows[0], "Zoë (left)")
    db.session.flush()
    assert not db.session.scalars(select(PrivateText.id).where(holds(PrivateText.text, "zoe"))).all()


def test_every_accented_letter_is_found_by_its_plain_one(desk: Desk) -> None:
    row = private(" ".join(f"{letter}{letter.upper()[:1]}." for letter in _LETTERS))
    for letter, plain in _LETTERS.items():
        query = select(PrivateText.id).where(PrivateText.id == row.id, holds(PrivateText.text, plain))
        assert db.session.scalar(query) == row.id, letter
