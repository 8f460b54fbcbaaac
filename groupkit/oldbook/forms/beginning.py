"""What was there when an old cash book began."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from groupkit.forms import DayField, GroupForm, MoneyField, TickField, VersionField
from groupkit.money import pounds
from groupkit.oldbook.queries import Opening
from groupkit.oldbook.rules import Beginning
from groupkit.oldbook.working import Working
from groupkit.refusal import Refused


class BalanceField(MoneyField):
    """What was in a place or a fund, in pence: nothing counts, and a minus says that it was overdrawn."""

    def __init__(self, label: str, hint: str = "", **options: Any) -> None:
        super().__init__(label, hint, nothing_counts=True, **options)

    def read(self, text: str) -> int:
        """As people write it, with a minus in front where it was below nought."""
        minus = text[:1] in ("-", "−")
        return -super().read(text[1:]) if minus else super().read(text)


class BeginningForm(GroupForm):
    """What was there at first. Fields `account_0` …, `fund_0` … and `replace_0` … are made for the sheet."""

    day = DayField("On which day did this book begin?", "The day of its first line, or one before it")
    version = VersionField()
    accounts: Mapping[str, str] = {}
    funds: Mapping[str, str] = {}
    later: Mapping[str, Opening] = {}

    def said(self) -> Beginning:
        """What was there, by the codes of accounts and funds."""
        return Beginning(
            self.day.data or date.min,
            {code: int(self[name].data or 0) for name, code in self.accounts.items()},
            {code: int(self[name].data or 0) for name, code in self.funds.items()},
        )

    def replaced(self) -> list[int]:
        """The opening balances that are to go; Refused where one is not ticked."""
        for name, one in self.later.items():
            if not self[name].data:
                raise Refused(f"Tick that {one.reference} goes, or what was there would count twice", name)
        return [one.entry_id for one in self.later.values()]


def beginning_form(work: Working) -> BeginningForm:
    """A field for each account that is asked about, and for each fund."""
    said = work.beginning
    fields: dict[str, Any] = {"accounts": {}, "funds": {}, "later": {}}
    data: dict[str, Any] = {"day": said.day, "version": work.draft.version}
    for what, amounts in (("account", said.accounts), ("fund", said.funds)):
        for place, (code, pence) in enumerate(amounts.items()):
            name = f"{what}_{place}"
            fields[name] = BalanceField(work.name(code))
            fields[f"{what}s"][name], data[name] = code, pence
    for place, one in enumerate(work.later):
        name = f"replace_{place}"
        account = work.name(f"a{one.account_id}")
        label = f"{one.reference} goes: it says that {account} began with {pounds(one.pence)}"
        fields[name] = TickField(label)
        fields["later"][name], data[name] = one, one in work.replaced
    made: type[BeginningForm] = type("ThisBeginning", (BeginningForm,), fields)
    return made(data=data)
