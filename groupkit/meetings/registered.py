"""What the book of meetings tells other books; each is loaded when it is first asked for."""

from groupkit.coming_up import tells_coming, tells_steps
from groupkit.library import tells_mistakes
from groupkit.loading import later
from groupkit.meetings.filling import tells_filling
from groupkit.meetings.pack import tells_pack
from groupkit.people.members.naming import holds_names

tells_coming(later("groupkit.meetings.telling.meetings"))
tells_coming(later("groupkit.meetings.telling.notices"))
tells_coming(later("groupkit.meetings.yearly.worth_planning"))
tells_steps(later("groupkit.meetings.telling.first_steps"))
tells_mistakes(later("groupkit.meetings.starting.mistakes"))
tells_pack("sent", later("groupkit.meetings.papers.for_sending"))
tells_pack("the day", later("groupkit.meetings.papers.for_the_day"))
tells_filling("money", later("groupkit.meetings.live.money"))
tells_filling("talking", later("groupkit.meetings.live.talking"), later("groupkit.meetings.live.asks_talking"))
tells_filling("minutes", later("groupkit.meetings.live.minutes"), later("groupkit.meetings.live.asks_minutes"))
tells_filling("rules", later("groupkit.meetings.live.wordings"), later("groupkit.meetings.live.asks_wordings"))
tells_filling("election", later("groupkit.meetings.live.election"), later("groupkit.meetings.live.asks_election"))
tells_filling("accounts", later("groupkit.meetings.live.accounts"), later("groupkit.meetings.live.asks_accounts"))
holds_names(later("groupkit.meetings.naming.take_out"))
