"""The pages of the book of rules."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from flask import abort, flash, g, redirect, render_template, url_for

from groupkit import tenancy
from groupkit.access import operations as access
from groupkit.access import queries as people
from groupkit.access.founding import NATIONS
from groupkit.dates import YearEnd, long_day
from groupkit.rulebook import forms, operations, queries
from groupkit.rulebook.queries import Answer
from groupkit.rulebook.rules import FINANCIAL_YEAR_END, RULES, Rule
from groupkit.rulebook.spoken import SPOKEN, TOPICS, Spoken


def show_rules() -> Any:
    """The rules in force today, or as they stood on a day, each with where it came from."""
    asked = forms.OnDayForm()
    answers = queries.all_in_force(asked.day)
    values = {name: answer.value for name, answer in answers.items()}
    story = [(YearEnd.read(rule.value).in_words, rule) for rule in queries.story_of(FINANCIAL_YEAR_END)]
    return render_template(
        "rulebook/show_rules.html",
        asked=asked,
        topics=TOPICS,
        values=values,
        sources={one.first: _sources(one, answers, values) for spoken in TOPICS.values() for one in spoken},
        today=tenancy.today(),
        to_come=[] if asked.day else queries.days_to_come(),
        year=queries.financial_year(),
        story=story,
        source_for=queries.source_for,
        group=people.group_here(),
        nations=NATIONS,
    )


def _sources(one: Spoken, answers: Mapping[str, Answer], values: Mapping[str, str]) -> list[tuple[Answer, list[str]]]:
    """Where rules that are said together came from: those that came from one place on one day share a line."""
    found: dict[tuple[str, date | None], tuple[Answer, list[str]]] = {}
    for name in one.counting(values):
        answer = answers[name]
        found.setdefault((answer.source, answer.from_day), (answer, []))[1].append(name)
    return list(found.values())


def change_rule(rule: str) -> Any:
    """The group sets a rule by agreement."""
    found = RULES.get(rule) or abort(404)
    answers = queries.all_in_force()
    form = forms.RuleForm.asking(found, answers[rule].value)
    if form.submitted():
        with form.refusals():
            value = "" if form["value"].data is None else str(form["value"].data)
            operations.agree_rule(found, value, form["source"].data, g.actor, form["from_day"].data)
            flash(_since_when(found, form["from_day"].data or tenancy.today()))
            return redirect(url_for(".show_rules", _anchor=SPOKEN[rule].first))
    return render_template(
        "rulebook/change_rule.html",
        form=form,
        rule=found,
        spoken=SPOKEN[rule],
        values={name: answer.value for name, answer in answers.items()},
        text_says=queries.text_that_says(answers[rule]),
    )


def _since_when(rule: Rule, from_day: date) -> str:
    """What to say once a rule is set: it may hold later, or something else may have been agreed since."""
    if from_day > tenancy.today():
        return f"That holds from {long_day(from_day)}"
    if queries.in_force(rule).from_day != from_day:
        return "That is kept for its day. What was agreed later still holds now"
    return "That holds now"


def change_year_end() -> Any:
    """The group's year ends on another day from now on."""
    answer = queries.in_force(FINANCIAL_YEAR_END)
    form = forms.YearEndForm(data={"year_end": answer.value})
    if form.submitted():
        with form.refusals():
            operations.change_year_end(form.year_end.data, form.source.data, by=g.actor)
            return redirect(url_for(".show_rules"))
    return render_template("rulebook/change_year_end.html", form=form, text_says=queries.text_that_says(answer))


def change_particulars() -> Any:
    """What the group is called, and where it is."""
    group = people.group_here()
    form = forms.ParticularsForm(data={"name": group.name, "nation": group.nation, "version": group.version})
    if form.submitted():
        with form.refusals():
            access.change_group(group, form.name.data, form.nation.data, form.version.data, by=g.actor)
            return redirect(url_for(".show_rules"))
        form.version.data = group.version
    return render_template("rulebook/change_particulars.html", form=form, group=group, nations=NATIONS)
