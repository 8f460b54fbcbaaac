"""Agendas to begin from, read from data files: those that come with groupkit and those of an installation.

The order and the times follow DOMAIN 5.1; a break stands in each that goes on for long (5.3).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from flask import current_app

from groupkit.library import Checker, Library, Mistake, Table, shipped_folder
from groupkit.meetings.agenda import KINDS, LONGEST_ITEM, MOST_ITEMS, WORDLESS
from groupkit.meetings.rules import KINDS as MEETINGS
from groupkit.meetings.rules import PURPOSES


@dataclass(frozen=True)
class ReadyItem:
    """One item of a ready-made agenda."""

    kind: str
    title: str
    purpose: str
    takes: int
    words: str


@dataclass(frozen=True)
class ReadyAgenda:
    """A ready-made agenda; a group changes every line of it."""

    key: str
    name: str
    about: str
    meetings: tuple[str, ...]
    """For which kinds of meeting it is offered first."""
    items: tuple[ReadyItem, ...]


def read_agenda(table: Table, file: str) -> tuple[ReadyAgenda | None, list[Mistake]]:
    """The agenda that a file describes, or None with every mistake in it."""
    checker = Checker(table, file)
    made = ReadyAgenda(
        key=checker.key(),
        name=checker.text("name", most=60),
        about=checker.text("about", most=300),
        meetings=checker.words_from("meetings", MEETINGS),
        items=tuple(_item(part) for part in checker.parts("items")),
    )
    if "items" in table and not 1 <= len(made.items) <= MOST_ITEMS:
        checker.say(f"An agenda needs from 1 to {MOST_ITEMS} items")
    mistakes = checker.done()
    return (None if mistakes else made), mistakes


def _item(part: Checker) -> ReadyItem:
    kind = part.one_of("kind", KINDS)
    title = part.text("title", required=kind == "item", most=200)
    words = part.text("words", required=False, most=500)
    if words and kind in WORDLESS:
        part.say("Nothing is written under a break or sharing time. Leave “words” out")
    return ReadyItem(
        kind,
        title or KINDS.get(kind, ""),
        part.one_of("purpose", PURPOSES) if "purpose" in part.table else "",
        part.number("minutes", 0, LONGEST_ITEM, required=False) or 0,
        words,
    )


def agendas() -> Mapping[str, ReadyAgenda]:
    """Every ready-made agenda of this installation, by its key."""
    return _read(*_where())[0]


def offered_for(kind: str) -> list[ReadyAgenda]:
    """Every ready-made agenda, those for a kind of meeting first."""
    return sorted(agendas().values(), key=lambda one: (kind not in one.meetings, one.name))


def mistakes() -> list[Mistake]:
    """Every mistake in the files of agendas."""
    return list(_read(*_where())[1])


def _where() -> tuple[Path, tuple[tuple[str, int, int], ...]]:
    """The folder of this installation's own, and which files lie there, each with when it was last saved."""
    local: Path = current_app.config["INSTANCE"] / "library" / "agendas"
    found = [path for path in sorted(local.glob("*")) if path.is_file()] if local.is_dir() else []
    return local, tuple((path.name, path.stat().st_mtime_ns, path.stat().st_size) for path in found)


@lru_cache(maxsize=4)
def _read(local: Path, _files: tuple[tuple[str, int, int], ...]) -> tuple[dict[str, ReadyAgenda], tuple[Mistake, ...]]:
    """A worker keeps what it has read until a file changes."""
    found, mistakes = Library("agendas", shipped_folder("groupkit.meetings", "library/agendas"), local).read_as(
        read_agenda
    )
    return found, tuple(mistakes)
