"""The meetings of the filled group: a yearly one with agenda and notice, a series, one that was held."""

from datetime import date, timedelta
from typing import Any

from groupkit.access.actor import Actor
from groupkit.meetings import agendas, noticing, operations, series

PLACES = ["The Vicarage of Penhaligon", "Loft above Abernethy and Sons"]
ONLINE = "ring Ermintrude on extension 4"
OWN_KIND = "Walk with Zebulon"
ITEMS = ["Whether to buy the harmonium", "Ermengarde’s question about the gate", "Biscuits of Lady Trelawney"]
SECRETS = [*PLACES, ONLINE, OWN_KIND, *ITEMS]
"""Where meetings are, what a group calls them, and what is talked about: nothing of it for a critical friend."""


def fill_meetings(by: Actor, member: Actor, today: date) -> tuple[dict[str, Any], dict[tuple[str, str], Any]]:
    """Write them down; gives back what the addresses need, and what those of single pages need."""
    evening: dict[str, Any] = {"starts": "19:00", "ends": "21:00", "place": PLACES[0], "online": ONLINE}
    yearly = operations.plan(by, kind="yearly", day=today + timedelta(days=20), **evening)
    agendas.begin(yearly, "yearly", by)
    item = agendas.add(yearly, by, title=ITEMS[0], lead=ITEMS[1][:80], words=ITEMS[2], takes=10, purpose="discuss")
    agendas.propose(yearly, ITEMS[1], ITEMS[2], member)
    noticing.give(yearly, today - timedelta(days=1), ["post", "poster"], by)
    rhythm = series.begin(
        by, kind="own", called=OWN_KIND, every="week 2", first_on=today + timedelta(days=3), last_on=None, **evening
    )
    series.take(rhythm, today + timedelta(days=17), by)
    held = operations.plan(
        by, kind="own", called=OWN_KIND, day=today - timedelta(days=30), starts="18:00", ends="19:00", place=PLACES[1]
    )
    held.standing, held.present = "held", 7
    day = (today + timedelta(days=31)).isoformat()
    values = {"meeting_id": yearly.id, "item_id": item.id, "series_id": rhythm.id, "day": day, "paper": "agenda"}
    pages = {
        ("meetings.take_day", "day"): day,
        ("meetings.download_agenda", "form"): "docx",
        ("meetings.show_paper", "paper"): "attendance",
        ("meetings.download_paper", "paper"): "notice",
        ("meetings.download_paper", "form"): "large",
    }
    return values, pages
