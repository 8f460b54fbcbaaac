"""Whether words hold what somebody looks for: capitals, accents and apostrophes count for nothing, on every database.

The rule holds for the letters of European languages in Latin script; words in other scripts are found as they were
written. Accents are taken off in the statement itself, and only in texts that hold more than plain letters: nothing is
kept twice, and a text that is blanked is found no more. SQLite is lent our own function for it (`db.prepare`), the
others replace letter by letter.
"""

from typing import Any

from sqlalchemy import ColumnElement, Integer, String, and_, func, or_
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import GenericFunction

from groupkit.words import also_as, folded

_MARKS = "’‘ʼ´"
"""What stands for an apostrophe beyond plain text."""


def _plain_letters() -> dict[str, str]:
    """Each accented small letter and ligature, with the plain letters that it is looked for by."""
    letters = {chr(code).lower()[:1] for code in (*range(0xC0, 0x180), *range(0x218, 0x21C), *range(0x1E80, 0x1EF4))}
    pairs = ((letter, folded(letter)) for letter in sorted(letters) if not letter.isascii())
    return {letter: plain for letter, plain in pairs if plain.isascii() and plain.isalpha()}


_LETTERS = _plain_letters()
_ONE_FOR_ONE = {letter: plain for letter, plain in _LETTERS.items() if len(plain) == 1}
_LONGER = {letter: plain for letter, plain in _LETTERS.items() if len(plain) > 1}


class octet_length(GenericFunction[int]):  # noqa: N801 (called as the databases call it)
    """How many bytes a text takes."""

    type = Integer()
    inherit_cache = True


class groupkit_folded(GenericFunction[str]):  # noqa: N801 (called as SQLite knows it)
    """A text in small letters, without accents and apostrophes."""

    type = String()
    inherit_cache = True


@compiles(octet_length, "sqlite")
def _bytes_in_sqlite(element: Any, compiler: Any, **options: Any) -> str:
    return f"length(CAST({compiler.process(element.clauses, **options)} AS BLOB))"


@compiles(groupkit_folded, "postgresql")
def _fold_in_postgresql(element: Any, compiler: Any, **options: Any) -> str:
    found = f"lower({compiler.process(element.clauses, **options)})"
    for letter, plain in _LONGER.items():
        found = f"replace({found}, '{letter}', '{plain}')"
    return f"translate({found}, '{''.join(_ONE_FOR_ONE)}{_MARKS}''`', '{''.join(_ONE_FOR_ONE.values())}')"


@compiles(groupkit_folded, "mysql")
@compiles(groupkit_folded, "mariadb")
def _fold_in_mariadb(element: Any, compiler: Any, **options: Any) -> str:
    found = f"replace(lower({compiler.process(element.clauses, **options)}), '''', '')"
    for letter, plain in (*_LETTERS.items(), *((mark, "") for mark in (*_MARKS, "`"))):
        found = f"replace({found}, '{letter}', '{plain}')"
    return found


def holds(column: Any, sought: str) -> ColumnElement[bool]:
    """Whether a text column holds what is looked for, one of it or many (`words.also_as`)."""
    needles = also_as(sought)
    plain = func.replace(func.replace(func.lower(column), "'", ""), "`", "")
    beyond = octet_length(column) != func.char_length(column)
    ways = [
        *(plain.contains(needle, autoescape=True) for needle in needles),
        and_(beyond, or_(*(groupkit_folded(column).contains(needle, autoescape=True) for needle in needles))),
    ]
    if not folded(sought).isascii():
        ways.append(column.contains(sought, autoescape=True))
    return or_(*ways)


def is_in(text: str, sought: str) -> bool:
    """The same for a text that has been read already."""
    plain = folded(text)
    return any(needle in plain for needle in also_as(sought))
