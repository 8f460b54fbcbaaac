"""The help can be read by somebody tired: at or under the eighth school year, each part of it."""

import re
from pathlib import Path

import pytest

from tests.constitution.reading_age import grade

pytestmark = pytest.mark.pure

PARTS = sorted((Path(__file__).parent.parent.parent / "templates" / "home" / "help").glob("*.html"))


def words_of(html: str) -> str:
    """The words of a part, each heading and paragraph ending as a sentence."""
    ended = re.sub(r"</(h[1-6]|p|li|dt|dd)>", ". ", html)
    plain = re.sub(r"<[^>]+>|\{[{%#].*?[}%#]\}", " ", ended, flags=re.DOTALL)
    return re.sub(r"\s+", " ", re.sub(r"([.!?:])\s*\.", r"\1", plain))


@pytest.mark.parametrize("part", PARTS, ids=lambda part: part.stem)
def test_each_part_of_the_help(part: Path) -> None:
    found = grade(words_of(part.read_text("utf-8")))
    print(f"help, {part.stem}: grade {found:.1f}")
    assert found <= 8


def test_the_measure_tells_easy_from_hard() -> None:
    assert grade("We meet on Tuesdays. Anyone who lives with pain can come.") < 3
    assert grade("The constitution stipulates organisational responsibilities and procedural accountability.") > 12
