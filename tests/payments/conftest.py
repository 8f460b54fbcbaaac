"""A table in a group's books."""

from collections.abc import Iterator

import pytest

from tests.builders import AGroup, in_books_of
from tests.payments.desk import Table


@pytest.fixture
def table(group: AGroup) -> Iterator[Table]:
    """People round a table, everything they do undone by no one: one transaction to the end of the test."""
    sitting = Table(group)
    with in_books_of(group):
        yield sitting.sit()
