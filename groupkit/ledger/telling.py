"""The book in plain words: what a line was, where it went, and the story behind an entry."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from groupkit.ledger import rules
from groupkit.ledger.models import LostReceipt
from groupkit.ledger.queries import Choices, Line, PurposePart, ReceiptCard, Telling, Words
from groupkit.money import pounds
from groupkit.printing import long_day, moment
from groupkit.words import and_list

TITLES = {
    "payment": "Money out",
    "receipt": "Money in",
    "refund": "Money back",
    "move": "Moved between accounts",
    "fund_move": "Moved between funds",
    "opening": "Opening balance",
}


def headline(line: Line, names: bool = True) -> str:
    """What a line was, in a few words; without names, never who."""
    if line.kind in ("move", "fund_move"):
        return f"Moved {pounds(line.moved)} from {_from_to(line)}"
    if line.kind == "opening":
        return f"In {and_list(_once(part.account for part in line.money))} when the book began"
    payee = line.words.payee if names else ""
    return payee or and_list(_once(part.category for part in line.purpose)) or TITLES[line.kind]


def detail(line: Line, names: bool = True) -> list[str]:
    """The quiet words under a line: what it was for, which account, and the note."""
    said = []
    if line.kind in ("payment", "receipt", "refund"):
        if (names and line.words.payee) or len(line.purpose) > 1:
            said.append(_what_for(line.purpose))
        said.append(and_list(_once(part.account for part in line.money)))
    if line.kind == "refund":
        said.insert(0, "Money back")
    if line.takes_back:
        said.insert(0, "taken back")
    if names and line.words.note:
        said.append(line.words.note)
    return [words for words in said if words]


def funds_of(line: Line) -> list[str]:
    """The funds that a line touches, each once, with the heading where there is one."""
    return _once(f"{part.fund}: {part.heading}" if part.heading else part.fund for part in line.purpose)


def tags_of(line: Line, names: bool = True) -> list[tuple[str, str]]:
    """(words, kind) of the tags beside a line; without names, only what its figures need."""
    said = [("void", "plain")] if line.void else []
    if not names:
        return said
    if line.receipts:
        said.append(("receipt" if line.receipts == 1 else f"{line.receipts} receipts", ""))
    if line.corrected or line.corrected_later or line.takes_back:
        said.append(("corrected", ""))
    if line.below_zero:
        said.append(("fund below nothing", "sand"))
    return said


def say_parts(line: Line) -> str:
    """The amount of a line and what it was for, in a few words."""
    total = line.moved if line.kind in ("move", "fund_move") else abs(sum(part.pence for part in line.purpose))
    words = [pounds(total), and_list(_once(part.category for part in line.purpose))]
    return " ".join(word for word in words if word)


def _what_for(parts: Sequence[PurposePart]) -> str:
    if len(parts) == 1:
        return parts[0].category
    return ", ".join(f"{part.category} {pounds(abs(part.pence))}" for part in parts)


def _from_to(line: Line) -> str:
    parts = [(part.account, part.pence) for part in line.money] or [(part.fund, part.pence) for part in line.purpose]
    came = _once(name for name, pence in parts if pence < 0)
    went = _once(name for name, pence in parts if pence > 0)
    return f"{and_list(came)} to {and_list(went)}"


def _once(names: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(name for name in names if name))


def say_legs(kind: str, legs: rules.Legs, known: Choices) -> str:
    """What an entry said about money, in one sentence without its full stop."""
    if kind == "move":
        came, went = _ends([(known.name("account", leg.account_id), leg.pence) for leg in legs.money])
        return f"{pounds(_gross(legs))} moved from {came} to {went}"
    if kind == "fund_move":
        came, went = _ends([(known.name("fund", leg.fund_id), leg.pence) for leg in legs.purpose])
        return f"{pounds(_gross(legs))} moved from {came} to {went}"
    account = and_list(_once(known.name("account", leg.account_id) for leg in legs.money))
    total = abs(sum(leg.pence for leg in legs.money))
    way = {"payment": "out of", "opening": "in"}.get(kind, "into")
    one = len(legs.purpose) == 1
    parts = (say_purpose(leg, known, not one, kind == "receipt" and leg.pence < 0) for leg in legs.purpose)
    return f"{pounds(total)} {way} {account}: {and_list(parts)}"


def say_purpose(leg: rules.Purpose, known: Choices, amount: bool = True, taken_off: bool = False) -> str:
    """One part of what an entry was for: `£12.50 Room hire · General (Hall)`."""
    words = [f"{'less ' if taken_off else ''}{pounds(abs(leg.pence))}"] if amount else []
    if leg.category_id:
        words.append(known.name("category", leg.category_id))
    words.append(f"· {known.name('fund', leg.fund_id)}" if leg.category_id else known.name("fund", leg.fund_id))
    if leg.heading_id:
        words.append(f"({known.name('heading', leg.heading_id)})")
    return " ".join(words)


def say_step(step: Telling, kind: str, known: Choices) -> str:
    """One step of an entry's story, in a sentence."""
    why = f" Why: {step.reason}." if step.reason else ""
    if step.void:
        return f"Made void.{why}{' This took a fund below nothing.' if step.below_zero else ''}"
    if step.reverses:
        return f"Taken back.{why}"
    begin = "Written down" if step.revision == 0 else "Written again as it should be"
    below = f" A fund went below nothing, and why: {step.below_zero}." if step.below_zero else ""
    return f"{begin}: {long_day(step.day)}, {say_legs(kind, step.legs, known)}.{below}"


@dataclass(frozen=True)
class Happened:
    """One thing in an entry's story: when, who, and what, as the page tells it."""

    at: datetime
    by: str
    words: str

    @property
    def when(self) -> str:
        """The moment, as people say it."""
        return moment(self.at)


def story(
    kind: str,
    steps: Sequence[Telling],
    wordings: Sequence[Words],
    receipts: Sequence[ReceiptCard],
    names: Mapping[int, str],
    known: Choices,
    lost: LostReceipt | None = None,
) -> list[Happened]:
    """Everything that happened to an entry, the newest first."""

    def who(number: int) -> str:
        return names.get(number, f"Member {number:03d}")

    told = [Happened(step.written_at, who(step.by_no), say_step(step, kind, known)) for step in steps]
    for before, after in pairwise(wordings):
        if after.written_at is not None:
            told.append(Happened(after.written_at, who(after.by_no), f"New words. Before: {say_words(before)}."))
    for card in receipts:
        gone = f" It has been taken out. Why: {card.gone_why}." if card.gone_why else ""
        told.append(Happened(card.added_at, who(card.added_by_no), f"Attached a receipt.{gone}"))
    if lost is not None:
        told.append(Happened(lost.said_at, who(lost.said_by_no), "Wrote down that the receipt is lost."))
    if lost is not None and lost.seen_at is not None:
        told.append(Happened(lost.seen_at, who(lost.seen_by_no or 0), "Vouched for it without its receipt."))
    return sorted(told, key=lambda one: one.at)[::-1]


def say_words(words: Words) -> str:
    """Who and what for, as it was written."""
    return " · ".join(text for text in (words.payee, words.note) if text) or "nothing"


def _ends(parts: Sequence[tuple[str, int]]) -> tuple[str, str]:
    return (
        and_list(_once(name for name, pence in parts if pence < 0)),
        and_list(_once(name for name, pence in parts if pence > 0)),
    )


def _gross(legs: rules.Legs) -> int:
    return max([abs(leg.pence) for leg in legs.money] + [abs(leg.pence) for leg in legs.purpose], default=0)
