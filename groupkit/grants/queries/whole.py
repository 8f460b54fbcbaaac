"""Everything that stands on the page of a grant, put together from a few questions however much there is."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

from sqlalchemy import inspect, select

from groupkit import dates, tenancy, together
from groupkit.access import veil
from groupkit.budgets.models import FunderBudget
from groupkit.decisions.models import Decision
from groupkit.files import StoredFile
from groupkit.grants import rules
from groupkit.grants.models import FiledReturn, Grant, GrantExtra, GrantInstalment, GrantKind, GrantOutcome, GrantPaper
from groupkit.grants.queries.beside import AgreedTo, ExtraCard, PaperCard
from groupkit.grants.queries.giving import GrantCard, card_from
from groupkit.grants.queries.worth import Sums
from groupkit.jobs.models import GroupJob
from groupkit.ledger import queries as ledger
from groupkit.ledger.models import Fund, Heading
from groupkit.tallies.models import SessionKind
from groupkit.together import Part

TOLD = frozenset({"agreed", "instalments"})
"""What everybody sees who sees a grant."""


@dataclass(frozen=True)
class WholeGrant:
    """A grant with its figures, heading by heading, and those parts of what goes with it that were asked for.

    Rows of instalments, extras and outcomes are read, not to be written to.
    """

    card: GrantCard
    came_on: date | None
    """The first day on which money came that still stands."""
    sums: Sums
    headings: list[ledger.HeadingSum]
    filed: list[Any]
    """The returns that were filed, the latest first: number, of_return, edition, called, filed_at."""
    agreed: list[AgreedTo]
    instalments: list[Any]
    papers: list[PaperCard]
    extras: list[ExtraCard]
    outcomes: list[Any]
    kinds: list[Any]
    """The kinds of gathering that it is for, in the group's own order; none where it is for everything."""
    decision: Any
    """The number and title of the decision by which the group took it, or None."""


def whole_grant(row: Grant, parts: Collection[str]) -> WholeGrant:
    """A grant as its page shows it today: two questions, whichever `parts` are asked for.

    They are `filed`, `agreed`, `instalments`, `papers`, `extras`, `outcomes`, `kinds` and `decision`; the others stay
    empty.
    """
    asked = _asks(row)
    found = together.ask({name: asked[name] for name in ("fund", "headings", *sorted(set(parts) & set(asked)))})
    begin = _stretches(row)
    stretches = ledger.by_stretches(row.fund_id, [dates.EARLIEST, *begin], tenancy.today())
    filed = sorted((_filed(one) for one in found.get("filed", ())), key=lambda one: -one.number)
    return WholeGrant(
        card=card_from(row, _fund_sum(found["fund"][0], stretches), sum(one.edition == 1 for one in filed)),
        came_on=min((one.first_in for one in stretches if one.first_in), default=None),
        sums=_sums(row, stretches, len(begin)),
        headings=_headings(found["headings"], stretches),
        filed=filed,
        agreed=[
            AgreedTo(one.id, one.number, one.agreed_on)
            for one in sorted(found.get("agreed", ()), key=lambda one: -one.number)
        ],
        instalments=sorted(found.get("instalments", ()), key=lambda one: (one.due_on, one.id)),
        papers=[
            PaperCard(one.id, rules.PAPERS[one.what], one.kept_at, one.mime, one.number)
            for one in sorted(found.get("papers", ()), key=lambda one: -one.id)
        ],
        extras=[ExtraCard(one, one.keeper or "") for one in sorted(found.get("extras", ()), key=lambda one: one.id)],
        outcomes=sorted(found.get("outcomes", ()), key=lambda one: (one.place, one.id)),
        kinds=sorted(found.get("kinds", ()), key=lambda one: (one.place, one.id)),
        decision=next(iter(found.get("decision", ())), None),
    )


def _asks(row: Grant) -> Mapping[str, Part]:
    """What is asked of each table, by the name of its part."""
    kept = select(GrantPaper.id, GrantPaper.what, GrantPaper.kept_at, StoredFile.mime, FunderBudget.number)
    return {
        "fund": select(Fund.id, Fund.name, Fund.kind).where(Fund.id == row.fund_id),
        "headings": select(Heading.id, Heading.name, Heading.budget, Heading.version, Heading.closed_on).where(
            Heading.fund_id == row.fund_id
        ),
        "filed": select(FiledReturn.number, FiledReturn.return_no, FiledReturn.edition, FiledReturn.filed_at).where(
            FiledReturn.grant_id == row.id
        ),
        "agreed": select(FunderBudget.id, FunderBudget.number, FunderBudget.agreed_on).where(
            FunderBudget.fund_id == row.fund_id
        ),
        "instalments": select(*_columns(GrantInstalment)).where(GrantInstalment.grant_id == row.id),
        "papers": kept.join(StoredFile, StoredFile.id == GrantPaper.file_id)
        .outerjoin(FunderBudget, FunderBudget.id == GrantPaper.agreement_id)
        .where(GrantPaper.grant_id == row.id, StoredFile.gone_at.is_(None)),
        "extras": select(*_columns(GrantExtra), GroupJob.name.label("keeper"))
        .outerjoin(GroupJob, GroupJob.id == GrantExtra.job_id)
        .where(GrantExtra.grant_id == row.id),
        "outcomes": select(*_columns(GrantOutcome)).where(GrantOutcome.grant_id == row.id),
        "kinds": select(SessionKind.id, SessionKind.place, SessionKind.name)
        .join(GrantKind, GrantKind.kind_id == SessionKind.id)
        .where(GrantKind.grant_id == row.id),
        "decision": select(Decision.number, Decision.title).where(Decision.id == row.decision_id),
    }


def _columns(model: Any) -> list[Any]:
    """Every column of a table, for a part that shows whatever its rows say."""
    return [getattr(model, one.key) for one in inspect(model).column_attrs]


def _stretches(row: Grant) -> list[date]:
    """The days on which a stretch of its money begins: its first day, and the day after its last."""
    return [day for day in (row.starts, row.ends + timedelta(days=1) if row.ends else None) if day]


def _filed(one: Any) -> Any:
    filed = FiledReturn(number=one.number, return_no=one.return_no, edition=one.edition)
    return SimpleNamespace(
        number=one.number, of_return=filed.of_return, edition=one.edition, called=filed.called, filed_at=one.filed_at
    )


def _of(stretches: Sequence[ledger.Stretch], *directions: str) -> int:
    return sum(one.pence for one in stretches if one.direction in directions)


def _fund_sum(fund: Any, stretches: Sequence[ledger.Stretch]) -> ledger.FundSum:
    return ledger.FundSum(
        fund_id=fund.id,
        name=veil.shown()("fund", fund.name),
        kind=fund.kind,
        opening=_of(stretches, "opening"),
        received=_of(stretches, "in"),
        paid=_of(stretches, "out"),
        moved=_of(stretches, "moved"),
    )


def _sums(row: Grant, stretches: Sequence[ledger.Stretch], last: int) -> Sums:
    """Spent before the grant, after it and in all, and what is left; `last` is the place of the last stretch."""
    spent = _of(stretches, "out")
    return Sums(
        before=_of([one for one in stretches if one.place == 0], "out") if row.starts else 0,
        after=_of([one for one in stretches if one.place == last], "out") if row.ends else 0,
        spent=spent,
        left=_of(stretches, "in", "opening", "moved") - spent,
    )


def _headings(found: Sequence[Any], stretches: Sequence[ledger.Stretch]) -> list[ledger.HeadingSum]:
    """What was spent under each heading, in the order in which they were made; last what is under none."""
    spent: dict[int, int] = {}
    for one in stretches:
        if one.direction == "out":
            spent[one.heading_id or 0] = spent.get(one.heading_id or 0, 0) + one.pence
    shown = veil.shown()
    lines = [
        ledger.HeadingSum(
            one.id, shown("heading", one.name), one.budget, spent.get(one.id, 0), one.version, one.closed_on is not None
        )
        for one in sorted(found, key=lambda one: one.id)
    ]
    loose = [ledger.HeadingSum(0, ledger.UNDER_NONE, 0, spent[0])] if spent.get(0) else []
    return [*lines, *loose]
