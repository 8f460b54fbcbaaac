"""The form for an address."""

from groupkit.forms import EmptyForm, GroupForm, LineField, TickField

__all__ = ["AddressForm", "EmptyForm"]


class AddressForm(GroupForm):
    """What somebody calls their address, and what a calendar there says."""

    used_for = LineField("What is it for?", "Like: my phone. Only you see this", most=40, optional=True)
    with_name = TickField(
        "Put our short name before each title",
        "Helps if you are in two groups. Whoever sees your calendar then sees the short name",
    )
