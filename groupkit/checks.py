"""Proving that the books are whole: every group in turn, each problem in a sentence."""

from collections.abc import Callable, Iterator

from flask import current_app

from groupkit import db, files, history, library, migrations, tenancy
from groupkit.access import checks as access
from groupkit.access import queries as people
from groupkit.accounts import checks as accounts
from groupkit.bank import reconciling as bank
from groupkit.budgets import checks as budgets
from groupkit.constitution import queries as constitution
from groupkit.decisions import checks as decisions
from groupkit.funderforms import checks as funderforms
from groupkit.giftaid import checks as giftaid
from groupkit.grants import queries as grants
from groupkit.jobs import queries as jobs
from groupkit.ledger import checks as ledger
from groupkit.minutes import checks as minutes
from groupkit.oldbook import checks as oldbook
from groupkit.payments import checks as payments
from groupkit.people.members import erasing
from groupkit.rulebook import queries as rulebook
from groupkit.yearend import checks as yearend

CHECKS: list[Callable[[], Iterator[str]]] = [
    history.check,
    history.check_private_texts,
    files.check,
    access.check,
    jobs.check,
    erasing.check,
    rulebook.check,
    decisions.check,
    constitution.check,
    ledger.check,
    bank.check,
    payments.check,
    oldbook.check,
    budgets.check,
    grants.check,
    funderforms.check,
    giftaid.check,
    accounts.check,
    yearend.check,
    minutes.check,
]


def check_everything() -> tuple[int, list[str]]:
    """How many groups were looked at, and a sentence for everything that is not as it should be."""
    migrations.bring_up_to_date(current_app._get_current_object())  # type: ignore[attr-defined]
    groups = people.every_group()
    problems = [str(mistake) for mistake in library.mistakes()]
    for short_name, scope in groups:
        with tenancy.in_group(scope, db.db.session):
            problems += [f"{short_name}: {problem}" for problem in check_group()]
    return len(groups), problems


def check_group() -> Iterator[str]:
    """A sentence for each thing in the group in scope that is not as it should be."""
    for check in CHECKS:
        yield from check()
