"""The rules a group can have, what each means and what holds until the group says otherwise."""

import re
from dataclasses import dataclass

from groupkit.dates import YearEnd
from groupkit.refusal import Refused


@dataclass(frozen=True)
class Rule:
    """A rule by name: how it is asked, and the value that holds until the group sets one."""

    name: str
    label: str
    usual: str


FINANCIAL_YEAR_END = Rule("financial_year_end", "Our financial year ends on", "03-31")
"""`MM-DD`; 31 March is what most groups choose (DOMAIN 1.2)."""

RULES = {rule.name: rule for rule in (FINANCIAL_YEAR_END,)}


def read_year_end(text: str) -> YearEnd:
    """A year end from `MM-DD`; raises Refused for a day that not every year has (28 February stands for its end)."""
    if not re.fullmatch(r"[0-9]{2}-[0-9]{2}", text, re.ASCII):
        raise Refused("Choose the last day of your year", "year_end")
    end = YearEnd.read(text)
    try:
        end.in_year(2027)
    except ValueError:
        raise Refused("Not every year has that day. Choose another", "year_end") from None
    return end
