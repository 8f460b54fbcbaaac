"""What the filled group owns and owes, with words that must never reach the wrong eyes."""

from datetime import date
from typing import Any

from groupkit.accounts import operations, owed, settling

HOLDER, OWED_TO = "Hollingberry’s garage in Pendragon Lane", "Messrs Wolverhampton-Pugh"
THING, DUE_FOR = "Bassoon stand from the Marigold sale", "Gazebo for the Ottery fair"
SECRETS = [HOLDER, OWED_TO, THING, DUE_FOR]
"""Who holds a thing and who is owed: nobody but those who see the cash book. What it is: no critical friend."""


def fill_accounts(by: Any, fund_id: int) -> dict[str, Any]:
    """Write them down, with a report that a meeting saw; gives back what their addresses need."""
    day = date(2026, 4, 12)
    thing = operations.add_asset(THING, "use", 4_500, fund_id, day, by, holder=HOLDER)
    gone = operations.add_asset(THING, "investment", 500, fund_id, day, by, holder=HOLDER)
    operations.dispose_asset(gone, gone.version, day, why=f"sold to {OWED_TO}", by=by)
    debt = operations.add_debt("by_us", DUE_FOR, 900, fund_id, day, by, who=OWED_TO, due=date(2026, 12, 1))
    settled = operations.add_debt("to_us", DUE_FOR, 100, fund_id, day, by, who=OWED_TO)
    settling.settle_debt(owed.debt(settled.id), settled.version, by, settled_on=day)
    return {"asset_id": thing.id, "debt_id": debt.id}
