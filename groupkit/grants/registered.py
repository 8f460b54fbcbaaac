"""What the book of grants tells other books; each is loaded when it is first asked for."""

from groupkit.coming_up import tells_coming
from groupkit.library import tells_mistakes
from groupkit.loading import later
from groupkit.people.members.naming import holds_names
from groupkit.tallies.gone_out import tells_gone_out

tells_coming(later("groupkit.grants.queries.returns_coming_up"))
for _told in ("ends_coming_up", "instalments_coming_up", "records_coming_up"):
    tells_coming(later(f"groupkit.grants.queries.{_told}"))
tells_mistakes(later("groupkit.grants.queries.library_mistakes"))
tells_gone_out(later("groupkit.grants.queries.gone_out"))
holds_names(later("groupkit.grants.naming.take_out"))
