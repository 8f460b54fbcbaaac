"""Reading decisions: the register, one with its rounds, what is open, and what the rules ask on a day."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from sqlalchemy import and_, func, select
from sqlalchemy.orm import aliased

from groupkit.db import db
from groupkit.decisions import reported, rules
from groupkit.decisions.models import Decision, DecisionResult, DecisionRound
from groupkit.decisions.rules import Measure
from groupkit.rulebook.arithmetic import Base, quorum
from groupkit.rulebook.queries import Answer, all_in_force, text_that_says
from groupkit.rulebook.rules import say_share
from groupkit.together import Part

SHARED = {"change": ("change_share", "change_base"), "closing": ("dissolve_share", "dissolve_base")}
"""Which rules say the share for a matter, and of whom it is taken."""


SINCE = 40
"""How many decisions of later days are offered at most."""
QUORUM = {
    "general": ("quorum_general_number", "quorum_general_share"),
    "committee": ("quorum_committee_number", "quorum_committee_share"),
}
"""Which rules say how many of a body must be there."""


def decision(row_id: int) -> Decision | None:
    """One decision by row."""
    return db.session.scalar(select(Decision).where(Decision.id == row_id))


def numbered(number: int) -> Decision | None:
    """One decision by its number."""
    return db.session.scalar(select(Decision).where(Decision.number == number))


def open_decisions() -> list[Decision]:
    """What is still being talked about, the longest first; what was put aside is not among it."""
    wanted = select(Decision).where(Decision.standing == "talking").order_by(Decision.begun_on, Decision.number)
    return list(db.session.scalars(wanted))


def settled_after(day: date) -> list[Decision]:
    """What was decided on a later day, the newest first: an earlier time it was talked about can still be written."""
    wanted = select(Decision).where(Decision.standing.in_(rules.ENDED), Decision.decided_on > day)
    return list(db.session.scalars(wanted.order_by(Decision.decided_on.desc(), Decision.number.desc()).limit(SINCE)))


def rounds_of(decision_id: int) -> list[DecisionRound]:
    """Every round of a decision, the first first."""
    wanted = select(DecisionRound).where(DecisionRound.decision_id == decision_id).order_by(DecisionRound.number)
    return list(db.session.scalars(wanted))


def stands() -> Any:
    """A condition for rounds in a question: only those that were not taken back, and not what says so."""
    later = aliased(DecisionRound)
    taken_back = (
        select(later.id)
        .where(
            later.group_id == DecisionRound.group_id,
            later.decision_id == DecisionRound.decision_id,
            later.number == DecisionRound.number + 1,
            later.way == rules.UNDONE,
        )
        .exists()
    )
    return and_(DecisionRound.way != rules.UNDONE, ~taken_back)


def round_by_row(row_id: int) -> DecisionRound | None:
    """One round by row."""
    return db.session.scalar(select(DecisionRound).where(DecisionRound.id == row_id))


def results_of(decision_id: int) -> list[DecisionResult]:
    """What a decision led to, in the order in which it was written down."""
    wanted = select(DecisionResult).where(DecisionResult.decision_id == decision_id).order_by(DecisionResult.id)
    return list(db.session.scalars(wanted))


def replacing(row: Decision) -> tuple[Decision | None, list[Decision]]:
    """The earlier decision that one replaces, and later ones that replace it or would; one question for both."""
    wanted = select(Decision).where((Decision.id == row.replaces_id) | (Decision.replaces_id == row.id))
    found = list(db.session.scalars(wanted.order_by(Decision.number)))
    older = next((one for one in found if one.id == row.replaces_id), None)
    return older, [one for one in found if one.replaces_id == row.id]


def that_can_be_replaced() -> list[Decision]:
    """Decisions in force, the newest first."""
    wanted = select(Decision).where(Decision.standing == "agreed").order_by(Decision.number.desc())
    return list(db.session.scalars(wanted))


def replaced_by(decision_id: int) -> list[Decision]:
    """Later decisions that replace this one, or would."""
    wanted = select(Decision).where(Decision.replaces_id == decision_id).order_by(Decision.number)
    return list(db.session.scalars(wanted))


def next_number() -> int:
    """The number of the next decision; the first is 1."""
    return int(db.session.scalar(select(func.coalesce(func.max(Decision.number), 0))) or 0) + 1


def asks_to_review(until: date) -> Part:
    """The question which decisions in force wanted to be looked at again by a day."""
    wanted = select(Decision.key, Decision.number, Decision.review_on)
    return wanted.where(Decision.standing == "agreed", Decision.review_on <= until)


def to_report() -> list[tuple[Decision, DecisionRound]]:
    """What was agreed between meetings and no meeting has heard of yet, the oldest first, with the round."""
    wanted = _between(select(Decision, DecisionRound)).order_by(DecisionRound.held_on, DecisionRound.id)
    found = [(row.Decision, row.DecisionRound) for row in db.session.execute(wanted)]
    heard = reported.reported([one.id for _, one in found])
    return [(decision, one) for decision, one in found if one.id not in heard]


def asks_between() -> Part:
    """The question what was agreed between meetings, whether a meeting has heard of it or not."""
    return _between(select(Decision.number, DecisionRound.id, DecisionRound.held_on))  # type: ignore[no-any-return]


def _between(wanted: Any) -> Any:
    """Of a question about decisions and rounds those rounds that were carried between meetings."""
    return wanted.join(Decision, Decision.id == DecisionRound.decision_id).where(
        DecisionRound.way == "between", DecisionRound.carried.is_(True), stands()
    )


@dataclass(frozen=True)
class Asked:
    """What the rules asked about deciding on a day, read once for a whole page."""

    answers: Mapping[str, Answer]

    def measure(self, matter: str) -> Measure:
        """What a vote on such a matter needs, with the source."""
        if matter in SHARED:
            share, base = (self.answers[name] for name in SHARED[matter])
            sources = dict.fromkeys([source_of(share), source_of(base)])  # each once: most often it is one clause
            return Measure(Fraction(share.value), Base(base.value), source="; ".join(sources))
        if matter == "stuck":
            share = self.answers["fallback_share"]
            return Measure(Fraction(share.value), Base.VOTING, source=source_of(share))
        casting = self.answers["casting_vote"]
        return Measure(casting=casting.value in ("tie", "any"), source=source_of(casting))

    def quorum(self, body: str, size: int) -> int:
        """How many of a body of so many must be there."""
        number, share = (self.answers[name].value for name in QUORUM[body])
        return quorum(int(number), Fraction(share) if share else None, size)

    def quorum_source(self, body: str) -> str:
        """Where it stands how many must be there."""
        return source_of(self.answers[QUORUM[body][0]])

    def quorum_short(self, body: str, present: int, size: int) -> str:
        """What to say where too few with a vote were there, of so many; empty where there were enough."""
        enough = self.quorum(body, size)
        if present >= enough:
            return ""
        said = self.quorum_source(body)
        return f"{present} of {size} were there, and {enough} are needed{f' ({said})' if said else ''}"

    @property
    def fallback(self) -> str:
        """What happens if we cannot agree."""
        way, share = self.answers["decide_by"], self.answers["fallback_share"]
        meetings = int(self.answers["consensus_meetings"].value)
        return rules.fallback(way.value, meetings, say_share(share.value), source_of(way))

    @property
    def by_consensus(self) -> bool:
        """Whether the group looks for consensus first."""
        return self.answers["decide_by"].value == "consensus"


def asked(on: date | None = None) -> Asked:
    """What the rules ask about deciding on a day (today unless told); one question to the database."""
    return Asked(all_in_force(on))


def source_of(answer: Answer) -> str:
    """Where a rule stands, in a few words for the end of a sentence: `clause 7`, or as it was agreed."""
    said = text_that_says(answer)
    return said[0].lower() + said[1:] if said else answer.source
