"""How each bank lays out its files: read from data files, and recognised by their headings. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import islice
from pathlib import Path
from typing import Any

from groupkit.bank.reading.values import DATE_ORDERS, MOST_COLUMNS
from groupkit.library import Checker, Library, Mistake, shipped_folder

LOOKED_AT = 25
"""Rows at the top of a file among which its headings have to be."""
_SINGLE = ("amount", "paid_in", "paid_out", "balance", "id", "account", "flag", "currency")


@dataclass(frozen=True)
class Shape:
    """One way in which a bank lays out its files: by headings, by the place of columns, or in blocks of lines."""

    kind: str
    """headings, places or blocks"""
    day: str
    words: tuple[str, ...]
    amount: str = ""
    paid_in: str = ""
    paid_out: str = ""
    balance: str = ""
    id: str = ""
    account: str = ""
    flag: str = ""
    currency: str = ""
    headings: tuple[str, ...] = ()
    may_follow: tuple[str, ...] = ()
    """Headings that stand after the others in some files."""
    least: int = 0
    most: int = 0
    """For a file without headings: how many columns it has, at least and at most."""

    @property
    def columns(self) -> dict[str, str]:
        """What each of the single columns is called, where there is one."""
        return {name: getattr(self, name) for name in _SINGLE if getattr(self, name)}

    def fits(self, cells: list[str]) -> bool:
        """Whether a row of a file holds just these headings."""
        found = [plain(cell) for cell in cells]
        while found and not found[-1]:
            found.pop()
        wanted = [plain(heading) for heading in self.headings]
        after = [plain(heading) for heading in self.may_follow]
        return found[: len(wanted)] == wanted and found[len(wanted) :] == after[: len(found) - len(wanted)]


@dataclass(frozen=True)
class Layout:
    """How a bank lays out its files."""

    key: str
    name: str
    shapes: tuple[Shape, ...]
    date_order: str
    newest_first: bool = False
    """What to go by when neither days nor balances tell."""
    out_is_positive: bool = False


def plain(heading: str) -> str:
    """A heading without spaces and capitals, as headings are compared."""
    return "".join(heading.casefold().split()).strip("'\"\ufeff")


def shipped() -> list[Layout]:
    """The layouts that come with groupkit."""
    return layouts()[0]


def layouts(local: Path | None = None) -> tuple[list[Layout], list[Mistake]]:
    """Every layout, and every mistake; `local` is the folder instance/library/banks.

    What somebody added comes first, so that it wins where a bank has changed what stands below the same headings.
    """
    if local is None:
        return _shipped()
    found, mistakes = Library("banks", shipped_folder("groupkit.bank", "library/banks"), local).read_as(read_layout)
    return list(found.values())[::-1], mistakes


@cache
def _shipped() -> tuple[list[Layout], list[Mistake]]:
    found, mistakes = Library("banks", shipped_folder("groupkit.bank", "library/banks")).read_as(read_layout)
    return list(found.values()), mistakes


def recognised(rows: list[list[str]], known: Iterable[Layout]) -> tuple[Layout, Shape, int] | None:
    """The layout whose headings stand at the top of a file, its shape, and in which row they stand."""
    tried = [(layout, shape) for layout in known for shape in layout.shapes if shape.kind == "headings"]
    for at, cells in enumerate(islice(rows, LOOKED_AT)):
        for layout, shape in tried:
            if shape.fits(cells):
                return layout, shape, at
    return None


def read_layout(table: Mapping[str, object], file: str) -> tuple[Layout | None, list[Mistake]]:
    """The layout that a file describes, or None with every mistake in it."""
    checker = Checker(table, file)
    key, name = checker.key(), checker.text("name", most=80)
    date_order = checker.one_of("dates", DATE_ORDERS)
    newest_first, out_is_positive = checker.flag("newest_first"), checker.flag("out_is_positive")
    shapes = [
        *(_headed(part) for part in checker.parts("headings", required=False)),
        *(_placed(part) for part in checker.parts("places", required=False)),
        *(_blocked(part) for part in checker.parts("blocks", required=False)),
    ]
    if not shapes:
        checker.say("The file needs a part [[headings]], [[places]] or [[blocks]] that says where things stand")
    mistakes = checker.done()
    if mistakes:
        return None, mistakes
    return Layout(key, name, tuple(shapes), date_order, newest_first, out_is_positive), []


def _headed(part: Checker) -> Shape:
    headings = _list(part, "cells")
    may_follow = _list(part, "may_follow") if "may_follow" in part.table else ()
    if len(headings) < 3:
        part.say("“cells” needs every heading of the file, three at least, so that no other file is taken for this one")
    shape = _shape(part, "headings", headings, may_follow)
    known = {plain(heading) for heading in (*headings, *may_follow)}
    for heading in (shape.day, *shape.words, *shape.columns.values()):
        if heading and plain(heading) not in known:
            part.say(f"“{heading}” is not among the “cells”")
    return shape


def _list(part: Checker, name: str) -> tuple[str, ...]:
    """Headings, any of which may be empty or there twice."""
    found = part.take(name, list) or []
    if not all(isinstance(cell, str) and len(cell) <= 100 for cell in found) or len(found) > MOST_COLUMNS:
        part.say(f"Everything in “{name}” needs to be a short heading between quotation marks")
        return ()
    return tuple(found)


def _placed(part: Checker) -> Shape:
    least = part.number("least", 3, MOST_COLUMNS) or 3
    most = part.number("most", least, MOST_COLUMNS, required=False) or least
    words = part.take("words", list) or []
    if not words or not all(isinstance(place, int) and 1 <= place <= most for place in words):
        part.say("“words” needs the numbers of columns, counted from 1, like [2]")
        words = []
    singles: dict[str, Any] = {name: str(part.number(name, 1, most, required=False) or "") for name in _SINGLE}
    day = part.number("day", 1, most)
    shape = Shape(
        kind="places",
        day=str(day or 1),
        words=tuple(map(str, words)),
        least=least,
        most=most,
        **singles,
    )
    _check_amounts(part, shape)
    return shape


def _blocked(part: Checker) -> Shape:
    return _shape(part, "blocks")


def _shape(part: Checker, kind: str, headings: tuple[str, ...] = (), may_follow: tuple[str, ...] = ()) -> Shape:
    singles: dict[str, Any] = {name: part.text(name, required=False, most=100) for name in _SINGLE}
    shape = Shape(
        kind=kind,
        day=part.text("day", most=100),
        words=part.texts("words", most=100),
        headings=headings,
        may_follow=may_follow,
        **singles,
    )
    _check_amounts(part, shape)
    return shape


def _check_amounts(part: Checker, shape: Shape) -> None:
    if bool(shape.amount) == bool(shape.paid_in or shape.paid_out):
        part.say("It needs either “amount”, or “paid_in” and “paid_out”")
    named = [shape.day, *shape.words, *(name for key, name in shape.columns.items() if key != "account")]
    if len({plain(name) for name in named}) != len(named):
        part.say("One column cannot stand for two things")
