"""Minutes as a document: Word, large print and plain text, all from the same paper."""

from collections.abc import Iterator, Sequence

from groupkit.document import Block, Document, Heading, Paragraph, Run, SignatureLines, Table
from groupkit.minutes.paper import DRAFT, Decided, Item, Paper, facts

TO_SIGN = ("Signed, in the chair", "Name", "Date")


def as_document(paper: Paper, *, large: bool = False, later: Sequence[str] = ()) -> Document:
    """Minutes as a document, with DRAFT on every page until they are approved.

    `later` is what later meetings put right: it stands below, apart from what was approved.
    """
    body = [*_head(paper), *_items(paper, numbered=True), *_foot(paper), *_later(later)]
    return Document(
        f"Minutes: {paper.kind}",
        body,
        draft=paper.draft,
        draft_words=DRAFT,
        large=large,
        footer=f"{paper.group}, {paper.title}",
        subtitle=f"{paper.group}. {paper.stands}",
    )


def blocks(paper: Paper, later: Sequence[str] = ()) -> Iterator[Block]:
    """The same for a book that holds many: items have their numbers in words, since a file counts through."""
    yield from _head(paper)
    yield from _items(paper, numbered=False)
    yield from _foot(paper, sign=False)
    yield from _later(later)


def _later(later: Sequence[str]) -> Iterator[Block]:
    if later:
        yield Heading("Put right at a later meeting", 3)
        for one in later:
            yield Paragraph(one, bullet=True)


def _head(paper: Paper) -> Iterator[Block]:
    yield Table([[(Run(what, bold=True),), said] for what, said in facts(paper)], widths=(3, 7))


def _items(paper: Paper, *, numbered: bool) -> Iterator[Block]:
    for number, item in enumerate(paper.items, 1):
        yield Heading(item.title if numbered else f"{number}. {item.title}", 2 if numbered else 3, numbered=numbered)
        yield from _item(item)


def _item(item: Item) -> Iterator[Block]:
    if item.told:
        yield Paragraph(item.told, quiet=True)
    if item.wordless:
        return
    if item.here:
        yield Paragraph(f"{item.here}.", quiet=True)
    for conflict in item.conflicts:
        yield Paragraph(f"An interest of their own: {conflict}.")
    for line in item.notes.splitlines():
        if line.strip():
            yield Paragraph(line)
    for one in item.decisions:
        yield from _decided(one)
    for act in item.actions:
        yield Paragraph(" ".join(part for part in (f"To do: {act.words}", _doer(act.who, act.by)) if part), bullet=True)


def _doer(who: str, by: str) -> str:
    said = ", ".join(part for part in (who, by) if part)
    return f"({said})" if said else ""


def _decided(one: Decided) -> Iterator[Block]:
    told = f"Decided on {one.reported} and reported here. " if one.reported else ""
    yield Paragraph((Run(f"Decision {one.number}: {one.came}. ", bold=True), Run(f"{told}“{one.words}”")))
    for more in (one.count, one.quorum, one.note):
        if more:
            yield Paragraph(f"{more.rstrip('.')}.", quiet=True)


def _foot(paper: Paper, *, sign: bool = True) -> Iterator[Block]:
    level = 2 if sign else 3
    if paper.corrections:
        yield Heading("Corrected at approval", level)
        for one in paper.corrections:
            yield Paragraph(one, bullet=True)
    if not paper.draft:
        yield Paragraph(f"{paper.stands}.", space_above=True)
    elif sign:
        yield SignatureLines(TO_SIGN)


def confidential_document(title: str, group: str, words: str, *, draft: bool) -> Document:
    """The part that only few may read, as a file of its own."""
    body = [Paragraph(line) for line in words.splitlines() if line.strip()]
    return Document(
        f"Confidential: {title}",
        body,
        draft=draft,
        draft_words=DRAFT,
        footer=f"{group}. Confidential: only for those who keep the minutes",
        subtitle=group,
    )
