"""What the group owns and owes as it goes into a workbook, with what was and is no longer."""

from collections.abc import Iterable

from groupkit.accounts.balances import KINDS, WAYS
from groupkit.accounts.owed import DebtCard
from groupkit.accounts.queries import AssetCard
from groupkit.ledger.lists import Listed
from groupkit.workbook import Column, Money

THINGS = [
    Column("What", 30),
    Column("Kind", 22),
    Column("Cost", 12, "money"),
    Column("Since", 12, "date"),
    Column("Paid by", 20),
    Column("Who has it", 24),
    Column("Gone on", 12, "date"),
    Column("What became of it", 28),
]
DEBTS = [
    Column("What for", 30),
    Column("Which way", 26),
    Column("Pounds", 12, "money"),
    Column("Since", 12, "date"),
    Column("To be paid by", 12, "date"),
    Column("Which money", 20),
    Column("Who", 24),
    Column("Settled on", 12, "date"),
    Column("How", 14),
    Column("Paid", 12, "money"),
    Column("By which lines", 24),
    Column("Left", 12, "money"),
]


def things(assets: Iterable[AssetCard], debts: Iterable[DebtCard]) -> list[Listed]:
    """Two lists: things, and money still to be paid; what stands first, then what is gone or settled."""
    owned = [
        (
            card.what,
            KINDS[card.row.kind],
            Money(card.row.amount),
            card.row.bought_on,
            card.fund,
            card.holder,
            card.row.disposed_on,
            card.why,
        )
        for card in sorted(assets, key=lambda card: card.row.disposed_on is not None)
    ]
    owed = [
        (
            card.what,
            WAYS[card.row.way],
            Money(card.row.amount),
            card.row.since,
            card.row.due,
            card.fund,
            card.who,
            card.row.settled_on if card.is_settled else None,
            "" if not card.is_settled else "given up" if card.row.forgiven else "paid",
            Money(sum(one.counts for one in card.paid)) if card.paid else None,
            ", ".join(one.reference for one in card.paid),
            None if card.is_settled else Money(card.left),
        )
        for card in sorted(debts, key=lambda card: card.is_settled)
    ]
    return [Listed("Things we own", THINGS, owned), Listed("Money still to be paid", DEBTS, owed)]
