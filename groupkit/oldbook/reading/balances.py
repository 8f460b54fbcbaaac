"""What the columns of balances of an old cash book say: at the beginning, at the end, where one first breaks. Pure."""

from collections.abc import Collection, Mapping, Sequence

from groupkit.bank.reading import Break, StatementLine
from groupkit.bank.reading.order import first_break, turned
from groupkit.oldbook.reading.values import ALL, Found


def note_balances(found: Found, told: Mapping[str, list[StatementLine]], places: Collection[str]) -> None:
    """Keep it in `found`. `told` are the rows of each column, in pence; `places` names those of one place only."""
    words = {line.account for line in found.lines} | {word for one in found.moves for word in (one.account, one.to)}
    for named, lines in told.items():
        if not any(line.balance is not None for line in lines):
            continue
        of = named if named in places and named else next(iter(words)) if len(words) == 1 else ALL
        ordered = turned(lines, found.unread)
        if (broken := first_break(ordered, found.unread)) is not None:
            found.broken[of] = Break(broken.row, broken.expected, broken.found)
        said = [line.balance for line in ordered if line.balance is not None]
        found.closing[of] = said[-1]
        begun = _first_known(ordered)
        if begun is not None and of != ALL:
            found.opening.setdefault(of, begun)
        elif of == ALL:
            found.begun_with = begun


def _first_known(lines: Sequence[StatementLine]) -> int | None:
    """What was there before the first line, by the first balance and the amounts up to it."""
    before = 0
    for line in lines:
        before += line.pence
        if line.balance is not None:
            return line.balance - before
    return None
