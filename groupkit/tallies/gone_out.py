"""Where words and pictures with a yes have gone already: higher books that filed something tell."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from groupkit.access.actor import Actor


@dataclass(frozen=True)
class GoneOut:
    """A paper that holds them and is kept as it was: what it is called, when it was filed, who has it, its address.

    `ask` says how to reach whoever has it, and `page` where it stands; both are empty for those who may not see that.
    """

    called: str
    filed_at: datetime
    has_it: str
    ask: str = ""
    page: str = ""


TellsGoneOut = Callable[[int, Actor], Iterable[GoneOut]]
TELLERS: list[TellsGoneOut] = []


def tells_gone_out(function: TellsGoneOut) -> TellsGoneOut:
    """Register who knows where the words or the picture of a row of `Voice` have gone."""
    if function not in TELLERS:
        TELLERS.append(function)
    return function


def gone_out(voice_id: int, actor: Actor) -> list[GoneOut]:
    """Every paper that holds these words or this picture, the latest first."""
    found = [one for function in TELLERS for one in function(voice_id, actor)]
    return sorted(found, key=lambda one: one.filed_at, reverse=True)
