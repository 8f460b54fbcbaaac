"""Everything that is done with Gift Aid."""

from groupkit.giftaid.operations.claiming import receive, refuse, send
from groupkit.giftaid.operations.collecting import mark_collection, undo_collection
from groupkit.giftaid.operations.declaring import (
    add_photo,
    change_donor,
    change_settings,
    confirm,
    declare,
    end,
    take_donor_out,
)
from groupkit.giftaid.operations.giving import mark_gift, undo_gift

__all__ = [
    "add_photo",
    "change_donor",
    "change_settings",
    "confirm",
    "declare",
    "end",
    "mark_collection",
    "mark_gift",
    "receive",
    "refuse",
    "send",
    "take_donor_out",
    "undo_collection",
    "undo_gift",
]
