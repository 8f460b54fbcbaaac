"""The pages of the book of rules."""

from typing import Any

from flask import g, redirect, render_template, url_for

from groupkit.access import operations as access
from groupkit.access import queries as people
from groupkit.access.founding import NATIONS
from groupkit.access.gate import GroupPages
from groupkit.access.permissions import Can
from groupkit.dates import YearEnd
from groupkit.rulebook import forms, operations, queries
from groupkit.rulebook.rules import FINANCIAL_YEAR_END

pages = GroupPages("rulebook", __name__, at="/rules", book="rules")


@pages.route("/", needs=Can.SEE_RULES, title="our rules")
def show_rules() -> Any:
    """The rules in force, each with where it came from."""
    story = [(YearEnd.read(rule.value).in_words, rule) for rule in queries.story_of(FINANCIAL_YEAR_END)]
    return render_template(
        "rulebook/show_rules.html",
        year_end=queries.year_end().in_words,
        story=story,
        answer=queries.in_force(FINANCIAL_YEAR_END),
        source_for=queries.source_for,
        year=queries.financial_year(),
        group=people.group_here(),
        nations=NATIONS,
    )


@pages.route("/year-end", methods=["GET", "POST"], needs=Can.KEEP_RULES)
def change_year_end() -> Any:
    """The group's year ends on another day from now on."""
    form = forms.YearEndForm(data={"year_end": queries.in_force(FINANCIAL_YEAR_END).value})
    if form.submitted():
        with form.refusals():
            operations.change_year_end(form.year_end.data, form.source.data, by=g.actor)
            return redirect(url_for(".show_rules"))
    return render_template("rulebook/change_year_end.html", form=form)


@pages.route("/particulars", methods=["GET", "POST"], needs=Can.KEEP_RULES)
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
