"""Putting a text to a meeting, and what the meeting made of it."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from flask import current_app

from groupkit import dates, files, history, tenancy
from groupkit.access.actor import Actor
from groupkit.constitution import papers, queries
from groupkit.constitution.content import Adoption, Content, freeze, rule_values
from groupkit.constitution.models import AdoptedText, PutOutcome, PutText
from groupkit.constitution.operations.drafting import CLOSED, SAVED_MEANWHILE, WITH_A_MEETING
from groupkit.constitution.queries import Draft
from groupkit.constitution.shapes import CONSTITUTION
from groupkit.db import db
from groupkit.document import document
from groupkit.history import canonical, record
from groupkit.pictures import Prepared as Upload
from groupkit.refusal import Asks, Conflict, Refused
from groupkit.rulebook import operations as rulebook
from groupkit.rulebook.arithmetic import Votes
from groupkit.workbook import safe_file_name

ADOPTED, NOT_ADOPTED, TAKEN_BACK = "adopted", "not adopted", "taken back"


@dataclass(frozen=True)
class Decision:
    """How the meeting decided: the votes where they were counted, how many were there, how many members there are."""

    votes_for: int | None = None
    votes_against: int | None = None
    abstained: int | None = None
    present: int | None = None
    members: int | None = None

    @property
    def votes(self) -> Votes | None:
        """The votes for the arithmetic; None when nobody counted."""
        if self.votes_for is None or self.votes_against is None:
            return None
        return Votes(self.votes_for, self.votes_against, self.abstained or 0, self.present, self.members)


@dataclass(frozen=True)
class Prepared:
    """A text as it would be adopted now: what is kept, its page, and its Word file."""

    mark: str
    content: Content
    frozen: str
    page: bytes
    document: bytes


def put_to_meeting(
    draft: Draft,
    seen: str,
    *,
    meeting_on: date,
    sent_on: date | None,
    sent_how: str,
    by: Actor,
    warnings: Sequence[str] = (),
    all_the_same: bool = False,
) -> PutText:
    """Keep this wording as it goes out for a meeting; nothing in the draft changes until it comes back.

    `warnings` are what the present rules find worth a look about its day: asked about first.
    Raises Conflict when the draft has moved on since the page was opened (`seen`).
    """
    _check_ready(draft)
    if queries.mark_of(draft.content) != seen:
        raise Conflict(SAVED_MEANWHILE)
    if sent_on and sent_on > meeting_on:
        raise Refused("The wording went out before the meeting, or on the day", "sent_on")
    if warnings and not all_the_same:
        raise Asks(" ".join(warnings), "all_the_same")
    earlier = queries.outcomes(draft.row)
    content = canonical(freeze(draft.content))
    row = PutText(
        draft_id=draft.row.id,
        number=earlier[0][0].number + 1 if earlier else 1,
        content=content,
        content_digest=files.digest_of(content.encode()),
        meeting_on=meeting_on,
        sent_on=sent_on,
        sent_how=sent_how,
        put_at=dates.now(),
        put_by_no=by.person_no,
    )
    db.session.add(row)
    draft.row.put_number = row.number
    db.session.flush()
    record(
        by,
        "put a text to a meeting",
        draft.shape.name,
        key=(None, row.key),
        digest=(None, row.content_digest),
        meeting=(None, meeting_on),
        sent=(None, sent_on),
    )
    return row


def _check_ready(draft: Draft) -> None:
    if draft.row.closed_at is not None:
        raise Refused(CLOSED)
    if draft.row.put_number is not None:
        raise Refused(WITH_A_MEETING)
    if draft.text.open and not draft.shape.uploads:
        questions = [draft.asked[key].question.ask for key in draft.text.open[:5]]
        more = f" and {len(draft.text.open) - 5} more" if len(draft.text.open) > 5 else ""
        raise Refused(f"Some questions are still open: {' '.join(questions)}{more}")
    if draft.text.broken:
        raise Refused("A clause speaks of another one that is not in the text. Bring that one in, or change the words")


def take_back(draft: Draft, by: Actor) -> None:
    """Take a wording back from its meeting, so that it can be worked on again."""
    put = _put_of(draft)
    db.session.add(_outcome(put, TAKEN_BACK, tenancy.today(), Decision(), [], None, by))
    draft.row.put_number = None
    db.session.flush()
    record(by, "took a text back", draft.shape.name, key=(put.key, None))


def not_adopted(draft: Draft, decided_on: date, decision: Decision, by: Actor) -> None:
    """The meeting said no, or not yet: the vote is kept, and the draft can be worked on again."""
    put = _put_of(draft)
    if decided_on > tenancy.today():
        raise Refused("The meeting has not been yet. Choose a day up to today", "decided_on")
    db.session.add(_outcome(put, NOT_ADOPTED, decided_on, decision, [], None, by))
    draft.row.put_number = None
    db.session.flush()
    record(by, "a text was not adopted", draft.shape.name, key=(put.key, put.key), **_votes_told(decision))


def _put_of(draft: Draft) -> PutText:
    if draft.put is None:
        raise Refused("This wording is not with a meeting just now")
    return draft.put


def prepare(content: Content, adoption: Adoption) -> Prepared:
    """Put a text together as it will be kept. This takes a moment, so it is done before anything is locked."""
    whole = replace(content, adoption=adoption)
    signs = not content.shape.policy
    paper = papers.as_document(content.text, content.choices.group, adoption, signs=signs)
    template = current_app.jinja_env.get_template("constitution/_text.html")
    to_sign = papers.to_sign(adoption, signs)
    page = template.render(text=content.text, adoption=adoption, group=content.choices.group, to_sign=to_sign)
    return Prepared(queries.mark_of(content), whole, canonical(freeze(whole)), page.encode(), document(paper))


def adopt(
    draft: Draft,
    ready: Prepared,
    decision: Decision,
    *,
    warnings: Sequence[str],
    all_the_same: bool,
    by: Actor,
    signed_page: Upload | None = None,
    upload: Upload | None = None,
) -> AdoptedText:
    """The meeting said yes: the text is kept for good, and what it says goes into the rulebook.

    `warnings` are what the present rules find worth a look: recorded with the adoption, and asked about first.
    Raises Conflict when the wording is not the one that was seen.
    """
    put = _put_for(draft, ready, by)
    adoption = ready.content.adoption
    if adoption is None or adoption.adopted_on > tenancy.today():
        raise Refused("The meeting has not been yet. Choose a day up to today", "adopted_on")
    if adoption.from_day < adoption.adopted_on:
        raise Refused("It cannot hold from a day before it was adopted", "from_day")
    if warnings and not all_the_same:
        raise Asks(" ".join(warnings), "all_the_same")
    _check_newest(draft)
    row = _keep(draft, ready, adoption, signed_page, upload, by)
    record(by, "adopted a text", f"{row.title} {row.number}", key=(None, row.key), digest=(None, queries.digests(row)))
    db.session.add(_outcome(put, ADOPTED, adoption.adopted_on, decision, list(warnings), row.id, by))
    draft.row.put_number, draft.row.closed_at = None, dates.now()
    db.session.flush()
    _write_rules(row, ready.content, adoption, by)
    return row


def _check_newest(draft: Draft) -> None:
    """A change that was begun from an older text would silently undo the newer one."""
    newest = next(iter(queries.adopted(draft.row.subject)), None)
    if draft.changing and newest is not None and draft.row.base_id != newest.id:
        raise Refused("Another text was adopted since this change was begun. Begin a new change from that one")


def check_day_has_come(draft: Draft) -> None:
    """Raises Refused when the day of the meeting that the wording was put to has not come."""
    if draft.put is not None and draft.put.meeting_on > tenancy.today():
        raise Refused(
            f"It was put to the meeting on {dates.long_day(draft.put.meeting_on)}, and that day has not come. If "
            "another meeting has decided already, take the wording back and put it to that one",
            "adopted_on",
        )


def _put_for(draft: Draft, ready: Prepared, by: Actor) -> PutText:
    """The wording that was with the meeting; a policy may go straight to the meeting that adopts it."""
    if draft.put is not None:
        if queries.mark_of(queries.content_of(draft.put)) != ready.mark:
            raise Conflict(SAVED_MEANWHILE)
        return draft.put
    adoption = ready.content.adoption
    if adoption is None or not (draft.shape.policy or draft.shape.uploads):
        raise Refused("Put the wording to a meeting first, so that everybody has seen the same words")
    how = "at the meeting"
    return put_to_meeting(draft, ready.mark, meeting_on=adoption.adopted_on, sent_on=None, sent_how=how, by=by)


def _keep(
    draft: Draft, ready: Prepared, adoption: Adoption, signed_page: Upload | None, upload: Upload | None, by: Actor
) -> AdoptedText:
    shape = ready.content.shape
    if shape.uploads and upload is None:
        raise Refused("Choose the photo or PDF of your own paper", "upload")
    earlier = queries.adopted(draft.row.subject)
    number = earlier[0].number + 1 if earlier else 1
    kept = [
        _store(file, f"{name}-{number}", by) for file, name in ((signed_page, "signed-page"), (upload, "our-paper"))
    ]
    before = history.head()
    row = AdoptedText(
        subject=draft.row.subject,
        number=number,
        title=shape.name if shape.policy else ready.content.text.title,
        content=ready.frozen,
        content_digest=files.digest_of(ready.frozen.encode()),
        page=ready.page,
        page_digest=files.digest_of(ready.page),
        document=ready.document,
        document_digest=files.digest_of(ready.document),
        file_name=safe_file_name(by.slug, draft.row.subject.replace("_", "-"), str(number), ending="docx"),
        adopted_on=adoption.adopted_on,
        from_day=adoption.from_day,
        meeting=adoption.meeting,
        review_on=_review_day(adoption.adopted_on, shape.review_months),
        signed_page_id=kept[0],
        upload_id=kept[1],
        adopted_at=dates.now(),
        adopted_by_no=by.person_no,
        history_number=before.number,
        history_hash=before.hash,
    )
    db.session.add(row)
    db.session.flush()
    return row


def _review_day(adopted_on: date, months: int) -> date | None:
    """When a policy is looked at again; a text that is not reviewed has no such day."""
    return dates.months_after(adopted_on, months) if months else None


def _store(upload: Upload | None, name: str, by: Actor) -> int | None:
    if upload is None:
        return None
    ending = upload.name.rsplit(".", 1)[-1]
    return files.store(by, f"{name}.{ending}", upload.mime, upload.data).id


def _write_rules(row: AdoptedText, content: Content, adoption: Adoption, by: Actor) -> None:
    if row.subject != CONSTITUTION:
        return
    values = rule_values(content)
    if content.shape.uploads:
        values = {rule: (value, 0) for rule, (value, _) in values.items()}
    rulebook.adopt_values(values, adoption.adopted_on, adoption.from_day, by)


def _outcome(
    put: PutText, outcome: str, on: date, decision: Decision, warned: list[str], adopted_id: int | None, by: Actor
) -> PutOutcome:
    return PutOutcome(
        put_id=put.id,
        outcome=outcome,
        adopted_id=adopted_id,
        on_day=on,
        votes_for=decision.votes_for,
        votes_against=decision.votes_against,
        abstained=decision.abstained,
        present=decision.present,
        members=decision.members,
        warned=json.dumps(warned, ensure_ascii=False),
        recorded_at=dates.now(),
        recorded_by_no=by.person_no,
    )


def _votes_told(decision: Decision) -> dict[str, tuple[None, int]]:
    told = {"votes_for": decision.votes_for, "votes_against": decision.votes_against, "there": decision.present}
    return {name: (None, count) for name, count in told.items() if count is not None}
