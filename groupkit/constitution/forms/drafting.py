"""The forms of a draft: its beginning, and clauses in the group's own words."""

from groupkit.constitution.models import DraftClause
from groupkit.constitution.own_words import as_typed
from groupkit.constitution.text import Text, TextClause
from groupkit.forms import GroupForm, LineField, VersionField, WordsField

HOW = (
    "A line for each paragraph. “- ” at the beginning of a line makes it an item of a list. "
    "Write [clause: Title] to speak of another clause: its number then follows by itself"
)


class WriteForm(GroupForm):
    """A clause that the group writes itself."""

    title = LineField("What is it called?", most=80, missing="Give the clause a title, like: Looking after our keys")
    words = WordsField("What does it say?", HOW, most=8000, rows=12, missing="Write what the clause says")


class RewordForm(WriteForm):
    """A clause in the group's own words."""

    version = VersionField()

    @classmethod
    def of(cls, clause: TextClause, text: Text, row: DraftClause | None) -> "RewordForm":
        """The form with the clause as it reads now."""
        said = {"title": clause.title, "words": as_typed(clause, text), "version": row.version if row else 0}
        return cls(said)
