"""A text as a critical friend sees it: without anybody's own words. Pure."""

from dataclasses import replace

from groupkit.constitution.text import Paragraph, Span, Text, TextClause

OWN_WORDS_HERE, OWN_CLAUSE = "(in the group’s own words)", "A clause of the group’s own"
WHY_VEILED = (
    "You are a critical friend of this group. What people here wrote themselves might name somebody, so you see "
    f"“{OWN_WORDS_HERE}” in its place."
)
NAME = "name"
"""The question of what the group is called: a critical friend knows the group by its name."""


def veiled(text: Text, group: str = "") -> Text:
    """The text with no words of anybody's own, which might name somebody; `group` is the name the friend knows."""
    return replace(
        text,
        clauses=tuple(_clause(clause, group) for clause in text.clauses),
        in_short=tuple(_paragraph(paragraph, group) for paragraph in text.in_short),
    )


def veiled_answer(question: str, group: str) -> str:
    """What stands in place of an answer in somebody's own words."""
    return group if question == NAME and group else OWN_WORDS_HERE


def _clause(clause: TextClause, group: str) -> TextClause:
    if clause.own:
        return replace(clause, title=OWN_CLAUSE, paragraphs=(Paragraph("", (Span(OWN_WORDS_HERE),)),))
    return replace(clause, paragraphs=tuple(_paragraph(paragraph, group) for paragraph in clause.paragraphs))


def _paragraph(paragraph: Paragraph, group: str) -> Paragraph:
    spans = (replace(one, words=veiled_answer(one.question, group)) if one.free else one for one in paragraph.spans)
    return replace(paragraph, spans=tuple(spans))
