"""The books on the shelf, in order, and what each registers when the program starts."""

from dataclasses import dataclass
from importlib import import_module

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
    ("Meetings", "meetings", [(Can.SEE_MEETINGS, "meetings.list_meetings")]),
    ("What we did", "done", [(Can.SEE_TALLIES, "tallies.show_tallies")]),
    ("Grants", "grants", [(Can.SEE_GRANTS, "grants.list_grants")]),
    ("Our rules", "rules", [(Can.SEE_RULES, "rulebook.show_rules"), (Can.SEE_COPIES, "copies.list_copies")]),
    ("People and jobs", "people", [(Can.SEE_PEOPLE, "people.list_people"), (Can.SEE_JOBS, "jobs.list_by_name")]),
]


KEPT = (
    "rulebook",
    "ledger",
    "bank",
    "payments",
    "oldbook",
    "budgets",
    "tallies",
    "grants",
    "funderforms",
    "giftaid",
    "accounts",
    "yearend",
    "constitution",
    "people.members",
    "jobs",
    "decisions",
    "meetings",
    "minutes",
    "copies",
)
"""The books that keep something: each has `models`, and what it tells others stands in `registered`."""


def load_every_table() -> None:
    """Load the tables of every book, for whoever looks at all of them; a page needs those of its own book only."""
    for book in KEPT:
        import_module(f"groupkit.{book}.models")


def shelf(actor: Actor, book: str | None) -> list[Spine]:
    """The books that somebody may open, each at the first of its pages that they may see."""
    found = []
    for label, name, pages in _BOOKS:
        endpoint = next((endpoint for can, endpoint in pages if actor.can(can)), None)
        if endpoint:
            found.append(Spine(label, url_for(endpoint, group=actor.slug), name, name == book))
    return found


def start(app: Flask) -> None:
    """Register every book's pages and what it tells the others; refuses to start if a page names no permission."""
    from groupkit.access import pages as access
    from groupkit.accounts.pages import pages as accounts
    from groupkit.bank.pages import pages as bank
    from groupkit.budgets.pages import pages as budgets
    from groupkit.calendar import pages as calendar
    from groupkit.constitution.pages import pages as constitution
    from groupkit.copies.pages import pages as copies
    from groupkit.decisions.pages import pages as decisions
    from groupkit.finding.pages import pages as finding
    from groupkit.funderforms.pages import pages as funderforms
    from groupkit.giftaid.pages import pages as giftaid
    from groupkit.grants.pages import pages as grants
    from groupkit.home import pages as home
    from groupkit.jobs.pages import pages as jobs
    from groupkit.ledger.pages import pages as ledger
    from groupkit.meetings.pages import pages as meetings
    from groupkit.minutes.pages import pages as minutes
    from groupkit.oldbook.pages import pages as oldbook
    from groupkit.payments.pages import pages as payments
    from groupkit.people.members.pages import pages as members
    from groupkit.people.pages import pages as people
    from groupkit.rulebook.pages import pages as rulebook
    from groupkit.tallies.pages import pages as tallies
    from groupkit.yearend.pages import pages as yearend

    for book in ("home", "calendar", *KEPT):
        import_module(f"groupkit.{book}.registered")
    login_manager.init_app(app)
    app.url_defaults(gate.stay_in_group)
    books = (
        home.pages,
        home.help_pages,
        calendar.pages,
        calendar.feed,
        ledger,
        bank,
        payments,
        oldbook,
        budgets,
        tallies,
        grants,
        funderforms,
        giftaid,
        accounts,
        yearend,
        finding,
        rulebook,
        constitution,
        people,
        members,
        jobs,
        decisions,
        meetings,
        minutes,
        copies,
    )
    for blueprint in (*access.all_pages, *books):
        app.register_blueprint(blueprint)
    gate.check_every_page(app)
