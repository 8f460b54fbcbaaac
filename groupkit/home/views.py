"""The group's first page, its history, and the help."""

from typing import Any

from flask import g, render_template, request

from groupkit import coming_up, tenancy
from groupkit.forms import row_number
from groupkit.home import queries
from groupkit.rulebook.queries import read_once


@read_once()
def show_home() -> Any:
    """The money today, what waits and what is coming up, and what is worth doing first, until it is done."""
    page = queries.first_page(g.actor)
    steps, told = [one for one in page.steps if not (page.money and one.done)], page.told
    return render_template(
        "home/show_home.html",
        greeting=queries.greeting(zone=g.actor.group.zone),
        money=page.money,
        steps=steps,
        news=[one for one in reversed(told) if one.news],
        waiting=[one for one in told if not one.news and one.day < tenancy.today()],
        coming=[one for one in told if not one.news and one.day >= tenancy.today()],
        friends=page.friends,
        asks_second_step=bool(page.money and not steps) and page.asks_second_step,
    )


def welcome() -> Any:
    """The books have just begun: the two or three things worth doing next."""
    return render_template("home/welcome.html", steps=coming_up.steps(g.actor))


def show_history() -> Any:
    """Who changed what, when: the newest first."""
    below = row_number(request.args.get("below"), figures=9)
    lines = queries.told(below)
    older = lines[-1].number if lines and lines[-1].number > 1 else None
    return render_template("home/show_history.html", lines=lines, older=older, newest=below is None)


def show_help() -> Any:
    """How everything works, in plain words."""
    return render_template("home/show_help.html")
