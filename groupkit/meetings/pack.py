"""What goes out with the notice of a yearly meeting: each book registers the papers that it has for it."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:  # this is loaded when the program starts, and a document only when one is made
    from groupkit.document import Document


@dataclass(frozen=True)
class PackPaper:
    """One paper of a pack: a document, or the bytes of a file with its `ending` (`docx`, `xlsx`).

    It is made when it is wanted. `name` is short, in small letters and hyphens, for an address and a file; without
    `make` it is only a page, at `url`.
    """

    name: str
    title: str
    make: "Callable[[], Document | bytes] | None" = None
    ending: str = "docx"
    url: str = ""
    words: str = ""
    sent: bool = True
    """Whether it goes out before the meeting; else it is for the day."""
    shown: bool = True
    """Whether it is a document of ours, which also has a page."""


Packs = Callable[[Any, Any], Iterable[PackPaper]]
"""Of an actor and a meeting: only what that person may see and take away. It reads, and never writes."""

_packs: dict[str, Packs] = {}


def tells_pack(name: str, function: Packs) -> Packs:
    """Register papers for the pack of a yearly meeting; the name says whose they are, and each counts once."""
    _packs[name] = function
    return function


def papers(actor: Any, meeting: Any) -> Iterator[PackPaper]:
    """The papers of the pack of a meeting, in the order in which the books registered theirs, each in its turn."""
    for function in _packs.values():
        yield from function(actor, meeting)
