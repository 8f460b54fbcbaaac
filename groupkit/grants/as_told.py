"""What a return tells, without what stands on no paper: so that one filed by an older program can be compared. Pure."""

from dataclasses import replace

from groupkit.grants.facts import Counted, Facts


def as_told(facts: Facts) -> Facts:
    """Facts by which two returns tell the same: the last day they cover, and no rows, which older returns lack.

    The list of payments says nothing that the sums do not, and is in some only.
    """
    tally = replace(
        facts.tally,
        sums=_counted(facts.tally.sums),
        heard=_counted(facts.tally.heard),
        barriers=_counted(facts.tally.barriers),
    )
    return replace(
        facts,
        as_of=facts.covers,
        until=facts.covers,
        bills=(),
        spending=tuple(replace(one, heading=0) for one in facts.spending),
        outcomes=tuple(replace(one, id=0) for one in facts.outcomes),
        tally=tally,
    )


def _counted(counts: tuple[Counted, ...]) -> tuple[Counted, ...]:
    """Whether a count is of the whole group follows from its key, and was not always kept."""
    return tuple(replace(one, whole=False) for one in counts)
