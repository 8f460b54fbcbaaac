"""Looking for something in everything that the money books hold, and taking what was found away."""

from collections.abc import Iterator, Sequence
from typing import Any

from flask import g, render_template, request

from groupkit.access.permissions import Can
from groupkit.finding import queries, telling
from groupkit.finding.forms import FindForm
from groupkit.finding.kinds import KINDS
from groupkit.finding.queries import Cast, Hit
from groupkit.ledger import lists, taken
from groupkit.ledger import queries as ledger
from groupkit.ledger import telling as book
from groupkit.ledger.book_rows import Labels
from groupkit.ledger.lists import Listed, amount, in_slices
from groupkit.ledger.queries import Sought, Wanted, wanted
from groupkit.ledger.views.book import place_asked
from groupkit.workbook import AnyRow, Column

FEW, MANY = 6, 50
BOOK = "book"
FOUND = [
    Column("Date", 12, "date"),
    Column("What", 44),
    Column("Beside it", 44),
    Column("Amount", 12, "money"),
    Column("Found by", 24),
]


def find() -> Any:
    """One box for words, amounts, numbers and days; what was found stands kind by kind, the newest first."""
    names = g.actor.can(Can.SEE_PAYEES)
    form = FindForm(names)
    found: dict[str, Any] = {"page": None, "others": {}, "cast": Cast({}), "sought": ()}
    if form.terms:
        found = _found(form, names)
    return render_template(
        "finding/find.html",
        form=form,
        names=names,
        few=FEW,
        many=MANY,
        only=_only(names),
        begun=place_asked(),
        kinds=KINDS,
        telling=telling,
        told=book,
        found_by=ledger.found_by,
        **found,
    )


def _only(names: bool) -> str:
    """The one kind that the address asks for; nothing for all of them."""
    kind = request.args.get("kind", "")
    return kind if kind == BOOK or (names and kind in KINDS) else ""


def _found(form: FindForm, names: bool) -> dict[str, Any]:
    sought, only = wanted(form.terms, ledger.choices(), names), _only(names)
    most, before = (MANY, place_asked()) if only else (FEW, None)
    page = ledger.page_of(Sought(wanted=sought), before, most, names) if only in ("", BOOK) else None
    others: dict[str, list[Hit]] = {}
    cast = Cast({})
    if names and only != BOOK:
        cast = queries.everybody()
        others = queries.others(sought, cast, [only] if only else KINDS, before, most + 1)
    return {"page": page, "others": others, "cast": cast, "sought": sought}


def download_found() -> Any:
    """Everything that was found, a sheet for each kind."""
    form = FindForm(names=True)
    known = ledger.choices()
    sought, cast = wanted(form.terms, known, words=True), queries.everybody()
    said = [f"Looked for: {form.what.data or 'nothing'}"]
    first = (
        taken.lines(Sought(wanted=sought), ledger.last_id(), Labels.of(known), said)
        if sought
        else Listed("Cash book", taken.LINES, (), said)
    )
    rest = [Listed(kind.title, FOUND, _rows(name, sought, cast), said) for name, kind in KINDS.items() if sought]
    return lists.hand_over([first, *rest], g.actor.group_name, g.actor.slug, "found")


def _rows(kind: str, sought: Sequence[Wanted], cast: Cast) -> Iterator[AnyRow]:
    def read(before: Any, most: int) -> list[Hit]:
        return queries.others(sought, cast, [kind], before, most).get(kind, [])

    for hit in in_slices(read, lambda hit: hit.cursor):
        yield (telling.day(hit), telling.title(hit), telling.detail(hit, cast), amount(hit.pence), ", ".join(hit.by))
