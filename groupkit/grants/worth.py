"""What is worth a look in a grant before anything is sent: a question each, never a fault. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from groupkit.dates import long_day
from groupkit.grants.facts import short
from groupkit.grants.few import USUAL, small_numbers_of_people
from groupkit.grants.rules import ASKED, SOON, headings_note
from groupkit.words import and_list

OUTCOME, RETURN = "grants.change_outcome", "grants.write_return"
BOOK, NO_RECEIPT, HEADINGS = "ledger.cash_book", "ledger.list_without_receipt", "budgets.list_headings"


@dataclass(frozen=True)
class WorthALook:
    """One thing: what was found, what groups usually do, and where the lines behind it are."""

    key: str
    words: str
    usual: str
    page: str
    """The endpoint of the page that shows the lines behind it."""
    where: Mapping[str, Any] = field(default_factory=dict)
    """What its address takes."""
    link: str = ""
    """What the way there is called, where it does not lead to the cash book."""


@dataclass(frozen=True)
class Under:
    """A heading with what was agreed for it and what was spent under it, in pence."""

    id: int
    name: str
    agreed: int
    spent: int
    closed: bool = False


@dataclass(frozen=True)
class Twice:
    """Payments of one day and one sum (pence) to one payee: how many there are."""

    day: date
    pence: int
    times: int


@dataclass(frozen=True)
class Text:
    """Something that was written and would be printed: under which question it stands, and where it is changed."""

    asked: str
    words: str
    page: str
    where: Mapping[str, Any]


@dataclass(frozen=True)
class Unmet:
    """An outcome with a target of the funder's and no figure yet, and where it is changed."""

    words: str
    target: int
    where: Mapping[str, Any]


@dataclass(frozen=True)
class Looked:
    """All that is looked at, up to a day; money in pence."""

    fund_id: int
    amount: int
    until: date
    stage: str = "accepted"
    claimed: bool = False
    starts: date | None = None
    ends: date | None = None
    may_move: int | None = None
    """What may move between headings without asking, in per cent of a heading; None: nobody has said."""
    headings: Sequence[Under] = ()
    loose: int = 0
    """Spent under no heading."""
    before: int = 0
    """Spent before the grant started."""
    after: int = 0
    """Spent after it ended."""
    spent: int = 0
    left: int = 0
    """What is in its fund."""
    no_receipt: tuple[int, int] = (0, 0)
    """How many payments have none, and what these come to."""
    twice: Sequence[Twice] = ()
    texts: Sequence[Text] = ()
    """What was written in the draft of a return and with the outcomes."""
    unmet: Sequence[Unmet] = ()

    def lines(self, **more: Any) -> dict[str, Any]:
        """The address of the lines of its fund, narrowed further."""
        return {"fund": self.fund_id, **{name: value for name, value in more.items() if value is not None}}


def worth_a_look(looked: Looked) -> list[WorthALook]:
    """Everything that is worth a look, in the order in which a funder would see it; nothing while it is asked for."""
    if looked.stage in ASKED:
        return []
    of_money = (_outside, _under_none, _over_headings, _refunds, _without_receipt, _twice, _over_all, _unspent)
    return [one for way in (*of_money, _adding_up, _few_people, _no_figure) for one in way(looked)]


def _outside(looked: Looked) -> Iterator[WorthALook]:
    if looked.starts and looked.before > 0:
        yield WorthALook(
            "before",
            f"{short(looked.before)} was spent before the grant started on {long_day(looked.starts)}",
            "Most funders pay only for what was spent between their two days. Groups usually put such spending under "
            "other money, or ask the funder",
            BOOK,
            looked.lines(to=_iso_before(looked.starts)),
        )
    if looked.ends and looked.after > 0:
        yield WorthALook(
            "after",
            f"{short(looked.after)} was spent after the grant ended on {long_day(looked.ends)}",
            "A bill often comes later than what it is for: then groups say so beside it. Otherwise they put it under "
            "other money, or ask the funder for more time",
            BOOK,
            looked.lines(**{"from": _iso_after(looked.ends)}),
        )


def _under_none(looked: Looked) -> Iterator[WorthALook]:
    if looked.headings and looked.loose > 0:
        yield WorthALook(
            "no_heading",
            f"{short(looked.loose)} was spent under no heading",
            "The funder agreed to headings, so groups usually say for each payment under which one it belongs. A "
            "payment is put right in the cash book",
            BOOK,
            looked.lines(),
        )


def _over_headings(looked: Looked) -> Iterator[WorthALook]:
    for one in looked.headings:
        free = one.agreed * (looked.may_move or 0) // 100
        over = one.spent - one.agreed
        if over > free:
            room = f", and {short(free)} of that may move without asking" if free else ""
            yield WorthALook(
                "over",
                f"“{one.name}” is {short(over)} over the {short(one.agreed)} that was agreed for it{room}",
                "Groups usually ask the funder whether money may move between headings, before they spend it where "
                "they can, and write down the yes. Or the rest is paid from their own money",
                BOOK,
                looked.lines(heading=one.id),
            )


def _refunds(looked: Looked) -> Iterator[WorthALook]:
    for one in looked.headings:
        if one.spent < 0:
            yield WorthALook(
                "refund",
                f"More came back under “{one.name}” than was paid: {short(-one.spent)}",
                "Money that came back often belongs under the heading that it was paid from. It is put right in the "
                "cash book",
                BOOK,
                looked.lines(heading=one.id),
            )
    if looked.loose < 0:
        yield WorthALook(
            "refund",
            f"More came back under no heading than was paid: {short(-looked.loose)}",
            "Money that came back belongs where it was paid from. It is put right in the cash book",
            BOOK,
            looked.lines(),
        )


def _without_receipt(looked: Looked) -> Iterator[WorthALook]:
    many, pence = looked.no_receipt
    if many:
        said = "One payment has no receipt yet" if many == 1 else f"{many} payments have no receipt yet"
        yield WorthALook(
            "no_receipt",
            f"{said}: {short(pence)}{' in all' if many > 1 else ''}",
            "Groups ask the shop or whoever paid for a copy. Where one is lost, two people write down that they know "
            "of it",
            NO_RECEIPT,
            looked.lines(),
        )


def _twice(looked: Looked) -> Iterator[WorthALook]:
    for one in looked.twice:
        many = "Two" if one.times == 2 else str(one.times)
        yield WorthALook(
            "twice",
            f"{many} payments on {long_day(one.day)} are of the same sum to the same place: {short(one.pence)} each",
            "Often both are right. If one was written down twice, it is taken back in the cash book: its story stays",
            BOOK,
            looked.lines(**{"from": one.day.isoformat(), "to": one.day.isoformat()}),
        )


def _over_all(looked: Looked) -> Iterator[WorthALook]:
    over = looked.spent - looked.amount
    if over > 0:
        yield WorthALook(
            "over_all",
            f"{short(looked.spent)} was spent, which is {short(over)} more than the grant",
            "A grant pays up to its sum. Groups usually move what is missing from their own money, and may tell the "
            "funder that they put in something of their own",
            BOOK,
            looked.lines(),
        )


def _unspent(looked: Looked) -> Iterator[WorthALook]:
    left = looked.amount - looked.spent if looked.claimed else looked.left
    if looked.ends is None or left <= 0 or looked.until < looked.ends - SOON:
        return
    ended = looked.until > looked.ends
    when = f"{'ended' if ended else 'ends'} on {long_day(looked.ends)}"
    yield WorthALook(
        "unspent",
        f"{short(left)} is not spent, and the grant {when}",
        "Groups ask before they spend it later or on something else: many funders say yes to a short letter. What "
        "nobody needs goes back",
        BOOK,
        looked.lines(),
    )


def _adding_up(looked: Looked) -> Iterator[WorthALook]:
    note = headings_note(looked.amount, [one.agreed for one in looked.headings if not one.closed])
    if note:
        names = and_list(one.name for one in looked.headings if not one.closed)
        yield WorthALook(
            "headings",
            note,
            f"Groups compare {names} with the letter, and change the one that is not as it was agreed",
            HEADINGS,
        )


def _few_people(looked: Looked) -> Iterator[WorthALook]:
    for one in looked.texts:
        if found := small_numbers_of_people(one.words):
            yield WorthALook(
                "few_people",
                f"“{one.asked.rstrip('.')}” says {and_list(f'“{words}”' for words in found)}",
                f"In a small group a number from one to four can point at somebody. Groups usually write “{USUAL}”, "
                "or leave the number out",
                one.page,
                one.where,
                "Where it is written",
            )


def _no_figure(looked: Looked) -> Iterator[WorthALook]:
    for one in looked.unmet:
        yield WorthALook(
            "no_figure",
            f"The funder would like {one.target:,} for “{one.words.rstrip('.')}”, and no figure stands beside it yet",
            "Groups count it before the return goes out, or say there why it could not be counted. A good guess is "
            "fine, marked as one",
            OUTCOME,
            one.where,
            "Write the figure down",
        )


def _iso_before(day: date) -> str:
    return date.fromordinal(day.toordinal() - 1).isoformat()


def _iso_after(day: date) -> str:
    return date.fromordinal(day.toordinal() + 1).isoformat()
