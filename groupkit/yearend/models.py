"""The year end keeps its rows among the accounts, which show a closed year as it was."""

from groupkit.accounts.models import Examination, YearClosing, YearOpening, YearOpeningAnswer

__all__ = ["Examination", "YearClosing", "YearOpening", "YearOpeningAnswer"]
