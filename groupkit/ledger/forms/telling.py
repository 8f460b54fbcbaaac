"""Forms about one entry that change no figure: its words, its receipts, and making it void."""

from typing import Any

from groupkit.forms import GroupForm, LineField, PictureField, VersionField, WordsField
from groupkit.ledger.forms.writing import NO_NAMES
from groupkit.ledger.queries import Words


class WordsForm(GroupForm):
    """Who it was, and the note."""

    payee = LineField("Who was it?", NO_NAMES, optional=True, most=120)
    note = WordsField("A note", "Anything worth remembering", optional=True, most=500, rows=2)
    number = VersionField()

    def __init__(self, words: Words, who: bool) -> None:
        super().__init__({"payee": words.payee, "note": words.note, "number": words.number})
        if not who:
            del self.payee

    def values(self) -> dict[str, Any]:
        """Who and the note; a move has nobody."""
        return {"payee": "", **super().values()}


class VoidForm(GroupForm):
    """Why a line is taken out of the sums."""

    reason = LineField(
        "Why?", "A few words, for example: written down twice", most=300, missing="Write in a few words why"
    )
    revision = VersionField()


class PictureForm(GroupForm):
    """A photo or PDF for an entry."""

    picture = PictureField(
        "The photo or PDF", "Up to 10 MB. Where and when it was taken is not kept", missing="Choose a photo or a PDF"
    )


class CoverForm(GroupForm):
    """A picture with private parts covered, in place of another."""

    picture = PictureField(
        "The picture with the private parts covered", "Up to 10 MB", missing="Choose the covered picture"
    )
    why = LineField(
        "What was covered, and why?",
        "For example: a member's address. Leave the private words out here",
        most=300,
        missing="Write in a few words why it is replaced",
    )


class LostForm(GroupForm):
    """The receipt of a payment is lost."""

    why = LineField(
        "What became of it?",
        "For example: left on the bus, or the market stall gave none. Leave out names",
        most=300,
        missing="Write in a few words what became of it",
    )
