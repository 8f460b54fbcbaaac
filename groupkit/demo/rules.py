"""The example's rules: a constitution talked through and adopted, one change to it, two policies, one open question."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from groupkit.constitution import operations, queries
from groupkit.constitution.content import Adoption, Signer
from groupkit.constitution.operations import Decision
from groupkit.constitution.queries import Draft
from groupkit.constitution.reading import stock
from groupkit.constitution.shapes import CONSTITUTION
from groupkit.demo.book import Book

AIMS = (
    "to bring together people in our part of town who live with long-term pain, so that nobody has to manage alone: "
    "to share what helps, to make things together, and to have a say in the services we use"
)
OWN: dict[str, Any] = {
    "name": "Lantern Street Tuesdays",
    "area": "Lantern Street and the streets around it",
    "aims": AIMS,
    "who_for": "people who live with long-term pain",
    "quorum_number": 5,
    "signatories_related": "no",
}
HOW = {
    "aims": "We each wrote one line on a card, and read them out over two evenings.",
    "quorum_number": "Five came on the worst night of last winter.",
    "signatories_named": "Three, so that two can always sign when one of us is poorly.",
}
SIGNED = (
    Signer("Carys Bevan", "chair of the meeting"),
    Signer("Sol Whitlock", "secretary"),
    Signer("Tamsin Okafor", "treasurer"),
)
THE_ROOM = "our meeting at Lantern Street Library"


def live(book: Book) -> None:
    """Put everything about the example's rules into its year."""
    first = book.last_year.first

    def day(days: int) -> date:
        return first + timedelta(days=days)

    book.on(day(34), lambda: _begin_constitution(book))
    book.on(day(48), lambda: _talk_through(book))
    book.on(day(62), lambda: _put(book, CONSTITUTION, day(83), day(62), "Read out at our meeting, copies on the table"))
    book.on(day(83), lambda: _adopt(book, CONSTITUTION, day(83), Decision(), "agreed by everyone"))
    book.on(day(125), lambda: _policy(book, "safeguarding", day(125)))
    book.on(day(153), lambda: _policy(book, "financial_controls", day(153)))
    book.on(day(230), lambda: _begin_change(book))
    book.on(day(232), lambda: _put(book, CONSTITUTION, day(258), day(232), "By text, and by post for two of us"))
    decision = Decision(votes_for=7, votes_against=1, abstained=1, present=9, members=11)
    book.on(day(258), lambda: _adopt(book, CONSTITUTION, day(258), decision, "by a vote: seven for, one against"))
    book.on(book.today - timedelta(days=9), lambda: _begin_open_policy(book))


def _begin_constitution(book: Book) -> None:
    operations.begin_draft(stock().starting_points["small_association"], book.cast.secretary)


def _draft(subject: str) -> Draft:
    row = queries.open_draft(subject)
    if row is None:
        raise LookupError(f"the example has no draft of {subject}")
    return queries.draft_of(row)


def _talk_through(book: Book) -> None:
    """Their own answers first, what is usual for the rest."""
    by = book.cast.secretary
    year_end = _year_end(_draft(CONSTITUTION), book)
    for question, value in {**OWN, "year_end": year_end}.items():
        _answer(CONSTITUTION, question, value, book)
    operations.answer_as_usual(_draft(CONSTITUTION), by)
    for question, decided in HOW.items():
        draft = _draft(CONSTITUTION)
        stands = draft.choices.answers[question]
        version = draft.answers[question].version
        operations.answer(draft, question, version, answered=True, value=stands, decided=decided, ask=False, by=by)


def _answer(subject: str, question: str, value: Any, book: Book) -> None:
    draft = _draft(subject)
    row = draft.answers.get(question)
    operations.answer(
        draft,
        question,
        row.version if row else 0,
        answered=True,
        value=value,
        decided=HOW.get(question, ""),
        ask=False,
        by=book.cast.secretary,
    )


def _year_end(draft: Draft, book: Book) -> str:
    """The option that says the day on which the example's year ends."""
    asked = draft.asked["year_end"]
    kept = f"{book.last_year.last.month:02d}-{book.last_year.last.day:02d}"
    options = dict(zip(asked.means, asked.question.options, strict=True))
    return options.get(kept) or options["02-28" if kept.startswith("02") else "03-31"]


def _put(book: Book, subject: str, meeting: date, sent: date, how: str) -> None:
    draft = _draft(subject)
    seen = queries.mark_of(draft.content)
    operations.put_to_meeting(draft, seen, meeting_on=meeting, sent_on=sent, sent_how=how, by=book.cast.secretary)


def _adopt(book: Book, subject: str, on: date, decision: Decision, how: str) -> None:
    draft = _draft(subject)
    adoption = Adoption(on, on, THE_ROOM, how, SIGNED)
    ready = operations.prepare(draft.content, adoption)
    operations.adopt(draft, ready, decision, warnings=[], all_the_same=False, by=book.cast.secretary)


def _policy(book: Book, subject: str, on: date) -> None:
    _begin_policy(book, subject, {f"{subject}_contact": "our secretary"})
    operations.answer_as_usual(_draft(subject), book.cast.secretary)
    _fill_words(book, subject)
    _adopt(book, subject, on, Decision(), "agreed by everyone")


def _begin_policy(book: Book, subject: str, answers: Mapping[str, Any]) -> None:
    operations.begin_draft(stock().policies[subject], book.cast.secretary)
    for question, value in answers.items():
        if question in _draft(subject).asked:
            _answer(subject, question, value, book)


def _fill_words(book: Book, subject: str) -> None:
    """Whatever has no usual answer, in the words of a small group."""
    for question in _draft(subject).text.open:
        _answer(subject, question, "our coordinator", book)


def _begin_change(book: Book) -> None:
    """Winter showed that five is hard on a wet night."""
    base = queries.in_force(CONSTITUTION)
    full = queries.adopted_text(CONSTITUTION, base.number) if base else None
    if full is None:
        raise LookupError("the example has no constitution to change")
    reason = "Twice this winter only four of us came, and we could not even agree to buy wool."
    operations.begin_change(full, reason, book.cast.secretary)
    _answer(CONSTITUTION, "quorum_number", 4, book)


def _begin_open_policy(book: Book) -> None:
    """A policy that is being talked about, with one question kept for a meeting."""
    by = book.cast.secretary
    _begin_policy(book, "expenses", {})
    operations.answer_as_usual(_draft("expenses"), by)
    _fill_words(book, "expenses")
    draft = _draft("expenses")
    question = next(iter(draft.asked))
    row = draft.answers[question]
    operations.answer(draft, question, row.version, answered=False, value=None, decided="", ask=True, by=by)
