"""From the lines of an old cash book to entries: sorted, moves made one of their two lines, and what stands in the way.

Pure. The legs of each entry are made by the ledger's own rules when it is written.
"""

from collections import Counter
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from groupkit.bank.reading import Unread
from groupkit.bank.rules import Seen, Written, pairs
from groupkit.dates import long_day
from groupkit.oldbook.reading import Found, OldLine, OldMove, OldPart
from groupkit.oldbook.sorting import OUT, Sorted, folded, kind_key

MOST_PARTS = 30
MOST_WHO, MOST_NOTE = 120, 500


@dataclass(frozen=True)
class PlannedPart:
    """What some of an entry is for, in pence above nought, by the codes of a category and a fund."""

    pence: int
    category: str
    fund: str


@dataclass(frozen=True)
class Planned:
    """An entry that would be written: its kind as the ledger names it, and pence above nought."""

    rows: tuple[int, ...]
    day: date
    kind: str
    account: str
    pence: int
    parts: tuple[PlannedPart, ...] = ()
    charge: PlannedPart | None = None
    to: str = ""
    """Of a move: the account that it goes into."""
    who: str = ""
    note: str = ""

    @property
    def changes(self) -> dict[str, int]:
        """Pence into each account, by its code; below nought for out of it."""
        if self.kind == "move":
            return {self.account: -self.pence, self.to: self.pence}
        return {self.account: self.pence if self.kind in ("receipt", "refund") else -self.pence}


@dataclass
class Plan:
    """What bringing in would write, the oldest first, and what it would not."""

    entries: list[Planned] = field(default_factory=list)
    here: list[Planned] = field(default_factory=list)
    """Entries that look as if they stood in the book already."""
    refused: list[Unread] = field(default_factory=list)
    """Lines that cannot be written, each with why."""
    left_out: int = 0
    """Lines that somebody chose to leave out."""
    done: int = 0
    """Rows of this very sheet that were brought in before."""
    notes: list[str] = field(default_factory=list)
    """What is worth a look."""

    def count(self, *kinds: str) -> int:
        """How many entries of some kinds."""
        return sum(one.kind in kinds for one in self.entries)

    def sums(self) -> Counter[str]:
        """Pence that the entries move into each account, by its code."""
        found: Counter[str] = Counter()
        for one in self.entries:
            found.update(one.changes)
        return found

    def used(self) -> list[str]:
        """Every code of an account, fund or category, in the order of the entries."""
        found: dict[str, None] = {}
        for one in self.entries:
            parts = (*one.parts, *([one.charge] if one.charge else []))
            codes = (one.account, one.to, *(code for part in parts for code in (part.fund, part.category)))
            found |= dict.fromkeys(code for code in codes if code)
        return list(found)


@dataclass(frozen=True)
class _Half:
    """One line of a move: pence into the place, or below nought out of it, and the other place."""

    row: int
    day: date
    account: str
    other: str
    pence: int
    who: str
    note: str


@dataclass(frozen=True)
class Limits:
    """Which days may be written: none after today, none that is settled."""

    today: date
    settled: date | None = None

    def why_not(self, day: date) -> str:
        """Why nothing can be written on a day; empty when it can."""
        if day > self.today:
            return f"{long_day(day)} has not come yet"
        if self.settled and day <= self.settled:
            return f"the book is settled up to {long_day(self.settled)}"
        return ""


class _No(Exception):
    """Why a line cannot be written, as the end of a sentence."""


def plan(found: Found, said: Sorted, limits: Limits, done: Collection[int] = ()) -> Plan:
    """What a sheet would bring in; `done` are rows of the very same sheet that were brought in before."""
    planner = _Planner(found, said, limits, frozenset(done))
    for line in found.lines:
        planner.each(line, planner.line)
    for move in found.moves:
        planner.each(move, planner.move)
    planner.join()
    planner.plan.entries.sort(key=lambda one: (one.day, one.rows))
    planner.plan.refused.sort(key=lambda one: one.row)
    return planner.plan


class _Planner:
    def __init__(self, found: Found, said: Sorted, limits: Limits, done: frozenset[int]) -> None:
        self.found, self.said, self.limits, self.done = found, said, limits, done
        self.plan = Plan()
        self.halves: list[_Half] = []
        words = [one.account for one in found.lines] + [word for one in found.moves for word in (one.account, one.to)]
        self.places = {code for word in words if (code := said.accounts.get(folded(word), "")) not in ("", OUT)}

    def each(self, one: Any, take: Callable[[Any], None]) -> None:
        """Take a line, or say why not."""
        if one.row in self.done:
            self.plan.done += 1
            return
        try:
            if why := self.limits.why_not(one.day):
                raise _No(why)
            take(one)
        except _No as why:
            self.plan.refused.append(Unread(one.row, "", f"Row {one.row}: {why}"))

    def move(self, one: OldMove) -> None:
        """A row that is a move by itself."""
        account, to = self._account(one.account), self._account(one.to)
        if OUT in (account, to):
            self.plan.left_out += 1
        elif account == to:
            raise _No("it moves money from a place to the same place")
        else:
            note = _note((one.words, one.note), one.number)
            self.plan.entries.append(Planned((one.row,), one.day, "move", account, one.pence, to=to, note=note))

    def line(self, one: OldLine) -> None:
        """A line, taken apart into moves, money back and the rest."""
        account = self._account(one.account)
        codes = [self._code(part) for part in one.parts]
        if account == OUT or all(code == OUT for code in codes):
            self.plan.left_out += 1
            return
        fund = self.said.funds.get(folded(one.fund), "")
        if not fund:
            raise _No(f"choose which fund “{one.fund}” is" if one.fund else "choose a fund")
        if fund == OUT:
            self.plan.left_out += 1
            return
        if OUT in codes:
            raise _No("one of its kinds is left out and another is not")
        self._sort(one, account, fund, list(zip(one.parts, codes, strict=True)))

    def _sort(self, one: OldLine, account: str, fund: str, parts: list[tuple[OldPart, str]]) -> None:
        moved = [(part, code) for part, code in parts if code.startswith("m")]
        back = [(part, code) for part, code in parts if code.startswith("b")]
        plain = [(part, code) for part, code in parts if code[:1] not in ("m", "b")]
        way = 1 if one.pence > 0 else -1
        against = [part for part, _ in parts if part.pence * way < 0]
        if against and (moved or back):
            raise _No("a charge was taken off it, and it is a move or money back too. Write it in two rows")
        halves = [self._half(one, account, part, code) for part, code in moved]
        entries = [
            self._entry(one, account, fund, kind, some)
            for kind, some in (("refund", back), ("receipt" if way > 0 else "payment", plain))
            if some
        ]
        self.halves += halves
        self.plan.entries += entries

    def _half(self, one: OldLine, account: str, part: OldPart, code: str) -> _Half:
        other = code[1:]
        if other == account:
            others = self.places - {account}
            if len(others) != 1:
                raise _No("it is a move from a place to the same place. Choose the other one")
            other = next(iter(others))
        words = one.words if one.who and one.words else ""
        note = _note((one.who or one.words, words, one.note), one.number)
        return _Half(one.row, one.day, account, other, part.pence, one.who or one.words, note)

    def _entry(self, one: OldLine, account: str, fund: str, kind: str, parts: list[tuple[OldPart, str]]) -> Planned:
        way = 1 if one.pence > 0 else -1
        charge = next((PlannedPart(abs(part.pence), code, fund) for part, code in parts if part.pence * way < 0), None)
        merged: Counter[str] = Counter()
        for part, code in parts:
            if part.pence * way > 0:
                merged[f"c{code[1:]}" if kind == "refund" else code] += abs(part.pence)
        if len(merged) > MOST_PARTS:
            raise _No(f"it is for more than {MOST_PARTS} kinds. Write it in two rows")
        who = one.who or one.words
        return Planned(
            rows=(one.row,),
            day=one.day,
            kind=kind,
            account=account,
            pence=abs(sum(part.pence for part, _ in parts)),
            parts=tuple(PlannedPart(pence, code, fund) for code, pence in merged.items()),
            charge=charge,
            who=who[:MOST_WHO].strip(),
            note=_note((one.words if one.who else who[MOST_WHO:], one.note), one.number),
        )

    def _account(self, word: str) -> str:
        code = self.said.accounts.get(folded(word), "")
        if not code:
            raise _No(f"choose where “{word}” is" if word else "choose where this money is")
        return code

    def _code(self, part: OldPart) -> str:
        code = self.said.kind(kind_key(part.kind, part.pence, self.found.by_words))
        if not code:
            raise _No(f"choose what “{part.kind}” is" if part.kind else "choose what it was for")
        return code

    def join(self) -> None:
        """Make the two lines of a move one entry: the same sum, the same day or the nearest within ten."""
        outs = [one for one in self.halves if one.pence < 0]
        ins = [one for one in self.halves if one.pence > 0]
        found: dict[int, int] = {}
        ways = {(one.account, one.other) for one in outs} | {(one.other, one.account) for one in ins}
        for account, to in sorted(ways):
            mine = [at for at, one in enumerate(outs) if (one.account, one.other) == (account, to)]
            theirs = [at for at, one in enumerate(ins) if (one.account, one.other) == (to, account)]
            found |= pairs(
                (Seen(at, outs[at].day, -outs[at].pence) for at in mine),
                (Written(at, ins[at].day, ins[at].pence) for at in theirs),
            )
        for at, one in enumerate(outs):
            self._joined(one, ins[found[at]] if at in found else None)
        for at, one in enumerate(ins):
            if at not in found.values():
                self._joined(one, None)
        self._doubles()

    def _joined(self, one: _Half, two: _Half | None) -> None:
        account, to = (one.account, one.other) if one.pence < 0 else (one.other, one.account)
        rows = (one.row,) if two is None else tuple(sorted({one.row, two.row}))
        note = one.note if two is None or two.note == one.note else _note((one.note, two.note))
        day = one.day if two is None else min(one.day, two.day)
        self.plan.entries.append(Planned(rows, day, "move", account, abs(one.pence), to=to, note=note))
        if two is not None and two.day != one.day:
            self.plan.notes.append(f"Rows {rows[0]} and {rows[-1]} are one move, though their days differ")
        if two is None and one.other in self.places:
            self.plan.notes.append(f"Row {one.row}: the other side of this move is not in the sheet")

    def _doubles(self) -> None:
        """A move whose other side was sorted as money in or out would count twice: say so."""
        alone = [one for one in self.plan.entries if one.kind == "move" and len(one.rows) == 1]
        plain = {
            (one.day, code, pence): one
            for one in self.plan.entries
            if one.kind != "move"
            for code, pence in one.changes.items()
        }
        own = {one.row for one in self.found.moves}
        for one in alone:
            for code, pence in one.changes.items():
                twin = plain.get((one.day, code, pence))
                if twin is not None and one.rows[0] not in own:
                    first, second = sorted((one.rows[0], twin.rows[0]))
                    self.plan.notes.append(
                        f"Rows {first} and {second} look like the two sides of one move. "
                        "If they are, say of both words that they are a move"
                    )


def set_apart(found: Plan, there: Counter[tuple[str, date, int]], also: Collection[tuple[int, ...]] = ()) -> Plan:
    """The same plan, with entries that look as if they stood in the book set apart; each that stands there hides one.

    `there` counts what stands, by the code of the account, the day and the pence. `also` are the rows of entries that
    somebody says are others.
    """
    left, here, stays = Counter(there), [], []
    for one in found.entries:
        keys = [(code, one.day, pence) for code, pence in one.changes.items()]
        if all(left[key] > 0 for key in keys):
            left.subtract(keys)
            here.append(one)
            if one.rows in also:
                stays.append(one)
        else:
            stays.append(one)
    return replace(found, entries=stays, here=here)


def _note(said: Sequence[str], number: str = "") -> str:
    """Words, each once, and the number in the old book, as they stand in the note of an entry."""
    kept = dict.fromkeys(word for word in said if word)
    return ". ".join([*kept, *([f"Old book no. {number}"] if number else [])])[:MOST_NOTE]


def rows_of(entries: Sequence[Planned]) -> set[int]:
    """The rows of the sheet that some entries come from."""
    return {row for one in entries for row in one.rows}
