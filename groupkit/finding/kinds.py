"""What is looked through besides the lines of the cash book: one way of asking for each kind, all of the same shape.

Each gives a row id, a day, pence, a few words and what it is called, so that one question can ask for all of them.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import DateTime, String, and_, case, cast, func, null, or_, select, type_coerce
from sqlalchemy.orm import aliased

from groupkit.accounts.models import Asset, Debt
from groupkit.bank.models import BankFile, BankLine, Reconciliation
from groupkit.db import Moment, Pence
from groupkit.history import PrivateText
from groupkit.ledger.models import Account, Fund
from groupkit.ledger.queries import Wanted
from groupkit.ledger.seeking import Term
from groupkit.payments.models import (
    CashCount,
    CashDifference,
    PaymentEnd,
    PaymentException,
    PaymentRequest,
    PaymentWording,
)

NO_MOMENT, NO_PENCE = type_coerce(cast(null(), DateTime), Moment), cast(null(), Pence)
NO_WORDS, NO_ROW = cast(null(), String(300)), cast(null(), Pence)


@dataclass(frozen=True)
class Sought:
    """One piece of what is looked for, with the people who are called like it."""

    wanted: Wanted
    texts: Any
    """The private texts that hold it, as a question whose answer several others use."""
    people: tuple[int, ...]

    @property
    def term(self) -> Term:
        return self.wanted.term

    def places(self, sort: str) -> tuple[int, ...]:
        return self.wanted.places.get(sort, ())


@dataclass(frozen=True)
class Kind:
    """A kind of thing that can be found: what it is called, how it is asked for, and which words of it mean what."""

    name: str
    title: str
    query: Callable[[], Any]
    has: Callable[[Sought], list[Any]]
    order: tuple[Any, ...]
    labels: tuple[str, str, str]


def _shape(row_id: Any, day: Any, at: Any, pence: Any, more: Any, number: Any, one: Any, two: Any, place: Any) -> Any:
    return select(
        row_id.label("row_id"),
        day.label("day"),
        at.label("at"),
        pence.label("pence"),
        more.label("more"),
        number.label("number"),
        one.label("one"),
        two.label("two"),
        place.label("place"),
    ).select_from(row_id.class_)


def _with_words(query: Any, **joins: Any) -> Any:
    """Three texts of a row, read in the same question; what was taken out is not shown as found, but as it stands."""
    for label in ("first", "second", "third"):
        column = joins.get(label)
        if column is None:
            query = query.add_columns(NO_WORDS.label(label))
            continue
        text = aliased(PrivateText)
        query = query.outerjoin(text, text.id == column)
        query = query.add_columns(func.coalesce(text.text, text.instead, "").label(label))
    return query


def _in(column: Any, ids: tuple[int, ...]) -> list[Any]:
    return [column.in_(ids)] if ids else []


def _amount(term: Term, *columns: Any) -> list[Any]:
    return [column.in_((term.pence, -term.pence)) for column in columns] if term.pence is not None else []


def _day(term: Term, *columns: Any) -> list[Any]:
    return [column.between(term.days.first, term.days.last) for column in columns] if term.days else []


def _called(term: Term, what: str, column: Any) -> list[Any]:
    return [column == term.numbered[1]] if term.numbered and term.numbered[0] == what else []


def _texts(sought: Sought, *columns: Any) -> list[Any]:
    return [column.in_(sought.texts) for column in columns]


def _bank_lines() -> Any:
    query = _shape(BankLine.id, BankLine.day, NO_MOMENT, BankLine.pence, NO_PENCE, NO_ROW, NO_ROW, NO_ROW, Account.name)
    query = query.join(BankFile, BankFile.id == BankLine.file_id).join(Account, Account.id == BankLine.account_id)
    return _with_words(query.where(BankFile.taken_back_at.is_(None)), first=BankLine.words_id)


def _bank_has(sought: Sought) -> list[Any]:
    return [
        *_texts(sought, BankLine.words_id),
        *_in(BankLine.account_id, sought.places("account")),
        *_amount(sought.term, BankLine.pence),
        *_day(sought.term, BankLine.day),
    ]


def _requests() -> Any:
    other = aliased(PaymentWording)
    latest = select(func.max(other.number)).where(other.request_id == PaymentRequest.id).scalar_subquery()
    query = _shape(
        PaymentRequest.id,
        PaymentRequest.spent_on,
        PaymentRequest.asked_at,
        PaymentWording.pence,
        NO_PENCE,
        PaymentRequest.number,
        PaymentRequest.claimant_id,
        NO_ROW,
        case((PaymentRequest.claim, "claim"), else_="payment"),
    )
    query = query.join(
        PaymentWording, and_(PaymentWording.request_id == PaymentRequest.id, PaymentWording.number == latest)
    )
    return _with_words(
        query, first=PaymentWording.payee_id, second=PaymentWording.purpose_id, third=PaymentWording.decision_id
    )


def _request_has(sought: Sought) -> list[Any]:
    said = aliased(PaymentWording)
    ways = [
        *_texts(sought, said.payee_id, said.purpose_id, said.decision_id),
        *_in(said.account_id, sought.places("account")),
        *_in(said.category_id, sought.places("category")),
        *_in(said.fund_id, sought.places("fund")),
        *_in(said.heading_id, sought.places("heading")),
        *_amount(sought.term, said.pence),
    ]
    reasons = [
        PaymentRequest.id.in_(select(model.request_id).where(model.why_id.in_(sought.texts)))
        for model in (PaymentException, PaymentEnd)
    ]
    term = sought.term
    numbered = [
        and_(PaymentRequest.claim.is_(what == "claim"), *called)
        for what in ("claim", "payment")
        if (called := _called(term, what, PaymentRequest.number))
    ]
    return [
        PaymentRequest.id.in_(select(said.request_id).where(or_(*ways))),
        *reasons,
        *_in(PaymentRequest.claimant_id, sought.people),
        *_day(term, PaymentRequest.spent_on),
        *numbered,
    ]


def _counts() -> Any:
    query = _shape(
        CashCount.id,
        CashCount.day,
        NO_MOMENT,
        CashCount.pence,
        CashCount.taken,
        CashCount.number,
        CashCount.first_id,
        CashCount.second_id,
        Account.name,
    )
    query = query.join(Account, Account.id == CashCount.account_id)
    query = query.outerjoin(CashDifference, CashDifference.count_id == CashCount.id)
    return _with_words(query, first=CashDifference.why_id)


def _count_has(sought: Sought) -> list[Any]:
    return [
        *_texts(sought, CashDifference.why_id),
        *_in(CashCount.account_id, sought.places("account")),
        *_in(CashCount.first_id, sought.people),
        *_in(CashCount.second_id, sought.people),
        *_amount(sought.term, CashCount.pence, CashCount.taken, CashCount.book_pence),
        *_day(sought.term, CashCount.day),
        *_called(sought.term, "count", CashCount.number),
    ]


def _things() -> Any:
    query = _shape(Asset.id, Asset.bought_on, NO_MOMENT, Asset.amount, NO_PENCE, NO_ROW, NO_ROW, NO_ROW, Fund.name)
    query = query.join(Fund, Fund.id == Asset.fund_id)
    return _with_words(query, first=Asset.what_id, second=Asset.holder_id, third=Asset.why_id)


def _thing_has(sought: Sought) -> list[Any]:
    return [
        *_texts(sought, Asset.what_id, Asset.holder_id, Asset.why_id),
        *_in(Asset.fund_id, sought.places("fund")),
        *_amount(sought.term, Asset.amount),
        *_day(sought.term, Asset.bought_on, Asset.disposed_on),
    ]


def _debts() -> Any:
    query = _shape(Debt.id, Debt.since, NO_MOMENT, Debt.amount, NO_PENCE, NO_ROW, NO_ROW, NO_ROW, Fund.name)
    query = query.join(Fund, Fund.id == Debt.fund_id)
    return _with_words(query, first=Debt.what_id, second=Debt.who_id)


def _debt_has(sought: Sought) -> list[Any]:
    return [
        *_texts(sought, Debt.what_id, Debt.who_id),
        *_in(Debt.fund_id, sought.places("fund")),
        *_amount(sought.term, Debt.amount),
        *_day(sought.term, Debt.since, Debt.due, Debt.settled_on),
    ]


def _statements() -> Any:
    query = _shape(
        Reconciliation.id,
        Reconciliation.until,
        NO_MOMENT,
        Reconciliation.pence,
        NO_PENCE,
        NO_ROW,
        NO_ROW,
        NO_ROW,
        Account.name,
    )
    query = query.join(Account, Account.id == Reconciliation.account_id)
    return _with_words(query.where(Reconciliation.set_aside_at.is_(None)))


def _statement_has(sought: Sought) -> list[Any]:
    return [
        *_in(Reconciliation.account_id, sought.places("account")),
        *_amount(sought.term, Reconciliation.pence),
        *_day(sought.term, Reconciliation.until),
    ]


KINDS: Mapping[str, Kind] = {
    kind.name: kind
    for kind in (
        Kind("bank", "Lines of the bank’s", _bank_lines, _bank_has, (BankLine.day, BankLine.id), ("its words", "", "")),
        Kind(
            "payments",
            "Payments and claims",
            _requests,
            _request_has,
            (PaymentRequest.id,),
            ("who", "what for", "what allowed it"),
        ),
        Kind("counts", "Cash counts", _counts, _count_has, (CashCount.day, CashCount.id), ("why", "", "")),
        Kind(
            "things",
            "Things we own",
            _things,
            _thing_has,
            (Asset.bought_on, Asset.id),
            ("what it is", "who has it", "what became of it"),
        ),
        Kind("debts", "Money still to be paid", _debts, _debt_has, (Debt.since, Debt.id), ("what for", "who", "")),
        Kind(
            "statements",
            "Statements reconciled",
            _statements,
            _statement_has,
            (Reconciliation.until, Reconciliation.id),
            ("", "", ""),
        ),
    )
}
"""Each kind by its name in the address, in the order of the page."""
