"""Forms for accounts, funds, headings and categories, and for settling the book."""

from groupkit.forms import ChoiceField, DayField, EmptyForm, GroupForm, LineField, MoneyField, VersionField
from groupkit.ledger import rules


class AccountForm(GroupForm):
    """A place where money is."""

    name = LineField("What do you call it?", "For example: Bank, Cash tin, Savings. Never an account number", most=60)
    kind = ChoiceField("What is it?", choices=list(rules.ACCOUNT_KINDS.items()))


class FundForm(GroupForm):
    """What some of the money is for."""

    name = LineField("What do you call it?", "For example: Starter grant, Summer outing", most=60)
    kind = ChoiceField("What may it be spent on?", choices=list(rules.FUND_KINDS.items()))


class HeadingForm(GroupForm):
    """A budget heading with what was agreed for it."""

    name = LineField("What is the money for?", "As the funder agreed it, for example: Room hire", most=60)
    budget = MoneyField("How much was agreed for it?", nothing_counts=True)


class CategoryForm(GroupForm):
    """A kind of money in or money out."""

    name = LineField("What do you call it?", "For example: Room hire, Raffle", most=60)
    direction = ChoiceField("Which way does it go?", choices=list(rules.DIRECTIONS.items()))


class RenameForm(GroupForm):
    """Another name, and for a heading another budget."""

    name = LineField("What do you call it?", "Everything written under it stays with it", most=60)
    budget = MoneyField("How much is agreed for it?", nothing_counts=True)
    version = VersionField()

    def __init__(self, row: object) -> None:
        super().__init__({name: getattr(row, name, None) for name in ("name", "budget", "version")})
        if not hasattr(row, "budget"):
            del self.budget


class CloseForm(EmptyForm):
    """Close it, or open it again."""

    version = VersionField()


class SettleForm(GroupForm):
    """Settle the book up to a day."""

    until = DayField("Up to and including which day?", "For example the last day of the year that was examined")
    why = LineField("Why now?", "For example: the yearly meeting agreed the accounts", most=200)
