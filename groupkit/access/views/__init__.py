"""The pages at the door: coming in, setting up, one's own account, and the keeper's pages."""

from groupkit.access.views import account, door, friends, getting_back, joining, keeper, second_step, sessions, set_up

all_pages = (
    door.front,
    door.pages,
    second_step.pages,
    joining.pages,
    getting_back.pages,
    set_up.pages,
    friends.pages,
    account.pages,
    sessions.pages,
    keeper.pages,
)
