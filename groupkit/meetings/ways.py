"""The way to a page of another book, of which this one knows only the name."""

from typing import Any

from flask import current_app, url_for

from groupkit.access.actor import Actor
from groupkit.access.gate import needs_of
from groupkit.access.permissions import Can


def way_to(actor: Actor, endpoint: str, **values: Any) -> str:
    """The address of a page; empty where there is no such page, or where they may not open it."""
    needs = needs_of(endpoint)
    if endpoint not in current_app.view_functions or not isinstance(needs, Can) or not actor.can(needs):
        return ""
    return url_for(endpoint, group=actor.slug, **values)
