"""A group whose every book has something in it, with words that must never reach the wrong eyes."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from groupkit import tenancy
from groupkit.access import queries as people
from groupkit.access.models import Person
from groupkit.files import StoredFile, store
from groupkit.grants import filing
from groupkit.grants import operations as grants
from groupkit.grants import queries as grants_read
from groupkit.grants.models import Grant
from groupkit.ledger import operations, queries, rules
from groupkit.ledger.models import Entry, Receipt
from groupkit.ledger.rules import Part
from groupkit.people.members import operations as members
from groupkit.people.members import rules as rules_of_members
from groupkit.pictures import Prepared
from tests import builders
from tests.doors import bank
from tests.doors.accounts import HOLDER, OWED_TO, SECRETS, fill_accounts
from tests.doors.budgets import SECRETS as BUDGETED
from tests.doors.budgets import fill_budgets
from tests.doors.decisions import SECRETS as DECIDED
from tests.doors.decisions import fill_decisions
from tests.doors.funderforms import WORDS as ON_FORMS
from tests.doors.funderforms import fill_funder_forms
from tests.doors.giftaid import SECRETS as DONORS
from tests.doors.giftaid import WHY, fill_giftaid
from tests.doors.grants import PAGES as GRANT_PAGES
from tests.doors.grants import SECRETS as OF_GRANTS
from tests.doors.grants import fill_grant
from tests.doors.jobs import fill_copy, fill_jobs
from tests.doors.meetings import SECRETS as AT_MEETINGS
from tests.doors.meetings import fill_meetings
from tests.doors.minutes import fill_minutes
from tests.doors.oldbook import WORDS as OLD_WORDS
from tests.doors.oldbook import fill_old_book
from tests.doors.payments import PAYEES as PAID
from tests.doors.payments import fill_payments
from tests.doors.tallies import SECRETS as TALLIED
from tests.doors.tallies import fill_tallies
from tests.doors.texts import FITS_ANY_GROUP, fill_texts
from tests.doors.yearend import fill_year_end
from tests.restoring import made_once

PAYEES = ["Quillfeather Stationers", "Ottoline Bramblewick", "Zebedee’s kettle note", "Marchbanks refund note"]
LOST = "eaten by the goat of Ullapool"
"""What became of a receipt."""
WORDS = [
    "Umbrellas for the Ghillie Dhu outing",
    "Reference Xylophone 7",
    "Pibroch evenings in the tower",
    "Skerryvore said it was a lifeline",
    "Next time we bring more kelp",
    "With thanks from Tullibardine",
]
CONTACTS = ["ffion.ptarmigan@example.org", "a chair by the Wallachian window", "Kashubian"]
"""What stands on the card of a member, for the coordinator and the secretary alone."""
SURNAMES = ["Featherstonehaugh", "Cholmondeley", "Wriothesley", "Llanfairpwll", "Majoribanks"]
PICTURE = Prepared(data=b"\xff\xd8 Marigold own receipt", mime="image/jpeg", width=1, height=1, name="marigold.jpg")


@dataclass
class Filled:
    """A group, and what to put into each address so that the page is there."""

    group: builders.AGroup
    values: dict[str, Any]
    by_endpoint: dict[tuple[str, str], Any] = field(default_factory=dict)
    payees: list[str] = field(default_factory=lambda: [*PAYEES, HOLDER, OWED_TO])
    secrets: list[str] = field(default_factory=list)

    def value(self, endpoint: str, name: str) -> Any:
        """What an address of this endpoint takes under this name; KeyError when nobody has thought of it yet."""
        return self.by_endpoint.get((endpoint, name), self.values[name])

    @property
    def searches(self) -> list[str]:
        """Questions by which somebody could try to find out what they may not read."""
        return [
            "?what=1.00",
            "?words=Quillfeather",
            "?words=zebedee&account=1",
            "?again=2026-27/P001",
            "?payee=Ottoline",
        ]

    @property
    def everything(self) -> dict[str, Any]:
        """Something for every field that any form could have."""
        return {
            "day": "1/4/26",
            "amount": "12.50",
            "payee": "x",
            "name": "New name",
            "reason": "because",
            "job": "treasurer",
            "account": self.values["row_id"],
            "category": "1",
            "fund": "1",
            "version": "1",
            "revision": "0",
            "year_end": "12-31",
            "nation": "scotland",
            "until": "1/1/28",
            "part": "facilitator",
            "post": "Nurse",
            "shares": "rules",
            "decision": "our meeting",
            "starting_point": "ground_rules",
            "do": "leave_out",
            "title": "New title",
            "words": "New words",
            "value": "9",
            "source": "agreed",
            "meeting_on": "1/4/26",
            "adopted_on": "1/4/26",
            "meeting": "our meeting",
            "standing": "charity",
            "number": "1123456",
            "shown": "pounds",
            "what": "Tea urn",
            "way": "by_us",
            "kind": "use",
            "disposed_on": "1/4/26",
            "settled_on": "1/4/26",
            "why": "worn out",
            "reference": "XR54321",
            "since": "1/4/26",
            "first": "Ann",
            "last": "Bee",
            "house": "1",
            "postcode": "LL12 3AB",
            "covers": "past",
            "declaration": "1",
            "entry": "1",
            "begin_with": "empty",
            "agreed_on": "1/4/26",
            "where": "our meeting",
            "stage": "ended",
            "pence": "5",
            "due_on": "1/4/2027",
            "origin": "own",
            "lines": "support",
        }

    def same_at_home(self, endpoint: str) -> int:
        """Pages whose address fits another group just as well: a reference, a person’s number, a year, a month."""
        numbered = {
            "ledger.download_book",
            "ledger.download_lines",
            "people.show_person",
            "people.rename_person",
            "rulebook.change_rule",
            "tallies.write_month",
        }
        numbered |= {f"constitution.{page}" for page in FITS_ANY_GROUP}
        return 200 if endpoint in numbered or endpoint.startswith("people.") else 404


@made_once
def filled_group() -> Filled:
    """A group with entries of every kind, a correction, a void line, a receipt, people, jobs and an agreement."""
    group = builders.a_group(name="The Marigold Recovery Circle")
    by = group.tamsin.actor
    with builders.in_books_of(group):
        for surname, who in zip(SURNAMES, ("carys", "tamsin", "sol", "bea", "mo"), strict=True):
            person = people.person(_row_of(group.people[who].number))
            person.name = f"{person.name} {surname}"
        entry, receipt = _fill_book(by)
        grant = _fill_grant(by)
        _fill_card(people.person(_row_of(group.mo.number)), group.sol.actor)
        texts, text_pages, text_words = fill_texts(group.sol.actor)
        actors = {who: group.people[who].actor for who in ("carys", "tamsin", "sol", "bea", "mo")}
        numbers = {who: person.number for who, person in group.people.items()}
        paid, paid_pages, paid_words = fill_payments(actors, numbers)
        bank_values, bank_pages = bank.fill_bank(by)
        old_values = fill_old_book(by)
        decided, decided_pages = fill_decisions(actors["sol"], entry.key)
        known = {(choice.sort, choice.name): choice.id for choice in queries.choices().all}
        year_values, year_words = fill_year_end(actors, known)
        meetings, meeting_pages = fill_meetings(actors["sol"], actors["mo"], tenancy.today())
        given, gift_pages = fill_giftaid(by, numbers)
        form_values = fill_funder_forms(grant, by)
        meeting_values, minuted_pages, minuted = fill_minutes(actors["sol"])
        values = (
            texts
            | form_values
            | meeting_values
            | paid
            | given
            | decided
            | meetings
            | {
                "year": entry.year,
                "code": f"{entry.series}{entry.number:03d}",
                "receipt_id": receipt.id,
                "sort": "account",
                "row_id": queries.choices().of("account")[0].id,
                "label": "whole",
                "number": group.mo.number,
                "fund_id": next(fund.id for fund in queries.choices().of("fund") if fund.detail == "restricted"),
                "grant_id": grant.id,
                "filed_no": 1,
                "part_no": 1,
                "key": "photo",
                "heading_id": next(one.id for one in queries.choices().of("heading") if one.name == "Wool"),
                "appointment_id": people.jobs_held(_row_of(group.sol.number))[0].id,
                **bank_values,
                **year_values,
                **fill_accounts(by, grant.fund_id),
                **old_values,
                **fill_budgets(by, grant.fund_id),
                **fill_tallies(actors["sol"]),
                **fill_grant(grant, Prepared(_dot(), "image/png", 1, 1, "marigold.png"), by),
                **fill_copy(group.carys.actor, grant.id),
                **fill_jobs(group.carys.actor, group.mo.number, group.bea.number),
            }
        )
        friend = {
            (f"people.{page}", "number"): group.femi.number
            for page in ("agree_again", "end_agreement", "show_agreement")
        }
    friend["members.erase_friend", "number"] = group.femi.number
    friend["ledger.vouch_lost", "code"] = "P002"
    friend["copies.make_copy", "number"] = 1
    secrets = [*PAYEES, LOST, "marigold.jpg", "Marigold own receipt"]
    secrets += [*SURNAMES, *WORDS, *CONTACTS, *bank.WORDS, *SECRETS, *BUDGETED]
    secrets += [person.username for who, person in group.people.items() if who != "femi"]
    secrets += [
        *text_words,
        *paid_words,
        *year_words,
        *DONORS,
        WHY,
        *OLD_WORDS,
        *DECIDED,
        *AT_MEETINGS,
        *minuted,
        *TALLIED,
    ]
    secrets += ON_FORMS
    secrets += OF_GRANTS
    pages = friend | text_pages | paid_pages | bank_pages | gift_pages | decided_pages | meeting_pages | minuted_pages
    pages |= GRANT_PAGES
    payees = [*PAYEES, *PAID, *DONORS, *OLD_WORDS]
    return Filled(group, values, pages, payees=payees, secrets=secrets)


def _fill_grant(by: Any) -> Grant:
    """A grant with every word that can be written about it, a return that was filed and one that is being written."""
    fund = next(fund for fund in queries.choices().of("fund") if fund.detail == "restricted")
    grant = grants.add_grant(
        funder="Community Chest",
        reference=WORDS[1],
        amount=40_000,
        purpose=WORDS[0],
        fund=fund.id,
        due=date(2026, 12, 1),
        by=by,
    )
    answers = {
        "what_we_did": WORDS[2],
        "how_many_people": {"number": 14, "about": True},
        "difference": WORDS[3],
        "learned_or_next": WORDS[4],
        "thank_you": WORDS[5],
    }
    draft = grants_read.draft_of(grant)
    photo = Prepared(_dot(), "image/png", 1, 1, "marigold.png")
    saved = grants.save_draft(grant, 0, draft.format, answers, by, {"photo": photo})
    ready = filing.prepare(grant, grants_read.draft_of(grant), by.slug)
    grants.file_return(grant, ready, saved.version, ready.seen, by)
    return grant


def _fill_card(person: Person, by: Any) -> None:
    """A card with every word that can be written on it."""
    card = members.Card("email", CONTACTS[0], True, CONTACTS[2], CONTACTS[1], True)
    members.write_card(person, card, members.Yes(date(2026, 4, 1), rules_of_members.USUAL_WORDING, "on paper"), 0, by)


def _dot() -> bytes:
    """The smallest picture there is."""
    from io import BytesIO

    from PIL import Image

    file = BytesIO()
    Image.new("RGB", (4, 3), "white").save(file, "PNG")
    return file.getvalue()


def _row_of(number: int) -> int:
    found = people.person_numbered(number)
    assert found is not None
    return found.id


def _fill_book(by: Any) -> tuple[Entry, Receipt]:
    ids = {(choice.sort, choice.name): choice.id for choice in queries.choices().all}
    bank, tin, general = ids["account", "Bank"], ids["account", "Cash tin"], ids["fund", "General"]
    room, grants = ids["category", "Room hire"], ids["category", "Grants"]
    day = date(2026, 4, 10)
    grant = operations.add_fund("Starter grant", "restricted", by)
    heading = operations.add_heading(grant, "Wool", 20_000, by)
    operations.record_opening(day=day, account=bank, parts=[(general, 30_000)], by=by, note=PAYEES[2])
    operations.record_receipt(
        day=day, account=bank, amount=40_000, parts=[Part(40_000, grants, grant.id)], payee=PAYEES[1], by=by
    )
    entry = operations.record_payment(
        day=day,
        account=bank,
        amount=2_000,
        parts=[Part(2_000, room, grant.id, heading.id)],
        payee=PAYEES[0],
        note=PAYEES[2],
        by=by,
    )
    operations.record_refund(
        day=day,
        account=bank,
        amount=500,
        parts=[Part(500, room, grant.id, heading.id)],
        payee=PAYEES[0],
        note=PAYEES[3],
        by=by,
    )
    operations.record_move(day=day, from_account=bank, to_account=tin, amount=1_000, note=PAYEES[2], by=by)
    slip = operations.record_payment(
        day=day, account=tin, amount=300, parts=[Part(300, room, general)], payee=PAYEES[1], by=by
    )
    operations.correct_entry(
        slip, 0, day=day, legs=rules.payment_legs(tin, 200, [Part(200, room, general)]), reason=PAYEES[3], by=by
    )
    twice = operations.record_payment(
        day=day, account=tin, amount=100, parts=[Part(100, room, general)], payee=PAYEES[0], by=by
    )
    operations.void_entry(twice, 0, reason=PAYEES[2], by=by)
    operations.reword_entry(slip, 0, payee=PAYEES[0], note="", by=by)
    operations.note_lost(slip, LOST, by)
    stored: StoredFile = store(by, PICTURE.name, PICTURE.mime, PICTURE.data)
    receipt = Receipt(entry_id=entry.id, file_id=stored.id)
    queries.entries.db.session.add(receipt)
    queries.entries.db.session.flush()
    return entry, receipt
