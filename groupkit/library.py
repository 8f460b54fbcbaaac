"""Find, read and check the TOML files that groupkit ships and that an installation adds.

Every mistake is found in one go and said in plain words, with the nearest right spelling.
"""

import difflib
import importlib.resources
import re
import tomllib
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar, cast

from groupkit.refusal import Refused

MOST_BYTES = 200_000
MOST_IN_A_TEXT = 10_000
_MOST_JOINTS = 300

_KEY = re.compile(r"[a-z][a-z0-9_]{0,39}", re.ASCII)
_JOINT = re.compile(r"[\w\"'-][ \t]*\.[ \t]*(?=[\w\"'-])")
_BIDI = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_PLAIN_TYPES: dict[type, str] = {
    str: 'words between quotation marks, like "Room hire"',
    int: "a whole number, like 3",
    bool: "true or false, without quotation marks",
    list: "a list between square brackets",
    dict: "a part of its own with a heading between square brackets",
}

Table = dict[str, object]
T = TypeVar("T")


@dataclass(frozen=True)
class Mistake:
    """One thing to put right: in which file, where in it, and a sentence that says what to do."""

    file: str
    where: str
    sentence: str

    def __str__(self) -> str:
        return ": ".join(part for part in (self.file, self.where, self.sentence) if part)


class Mistaken(Refused):
    """A table could not be read; `mistakes` holds every reason, and the sentence says them all."""

    def __init__(self, mistakes: Iterable[Mistake]) -> None:
        self.mistakes = tuple(mistakes)
        super().__init__(". ".join(str(mistake) for mistake in self.mistakes))


Reader = Callable[[Table, str], tuple[T | None, list[Mistake]]]


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """A sentence with the known word nearest to `word`, or with all of them when none is near."""
    names = sorted(known)
    near = difflib.get_close_matches(word.lower(), names, n=1, cutoff=0.6)
    if near:
        return f"Did you mean “{near[0]}”?"
    return f"You can use {spoken(names, 'or')}" if names else "Nothing can be written here"


def spoken(names: Iterable[str], joining: str = "and") -> str:
    """Names as they are said in a sentence: “a”, “b” and “c”."""
    quoted = [f"“{name}”" for name in names]
    if len(quoted) < 2:
        return "".join(quoted)
    return f"{', '.join(quoted[:-1])} {joining} {quoted[-1]}"


class Checker:
    """Takes values out of one table and gathers every mistake; parts within it share the list.

    Call `done()` on the outermost checker when everything has been taken: it reports unknown names.
    """

    def __init__(
        self, table: Mapping[str, object], file: str, where: str = "", mistakes: list[Mistake] | None = None
    ) -> None:
        self.table = table
        self.file = file
        self.where = where
        self.mistakes: list[Mistake] = [] if mistakes is None else mistakes
        self._known: set[str] = set()
        self._parts: list[Checker] = []

    def say(self, sentence: str) -> None:
        """Note a mistake in this part of the file."""
        self.mistakes.append(Mistake(self.file, self.where, sentence))

    def take(self, name: str, kind: type[T], required: bool = True) -> T | None:
        """The value under `name`, or None with a mistake noted when it is missing or of another type."""
        self._known.add(name)
        if name not in self.table:
            if required:
                self.say(f"“{name}” is missing. It needs {_PLAIN_TYPES[kind]}")
            return None
        value = self.table[name]
        # A true or false counts as a number in Python; in a file it is a slip.
        if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
            self.say(f"“{name}” needs {_PLAIN_TYPES[kind]}")
            return None
        return value

    def text(self, name: str, required: bool = True, most: int = MOST_IN_A_TEXT) -> str:
        """Words under `name`, trimmed, of at most `most` characters; empty when there are none."""
        value = self.take(name, str, required)
        if value is None:
            return ""
        return self._clean(f"“{name}”", value, most)

    def key(self, name: str = "key") -> str:
        """A short name for the program's own use: small letters, figures and underscores, at most 40."""
        value = self.text(name)
        if value and not _KEY.fullmatch(value):
            self.say(f"“{name}” needs a short name in small letters without spaces, like “room_hire”")
            return ""
        return value

    def flag(self, name: str, usual: bool = False) -> bool:
        """True or false under `name`; `usual` when it is left out."""
        value = self.take(name, bool, required=False)
        return usual if value is None else value

    def number(self, name: str, least: int, most: int, required: bool = True) -> int | None:
        """A whole number from `least` to `most`, both allowed."""
        value = self.take(name, int, required)
        if value is None or least <= value <= most:
            return value
        self.say(f"“{name}” needs a whole number from {least:,} to {most:,}")
        return None

    def one_of(self, name: str, known: Iterable[str]) -> str:
        """A word from a closed list, with the nearest right spelling when it is another."""
        value = self.text(name)
        return self._known_word(value, f"“{name}”", list(known)) if value else ""

    def texts(self, name: str, required: bool = True, most: int = 200) -> tuple[str, ...]:
        """A list of words under `name`, each of at most `most` characters and none of them twice."""
        found: list[str] = []
        for item in self.take(name, list, required) or []:
            if not isinstance(item, str):
                self.say(f"Everything in “{name}” needs to be words between quotation marks")
                continue
            text = self._clean(f"Each of “{name}”", item, most)
            if text and text in found:
                self.say(f"“{name}” holds “{_shown(text)}” twice")
            elif text:
                found.append(text)
        return tuple(found)

    def words_from(self, name: str, known: Iterable[str], required: bool = True) -> tuple[str, ...]:
        """A list of words, each from a closed list."""
        names = list(known)
        words = (self._known_word(text, f"“{name}”", names) for text in self.texts(name, required))
        return tuple(word for word in words if word)

    def part(self, name: str, required: bool = True) -> "Checker | None":
        """A checker for the table under `name`, written as [name] in the file."""
        value = self.take(name, dict, required)
        return None if value is None else self._within(value, name)

    def parts(self, name: str, required: bool = True) -> list["Checker"]:
        """A checker for each of the tables under `name`, written as [[name]] in the file."""
        found: list[Checker] = []
        for number, item in enumerate(self.take(name, list, required) or [], start=1):
            if isinstance(item, dict):
                found.append(self._within(item, f"{name} {number}"))
            else:
                self.say(f"Write each of “{name}” as a part of its own under [[{name}]]")
        return found

    def done(self) -> list[Mistake]:
        """Every mistake so far, names that nobody asked for among them."""
        for name in self.table:
            if name not in self._known:
                self.say(f"“{_shown(name)}” is not known here. {did_you_mean(name, self._known)}")
        for part in self._parts:
            part.done()
        return self.mistakes

    def _within(self, table: dict[object, object], name: str) -> "Checker":
        where = f"{self.where}, {name}" if self.where else name
        part = Checker(cast(Table, table), self.file, where, self.mistakes)
        self._parts.append(part)
        return part

    def _clean(self, named: str, value: str, most: int) -> str:
        text = value.strip()
        if not text:
            self.say(f"{named} is empty")
        elif len(text) > most:
            self.say(f"{named} can be at most {most:,} characters long, and this has {len(text):,}")
        elif any(map(_hidden, text)):
            # Such a character cannot be seen, can turn a line round, and one database refuses it.
            self.say(f"{named} holds a hidden character. Type it again by hand")
        else:
            return text
        return ""

    def _known_word(self, word: str, named: str, known: list[str]) -> str:
        if word in known:
            return word
        self.say(f"{named} cannot be “{_shown(word)}”. {did_you_mean(word, known)}")
        return ""


def _hidden(letter: str) -> bool:
    return letter in _BIDI or (unicodedata.category(letter) in ("Cc", "Cs") and letter not in "\n\t")


def _shown(text: str) -> str:
    seen = "".join("?" if _hidden(letter) else letter for letter in text)
    return seen if len(seen) <= 60 else f"{seen[:60]}…"


@dataclass(frozen=True)
class Found:
    """One file that could be read: its key, its name for people, whether it was added here, what it says."""

    key: str
    file: str
    local: bool
    table: Table


@dataclass(frozen=True)
class Library:
    """The files of one kind: those that come with groupkit and those added to this installation."""

    kind: str
    shipped: Path
    local: Path | None = None

    def read_all(self) -> tuple[dict[str, Table], list[Mistake]]:
        """Every readable file by its key, and every mistake; a shipped file always wins over a local one."""
        found, mistakes = self.read_files()
        return {one.key: one.table for one in found}, mistakes

    def read_as(self, read: "Reader[T]") -> tuple[dict[str, T], list[Mistake]]:
        """Every file as `read(table, file)` understands it, by key; one that it cannot read is left out."""
        found, mistakes = self.read_files()
        things: dict[str, T] = {}
        for one in found:
            thing, more = read(one.table, one.file)
            mistakes.extend(more)
            if thing is not None:
                things[one.key] = thing
        return things, mistakes

    def read_files(self) -> tuple[list[Found], list[Mistake]]:
        """Every readable file, shipped ones first, then by name, and every mistake."""
        found: dict[str, Found] = {}
        mistakes: list[Mistake] = []
        for path, local in self._paths():
            file = f"{'library' if local else 'groupkit'}/{self.kind}/{_shown(path.name)}"
            try:
                one = _read_one(path, file, local)
            except Mistaken as mistaken:
                mistakes.extend(mistaken.mistakes)
                continue
            if one.key in found:
                mistakes.append(Mistake(file, "", _taken(one.key, found[one.key])))
            else:
                found[one.key] = one
        return list(found.values()), mistakes

    def _paths(self) -> Iterator[tuple[Path, bool]]:
        for folder, local in ((self.shipped, False), (self.local, True)):
            if folder is not None and folder.is_dir():
                yield from ((path, local) for path in sorted(folder.iterdir()) if _looks_like_toml(path))


def shipped_folder(package: str, folder: str) -> Path:
    """The folder of data files that lies inside a package, as `Path`."""
    return Path(str(importlib.resources.files(package).joinpath(folder)))


def _read_one(path: Path, file: str, local: bool) -> Found:
    checker = Checker(read_table(path, file), file)
    key = checker.key()
    if not key:
        raise Mistaken(checker.mistakes)
    return Found(key, file, local, dict(checker.table))


def read_table(path: Path, file: str) -> Table:
    """What one TOML file says; raises Mistaken with a sentence when it cannot be read."""
    if path.suffix.lower() != ".toml":
        raise Mistaken([Mistake(file, "", "The name needs to end in .toml. Some editors add .txt: rename the file")])
    try:
        with path.open("rb") as opened:
            return parse_table(opened.read(MOST_BYTES + 1), file)
    except OSError as error:
        sentence = "The file cannot be opened. Look at its permissions, or upload it again"
        raise Mistaken([Mistake(file, "", sentence)]) from error


def parse_table(data: bytes, file: str) -> Table:
    """What the bytes of a TOML file say; raises Mistaken with a sentence when they cannot be read."""
    sentence = _why_unreadable(data)
    if sentence:
        raise Mistaken([Mistake(file, "", sentence)])
    try:
        return tomllib.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        # tomllib lets a bare ValueError out for a number of thousands of figures.
        raise Mistaken([Mistake(file, "", _why_not_toml(error))]) from error


def _why_unreadable(data: bytes) -> str:
    if len(data) > MOST_BYTES:
        return f"The file is larger than {MOST_BYTES // 1000} kB, which is more than such a file needs"
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return "The file is not saved as UTF-8. In your editor choose Save as, then the encoding UTF-8"
    # The parser takes seconds over a name like a.b.c… with thousands of parts: nobody writes one by hand.
    if any(len(_JOINT.findall(line)) > _MOST_JOINTS for line in text.splitlines()):
        return "One line of the file has too many dots in it. Break it into shorter lines"
    return ""


def _why_not_toml(error: Exception) -> str:
    line = re.search(r"at line ([0-9]+)", str(error))
    if isinstance(error, tomllib.TOMLDecodeError) and line:
        return (
            f"Line {line[1]} cannot be read. Look there, and in the line before it, "
            "for a missing quotation mark, bracket or = sign, or for a name that is written twice"
        )
    if isinstance(error, tomllib.TOMLDecodeError):
        return "The file stops in the middle of something. Look for a missing quotation mark or bracket"
    return "The file holds a number that is far too long, or brackets inside brackets without end"


def _looks_like_toml(path: Path) -> bool:
    # x.toml.txt is what some editors make of x.toml: better said than left out in silence.
    return ".toml" in path.name.lower() and not path.name.startswith((".", "_", "~")) and path.is_file()


def _taken(key: str, first: Found) -> str:
    if not first.local:
        return f"“{key}” comes with groupkit and cannot be replaced. Give your own another key, like “our_{key}”"
    return f"“{key}” is already the key of {first.file}. Give this one another key"


TellsMistakes = Callable[[], Iterable[Mistake]]
_tellers: list[TellsMistakes] = []


def tells_mistakes(function: TellsMistakes) -> TellsMistakes:
    """Register what reads a part of the library, so that all its mistakes can be told in one go."""
    if function not in _tellers:
        _tellers.append(function)
    return function


def mistakes() -> list[Mistake]:
    """Every mistake in the library of this installation."""
    return [mistake for teller in _tellers for mistake in teller()]
