"""The lines of the book that hold what somebody looks for, and by what each was found."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import or_, select
from sqlalchemy.orm import aliased

from groupkit.history import PrivateText
from groupkit.ledger.models import Entry, MoneyLeg, PurposeLeg, Transaction, Wording
from groupkit.ledger.queries.places import Choices
from groupkit.ledger.seeking import Term
from groupkit.likeness import holds, is_in

if TYPE_CHECKING:
    from groupkit.ledger.queries.lines import Line

EARLIER = "earlier words, or why it was put right"
_PURPOSES: tuple[tuple[str, Any], ...] = (
    ("fund", PurposeLeg.fund_id),
    ("category", PurposeLeg.category_id),
    ("heading", PurposeLeg.heading_id),
)


@dataclass(frozen=True)
class Wanted:
    """One piece of what is looked for, with every account, fund, heading and category that is called like it.

    Without `words` nothing that anybody wrote is looked through: not found is then the same as not there.
    """

    term: Term
    places: Mapping[str, tuple[int, ...]]
    words: bool

    @property
    def texts(self) -> Any:
        """The private texts that hold it, worked out once in a statement however often it is used."""
        return texts_with(self.term.said)


def texts_with(said: str) -> Any:
    """The private texts that hold these words."""
    return select(PrivateText.id).where(holds(PrivateText.text, said)).cte()


def worded(texts: Any) -> Any:
    """The entries that one of these texts is, or ever was, a payee or note of."""
    ids = select(texts.c.id)
    return select(Wording.entry_id).where(or_(Wording.payee_id.in_(ids), Wording.note_id.in_(ids)))


def wanted(terms: Iterable[Term], known: Choices, words: bool) -> tuple[Wanted, ...]:
    """What to look for; places by what they are called to whoever is reading."""
    return tuple(Wanted(term, _places(term, known), words) for term in terms)


def _places(term: Term, known: Choices) -> dict[str, tuple[int, ...]]:
    found: dict[str, tuple[int, ...]] = {}
    for choice in known.all:
        if is_in(choice.name, term.said):
            found[choice.sort] = (*found.get(choice.sort, ()), choice.id)
    return found


def entry_has(one: Wanted) -> Any:
    """Whether a transaction of a listing holds this piece in any way; asked of the transaction alone, so that no
    database compares every one with every entry."""
    ways = [*_by_places(one.places), *_by_reading(one.term)]
    if one.words:
        found = one.texts
        texts, told = select(found.c.id), aliased(Transaction)
        ways.append(Transaction.entry_id.in_(worded(found)))
        ways.append(
            Transaction.entry_id.in_(
                select(told.entry_id).where(or_(told.reason_id.in_(texts), told.below_zero_id.in_(texts)))
            )
        )
    return or_(*ways) if ways else Transaction.id.is_(None)


def _by_places(places: Mapping[str, Sequence[int]]) -> list[Any]:
    ways = []
    if ids := places.get("account"):
        ways.append(Transaction.id.in_(select(MoneyLeg.transaction_id).where(MoneyLeg.account_id.in_(ids))))
    like = [column.in_(places[sort]) for sort, column in _PURPOSES if places.get(sort)]
    if like:
        ways.append(Transaction.id.in_(select(PurposeLeg.transaction_id).where(or_(*like))))
    return ways


def _by_reading(term: Term) -> list[Any]:
    ways: list[Any] = []
    if term.pence is not None:
        either = (term.pence, -term.pence)
        ways += [
            Transaction.id.in_(select(leg.transaction_id).where(leg.pence.in_(either)))
            for leg in (MoneyLeg, PurposeLeg)
        ]
    if term.reference is not None:
        called = select(Entry.id).where(Entry.series == term.reference.series, Entry.number == term.reference.number)
        if term.reference.year:
            called = called.where(Entry.year == term.reference.year)
        ways.append(Transaction.entry_id.in_(called))
    if term.days is not None:
        ways.append(Transaction.day.between(term.days.first, term.days.last))
    return ways


def found_by(line: "Line", sought: Iterable[Wanted]) -> list[str]:
    """By what a line was found, in words, each once: `amount`, `who`, `note`, `fund`."""
    said: dict[str, None] = {}
    for one in sought:
        by = list(_found_by(line, one))
        said |= dict.fromkeys(by or ([EARLIER] if one.words else []))
    return list(said)


def _found_by(line: "Line", one: Wanted) -> Iterable[str]:
    term = one.term
    reference = term.reference
    if reference and (line.series, line.number) == (reference.series, reference.number):
        yield "number"
    if term.days and line.day in term.days:
        yield "day"
    amounts = {abs(part.pence) for part in line.money} | {abs(part.pence) for part in line.purpose}
    if term.pence is not None and term.pence in amounts:
        yield "amount"
    if one.words:
        for label, text in (("who", line.words.payee), ("note", line.words.note)):
            if is_in(text, term.said):
                yield label
    named = [("what for", part.category) for part in line.purpose] + [("fund", part.fund) for part in line.purpose]
    named += [("budget heading", part.heading) for part in line.purpose]
    for label, name in (*named, *(("account", part.account) for part in line.money)):
        if is_in(name, term.said):
            yield label
