"""An old cash book of the filled group: one that was brought in, and one that is being sorted."""

from typing import Any

from groupkit.ledger.operations import Answers
from groupkit.oldbook import bringing_in, drafting
from groupkit.oldbook.reading import list_sheets
from groupkit.oldbook.working import Working

WORDS = ["Peregrine Ashgrove", "mandolin strings for Tuesday", "Cuthbert’s jar", "bagpipe polish"]
"""What stands in the old book: never for a critical friend, and for no member without a job."""
FIRST = (
    f"Date,Payee,Details,In,Out,Kind\n1/4/2025,{WORDS[0]},{WORDS[1]},5.00,,Donations\n2/4/2025,x,y,,2.00,Room hire\n"
)
SECOND = (
    f"Date,Payee,Account,In,Out,Kind\n1/4/2024,{WORDS[0]},Bank,5.00,,{WORDS[3]}\n2/4/2024,x,{WORDS[2]},,2.00,Hall\n"
)


def fill_old_book(by: Any) -> dict[str, Any]:
    """Bring one in and begin with another; gives back what the addresses need."""
    _sort(FIRST.encode(), by)
    draft = _draft()
    book = bringing_in.bring_in(draft, draft.version, by, Answers())
    _sort(SECOND.encode(), by)
    return {"book_id": book.id}


def _draft() -> Any:
    from groupkit.oldbook import queries

    found = queries.draft()
    assert found is not None
    return found


def _sort(data: bytes, by: Any) -> None:
    draft = drafting.begin(data, list_sheets(data), by)
    drafting.say_columns(draft, Working(draft).shape, draft.version, by)
    said = Working(draft).sorted
    accounts = {key: code or said.accounts["bank"] for key, code in said.accounts.items()}
    drafting.say_places(draft, accounts, said.funds, draft.version, by)
    drafting.say_kinds(draft, Working(draft).sorted.kinds, said.rest, draft.version, by)
    work = Working(draft)
    if work.asked:
        drafting.say_beginning(draft, work.beginning, [one.entry_id for one in work.later], draft.version, by)
