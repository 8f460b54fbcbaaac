"""A grant with a return begun, for whoever opens the pages of its funder's forms."""

import pytest

from tests.grants.giving import Saved, saved_grant


@pytest.fixture
def saved() -> Saved:
    """A fresh group with a grant of £400, of which £148.35 was spent."""
    return saved_grant()
