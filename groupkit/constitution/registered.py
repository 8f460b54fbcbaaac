"""What the texts tell other books; each is loaded when another book first asks."""

from collections.abc import Iterable
from typing import Any

from groupkit.coming_up import Coming, tells_coming
from groupkit.facts import tells_fact
from groupkit.library import Mistake, tells_mistakes
from groupkit.people.members.naming import Names, holds_names


@tells_coming
def _coming(actor: Any) -> Iterable[Coming]:
    from groupkit.constitution import telling

    return [*telling.meetings(actor), *telling.reviews(actor)]


@tells_fact("members")
def _members() -> int:
    from groupkit.constitution import standing

    return standing.members()


@tells_fact("adopted")
def _adopted() -> bool:
    from groupkit.constitution import queries

    return queries.in_force() is not None


@tells_fact("signed")
def _signed() -> bool | None:
    from groupkit.constitution import standing

    return standing.signed()


@tells_fact("two_see_money")
def _two_see_money() -> bool:
    from groupkit.constitution import standing

    return standing.two_see_money()


@tells_mistakes
def _mistakes() -> Iterable[Mistake]:
    from groupkit.constitution import reading

    return reading.stock().mistakes


@holds_names
def _without_names(names: Names) -> int:
    from groupkit.constitution import naming

    return naming.take_out(names)
