"""Everything that is written about grants, and about the returns on them."""

from groupkit.grants.operations.beside import (
    add_extra,
    add_instalment,
    change_extra,
    change_instalment,
    keep_paper,
    take_out_paper,
)
from groupkit.grants.operations.filed import BOOK_MOVED_ON, file_return, next_in, note_step
from groupkit.grants.operations.giving import add_grant, change_grant
from groupkit.grants.operations.outcomes import add_outcome, change_outcome, choose_outcomes
from groupkit.grants.operations.returning import Written, save_draft

__all__ = [
    "BOOK_MOVED_ON",
    "Written",
    "add_extra",
    "add_grant",
    "add_instalment",
    "add_outcome",
    "change_extra",
    "change_grant",
    "change_instalment",
    "change_outcome",
    "choose_outcomes",
    "file_return",
    "keep_paper",
    "next_in",
    "note_step",
    "save_draft",
    "take_out_paper",
]
