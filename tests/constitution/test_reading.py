"""Files that are added to the library: they can add, and never take anything away."""

from pathlib import Path

import pytest

from groupkit.constitution.reading import Stock, read_stock

pytestmark = pytest.mark.pure

SHIPPED = read_stock(None)
OURS = """
key = "our_tea"
title = "Tea"
topic = "care"
[[questions]]
key = "{question}"
kind = "yes_no"
ask = "Is there tea?"
[[says]]
words = "There is tea. See {{clause {clause}}}."
"""
POINT = 'key = "ours"\nname = "Ours"\ntitle = "Rules"\nsummary = "Our own."\n'


def stock_with(folder: Path, **files: str) -> Stock:
    """The library with these files added: `clauses__ours` is clauses/ours.toml."""
    for name, toml in files.items():
        path = folder / name.split("__")[0] / f"{name.split('__')[1]}.toml"
        path.parent.mkdir(exist_ok=True)
        path.write_text(toml, "utf-8")
    return read_stock(folder, ((str(folder), len(files), 0),))


def told(stock: Stock) -> str:
    return "\n".join(str(mistake) for mistake in stock.mistakes)


def test_a_clause_that_fits_is_added(tmp_path: Path) -> None:
    stock = stock_with(tmp_path, clauses__tea=OURS.format(question="tea", clause="voting"))
    assert told(stock) == "" and set(stock.clauses) - set(SHIPPED.clauses) == {"our_tea"}


@pytest.mark.parametrize(
    ("question", "clause", "sentence"),
    [
        ("casting_vote", "voting", "Give your question another key, like “our_casting_vote”"),
        ("tea", "votting", "Did you mean “voting”?"),
    ],
)
def test_what_is_added_takes_nothing_away(tmp_path: Path, question: str, clause: str, sentence: str) -> None:
    stock = stock_with(tmp_path, clauses__tea=OURS.format(question=question, clause=clause))
    assert sentence in told(stock) and told(stock).startswith("library/clauses/tea.toml: ")
    assert set(stock.clauses) == set(SHIPPED.clauses)
    assert set(stock.starting_points) == set(SHIPPED.starting_points)


def test_a_clause_that_hangs_on_a_lost_one_is_lost_with_it(tmp_path: Path) -> None:
    cake = OURS.replace("our_tea", "our_cake").format(question="cake", clause="our_tea")
    tea = OURS.format(question="tea", clause="nowhere")
    stock = stock_with(tmp_path, clauses__a_cake=cake, clauses__tea=tea)
    assert "There is no clause “our_tea”" in told(stock) and "There is no clause “nowhere”" in told(stock)
    assert set(stock.clauses) == set(SHIPPED.clauses)


def test_a_starting_point_that_lacks_the_clause_which_asks(tmp_path: Path) -> None:
    point = POINT + '[[clauses]]\nkey = "name"\n[[clauses]]\nkey = "branch_end"\n'
    stock = stock_with(tmp_path, starting_points__ours=point)
    assert "Take the clause “branch_parent” in too" in told(stock)
    assert "ours" not in stock.starting_points


def test_a_starting_point_of_ones_own(tmp_path: Path) -> None:
    point = POINT + '[[clauses]]\nkey = "name"\n[[clauses]]\nkey = "aims"\n[[clauses]]\nkey = "voting"\n'
    stock = stock_with(tmp_path, starting_points__ours=point)
    assert told(stock) == "" and [one.key for one in stock.starting_points["ours"].clauses] == [
        "name",
        "aims",
        "voting",
    ]


def test_a_checklist_that_asks_for_what_is_not_there(tmp_path: Path) -> None:
    lines = "".join(
        f'[[lines]]\nask = "A line"\n{way}\n'
        for way in ('clauses = ["nmae"]', 'question = "quorum_numbr"', 'policy = "expanses"', 'clauses = ["name"]')
    )
    stock = stock_with(
        tmp_path, checklists__ours=f'key = "ours"\nname = "Ours"\nabout = "Us"\nas_of = "today"\n{lines}'
    )
    assert [word for word in ("name", "quorum_number", "expenses") if f"Did you mean “{word}”?" in told(stock)] == [
        "name",
        "quorum_number",
        "expenses",
    ]
    assert len(stock.mistakes) == 3


def test_a_question_cannot_hide_a_built_in_name(tmp_path: Path) -> None:
    stock = stock_with(tmp_path, clauses__tea=OURS.format(question="nation", clause="voting"))
    assert "Call it “our_nation”" in told(stock) and "our_tea" not in stock.clauses


def test_nobody_is_told_more_than_a_hundred_mistakes_of_one_file(tmp_path: Path) -> None:
    blanks = "".join(f'[[says]]\nwords = "{" ".join(f"{{no_{at}_{one}}}" for one in range(9))}"\n' for at in range(50))
    stock = stock_with(tmp_path, clauses__many=f'key = "many"\ntitle = "Many"\n{blanks}')
    assert len(stock.mistakes) == 101 and "350 more" in told(stock)


def test_a_dangling_link_is_no_trouble(tmp_path: Path, app: object) -> None:
    from groupkit.constitution.reading import _stamp

    (tmp_path / "clauses").mkdir()
    (tmp_path / "clauses" / "gone.toml").symlink_to(tmp_path / "nowhere.toml")
    assert _stamp(tmp_path) == ()
