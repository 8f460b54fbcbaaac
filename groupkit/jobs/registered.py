"""What the book of jobs tells other books; loaded when another book first asks."""

from collections.abc import Iterable
from typing import Any

from groupkit.coming_up import Coming, tells_coming
from groupkit.library import Mistake, tells_mistakes


@tells_coming
def _terms(actor: Any) -> Iterable[Coming]:
    from groupkit.jobs import telling

    return telling.terms(actor)


@tells_mistakes
def _mistakes() -> Iterable[Mistake]:
    from groupkit.jobs.cards import mistakes

    return mistakes()
