"""A group's own words for a clause, and how they speak of other clauses: `[clause: Voting]`. Pure.

A person writes the title of the other clause; what is kept is its key, so that neither a new number nor a new title
breaks the reference.
"""

import difflib
import re
from collections.abc import Mapping

from groupkit.constitution.shapes import Shape
from groupkit.constitution.text import Paragraph, Text, TextClause
from groupkit.refusal import Refused

REFERENCE = re.compile(r"\[\s*clause\s*:\s*([^\]\n]*)\]", re.IGNORECASE)


def titles_in(text: Text) -> dict[str, str]:
    """The title of each clause that is in a text, by its key."""
    return {clause.key: clause.title for clause in text.clauses}


def as_typed(clause: TextClause, text: Text) -> str:
    """A clause as somebody would type it: a line for each paragraph, `- ` before an item, titles for references."""
    titles = titles_in(text)
    return "\n".join(_line(paragraph, titles) for paragraph in clause.paragraphs)


def _line(paragraph: Paragraph, titles: Mapping[str, str]) -> str:
    words = [f"[clause: {titles[span.clause]}]" if span.clause in titles else span.words for span in paragraph.spans]
    return f"{'- ' if paragraph.item else ''}{''.join(words)}"


def as_kept(words: str, text: Text, shape: Shape) -> str:
    """Typed words with the key of each clause they speak of; Refused with the nearest right title when one is wrong."""
    titles = titles_in(text)
    return REFERENCE.sub(lambda match: f"[clause: {_key(match[1].strip(), titles, shape)}]", words)


def _key(title: str, titles: Mapping[str, str], shape: Shape) -> str:
    keys = {other.lower(): key for key, other in titles.items()}
    if title.lower() in keys:
        return keys[title.lower()]
    if any(listed.clause.title.lower() == title.lower() for listed in shape.clauses):
        raise Refused(f"“{title}” is not in the text just now. Bring it in first, or say this another way", "words")
    near = difflib.get_close_matches(title.lower(), keys, n=1, cutoff=0.5)
    hint = f"Did you mean “{titles[keys[near[0]]]}”?" if near else "The titles are listed beside the box"
    raise Refused(f"No clause here is called “{title[:80]}”. {hint}", "words")


def check_title(title: str, key: str, text: Text) -> None:
    """Two clauses of a text do not have the same title: nobody could tell which is meant."""
    taken = {other.lower() for at, other in titles_in(text).items() if at != key}
    if title.lower() in taken:
        raise Refused("Another clause is called that already. Give this one a title of its own", "title")
