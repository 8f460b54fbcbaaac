"""It is noon on one and the same day, so that figures of a year do not move."""

from collections.abc import Iterator

import pytest

from groupkit.dates import clock_at
from tests.ledger.conftest import desk_group as desk_group
from tests.ledger.desk import NOON


@pytest.fixture(autouse=True)
def _at_noon() -> Iterator[None]:
    with clock_at(NOON):
        yield
