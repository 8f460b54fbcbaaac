"""The example's returns: one that was filed, sent and liked, and a large one that is well under way."""

from datetime import timedelta

from groupkit import tenancy
from groupkit.demo import grants
from groupkit.demo.book import Book
from groupkit.grants import filing, operations, queries
from groupkit.grants.models import Grant
from groupkit.grants.paper import Answers, Signature

COUNCIL: Answers = {
    "what_we_did": "Printed leaflets twice, and a banner for the library door. Helpers took them to every surgery.",
    "how_many_people": {"number": 16, "about": True},
    "difference": "“I walked past that banner four times before I came in. I am glad it was there.”",
    "learned_or_next": "Leaflets in surgeries brought more people than leaflets through doors. We would print fewer.",
    "thank_you": "With thanks from all of us.",
}
LOTTERY: Answers = {
    "who_to_ask": "Tamsin, who keeps the book: treasurer@lanternstreet.example",
    "planned": "To meet every other Tuesday for two years, with a monthly walk, and to train four welcomers.",
    "what_we_did": "We met as planned, but for the two weeks when the library had no heating. Walks began in spring.",
    "difference": "People say they come because nobody has to explain. Several now open the room themselves.",
    "learned": "Walks are better short. Some people only ever come to those, and that is fine.",
}


def write(book: Book) -> None:
    """The council has its six lines; the lottery's first report is half written."""
    first = book.last_year.first
    book.on(first + timedelta(days=234), lambda: _file(book))
    book.on(first + timedelta(days=236), lambda: _sent(book))
    book.on(first + timedelta(days=250), lambda: _liked(book))
    book.on(first + timedelta(days=340), lambda: _begin(book))


def _row(book: Book, fund: str) -> Grant:
    row = queries.grant(next(card.id for card in queries.grants() if card.fund == fund))
    if row is None:
        raise LookupError(f"the example has no grant in the fund {fund}")
    return row


def _file(book: Book) -> None:
    row, by = _row(book, grants.COUNCIL), book.cast.treasurer
    operations.save_draft(row, 0, queries.formats()["six_lines"], COUNCIL, by)
    draft = queries.draft_of(row)
    ready = filing.prepare(row, draft, by.slug, [Signature("Tamsin", "treasurer")])
    operations.file_return(row, ready, ready.version, ready.seen, by)


def _sent(book: Book) -> None:
    [filed] = queries.filed_returns(_row(book, grants.COUNCIL))
    words = "To the community officer, with two receipts"
    operations.note_step(filed, "sent", tenancy.today(), book.cast.treasurer, "email", words)


def _liked(book: Book) -> None:
    [filed] = queries.filed_returns(_row(book, grants.COUNCIL))
    words = "Lovely to read. Please send a picture of the banner for our newsletter"
    operations.note_step(filed, "accepted", tenancy.today(), book.cast.treasurer, words=words)


def _begin(book: Book) -> None:
    row = _row(book, grants.LOTTERY)
    draft = queries.draft_of(row)
    voices = [one.key for one in queries.voices_for(draft.format, tenancy.today()) if one.kind == "quotation"]
    written = operations.Written(voices=voices[:2])
    operations.save_draft(row, 0, draft.format, LOTTERY, book.cast.treasurer, written=written)
