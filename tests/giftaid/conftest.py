"""A table in the books of a group that HMRC knows; it is noon on one and the same day."""

from collections.abc import Iterator

import pytest

from groupkit.dates import clock_at
from tests.builders import AGroup, in_books_of
from tests.giftaid.desk import Table
from tests.ledger.desk import NOON


@pytest.fixture(autouse=True)
def _at_noon() -> Iterator[None]:
    with clock_at(NOON):
        yield


@pytest.fixture
def table(group: AGroup) -> Iterator[Table]:
    """The treasurer at a table, with a charity reference: one transaction to the end of the test."""
    sitting = Table(group)
    with in_books_of(group):
        yield sitting.sit()
