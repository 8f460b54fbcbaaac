"""Reading the library: clauses, starting points, policies, checklists and worksheets, shipped and added here.

Parsing some sixty files takes a moment, so a worker keeps what it has read until a file changes.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TypeVar

from flask import current_app

from groupkit.constitution.checklists import Checklist, read_checklist
from groupkit.constitution.clauses import Clause, check_within, read_clause
from groupkit.constitution.shapes import Shape, read_policy, read_starting_point
from groupkit.constitution.worksheets import Worksheet, read_worksheet
from groupkit.library import Library, Mistake, Table, did_you_mean, shipped_folder

FOLDERS = ("clauses", "starting_points", "policies", "checklists", "worksheets")
T = TypeVar("T")


@dataclass(frozen=True)
class Stock:
    """Everything in the library that could be read, and every mistake in what could not."""

    clauses: Mapping[str, Clause]
    starting_points: Mapping[str, Shape]
    policies: Mapping[str, Shape]
    checklists: Mapping[str, Checklist]
    worksheets: Mapping[str, Worksheet]
    mistakes: tuple[Mistake, ...]


def stock() -> Stock:
    """What the library of this installation holds today."""
    local: Path = current_app.config["INSTANCE"] / "library"
    return read_stock(local, _stamp(local))


def mistakes() -> Iterable[Mistake]:
    """Every mistake in the texts of this installation's library."""
    return stock().mistakes


def _stamp(local: Path) -> tuple[tuple[str, int, int], ...]:
    """Which files have been added, and when each was last saved."""
    found = []
    for folder in FOLDERS:
        for path in sorted((local / folder).glob("*")) if (local / folder).is_dir() else ():
            if path.is_file():
                about = path.stat()
                found.append((f"{folder}/{path.name}", about.st_mtime_ns, about.st_size))
    return tuple(found)


@lru_cache(maxsize=4)
def read_stock(local: Path | None, _stamp: tuple[tuple[str, int, int], ...] = ()) -> Stock:
    """Read the shipped files and those of a local folder; one with a mistake is left out and its mistakes are told."""
    mistakes: list[Mistake] = []
    clauses = _read_clauses(local, mistakes)
    policies = _read("policies", local, read_policy, mistakes)
    checklists = _read("checklists", local, read_checklist, mistakes)
    mistakes += _check_lines(checklists, clauses, policies)
    return Stock(
        clauses,
        _read("starting_points", local, lambda table, file: read_starting_point(table, file, clauses), mistakes),
        policies,
        checklists,
        _read("worksheets", local, read_worksheet, mistakes),
        tuple(_at_most(mistakes)),
    )


MOST_OF_ONE_FILE = 100
"""So many mistakes are told of one file; whoever has more begins with these."""


def _at_most(mistakes: Iterable[Mistake]) -> Iterator[Mistake]:
    """Each mistake once, and of one file not more than anybody would read."""
    seen: dict[str, int] = {}
    for mistake in dict.fromkeys(mistakes):
        seen[mistake.file] = seen.get(mistake.file, 0) + 1
        if seen[mistake.file] <= MOST_OF_ONE_FILE:
            yield mistake
    yield from (
        Mistake(file, "", f"There are {count - MOST_OF_ONE_FILE:,} more. Put these right first")
        for file, count in seen.items()
        if count > MOST_OF_ONE_FILE
    )


def _check_lines(
    checklists: Mapping[str, Checklist], clauses: Mapping[str, Clause], policies: Mapping[str, Shape]
) -> Iterator[Mistake]:
    """Lines that ask for a clause, question or policy that is not there."""
    asks = {asked.key for clause in clauses.values() for asked in clause.asks}
    for one in checklists.values():
        for line in one.lines:
            wanted: list[tuple[str, Collection[str]]] = [(key, clauses) for key in line.clauses]
            wanted += [(line.question, asks)] if line.question else []
            wanted += [(line.policy, policies)] if line.policy else []
            for key, known in wanted:
                if key not in known:
                    sentence = f"Nothing is called “{key[:60]}”. {did_you_mean(key[:60], known)}"
                    yield Mistake(f"checklists/{one.key}", line.ask[:60], sentence)


def _read_clauses(local: Path | None, mistakes: list[Mistake]) -> dict[str, Clause]:
    """The shipped clauses, and those added here that fit to them: nothing that is added can take a shipped one away."""
    shipped = _read("clauses", None, read_clause, [])
    clauses = dict(shipped)
    for file, clause in _added_clauses(local, mistakes):
        taken = [
            asked.key for asked in clause.asks if any(asked.key == one.key for c in clauses.values() for one in c.asks)
        ]
        mistakes += [Mistake(file, clause.title, _already_asked(key)) for key in taken]
        if clause.key not in clauses and not taken:
            clauses[clause.key] = clause
    files = {clause.key: file for file, clause in _added_clauses(local, [])}
    while lost := {key: found for key in files.keys() & clauses.keys() if (found := _lost(clauses, key, files[key]))}:
        mistakes += [mistake for found in lost.values() for mistake in found]
        clauses = {key: clause for key, clause in clauses.items() if key not in lost}
    return clauses


def _added_clauses(local: Path | None, mistakes: list[Mistake]) -> list[tuple[str, Clause]]:
    """The clauses of a local folder that can be read, each with the name of its file."""
    found, more = _library("clauses", local).read_files()
    mistakes.extend(more)
    read = [(one.file, *read_clause(one.table, one.file)) for one in found if one.local]
    mistakes.extend(mistake for _, _, wrong in read for mistake in wrong)
    return [(file, clause) for file, clause, _ in read if clause]


def _lost(clauses: Mapping[str, Clause], key: str, file: str) -> list[Mistake]:
    return check_within([clauses[key]], clauses, file)


def _already_asked(key: str) -> str:
    return f"Another clause asks “{key}” already. Give your question another key, like “our_{key}”"


def _read(
    folder: str,
    local: Path | None,
    read: Callable[[Table, str], tuple[T | None, list[Mistake]]],
    mistakes: list[Mistake],
) -> dict[str, T]:
    things, more = _library(folder, local).read_as(read)
    mistakes.extend(more)
    return things


def _library(folder: str, local: Path | None) -> Library:
    shipped = shipped_folder("groupkit.constitution", f"library/{folder}")
    return Library(folder, shipped, local / folder if local else None)
