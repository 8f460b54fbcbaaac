"""What the texts have to say on the group's first page."""

from datetime import timedelta

from flask import url_for
from sqlalchemy import select

from groupkit import tenancy
from groupkit.access.actor import Actor
from groupkit.access.permissions import Can
from groupkit.coming_up import Coming, Telling, soon
from groupkit.constitution.models import AdoptedText, PutText, TextDraft
from groupkit.constitution.shapes import CONSTITUTION

SOON = timedelta(days=60)


def meetings(actor: Actor) -> Telling:
    """A wording that is with a meeting: when it is decided."""
    if not actor.can(Can.SEE_RULES):
        return
    rows = yield {
        "put": select(PutText.meeting_on, TextDraft.id, TextDraft.key)
        .join(TextDraft, TextDraft.id == PutText.draft_id)
        .where(TextDraft.put_number == PutText.number, TextDraft.closed_at.is_(None))
    }
    for row in sorted(rows["put"], key=lambda row: row.id):
        where = url_for("constitution.show_draft", group=actor.slug, draft_id=row.id)
        yield Coming(
            row.meeting_on,
            "A wording for our rules is with this meeting",
            where,
            called="Our rules are with a meeting",
            key=f"wording {row.key}",
        )


def reviews(actor: Actor) -> Telling:
    """A policy that the group wanted to look at again."""
    if not actor.can(Can.SEE_RULES):
        return
    columns = (AdoptedText.subject, AdoptedText.number, AdoptedText.title, AdoptedText.from_day, AdoptedText.review_on)
    rows = yield {
        "policies": select(*columns).where(AdoptedText.subject != CONSTITUTION, AdoptedText.from_day <= tenancy.today())
    }
    in_force = {row.subject: row for row in sorted(rows["policies"], key=lambda row: (row.from_day, row.number))}
    for row in in_force.values():
        if row.review_on and row.review_on - tenancy.today() <= soon(SOON):
            where = url_for("constitution.show_text", group=actor.slug, subject=row.subject, number=row.number)
            yield Coming(
                row.review_on,
                f"Time to look at this policy again: {row.title}",
                where,
                called="Look at a policy again",
                key=f"policy {row.subject}",
            )
