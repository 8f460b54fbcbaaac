"""Notice: what the rules ask, until when, how people were told, and what short notice means."""

from typing import Any

from flask import flash, g, redirect, render_template, url_for

from groupkit import tenancy
from groupkit.meetings import notice, noticing, queries, rules
from groupkit.meetings.forms import NoticeForm
from groupkit.meetings.views.here import meeting_here
from groupkit.meetings.views.looking import SAYING


def show_notice(meeting_id: int) -> Any:
    """What is asked for, the last day for each way, and each time that people were told."""
    row = meeting_here(meeting_id)
    given = queries.notices_of(row.id)
    standing = noticing.standing(row, given)
    return render_template(
        "meetings/show_notice.html",
        meeting=row,
        called=queries.called(row),
        standing=standing,
        given=given,
        ways=rules.NOTICE_WAYS,
        left=notice.days_left_words,
        no_rule=notice.NO_RULE,
        short_means=rules.SHORT_MEANS,
        **SAYING,
    )


def give_notice(meeting_id: int) -> Any:
    """People were told: on which day, and how."""
    row = meeting_here(meeting_id)
    form = NoticeForm(data={"day": tenancy.today()})
    if form.submitted():
        with form.refusals():
            made = noticing.give(row, form["day"].data, form.ways.data, g.actor)
            short = noticing.standing(row, queries.notices_of(row.id)).short
            flash(made[0].told if len(made) == 1 else "Written down", "heed" if short else "message")
            return redirect(url_for(".show_notice", meeting_id=row.id))
    standing = noticing.standing(row, queries.notices_of(row.id))
    return render_template(
        "meetings/give_notice.html", form=form, meeting=row, called=queries.called(row), standing=standing
    )
