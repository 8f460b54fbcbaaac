"""The rows of an old cash book as lines: each taken, unread with a sentence, or left out with one. Pure."""

import re
from dataclasses import dataclass, field
from datetime import date, timedelta

from groupkit.bank.reading import StatementLine, Table, Unread
from groupkit.bank.reading.days import NotADay, read_day
from groupkit.bank.reading.figures import NotAFigure, read_figure
from groupkit.money import pounds
from groupkit.oldbook.reading.balances import note_balances
from groupkit.oldbook.reading.headings import headings_of, place_of
from groupkit.oldbook.reading.sides import TwoSides
from groupkit.oldbook.reading.values import PARTS, Found, OldLine, OldMove, OldPart, Shape
from groupkit.refusal import Refused
from groupkit.words import clean_line

MOST_WORDS, MOST_WHO, MOST_NOTE, MOST_KIND = 300, 120, 300, 60
MOST_SHOWN = 120

_CARRIED = re.compile(
    r"\b(?:b\s?/\s?f(?:wd)?|bfwd|b\.f\.?|c\s?/\s?f(?:wd)?|cfwd|c\.f\.?|(?:brought|carried)\s+(?:forward|fwd|down)"
    r"|(?:opening|closing|starting|start|end|ending|final)\s+(?:bank |cash )?bal(?:ance)?s?"
    r"|bal(?:ance)?s?\s+(?:at|as at|on|brought|carried|b\s?/|c\s?/))(?!\w)|^bal(?:ance)?s?:?$",
    re.IGNORECASE,
)
_ONWARD = re.compile(r"c\s?/\s?[fd]|cfwd|c\.f|carried|closing|end|final", re.IGNORECASE)
_TOTAL = re.compile(r"(?:sub-?\s?|grand\s)?totals?\b|sums?\b|check\b|difference\b", re.IGNORECASE)
_WHOLE_TOTAL = re.compile(r"(?:sub-?\s?|grand\s)?totals?(?: (?:for|in|of|to) .*|:)?", re.IGNORECASE)


class _NotALine(Exception):
    """Why a row is not taken, as the end of a sentence."""


class _NoMoney(Exception):
    """Why a row is no payment, as the end of a sentence."""


@dataclass
class _Columns:
    """Which column is what, worked out once: money by the place that its heading names."""

    shape: Shape
    places: dict[str, dict[str, int]] = field(default_factory=dict)
    parts: list[tuple[int, str, int]] = field(default_factory=list)
    """Column, kind and way of each analysed column."""
    balances: dict[str, int] = field(default_factory=dict)
    minus_is_out: set[int] = field(default_factory=set)
    """Columns of money out that write it with a minus."""

    def text(self, cells: list[str], role: str, most: int) -> str:
        """The words of every column of a role, each once."""
        said: list[str] = []
        for place in self.shape.places(role):
            words = _cell(cells, place).lstrip("'").strip()
            if words and words.casefold() not in (one.casefold() for one in said):
                said.append(words)
        return " ".join(said)[:most].strip()


def take(table: Table, shape: Shape, today: date) -> Found:
    """Every row below the headings, as a line or with a sentence on why it is none. Raises Refused for a bad shape."""
    shape.check()
    columns = _columns(table, shape)
    taker = _Taker(columns, table, today)
    for at in range(shape.start, len(table.rows)):
        taker.row(table.rows[at], table.numbers[at] if at < len(table.numbers) else at + 1)
    found = taker.found
    found.by_words = not shape.places("kind", *PARTS)
    if not isinstance(table, TwoSides):  # a balance follows from both sides by day, and they are one below the other
        note_balances(
            found,
            {named: taker.told.get(named, []) for named in columns.balances},
            {named for named in columns.balances if named in columns.places},
        )
    return found


def _columns(table: Table, shape: Shape) -> _Columns:
    headings = headings_of(table, shape.header)
    found = _Columns(shape)
    for place, role in enumerate(shape.roles):
        heading = headings[place] if place < len(headings) else headings_of(table, None)[0]
        named = place_of(heading) if shape.header is not None else ""
        if role in ("in", "out", "amount"):
            ways = found.places.setdefault(named, {})
            if role in ways or ("amount" in ways and role != "amount") or (role == "amount" and ways):
                raise Refused("Two columns say the same amount. Leave one of them out", "columns")
            ways[role] = place
        elif role == "balance":
            found.balances.setdefault(named, place)
        elif role in PARTS:
            kind = heading.own or heading.group or f"column {place + 1}"
            found.parts.append((place, kind[:MOST_KIND], PARTS[role]))
    found.minus_is_out = {place for place in shape.places("out") if _mostly_minus(table, shape, place)}
    return found


def _mostly_minus(table: Table, shape: Shape, place: int) -> bool:
    signs = [_sign(_cell(row, place), table.kind) for row in table.rows[shape.start :]]
    return signs.count(-1) > signs.count(1)


def _sign(text: str, kind: str) -> int:
    try:
        pence = read_figure(text, kind == "xlsx") if text else 0
    except NotAFigure:
        return 0
    return (pence > 0) - (pence < 0)


class _Taker:
    """Goes down the rows, and knows the day of the row above."""

    def __init__(self, columns: _Columns, table: Table, today: date) -> None:
        self.columns, self.today, self.loose = columns, today, table.kind == "xlsx"
        self.header = table.rows[columns.shape.header] if columns.shape.header is not None else None
        self.width = _width(self.header) if self.header else 0
        self.found = Found()
        self.last_day: date | None = None
        self.right_from = table.right_from if isinstance(table, TwoSides) else None
        self.told: dict[str, list[StatementLine]] = {}
        """For each column of balances, the rows that have a place in it."""

    def row(self, cells: list[str], number: int) -> None:
        """Take one row."""
        if self.right_from is not None and number > self.right_from:
            self.last_day, self.right_from = None, None  # the day above is one of the other side
        try:
            self._take(cells, number)
        except _NoMoney as why:
            self.found.left_out.append(Unread(number, _shown(cells), f"Row {number}: {why}"))
        except _NotALine as why:
            self.found.unread.append(Unread(number, _shown(cells), f"Row {number}: {why}"))

    def _take(self, cells: list[str], number: int) -> None:
        if self.header is not None and cells == self.header:
            raise _NoMoney("the headings stand here again")
        self._check_carried(cells, number)
        money = self._money(cells)
        if not money:
            raise _NoMoney("there is no amount")
        if self.header is not None and any(cell.strip() for cell in cells[self.width :]) and not self.loose:
            raise _NotALine("it has more columns than there are headings")
        day = self._day(cells)
        self.last_day = day
        before = len(self.found.lines), len(self.found.moves)
        self._keep(cells, number, day, money)
        self._note_balances(cells, number, day, before)

    def _check_carried(self, cells: list[str], number: int) -> None:
        """A row that only says what was there before, or what it all comes to, is no payment."""
        day_place = self.columns.shape.places("day")[0]
        day = _cell(cells, day_place)
        filled = [text for cell in cells if (text := _cell_text(cell))]
        texts = [text for text in filled if any(letter.isalpha() for letter in text)]
        carried = next((text for text in texts[:3] if _CARRIED.search(text)), None)
        if carried:
            if not _ONWARD.search(carried) and not self.found.days:
                self._begin(cells, number, day)
            raise _NoMoney("this is a balance, and no payment")
        if any(_WHOLE_TOTAL.fullmatch(text) for text in texts[:2]) or (not day and texts and _TOTAL.match(texts[0])):
            raise _NoMoney("this is a total, and no payment")
        if not day and not texts and filled:
            raise _NoMoney("there is neither a day nor a word, so it looks like a total")

    def _begin(self, cells: list[str], number: int, day: str) -> None:
        """What was there at the beginning, as the row says it: by the balance, or by where the amount stands."""
        word = self.columns.text(cells, "account", MOST_KIND)
        for named in {*self.columns.places, *self.columns.balances} or {""}:
            pence = self._begins_with(cells, named)
            if pence is not None:
                self.found.opening.setdefault(named or word, pence)
                self.told.setdefault(named, []).append(StatementLine(number, self._first_day(day), 0, "", pence))

    def _first_day(self, text: str) -> date:
        try:
            return self._read_day(text)
        except _NotALine:
            return date.min

    def _begins_with(self, cells: list[str], named: str) -> int | None:
        balance = self.columns.balances.get(named)
        if balance is not None and (pence := self._pence(cells, balance)):
            return pence
        ways = self.columns.places.get(named, {})
        read = {role: self._pence(cells, place) for role, place in ways.items()}
        if not any(read.values()):
            return None
        return read.get("amount", 0) + read.get("in", 0) - abs(read.get("out", 0))

    def _money(self, cells: list[str]) -> dict[str, int]:
        """Pence by the word of each place that this row moves; empty when it moves none."""
        money: dict[str, int] = {}
        for named, ways in self.columns.places.items():
            came = self._pence(cells, ways.get("in"))
            went = self._pence(cells, ways.get("out"))
            if "out" in ways and ways["out"] in self.columns.minus_is_out:
                went = -went
            if came < 0 or went < 0:
                raise _NotALine(f"the money {'in' if came < 0 else 'out'} has a minus. Write it in the other column")
            if came and went:
                raise _NotALine("it has money in and money out at once. Write it in two rows")
            pence = self._pence(cells, ways.get("amount")) + came - went
            if pence:
                money[named] = pence
        if not self.columns.places:
            total = sum(way * self._pence(cells, place) for place, _, way in self.columns.parts)
            if total:
                money[""] = total
        return money

    def _pence(self, cells: list[str], place: int | None) -> int:
        text = _cell(cells, place) if place is not None else ""
        if not any(letter.isalnum() for letter in text):
            return 0
        try:
            return read_figure(text, self.loose)
        except NotAFigure as wrong:
            shown = text if len(text) <= 40 else f"{text[:40]}…"
            raise _NotALine(f"“{shown}” {wrong}") from None

    def _day(self, cells: list[str]) -> date:
        text = _cell(cells, self.columns.shape.places("day")[0]).strip("'\"” ")
        if not text or text.casefold() in ("do", "ditto"):
            if self.last_day is None:
                raise _NotALine("there is no day")
            self.found.days_above += 1
            return self.last_day
        return self._read_day(text)

    def _read_day(self, text: str) -> date:
        try:
            return read_day(text, self.columns.shape.order, self.today)
        except NotADay as wrong:
            why = str(wrong)
        if self.columns.shape.begins is not None and (day := self._without_year(text, self.columns.shape.begins)):
            return day
        raise _NotALine(f"“{text[:40]}” {why}" if text else "there is no day")

    def _without_year(self, text: str, begins: date) -> date | None:
        """A day like `3 Apr` or `3/4`, in the year that begins on a day."""
        for year in (begins.year, begins.year + 1):
            for between in (" ", "/", "-", "."):
                try:
                    day = read_day(f"{text}{between}{year}", self.columns.shape.order, self.today)
                except NotADay:
                    continue
                if begins <= day < begins + timedelta(days=366):
                    return day
        return None

    def _keep(self, cells: list[str], number: int, day: date, money: dict[str, int]) -> None:
        text = self.columns.text
        who, words = text(cells, "who", MOST_WHO), text(cells, "words", MOST_WORDS)
        note, ref = text(cells, "note", MOST_NOTE), text(cells, "number", 40)
        account = text(cells, "account", MOST_KIND)
        if len(money) == 2 and sum(money.values()) == 0:
            going = min(money, key=lambda named: money[named])
            coming = max(money, key=lambda named: money[named])
            self.found.moves.append(
                OldMove(number, day, money[coming], going, coming, " ".join(filter(None, (who, words))), note, ref)
            )
            return
        fund = text(cells, "fund", MOST_KIND)
        for named, parts in self._parts(cells, money, text(cells, "kind", MOST_KIND), words or who).items():
            self.found.lines.append(
                OldLine(number, day, money[named], parts, named or account, fund, who, words, note, ref)
            )

    def _parts(self, cells: list[str], money: dict[str, int], kind: str, words: str) -> dict[str, tuple[OldPart, ...]]:
        """What each sum of this row was for: as the analysed columns say, else in one word."""
        total = sum(money.values())
        read = [(name, way, self._pence(cells, place)) for place, name, way in self.columns.parts]
        filled = [OldPart(name, (way or (1 if total > 0 else -1)) * pence) for name, way, pence in read if pence]
        if not filled:
            alone = kind if kind or self.columns.shape.places("kind", *PARTS) else words[:MOST_KIND].strip()
            return {named: (OldPart(alone, pence),) for named, pence in money.items()}
        if sum(part.pence for part in filled) != total:
            come_to = pounds(abs(sum(part.pence for part in filled)))
            raise _NotALine(f"its kinds come to {come_to}, and the amount is {pounds(abs(total))}")
        if len(money) == 1:
            self._check_ways(filled, total)
            return {next(iter(money)): tuple(filled)}
        if len(filled) == 1:
            return {named: (OldPart(filled[0].kind, pence),) for named, pence in money.items()}
        raise _NotALine("it is for several kinds, and in several places. Write it in two rows")

    @staticmethod
    def _check_ways(filled: list[OldPart], total: int) -> None:
        """All parts go the way of the row; only from takings may one charge be taken off."""
        against = sum((part.pence > 0) != (total > 0) for part in filled)
        if against > (1 if total > 0 else 0):
            raise _NotALine("it has kinds of money in and of money out at once. Write it in two rows")

    def _note_balances(self, cells: list[str], number: int, day: date, before: tuple[int, int]) -> None:
        """What the row moved in each place that has a column of balances, beside the balance it says."""
        moved: dict[str, int] = {}
        for line in self.found.lines[before[0] :]:
            moved[line.account] = moved.get(line.account, 0) + line.pence
        for move in self.found.moves[before[1] :]:
            moved[move.account] = moved.get(move.account, 0) - move.pence
            moved[move.to] = moved.get(move.to, 0) + move.pence
        for named, place in self.columns.balances.items():
            try:
                text = _cell(cells, place)
                balance = self._pence(cells, place) if any(letter.isdigit() for letter in text) else None
            except _NotALine:
                balance = None
            pence = moved.get(named, 0) if named in self.columns.places and named else sum(moved.values())
            self.told.setdefault(named, []).append(StatementLine(number, day, pence, "", balance))


def _cell(cells: list[str], place: int) -> str:
    return clean_line(cells[place][:2_000]) if place < len(cells) else ""


def _cell_text(cell: str) -> str:
    return clean_line(cell[:500])


def _shown(cells: list[str]) -> str:
    return clean_line(", ".join(cell for cell in cells if cell.strip())[:1_000])[:MOST_SHOWN]


def _width(header: list[str]) -> int:
    return next((at for at in range(len(header), 0, -1) if header[at - 1].strip()), 0)
