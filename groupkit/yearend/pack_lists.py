"""The lists in the pack: statements, counts, lines to look at, what was put right, receipts, and what to go through."""

from datetime import date

from groupkit import dates
from groupkit.payments.queries import Counted
from groupkit.tenancy import scope
from groupkit.workbook import AnyRow, Cell, Column, Formula, Line, Money, Row, Sheet, Tab, Validation
from groupkit.yearend.looking_over import POINTS
from groupkit.yearend.taken import CHANGES, CHECKLIST, COUNTS, KINDS, RECEIPTS, SAMPLE, STATEMENTS, Taken


def statements(taken: Taken) -> Sheet:
    columns = [
        Column("Account", 22),
        Column("Statement to", 13, "date"),
        Column("It says", 12, "money"),
        Column("Not on it yet", 12, "money"),
        Column("Together", 12, "money"),
        Column("The book says", 12, "money"),
        Column("Apart", 10, "money"),
        Column("Done by", 18),
        Column("Seen by", 18),
    ]
    rows: list[AnyRow] = []
    for at, one in enumerate(taken.statements, 3):
        together = one.statement + one.outstanding
        rows.append(
            (
                one.account,
                one.until,
                Money(one.statement),
                Money(one.outstanding),
                Formula(f"=C{at}+D{at}", Money(together)),
                Money(one.book),
                Formula(f"=E{at}-F{at}", Money(together - one.book)),
                one.by,
                one.seen_by or "nobody yet",
            )
        )
    below: list[AnyRow] = []
    if taken.uncleared:
        below = [
            Row([], "plain"),
            Row([Cell("Not on the last statement of the year", "bold")], "plain"),
            *(Row([one.account, one.until, Money(one.pence), one.reference], "ruled") for one in taken.uncleared),
        ]
    words = Line(
        "Hold the last one of the year against the bank’s own paper or PDF. Where the two are apart, a line was put "
        "right afterwards, or one was ticked that the book has on a later day: ask which.",
        "quiet",
    )
    nothing: list[AnyRow] = [("No account was held against a statement",)]
    return Sheet(STATEMENTS, columns, rows or nothing, above=[words], below=below, landscape=True, tab=Tab.BOOK)


def counts(taken: Taken) -> Sheet:
    columns = [
        Column("Day", 12, "date"),
        Column("Tin", 22),
        Column("Counted", 12, "money"),
        Column("The book said", 13, "money"),
        Column("Difference", 12, "money"),
        Column("Why", 40),
    ]
    rows: list[AnyRow] = [
        (
            one.day,
            one.account,
            Money(one.pence or 0),
            Money(one.book_pence),
            Formula(f"=C{at}-D{at}", Money(one.difference)),
            one.why,
        )
        for at, one in enumerate((one for one in sorted(taken.counts, key=_by_day) if one.pence is not None), 3)
    ]
    words = Line("Each was counted by two people.", "quiet")
    return Sheet(COUNTS, columns, rows or [("No cash was counted",)], above=[words], landscape=True, tab=Tab.BOOK)


def _by_day(one: Counted) -> tuple[date, int]:
    return one.day, one.id


def to_look_at(taken: Taken) -> Sheet:
    columns = [
        Column("Ref", 14),
        Column("Date", 12, "date"),
        Column("What it is", 17),
        Column("Who", 20),
        Column("What for", 20),
        Column("Pounds", 11, "money"),
        Column("Why this one", 34),
        Column("Receipts", 9, "number"),
        Column("Receipt found", 12),
        Column("Amount and day agree", 12),
        Column("Agreed by two", 12),
        Column("Remarks", 30),
    ]
    rows: list[AnyRow] = [
        (
            one.line.reference,
            one.line.day,
            KINDS[one.line.kind],
            taken.payees[one.line.entry_id],
            one.line.what_for,
            Money(abs(one.line.pence)),
            one.why,
            one.line.receipts or None,
            *[""] * 4,
        )
        for one in taken.sample
    ]
    words = Line(
        "Chosen by a rule that the treasurer cannot change: the largest, cash, what was put right, what has no "
        "receipt, and some of the rest, evenly through the year. Look at any others you like.",
        "quiet",
    )
    return Sheet(SAMPLE, columns, rows, above=[words], filtered=True, landscape=True, tab=Tab.BOOK)


def changes(taken: Taken) -> Sheet:
    columns = [
        Column("Ref", 14),
        Column("Counts on", 12, "date"),
        Column("It was", 12, "money"),
        Column("It is", 12, "money"),
        Column("Why", 46),
        Column("By", 20),
        Column("Written on", 13, "date"),
        Column("Remarks", 30),
    ]
    zone, last = scope().zone, taken.accounts.year.last
    rows: list[AnyRow] = [
        (
            one.reference,
            one.day,
            Money(one.before),
            "void" if one.after is None else Money(one.after),
            one.why,
            one.by,
            dates.day_of(one.at, zone),
            "counts in a later year, not in this one" if one.day > last else "",
        )
        for one in taken.changes
    ]
    below: list[AnyRow] = []
    if taken.exceptions:
        below = [Row([], "plain"), Row([Cell("Paid with fewer people than the rules ask for", "bold")], "plain")]
        below += [
            Row(
                [
                    one.title,
                    one.shown_on,
                    Money(one.pence),
                    f"{one.said_yes} of {one.needed}",
                    one.why,
                    "shown to a meeting" if one.shown_on else "no meeting saw it yet",
                ],
                "ruled",
            )
            for one in taken.exceptions
        ]
    words = Line("Nothing in the book is ever rubbed out: what was wrong stands beside what is right.", "quiet")
    nothing: list[AnyRow] = [("Nothing was put right or made void",)]
    return Sheet(CHANGES, columns, rows or nothing, above=[words], below=below, landscape=True, tab=Tab.BOOK)


def receipts(taken: Taken) -> Sheet:
    columns = [Column("File in the ZIP", 28), Column("Ref", 14), Column("Remarks", 44), Column("Fingerprint", 68)]
    rows: list[AnyRow] = [
        (one.name if not one.gone else "", one.reference, f"Covered: {one.gone}" if one.gone else "", one.digest)
        for one in taken.receipts
    ]
    words = Line("Every photo and PDF that belongs to a line of the year.", "quiet")
    nothing: list[AnyRow] = [("There are no receipts",)]
    return Sheet(RECEIPTS, columns, rows or nothing, above=[words], filtered=bool(rows), landscape=True, tab=Tab.BOOK)


DONE = Cell(None, expects=Validation("choice", ("yes", "not yet", "not for this group")))


def checklist() -> Sheet:
    columns = [Column("What", 30), Column("How", 70), Column("Where", 28), Column("Done", 14), Column("Remarks", 30)]
    rows: list[AnyRow] = [(one.title, one.words, one.where, DONE, Cell(None, "yours")) for one in POINTS]
    return Sheet(CHECKLIST, columns, rows, landscape=True, tab=Tab.FILL)
