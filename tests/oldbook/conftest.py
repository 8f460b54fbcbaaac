"""The desk of the treasurer's book, for old cash books as well."""

from tests.ledger.conftest import at_noon as at_noon
from tests.ledger.conftest import desk as desk
from tests.ledger.conftest import desk_group as desk_group
