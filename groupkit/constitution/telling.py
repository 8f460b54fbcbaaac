"""What the texts have to say on the group's first page."""

from collections.abc import Iterator
from datetime import timedelta

from flask import url_for
from sqlalchemy import select

from groupkit import tenancy
from groupkit.access.actor import Actor
from groupkit.access.permissions import Can
from groupkit.coming_up import Coming, soon
from groupkit.constitution import queries
from groupkit.constitution.models import PutText, TextDraft
from groupkit.db import db

SOON = timedelta(days=60)


def meetings(actor: Actor) -> Iterator[Coming]:
    """A wording that is with a meeting: when it is decided."""
    if not actor.can(Can.SEE_RULES):
        return
    rows = db.session.execute(
        select(PutText.meeting_on, TextDraft.id, TextDraft.key)
        .join(TextDraft, TextDraft.id == PutText.draft_id)
        .where(TextDraft.put_number == PutText.number, TextDraft.closed_at.is_(None))
    )
    for meeting_on, draft_id, key in rows:
        where = url_for("constitution.show_draft", group=actor.slug, draft_id=draft_id)
        yield Coming(
            meeting_on,
            "A wording for our rules is with this meeting",
            where,
            called="Our rules are with a meeting",
            key=f"wording {key}",
        )


def reviews(actor: Actor) -> Iterator[Coming]:
    """A policy that the group wanted to look at again."""
    if not actor.can(Can.SEE_RULES):
        return
    for row in queries.policies_in_force().values():
        if row.review_on and row.review_on - tenancy.today() <= soon(SOON):
            where = url_for("constitution.show_text", group=actor.slug, subject=row.subject, number=row.number)
            yield Coming(
                row.review_on,
                f"Time to look at this policy again: {row.title}",
                where,
                called="Look at a policy again",
                key=f"policy {row.subject}",
            )
