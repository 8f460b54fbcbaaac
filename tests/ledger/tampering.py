"""Every way of changing the book behind the guard that we could think of: (the SQL, what `check` has to say)."""

HERE = "(SELECT group_id FROM entries LIMIT 1)"
OURS = f"group_id = {HERE}"
LEGS = ("money_legs", "purpose_legs")
P1, P2, P3, P4, OLD = "2026-27/P001", "2026-27/P002", "2026-27/P003", "2026-27/P004", "2025-26/P001"


def entry(reference: str) -> str:
    """SQL that names one entry."""
    year, _, code = reference.partition("/")
    return f"(SELECT id FROM entries WHERE year = '{year}' AND series = '{code[0]}' AND number = {int(code[1:])})"


def of(reference: str, revision: int = 0) -> str:
    """SQL that names one transaction."""
    return f"(SELECT id FROM transactions WHERE entry_id = {entry(reference)} AND revision = {revision})"


def row(table: str, name: str) -> str:
    """SQL that names an account, fund, heading or category of ours."""
    return f"(SELECT id FROM {table} WHERE name = '{name}' AND {OURS})"


def change(table: str, what: str, where: str) -> str:
    return f"UPDATE {table} SET {what} WHERE {where}"


def leg(table: str, what: str, reference: str, more: str = "", revision: int = 0) -> str:
    """Change one side of a transaction."""
    return change(table, what, f"transaction_id = {of(reference, revision)}{more}")


def both(what: str, reference: str, revision: int = 0) -> list[str]:
    """Change both sides of a transaction alike."""
    return [leg(table, what, reference, revision=revision) for table in LEGS]


def transaction(what: str, reference: str, revision: int = 0) -> str:
    return change("transactions", what, f"id = {of(reference, revision)}")


def number(what: str, reference: str) -> str:
    return change("entries", what, f"id = {entry(reference)}")


def counter(what: str) -> str:
    return change("counters", what, "year = '2026-27' AND series = 'P'")


def place(table: str, what: str, name: str) -> str:
    return change(table, what, f"name = '{name}' AND {OURS}")


def without_legs(reference: str, revision: int = 0) -> list[str]:
    return [f"DELETE FROM {table} WHERE transaction_id = {of(reference, revision)}" for table in LEGS]


def removed(reference: str) -> list[str]:
    """Take an entry out, with everything that belongs to it."""
    inside = f"(SELECT id FROM transactions WHERE entry_id = {entry(reference)})"
    return [
        *(f"DELETE FROM {table} WHERE transaction_id IN {inside}" for table in LEGS),
        f"DELETE FROM wordings WHERE entry_id = {entry(reference)}",
        f"DELETE FROM transactions WHERE id IN {inside}",
        f"DELETE FROM entries WHERE id = {entry(reference)}",
    ]


def copied_leg(table: str, columns: str) -> str:
    return (
        f"INSERT INTO {table} (transaction_id, {columns}, day, pence, group_id, key) "
        f"SELECT 900, {columns}, day, pence, group_id, 'k-{table}' FROM {table} WHERE transaction_id = {of(P4)}"
    )


NUMBERED = [
    "INSERT INTO entries (id, year, series, number, kind, group_id, key) "
    f"VALUES (900, '2026-27', 'P', 5, 'payment', {HERE}, 'k900')",
    counter("last = 5"),
]
FORGED = [
    *NUMBERED,
    "INSERT INTO transactions (id, entry_id, revision, day, same_day, void, written_at, written_by_no, group_id, key) "
    f"VALUES (900, 900, 0, '2026-11-01', 0, 0, '2026-11-01 12:00:00', 2, {HERE}, 'k901')",
    copied_leg("money_legs", "account_id"),
    copied_leg("purpose_legs", "fund_id, category_id"),
    "INSERT INTO wordings (entry_id, number, written_at, written_by_no, group_id, key) "
    f"VALUES (900, 0, '2026-11-01 12:00:00', 2, {HERE}, 'k904')",
]
ANOTHER_PAYEE = f"payee_id = (SELECT payee_id FROM wordings WHERE entry_id = {entry('2025-26/R001')})"
ONE_MORE_WORDING = (
    "INSERT INTO wordings (entry_id, number, written_at, written_by_no, group_id, key) "
    f"VALUES ({entry(P4)}, 1, '2026-11-01', 2, {HERE}, 'k9')"
)

AMOUNTS = [
    ([leg("money_legs", "pence = -500", P4)], f"{P4} has −£5.00 on one side and −£4.00 on the other"),
    ([leg("money_legs", "pence = -500", P4)], "The accounts come to"),
    (both("pence = -500", P4), f"{P4} is not as history"),
    ([f"DELETE FROM money_legs WHERE transaction_id = {of(P4)}"], f"{P4} has £0.00 on one side"),
    ([f"DELETE FROM purpose_legs WHERE transaction_id = {of(P1)} AND pence = -635"], P1),
    (without_legs(P4), f"{P4} has no amounts"),
    (
        [
            leg("purpose_legs", "pence = -636", P1, " AND pence = -635"),
            leg("purpose_legs", "pence = -1859", P1, " AND pence = -1860"),
        ],
        f"{P1} is not as history",
    ),
    (both("pence = -pence", P4), f"{P4} is not as history"),
]
WHERE_AND_WHEN = [
    ([leg("money_legs", f"account_id = {row('accounts', 'Cash tin')}", P4)], f"{P4} is not as history"),
    ([leg("money_legs", "account_id = 999", P4)], f"{P4} is not as history"),
    ([leg("purpose_legs", f"fund_id = {row('funds', 'Starter grant')}", P4)], f"{P4} is not as history"),
    ([leg("purpose_legs", "category_id = category_id + 1", P4)], f"{P4} is not as history"),
    ([leg("purpose_legs", "category_id = NULL", P4)], f"{P4} is not as history"),
    ([leg("purpose_legs", "heading_id = NULL", P1)], f"{P1} is not as history"),
    ([leg("money_legs", "day = '2026-11-02'", P4)], f"{P4} has amounts on another day"),
    ([leg("purpose_legs", "day = '2026-11-02'", P4)], f"{P4} has amounts on another day"),
    ([transaction("day = '2026-11-02'", P4)], f"{P4} has amounts on another day"),
    ([*both("day = '2026-11-02'", P4), transaction("day = '2026-11-02'", P4)], f"{P4} is not as history"),
    ([transaction("written_by_no = 1", P4)], f"{P4} is not as history"),
]
NUMBERS = [
    ([number("number = 9", P4)], "There is no 2026-27/P004, though 2026-27/P009 is there"),
    ([number("year = '2027-28'", P4)], "2027-28/P004"),
    ([number("number = 99", P4), number("number = 4", P2), number("number = 2", "2026-27/P099")], P2),
    ([number("kind = 'receipt'", P4)], f"{P4} has the wrong letter"),
    ([number("kind = 'gift'", P4)], f"{P4} has the wrong letter"),
    ([counter("last = 7")], "The last number given is 2026-27/P007"),
    ([counter("last = 3")], "the book ends at 2026-27/P004"),
    (["DELETE FROM counters WHERE year = '2026-27' AND series = 'P'"], "2026-27/P000"),
]
LINES = [
    (removed(P4), f"{P4} is not in the book"),
    (removed(P4), "The last number given is 2026-27/P004, and the book ends at 2026-27/P003"),
    ([*removed(P4), counter("last = 3")], f"{P4} is not in the book"),
    (removed(P2), f"There is no {P2}, though {P3} is there"),
    (FORGED, "2026-27/P005 is in the book, and the history does not know it"),
    (NUMBERED, "2026-27/P005 says nothing"),
    ([f"DELETE FROM transactions WHERE id = {of(P4)}"], "amounts belong to no entry"),
    ([f"DELETE FROM entries WHERE id = {entry(P4)}"], "transactions belong to no entry"),
]
CORRECTIONS = [
    (
        [*without_legs(P2, 2), f"DELETE FROM transactions WHERE id = {of(P2, 2)}"],
        f"{P2}, correction 1, is taken back, but not in the way",
    ),
    ([transaction("void = 1", P2, 1)], f"{P2}, correction 1, was written after"),
    ([transaction("void = 0", P3, 1)], f"{P3}, correction 1, is taken back, but"),
    ([transaction("void = 1", P4)], f"{P4} is void, but"),
    ([transaction("same_day = 0", P2, 1)], f"{P2}, correction 1, is marked with the wrong day"),
    ([transaction("same_day = 1", OLD, 1)], f"{OLD}, correction 1, is marked with the wrong day"),
    ([transaction("reverses_id = NULL", P2, 1)], f"{P2}, correction 1, does not take back"),
    ([transaction(f"reverses_id = {of(P4)}", P2, 1)], f"{P2}, correction 1, does not take back"),
    ([transaction(f"reverses_id = {of(P1)}", P4)], f"{P4} is marked as taking something back"),
    ([transaction("same_day = 1", P4)], f"{P4} is marked as taking something back"),
    (both("pence = pence * 2", P2, 1), f"{P2}, correction 1, does not take back exactly"),
    ([transaction("revision = 3", P2, 2)], f"{P2}, correction 2, does not follow on"),
    ([transaction(f"entry_id = {entry(P4)}, revision = 1", P3, 1)], P3),
]
WORDS_AND_SETTLING = [
    ([change("wordings", ANOTHER_PAYEE, f"entry_id = {entry(P4)}")], f"The words of {P4}"),
    ([change("wordings", "note_id = payee_id, payee_id = NULL", f"entry_id = {entry(P4)}")], f"The words of {P4}"),
    (["DELETE FROM wordings WHERE number = 1"], f"The words of {P2}"),
    ([ONE_MORE_WORDING], "The words in the book are more or fewer"),
    (["UPDATE closed_periods SET until = '2026-01-31'"], "The days up to which the book is settled"),
    (["DELETE FROM closed_periods"], "The days up to which the book is settled"),
]
PLACES = [
    ([place("accounts", "name = 'Bonk'", "Bank")], "An account called Bonk is not as"),
    ([place("funds", "kind = 'general'", "Starter grant")], "A fund called Starter grant is not as"),
    ([place("funds", "name = 'Outing'", "Summer outing")], "A fund called Outing is not as"),
    ([place("headings", "budget = 1", "Room")], "A budget heading called Room is not as"),
    ([place("headings", f"fund_id = {row('funds', 'General')}", "Room")], "A budget heading called Room is not as"),
    ([place("categories", "name = 'Gifts'", "Donations")], "A category called Gifts is not as"),
    ([place("categories", "direction = 'out'", "Subs")], "A category called Subs is not as"),
    ([place("accounts", "closed_on = '2026-01-01'", "Savings")], "An account called Savings is not as"),
    ([f"DELETE FROM accounts WHERE name = 'Savings' AND {OURS}"], "An account called Savings is gone"),
    (
        [f"INSERT INTO accounts (name, kind, version, group_id, key) VALUES ('Pocket', 'tin', 1, {HERE}, 'k9')"],
        "An account called Pocket is in the book, and the history does not know it",
    ),
    ([place("accounts", "key = 'k9'", "Bank")], f"{P4} is not as history"),
]
EVERY_WAY = AMOUNTS + WHERE_AND_WHEN + NUMBERS + LINES + CORRECTIONS + WORDS_AND_SETTLING + PLACES

_LINE = f"{OURS} AND subject = '{P4}'"
LOST_FROM_HISTORY = [
    f"DELETE FROM history WHERE {_LINE}",
    change("history", "subject = '2026-27/P044'", _LINE),
    *(
        change("history", f"body = '{body}'", _LINE)
        for body in ("{}", "not json", "[1,2]", '{"written":[null,[3,{}]]}', '{"written":7}', '{"written":[null,7]}')
    ),
]
ODD_CATEGORIES = [
    change("history", f"body = '{body}'", f"{OURS} AND subject = 'categories'")
    for body in ("{}", "[]", "7", '{"categories":7}', '{"categories":[null,7]}', '{"categories":[null,[7,[1,2,3]]]}')
]
TOLD_TWICE = (
    "INSERT INTO history (number, at, by_no, what, subject, body, before, hash, group_id, key) "
    f"SELECT (SELECT max(number) + 1 FROM history WHERE {OURS}), at, by_no, what, subject, body, before, hash, "
    f"group_id, 'k9' FROM history WHERE {_LINE}"
)
A_SMALLER_PAYMENT = change("history", "body = replace(body, '-400]', '-300]')", _LINE)
ELSEWHERE = f"UPDATE accounts SET name = 'Bonk' WHERE name = 'Bank' AND NOT {OURS}"
