"""Drafts to talk about: one that forgets everything afterwards, and saved ones for pages."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from groupkit.access.actor import Actor
from groupkit.constitution import operations, queries
from groupkit.constitution.queries import Draft
from groupkit.db import db
from groupkit.history import HistoryLine
from tests import builders
from tests.builders import AGroup, in_books_of
from tests.ledger.books import counted as counted


@dataclass
class Drafting:
    """A draft of a small association, inside the books: `now` is the draft as it stands."""

    group: AGroup
    by: Actor
    other: Actor
    draft_id: int

    @property
    def now(self) -> Draft:
        return the_draft(self.draft_id)

    def answer(self, question: str, value: Any, version: int | None = None, **more: Any) -> Any:
        """Answer a question as whoever looked at it last."""
        row = self.now.answers.get(question)
        known = {"answered": True, "decided": "", "ask": False, "by": self.by, **more}
        stands = row.version if row else 0
        return operations.answer(self.now, question, stands if version is None else version, value=value, **known)

    def words(self, clause: str) -> str:
        """What a clause says now."""
        found = self.now.text.clause(clause)
        assert found is not None, f"{clause} is not in the text"
        return found.words


@dataclass
class SavedDraft:
    """A draft that is saved, with the addresses of its pages."""

    group: AGroup
    draft_id: int

    def url(self, path: str = "/") -> str:
        """An address under the draft."""
        return self.group.url(f"/constitution/draft/{self.draft_id}{path}")

    def question(self, key: str) -> str:
        """The address of a question."""
        return self.url(f"/questions/{key}")

    @property
    def now(self) -> Draft:
        """The draft as it stands; call it inside the books."""
        return the_draft(self.draft_id)

    def words(self, clause: str) -> str:
        """What a clause says now, as it is saved."""
        with in_books_of(self.group):
            text = self.now.text.clause(clause)
            return text.words if text else ""

    def clauses(self) -> list[str]:
        """The keys of the clauses that are in, in order."""
        with in_books_of(self.group):
            return [one.key for one in self.now.text.clauses]


def the_draft(draft_id: int) -> Draft:
    """A draft as it stands; call it inside the books."""
    found = queries.draft(draft_id)
    assert found is not None
    return found


def begin(by: Actor, starting_point: str = "small_association") -> int:
    """Begin a draft; call it inside the books."""
    shape = queries.shape_named(starting_point)
    assert shape is not None
    return operations.begin_draft(shape, by).id


def saved_draft(starting_point: str = "small_association", group: AGroup | None = None) -> SavedDraft:
    """A fresh group that has just begun."""
    group = group or builders.a_group()
    by = group.sol.actor
    with in_books_of(group):
        return SavedDraft(group, begin(by, starting_point))


def told(what: str) -> list[HistoryLine]:
    """The lines of the history that tell of this; call it inside the books."""
    return list(db.session.scalars(select(HistoryLine).where(HistoryLine.what == what).order_by(HistoryLine.number)))
