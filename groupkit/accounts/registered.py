"""What the accounts tell other books; each is loaded when it is first asked for."""

from groupkit.coming_up import tells_coming
from groupkit.library import tells_mistakes
from groupkit.loading import later

tells_coming(later("groupkit.accounts.telling.debts_coming"))
tells_mistakes(later("groupkit.accounts.telling.library_mistakes"))
