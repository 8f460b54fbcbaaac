"""Putting together what is filed: data, page and workbook, all from one moment's picture of the book."""

import json
from dataclasses import asdict, dataclass
from typing import Any

from flask import current_app

from groupkit import dates, workbook
from groupkit.files import digest_of
from groupkit.grants import queries, return_workbook
from groupkit.grants.facts import Facts
from groupkit.grants.format import ReturnFormat
from groupkit.grants.models import Grant
from groupkit.grants.paper import Answers, Paper, lay_out
from groupkit.history import canonical


@dataclass(frozen=True)
class Filing:
    """A return as it would be filed now."""

    version: int
    facts: Facts
    content: str
    page: bytes
    workbook: bytes
    short_name: str

    @property
    def seen(self) -> str:
        """A mark for the figures that stand here, so that nobody files others than they have seen."""
        return seen(self.facts)

    def named(self, number: int) -> str:
        """What the workbook is called under its number."""
        return workbook.safe_file_name(self.short_name, "return", str(number))


def seen(facts: Facts) -> str:
    """A mark for these figures, the same on whichever day they are put together."""
    plain = {name: value for name, value in facts.to_dict().items() if name != "as_of"}
    return digest_of(canonical(plain).encode())[:20]


def prepare(grant: Grant, draft: queries.Draft, short_name: str) -> Filing:
    """Put a draft together for filing. This may take a moment, so it is done before anything is locked."""
    facts = queries.facts_of(grant)
    paper = lay_out(draft.format, facts, draft.answers)
    return Filing(
        version=draft.version,
        facts=facts,
        content=canonical(content_as_data(draft.format, facts, draft.answers)),
        page=page_of(paper).encode(),
        workbook=workbook_of(paper),
        short_name=short_name,
    )


def content_as_data(made: ReturnFormat, facts: Facts, answers: Answers) -> dict[str, Any]:
    """Facts, answers and the whole format as plain values, just as they come back from the database."""
    values = {"facts": facts.to_dict(), "answers": answers, "format": asdict(made)}
    plain: dict[str, Any] = json.loads(canonical(values))
    return plain


def page_of(paper: Paper, draft: bool = False) -> str:
    """The sheet of paper as a piece of a page, which needs nothing but itself and the pictures that lie beside it."""
    sheet = current_app.jinja_env.get_template("grants/_paper.html")
    return sheet.render(paper=paper, facts=paper.facts, draft=draft)


def workbook_of(paper: Paper, draft: bool = False) -> bytes:
    """The bytes of a return's workbook."""
    pictures = [stored.data for one in paper.pictures if (stored := queries.picture(one.file)) and stored.data]
    return return_workbook.make(paper, pictures, dates.now(), draft)
