"""Append-only tables say no to UPDATE and DELETE in the database itself, where the host allows it.

Some shared MariaDB servers refuse triggers; there the session guard and `groupkit check` stand alone.
"""

from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError

SAYS = "this is never changed or deleted"


APPEND_ONLY = (
    "adopted_texts",
    "agreed_budget_lines",
    "agreed_budgets",
    "approved_minutes",
    "authorisations",
    "bank_lines",
    "cash_counts",
    "cash_differences",
    "closed_periods",
    "debts_paid",
    "debts_unpaid",
    "decision_results",
    "decision_rounds",
    "decisions_at_meetings",
    "entries",
    "erasures",
    "examinations",
    "filed_returns",
    "filled_forms",
    "funder_budget_lines",
    "funder_budgets",
    "gift_claim_ends",
    "gift_claim_lines",
    "gift_claim_overs",
    "gift_claims",
    "gift_collections",
    "gift_declarations",
    "gift_donors",
    "gift_papers",
    "gift_steps",
    "gifts",
    "gifts_undone",
    "grant_papers",
    "history",
    "later_corrections",
    "left_open",
    "looks",
    "money_legs",
    "notices_given",
    "old_book_lines",
    "opened_periods",
    "payment_ends",
    "payment_papers",
    "payment_requests",
    "payment_wordings",
    "petty_floats",
    "purpose_legs",
    "put_outcomes",
    "put_texts",
    "receipts",
    "reports_given",
    "return_steps",
    "rules_in_force",
    "settled_sums",
    "transactions",
    "wordings",
    "year_closings",
    "year_opening_answers",
    "year_openings",
)
"""The tables whose rows are never changed or deleted; a test holds this list and the models together."""


def put_up(connection: Connection) -> None:
    """Put every trigger up again; the rebuilding of a table takes its triggers away."""
    for table in APPEND_ONLY:
        for deed in ("UPDATE", "DELETE"):
            _put_up_one(connection, table, deed)


def _put_up_one(connection: Connection, table: str, deed: str) -> None:
    name = f"keep_{table}_{deed.lower()}"
    dialect = connection.dialect.name
    if dialect == "sqlite":
        connection.execute(text(f"DROP TRIGGER IF EXISTS {name}"))
        connection.execute(
            text(f"CREATE TRIGGER {name} BEFORE {deed} ON {table} BEGIN SELECT RAISE(ABORT, '{SAYS}'); END")
        )
    elif dialect == "postgresql":
        connection.execute(
            text(
                f"CREATE OR REPLACE FUNCTION keep_rows() RETURNS trigger AS $$ BEGIN RAISE EXCEPTION '{SAYS}'; END $$ "
                "LANGUAGE plpgsql"
            )
        )
        connection.execute(text(f"DROP TRIGGER IF EXISTS {name} ON {table}"))
        connection.execute(
            text(f"CREATE TRIGGER {name} BEFORE {deed} ON {table} FOR EACH ROW EXECUTE FUNCTION keep_rows()")
        )
    else:
        _put_up_on_mariadb(connection, name, table, deed)


def _put_up_on_mariadb(connection: Connection, name: str, table: str, deed: str) -> None:
    try:
        connection.execute(text(f"DROP TRIGGER IF EXISTS {name}"))
        connection.execute(
            text(
                f"CREATE TRIGGER {name} BEFORE {deed} ON {table} FOR EACH ROW "
                f"SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = '{SAYS}'"
            )
        )
    except DBAPIError as error:
        if error.orig is None or error.orig.args[0] not in (1419, 1142, 1227):
            raise
