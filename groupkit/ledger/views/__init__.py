"""The pages of the treasurer's book."""

from groupkit.ledger.views import book, correcting, receipts, recording, setting_up, workbook
from groupkit.ledger.views.desk import pages

__all__ = ["book", "correcting", "pages", "receipts", "recording", "setting_up", "workbook"]
