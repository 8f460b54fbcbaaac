"""Taking a name out of what people wrote about meetings. Approved minutes stay as they are: the group's record."""

from sqlalchemy import select

from groupkit.db import db
from groupkit.meetings.models import AgendaItem, Meeting, MeetingSeries
from groupkit.names_in import Names
from groupkit.people.members.naming import in_what_it_is_called, take_out_of

CALLED = ("called", "place", "online")
"""What a meeting is called and where it is: a first name alone tells who (`Grace's kitchen`)."""


def take_out(names: Names) -> int:
    """Take a name out of series, meetings and agendas, unless their minutes are approved; says out of how many."""
    closer, found = in_what_it_is_called(names), 0
    for row in db.session.scalars(select(MeetingSeries)):
        found += take_out_of(row, CALLED, closer)
    open_ones = list(db.session.scalars(select(Meeting).where(Meeting.minutes != "approved")))
    for meeting in open_ones:
        found += take_out_of(meeting, CALLED, closer) + take_out_of(meeting, ("purpose",), names)
    approved = select(Meeting.id).where(Meeting.minutes == "approved")
    for item in db.session.scalars(select(AgendaItem).where(AgendaItem.meeting_id.not_in(approved))):
        found += take_out_of(item, ("lead",), closer) + take_out_of(item, ("title", "words"), names)
    db.session.flush()
    return found
