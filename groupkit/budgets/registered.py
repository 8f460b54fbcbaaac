"""What the book of budgets tells other books; each is loaded when it is first asked for."""

from groupkit.coming_up import tells_coming
from groupkit.loading import later

tells_coming(later("groupkit.budgets.telling.budgets_coming"))
