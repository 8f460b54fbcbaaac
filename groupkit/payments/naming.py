"""What goes when somebody is taken out.

Who was paid and what for are private texts, which are blanked wherever they are.
"""

from sqlalchemy import select

from groupkit.access.models import Person
from groupkit.db import db
from groupkit.history import PrivateText, blank
from groupkit.names_in import Names
from groupkit.payments.models import PaymentRequest
from groupkit.payments.operations.ending import NOT_KEPT


def take_out(names: Names) -> int:
    """How somebody wished to be paid goes with them, even while their claim waits; says of how many."""
    rows = db.session.execute(
        select(PrivateText, Person.name)
        .join(PaymentRequest, PaymentRequest.how_id == PrivateText.id)
        .join(Person, Person.id == PaymentRequest.claimant_id)
    ).all()
    theirs = [text for text, name in rows if names.are_in(name) and text.instead != NOT_KEPT]
    for text in theirs:
        blank(text, names.instead)
    db.session.flush()
    return len(theirs)
