"""Words and pictures with somebody's yes: the list, a new one, and one that is taken back."""

from typing import Any

from flask import abort, flash, g, redirect, render_template, url_for

from groupkit import tenancy
from groupkit.downloads import show_kept
from groupkit.tallies import forms, queries, rules, voicing
from groupkit.tallies.gone_out import gone_out
from groupkit.tallies.models import Voice
from groupkit.tallies.views.desk import row_at
from groupkit.tallies.voicing import Yes


def list_voices() -> Any:
    """Everything that people said yes to, and what was taken back."""
    today = tenancy.today()
    return render_template(
        "tallies/list_voices.html",
        rows=queries.voices(),
        holds=lambda row: voicing.holds(row, today),
        uses=voicing.uses_of,
        rules=rules,
    )


def keep_voice() -> Any:
    """Words or a picture, with a yes."""
    form = forms.VoiceForm.of(tenancy.today())
    if form.submitted():
        with form.refusals():
            said = form.values()
            yes = Yes(said["uses"] or [], said["yes_on"], said["until"])
            voicing.keep_voice(said["kind"], said["words"], said["signed"], yes, g.actor, said["picture"])
            flash("Kept, with what they said yes to")
            return redirect(url_for(".list_voices"))
    return render_template("tallies/keep_voice.html", form=form)


def withdraw_voice(voice_id: int) -> Any:
    """Somebody took their yes back."""
    row = row_at(Voice, voice_id)
    if row.blanked:
        return redirect(url_for(".list_voices"))
    form = forms.WithdrawForm({"day": row.withdrawn_on or tenancy.today()})
    if form.submitted():
        with form.refusals():
            voicing.withdraw(row, form["day"].data, form["take_out"].data, g.actor)
            flash("Taken out for good" if row.blanked else "It is used no more")
            return redirect(url_for(".list_voices"))
    gone = gone_out(row.id, g.actor)
    return render_template("tallies/withdraw_voice.html", form=form, row=row, uses=voicing.uses_of(row), gone=gone)


def show_picture(voice_id: int) -> Any:
    """A kept picture itself."""
    row = row_at(Voice, voice_id)
    return show_kept(queries.stored_file(row.file_id) if row.file_id else abort(404))
