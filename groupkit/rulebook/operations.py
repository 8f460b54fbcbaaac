"""Writing a rule into the rulebook."""

from datetime import date

from groupkit import dates, tenancy
from groupkit.access.actor import Actor
from groupkit.access.founding import Founding, at_founding
from groupkit.db import db
from groupkit.history import record
from groupkit.refusal import Refused
from groupkit.rulebook import queries
from groupkit.rulebook.models import RuleInForce
from groupkit.rulebook.rules import FINANCIAL_YEAR_END, Rule, read_year_end


def set_rule(rule: Rule, value: str, source: str, by: Actor, from_day: date | None = None) -> RuleInForce:
    """A rule has this value from a day on (today unless told); what it was before stays on record."""
    old = queries.in_force(rule)
    row = RuleInForce(
        name=rule.name,
        value=value,
        from_day=from_day or tenancy.today(),
        source=source,
        set_by_no=by.person_no,
        set_at=dates.now(),
    )
    db.session.add(row)
    db.session.flush()
    record(by, "set a rule", rule.label, value=(old.value, value), source=(old.source, source))
    return row


def change_year_end(value: str, source: str, by: Actor) -> None:
    """The group's year ends on another day from now on."""
    read_year_end(value)
    if value == queries.in_force(FINANCIAL_YEAR_END).value:
        raise Refused("Your year ends on that day already", "year_end")
    set_rule(FINANCIAL_YEAR_END, value, source, by)


@at_founding
def begin_rulebook(by: Actor, founding: Founding) -> None:
    """The year end that was chosen when the group began."""
    read_year_end(founding.year_end)
    set_rule(FINANCIAL_YEAR_END, founding.year_end, queries.AT_THE_BEGINNING, by)
