"""The form of a copy."""

from groupkit.forms import EmptyForm, GroupForm, LineField, TickField, WordsField

__all__ = ["CopyForm", "EmptyForm"]


class CopyForm(GroupForm):
    """The words of a paper, to read through before they are shared."""

    title = LineField("What is it called?", most=120, missing="Write what it is called")
    words = WordsField(
        "The words",
        "Read every line: the kit finds names that it knows, and no nicknames or initials",
        most=100_000,
        rows=24,
        missing="There is nothing in it",
    )
    read = TickField("I have read it to the end, and no name is left")
