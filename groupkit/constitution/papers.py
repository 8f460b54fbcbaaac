"""Texts as papers: the Word file, plain text, one page, the discussion sheet, old and new side by side. Pure."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from groupkit.comparing import Piece
from groupkit.constitution.changes import ClauseChange
from groupkit.constitution.content import Adoption
from groupkit.constitution.text import Paragraph as TextParagraph
from groupkit.constitution.text import Text
from groupkit.constitution.worksheets import Worksheet
from groupkit.dates import long_day
from groupkit.document import Document, Heading, Paragraph, Run, SignatureLines, Table
from groupkit.questions import Kind, Question

NOT_YET = "This is a draft. It has not been adopted."
BLANK_SIGNATURES = ("Chair of the meeting", "Secretary", "Member")


def as_document(text: Text, group: str, adoption: Adoption | None, large: bool = False, signs: bool = True) -> Document:
    """The whole text as a Word file; without an adoption it says DRAFT on every page."""
    body: list[Any] = [Paragraph(text.opening)] if text.opening else []
    for clause in text.clauses:
        body.append(Heading(clause.title, 1, numbered=True))
        body += [_paragraph(paragraph) for paragraph in clause.paragraphs]
    if signs:
        body += _signatures(adoption)
    return Document(
        title=f"{text.title} of {group}",
        subtitle=_adopted_line(adoption) if adoption else "",
        body=body,
        draft=adoption is None,
        large=large,
        close=not large,
        footer=group,
    )


def to_sign(adoption: Adoption | None, signs: bool) -> tuple[str, ...]:
    """What stands before the lines to sign on, on a page: there are lines while nobody is recorded as having signed."""
    return BLANK_SIGNATURES if signs and not (adoption and adoption.signed) else ()


def _paragraph(paragraph: TextParagraph) -> Paragraph:
    level = 3 if paragraph.item else 2 if paragraph.number else 0
    return Paragraph([Run(span.words, open=span.open) for span in paragraph.spans], level)


def _adopted_line(adoption: Adoption) -> str:
    line = f"Adopted on {long_day(adoption.adopted_on)}"
    return line if adoption.from_day == adoption.adopted_on else f"{line}, in force from {long_day(adoption.from_day)}"


def _signatures(adoption: Adoption | None) -> Iterator[Any]:
    yield Heading("Signed", 2)
    if adoption is None:
        yield Paragraph("Filled in once the group has adopted this.", quiet=True)
        yield SignatureLines(BLANK_SIGNATURES)
        return
    words = f"Adopted at {adoption.meeting} on {long_day(adoption.adopted_on)}"
    yield Paragraph(f"{words}, {adoption.how}." if adoption.how else f"{words}.")
    signed = [f"{one.name}, {one.office}" if one.office else one.name for one in adoption.signed]
    yield SignatureLines(signed or BLANK_SIGNATURES)


def in_short(text: Text, group: str, adoption: Adoption | None, large: bool = False) -> Document:
    """Our rules on one page, in plain English."""
    body: list[Any] = [Paragraph(paragraph.words, bullet=True) for paragraph in text.in_short]
    body.append(
        Paragraph(
            f"This is the short form. The full text is our {text.title.lower()}, and that is what counts.", quiet=True
        )
    )
    title = f"Our rules on one page: {group}"
    return Document(title, body, draft=adoption is None, large=large, close=not large, footer=group)


def discussion_sheet(group: str, questions: Sequence[tuple[str, Question, str, str]]) -> Document:
    """Questions for a meeting with no computer in the room, about three to a page.

    Each is (topic, question, why it matters, what others choose); a new heading begins with each topic.
    """
    body: list[Any] = []
    topic = ""
    for about, question, why, others in questions:
        if about != topic:
            body.append(Heading(about, 1))
            topic = about
        body.append(Heading(question.ask, 2))
        body += [Paragraph(words) for words in (why, others) if words]
        boxes = ("yes", "no") if question.kind is Kind.YES_NO else question.options
        if boxes:
            body.append(Paragraph("    ".join(f"☐\N{NO-BREAK SPACE}{option}" for option in boxes)))
        body.append(SignatureLines(["What we say", "How we decided this"]))
    return Document(f"Questions to talk about: {group}", body, draft=True, close=True, footer=group)


def side_by_side(
    title: str, group: str, reason: str, changes: Iterable[ClauseChange], about: Sequence[str]
) -> Document:
    """A proposed change: what stands and what is proposed, with insertions underlined and deletions struck through."""
    body: list[Any] = [Paragraph(sentence) for sentence in about]
    if reason:
        body += [Heading("Why", 2), Paragraph(reason)]
    body.append(
        Paragraph(
            [
                Run("New words are underlined", inserted=True),
                Run(", "),
                Run("old ones struck through", deleted=True),
                Run("."),
            ]
        )
    )
    for change in changes:
        if change.kind in ("same", "renumbered"):
            continue
        body.append(Heading(_change_title(change), 2))
        rows = [(_pieces(row.old_number, row.old), _pieces(row.new_number, row.new)) for row in change.rows]
        if rows:
            body.append(Table(rows, header=("As it stands", "As it would be"), widths=(1, 1)))
    return Document(f"{title}: {group}", body, draft=True, landscape=True, footer=group)


def _change_title(change: ClauseChange) -> str:
    if change.kind == "added":
        return f"New clause {change.new_number}: {change.new_title}"
    if change.kind == "removed":
        return f"Clause {change.old_number}, {change.old_title}: taken out"
    if change.kind == "moved":
        return f"{change.new_title}: moved from clause {change.old_number} to {change.new_number}"
    return f"Clause {change.old_number}: {change.new_title}"


def _pieces(number: str, pieces: Sequence[Piece]) -> list[Run]:
    runs = [Run(piece.words, inserted=piece.kind == "inserted", deleted=piece.kind == "deleted") for piece in pieces]
    return [Run(f"{number} "), *runs] if number and runs else runs


def worksheet_paper(sheet: Worksheet, group: str) -> Document:
    """A worksheet with lines to write on."""
    body: list[Any] = [Paragraph(sheet.summary), Paragraph(f"{sheet.pointer} {sheet.address}")]
    for section in sheet.sections:
        body.append(Heading(section.title, 2))
        if section.words:
            body.append(Paragraph(section.words))
        body.append(SignatureLines(section.blanks))
    return Document(sheet.name, body, footer=group)
