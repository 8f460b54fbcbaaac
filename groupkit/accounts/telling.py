"""What the accounts say elsewhere: debts that come due, mistakes in the table of scrutiny; and the table itself."""

from datetime import date, timedelta

from flask import current_app, url_for

from groupkit import tenancy
from groupkit.access.actor import Actor
from groupkit.access.permissions import Can
from groupkit.accounts import owed
from groupkit.accounts.scrutiny import Nation, read_nation
from groupkit.coming_up import Coming, Telling, soon
from groupkit.constitution import queries as constitution
from groupkit.library import Library, Mistake, shipped_folder
from groupkit.money import pounds

SOON = timedelta(days=60)
CLAUSE = "accounts_check"
"""The clause of a constitution that says who looks over the accounts."""


def debts_coming(actor: Actor) -> Telling:
    """Money owed that comes due in the next weeks, for those who see who is paid."""
    if not actor.can(Can.SEE_PAYEES):
        return
    where = url_for("accounts.list_things", group=actor.slug)
    today = tenancy.today()
    rows = yield {"due": owed.asks_due(today + soon(SOON), today)}
    for row in sorted(rows["due"], key=lambda row: row.id):
        words = f"We owe {pounds(row.left)}" if row.way == "by_us" else f"{pounds(row.left)} is owed to us"
        yield Coming(row.due, f"{words}: {row.what}", where, called="Money is due", key=f"debt {row.key}")


def library() -> Library:
    """The table of scrutiny that comes with groupkit, and what an installation adds."""
    local = current_app.config["INSTANCE"] / "library" / "scrutiny"
    return Library("scrutiny", shipped_folder("groupkit.accounts", "library"), local)


def library_mistakes() -> list[Mistake]:
    """Every mistake in the files of the table, in plain words."""
    return library().read_as(read_nation)[1]


def nation(name: str) -> Nation | None:
    """What is known of one nation: of several files, the one that was known last."""
    known = [one for one in library().read_as(read_nation)[0].values() if one.nation == name]
    return max(known, key=lambda one: one.known_on, default=None)


def own_clause(on: date) -> tuple[int, int] | None:
    """The number of the adopted text that holds on a day and of its clause on looking over accounts, if it has one."""
    text = constitution.in_force(on=on, content=True)
    if text is None:
        return None
    clauses = constitution.content_of(text).text.clauses
    found = next((clause for clause in clauses if clause.key == CLAUSE), None)
    return (text.number, found.number) if found else None
