"""What somebody who tried to break returns found: each stays found."""

from datetime import date
from zipfile import ZipFile

import pytest

from groupkit import packing
from groupkit.funderforms import placing
from groupkit.grants import evidence, filing, operations, queries
from groupkit.grants.models import Grant
from groupkit.grants.operations import Written
from groupkit.grants.queries import Draft
from groupkit.grants.tables import TABLES
from groupkit.ledger import operations as ledger
from groupkit.questions import Kind
from groupkit.tallies import operations as tallies
from tests.grants.giving import ANSWERS, NOON, Giving, picture
from tests.tallies.desk import Desk

MARCH = date(2026, 3, 31)
TOLD = (Kind.LINE, Kind.WORDS)
QUIET = ("six_lines", "creative")
"""Returns that print no first-timers."""


def draft(giving: Giving, key: str, until: date | None = None, row: Grant | None = None) -> Draft:
    row = row or giving.row
    stands = queries.draft_of(row, key)
    written = Written(until)
    told = {question.key: "Well enough" for question in stands.format.questions() if question.kind in TOLD}
    operations.save_draft(row, stands.version, stands.format, ANSWERS | told, giving.by, written=written)
    return queries.draft_of(row)


# --- small numbers -------------------------------------------------------------------------------


@pytest.mark.parametrize("key", QUIET)
def test_a_form_of_the_funders_holds_no_small_number_that_the_return_does_not_print(giving: Giving, key: str) -> None:
    desk = Desk(giving.group)
    desk.session(date(2026, 5, 5), 9, first_timers=2)
    draft(giving, key)
    found = {one.key: one.value for one in placing.placeable(giving.row)}
    assert found["fact:first_timers"] is None and found["fact:attendances"] == 9
    desk.session(date(2026, 5, 12), 9, first_timers=3)
    assert {one.key: one.value for one in placing.placeable(giving.row)}["fact:first_timers"] == 5


def test_two_grants_of_one_funder_are_held_against_each_other(giving: Giving) -> None:
    """Attendances up to February of one grant, taken from those up to March of the other, would be those of March."""
    desk = Desk(giving.group)
    for day, came in ((date(2026, 1, 6), 9), (date(2026, 2, 6), 8), (date(2026, 3, 6), 3)):
        desk.session(day, came)
    other = operations.add_grant(funder="Community Chest", amount=10_000, starts=date(2026, 1, 1), by=giving.by)
    giving.row.starts = date(2026, 1, 1)
    first = draft(giving, "one_page", date(2026, 2, 28))
    assert queries.facts_for(giving.row, first).tally.sum_of("attendances").number == 17
    ready = filing.prepare(giving.row, first, giving.by.slug)
    operations.file_return(giving.row, ready, ready.version, ready.seen, giving.by)
    second = queries.facts_for(other, draft(giving, "one_page", MARCH, other))
    assert second.tally.sum_of("attendances").hidden
    other.funder = "Rotary"
    assert queries.facts_for(other, queries.draft_of(other)).tally.sum_of("attendances").number == 20


@pytest.mark.parametrize(("slips", "said"), [(3, "A few slips"), (9, "9 slips")])
def test_few_slips_are_not_counted_out(giving: Giving, slips: int, said: str) -> None:
    """Where nobody said anything else, how many slips there were is how many said yes."""
    giving.row.starts = date(2026, 1, 1)
    tallies.write_check(giving.by, day=date(2026, 5, 5), slips=slips, answers={"welcome": (slips, 0, 0)})
    facts = queries.facts_for(giving.row, draft(giving, "full_return"))
    assert TABLES["group_check"].make(facts).note == f"{said}, handed in on 5 May 2026."
    assert facts.checks[0].answers[0].hidden == (slips < 5)


# --- figures -------------------------------------------------------------------------------------


def test_what_came_back_a_year_later_stays_in_both_years(giving: Giving) -> None:
    giving.row.starts = date(2025, 4, 1)
    giving.receive(day=date(2025, 4, 2))
    giving.spend(1_000, "", date(2025, 5, 1))
    giving.spend(1_000, "", date(2026, 5, 1), refund=True)
    giving.spend(500, "Room hire", date(2025, 6, 1))
    facts = queries.facts_for(giving.row, draft(giving, "full_return"))
    assert [sum(one.years[year] for one in facts.spending) for year in (0, 1)] == [1_500, -1_000]
    assert facts.spent == 500


def test_what_came_beside_the_grant_after_its_last_day_is_not_counted(giving: Giving) -> None:
    for day in (date(2026, 3, 1), date(2026, 8, 1), None):
        operations.add_extra(giving.row, "match", by=giving.by, what="Raffle", pence=5_000, day=day)
    assert queries.facts_for(giving.row, draft(giving, "full_return", MARCH)).worth("match") == 10_000
    assert queries.facts_for(giving.row, draft(giving, "full_return")).worth("match") == 15_000


@pytest.mark.parametrize("key", QUIET)
def test_a_return_up_to_an_earlier_day_says_so_whatever_its_format(giving: Giving, key: str) -> None:
    said = "Figures up to 31 March 2026 from our cash book on 18 November 2026."
    paper = queries.paper_of(giving.row, draft(giving, key, MARCH))
    assert said in filing.page_of(paper) and paper.facts.from_the_book == said
    paper = queries.paper_of(giving.row, draft(giving, key))
    assert "Figures from our cash book on 18 November 2026." in filing.page_of(paper)


# --- the evidence --------------------------------------------------------------------------------


def test_the_pack_leaves_out_what_was_taken_back_and_why_a_receipt_was_covered(giving: Giving) -> None:
    covered, gone, moved = (giving.spend(pence) for pence in (900, 800, 700))
    for entry in (gone, moved):
        ledger.attach_receipt(entry, picture("red"), giving.by)
    receipt = ledger.attach_receipt(covered, picture(), giving.by)
    ledger.cover_receipt(covered, receipt, picture("black"), "It showed where Zebedee lives", giving.by)
    ledger.void_entry(gone, 0, reason="Twice", by=giving.by)
    giving.write()
    pack = evidence.plan(giving.row, giving.file(), giving.by)
    with packing.make(pack.parts[0], NOON) as made, ZipFile(made) as zipped:
        receipts = [name for name in zipped.namelist() if name.startswith("receipts/")]
        cover = zipped.read(packing.COVER).decode()
    assert len(receipts) == pack.receipts == 2
    assert gone.reference.replace("/", "-") not in cover and "Zebedee" not in cover and ": covered" in cover
