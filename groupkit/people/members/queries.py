"""Reading the list of members: pages of it, one person, and what is known of them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import and_, func, or_, select

from groupkit import tenancy
from groupkit.access.models import Agreement, Person
from groupkit.db import db
from groupkit.jobs.models import Signatory
from groupkit.people.members import rules
from groupkit.people.members.models import Consent, ContactCard, Erasure
from groupkit.rulebook.queries import in_force
from groupkit.rulebook.rules import RULES
from groupkit.words import folded

ON_A_PAGE = 50
AT_ONCE = 2_000
"""How many members an export reads at a time, so that its memory stays flat."""


@dataclass(frozen=True, slots=True)
class Member:
    """One line of the list; without a card `way` and `contact` are empty."""

    person_id: int
    number: int
    name: str
    joined_on: date | None
    left_on: date | None
    way: str
    contact: str
    large_print: bool
    language: str
    helps: str
    emergency_on_paper: bool
    agreed_on: date | None


@dataclass(frozen=True)
class Page:
    """One page of the list, as the template of pages takes it."""

    members: list[Member]
    number: int
    total: int

    @property
    def pages(self) -> int:
        """How many pages there are, at least one."""
        return max(1, -(-self.total // ON_A_PAGE))


def page_of(number: int, words: str = "", left: bool = False, contacts: bool = True) -> Page:
    """A page of those who are here, or of those who left and are not taken out yet; the last page beyond the end.

    Words are looked for in names, and in contacts only where these may be seen; accents and apostrophes make no
    difference.
    """
    wanted = _sought(left)
    if words:
        found = list(_numbers_with(words, left, contacts))
        number = _page_within(number, len(found))
        here = found[(number - 1) * ON_A_PAGE : number * ON_A_PAGE]
        rows = db.session.execute(wanted.where(Person.number.in_(here)).order_by(Person.number))
        return Page([_member(row) for row in rows], number, len(found))
    total = db.session.scalar(select(func.count()).select_from(wanted.with_only_columns(Person.id).subquery())) or 0
    number = _page_within(number, total)
    rows = db.session.execute(wanted.order_by(Person.number).limit(ON_A_PAGE).offset((number - 1) * ON_A_PAGE))
    return Page([_member(row) for row in rows], number, total)


def _page_within(number: int, total: int) -> int:
    return min(max(number, 1), max(1, -(-total // ON_A_PAGE)))


def _numbers_with(words: str, left: bool, contacts: bool) -> Iterator[int]:
    """The numbers of those whose name or contact holds the words, read in slices: no two engines fold letters alike."""
    sought, after = folded(words), 0
    narrow = _sought(left).with_only_columns(Person.number, Person.name, ContactCard.contact).order_by(Person.number)
    while True:
        rows = db.session.execute(narrow.where(Person.number > after).limit(AT_ONCE)).all()
        for row in rows:
            texts = (row.name, row.contact or "") if contacts else (row.name,)
            if str(row.number) == words or (sought and any(sought in folded(text) for text in texts)):
                yield row.number
        if len(rows) < AT_ONCE:
            return
        after = rows[-1].number


def everyone_here() -> Iterator[Member]:
    """Everybody who is here, by number, read in slices; between two slices nothing is held open."""
    after = 0
    while True:
        wanted = _sought(left=False).where(Person.number > after).order_by(Person.number).limit(AT_ONCE)
        found = [_member(row) for row in db.session.execute(wanted)]
        db.session.rollback()
        yield from found
        if len(found) < AT_ONCE:
            return
        after = found[-1].number


def kept_months() -> int:
    """For how many months a name and a contact stay after somebody has left: twelve unless the group says otherwise."""
    return int(in_force(RULES["members_kept_months"]).value)


def member(number: int) -> Member | None:
    """A member by number, here or gone, unless they have been taken out; a critical friend is none."""
    row = db.session.execute(_list().where(Person.number == number, Erasure.id.is_(None))).one_or_none()
    return _member(row) if row else None


def card_of(person_id: int) -> ContactCard | None:
    """Somebody's card."""
    return db.session.scalar(select(ContactCard).where(ContactCard.person_id == person_id))


def consents_of(person_id: int) -> list[Consent]:
    """Everything that somebody agreed to, the latest first."""
    wanted = select(Consent).where(Consent.person_id == person_id).order_by(Consent.id.desc())
    return list(db.session.scalars(wanted))


def consent_of(person_id: int) -> Consent | None:
    """What somebody agrees to now."""
    return next((one for one in consents_of(person_id) if one.withdrawn_on is None), None)


def latest_wording() -> str | None:
    """The words that were asked last in this group, for the next to be asked alike."""
    asked = select(Consent.wording).where(Consent.wording.not_in(("", rules.WORDS_NOT_KNOWN)))
    return db.session.scalar(asked.order_by(Consent.id.desc()).limit(1))


def erasure_of(person_id: int) -> Erasure | None:
    """When and why somebody was taken out."""
    return db.session.scalar(select(Erasure).where(Erasure.person_id == person_id))


def left_long_ago(day: date, most: int) -> list[Person]:
    """Those who left on this day or before and have not been taken out, at most so many.

    A critical friend has left when their last agreement was over. Whom the bank still lets sign is not among them.
    """
    signs = select(Signatory.id).where(
        Signatory.group_id == Person.group_id, Signatory.person_id == Person.id, Signatory.off_on.is_(None)
    )
    wanted = (
        select(Person)
        .outerjoin(Erasure, (Erasure.group_id == Person.group_id) & (Erasure.person_id == Person.id))
        .where(Erasure.id.is_(None), ~signs.exists(), or_(Person.left_on <= day, _looked_in_until(day)))
        .order_by(Person.id)
        .limit(most)
    )
    return list(db.session.scalars(wanted))


def _looked_in_until(day: date) -> Any:
    """Of critical friends those whose last agreement was over on a day or before."""
    theirs = select(Agreement.id).where(Agreement.group_id == Person.group_id, Agreement.person_id == Person.id)
    next_day = datetime.combine(day + timedelta(days=1), time.min, ZoneInfo(tenancy.scope().zone))
    later = theirs.where(Agreement.until > day, or_(Agreement.ended_at.is_(None), Agreement.ended_at >= next_day))
    return and_(Person.friend, theirs.exists(), ~later.exists())


def known() -> list[tuple[int, str, str]]:
    """Number, name and contact of everybody who is here, for an import to find who is there already."""
    rows = db.session.execute(_sought(left=False).with_only_columns(Person.number, Person.name, ContactCard.contact))
    return [(row[0], row[1], row[2] or "") for row in rows]


def _list() -> Any:
    agreed = (
        select(func.max(Consent.given_on))
        .where(Consent.group_id == Person.group_id, Consent.person_id == Person.id, Consent.withdrawn_on.is_(None))
        .correlate(Person)
        .scalar_subquery()
    )
    return (
        select(
            Person.id,
            Person.number,
            Person.name,
            Person.joined_on,
            Person.left_on,
            ContactCard.way,
            ContactCard.contact,
            ContactCard.large_print,
            ContactCard.language,
            ContactCard.helps,
            ContactCard.emergency_on_paper,
            agreed.label("agreed_on"),
        )
        .select_from(Person)
        .outerjoin(ContactCard, (ContactCard.group_id == Person.group_id) & (ContactCard.person_id == Person.id))
        .outerjoin(Erasure, (Erasure.group_id == Person.group_id) & (Erasure.person_id == Person.id))
        .where(Person.friend.is_(False))
    )


def _sought(left: bool) -> Any:
    return _list().where(Erasure.id.is_(None), Person.left_on.is_not(None) if left else Person.left_on.is_(None))


def _member(row: Any) -> Member:
    return Member(
        person_id=row.id,
        number=row.number,
        name=row.name,
        joined_on=row.joined_on,
        left_on=row.left_on,
        way=row.way or "",
        contact=row.contact or "",
        large_print=bool(row.large_print),
        language=row.language or "",
        helps=row.helps or "",
        emergency_on_paper=bool(row.emergency_on_paper),
        agreed_on=row.agreed_on,
    )
