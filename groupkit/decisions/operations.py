"""Writing decisions down: bringing one up, each round, and what it led to. A round is never changed."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from groupkit import tenancy
from groupkit.db import db
from groupkit.decisions import bodies, queries, reported, rules
from groupkit.decisions.models import Decision, DecisionResult, DecisionRound, told_as
from groupkit.decisions.rules import OPEN, Came, Stances
from groupkit.history import By, digest_only, record
from groupkit.refusal import Conflict, Refused
from groupkit.rulebook.arithmetic import Base, Votes

WORDS = ("title", "words", "options", "asked")
"""What people wrote themselves, of which the history keeps only digests."""
MEANWHILE = "Somebody else changed this in the meantime. What you wrote is still here: look at both, then save again"
ROUND = "wrote down a round of a decision"
"""How the history tells of a round; the check looks for it."""


def bring_up(
    by: By,
    *,
    title: str,
    words: str,
    body: str = "general",
    matter: str = "ordinary",
    options: str = "",
    asked: str = "",
    review_on: date | None = None,
    replaces: Decision | None = None,
    proposed: bool = False,
) -> Decision:
    """Something to decide, with its number; `proposed` by a member who does not keep the meetings. Raises Refused."""
    _check_about(body, matter, review_on)
    _check_replaces(replaces, None)
    row = Decision(
        number=queries.next_number(),
        title=title,
        words=words,
        body=body,
        matter=matter,
        options=options,
        asked=asked,
        review_on=review_on,
        replaces_id=replaces.id if replaces else None,
        begun_on=tenancy.today(),
        begun_by_no=by.person_no,
        proposed=proposed,
        standing="talking",
    )
    db.session.add(row)
    db.session.flush()
    record(by, "brought up a decision", told_as(row), wording=(None, digest_only(words)), title=(None, _told(title)))
    return row


def reword(row: Decision, by: By, *, version: int | None = None, **new: Any) -> None:
    """What is still being talked about is put another way, or asked about differently.

    Raises Refused; Conflict when somebody else changed it since `version`, where that is told.
    """
    if version not in (None, row.version):
        raise Conflict(MEANWHILE)
    _still_open(row)
    replaces: Decision | None = new.pop("replaces", None)
    # A day to look again that has passed meanwhile stands in nobody's way.
    _check_about(new["body"], new["matter"], new["review_on"] if new["review_on"] != row.review_on else None)
    _check_replaces(replaces, row)
    new["replaces_id"] = replaces.id if replaces else None
    changes = {}
    for name, value in new.items():
        old = getattr(row, name)
        if old == value:
            continue
        changes[name] = (_told(old), _told(value)) if name in WORDS else (old, value)
        setattr(row, name, value)
    if changes:
        db.session.flush()
        record(by, "changed a decision that is open", told_as(row), **changes)


@dataclass(frozen=True)
class Held:
    """A round as somebody writes it down; counts are of people, None where nobody counted."""

    way: str
    held_on: date
    place: str
    words: str
    present: int | None = None
    votes: tuple[int, int, int] | None = None
    """For, against, abstained."""
    casting: str = ""
    stances: Stances | None = None
    decided: bool = False
    """Whether it was decided by it, where the counts alone do not say so."""
    quorum: str = ""
    """What is to be said where too few were there; empty when there were enough."""
    note: str = ""


def hold_round(row: Decision, held: Held, by: By) -> DecisionRound:
    """A round of a decision, with what came of it. Raises Refused beside the field it is about; nothing is saved.

    One of a day before a later round takes its place in the story, and changes neither the words nor what came of it.
    """
    earlier = queries.rounds_of(row.id)
    later = _later(held.held_on, earlier)
    if later is None:
        _still_open(row)
    members = bodies.size_of(row.body, held.held_on)
    came, needed = _came(row, held, members)
    rules.check_between(later, bool(came and came.carried))
    made = DecisionRound(
        decision_id=row.id,
        number=len(earlier) + 1,
        held_on=held.held_on,
        place=held.place,
        words=held.words,
        way=held.way,
        present=held.present,
        members=members if held.way in ("vote", "between") else None,
        casting=held.casting,
        carried=came.carried if came else None,
        needed=needed,
        quorum=held.quorum if came else "",
        note=held.note,
        by_no=by.person_no,
    )
    if held.votes:
        made.for_, made.against, made.abstained = held.votes
    if held.stances:
        made.agree, made.reservations = held.stances.agree, held.stances.reservations
        made.aside, made.block = held.stances.aside, held.stances.block
    db.session.add(made)
    before = row.standing
    row.begun_on = min(row.begun_on, held.held_on)
    if later is None:
        _stands_now(row, held, came)
    db.session.flush()
    record(
        by,
        ROUND,
        told_as(row),
        number=(None, made.number),
        way=(None, rules.WAYS[held.way]),
        wording=(None, digest_only(held.words)),
        counts=(None, counts_of(made)),
        carried=(None, made.carried),
        standing=(before, row.standing),
    )
    if later is None and row.standing == "agreed":
        _replace(row, by)
    return made


def _stands_now(row: Decision, held: Held, came: Came | None) -> None:
    """The words and the standing of a decision after its latest round."""
    row.words, row.standing = held.words, "talking"
    if came and (came.carried or held.way in ("vote", "between", "all")):
        row.standing = "agreed" if came.carried else "not_agreed"
        row.decided_on = held.held_on


def take_back_round(row: Decision, why: str, by: By) -> DecisionRound:
    """The round that was written down last was wrong: it stays in the story and counts no more.

    The decision is open again, unless a round of a later day stands. Raises Refused once the minutes that tell of it
    went round, or where the decision led to something already.
    """
    rounds = queries.rounds_of(row.id)
    counted = rules.counted(rounds)
    if not counted or rounds[-1].way == rules.UNDONE:
        raise Refused("There is nothing to take back")
    last = counted[-1]
    if reported.settled([last.id]):
        raise Refused("The minutes that tell of it went round. Take them back to draft first, if they are not approved")
    settles = last is rules.in_order(counted)[-1]
    if settles and (row.standing == "replaced" or queries.results_of(row.id)):
        raise Refused("This decision led to something already, so it stays. A new one can replace it")
    made = DecisionRound(
        decision_id=row.id,
        number=len(rounds) + 1,
        held_on=last.held_on,
        place=last.place,
        words=rules.in_order(counted[:-1])[-1].words if len(counted) > 1 else last.words,
        way=rules.UNDONE,
        note=why,
        by_no=by.person_no,
    )
    db.session.add(made)
    before = row.standing
    if settles:
        row.words, row.standing, row.decided_on = made.words, "talking", None
    db.session.flush()
    record(
        by,
        ROUND,
        told_as(row),
        number=(None, made.number),
        way=(None, rules.ROUND_WAYS[rules.UNDONE]),
        wording=(None, digest_only(why)),
        counts=(None, counts_of(made)),
        carried=(None, None),
        standing=(before, row.standing),
    )
    older = queries.decision(row.replaces_id) if row.replaces_id and settles and before == "agreed" else None
    if older is not None and older.standing == "replaced":
        older.standing = "agreed"
        db.session.flush()
        record(by, "moved a decision", told_as(older), standing=("replaced", "agreed"))
    return made


def counts_of(row: DecisionRound) -> list[int | None]:
    """The figures of a round, as the history keeps them: there is no name among them."""
    votes = [row.for_, row.against, row.abstained]
    return [row.present, row.members, *votes, row.agree, row.reservations, row.aside, row.block]


def _came(row: Decision, held: Held, members: int) -> tuple[Came | None, str]:
    """What came of a round, and what it needed in words; raises Refused for counts that cannot be."""
    if held.way == "talk":
        return None, ""
    if held.way == "all":
        if held.present is None:
            raise Refused("Write how many with a vote were there", "present")
        if not held.present:
            raise Refused("Nobody was there, so nobody agreed", "present")
        came = _judged(row, held, Votes(held.present, 0, present=held.present, members=max(members, held.present)))
        words = "Everybody there agreed"
        return came or Came(True, ""), f"{words}. {came.words}" if came else words
    if held.way == "consensus":
        stances = held.stances or Stances(0)
        rules.check_stances(stances, held.present)
        came = rules.in_consensus(stances, held.decided)
        agree = stances.agree + stances.reservations
        votes = Votes(agree, stances.block, stances.aside, present=held.present, members=max(members, stances.total))
        enough = _judged(row, held, votes) if held.decided else None
        if enough and not enough.carried:
            raise Refused(f"{enough.words}. Leave it open and talk on, or take a vote", "decided")
        return (came if held.decided else None), came.words
    for_, against, abstained = held.votes or (0, 0, 0)
    # A share of all members counts those who stayed away, also between meetings, when all were asked.
    votes = Votes(for_, against, abstained, present=held.present, members=max(members, held.present or 0))
    rules.check_votes(votes)
    measure = queries.asked(held.held_on).measure(row.matter)
    came = rules.judge(votes, measure, held.casting)
    words = f"{came.words} ({measure.source})" if measure.share is not None and measure.source else came.words
    if measure.share is not None and measure.base is Base.ALL:
        words += f". There were {votes.members} members"
    return Came(came.carried, words), words


def _judged(row: Decision, held: Held, votes: Votes) -> Came | None:
    """Whether a share that the rules ask for is there although nobody voted; None where they ask for none."""
    measure = queries.asked(held.held_on).measure(row.matter)
    return rules.judge(votes, measure) if measure.share is not None else None


def _replace(row: Decision, by: By) -> None:
    """Once a decision is agreed, the one that it replaces is so no longer: both stay where they are."""
    older = queries.decision(row.replaces_id) if row.replaces_id else None
    if older is None or older.standing == "replaced":
        return
    before, older.standing = older.standing, "replaced"
    db.session.flush()
    record(by, "replaced a decision", told_as(older), standing=(before, "replaced"), by_=(None, told_as(row)))


def move(row: Decision, to: str, by: By) -> None:
    """Put a decision aside, take it back, or bring it up again. Raises Refused."""
    rules.check_move(row.standing, to)
    before, row.standing = row.standing, to
    if to == "talking":
        row.decided_on = None
    db.session.flush()
    record(by, "moved a decision", told_as(row), standing=(before, to))


def review_again(row: Decision, day: date | None, by: By) -> None:
    """When to look at an agreed decision again; None for never. Raises Refused."""
    if row.standing != "agreed":
        raise Refused("Only a decision that holds is looked at again")
    _check_review(day)
    before, row.review_on = row.review_on, day
    if before != day:
        db.session.flush()
        record(by, "set when to look at a decision again", told_as(row), review_on=(before, day))


def led_to(row: Decision, kind: str, thing: str, by: By) -> DecisionResult:
    """That a decision led to something that another book keeps. Raises Refused where that is written down already."""
    if row.standing not in ("agreed", "replaced"):
        raise Refused("Nothing has been agreed yet, so it led to nothing")
    if any((one.kind, one.thing) == (kind, thing) for one in queries.results_of(row.id)):
        raise Refused("That is written down already", "thing")
    made = DecisionResult(decision_id=row.id, kind=kind, thing=thing, by_no=by.person_no)
    db.session.add(made)
    db.session.flush()
    record(by, "wrote down what a decision led to", told_as(row), kind=(None, kind), thing=(None, thing))
    return made


def _still_open(row: Decision) -> None:
    if row.standing not in OPEN:
        raise Refused(f"This decision is {rules.STANDINGS[row.standing]}. Its words stay as they are")


def _check_about(body: str, matter: str, review_on: date | None) -> None:
    if body not in rules.BODIES:
        raise Refused("Choose one of these", "body")
    if matter not in rules.MATTERS:
        raise Refused("Choose one of these", "matter")
    if matter in ("change", "closing") and body != "general":
        raise Refused("Only the members together can decide that", "body")
    _check_review(review_on)


def _check_review(day: date | None) -> None:
    if day is not None and day <= tenancy.today():
        raise Refused("Write a day that is still to come", "review_on")


def _check_replaces(replaces: Decision | None, row: Decision | None) -> None:
    if replaces is None:
        return
    if row is not None and replaces.id == row.id:
        raise Refused("A decision cannot replace itself", "replaces")
    if replaces.standing not in ("agreed", "replaced"):
        raise Refused("Only a decision that was agreed can be replaced", "replaces")


def _later(day: date, rounds: list[DecisionRound]) -> date | None:
    """The day of the latest round that counts, where that is after this day. Raises Refused for a day to come."""
    if day > tenancy.today():
        raise Refused("That day has not come yet", "held_on")
    last = max((one.held_on for one in rules.counted(rounds)), default=day)
    return last if last > day else None


def _told(words: str) -> str:
    return digest_only(words) if isinstance(words, str) else words
