"""Whether an answer fits the cell that it is for: its list, its kind, its length. Pure."""

import difflib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from groupkit.dates import long_day
from groupkit.money import figures, pounds
from groupkit.refusal import Refused
from groupkit.words import folded
from groupkit.workbook.cells import Money
from groupkit.workbook.parts.styles import Style
from groupkit.workbook.texts import LONGEST, cleaned

Answer = str | int | date | Money
"""What goes into a cell: words, a whole number, a day, or money."""

MOST_NAMED = 8

LIST_UNREAD = "This cell has a list of answers that we cannot read. Choose one in Excel yourself"
WANTS_NUMBER = "This cell takes a number, and this is in words"
WANTS_DAY = "This cell takes a day, and this is none"
WANTS_TIME = "This cell takes a time of day. Write it in yourself"
SHOWS_NUMBER = "This cell takes a day but would show it as a bare number. Write it in yourself"
SHOWS_DAY = "This cell shows whatever stands in it as a day or a time, so a number would look wrong"
SHOWS_PERCENT = "This cell shows a share of a hundred, and this is an amount"
TOO_LONG = "This is longer than a cell can hold"
RULE_UNREAD = "The form has a rule for this cell that we cannot read: look at it in Excel"
ROUNDED = "The form shows this rounded to whole pounds; the pence are there"

_OPERATORS: dict[str, tuple[Callable[[Decimal, Decimal, Decimal], bool], str]] = {
    "between": (lambda value, first, second: first <= value <= second, "from {0} to {1}"),
    "notBetween": (lambda value, first, second: not first <= value <= second, "less than {0} or more than {1}"),
    "equal": (lambda value, first, _: value == first, "exactly {0}"),
    "notEqual": (lambda value, first, _: value != first, "anything but {0}"),
    "greaterThan": (lambda value, first, _: value > first, "more than {0}"),
    "lessThan": (lambda value, first, _: value < first, "less than {0}"),
    "greaterThanOrEqual": (lambda value, first, _: value >= first, "{0} or more"),
    "lessThanOrEqual": (lambda value, first, _: value <= first, "{0} or less"),
}


@dataclass(frozen=True, slots=True)
class Rule:
    """What a cell takes: `kind` is list, whole, decimal, date, time, textLength or custom, as the file says it.

    `options` is None for a list that cannot be read, and so is a limit that can only be worked out by Excel.
    """

    kind: str
    operator: str = "between"
    options: tuple[str, ...] | None = ()
    first: Decimal | None = None
    second: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Fitted:
    """An answer as it will stand in its cell, and a word about it where one is needed."""

    answer: Answer
    note: str = ""


def fit(answer: Answer, style: Style, rule: Rule | None, serial: Callable[[date], int]) -> Fitted:
    """The answer as the cell takes it. Raises Refused with a plain sentence where it does not fit.

    `serial` counts days as the workbook does.
    """
    answer = cleaned(answer).strip() if isinstance(answer, str) else answer
    if isinstance(answer, str) and len(answer.encode("utf-16-le")) // 2 > LONGEST:
        raise Refused(TOO_LONG)
    note = ""
    if rule is not None:
        answer, note = _KINDS.get(rule.kind, _any)(answer, rule, serial)
    return _shown(answer, style, rule, note)


def _shown(answer: Answer, style: Style, rule: Rule | None, note: str) -> Fitted:
    """What the cell's format would make of it."""
    if isinstance(answer, date) and style.shows != "day":
        if rule is not None and rule.kind == "date":
            raise Refused(SHOWS_NUMBER)
        return Fitted(long_day(answer), note)
    if isinstance(answer, int | Money) and style.shows in ("day", "time"):
        raise Refused(SHOWS_DAY)
    if isinstance(answer, int | Money) and style.shows == "percent":
        raise Refused(SHOWS_PERCENT)
    if isinstance(answer, Money) and answer.pence % 100 and style.shows == "number" and style.decimals == 0:
        return Fitted(answer, note or ROUNDED)
    return Fitted(answer, note)


def said(answer: Answer) -> str:
    """An answer in words."""
    if isinstance(answer, Money):
        return pounds(answer.pence)
    return long_day(answer) if isinstance(answer, date) else str(answer)


def _from_list(answer: Answer, rule: Rule, _serial: Callable[[date], int]) -> tuple[Answer, str]:
    if not rule.options:
        raise Refused(LIST_UNREAD)
    for option in rule.options:
        if _same_number(answer, option):
            return answer, ""
    mine = {folded(one) for one in _ways_to_say(answer)}
    for option in rule.options:
        if folded(option) in mine:
            return option, ""
    near = difflib.get_close_matches(folded(said(answer)), {folded(one): one for one in rule.options}, 1, 0.5)
    nearest = next((one for one in rule.options if near and folded(one) == near[0]), "")
    told = f". The nearest is “{nearest}”" if nearest else ""
    raise Refused(f"“{said(answer)[:60]}” is not in the list of this cell, which takes {_named(rule.options)}{told}")


def _named(options: Sequence[str]) -> str:
    named = [f"“{one[:60]}”" for one in options[:MOST_NAMED]]
    if len(options) > MOST_NAMED:
        return f"{', '.join(named)} and {len(options) - MOST_NAMED} more"
    return " or ".join([", ".join(named[:-1]), named[-1]] if len(named) > 1 else named)


def _ways_to_say(answer: Answer) -> list[str]:
    if isinstance(answer, Money):
        return [pounds(answer.pence), figures(answer.pence), pounds(answer.pence).removesuffix(".00")]
    return [said(answer), str(answer)]


def _same_number(answer: Answer, option: str) -> bool:
    if not isinstance(answer, int | Money):
        return False
    try:
        return Decimal(option) == amount(answer)
    except ArithmeticError:
        return False


def amount(answer: int | Money) -> Decimal:
    """A number as a cell holds it: money in pounds."""
    return Decimal(answer.pence) / 100 if isinstance(answer, Money) else Decimal(answer)


def _number(answer: Answer, rule: Rule, _serial: Callable[[date], int]) -> tuple[Answer, str]:
    if not isinstance(answer, int | Money):
        raise Refused(WANTS_NUMBER)
    if rule.kind == "whole" and amount(answer) % 1:
        raise Refused(f"This cell takes whole numbers only, and this is {said(answer)}")
    return answer, _within(amount(answer), said(answer), rule, str)


def _day(answer: Answer, rule: Rule, serial: Callable[[date], int]) -> tuple[Answer, str]:
    if not isinstance(answer, date):
        raise Refused(WANTS_DAY)
    return answer, _within(Decimal(serial(answer)), said(answer), rule, None)


def _time(_answer: Answer, _rule: Rule, _serial: Callable[[date], int]) -> tuple[Answer, str]:
    raise Refused(WANTS_TIME)


def _length(answer: Answer, rule: Rule, _serial: Callable[[date], int]) -> tuple[Answer, str]:
    text = said(answer) if isinstance(answer, date) else str(amount(answer) if not isinstance(answer, str) else answer)
    letters = len(text.encode("utf-16-le")) // 2
    return answer, _within(Decimal(letters), f"{letters:,} characters long", rule, lambda one: f"{one} characters")


def _any(answer: Answer, rule: Rule, _serial: Callable[[date], int]) -> tuple[Answer, str]:
    return answer, RULE_UNREAD if rule.kind == "custom" else ""


def _within(value: Decimal, told: str, rule: Rule, name: Callable[[Decimal], str] | None) -> str:
    """A word where the limits cannot be read. Raises Refused outside them."""
    holds, words = _OPERATORS.get(rule.operator, _OPERATORS["between"])
    needs = (rule.first, rule.second) if "{1}" in words else (rule.first, Decimal(0))
    if needs[0] is None or needs[1] is None:
        return RULE_UNREAD
    if holds(value, needs[0], needs[1]):
        return ""
    if name is None:
        raise Refused(f"This is {told}, and the form takes other days here")
    raise Refused(f"This is {told}, and this cell takes {words.format(name(needs[0]), name(needs[1]))}")


_KINDS: dict[str, Callable[[Answer, Rule, Callable[[date], int]], tuple[Answer, str]]] = {
    "list": _from_list,
    "whole": _number,
    "decimal": _number,
    "date": _day,
    "time": _time,
    "textLength": _length,
}
