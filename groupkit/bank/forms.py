"""The forms of what the bank says: a file, twenty lines at once, a statement, and its ticks."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from flask import request

from groupkit import files
from groupkit.bank import bringing_in, queries, reading, rules
from groupkit.bank.coding import Said
from groupkit.bank.layouts import layouts_here
from groupkit.bank.reading import Columns, Opened, Statement, StatementLine, Table
from groupkit.bank.suggesting import Waiting
from groupkit.dates import short_day
from groupkit.forms import (
    DayField,
    EmptyForm,
    GroupForm,
    LineField,
    MoneyField,
    PickField,
    TickField,
    UploadField,
    VersionField,
    row_number,
)
from groupkit.ledger.forms.many import fund_choices
from groupkit.ledger.models import Account
from groupkit.ledger.queries import Choices
from groupkit.money import pounds
from groupkit.pictures import Prepared
from groupkit.refusal import Refused

__all__ = ["EmptyForm", "FileForm", "ReasonForm", "StatementForm", "TicksForm", "WrittenForm", "written_form"]

ORDERS = {
    "dmy": "day, month, year: 03/04 is 3 April",
    "mdy": "month, day, year: 03/04 is 4 March",
    "ymd": "the year first",
}
SIGNS = {
    "one": "One column, with a minus for money out",
    "turned": "One column, with a minus for money in",
    "two": "Two columns, one for each way",
}
MOST_BYTES = 5 * 1024 * 1024


def _column(label: str, hint: str = "", **options: Any) -> Any:
    return PickField(label, hint, optional=True, **options)


class FileForm(GroupForm):
    """A file of the bank's: what is in which column, and a look at it before anything is kept."""

    table = UploadField(
        "The file from your bank", "CSV, Excel (.xlsx), OFX, QFX or QIF, for one account", most=MOST_BYTES
    )
    day = _column("The day")
    words = _column("What it was, in the bank’s words")
    more_words = _column("More words", "Only when they stand in two columns")
    amount = _column("The amount")
    paid_in = _column("Money in, where it has a column of its own")
    paid_out = _column("Money out, where it has a column of its own")
    balance = _column("The balance after it", "Where the bank says it. Each step is then checked")
    turned = TickField("Money out is written without a minus, and money in with one")
    order = PickField("How are days written?", choices=[("", "Choose…"), *ORDERS.items()], optional=True)

    MAPPED = ("day", "words", "more_words", "amount", "paid_in", "paid_out", "balance")

    opened: Opened | None = None
    statement: Statement | None = None
    compared: rules.Compared | None = None
    columns: Columns | None = None
    gap: bringing_in.Gap | None = None
    lines: Sequence[StatementLine] = ()
    digest = ""

    def __init__(self, account: Account) -> None:
        super().__init__()
        self.account = account

    def confirmed(self) -> bool:
        """Whether the file came in, was looked at and is to be kept; sets what is shown on the way."""
        fresh = self.table.data is not None
        self._offer([])
        if request.method == "POST" and self._token:
            self._fetch()
        if self.opened:
            self._ask(self.opened, anew=fresh)
        good = self.submitted()
        if self.opened and good:
            self._look(self.opened)
        wanted = not fresh and request.form.get("do") == "take"
        return bool(good and wanted and not self.problems and self.compared and self.compared.new)

    @property
    def is_mapped(self) -> bool:
        """Whether somebody has to say what is in which column."""
        return bool(self.opened and not self.opened.known)

    @property
    def asks_order(self) -> bool:
        """Whether every day of the file could be read both ways."""
        return bool(self.opened and self.opened.asks_date_order)

    def _fetch(self) -> None:
        """Read the file that came in and hold it for an hour, or the one that is held already."""
        held = self.table.data is None
        if held:
            self.table.kept = files.held(self._token, "table")
            self.table.data = self.table.kept.data if self.table.kept else None
        if self.table.data is None:
            return
        try:
            self.opened = reading.open_file(self.table.data, "", layouts_here())
            self.digest = files.digest_of(self.table.data)
        except Refused as refused:
            self.table.data, self.table.process_errors = None, [refused.sentence]
            return
        if not held:
            self.table.kept = Prepared(data=self.table.data, mime="text/csv", width=0, height=0, name="the bank’s file")
            files.hold(self._token, "table", self.table.kept)

    def _offer(self, headings: Sequence[str]) -> None:
        choices = [("", "not in this file"), *((str(place), words) for place, words in enumerate(headings))]
        for name in self.MAPPED:
            self[name].choices = choices

    def _ask(self, opened: Opened, anew: bool) -> None:
        if opened.known:
            return
        self._offer(_headings(opened.table))
        if not anew and self.day.raw_data:
            return
        kept = queries.shape_for(self.account.id)
        self._fill(Columns.from_json(kept) if kept else opened.guess)

    def _fill(self, guess: Columns | None) -> None:
        if guess is None:
            return
        words = (*guess.words, None, None)
        said = {
            "day": guess.day,
            "words": words[0],
            "more_words": words[1],
            "amount": guess.amount,
            "paid_in": guess.paid_in,
            "paid_out": guess.paid_out,
            "balance": guess.balance,
        }
        for name, place in said.items():
            self[name].data, self[name].raw_data, self[name].process_errors = (
                ("" if place is None else str(place)),
                [],
                [],
            )
        self.turned.data = guess.out_is_positive
        if not self.asks_order:
            self.order.data = guess.date_order

    def _look(self, opened: Opened) -> None:
        try:
            if self.is_mapped:
                self.columns = self._said(opened)
            if self.asks_order and not self.order.data:
                raise Refused("Choose how days are written: this file could be read both ways", "order")
            self.statement = reading.read(opened, self.columns, self.order.data or None)
            self.lines = [line for line in self.statement.lines if line.pence]  # a card check of £0.00 moves nothing
            if not self.lines:
                raise Refused("No line of this file can be read like this. Look at the columns once more", "table")
            self.compared = bringing_in.compare(self.account.id, self.lines)
            self.gap = bringing_in.gap(self.account.id, [self.lines[place] for place in self.compared.new])
        except Refused as refused:
            self.refuse(refused)

    def _said(self, opened: Opened) -> Columns:
        place = {name: row_number(self[name].data or "", figures=3) for name in self.MAPPED}
        day, words = place["day"], place["words"]
        if day is None:
            raise Refused("Choose the column with the day", "day")
        if words is None:
            raise Refused("Choose the column with the words", "words")
        if place["amount"] is None and (place["paid_in"] is None or place["paid_out"] is None):
            raise Refused("Choose the column with the amount, or one for money in and one for money out", "amount")
        alone = place["amount"] is not None
        more = place["more_words"]
        return Columns(
            day=day,
            words=(words,) if more is None else (words, more),
            amount=place["amount"],
            paid_in=None if alone else place["paid_in"],
            paid_out=None if alone else place["paid_out"],
            balance=place["balance"],
            bank_id=None,
            date_order=self.order.data or (opened.guess.date_order if opened.guess else "dmy"),
            first_row=opened.guess.first_row if opened.guess else 0,
            out_is_positive=bool(self.turned.data),
        )

    def also(self) -> list[int]:
        """Places of lines that look known and are to be kept all the same."""
        return [place for text in request.form.getlist("also") if (place := row_number(text, figures=6)) is not None]


def _headings(table: Table) -> list[str]:
    """What to call each column: its heading, or what stands in it first."""
    width = max((len(row) for row in table.rows[:200]), default=0)
    titles = table.rows[table.header] if table.header is not None else []
    body = table.rows[(table.header + 1) if table.header is not None else 0 :][:50]
    found = []
    for place in range(width):
        title = titles[place].strip() if place < len(titles) else ""
        first = next((row[place].strip() for row in body if place < len(row) and row[place].strip()), "")
        found.append(f"{title or f'column {place + 1}'}{f', like {first[:30]}' if first else ''}")
    return found


class WrittenForm(GroupForm):
    """Twenty lines of the bank's at once: what each is, from which fund, and with whom."""

    below_zero = LineField(
        "Why is that all right?",
        "For example: the next part of the grant is on its way",
        most=300,
        aside=True,
        optional=True,
    )
    lines: Sequence[Waiting] = ()

    def said(self) -> list[Said]:
        """What was said about each line; those left for later are left out."""
        found = []
        for line in self.lines:
            what = str(self[f"what_{line.id}"].data or "")
            if what:
                found.append(self._of(line, what[0], row_number(what[1:])))
        return found

    def _of(self, line: Waiting, sort: str, row_id: int | None) -> Said:
        if sort == "e":
            return Said(line.id, entry_id=row_id)
        if sort == "a":
            return Said(line.id, other_account_id=row_id)
        fund = str(self[f"fund_{line.id}"].data or "")
        place = row_number(fund[1:])
        heading = place if fund.startswith("h") else None
        fund_id = self.parents.get(place or 0) if heading is not None else place
        payee = self[f"payee_{line.id}"].data or ""
        return Said(line.id, category_id=row_id, fund_id=fund_id, heading_id=heading, payee=payee)

    parents: Mapping[int, int] = {}


def written_form(lines: Sequence[Waiting], known: Choices) -> WrittenForm:
    """A form with a row of fields for each line, filled with what it may be."""
    fields: dict[str, Any] = {"lines": lines, "parents": {one.id: one.parent for one in known.of("heading")}}
    funds = fund_choices(known)
    for line in lines:
        name = f"{short_day(line.day)}, {pounds(line.pence)}"
        fields[f"what_{line.id}"] = PickField(f"What is it? {name}", choices=what_choices(line, known), optional=True)
        fields[f"fund_{line.id}"] = PickField(f"Which fund? {name}", choices=funds, optional=True)
        fields[f"payee_{line.id}"] = LineField(f"Who? {name}", most=120, optional=True)
    made: type[WrittenForm] = type("TheseLines", (WrittenForm,), fields)
    return made(data=_offered(lines, funds))


def _offered(lines: Sequence[Waiting], funds: Sequence[tuple[str, str]]) -> dict[str, str]:
    found: dict[str, str] = {}
    for line in lines:
        usual = funds[0][0] if funds else ""
        what, fund, payee = "", usual, ""
        if line.offer:
            what = f"c{line.offer.category_id}"
            fund = f"h{line.offer.heading_id}" if line.offer.heading_id else f"f{line.offer.fund_id}"
            payee = line.offer.payee
        if line.match:
            what = f"e{line.match.entry_id}"
        found |= {f"what_{line.id}": what, f"fund_{line.id}": fund, f"payee_{line.id}": payee or tidy(line.words)}
    return found


_CODES = re.compile(
    r"^(?:(?:DD|SO|STO|FPI|FPO|FP|BGC|BP|DEB|CPT|TFR|CARD(?: PAYMENT(?: TO)?| PURCHASE)?|VIS|CR|DR|POS)\s+)+(?=\S)"
)
"""What banks write in front of a name: direct debit, standing order, faster payment."""


def tidy(words: str) -> str:
    """The bank's words as a payee to begin with: capitals made gentle, long numbers gone."""
    plain = re.sub(r"\b\S*[0-9]{4,}\S*\b", "", words)
    plain = _CODES.sub("", " ".join(plain.split()))[:120]
    return plain.title() if plain.isupper() else plain


def what_choices(line: Waiting, known: Choices) -> list[tuple[str, str]]:
    """Everything that a line can be: left for later, in the book already, for something, or moved."""
    found: list[tuple[str, str]] = [("", "Leave it for later")]
    if line.match:
        one = line.match
        found.append((f"e{one.entry_id}", f"In the book already: {one.reference}, {short_day(one.day)}"))
    own = "in" if line.pence > 0 else "out"
    found += [(f"c{one.id}", one.name) for one in known.of("category") if one.detail == own]
    if own == "in":
        found += [(f"c{one.id}", f"Money back: {one.name}") for one in known.of("category") if one.detail == "out"]
    words = "Moved here from" if own == "in" else "Moved to"
    found += [(f"a{one.id}", f"{words} {one.name}") for one in known.of("account") if one.id != line.account_id]
    return found


class ReasonForm(GroupForm):
    """Taking a file back, with a reason."""

    reason = LineField(
        "Why?", "A few words, like: it was the wrong account", most=300, missing="Write in a few words why"
    )


class StatementForm(GroupForm):
    """A statement to hold the account against: its last day and what it says was there."""

    until = DayField("The last day of the statement")
    pence = MoneyField("The balance it says on that day", nothing_counts=True)
    overdrawn = TickField("The account was overdrawn by that much")

    @property
    def balance(self) -> int:
        """What the statement says was there, in pence; below nought when it was overdrawn."""
        said = self.pence.data or 0
        return -said if self.overdrawn.data else said


class TicksForm(GroupForm):
    """The ticks of a statement."""

    version = VersionField()

    def ticked(self) -> list[int]:
        """The entries that are ticked."""
        return [row for text in request.form.getlist("ticked") if (row := row_number(text)) is not None]


class RuleForm(GroupForm):
    """A rule: lines that hold these words are offered like this."""

    contains = LineField(
        "Which words does the bank write?", "Part of the line, like HALL TRUST", most=60, missing="Write the words"
    )
    payee = LineField("Who is that?", most=120, optional=True)
    category = PickField("What is it for?", missing="Choose what it is for")
    fund = PickField("Which fund?", missing="Choose a fund")
    parents: Mapping[int, int] = {}

    def fund_and_heading(self) -> tuple[int, int | None]:
        """The fund that was chosen, and its heading where one was."""
        said = str(self.fund.data)
        row = row_number(said[1:]) or 0
        return (self.parents.get(row, 0), row) if said.startswith("h") else (row, None)


def rule_form(known: Choices) -> RuleForm:
    """An empty rule, with what can be chosen."""
    form = RuleForm()
    words = {"in": "in", "out": "out"}
    form.category.choices = [
        ("", "Choose…"),
        *((str(one.id), f"{one.name} (money {words[one.detail]})") for one in known.of("category")),
    ]
    form.fund.choices = fund_choices(known)
    form.parents = {one.id: one.parent for one in known.of("heading")}
    return form
