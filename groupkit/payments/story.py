"""A request in plain words: everything that happened to it, the newest first."""

from collections.abc import Iterator

from groupkit.ledger import queries as book
from groupkit.ledger.queries import Choices
from groupkit.ledger.telling import Happened
from groupkit.money import pounds
from groupkit.payments import rules
from groupkit.payments.queries import Asked, People, Said
from groupkit.printing import long_day


def told(asked: Asked, people: People, known: Choices) -> list[Happened]:
    """What happened, with who and when."""
    return sorted(_told(asked, people, known), key=lambda one: one.at)[::-1]


def _told(asked: Asked, people: People, known: Choices) -> Iterator[Happened]:
    ready = True
    for said in asked.wordings:
        begin = "Worded anew, so that everybody is asked again" if ready else "Said which money it comes from"
        begin, ready = begin if said.number > 1 else "Asked for", said.ready
        yield Happened(said.at, people.called(said.by_no), f"{begin}: {in_words(said, known)}.")
    for yes in asked.yeses:
        earlier = "" if yes.wording == asked.now.number else " That was to the earlier wording, so it counts no longer."
        who = people.name(yes.person_id)
        words = f"{who} signed on paper." if yes.sheet_id else "Said yes."
        yield Happened(yes.at, people.called(yes.by_no), f"{words}{earlier}")
    for one in asked.exceptions:
        words = f"Made an exception: {one.said_yes} of {one.needed} said yes. Why: {one.why}."
        shown = f" Shown to the meeting on {long_day(one.shown_on)}." if one.shown_on else ""
        yield Happened(one.at, people.called(one.by_no), words + shown)
    if asked.ended:
        why = f" Why: {asked.ended.why}." if asked.ended.why else ""
        at = f", as {asked.ended.reference}" if asked.ended.reference else ""
        yield Happened(asked.ended.at, people.called(asked.ended.by_no), f"{rules.ENDS[asked.ended.how]}{at}.{why}")


def in_words(said: Said, known: Choices) -> str:
    """What is asked for, in one line without its full stop."""
    words = [f"{pounds(said.pence)} for {said.purpose}"]
    if said.payee:
        words.append(f"to {said.payee}")
    if said.account_id:
        words.append(f"from {known.name('account', said.account_id)}")
    if said.category_id:
        fund = known.name("fund", said.fund_id)
        words.append(f"as {known.name('category', said.category_id)} ({fund})")
    if said.way:
        words.append(rules.WAYS[said.way].lower())
    return ", ".join(words)


def put_right(asked: Asked) -> bool:
    """Whether the line of the book that paid it was put right since, so that it says another sum or none."""
    if asked.ended is None or asked.ended.entry_id is None:
        return False
    last = book.latest_transaction(asked.ended.entry_id)
    paid = -sum(leg.pence for leg in book.legs_of(last.id).money)
    return last.revision > 0 and (last.void or paid != asked.now.pence)
