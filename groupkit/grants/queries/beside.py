"""Reading what goes with a grant: instalments, papers, what stands beside its money, outcomes, what was agreed."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import select

from groupkit.budgets.models import FunderBudget
from groupkit.constitution import queries as constitution
from groupkit.db import db
from groupkit.decisions import queries as decisions
from groupkit.decisions.models import Decision
from groupkit.files import StoredFile
from groupkit.grants import rules
from groupkit.grants.models import Grant, GrantExtra, GrantInstalment, GrantOutcome, GrantPaper
from groupkit.grants.titles import telling_title
from groupkit.jobs.models import GroupJob


@dataclass(frozen=True)
class PaperCard:
    """A paper that goes with a grant."""

    id: int
    what: str
    """What it is, in words."""
    kept_at: datetime
    mime: str
    agreement: int | None
    """Of which version of what the funder agreed to it is the yes."""


@dataclass(frozen=True)
class ExtraCard:
    """Something beside the money of a grant, with the job whose holder keeps it; pence, or None without a sum."""

    row: GrantExtra
    keeper: str


def instalments(row: Grant) -> list[GrantInstalment]:
    """Every instalment of a grant in the order of its days; those that will not come any more, too."""
    wanted = select(GrantInstalment).where(GrantInstalment.grant_id == row.id)
    return list(db.session.scalars(wanted.order_by(GrantInstalment.due_on, GrantInstalment.id)))


def papers(row: Grant) -> list[PaperCard]:
    """The papers of a grant that are there, the newest first; the file's bytes are not read."""
    rows = db.session.execute(
        select(GrantPaper.id, GrantPaper.what, GrantPaper.kept_at, StoredFile.mime, FunderBudget.number)
        .join(StoredFile, StoredFile.id == GrantPaper.file_id)
        .outerjoin(FunderBudget, FunderBudget.id == GrantPaper.agreement_id)
        .where(GrantPaper.grant_id == row.id, StoredFile.gone_at.is_(None))
        .order_by(GrantPaper.id.desc())
    )
    return [PaperCard(one.id, rules.PAPERS[one.what], one.kept_at, one.mime, one.number) for one in rows]


def paper_file(row: Grant, paper_id: int) -> StoredFile | None:
    """The file of a paper of this grant, while it is there."""
    return db.session.scalar(
        select(StoredFile)
        .join(GrantPaper, GrantPaper.file_id == StoredFile.id)
        .where(GrantPaper.grant_id == row.id, GrantPaper.id == paper_id, StoredFile.gone_at.is_(None))
    )


def extras(row: Grant) -> list[ExtraCard]:
    """What stands beside the money of a grant, as it was written; what is not there any more, too."""
    rows: Any = db.session.execute(
        select(GrantExtra, GroupJob.name)
        .outerjoin(GroupJob, GroupJob.id == GrantExtra.job_id)
        .where(GrantExtra.grant_id == row.id)
        .order_by(GrantExtra.id)
    )
    return [ExtraCard(extra, keeper or "") for extra, keeper in rows]


def outcomes(row: Grant) -> list[GrantOutcome]:
    """The differences that a grant is meant to make, in their order; those that were left aside, too."""
    wanted = select(GrantOutcome).where(GrantOutcome.grant_id == row.id)
    return list(db.session.scalars(wanted.order_by(GrantOutcome.place, GrantOutcome.id)))


def one_of(model: Any, row: Grant, row_id: int) -> Any:
    """An instalment, extra or outcome of this grant by row; None for one of another."""
    return db.session.scalar(select(model).where(model.id == row_id, model.grant_id == row.id))


@dataclass(frozen=True)
class AgreedTo:
    """What a funder agreed to for the headings once: its row, its number, and the day."""

    id: int
    number: int
    agreed_on: date


def agreed_to(row: Grant) -> list[AgreedTo]:
    """Each time that the funder agreed to the headings of a grant, the latest first; without the words."""
    rows = db.session.execute(
        select(FunderBudget.id, FunderBudget.number, FunderBudget.agreed_on)
        .where(FunderBudget.fund_id == row.fund_id)
        .order_by(FunderBudget.number.desc())
    )
    return [AgreedTo(one.id, one.number, one.agreed_on) for one in rows]


def decision_of(row: Grant) -> Decision | None:
    """The decision by which the group took a grant."""
    return decisions.decision(row.decision_id) if row.decision_id else None


def title_note(row: Grant, group_name: str) -> str:
    """A gentle word where the title of a grant could tell what people here live with; empty otherwise."""
    return telling_title(row.title, group_name, _who_for()) if row.title else ""


def _who_for() -> str:
    """For whom the group says it is, in the text that it adopted; empty where it has none."""
    text = constitution.in_force(content=True)
    said = constitution.content_of(text).choices.answers.get("who_for") if text else None
    return said if isinstance(said, str) else ""
