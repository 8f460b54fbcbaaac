"""What a page of grants is about, or the page that says it is not there."""

from flask import abort, g

from groupkit.access.permissions import Can
from groupkit.grants import queries
from groupkit.grants.models import FiledReturn, Grant


def the_grant(grant_id: int) -> Grant:
    """The grant that a page is about."""
    return queries.grant(grant_id) or abort(404)


def the_grant_and_draft(grant_id: int, wanted: str = "") -> tuple[Grant, queries.Draft]:
    """The grant that a page is about, and the draft of its return."""
    found = queries.grant_and_draft(grant_id) or abort(404)
    return found[0], queries.draft_as(found[0], found[1], wanted)


def the_filed(row: Grant, number: int) -> FiledReturn:
    """The filed return that a page is about."""
    return queries.filed_return(row, number) or abort(404)


def filed_list(row: Grant) -> list[FiledReturn]:
    """The filed returns of a grant, for whoever may see them."""
    return queries.filed_returns(row) if g.actor.can(Can.SEE_RETURNS) else []
