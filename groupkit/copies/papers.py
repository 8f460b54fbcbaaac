"""Which papers a copy can be made from, and the words of each."""

from collections.abc import Iterator
from dataclasses import dataclass
from html.parser import HTMLParser

from groupkit import dates, tenancy
from groupkit.constitution import queries as texts
from groupkit.constitution.text import plain_lines
from groupkit.document import plain_text
from groupkit.grants import queries as grants
from groupkit.meetings.queries import called
from groupkit.minutes.on_paper import as_document
from groupkit.minutes.queries import standing as minutes

_BLOCKS = frozenset({"p", "h1", "h2", "h3", "li", "tr", "dt", "dd", "caption", "div", "section", "figure", "br"})
_UNREAD = frozenset({"style", "script", "title", "svg"})


@dataclass(frozen=True)
class Paper:
    """A paper that is adopted or filed: what it is called here, and its title for the copy."""

    key: str
    title: str


def papers() -> Iterator[Paper]:
    """Every paper that a copy can be made from: texts in force, returns that were filed, minutes that were approved."""
    for row in [texts.in_force(), *texts.policies_in_force().values()]:
        if row is not None:
            title = f"{row.title}, adopted {dates.long_day(row.adopted_on)}"
            yield Paper(f"text {row.subject} {row.number}", title[:120])
    for card in grants.grants():
        grant = grants.grant(card.id)
        for filed in grants.filed_returns(grant) if grant else ():
            day = dates.long_day(dates.day_of(filed.filed_at, tenancy.scope().zone))
            yield Paper(f"return {card.id} {filed.number}", f"Return {filed.called} on a grant, filed {day}")
    for _, meeting in reversed(minutes.book()):
        yield Paper(f"minutes {meeting.id} 1", f"Minutes: {called(meeting)}"[:120])


def words_of(key: str) -> str | None:
    """The words of a paper, a line for each paragraph; None when there is no such paper."""
    kind, _, named = key.partition(" ")
    name, _, number = named.rpartition(" ")
    if not number.isascii() or not number.isdigit() or len(number) > 9:
        return None
    if kind == "text":
        row = texts.adopted_text(name, int(number))
        return "\n".join(plain_lines(texts.content_of(row).text)) if row else None
    if kind == "minutes":
        kept = minutes.approved(int(name)) if name.isascii() and name.isdigit() and len(name) < 18 else None
        return plain_text(as_document(minutes.paper_of(kept))).strip() if kept else None
    grant = grants.grant(int(name)) if kind == "return" and name.isdigit() and len(name) < 18 else None
    filed = grants.filed_return(grant, int(number)) if grant else None
    return in_lines(filed.page.decode("utf-8")) if filed else None


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.lines: list[str] = [""]
        self.unread = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.unread += tag in _UNREAD
        if tag in _BLOCKS:
            self.lines.append("")
        elif tag in ("td", "th"):
            self.lines[-1] += "   "

    def handle_endtag(self, tag: str) -> None:
        self.unread -= tag in _UNREAD
        if tag in _BLOCKS:
            self.lines.append("")

    def handle_data(self, data: str) -> None:
        if not self.unread:
            self.lines[-1] += data


def in_lines(page: str) -> str:
    """The words of a page of ours, a line for each paragraph or row."""
    reader = _Reader()
    reader.feed(page)
    lines = [" ".join(line.split()) for line in reader.lines]
    return "\n".join(line for line in lines if line)
