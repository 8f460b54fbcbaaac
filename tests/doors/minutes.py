"""Meetings of the filled group: one approved, one sent round, one that goes on; words that few may read."""

from datetime import timedelta
from typing import Any

from groupkit import tenancy
from groupkit.access.actor import Actor
from groupkit.decisions.operations import Held
from groupkit.minutes.models import Letter
from groupkit.minutes.operations import acting, approving, confidential, deciding, letters, roll, room
from groupkit.minutes.queries import acting as found
from groupkit.pictures import Prepared
from tests.minutes import meeting as meetings

SECRETS = [
    "Persimmon told of the boiler",
    "Clerkenwell community nurse",
    "Araminta Plinlimmon",
    "knit bunting for Machynlleth",
    "whisper about Abergwyngregyn",
    "Rhosllanerchrugog council",
    "bring the Tredegar tapestry",
    "it was the Blaenau kettle",
    "found to be Cwmystwyth",
    "Betws picnic",
]
LETTER = Prepared(b"\xff\xd8 Rhosllanerchrugog council", "image/jpeg", 1, 1, "rhosllanerchrugog.jpg")


def fill_minutes(by: Actor) -> tuple[dict[str, Any], dict[tuple[str, str], Any], list[str]]:
    """Fill the books of the group in scope; gives back values for addresses, those of some pages, and secrets."""
    approved = meetings.hold(by, 80, present=5)
    meetings.note(approved, SECRETS[0], by)
    room.add_guest(approved, SECRETS[1], by)
    confidential.write(approved, SECRETS[4], 0, by)
    approving.send_round(approved, by)
    sent = meetings.hold(by, 50, present=5)
    meetings.note(sent, SECRETS[0], by)
    meetings.approve(approved, sent, by, SECRETS[2])
    approving.note_later_correction(approved, sent, SECRETS[7], by)
    approving.send_round(sent, by)
    correction = approving.propose_correction(sent, None, SECRETS[8], by)
    now = meetings.hold(by, 3, present=5)
    item = meetings.note(now, SECRETS[0], by)
    guest = room.add_guest(now, SECRETS[1], by)
    conflict = room.add_conflict(now, item, SECRETS[2], "left", by)
    people = [int(one.key.split()[1]) for one in found.doers() if one.key.startswith("person")]
    roll.write_roll(now, people[:3], people[3:4], roll.mark_of(now), by, needed=True)
    someone = next(one.key for one in found.doers() if one.key.startswith("person"))
    action = acting.write_action(now, item, SECRETS[3], someone, None, by)
    letter: Letter = letters.write_letter(
        by,
        came=True,
        day=tenancy.today() - timedelta(days=9),
        who=SECRETS[5],
        about=SECRETS[6],
        picture=LETTER,
        reported_at=None,
    )
    decided = meetings.decision(by, SECRETS[9])
    words = "We go to the Betws picnic"
    held = Held(way="all", held_on=now.day, place="", words=words, present=4)
    deciding.hold(now, item, decided, held, by, all_the_same=True)
    open_one = meetings.decision(by, SECRETS[9])
    of_meeting = {
        "approve": sent,
        "take_back": sent,
        "propose_correction": sent,
        "settle_correction": sent,
        "show_minutes": sent,
        "download_minutes": approved,
        "note_later_correction": approved,
        "send_round": now,
    }
    pages: dict[tuple[str, str], Any] = {
        ("minutes.count_people", "what"): "present",
        ("minutes.decide", "decision_id"): open_one.id,
        ("minutes.decide", "way"): "vote",
        ("minutes.download_minutes", "form"): "docx",
    }
    values = {
        "meeting_id": now.id,
        "item_id": item.id,
        "letter_id": letter.id,
        "action_id": action.id,
        "guest_id": guest.id,
        "conflict_id": conflict.id,
        "correction_id": correction.id,
        "decision_id": open_one.id,
        "what": "present",
        "way": "vote",
    }
    pages |= {(f"minutes.{page}", "item_id"): item.id for page in AT_ITEMS}
    pages |= {(f"minutes.{page}", "meeting_id"): now.id for page in (*AT_ITEMS, *AT_MEETINGS)}
    pages |= {(f"minutes.{page}", "meeting_id"): row.id for page, row in of_meeting.items()}
    return values, pages, SECRETS


AT_ITEMS = (
    "write_notes",
    "item_saved",
    "count_from_here",
    "add_conflict",
    "write_action",
    "choose_decision",
    "decide",
    "report",
)
AT_MEETINGS = (
    "hold_meeting",
    "begin_meeting",
    "count_people",
    "write_facts",
    "add_guest",
    "remove_guest",
    "remove_conflict",
    "show_roll",
    "paper_sheet",
    "report_letters",
    "show_confidential",
    "write_confidential",
    "download_confidential",
)
