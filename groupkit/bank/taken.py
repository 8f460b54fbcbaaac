"""The lists of the bank's book as they go into a workbook."""

from collections.abc import Iterator, Mapping, Sequence

from groupkit.bank import looking
from groupkit.bank.looking import LinesSought
from groupkit.bank.models import Reconciliation
from groupkit.bank.suggesting import Coding
from groupkit.ledger.lists import Listed, amount, in_and_out, in_slices
from groupkit.ledger.queries import Choices
from groupkit.workbook import AnyRow, Column, Money

LINES = [
    Column("Date", 11, "date"),
    Column("In the bank’s words", 44),
    Column("In", 12, "money"),
    Column("Out", 12, "money"),
    Column("Balance", 12, "money"),
    Column("In the cash book", 36),
]
STATEMENTS = [
    Column("Account", 26),
    Column("To", 12, "date"),
    Column("Balance", 14, "money"),
    Column("Seen by a second person", 30),
]
RULES = [
    Column("The bank writes", 30),
    Column("Who", 30),
    Column("What for", 26),
    Column("Fund", 20),
    Column("Heading", 20),
]


def lines(account_id: int, account: str, sought: LinesSought, said: Sequence[str]) -> Listed:
    """The bank's lines of an account, the newest first, read in slices as they are written."""
    return Listed("Bank lines", LINES, _lines(account_id, sought), [f"Account: {account}", *said], ("In", "Out"))


def _lines(account_id: int, sought: LinesSought) -> Iterator[AnyRow]:
    found = in_slices(lambda after, most: looking.lines_of(account_id, sought, after, most), lambda one: one.place)
    for one in found:
        yield (one.day, one.words, *in_and_out(one.pence), amount(one.balance), one.said)


def statements(finished: Sequence[tuple[Reconciliation, str]], names: Mapping[int, str]) -> Listed:
    """The statements that were reconciled, the newest first."""
    rows = [
        (name, row.until, Money(row.pence), names.get(row.seen_by_no or 0, "") if row.seen_at else "not yet")
        for row, name in finished
    ]
    return Listed("Statements reconciled", STATEMENTS, rows)


def rules(kept: Sequence[Coding], known: Choices) -> Listed:
    """The rules by which lines are offered."""
    rows = [
        (
            one.contains,
            one.payee,
            known.name("category", one.category_id),
            known.name("fund", one.fund_id),
            known.name("heading", one.heading_id),
        )
        for one in kept
    ]
    return Listed("Rules for lines", RULES, rows)
