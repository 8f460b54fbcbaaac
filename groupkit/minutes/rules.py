"""What is asked of minutes, rolls, actions and letters, and how it is said. Pure."""

from collections.abc import Iterable, Sequence
from datetime import date

from groupkit import dates
from groupkit.refusal import Refused
from groupkit.words import folded

ROLL_MONTHS = 15
"""How long names stay on a roll, in months from the meeting: over the next yearly meeting, where somebody might ask
whether enough were there. No rule gives a figure: ours."""
MOST_HERE = 5_000
MOST_ATTENDING = 40
LONGEST_NOTES = 20_000
"""In characters, under one item: minutes are main points."""
LONGEST_CONFIDENTIAL = 40_000

LONGEST_TITLE = 120
"""In characters: of a decision; an item of an agenda can be longer."""

PARTS = {"here": "here", "sorry": "sent apologies"}
STANDINGS = {"draft": "draft", "sent": "sent round, not approved yet", "approved": "approved"}
SETTLED = {
    "proposed": "proposed",
    "taken": "taken up",
    "not_taken": "not taken up",
    "written": "written into the minutes",
}
"""What became of a correction. One that was written into a draft needs no line of its own at approval."""
ACTION_STANDINGS = {"open": "open", "done": "done", "let_go": "let go"}


def check_present(present: int | None, field: str = "present") -> None:
    """Raises Refused for a head-count that cannot be."""
    if present is not None and not 0 <= present <= MOST_HERE:
        raise Refused(f"That is more than {MOST_HERE:,}. Have another look", field)


def missing(chair: str, taker: str, ended: str, present: int | None) -> list[str]:
    """What a reader of minutes would look for and not find, in sentences without a full stop; it stops nobody."""
    looked_for = (
        (chair, "It does not say who was in the chair"),
        (taker, "It does not say who took the minutes"),
        (ended, "It does not say when the meeting ended"),
        ("" if present is None else "counted", "Nobody counted how many with a vote were here"),
    )
    return [sentence for there, sentence in looked_for if not there]


def present_from(items: Sequence[int], changes: dict[int, int], began: int | None) -> dict[int, int | None]:
    """How many with a vote were there at each item: the last number that was written down, in the order of the items.

    `changes` are the numbers by item; before the first of them it is the number with which the meeting began.
    """
    found: dict[int, int | None] = {}
    now = began
    for item in items:
        now = changes.get(item, now)
        found[item] = now
    return found


ATTENDING_APART = "Guests and practitioners are counted under “in attendance”"


def more_than_known(present: int | None, known: int, body: str) -> str:
    """What to say beside more heads with a vote than a body has; empty where there are not, or none is known."""
    if present is None or not known or present <= known:
        return ""
    those = "on the committee" if body == "committee" else "member" if known == 1 else "members"
    return f"That is more than the {known} {those} we know of. {ATTENDING_APART}"


NO_VOTE = ("left", "no_part")
"""Of what somebody with an interest of their own did: what means that they neither vote nor count at the item."""


def counted_out(did: Iterable[tuple[str, str]], attending: Iterable[str]) -> int:
    """How many of those with a vote do not count at an item, each told as who and what they did.

    Whoever was in attendance never had a vote, and is not taken off.
    """
    guests = [folded(words) for words in attending]
    return sum(what in NO_VOTE and not any(words.startswith(folded(who)) for words in guests) for who, what in did)


def still_here(present: int | None, out: int) -> int | None:
    """How many with a vote count at an item, where so many are counted out; never fewer than none."""
    return None if present is None else max(0, present - out)


def say_still_here(present: int | None, out: int, source: str) -> str:
    """`Without them 3 with a vote count for this item (clause 9)`; empty where nobody is counted out."""
    here = still_here(present, out)
    if not out or here is None:
        return ""
    said = f"Without them {here} with a vote {'counts' if here == 1 else 'count'} for this item"
    return f"{said} ({source})" if source else said


def check_roll(here: Iterable[int], sorry: Iterable[int], known: Iterable[int]) -> None:
    """Raises Refused for somebody who is ticked twice, or is nobody here."""
    here, sorry, known = set(here), set(sorry), set(known)
    if here & sorry:
        raise Refused("Somebody is ticked both as here and as sorry. Have another look", "sorry")
    if not here | sorry <= known:
        raise Refused("Choose among those in the list", "here")


def due_in_words(due: date | None, today: date) -> str:
    """When something was to be done, said kindly: `by 3 May 2026`; nothing where there was no day."""
    if due is None:
        return ""
    return f"by {dates.long_day(due)}" if due >= today else f"meant for {dates.long_day(due)}"
