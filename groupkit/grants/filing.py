"""Putting together what is filed: data, page, workbook and Word, all from one moment's picture of the book."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from flask import current_app

from groupkit import dates, workbook
from groupkit.files import digest_of
from groupkit.grants import queries, return_document, return_workbook
from groupkit.grants.counting import Kept
from groupkit.grants.facts import Facts
from groupkit.grants.models import Grant
from groupkit.grants.paper import Added, Paper, Signature, lay_out
from groupkit.history import canonical


@dataclass(frozen=True)
class Filing:
    """A return as it would be filed now."""

    version: int
    facts: Facts
    content: str
    page: bytes
    workbook: bytes
    document: bytes
    short_name: str

    @property
    def seen(self) -> str:
        """A mark for the figures that stand here, so that nobody files others than they have seen."""
        return seen(self.facts)

    def named(self, number: int, edition: int = 1) -> str:
        """What the workbook is called: by which return it is, and which version of it."""
        version = ("version", str(edition)) if edition > 1 else ()
        return workbook.safe_file_name(self.short_name, "return", str(number), *version)


def seen(facts: Facts) -> str:
    """A mark for these figures, the same on whichever day they are put together, with every payment or without."""
    plain = {name: value for name, value in facts.to_dict().items() if name not in ("as_of", "bills")}
    return digest_of(canonical(plain).encode())[:20]


def prepare(grant: Grant, draft: queries.Draft, short_name: str, signatures: Sequence[Signature] = ()) -> Filing:
    """Put a draft together for filing. This may take a moment, so it is done before anything is locked."""
    facts, kept = queries.known_for(grant, draft, bills=True)
    paper = lay_out(draft.format, facts, draft.asked, Added(draft.notes, signatures))
    return Filing(
        version=draft.version,
        facts=facts,
        content=canonical(content_as_data(draft, facts, kept, signatures)),
        page=page_of(paper).encode(),
        workbook=workbook_of(paper),
        document=document_of(paper),
        short_name=short_name,
    )


def content_as_data(
    draft: queries.Draft, facts: Facts, kept: Kept, signatures: Sequence[Signature] = ()
) -> dict[str, Any]:
    """Facts, answers, notes, signatures and the whole format as plain values, as they come back from the database.

    With them stand the figures behind the tallies, whole: what a later return shows is held against them.
    """
    values = {
        "facts": facts.to_dict(),
        "figures": kept.to_keep(),
        "answers": draft.asked,
        "format": asdict(draft.format),
        "notes": draft.notes,
        "signatures": [asdict(one) for one in signatures],
    }
    plain: dict[str, Any] = json.loads(canonical(values))
    return plain


def page_of(paper: Paper, draft: bool = False) -> str:
    """The sheet of paper as a piece of a page, which needs nothing but itself and the pictures that lie beside it."""
    sheet = current_app.jinja_env.get_template("grants/_paper.html")
    return sheet.render(paper=paper, facts=paper.facts, draft=draft)


def workbook_of(paper: Paper, draft: bool = False) -> bytes:
    """The bytes of a return's workbook."""
    return return_workbook.make(paper, pictures_of(paper), dates.now(), draft)


def document_of(paper: Paper, draft: bool = False) -> bytes:
    """The bytes of a return as Word."""
    return return_document.make(paper, pictures_of(paper), draft)


def pictures_of(paper: Paper) -> dict[str, bytes]:
    """The pictures of a return, by the key of the file."""
    found = ((one.file, queries.picture(one.file)) for one in paper.all_pictures)
    return {key: stored.data for key, stored in found if stored is not None and stored.data}
