"""The payments of the filled group: a claim of Mo's, one that waits, one that was agreed to and paid, and counts."""

from datetime import date
from typing import Any

from groupkit.access.actor import Actor
from groupkit.ledger import queries as book
from groupkit.payments import operations, queries
from groupkit.payments.operations import Counting, Meeting, Wish
from groupkit.pictures import Prepared

PAYEES = ["Perpetua Wexcombe", "kaleidoscope strings for the choir", "agreed beside the Pwllheli stove"]
CLAIMED = ["saffron buns for the vigil", "into the biscuit barrel of Llanelli"]
COUNTED = "a penny rolled under the harmonium"
SIGNED = b"\xff\xd8 signed by Aethelflaed"


def fill_payments(
    people: dict[str, Actor], numbers: dict[str, int]
) -> tuple[dict[str, Any], dict[Any, Any], list[str]]:
    """Ask, claim, say yes, pay and count; gives back what the addresses need, those of some pages, and secrets."""
    photo = Prepared(b"\xff\xd8 Wexcombe bill", "image/jpeg", 1, 1, "wexcombe.jpg")
    asked = operations.ask(_wish(), by=people["tamsin"], picture=photo)
    operations.say_yes(asked.id, 1, True, people["carys"])
    claim = operations.claim(
        amount=640, purpose=CLAIMED[0], spent_on=date(2026, 4, 9), how=CLAIMED[1], by=people["mo"], picture=photo
    )
    paid = operations.ask(_wish(), by=people["tamsin"])
    for who in ("carys", "sol"):
        operations.say_yes(paid.id, 1, True, people[who])
    operations.pay(paid.id, 1, date(2026, 4, 11), people["tamsin"])
    counted = _count(people["tamsin"], numbers)
    pages: dict[Any, Any] = {
        (f"payments.{page}", "request_id"): claim.id for page in ("show_claim", "show_own_paper", "withdraw")
    }
    pages["payments.show_own_paper", "paper_id"] = claim.papers[0].id
    values = {
        "request_id": asked.id,
        "paper_id": asked.papers[0].id,
        "count_id": counted,
        "account_id": _tin(),
        "sheet_id": _sheet(asked.id, people["carys"]),
    }
    return values, pages, [*PAYEES, *CLAIMED, COUNTED, "Aethelflaed", "wexcombe"]


def _wish() -> Wish:
    known = book.choices()
    ids = {(choice.sort, choice.name): choice.id for choice in known.all}
    return Wish(
        amount=1_250,
        purpose=PAYEES[1],
        payee=PAYEES[0],
        way="bank",
        account=ids["account", "Bank"],
        category=ids["category", "Room hire"],
        fund=ids["fund", "General"],
        decision=PAYEES[2],
    )


def _tin() -> int:
    return next(one.id for one in book.choices().of("account") if one.detail == "tin")


def _count(by: Actor, numbers: dict[str, int]) -> int:
    """Two counts of the same tin: one with its difference written down, and one without."""
    known = {choice.name: choice.id for choice in book.choices().all}
    counting = Counting(date(2026, 4, 12), _tin(), numbers["tamsin"], numbers["bea"])
    meeting = Meeting(1_500, known["Raffle and teas"], known["General"], came=9, waived=2)
    operations.set_float(_tin(), 4_000, by)
    first = operations.after_meeting(counting, meeting, 2_000, by)
    operations.write_difference(first.id, known["Other money out"], known["General"], COUNTED, by)
    return operations.count_cash(counting, 3_000, by).id


def _sheet(request_id: int, by: Actor) -> int:
    """Somebody without an account signs at the bank, and has signed on paper."""
    from groupkit.access.operations import add_person
    from groupkit.jobs import signing

    person = add_person("Vesna", by)
    signing.add(person, date(2026, 4, 2), False, by)
    photo = Prepared(SIGNED, "image/jpeg", 1, 1, "sheet.jpg")
    operations.sign_on_paper(request_id, 1, [person.number], photo, by)
    found = queries.asked(request_id)
    assert found is not None
    return next(yes.sheet_id for yes in found.yeses if yes.sheet_id)
