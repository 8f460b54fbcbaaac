"""What the bank says about the filled group: a file with lines that wait, a rule, and a statement begun."""

from datetime import date
from typing import Any

from sqlalchemy import select

from groupkit.bank import bringing_in, coding, queries, reconciling
from groupkit.bank.models import BankLine
from groupkit.bank.reading import StatementLine
from groupkit.db import db
from groupkit.ledger import operations
from groupkit.ledger import queries as ledger
from groupkit.ledger.rules import Part

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
    line = db.session.scalars(select(BankLine).where(BankLine.file_id == file.id).order_by(BankLine.id)).first()
    assert line is not None
    match = _matched(line, by)
    values: dict[str, Any] = {"file_id": file.id, "rule_id": rule.id, "statement_id": statement.id}
    values |= {"line_id": line.id, "match_id": match}
    of_an_account = ("bring_in", "write_lines", "begin_statement", "list_lines", "download_lines")
    pages = {(f"bank.{page}", "account_id"): account.id for page in of_an_account}
    return values, pages


def _matched(line: BankLine, by: Any) -> int:
    """A payment that stood in the book already is one of the lines; gives back the match."""
    known = ledger.choices()
    room = next(one.id for one in known.of("category") if one.name == "Room hire")
    general = next(one.id for one in known.of("fund") if one.detail == "general")
    entry = operations.record_payment(
        day=line.day,
        account=line.account_id,
        amount=-line.pence,
        parts=[Part(-line.pence, room, general)],
        payee=WORDS[1],
        by=by,
    )
    coding.write_down([coding.Said(line.id, entry_id=entry.id)], by, operations.Answers())
    return queries.matches_of_file(line.file_id)[0].id
