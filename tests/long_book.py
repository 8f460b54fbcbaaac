"""A long book, written straight into the tables: twenty years of a busy group in a minute, for speed and questions.

Its history does not tell of it, so it is never proved; `tests/ledger` does that on books that were written as pages do.
"""

from datetime import date, timedelta

from flask import Flask

from groupkit import dates, tenancy
from groupkit.bank.models import BankFile, BankLine, LeftOpen, Reconciliation, Tick
from groupkit.db import db, writing
from groupkit.history import private_each
from groupkit.ledger import queries
from groupkit.ledger.models import Entry, Fund, Heading, MoneyLeg, PurposeLeg, Transaction, Wording
from groupkit.ledger.operations import settle_book
from tests import builders

FIRST, CHUNK = date(2006, 4, 1), 1_000
LAST = date(2026, 10, 31)
SHOPS = 40


def fill(group: builders.AGroup, lines: int, funds: int, statements: int = 0, waiting: int = 0) -> None:
    """So many lines from 2006 to 2026 over so many funds, settled each year but the last; statements and bank lines."""
    with builders.the_app().app_context(), tenancy.in_group(group.scope, db.session):
        with writing():
            _funds(funds)
        known = queries.choices()
        ids = [one.id for one in known.of("fund")]
        ways = {way: [one.id for one in known.of("category") if one.detail == way] for way in ("in", "out")}
        accounts = [one.id for one in known.of("account")]
        numbers: dict[tuple[str, str], int] = {}
        for start in range(0, lines, CHUNK):
            with writing():
                _chunk(range(start, min(start + CHUNK, lines)), lines, ids, ways, accounts, numbers)
            db.session.expunge_all()
        with writing():
            for year in range(FIRST.year + 1, LAST.year):
                settle_book(date(year, 3, 31), "closed", group.tamsin.actor)
        with writing():
            _statements(accounts[0], statements)
            _bank_lines(accounts[0], waiting)


def _funds(many: int) -> None:
    for number in range(many - 1):
        fund = Fund(name=f"Grant {number:03d}", kind="restricted")
        db.session.add(fund)
        db.session.flush()
        db.session.add_all(Heading(fund_id=fund.id, name=name, budget=50_000) for name in ("Room", "Materials"))
    db.session.flush()


def _day(number: int, of: int) -> date:
    return FIRST + timedelta(days=number * (LAST - FIRST).days // of)


def _chunk(
    numbers: range,
    of: int,
    funds: list[int],
    ways: dict[str, list[int]],
    accounts: list[int],
    counters: dict[tuple[str, str], int],
) -> None:
    entries = []
    for number in numbers:
        day = _day(number, of)
        year = dates.FinancialYear.holding(day, dates.YearEnd(3, 31)).label
        kind, series = ("receipt", "R") if number % 3 == 0 else ("payment", "P")
        counters[year, series] = counters.get((year, series), 0) + 1
        entries.append(Entry(year=year, series=series, number=counters[year, series], kind=kind))
    texts = private_each(f"Shop {number % SHOPS}" for number in numbers)
    db.session.add_all(entries)
    db.session.flush()
    written = [
        Transaction(
            entry_id=entry.id, revision=0, day=_day(number, of), written_at=dates.now(), written_by_no=2, void=False
        )
        for number, entry in zip(numbers, entries, strict=True)
    ]
    db.session.add_all(written)
    db.session.flush()
    for number, entry, transaction, text in zip(numbers, entries, written, texts, strict=True):
        pence = 100 + number % 9_000
        signed = pence if entry.kind == "receipt" else -pence
        way = ways["in" if entry.kind == "receipt" else "out"]
        db.session.add_all(
            (
                MoneyLeg(
                    transaction_id=transaction.id,
                    account_id=accounts[0 if number % 5 else -1],
                    day=transaction.day,
                    pence=signed,
                ),
                PurposeLeg(
                    transaction_id=transaction.id,
                    fund_id=funds[number % len(funds)],
                    category_id=way[number % len(way)],
                    day=transaction.day,
                    pence=signed,
                ),
                Wording(entry_id=entry.id, number=0, payee_id=text.id, written_at=dates.now(), written_by_no=2),
            )
        )
    db.session.flush()


def _statements(account_id: int, many: int) -> None:
    """A statement a month, the last of them in September 2026, each with what was written since the one before."""
    rows = (
        db.session.query(Entry.id, MoneyLeg.day, MoneyLeg.pence, Transaction.id.label("transaction"))
        .join(Transaction, Transaction.entry_id == Entry.id)
        .join(MoneyLeg, MoneyLeg.transaction_id == Transaction.id)
        .filter(MoneyLeg.account_id == account_id)
        .order_by(MoneyLeg.day)
        .all()
    )
    before = date.min
    total = 0
    for number in range(many):
        until = dates.months_after(date(2026, 10, 1), number - many + 1) - timedelta(days=1)
        mine = [row for row in rows if before < row.day <= until]
        total += sum(row.pence for row in mine)
        newest = max((row.transaction for row in rows if row.day <= until), default=0)
        row = Reconciliation(
            account_id=account_id,
            until=until,
            pence=total,
            begun_at=dates.now(),
            begun_by_no=2,
            finished_at=dates.now(),
            finished_by_no=2,
            newest_transaction=newest,
            digest="0" * 64,
        )
        db.session.add(row)
        db.session.flush()
        db.session.add_all(Tick(reconciliation_id=row.id, entry_id=one.id, pence=one.pence) for one in mine[:-1])
        db.session.add_all(LeftOpen(reconciliation_id=row.id, entry_id=one.id, pence=one.pence) for one in mine[-1:])
        before = until
    db.session.flush()


def _bank_lines(account_id: int, many: int) -> None:
    if not many:
        return
    file = BankFile(
        account_id=account_id,
        digest="0" * 64,
        layout_name="A bank",
        first_day=LAST,
        last_day=LAST,
        brought_in_at=dates.now(),
        brought_in_by_no=2,
    )
    db.session.add(file)
    words = private_each(f"CARD PAYMENT SHOP {number % SHOPS} {number:06d}" for number in range(many))
    db.session.flush()
    db.session.add_all(
        BankLine(
            file_id=file.id,
            account_id=account_id,
            file_row=number,
            day=LAST - timedelta(days=number % 20),
            pence=-(100 + number),
            line_key=f"{number:064d}",
            alike_key=f"{number:063d}a",
            words_id=text.id,
        )
        for number, text in enumerate(words)
    )
    db.session.flush()


LOOKED_AT = (
    "home",
    "calendar",
    "ledger",
    "bank",
    "payments",
    "accounts",
    "yearend",
    "grants",
    "budgets",
    "giftaid",
    "oldbook",
    "finding",
    "subs",
)
"""The books whose pages a treasurer opens, the first page among them, which puts all books together."""


def addresses(app: Flask, group: builders.AGroup) -> list[str]:
    """Every page of these books that needs nothing in its address but the group."""
    found = []
    for rule in app.url_map.iter_rules():
        if rule.endpoint.split(".")[0] in LOOKED_AT and rule.arguments == {"group"} and "GET" in (rule.methods or ()):
            found.append(rule.rule.replace("<slug:group>", group.slug))
    return sorted(found)
