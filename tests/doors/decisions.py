"""The decisions of the filled group: agreed, replaced, and still being talked about, with what one led to."""

from datetime import date
from typing import Any

from groupkit.decisions import operations
from groupkit.decisions.operations import Held
from groupkit.decisions.rules import Stances

SECRETS = [
    "a kiln for the Hebridean shed",
    "Buy the kiln of old Mr Ravenscroft",
    "or lend the one of Peverell",
    "those who came on Cuthbert’s evening",
    "under the Lindisfarne lamp",
    "somebody thought of Wulfstan",
]
"""What stands in decisions and their rounds: for members, and never for a critical friend."""


def fill_decisions(by: Any, payment_key: str) -> tuple[dict[str, Any], dict[tuple[str, str], Any]]:
    """One of each standing; gives back what addresses need, and what those of single pages need."""
    day, place = date(2026, 4, 2), SECRETS[4]
    agreed = operations.bring_up(
        by, title=SECRETS[0], words=SECRETS[1], options=SECRETS[2], asked=SECRETS[3], review_on=date(2099, 1, 1)
    )
    operations.hold_round(agreed, Held("talk", day, place, f"{SECRETS[1]}, perhaps", note=SECRETS[5]), by)
    stances = Stances(agree=4, reservations=1)
    held = Held("consensus", day, place, SECRETS[1], present=5, stances=stances, decided=True, note=SECRETS[5])
    operations.hold_round(agreed, held, by)
    operations.led_to(agreed, "payment", payment_key, by)
    older = operations.bring_up(by, title=SECRETS[0], words=SECRETS[1])
    operations.hold_round(older, Held("between", day, place, SECRETS[1], present=5, votes=(4, 0, 1)), by)
    talking = operations.bring_up(by, title=SECRETS[0], words=SECRETS[1], replaces=older, proposed=True)
    open_pages = {(f"decisions.{page}", "decision_no"): talking.number for page in ("reword", "hold_round", "move")}
    return {"decision_no": agreed.number}, open_pages
