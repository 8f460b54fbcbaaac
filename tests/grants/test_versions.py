"""Which filings are one return: the same words and figures up to the same day, whichever program filed them."""

import json
from collections.abc import Callable
from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from groupkit.dates import clock_at
from groupkit.grants import filing, operations, queries
from groupkit.grants.as_told import as_told
from groupkit.grants.models import FiledReturn
from groupkit.grants.paper import Signature
from groupkit.refusal import Refused
from tests.grants.giving import ANSWERS, NOON, TODAY, Giving
from tests.grants.test_kinds import MAY, WALK, fill, only, outcome, write


def filed_by(giving: Giving, *names: str) -> FiledReturn:
    signed = [Signature(name, "") for name in names]
    return giving.file(filing.prepare(giving.row, queries.draft_of(giving.row), giving.by.slug, signed))


@pytest.mark.parametrize(
    ("until", "called"), [(None, "2"), (TODAY, "1, version 2"), (date(2026, 11, 1), "1, version 2")]
)
def test_a_version_covers_up_to_the_same_day(giving: Giving, until: date | None, called: str) -> None:
    """Nothing came in or went out since: it is another return all the same, unless the day was written down."""
    giving.write().until = until
    filed_by(giving, "Ana")
    with clock_at(NOON + timedelta(days=200)):
        assert filed_by(giving, "Bea").called == called


def test_what_covers_up_to_today_may_be_filed_on_its_last_day_too(giving: Giving) -> None:
    giving.write()
    filed_by(giving, "Ana")
    giving.write().until = TODAY
    with clock_at(NOON + timedelta(days=9)):
        assert filed_by(giving, "Bea").called == "1, version 2"


def test_the_return_that_is_due_next_year_is_filed_though_nothing_moved(giving: Giving) -> None:
    giving.write()
    giving.file()
    with clock_at(NOON + timedelta(days=365)):
        assert giving.file().called == "2"


def test_whatever_was_filed_ever_is_not_filed_again(giving: Giving) -> None:
    giving.write()
    filed_by(giving, "Ana")
    filed_by(giving, "Bea")
    giving.write({**ANSWERS, "difference": "Another story."})
    filed_by(giving, "Ana")
    for answers, names, called in (
        (ANSWERS, ["Ana"], "1"),
        (ANSWERS, ["Bea"], "1, version 2"),
        ({**ANSWERS, "difference": "Another story."}, ["Ana"], "2"),
    ):
        giving.write(answers)
        with pytest.raises(Refused, match=f"just what was filed as return {called}, so"):
            filed_by(giving, *names)
    giving.write()
    assert filed_by(giving, "Bea", "Ana").called == "1, version 3"


# --- filed by an older program -------------------------------------------------------------------

LATER = {"tally": ("whole", "only"), "outcomes": ("id", "kept_back"), "spending": ("heading",)}
"""What parts of the facts did not hold at first."""


def without(names: tuple[str, ...], value: Any) -> Any:
    if isinstance(value, dict):
        return {name: without(names, one) for name, one in value.items() if name not in names}
    return [without(names, one) for one in value] if isinstance(value, list) else value


def as_before(content: dict[str, Any]) -> dict[str, Any]:
    """Content as it was filed before those were kept, and before anything was noted or signed."""
    told = {name: one for name, one in content.items() if name not in ("figures", "notes", "signatures")}
    facts = {name: without(LATER.get(name, ()), one) for name, one in content["facts"].items()}
    return told | {"facts": facts}


def older(giving: Giving, change: Callable[[dict[str, Any]], None] = lambda _: None) -> Any:
    """What stands filed, as an older program would have it."""
    content = as_before(json.loads(giving.ready().content))
    change(content["facts"])
    return SimpleNamespace(content=json.dumps(content), of_return=1, edition=1, number=1)


@pytest.fixture
def counting(giving: Giving) -> Giving:
    """A full return with gatherings, headings and an outcome in it."""
    fill(giving.group)
    operations.change_grant(giving.row, giving.row.version, by=giving.by, starts=MAY)
    giving.receive()
    giving.spend(100)
    outcome(giving, actual=30, baseline=12, counted_on=date(2026, 9, 1))
    write(giving, "full_return")
    return giving


def becomes(giving: Giving, earlier: Any) -> tuple[int, int]:
    ready = giving.ready()
    return operations.next_in([earlier], json.loads(ready.content), ready.facts)


def test_a_return_that_an_older_program_filed_has_versions_too(counting: Giving) -> None:
    earlier = older(counting)
    assert '"whole"' not in earlier.content and '"kept_back"' not in earlier.content
    assert becomes(counting, earlier) == (1, 2)


@pytest.mark.parametrize(
    "change",
    [
        lambda facts: facts["outcomes"][0].update(actual=29),
        lambda facts: facts["tally"]["sums"][0]["count"].update(number=99),
        lambda facts: facts["spending"][0].update(reason="It was dear"),
        lambda facts: facts.update(until="2026-11-17"),
    ],
)
def test_whatever_an_older_return_tells_otherwise_makes_another(
    counting: Giving, change: Callable[[dict[str, Any]], None]
) -> None:
    assert becomes(counting, older(counting, change)) == (2, 1)


def test_a_return_of_all_gatherings_is_not_that_of_some(counting: Giving) -> None:
    earlier = older(counting)
    only(counting, WALK)
    assert becomes(counting, earlier) == (2, 1)


def test_what_is_told_says_nothing_of_rows_and_lists(counting: Giving) -> None:
    facts = queries.facts_for(counting.row, queries.draft_of(counting.row), bills=True)
    told = as_told(facts)
    assert as_told(told) == told and (told.bills, told.covers) == ((), facts.covers)
    assert {one.heading for one in told.spending} | {one.id for one in told.outcomes} == {0}
