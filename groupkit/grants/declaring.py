"""What the people who sign a return put their names to. Pure."""

from collections.abc import Callable, Iterable

from groupkit.dates import long_day
from groupkit.grants.facts import Facts

DECLARATIONS: dict[str, str] = {
    "spent_on_purpose": "The money was spent on what it was given for",
    "true_as_we_know": "What stands in the return is true as far as the group knows",
    "records_kept": "The papers are kept, and until when",
    "agreed": "The group agreed to the return at a meeting, where it did",
    "pictures_agreed": "Everybody in a picture said yes to the funder having it",
}
"""The closed list of what a return format may have people sign, each with what it means."""


def _records(facts: Facts) -> str:
    until = f" until {long_day(facts.keep_until)}" if facts.keep_until else ""
    return f"We keep the receipts and the book{until}."


def _agreed(facts: Facts) -> str:
    return f"The group agreed to this return: {facts.agreed}." if facts.agreed else ""


_SENTENCES: dict[str, Callable[[Facts], str]] = {
    "spent_on_purpose": lambda _: "The money was spent on what it was given for.",
    "true_as_we_know": lambda _: "As far as we know, what stands here is true and nothing that matters is left out.",
    "records_kept": _records,
    "agreed": _agreed,
    "pictures_agreed": lambda _: "Everybody who can be seen in a picture has said yes to you having it.",
}


def declared(keys: Iterable[str], facts: Facts) -> tuple[str, ...]:
    """The sentences that are signed; one that has nothing to say is left out."""
    return tuple(said for key in keys if (said := _SENTENCES[key](facts)))
