"""What the book of the bank's lines tells other books; each is loaded when it is first asked for."""

from groupkit.library import tells_mistakes
from groupkit.loading import later

tells_mistakes(later("groupkit.bank.layouts.mistakes"))
