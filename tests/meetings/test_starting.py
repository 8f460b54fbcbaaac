"""Ready-made agendas: each can be read, has a break where it is long, and a slip in a file is said in words."""

from pathlib import Path

import pytest
from flask import Flask

from groupkit.library import Library, parse_table, shipped_folder
from groupkit.meetings import agenda, rules, starting
from groupkit.meetings.starting import ReadyAgenda, read_agenda
from tests.needs import ROOT

FOUND, MISTAKES = Library("agendas", shipped_folder("groupkit.meetings", "library/agendas")).read_as(read_agenda)
EVERY_ONE = pytest.mark.parametrize("ready", list(FOUND.values()), ids=lambda one: one.key)


def test_there_is_one_for_each_kind() -> None:
    assert MISTAKES == []
    assert {kind for one in FOUND.values() for kind in one.meetings} == set(rules.KINDS)


@EVERY_ONE
def test_each_fits_an_evening_and_has_a_break(ready: ReadyAgenda) -> None:
    assert agenda.worth_a_look([agenda.Slot(one.kind, one.takes) for one in ready.items], 120) == []
    assert any(one.kind == "break" for one in ready.items)


@EVERY_ONE
def test_no_kind_that_nothing_fills(ready: ReadyAgenda) -> None:
    assert "asked" not in {one.kind for one in ready.items}


@EVERY_ONE
def test_each_stands_in_the_order_of_a_meeting(ready: ReadyAgenda) -> None:
    kinds = [one.kind for one in ready.items]
    assert kinds[0] == "welcome" and kinds[-1] == "close"
    order = [
        one for one in ("welcome", "apologies", "conflicts", "minutes", "actions", "letters", "money") if one in kinds
    ]
    assert sorted(order, key=kinds.index) == order


GOOD = """
key = "ours"
name = "Ours"
about = "Short"
meetings = ["own"]
[[items]]
kind = "item"
title = "Tea"
minutes = 10
"""


def read(text: str) -> list[str]:
    return [str(one) for one in read_agenda(parse_table(text.encode(), "x.toml"), "x.toml")[1]]


def test_a_good_file() -> None:
    assert read(GOOD) == []


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ('kind = "item"', 'kind = "braek"', "Did you mean “break”?"),
        ('title = "Tea"', "", "“title” is missing"),
        ("minutes = 10", "minutes = 900", "from 0 to 240"),
        ('meetings = ["own"]', 'meetings = ["yearley"]', "Did you mean “yearly”?"),
        ('kind = "item"', 'kind = "sharing"\nwords = "What Ann said"', "Nothing is written under a break or sharing"),
        ("minutes = 10", 'purpose = "chat"', "“purpose” cannot be “chat”"),
    ],
)
def test_a_slip_is_said_in_words(before: str, after: str, said: str) -> None:
    [mistake] = read(GOOD.replace(before, after))
    assert said in mistake


def test_the_file_in_the_documentation_is_a_good_one() -> None:
    text = (ROOT / "docs" / "add-an-agenda.md").read_text(encoding="utf-8")
    assert read(text.split("```toml")[1].split("```")[0]) == []
    for kind in agenda.KINDS:
        assert f"`{kind}`" in text or kind == "asked"


def test_an_agenda_of_two_hundred_items(app: Flask) -> None:
    items = '[[items]]\nkind = "item"\ntitle = "Tea"\n' * 199
    [mistake] = read(GOOD + items)
    assert "from 1 to 40 items" in mistake


def test_one_of_this_installation_is_offered_beside_the_shipped(app: Flask) -> None:
    folder = Path(app.config["INSTANCE"]) / "library" / "agendas"
    folder.mkdir(parents=True)
    file = folder / "ours.toml"
    try:
        file.write_text(GOOD, encoding="utf-8")
        with app.app_context():
            assert "ours" in starting.agendas() and starting.mistakes() == []
            assert starting.offered_for("own")[0].meetings.count("own") == 1
            assert next(one.key for one in starting.offered_for("yearly")) == "yearly"
        file.write_text(GOOD.replace("Tea", ""), encoding="utf-8")
        with app.app_context():
            assert "ours" not in starting.agendas()
            assert "“title” is empty" in str(starting.mistakes()[0])
    finally:
        file.unlink()
        folder.rmdir()
        folder.parent.rmdir()
