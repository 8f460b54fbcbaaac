"""Twenty lines of the cash book at once, for whoever has an envelope of receipts before them."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from wtforms import Field

from groupkit.forms import DayField, GroupForm, LineField, MoneyField, PickField, TickField, row_number
from groupkit.ledger.forms.writing import options
from groupkit.ledger.operations import Answers, Row
from groupkit.ledger.queries import Choices, Remembered

AT_ONCE = 20
NAMES = ("day", "payee", "what", "account", "fund", "in", "out")
LABELS = {
    "day": "Day",
    "payee": "Who",
    "what": "What for",
    "account": "Account",
    "fund": "Fund",
    "in": "In",
    "out": "Out",
}


class ManyForm(GroupForm):
    """A row of small fields for each line. An empty row counts for nothing; a row without a day takes the one above."""

    future_ok = TickField("Yes, the days are right: one has not come yet", aside=True, optional=True)
    below_zero = LineField(
        "Why is that all right?",
        "For example: the next part of the grant is on its way",
        most=300,
        aside=True,
        optional=True,
    )

    known: Choices
    suggestions: Sequence[Mapping[str, Any]] = ()

    @property
    def columns(self) -> list[str]:
        """The fields of a row; what has only one answer is not asked."""
        alone = {name for name in ("account", "fund") if len(self[f"{name}_1"].choices or ()) < 2}
        return [name for name in NAMES if name not in alone]

    @property
    def numbers(self) -> range:
        """The numbers of the rows, as the page counts them."""
        return range(1, AT_ONCE + 1)

    def row(self, number: int) -> dict[str, Field]:
        """The fields of one row by name."""
        return {name: self[f"{name}_{number}"] for name in NAMES}

    def is_blank(self, number: int) -> bool:
        """Whether nothing was written in a row; an account or a fund that stands chosen is nothing written."""
        row = self.row(number)
        typed = [row[name].raw_data[0] for name in ("day", "payee", "in", "out") if row[name].raw_data]
        return not row["what"].data and not any(str(text).strip() for text in typed)

    def validate(self, extra_validators: Mapping[str, Any] | None = None) -> bool:
        """Each row that was begun is whole; everything that is missing is told beside its own field."""
        good = bool(super().validate(extra_validators))
        dated = False
        for number in self.numbers:
            if not self.is_blank(number):
                day = self[f"day_{number}"]
                dated = dated or bool(day.data or day.errors)  # one that cannot be read is told once, where it stands
                good = self._is_whole(number, dated) and good
        return good

    def _is_whole(self, number: int, dated: bool) -> bool:
        row, missing = self.row(number), {}
        if not dated:
            missing["day"] = "Write the day"
        if not row["what"].data:
            missing["what"] = "Choose what it was for"
        both = [row[name] for name in ("in", "out")]
        if not any(field.errors for field in both):
            if all(field.data for field in both):
                missing["out"] = "Write it under In or under Out, not both"
            elif not any(field.data for field in both):
                missing["out"] = "Write how much"
            elif row["out"].data and str(row["what"].data).startswith("i"):
                missing["out"] = "This is for money in. Write it under In"
        for name, sentence in missing.items():
            row[name].errors = [*row[name].errors, sentence]
        return not missing

    @property
    def problems(self) -> list[tuple[str, str]]:
        """For the summary at the top, each with the line that it is about."""
        return [(field_id, f"{_line(field_id)}{sentence}") for field_id, sentence in super().problems]

    def rows(self) -> list[Row]:
        """What was written, as the operation takes it; empty rows left out."""
        found, day = [], date.min
        parents = {one.id: one.parent for one in self.known.of("heading")}
        for number in self.numbers:
            if self.is_blank(number):
                continue
            row = self.row(number)
            day = row["day"].data or day
            chosen = str(row["fund"].data or "")
            place = row_number(chosen[1:]) or 0
            heading = place if chosen.startswith("h") else None
            found.append(
                Row(
                    number,
                    day,
                    row["account"].data or 0,
                    row_number(str(row["what"].data)[1:]) or 0,
                    parents.get(place, 0) if heading else place,
                    heading,
                    row["in"].data,
                    row["out"].data,
                    row["payee"].data or "",
                )
            )
        return found

    @property
    def answers(self) -> Answers:
        """What was said to the questions that a rule may ask."""
        return Answers(bool(self.future_ok.data), self.below_zero.data or "")


def many_form(known: Choices, before: Sequence[Remembered], account: int | None) -> ManyForm:
    """An empty form, with what can be chosen; `account` is the one that the last twenty were written in."""
    accounts, funds, kinds = options(known.of("account")), fund_choices(known), _kinds(known)
    fields: dict[str, Any] = {}
    for number in range(1, AT_ONCE + 1):
        fields |= {
            f"day_{number}": DayField(_named("day", number), optional=True),
            f"payee_{number}": LineField(_named("payee", number), optional=True, most=120),
            f"what_{number}": PickField(_named("what", number), choices=kinds, optional=True),
            f"account_{number}": PickField(_named("account", number), whole=True, choices=accounts, optional=True),
            f"fund_{number}": PickField(_named("fund", number), choices=funds, optional=True),
            f"in_{number}": MoneyField(_named("in", number), optional=True),
            f"out_{number}": MoneyField(_named("out", number), optional=True),
        }
    made: type[ManyForm] = type("TwentyLines", (ManyForm,), fields)
    usual = account if account in dict(accounts) else next(iter(dict(accounts)), None)
    first = {f"account_{number}": usual for number in range(1, AT_ONCE + 1)}
    first_fund = {f"fund_{number}": funds[0][0] if funds else "" for number in range(1, AT_ONCE + 1)}
    form = made(data=first | first_fund)
    form.known = known
    form.suggestions = [_offered(one, known) for one in before]
    return form


def _line(field_id: str) -> str:
    """`Line 3: ` for a field of the third row."""
    number = field_id.rpartition("_")[2]
    return f"Line {number}: " if number.isdigit() else ""


def _named(name: str, number: int) -> str:
    return f"{LABELS[name]}, line {number}"


def _offered(one: Remembered, known: Choices) -> dict[str, Any]:
    """Somebody who was paid before, with what to fill in beside them."""
    direction = next((kind.detail for kind in known.of("category") if kind.id == one.category_id), "out")
    fund = f"h{one.heading_id}" if one.heading_id else f"f{one.fund_id}"
    return {
        "value": one.payee,
        "label": known.name("category", one.category_id),
        "data": {"what": f"{direction[0]}{one.category_id}", "fund": fund},
    }


def _kinds(known: Choices) -> list[tuple[str, str]]:
    """Every category, those for money out first; which way it goes stands in the value and beside the name."""
    found: list[tuple[str, str]] = [("", "Choose…")]
    for direction in ("out", "in"):
        found += [
            (f"{direction[0]}{one.id}", f"{one.name} ({direction})")
            for one in known.of("category")
            if one.detail == direction
        ]
    return found


def fund_choices(known: Choices) -> list[tuple[str, str]]:
    """Funds, the general one first, and budget headings under theirs."""
    found: list[tuple[str, str]] = []
    for fund in sorted(known.of("fund"), key=lambda one: one.detail != "general"):
        found.append((f"f{fund.id}", fund.name))
        found += [(f"h{one.id}", f"{fund.name}: {one.name}") for one in known.of("heading") if one.parent == fund.id]
    return found
