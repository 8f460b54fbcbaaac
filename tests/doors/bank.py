"""What the bank says about the filled group: a file with lines that wait, a rule, and a statement begun."""

from datetime import date
from typing import Any

from groupkit.bank import bringing_in, coding, queries, reconciling
from groupkit.bank.reading import StatementLine
from groupkit.ledger import queries as ledger

WORDS = ["BALLACHULISH STORES 0091", "AUCHTERMUCHTY TRAVEL", "Standing order of Culzean"]
"""What the bank wrote: never for a critical friend."""


def fill_bank(by: Any) -> tuple[dict[str, Any], dict[tuple[str, str], Any]]:
    """Bring in three lines; gives back what the addresses need, and what those of single pages need."""
    account = queries.bank_accounts()[0]
    lines = [StatementLine(n + 2, date(2026, 6, n + 1), -100 * n - 250, words) for n, words in enumerate(WORDS)]
    known = ledger.choices()
    category = next(one.id for one in known.of("category") if one.detail == "out")
    rule = coding.add_rule(WORDS[2], WORDS[1], category, known.of("fund")[0].id, None, by)
    file = bringing_in.bring_in(account, lines, "0" * 64, "A bank", by)
    statement = reconciling.begin(account, date(2026, 6, 30), 0, by)
    values: dict[str, Any] = {"file_id": file.id, "rule_id": rule.id, "statement_id": statement.id}
    pages = {(f"bank.{page}", "account_id"): account.id for page in ("bring_in", "write_lines", "begin_statement")}
    return values, pages
