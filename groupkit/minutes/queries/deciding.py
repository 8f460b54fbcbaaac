"""What deciding at a meeting asks: what waits to be told to it, and who takes no part at an item."""

from datetime import date

from sqlalchemy import exists, select

from groupkit.constitution import queries as constitution
from groupkit.db import db
from groupkit.decisions.models import Decision, DecisionRound
from groupkit.decisions.queries import stands
from groupkit.meetings.models import Meeting
from groupkit.minutes import rules
from groupkit.minutes.models import Conflict, DecisionAtMeeting

MOST = 60
CONFLICTS = "conflicts"
"""The key of the clause about interests of one's own."""
VOTELESS = {"left": "left the room for it", "no_part": "takes no part in it"}
"""How it is said of each of `rules.NO_VOTE`."""


def to_report(meeting: Meeting) -> list[tuple[DecisionRound, Decision]]:
    """Rounds that were held between meetings, before this one, and that no meeting has heard of; the oldest first."""
    told = exists().where(
        DecisionAtMeeting.round_id == DecisionRound.id, DecisionAtMeeting.group_id == DecisionRound.group_id
    )
    wanted = (
        select(DecisionRound, Decision)
        .join(Decision, Decision.id == DecisionRound.decision_id)
        .where(DecisionRound.way == "between", DecisionRound.held_on <= meeting.day, ~told, stands())
        .order_by(DecisionRound.held_on, DecisionRound.id)
    )
    return [(row[0], row[1]) for row in db.session.execute(wanted.limit(MOST))]


def out_source(day: date) -> str:
    """Which clause, on a day, says what somebody does who has an interest of their own; empty where none does."""
    text = constitution.in_force(on=day, content=True)
    clause = constitution.content_of(text).text.clause(CONFLICTS) if text is not None else None
    return f"clause {clause.number} of your constitution" if clause else ""


def voteless(meeting_id: int, item_id: int) -> list[str]:
    """Who has no vote at an item for an interest of their own: `Mo left the room for it, and does not vote …`."""
    wanted = select(Conflict).where(
        Conflict.meeting_id == meeting_id, Conflict.item_id == item_id, Conflict.did.in_(rules.NO_VOTE)
    )
    rows = db.session.scalars(wanted.order_by(Conflict.id))
    return [f"{one.who} {VOTELESS[one.did]}, and does not vote or count" for one in rows]
