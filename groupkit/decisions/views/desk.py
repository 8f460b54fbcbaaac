"""What the pages of decisions share: the decision at an address."""

from flask import abort

from groupkit.decisions import queries
from groupkit.decisions.models import Decision


def decision_at(number: int) -> Decision:
    """The decision at an address."""
    return queries.numbered(number) or abort(404)
