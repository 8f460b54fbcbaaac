"""Taking the lists of payments, claims and counts away as workbooks."""

from typing import Any

from flask import g

from groupkit.ledger import lists
from groupkit.payments import queries, taken


def download_requests() -> Any:
    """Every payment that was asked for and every claim."""
    listed = taken.requests(queries.people_here(), queries.needed_now())
    return lists.hand_over([listed], g.actor.group_name, g.actor.slug, "payments")


def download_claims() -> Any:
    """What somebody claimed back themselves."""
    people = queries.people_here()
    me = people.row(g.actor.person_no)
    found = queries.own(me) if me is not None else []
    listed = taken.own(found, people, queries.needed_now())
    return lists.hand_over([listed], g.actor.group_name, g.actor.slug, "claims")


def download_counts() -> Any:
    """Every count of cash."""
    return lists.hand_over([taken.counts(queries.people_here())], g.actor.group_name, g.actor.slug, "counts")
