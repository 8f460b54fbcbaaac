"""The desk of the treasurer's book, for the bank's lines as well."""

from tests.ledger.conftest import at_noon as at_noon
from tests.ledger.conftest import desk as desk
from tests.ledger.conftest import desk_group as desk_group
