"""Accounts, funds and categories by the key that moves with the group: how a closed year's figures find their names."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from groupkit.accounts.queries import AccountSum
from groupkit.accounts.rules import CategorySum, Figures
from groupkit.ledger.queries import Choice, Choices


@dataclass(frozen=True)
class Known:
    """Accounts, funds and categories by the key that moves with the group: their row and what they are called now."""

    by_key: Mapping[tuple[str, str], Choice]
    keys: Mapping[tuple[str, int], str]

    @classmethod
    def of(cls, known: Choices) -> "Known":
        """The same, of those that were read already."""
        return cls({(one.sort, one.key): one for one in known.all}, {(one.sort, one.id): one.key for one in known.all})

    def key(self, sort: str, row_id: int) -> str:
        return self.keys[sort, row_id]

    def row(self, sort: str, key: str) -> Choice:
        return self.by_key[sort, key]

    def name(self, sort: str, key: str) -> str:
        """What one is called to whoever is reading."""
        return self.row(sort, key).name

    def figures(self, kept: Mapping[str, Any]) -> Figures:
        """A year's sums as they were kept."""
        sums = [
            CategorySum(row.id, row.name, row.detail, column, pence, asset)
            for row, column, pence, asset in (
                (self.row("category", key), column, pence, asset) for key, column, pence, asset in kept["sums"]
            )
        ]
        return Figures(tuple(sorted(sums, key=lambda one: one.category_id)), kept["opening"], kept["moved"])

    def account(self, key: str, opening: int, closing: int) -> AccountSum:
        """What one account began and ended the year with; a closed one is shown only if it held money."""
        row = self.row("account", key)
        return AccountSum(row.id, row.name, row.detail, opening, closing, row.closed)
