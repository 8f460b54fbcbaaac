"""What was there at the beginning: places and funds come to the same, and how the two are laid together. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from groupkit.dates import long_day
from groupkit.money import pounds
from groupkit.refusal import Refused


@dataclass(frozen=True)
class Beginning:
    """What was there on the first day, in pence by the code of each account and each fund (DOMAIN 4.4)."""

    day: date
    accounts: Mapping[str, int]
    funds: Mapping[str, int]

    @property
    def is_nothing(self) -> bool:
        """Whether nothing at all was there."""
        return not any(self.accounts.values()) and not any(self.funds.values())


def check_beginning(said: Beginning, first: date | None) -> None:
    """Raises Refused unless accounts and funds come to the same, and the day is not after the first line's."""
    money, purpose = sum(said.accounts.values()), sum(said.funds.values())
    if money != purpose:
        more = "more" if money > purpose else "less"
        raise Refused(
            f"The places come to {pounds(money)} and the funds to {pounds(purpose)}: the places have "
            f"{pounds(abs(money - purpose))} {more}. Both say what the same money is, so they have to agree",
            "funds",
        )
    if first is not None and said.day > first:
        raise Refused(f"The first line is of {long_day(first)}. Choose that day or one before it", "day")
    if not said.is_nothing and not any(said.accounts.values()):
        raise Refused("No place had money in it, so each fund begins with nothing too", "funds")


def laid_out(said: Beginning) -> dict[str, list[tuple[str, int]]]:
    """For each account with something in it, its funds and pence. Which fund's money lies where is nobody's question:
    only the sums of each matter, and they stay as they were said.

    Small accounts are filled first, from the first fund (the general one) on. Where something is below nought, the
    largest account holds all that is not general.
    """
    filled = {code: pence for code, pence in sorted(said.accounts.items(), key=lambda item: item[1]) if pence}
    if not filled:
        return {}
    if min([*filled.values(), *said.funds.values()]) < 0:
        return _laid_out_below_nought(filled, said.funds)
    left = dict(said.funds)
    found: dict[str, list[tuple[str, int]]] = {}
    for code, pence in filled.items():
        found[code] = []
        for fund, held in left.items():
            some = min(held, pence - sum(one for _, one in found[code]))
            if some:
                found[code].append((fund, some))
                left[fund] -= some
    return found


def _laid_out_below_nought(filled: Mapping[str, int], funds: Mapping[str, int]) -> dict[str, list[tuple[str, int]]]:
    main, general = list(filled)[-1], next(iter(funds))
    found = {code: [(general, pence)] for code, pence in filled.items() if code != main}
    left = dict(funds) | {general: funds[general] - sum(filled.values()) + filled[main]}
    found[main] = [(code, pence) for code, pence in left.items() if pence]
    return found


@dataclass(frozen=True)
class Ending:
    """An account after the last line: what the book will say, and what the sheet says where it does."""

    account: str
    pence: int
    sheet: int | None = None

    @property
    def difference(self) -> int:
        """Pence that the book has more than the sheet; nought where the sheet says nothing."""
        return 0 if self.sheet is None else self.pence - self.sheet
