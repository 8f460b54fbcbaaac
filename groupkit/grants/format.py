"""Return formats: what a funder's form asks, read from a data file, and which awards it suits."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from groupkit.library import Checker, Mistake
from groupkit.money import pounds
from groupkit.questions import Kind, Question, take_question

MOST_LINES = 60
MOST_POUNDS = 10_000_000
MOST_SIGNATURES = 4
SHAPES = ("sheet", "pages", "booklet")
ASKED = {"receipts": "every payment with its receipt", "indicators": "outcomes in figures"}
"""What a funder may ask for that calls for a fuller return."""
VOICES = {"quotation": "Quotations", "story": "Stories", "picture": "Pictures"}
_SPOKEN = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")


@dataclass(frozen=True)
class Because:
    """Why a format suits a kind of giver: what their guidance usually asks."""

    funder: str
    words: str


@dataclass(frozen=True)
class AwardRange:
    """The awards a format is meant for, in whole pounds, both ends included; no upper end when `most` is None.

    `funders` are the kinds of giver it is meant for (all where there are none), each perhaps with why; `asked` what a
    funder may ask for that makes this the one to take, whatever the sum. One that is not `offered` first is there to
    be chosen.
    """

    least: int
    most: int | None
    funders: tuple[str, ...] = ()
    programmes: tuple[str, ...] = ()
    asked: tuple[str, ...] = ()
    because: tuple[Because, ...] = ()
    offered: bool = True


@dataclass(frozen=True)
class AskedLine:
    """One numbered line of a return: facts and tables that the kit already knows, questions for a person, and words
    of others (quotations, stories, pictures) that the group has consent for."""

    number: int
    title: str
    facts: tuple[str, ...] = ()
    questions: tuple[Question, ...] = ()
    tables: tuple[str, ...] = ()
    voices: tuple[str, ...] = ()


@dataclass(frozen=True)
class Closing:
    """What may come after the last line: a word of thanks and a photo, both as the group likes."""

    thank_you: Question | None = None
    photo: Question | None = None


@dataclass(frozen=True)
class ReturnFormat:
    """The shape of one kind of return."""

    key: str
    name: str
    version: int
    summary: str
    suits: AwardRange
    asks: tuple[AskedLine, ...]
    closing: Closing = Closing()
    shape: str = "sheet"
    """`sheet` (one side of A4), `pages` (as many as it takes) or `booklet` (with a cover and room for pictures)."""
    signatures: int = 0
    unrelated: bool = False
    """Whether those who sign may not be related or share a home."""
    declares: tuple[str, ...] = ()
    """What they sign, by key."""
    sheets: tuple[str, ...] = ("money",)
    """The sheets of the workbook that stand behind the first, by key."""

    @property
    def known_lines(self) -> tuple[AskedLine, ...]:
        """The lines that the kit fills in, wholly or in part: beside those something may be said."""
        return tuple(line for line in self.asks if line.facts or line.tables)

    @property
    def tables(self) -> tuple[str, ...]:
        """The tables it asks for, in their order."""
        return tuple(name for line in self.asks for name in line.tables)

    def questions(self) -> Iterator[Question]:
        """Every question in the order in which it is asked, the closing ones last."""
        for line in self.asks:
            yield from line.questions
        yield from (question for question in (self.closing.thank_you, self.closing.photo) if question)


@dataclass(frozen=True)
class Known:
    """The closed lists from which a format may take: each name with what it means."""

    facts: Mapping[str, str]
    tables: Mapping[str, str]
    funders: Mapping[str, str]
    declares: Mapping[str, str]
    sheets: Mapping[str, str]


@dataclass(frozen=True)
class Suits:
    """Whether a format fits the size of an award, and why, in one or two plain sentences."""

    fits: bool
    sentence: str


def read_format(table: Mapping[str, object], file: str, known: Known) -> tuple[ReturnFormat | None, list[Mistake]]:
    """The format that a table describes, or None with every mistake in it.

    `known` holds the closed lists of names from which it may take.
    """
    checker = Checker(table, file)
    made = ReturnFormat(
        key=checker.key(),
        name=checker.text("name", most=60),
        version=checker.number("version", 1, 9_999) or 1,
        summary=checker.text("summary", most=200),
        suits=_read_range(checker, known),
        asks=_read_lines(checker, known),
        closing=_read_closing(checker),
        shape=checker.one_of("shape", SHAPES) if "shape" in checker.table else "sheet",
        signatures=checker.number("signatures", 0, MOST_SIGNATURES, required=False) or 0,
        unrelated=checker.flag("unrelated"),
        declares=checker.words_from("declares", known.declares, required=False),
        sheets=checker.words_from("sheets", known.sheets, required=False) if "sheets" in checker.table else ("money",),
    )
    if made.unrelated and made.signatures < 2:
        checker.say("“unrelated” goes with two signatures. Write “signatures = 2”, or remove it")
    _check_question_keys(checker, made)
    mistakes = checker.done()
    return (None if mistakes else made), mistakes


def suits(made: ReturnFormat, award_pence: int) -> Suits:
    """Whether a format is meant for an award of this many pence; it never stops anyone from going on."""
    least, most = made.suits.least, made.suits.most
    if least == 0 and most is None:
        return Suits(True, f"“{made.name}” suits a grant of any size")
    award = _short_pounds(award_pence)
    meant = f"“{made.name}” is meant for grants of {_range(made.suits)}"
    if award_pence < least * 100:
        return Suits(
            False,
            f"{meant}, and this one is {award}. It may ask more than this funder needs: "
            "a shorter return may do. You can still go on with this one",
        )
    if most is not None and award_pence > most * 100:
        return Suits(
            False,
            f"{meant}, and this one is {award}. {_spoken_lines(len(made.asks))} may be too few "
            "for this funder: it is worth asking them. You can still go on with this one",
        )
    return Suits(True, f"{meant}, so it suits this one of {award}")


def _read_range(checker: Checker, known: Known) -> AwardRange:
    part = checker.part("suits")
    if part is None:
        return AwardRange(0, None)
    least = part.number("from", 0, MOST_POUNDS) or 0
    most = part.number("to", 1, MOST_POUNDS, required=False)
    if most is not None and most < least:
        part.say("“to” needs to be at least as much as “from”")
    return AwardRange(
        least,
        most,
        funders=part.words_from("funders", known.funders, required=False),
        programmes=part.texts("programmes", required=False, most=80),
        asked=part.words_from("asked", ASKED, required=False),
        because=_read_because(part, known),
        offered=part.flag("offered", usual=True),
    )


def _read_because(suits: Checker, known: Known) -> tuple[Because, ...]:
    part = suits.part("because", required=False)
    if part is None:
        return ()
    return tuple(Because(name, part.text(name, most=300)) for name in known.funders if name in part.table)


def _read_lines(checker: Checker, known: Known) -> tuple[AskedLine, ...]:
    parts = checker.parts("asks")
    if "asks" in checker.table and not 1 <= len(parts) <= MOST_LINES:
        checker.say(f"A return needs from 1 to {MOST_LINES} lines under [[asks]]")
    return tuple(_read_line(part, number, known) for number, part in enumerate(parts, start=1))


def _read_line(part: Checker, number: int, known: Known) -> AskedLine:
    written = part.number("number", 1, MOST_LINES)
    if written is not None and written != number:
        part.say(f"This is line {number} of the return, so its “number” needs to be {number}")
    title = part.text("title", most=100)
    facts = part.words_from("facts", known.facts, required=False)
    questions = tuple(take_question(inner) for inner in part.parts("questions", required=False))
    tables = part.words_from("tables", known.tables, required=False)
    voices = part.words_from("voices", VOICES, required=False)
    if not any(part.table.get(name) for name in ("facts", "questions", "tables", "voices")):
        part.say(
            "A line needs “facts” or “tables”, which the kit fills in, “questions”, which a person answers, "
            "or “voices”, which are words of others"
        )
    return AskedLine(number, title, facts, questions, tables, voices)


def _read_closing(checker: Checker) -> Closing:
    part = checker.part("closing", required=False)
    if part is None:
        return Closing()
    return Closing(_closing_question(part, "thank_you", Kind.LINE), _closing_question(part, "photo", Kind.PICTURE))


def _closing_question(closing: Checker, key: str, kind: Kind) -> Question | None:
    part = closing.part(key, required=False)
    if part is None:
        return None
    # Thanks cannot be demanded, so neither the kind nor “optional” is the file's to choose.
    return Question(
        key,
        kind,
        ask=part.text("ask", most=200),
        hint=part.text("hint", required=False, most=500),
        optional=True,
        most=200 if kind is Kind.LINE else None,
    )


def _check_question_keys(checker: Checker, made: ReturnFormat) -> None:
    seen: set[str] = set()
    for question in made.questions():
        if question.key and question.key in seen:
            checker.say(f"Two questions have the key “{question.key}”. Give one of them another key")
        seen.add(question.key)


def _range(suited: AwardRange) -> str:
    least, most = _short_pounds(suited.least * 100), suited.most
    if most is None:
        return f"{least} or more"
    if suited.least == 0:
        return f"up to about {_short_pounds(most * 100)}"
    return f"{least} to about {_short_pounds(most * 100)}"


def _short_pounds(pence: int) -> str:
    return pounds(pence).removesuffix(".00")


def _spoken_lines(count: int) -> str:
    if count == 1:
        return "One line"
    word = _SPOKEN[count].capitalize() if count < len(_SPOKEN) else str(count)
    return f"{word} lines"
