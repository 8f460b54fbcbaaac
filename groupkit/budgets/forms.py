"""The forms of budgets: how a draft begins, all its figures at once, and that it was agreed."""

from collections.abc import Iterable
from typing import Any

from flask import request

from groupkit.budgets.making import Plan, PlanLine, Start
from groupkit.budgets.rules import Planned
from groupkit.forms import (
    ChoiceField,
    DayField,
    EmptyForm,
    GroupForm,
    LineField,
    MoneyField,
    VersionField,
    row_number,
)
from groupkit.refusal import Refused

NOTE = 120
"""In characters: how long the note beside a figure can be."""


class BeginForm(GroupForm):
    """What a draft begins with."""

    begin_with = ChoiceField("What do you want to begin with?", "You can change every figure afterwards")

    def __init__(self, starts: list[Start]) -> None:
        super().__init__({"begin_with": starts[0].key})
        self.begin_with.choices = [(one.key, one.label) for one in starts]
        self.begin_with.notes = {one.key: one.note for one in starts}


class FigureField(MoneyField):
    """What is planned for a category: nothing at all, nought or more."""

    def read(self, text: str) -> int:
        if text.startswith(("-", "−", "(")):
            raise Refused("Write it without a minus sign")
        return super().read(text)


class PlanForm(GroupForm):
    """Every figure of a draft at once."""

    ids: tuple[int, ...] = ()
    version = VersionField()

    @classmethod
    def of(cls, plan: Plan) -> "PlanForm":
        """The form for everything that a plan shows."""
        lines = plan.lines
        fields: dict[str, Any] = {"ids": tuple(line.line.category_id for line in lines)}
        said: dict[str, Any] = {"version": plan.draft.row.version}
        for line in lines:
            fields |= _fields(line)
            if line.planned is not None:
                said[f"amount_{line.line.category_id}"] = line.planned.pence
                said[f"note_{line.line.category_id}"] = line.planned.note
        form: PlanForm = type("PlanForm", (cls,), fields)(said)
        return form

    def validate(self, extra_validators: Any = None) -> bool:
        """A note stands beside a figure."""
        good = super().validate(extra_validators)
        for row_id in self.ids:
            amount, note = self[f"amount_{row_id}"], self[f"note_{row_id}"]
            if note.data and amount.data is None and not amount.errors:
                amount.errors = [*amount.errors, "Write a figure too, or take the note out. It can be 0"]
                good = False
        return bool(good)

    def planned(self) -> dict[int, Planned]:
        """What is planned for each category that has a figure."""
        return {
            row_id: Planned(self[f"amount_{row_id}"].data, self[f"note_{row_id}"].data or "")
            for row_id in self.ids
            if self[f"amount_{row_id}"].data is not None
        }

    def theirs(self, plan: Plan) -> list[tuple[str, Planned | None]]:
        """After somebody else saved: what stands now wherever this form says something else."""
        mine = self.planned()
        return [(one.line.name, one.planned) for one in plan.lines if one.planned != mine.get(one.line.category_id)]


def _fields(line: PlanLine) -> dict[str, Any]:
    name, row_id = line.line.name, line.line.category_id
    return {
        f"amount_{row_id}": FigureField(f"{name}, planned", optional=True, nothing_counts=True),
        f"note_{row_id}": LineField(f"{name}, note", most=NOTE, optional=True),
    }


def posted_categories() -> set[int]:
    """The categories that a form brings figures for, closed since or not, so that nothing typed is lost."""
    return set(_numbers(name.removeprefix("amount_") for name in request.form if name.startswith("amount_")))


def _numbers(texts: Iterable[str]) -> list[int]:
    return [number for text in texts if (number := row_number(text)) is not None]


class AgreeForm(GroupForm):
    """A draft was agreed."""

    agreed_on = DayField("On which day was it agreed?")
    where = LineField("Where was it agreed?", "For example: committee, item 4. Leave names out", most=200)
    version = VersionField()


class SetAsideForm(EmptyForm):
    """A draft is given up."""

    version = VersionField()


class FunderForm(GroupForm):
    """A funder agreed to the headings as they stand."""

    agreed_on = DayField("On which day did they agree?")
    words = LineField(
        "How do we know?", "For example: their offer letter, or their email about moving £50 to bus fares", most=200
    )
