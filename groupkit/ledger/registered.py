"""What the treasurer's book tells other books; each is loaded when it is first asked for."""

from groupkit.access.founding import at_founding
from groupkit.decisions.results import tells_results
from groupkit.facts import tells_fact
from groupkit.loading import later
from groupkit.people.members.naming import holds_names

at_founding(later("groupkit.ledger.operations.setting_up.begin_book"))
tells_fact("has_bank_account")(later("groupkit.ledger.queries.places.has_bank_account"))
holds_names(later("groupkit.ledger.naming.take_out"))
tells_results("payment", "A payment", later("groupkit.ledger.chosen.offered"), later("groupkit.ledger.chosen.found"))
tells_fact("accounts_months")(later("groupkit.ledger.queries.sums.months_kept"))
