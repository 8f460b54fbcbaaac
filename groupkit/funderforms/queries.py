"""Reading funders' forms: which there are for a grant, what each cell is for, and what was filled in."""

import json
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from sqlalchemy import or_, select

from groupkit import tenancy
from groupkit.dates import day_of, long_day
from groupkit.db import db
from groupkit.files import StoredFile
from groupkit.funderforms import placing
from groupkit.funderforms.mapping_file import Pointed
from groupkit.funderforms.models import FilledForm, FormMapping, FunderForm
from groupkit.funderforms.placing import Placeable
from groupkit.grants import queries as grants
from groupkit.grants.given_out import GivenOut, plain_name
from groupkit.grants.models import Grant, Return
from groupkit.ledger.models import Heading
from groupkit.workbook.form_filling import Put

GONE = "What this cell was for is not there for this grant"
KEPT_BACK = (
    "It is kept back, as in a return: a number from one to four can point at somebody, and so can one beside it. "
    "Write it in yourself if everybody it speaks of would be happy to see it there"
)
OWN_WORDS = "Words of your own"


def grant(grant_id: int) -> Grant | None:
    """One grant by row."""
    return grants.grant(grant_id)


def forms_for(row: Grant) -> list[FunderForm]:
    """The forms that can be filled in for a grant: its own, and those offered to all grants of its funder."""
    kept = db.session.scalars(
        select(FunderForm).where(FunderForm.set_aside_at.is_(None)).order_by(FunderForm.id.desc())
    )
    return [one for one in kept if is_for(one, row)]


def is_for(form: FunderForm, row: Grant) -> bool:
    """Whether a form is offered to a grant."""
    return form.grant_id == row.id or (form.shared and form.funder.casefold() == row.funder.casefold())


def form_and_draft(grant_id: int, form_id: int) -> tuple[Grant, grants.Draft, FunderForm, bytes] | None:
    """One form that is offered to a grant, set aside or not, with its bytes as it was sent, beside the grant and the
    draft of the return on it: one question."""
    found = db.session.execute(
        select(FunderForm, StoredFile.data, Grant, Return)
        .join(StoredFile, StoredFile.id == FunderForm.file_id)
        .join(Grant, or_(FunderForm.grant_id == Grant.id, FunderForm.shared))
        .outerjoin(Return, Return.grant_id == Grant.id)
        .where(FunderForm.id == form_id, Grant.id == grant_id)
    ).one_or_none()
    if found is None or not is_for(found[0], found[2]):
        return None
    return found[2], grants.draft_as(found[2], found[3]), found[0], found[1] or b""


def mappings(form: FunderForm) -> list[FormMapping]:
    """What each cell of a form is for, in the order in which they were said."""
    return list(db.session.scalars(select(FormMapping).where(FormMapping.form_id == form.id).order_by(FormMapping.id)))


def mapping_at(form: FunderForm, sheet: str, cell: str) -> FormMapping | None:
    """What one cell is for."""
    return db.session.scalar(
        select(FormMapping).where(FormMapping.form_id == form.id, FormMapping.sheet == sheet, FormMapping.cell == cell)
    )


def filled_for(row: Grant) -> list[FilledForm]:
    """The forms that were filled in for a grant, the latest first."""
    return list(
        db.session.scalars(select(FilledForm).where(FilledForm.grant_id == row.id).order_by(FilledForm.number.desc()))
    )


def filled(row: Grant, number: int) -> FilledForm | None:
    """One filled form of a grant by its number."""
    return db.session.scalar(select(FilledForm).where(FilledForm.grant_id == row.id, FilledForm.number == number))


def figures_given() -> Iterator[GivenOut]:
    """Every form that was filled in for any grant, with the figures about people in it."""
    filled = (
        select(FilledForm, Grant.funder, FunderForm.funder.label("sent_by"))
        .join(Grant, Grant.id == FilledForm.grant_id)
        .join(FunderForm, FunderForm.id == FilledForm.form_id)
        .order_by(FilledForm.id)
    )
    for one, funder, sent_by in db.session.execute(filled):
        figures = json.loads(one.figures) if one.figures else None if _tells_of_people(one) else {}
        names = (funder, sent_by, (figures or {}).get("funder", funder))
        called = f"Form {one.number} of {funder}, filled in on {long_day(day_of(one.filled_at, tenancy.scope().zone))}"
        yield GivenOut(one.grant_id, frozenset(plain_name(name) for name in names), figures, called)


def _tells_of_people(filled: FilledForm) -> bool:
    """Whether a count of people stands in a form whose figures were not kept."""
    placed = json.loads(filled.report).get("placed", ())
    return any(one["label"].startswith(placing.LABELS_OF_PEOPLE) for one in placed)


def names_of(forms: Collection[int]) -> dict[int, str]:
    """What forms are called, by row."""
    if not forms:
        return {}
    rows = db.session.execute(select(FunderForm.id, FunderForm.name).where(FunderForm.id.in_(forms)))
    return {one.id: one.name for one in rows}


@dataclass(frozen=True)
class Meant:
    """A cell with what it is for: its label, and what it is today (None: nothing yet)."""

    mapping: FormMapping
    found: Placeable | None

    @property
    def label(self) -> str:
        return self.found.label if self.found else GONE

    @property
    def shown(self) -> str:
        return self.found.shown if self.found else ""

    @property
    def kept_back(self) -> bool:
        return self.found is not None and self.found.kept_back

    @property
    def why(self) -> str:
        """Why there is nothing to put there; empty where there is, or nobody has said anything yet."""
        if self.found is None:
            return GONE
        return KEPT_BACK if self.found.kept_back else ""

    @property
    def put(self) -> Put:
        return Put(self.mapping.sheet, self.mapping.cell, self.found.value if self.found else None)


def meant(rows: list[FormMapping], known: list[Placeable]) -> list[Meant]:
    """Each mapping of a form with what it is for this grant."""
    by_key = {one.key: one for one in known}
    elsewhere = heading_names(row.what for row in rows if row.what not in by_key)
    return [Meant(row, _found(row, by_key, elsewhere)) for row in rows]


def _found(row: FormMapping, by_key: dict[str, Placeable], elsewhere: dict[int, str]) -> Placeable | None:
    if row.what == placing.TEXT:
        return Placeable(row.what, OWN_WORDS, "", row.words)
    if row.what in by_key:
        return by_key[row.what]
    heading = heading_in(row.what)
    name = elsewhere.get(heading or 0)
    return _by_label(by_key, f"{name}: {row.what.rpartition(':')[2]}") if name else None


def _by_label(by_key: dict[str, Placeable], label: str) -> Placeable | None:
    """A heading of the same name: the form was pointed at those of another grant of this funder."""
    alike = (one for one in by_key.values() if one.group == placing.HEADINGS)
    return next((one for one in alike if one.label.casefold() == label.casefold()), None)


def heading_in(what: str) -> int | None:
    """The row of the heading that a key is about."""
    kind, _, rest = what.partition(":")
    number = rest.partition(":")[0]
    return int(number) if kind == "heading" and number.isascii() and number.isdigit() and len(number) < 19 else None


def heading_names(keys: Iterable[str]) -> dict[int, str]:
    """What the headings of these keys are called, by row."""
    rows = {found for key in keys if (found := heading_in(key)) is not None}
    if not rows:
        return {}
    told = db.session.execute(select(Heading.id, Heading.name).where(Heading.id.in_(rows)))
    return {one.id: one.name for one in told}


def pointed(rows: list[FormMapping]) -> list[Pointed]:
    """The mappings of a form as a file tells them: without words of one's own, and with headings by name."""
    names = heading_names(row.what for row in rows)
    found = []
    for row in rows:
        heading = heading_in(row.what)
        if heading is not None and heading in names:
            what = f"heading:{row.what.rpartition(':')[2]}"
            found.append(Pointed(row.sheet, row.cell, what, names[heading]))
        elif row.what != placing.TEXT and heading is None:
            found.append(Pointed(row.sheet, row.cell, row.what))
    return found
