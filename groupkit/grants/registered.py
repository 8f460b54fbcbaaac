"""What the book of grants tells other books; each is loaded when it is first asked for."""

from groupkit.coming_up import tells_coming
from groupkit.library import tells_mistakes
from groupkit.loading import later
from groupkit.people.members.naming import holds_names

tells_coming(later("groupkit.grants.queries.returns_coming_up"))
for _told in ("ends_coming_up", "instalments_coming_up", "records_coming_up"):
    tells_coming(later(f"groupkit.grants.queries.{_told}"))
tells_mistakes(later("groupkit.grants.queries.library_mistakes"))
holds_names(later("groupkit.grants.naming.take_out"))
