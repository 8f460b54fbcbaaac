"""It notices: what about a text is worth a look, why, and what groups usually do. Never a block. Pure.

Facts: DOMAIN 1.2 and 1.4. To add a watch, write a function that yields notices and list it in `MEETING`, `MONEY`,
`ENDING` or `OWN_WORDS`. A question that nobody has answered yet is never worth a notice.
"""

from dataclasses import replace

from groupkit.constitution.notices.ending import ENDING
from groupkit.constitution.notices.meeting import MEETING
from groupkit.constitution.notices.money import MONEY
from groupkit.constitution.notices.own_words import OWN_WORDS
from groupkit.constitution.notices.watching import GroupFacts, Notice, Seen, Watch
from groupkit.constitution.shapes import Shape
from groupkit.constitution.text import Choices, Text

__all__ = ["NOTICES", "GroupFacts", "Notice", "Watch", "notices"]

NOTICES: tuple[Watch, ...] = (*MEETING, *MONEY, *ENDING, *OWN_WORDS)


def notices(shape: Shape, choices: Choices, text: Text, facts: GroupFacts) -> list[Notice]:
    """Everything about a text that is worth a look."""
    seen = Seen(shape, choices, text, facts)
    found = ((watch, notice) for watch in NOTICES if watch.is_for(shape) for notice in watch.look(seen))
    return [replace(notice, key=watch.key) for watch, notice in found]
