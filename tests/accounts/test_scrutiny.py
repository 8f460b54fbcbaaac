"""Which scrutiny applies: the shipped table by example (DOMAIN 4.8), its shape, and mistakes in a file."""

from datetime import date

import pytest

from groupkit.accounts import scrutiny
from groupkit.accounts.scrutiny import Nation, duties_for, read_nation
from groupkit.library import Library, shipped_folder

pytestmark = pytest.mark.pure

FOUND, MISTAKES = Library("scrutiny", shipped_folder("groupkit.accounts", "library")).read_as(read_nation)
BEFORE, AFTER = (date(2025, 9, 30), date(2026, 9, 29)), (date(2025, 10, 1), date(2026, 9, 30))


def says(nation: str, standing: str, year: tuple[date, date], pounds: int, topic: str) -> str:
    found = duties_for(FOUND[nation], standing, *year, pounds * 100)
    return next((duty.says for duty in found if duty.topic == topic), "")


def test_the_shipped_table_can_be_read() -> None:
    assert MISTAKES == []
    assert {one.nation for one in FOUND.values()} == {"england-and-wales", "scotland", "northern-ireland"}


@pytest.mark.parametrize(
    ("nation", "standing", "year", "pounds", "topic", "words"),
    [
        ("england_and_wales", "charity", BEFORE, 25_000, "check", "no independent examination up to £25,000"),
        ("england_and_wales", "charity", BEFORE, 25_001, "check", "An independent examination is needed"),
        ("england_and_wales", "charity", AFTER, 40_000, "check", "no independent examination up to £40,000"),
        ("england_and_wales", "charity", AFTER, 40_001, "check", "An independent examination is needed"),
        ("england_and_wales", "charity", AFTER, 500_001, "check", "listed accountancy body"),
        ("england_and_wales", "charity", BEFORE, 250_001, "kind", "accruals"),
        ("england_and_wales", "charity", AFTER, 250_001, "kind", "are enough"),
        ("england_and_wales", "charity", AFTER, 500_001, "kind", "accruals"),
        ("england_and_wales", "charity", AFTER, 10_000, "filing", "income and spending"),
        ("england_and_wales", "charity", AFTER, 10_001, "filing", "annual return"),
        ("england_and_wales", "cio", AFTER, 1, "filing", "CIO of any size"),
        ("england_and_wales", "none", AFTER, 5_000, "registering", ""),
        ("england_and_wales", "none", AFTER, 5_001, "registering", "has to register"),
        ("scotland", "charity", AFTER, 1, "check", "whatever its income"),
        ("scotland", "charity", (date(2025, 12, 31), date(2026, 12, 30)), 1, "check", "£500,000"),
        ("scotland", "charity", (date(2026, 1, 1), date(2026, 12, 31)), 1, "check", "£1 million"),
        ("scotland", "charity", AFTER, 249_999, "kind", "are enough"),
        ("scotland", "charity", AFTER, 250_000, "kind", "fully accrued"),
        ("scotland", "charity", AFTER, 1, "filing", "nine months"),
        ("northern_ireland", "charity", AFTER, 1, "check", "whatever its income"),
        ("northern_ireland", "charity", AFTER, 1, "filing", "ten months"),
    ],
)
def test_by_example(nation: str, standing: str, year: tuple[date, date], pounds: int, topic: str, words: str) -> None:
    found = says(nation, standing, year, pounds, topic)
    assert words in found and (words or not found)


@pytest.mark.parametrize("nation", FOUND.values(), ids=lambda nation: str(nation.key))
@pytest.mark.parametrize("standing", ["none", "charity", "cio"])
@pytest.mark.parametrize("income", [0, 1, 499_999, 25_000_00, 25_000_01, 249_999_99, 250_000_00, 700_000_00])
def test_every_topic_that_matters_has_one_answer_with_its_source(nation: Nation, standing: str, income: int) -> None:
    for year in (BEFORE, AFTER, (date(2026, 1, 1), date(2026, 12, 31))):
        found = duties_for(nation, standing, *year, income)
        topics = [duty.topic for duty in found]
        assert {"kind", "check", "keeping"} <= set(topics) and len(topics) == len(set(topics))
        assert standing == "none" or "filing" in topics
        assert all(duty.source and duty.says.endswith(".") for duty in found)


def test_mistakes_are_told_all_at_once() -> None:
    table = {
        "key": "wales",
        "nation": "wales",
        "known_on": "last week",
        "duties": [{"topic": "chek", "standings": ["charty"], "says": "x", "source": "y", "ovr": 3}],
    }
    found, mistakes = read_nation(table, "wales.toml")
    told = " ".join(map(str, mistakes))
    assert found is None
    for words in ("2026-09-30", "check", "charty", "ovr"):
        assert words in told
    assert len(scrutiny.TOPICS) == 5
