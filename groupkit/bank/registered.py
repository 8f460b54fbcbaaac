"""What the book of the bank's lines tells other books; each is loaded when it is first asked for."""

from groupkit.coming_up import tells_coming
from groupkit.library import tells_mistakes
from groupkit.loading import later

tells_mistakes(later("groupkit.bank.layouts.mistakes"))
tells_coming(later("groupkit.bank.telling.statements_to_see"))
