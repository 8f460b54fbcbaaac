"""The pages at the door: coming in, setting up, one's own account, and the keeper's pages."""

from groupkit.access.views import account, door, joining, keeper, set_up

all_pages = (door.front, door.pages, joining.pages, set_up.pages, account.pages, keeper.pages)
