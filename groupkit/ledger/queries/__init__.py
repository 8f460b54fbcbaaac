"""Everything that is read from the treasurer's book."""

from groupkit.ledger.queries.entries import (
    ReceiptCard,
    Telling,
    Words,
    entry_called,
    latest_transaction,
    latest_wording,
    legs_of,
    receipt,
    receipts_of,
    story_of,
    stored_file,
    wordings_of,
)
from groupkit.ledger.queries.lines import Line, Page, PurposePart, Sought, all_lines, last_id, page_of
from groupkit.ledger.queries.places import (
    Balances,
    Choice,
    Choices,
    Place,
    account_balance,
    balance_by_month,
    balances,
    choices,
    fund_balance,
    keys_of,
    open_general_funds,
    opened_accounts,
    restricted_funds,
    row_of,
    total,
)
from groupkit.ledger.queries.recalling import Remembered, remembered
from groupkit.ledger.queries.sums import (
    CategorySum,
    FundSum,
    HeadingSum,
    by_category,
    by_fund,
    by_heading,
    first_and_last_day,
    first_received,
    received_in_fund,
)

__all__ = [
    "Balances", "CategorySum", "Choice", "Choices", "FundSum", "HeadingSum", "Line", "Page", "Place", "PurposePart",
    "ReceiptCard", "Remembered", "Sought", "Telling", "Words", "account_balance", "all_lines", "balance_by_month",
    "balances", "by_category", "by_fund", "by_heading", "choices", "entry_called", "first_and_last_day",
    "first_received", "fund_balance", "keys_of", "last_id", "latest_transaction", "latest_wording", "legs_of",
    "open_general_funds", "opened_accounts", "page_of", "receipt", "receipts_of", "received_in_fund", "remembered",
    "restricted_funds", "row_of", "stored_file", "story_of", "total", "wordings_of",
]
