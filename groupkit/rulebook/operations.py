"""Writing a rule into the rulebook."""

from collections.abc import Iterable, Mapping
from datetime import date

from groupkit import dates, tenancy
from groupkit.access.actor import Actor
from groupkit.access.founding import Founding
from groupkit.db import db
from groupkit.history import record
from groupkit.refusal import Refused
from groupkit.rulebook import queries
from groupkit.rulebook.models import RuleInForce
from groupkit.rulebook.queries import Answer
from groupkit.rulebook.rules import FINANCIAL_YEAR_END, RULES, Rule, check_together, read, read_year_end


def set_rule(
    rule: Rule, value: str, source: str, by: Actor, from_day: date | None = None, clause: int | None = None
) -> RuleInForce:
    """A rule has this value from a day on (today unless told); what it was before stays on record."""
    old = queries.in_force(rule, from_day)
    row = RuleInForce(
        name=rule.name,
        value=value,
        from_day=from_day or tenancy.today(),
        source=source,
        clause=clause,
        set_by_no=by.person_no,
        set_at=dates.now(),
    )
    db.session.add(row)
    db.session.flush()
    record(by, "set a rule", rule.label, value=(old.value, value), source=(old.source, source))
    return row


def agree_rule(rule: Rule, value: str, source: str, by: Actor, from_day: date | None = None) -> None:
    """The group sets a rule by agreement, from a day on; what an adopted text says is changed only by its amendment."""
    value = read(rule, value)
    if source.casefold().startswith((queries.AT_THE_BEGINNING, queries.NO_CLAUSE, queries.UNTIL_DECIDED)):
        raise Refused("The kit says that of itself. Write where you agreed it", "source")
    answers = queries.all_in_force(from_day)
    now = answers[rule.name]
    if text := queries.text_that_says(now):
        raise Refused(f"{text} says this. To change it, propose a change to the constitution", "value")
    if value == now.value and now.from_day is not None:
        raise Refused("That is what holds already", "value")
    check_together(rule, value, {name: answer.value for name, answer in answers.items()})
    set_rule(rule, value, source, by, from_day)


def change_year_end(value: str, source: str, by: Actor) -> None:
    """The group's year ends on another day from now on."""
    read_year_end(value)
    if value == queries.in_force(FINANCIAL_YEAR_END).value:
        raise Refused("Your year ends on that day already", "year_end")
    try:
        agree_rule(FINANCIAL_YEAR_END, value, source, by)
    except Refused as refused:
        raise Refused(refused.sentence, "year_end") from None


def adopt_values(values: Mapping[str, tuple[str, int]], adopted_on: date, from_day: date, by: Actor) -> None:
    """An adopted text sets rules: each value with the number of its clause (0 for a paper without our clauses).

    A rule that an earlier text set, and this one does not, goes back to what is usual. So does a rule of this one that
    a later text, written down before it, does not say.
    """
    said = {name: _said(RULES[name], value, clause, adopted_on) for name, (value, clause) in values.items()}
    before = queries.all_in_force(from_day)
    together = {name: now.value for name, now in before.items()} | {name: one[0] for name, one in said.items()}
    for name, (value, _, _) in said.items():
        check_together(RULES[name], value, together)
    for name, (value, source, clause) in said.items():
        now = before[name]
        if (value, source, clause) != (now.value, now.source, now.clause):
            set_rule(RULES[name], value, source, by, from_day, clause)
    _go_back([name for name, now in before.items() if now.clause is not None and name not in said], from_day, by)
    later = queries.next_text_after(from_day)
    for name, day in queries.agreed_after(from_day, later):
        if name in said:  # what a text says is changed only by its amendment
            value, source, clause = said[name]
            set_rule(RULES[name], value, source, by, day, clause)
    if later:
        then = queries.all_in_force(later)
        _go_back([name for name, (_, source, _) in said.items() if _outlives(then[name], source, later)], later, by)


def _said(rule: Rule, value: str, clause: int, adopted_on: date) -> tuple[str, str, int]:
    on = dates.long_day(adopted_on)
    return read(rule, value), f"clause {clause}, adopted {on}" if clause else f"our own paper, adopted {on}", clause


def _outlives(answer: Answer, source: str, later: date) -> bool:
    """Whether what a text says still stands on the day of a later one, which does not say it."""
    return answer.source == source and answer.from_day is not None and answer.from_day < later


def _go_back(names: Iterable[str], day: date, by: Actor) -> None:
    """No clause says these rules from a day on: what is usual holds again."""
    for name in names:
        set_rule(RULES[name], RULES[name].usual, f"{queries.NO_CLAUSE} {dates.long_day(day)}", by, day)


def begin_rulebook(by: Actor, founding: Founding) -> None:
    """The year end that was chosen when the group began."""
    read_year_end(founding.year_end)
    set_rule(FINANCIAL_YEAR_END, founding.year_end, queries.AT_THE_BEGINNING, by)
