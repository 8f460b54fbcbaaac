"""What the calendar does when somebody leaves, and what it keeps of a person; each is loaded when first asked for."""

from groupkit.access.operations import when_somebody_leaves
from groupkit.loading import later
from groupkit.people.members.naming import tells_own

when_somebody_leaves(later("groupkit.access.calendars.end_all"))
tells_own(later("groupkit.access.calendars.kept_of"))
