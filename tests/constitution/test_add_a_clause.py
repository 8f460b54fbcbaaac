"""The page on adding a clause: every example on it can be copied as it stands, and the kit makes a text of it."""

import re
from pathlib import Path

import pytest

from groupkit.constitution.reading import FOLDERS, Stock, read_stock
from groupkit.constitution.text import Choices, compose
from groupkit.library import MOST_BYTES

pytestmark = pytest.mark.pure

PAGE = (Path(__file__).parents[2] / "docs" / "add-a-clause.md").read_text("utf-8")
EXAMPLES = re.findall(r"Save this as `instance/library/([a-z_]+/[a-z_]+\.toml)`:\n\n```toml\n(.+?)```", PAGE, re.DOTALL)


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Stock:
    """The library of somebody who has copied every example."""
    folder = tmp_path_factory.mktemp("library")
    for path, words in EXAMPLES:
        (folder / path).parent.mkdir(exist_ok=True)
        (folder / path).write_text(words, "utf-8")
    return read_stock(folder)


def test_every_example_can_be_copied(library: Stock) -> None:
    assert [str(mistake) for mistake in library.mistakes] == []
    assert len(EXAMPLES) == PAGE.count("```toml") == 5
    assert all(len(words) < MOST_BYTES for _, words in EXAMPLES)
    for path, _ in EXAMPLES:
        folder, key = path.removesuffix(".toml").split("/")
        assert folder in FOLDERS and key in getattr(library, folder)


@pytest.mark.parametrize("nation", ["england-and-wales", "scotland"])
def test_the_examples_make_texts(library: Stock, nation: str) -> None:
    shape = library.starting_points["our_walkers"]
    text = compose(shape, Choices("Fell Walkers", nation, shape.key))
    outings = text.clause("our_outings")
    assert outings and text.broken == ()
    assert outings.paragraphs[0].words.startswith("Outings of Fell Walkers are chosen by a members’ meeting.")
    assert "Everybody hears of an outing at least 21 days before it." in outings.paragraphs[0].words
    assert [one.words for one in outings.paragraphs if one.item] == ["fares and a hot drink"]
    assert outings.paragraphs[-1].words == "Each payment is made as clause 6 says."
    photos = compose(library.policies["our_photos"], Choices("Fell Walkers", nation, "our_photos"))
    assert [clause.key for clause in photos.clauses] == ["photos_first", "photos_taken"]
