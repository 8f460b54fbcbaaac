"""A starter grant from the Community Chest, and short ways to spend it, to write its return and to file that."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from io import BytesIO
from typing import Any

from sqlalchemy import select

from groupkit.access.actor import Actor
from groupkit.db import db
from groupkit.grants import filing, operations, queries
from groupkit.grants.models import FiledReturn, Grant, Return
from groupkit.grants.paper import Answers
from groupkit.grants.rules import Budget
from groupkit.history import HistoryLine
from groupkit.ledger import operations as ledger
from groupkit.ledger import queries as book
from groupkit.ledger.models import Entry
from groupkit.ledger.rules import Part
from groupkit.pictures import Prepared
from tests import builders
from tests.builders import AGroup
from tests.restoring import made_once

NOON = datetime(2026, 11, 18, 12, 0, tzinfo=UTC)
TODAY = NOON.date()
HEADINGS = [Budget("Wool", 16_000), Budget("Room hire", 14_000), Budget("Bus fares", 10_000)]
PURPOSE = "Wool and a warm room, so that nobody sits alone on a Tuesday"
ANSWERS: Answers = {
    "what_we_did": "Met 21 times, every other Tuesday.",
    "how_many_people": {"number": 14, "about": True},
    "difference": "“I don’t have to explain myself.”",
    "learned_or_next": "The bus fare matters more than we thought.",
}
TYPED = {
    "answer_what_we_did": "Met 21 times.",
    "answer_how_many_people": "14",
    "about_how_many_people": "y",
    "answer_difference": "It made a difference.",
    "answer_learned_or_next": "More buses.",
}


def picture(colour: str = "white", name: str = "photo.png", size: tuple[int, int] = (40, 30)) -> Prepared:
    """A small picture in one colour."""
    return Prepared(picture_bytes(colour, size), "image/png", *size, name)


def picture_bytes(colour: str = "white", size: tuple[int, int] = (40, 30)) -> bytes:
    from PIL import Image

    file = BytesIO()
    Image.new("RGB", size, colour).save(file, "PNG")
    return file.getvalue()


@dataclass
class Giving:
    """The grant, and who writes; everything by name."""

    group: AGroup
    by: Actor
    other: Actor
    row: Grant = field(init=False)

    def __post_init__(self) -> None:
        self.row = operations.add_grant(
            funder="Community Chest",
            reference="CC/118",
            amount=40_000,
            purpose=PURPOSE,
            headings=HEADINGS,
            due=date(2026, 12, 20),
            by=self.by,
        )

    def id(self, sort: str, name: str) -> int:
        """The row of an account, category or heading."""
        return next(
            one.id
            for one in book.choices().all
            if (one.sort, one.name) == (sort, name) and (sort != "heading" or one.parent == self.row.fund_id)
        )

    def receive(self, pence: int = 40_000, day: date = date(2026, 2, 3)) -> Entry:
        part = Part(pence, self.id("category", "Grants"), self.row.fund_id)
        return ledger.record_receipt(
            day=day, account=self.id("account", "Bank"), amount=pence, parts=[part], payee="Community Chest", by=self.by
        )

    def spend(
        self,
        pence: int,
        heading: str = "Wool",
        day: date = date(2026, 3, 1),
        category: str = "Materials",
        refund: bool = False,
    ) -> Entry:
        part = Part(
            pence, self.id("category", category), self.row.fund_id, self.id("heading", heading) if heading else None
        )
        act: Any = ledger.record_refund if refund else ledger.record_payment
        answers = ledger.Answers(below_zero="The money is on its way")
        entry: Entry = act(
            day=day,
            account=self.id("account", "Bank"),
            amount=pence,
            parts=[part],
            payee="A shop",
            by=self.by,
            answers=answers,
        )
        return entry

    def write(
        self, answers: Answers | None = None, version: int | None = None, by: Actor | None = None, **pictures: Prepared
    ) -> Return:
        """Save the draft, from the version that stands unless told."""
        draft = queries.draft_of(self.row)
        return operations.save_draft(
            self.row,
            draft.version if version is None else version,
            draft.format,
            ANSWERS if answers is None else answers,
            by or self.by,
            pictures,
        )

    def ready(self) -> filing.Filing:
        return filing.prepare(self.row, queries.draft_of(self.row), self.by.slug)

    def file(self, ready: filing.Filing | None = None) -> FiledReturn:
        ready = ready or self.ready()
        return operations.file_return(self.row, ready, ready.version, ready.seen, self.by)

    def told(self) -> HistoryLine:
        """The newest line of the history."""
        return self.lines()[-1]

    def lines(self) -> list[HistoryLine]:
        return list(db.session.scalars(select(HistoryLine).order_by(HistoryLine.number)))


@dataclass(frozen=True)
class Saved:
    """A group whose grant has been saved, and the addresses of its pages."""

    group: AGroup
    grant_id: int

    def url(self, path: str = "") -> str:
        return self.group.url(f"/grants/{self.grant_id}{path}")

    def giving(self) -> Giving:
        """The short ways again, inside the books."""
        found = Giving.__new__(Giving)
        found.group, found.by, found.other = self.group, _actor(self.group, "tamsin"), _actor(self.group, "carys")
        row = queries.grant(self.grant_id)
        assert row is not None
        found.row = row
        return found


@made_once
def saved_grant(spent: int = 14_835) -> Saved:
    """A fresh group with the grant, its money in the bank, and some wool."""
    group = builders.a_group(name="Hill Street Mornings")
    by, other = group.tamsin.actor, group.carys.actor
    _actors[group.slug] = {"tamsin": by, "carys": other}
    with builders.in_books_of(group):
        given = Giving(group, by, other)
        given.receive()
        given.spend(spent)
        return Saved(group, given.row.id)


_actors: dict[str, dict[str, Actor]] = {}


def _actor(group: AGroup, who: str) -> Actor:
    return _actors[group.slug][who]
