"""The register of decisions as a workbook: what is on the page, a sheet for the decisions and one for their rounds."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import IO

from groupkit import dates, workbook
from groupkit.decisions import rules
from groupkit.decisions.models import Decision, DecisionRound
from groupkit.printing import capitalize_first, moment
from groupkit.workbook import AnyRow, Column, Line, Sheet

DECISIONS = [
    Column("No.", 6, "number"),
    Column("What it is about", 26),
    Column("The exact words", 44),
    Column("Where it stands", 16),
    Column("Who decides", 14),
    Column("What sort", 20),
    Column("Brought up", 12, "date"),
    Column("Decided", 12, "date"),
    Column("Look at again", 12, "date"),
    Column("Replaces no.", 9, "number"),
    Column("Rounds", 8, "number"),
    Column("Options considered", 28),
    Column("Who was asked", 24),
]
ROUNDS = [
    Column("Decision", 9, "number"),
    Column("Round", 7, "number"),
    Column("Day", 12, "date"),
    Column("Where", 26),
    Column("How", 26),
    Column("The words then", 40),
    Column("There", 7, "number"),
    Column("For", 6, "number"),
    Column("Against", 8, "number"),
    Column("Abstained", 9, "number"),
    *(Column(capitalize_first(words), 10, "number") for _, words in rules.STANCES),
    Column("Casting vote", 9),
    Column("What came of it", 40),
    Column("Quorum", 26),
    Column("What mattered", 30),
]


@dataclass(frozen=True)
class Listed:
    """What goes in: the decisions with their rounds, the number of every decision there is, and what was asked for."""

    rows: Sequence[Decision]
    rounds: Sequence[DecisionRound]
    numbers: Mapping[int, int]
    said: Sequence[str]


CASTING = {"yes": "for", "no": "against"}


def make(listed: Listed, group: str, short_name: str) -> tuple[IO[bytes], str]:
    """The workbook and its file name."""
    rows, rounds, numbers = listed.rows, listed.rounds, listed.numbers
    times: dict[int, int] = {}
    for one in rounds:
        times[one.decision_id] = times.get(one.decision_id, 0) + 1
    above = [
        Line(f"Decisions, {group}", "bold"),
        *(Line(words) for words in listed.said),
        Line(f"Made on {moment(dates.now())}. It may name people: think before you send it on.", "quiet"),
    ]
    sheets = [
        Sheet("Decisions", DECISIONS, _decisions(rows, numbers, times), above=above, filtered=True, landscape=True),
        Sheet("Rounds", ROUNDS, _rounds(rounds, numbers), filtered=True, landscape=True),
    ]
    made = workbook.workbook(sheets, title=f"Decisions {short_name}", author="groupkit", made_at=dates.now())
    return made, workbook.safe_file_name(short_name, "decisions")


def _decisions(rows: Sequence[Decision], numbers: Mapping[int, int], times: Mapping[int, int]) -> Iterator[AnyRow]:
    for row in rows:
        yield (
            row.number,
            row.title,
            row.words,
            rules.STANDINGS[row.standing],
            rules.BODIES[row.body],
            rules.MATTERS[row.matter],
            row.begun_on,
            row.decided_on,
            row.review_on,
            numbers.get(row.replaces_id or 0),
            times.get(row.id, 0),
            row.options,
            row.asked,
        )


def _rounds(rounds: Sequence[DecisionRound], numbers: Mapping[int, int]) -> Iterator[AnyRow]:
    for one in rounds:
        yield (
            numbers[one.decision_id],
            one.number,
            one.held_on,
            one.place,
            rules.ROUND_WAYS[one.way],
            one.words,
            one.present,
            one.for_,
            one.against,
            one.abstained,
            one.agree,
            one.reservations,
            one.aside,
            one.block,
            CASTING.get(one.casting, ""),
            one.needed,
            one.quorum,
            one.note,
        )
