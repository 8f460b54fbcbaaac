"""The books on the shelf, in order, and what each registers when the program starts."""

from dataclasses import dataclass

from flask import Flask, url_for

from groupkit.access import gate
from groupkit.access.actor import Actor
from groupkit.access.door import login_manager
from groupkit.access.permissions import Can


@dataclass(frozen=True)
class Spine:
    """A book on the shelf, as one person sees it."""

    label: str
    url: str
    book: str
    current: bool


_BOOKS: list[tuple[str, str, list[tuple[Can, str]]]] = [
    ("Home", "home", [(Can.SEE_HOME, "home.show_home")]),
    ("Money", "money", [(Can.SEE_ENTRIES, "ledger.cash_book"), (Can.SEE_BALANCES, "ledger.show_balances")]),
    ("Grants", "grants", [(Can.SEE_GRANTS, "grants.list_grants")]),
    ("Our rules", "rules", [(Can.SEE_RULES, "rulebook.show_rules"), (Can.SEE_COPIES, "copies.list_copies")]),
    ("People and jobs", "people", [(Can.SEE_PEOPLE, "people.list_people"), (Can.SEE_JOBS, "jobs.list_by_name")]),
]


def shelf(actor: Actor, book: str | None) -> list[Spine]:
    """The books that somebody may open, each at the first of its pages that they may see."""
    found = []
    for label, name, pages in _BOOKS:
        endpoint = next((endpoint for can, endpoint in pages if actor.can(can)), None)
        if endpoint:
            found.append(Spine(label, url_for(endpoint, group=actor.slug), name, name == book))
    return found


def start(app: Flask) -> None:
    """Register every book's pages, then refuse to start if one names no permission."""
    from groupkit.access import views as access
    from groupkit.constitution.pages import pages as constitution
    from groupkit.copies.pages import pages as copies
    from groupkit.grants.views import pages as grants
    from groupkit.home import views as home
    from groupkit.jobs.pages import pages as jobs
    from groupkit.ledger.views import pages as ledger
    from groupkit.people.members.pages import pages as members
    from groupkit.people.views import pages as people
    from groupkit.rulebook.views import pages as rulebook

    login_manager.init_app(app)
    app.url_defaults(gate.stay_in_group)
    books = (home.pages, home.help_pages, ledger, grants, rulebook, constitution, people, members, jobs, copies)
    for blueprint in (*access.all_pages, *books):
        app.register_blueprint(blueprint)
    gate.check_every_page(app)
