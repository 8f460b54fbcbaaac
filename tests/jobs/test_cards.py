"""The ready-made role cards: each can be read, is short, and speaks plainly; a slip in a file is said in words."""

import re

import pytest

from groupkit.access.permissions import Job
from groupkit.jobs.cards import TOLD, Card, cards, mistakes, read_card
from groupkit.library import Library, shipped_folder

pytestmark = pytest.mark.pure

FOLDER = shipped_folder("groupkit.jobs", "library/cards")
CARDS = list(cards().values())
EVERY_CARD = pytest.mark.parametrize("card", CARDS, ids=lambda card: card.key)
KEYS = [
    "coordinator",
    "chair",
    "vice_chair",
    "secretary",
    "minute_taker",
    "letters",
    "bookings",
    "treasurer",
    "cash_collector",
    "grants_reporter",
    "second_signatory",
    "membership",
    "welcome",
    "tea_and_room",
    "publicity",
    "speakers",
    "transport",
    "library",
    "phone_tree",
    "safeguarding",
    "data_protection",
    "access",
    "facilitator",
]
BANNED = re.compile(
    r"\b(lead(s|er|ers|ing)?|driv(e|es|en|ing)|motivat\w*|strong\w*|must|responsible for|ensur\w*|vulnerable|patients?"
    r"|clients?|service users?|boss\w*|managers?|experts?)\b",
    re.IGNORECASE,
)
TABLE: dict[str, object] = {
    "key": "kettle",
    "name": "kettle",
    "about": "Puts the kettle on.",
    "tasks": ["Fill it", "Boil it", "Pour it"],
    "first": "Find the socket.",
}


def said(**changes: object) -> str:
    card, wrong = read_card({**TABLE, **changes}, "kettle.toml")
    assert (card is None) == bool(wrong)
    return " ".join(mistake.sentence for mistake in wrong)


def sentences(card: Card) -> list[str]:
    return [card.name, card.about, card.first, *card.tasks, *card.kept, *card.split]


def test_every_file_is_a_card_without_mistakes():
    found, wrong = Library("cards", FOLDER).read_files()
    assert wrong == mistakes() == []
    assert len(found) == len(list(FOLDER.iterdir())) == len(CARDS)


def test_the_cards_that_were_asked_for_are_there():
    assert not set(KEYS) - set(cards())


def test_a_key_and_a_name_belong_to_one_card_and_the_file_is_called_like_the_key():
    assert len({card.name for card in CARDS}) == len(CARDS)
    assert {path.stem for path in FOLDER.iterdir()} == {card.key for card in CARDS} == set(cards())


def test_the_cards_that_open_pages_come_first_and_the_others_by_name():
    assert [card.gives for card in CARDS[:4]] == [job.value for job in Job]
    assert not [card.key for card in CARDS[4:] if card.gives]
    assert [card.name for card in CARDS[4:]] == sorted(card.name for card in CARDS[4:])


@EVERY_CARD
def test_a_card_is_short(card: Card):
    assert 3 <= len(card.tasks) <= 8
    assert len(card.kept) <= 4
    assert len(card.split) <= 3
    assert max(map(len, card.tasks)) <= 120
    assert len(re.findall(r"[.?!](?:\s|$)", card.about)) in (1, 2)
    assert len(re.findall(r"[.?!](?:\s|$)", card.first)) == 1
    assert set(card.tell) <= set(TOLD)


@EVERY_CARD
def test_a_task_begins_with_a_capital_letter_and_has_no_full_stop(card: Card):
    assert not [task for task in card.tasks if not task[0].isupper() or task.endswith(".")]


@EVERY_CARD
def test_a_card_speaks_of_nobody_as_strong(card: Card):
    assert not [text for text in sentences(card) if BANNED.search(text)]


def test_only_the_chair_speaks_of_the_law():
    assert [card.key for card in CARDS if "legal" in " ".join(sentences(card)).lower()] == ["chair"]


def test_what_is_left_out_is_empty():
    card, wrong = read_card(TABLE, "kettle.toml")
    assert wrong == []
    assert card and (card.gives, card.kept, card.tell, card.split) == ("", (), (), ())


def test_a_slip_in_a_file_is_said_in_words():
    assert "from 3 to 8 tasks" in said(tasks=["Fill it"])
    assert "from 3 to 8 tasks" in said(tasks=[f"Fill cup {number}" for number in range(9)])
    assert "at most 120 characters" in said(tasks=["Fill it", "Boil it", "Pour it", "P" * 121])
    assert "“treasurer”" in said(gives="tresurer")
    assert "bank" in said(tell=["bnak"])
    assert "“first” is missing" in " ".join(
        mistake.sentence for mistake in read_card({key: TABLE[key] for key in TABLE if key != "first"}, "k.toml")[1]
    )
    assert "“salary” is not known here" in said(salary=3)
