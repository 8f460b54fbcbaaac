"""What the example group did in two years: Tuesday evenings, walks along the canal, a visitor now and then.

A small group has small numbers, and this one shows them: a walk with three people, somebody who came from the surgery.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from functools import partial
from io import BytesIO

from groupkit import pictures, tenancy
from groupkit.dates import Period, months_after
from groupkit.demo.book import Book
from groupkit.pictures import Prepared
from groupkit.tallies import operations, queries, rules, voicing
from groupkit.tallies.models import Voice
from groupkit.tallies.operations import Came
from groupkit.tallies.voicing import Yes

TUESDAY, SATURDAY = 1, 5
EVENING, WALK, VISITOR = "Tuesday evening", "Canal walk", "A visitor"
COME = (9, 8, 10, 9, 7, 11, 9, 12, 8, 10)
"""How many come on a Tuesday, over and over; the second year has one more."""
WALKED = (4, 6, 3, 5, 2, 7, 6, 4)
NEW = {3: 1, 7: 2, 12: 1, 18: 1, 23: 2, 29: 1, 34: 1, 38: 2, 44: 1, 49: 1}
"""At which Tuesdays somebody came for the first time, and how many."""
CALLED_OFF = (11, 33)
"""The Tuesdays on which there was snow, or the library was shut."""
GUESSED = (26,)
"""An evening on which nobody counted until the cups were washed."""
HEARD = ("heard_friend", "heard_gp", "heard_poster", "heard_self", "heard_member", "heard_link", "heard_online")
IN_THE_WAY = ("way_transport", "way_timing", "way_transport", "way_confidence", "way_care")
CHECKS = (
    (280, 9, ((7, 1, 1), (5, 3, 1), (8, 1, 0), (6, 2, 0), (3, 4, 2))),
    (645, 11, ((9, 2, 0), (8, 2, 1), (10, 1, 0), (9, 1, 1), (6, 4, 1))),
)
"""The yearly group check: after how many days, how many slips, and agree, partly, not yet for each question."""
SAID = "It is the one evening I don’t have to explain myself."
STORY = "I sat by the door for three weeks. Then somebody handed me the teapot, and now I open up on Tuesdays."
TAKEN_BACK = "I came for the biscuits and stayed for the people."
HATS = "Eleven knitted hats on the library table"


def live(book: Book) -> None:
    """Put two years of tallies into the example."""
    first = book.first_year.first
    by = book.cast.secretary
    book.on(first, lambda: _kinds(book))
    for number, day in enumerate(_every(first, book.today, TUESDAY, 14)):
        if day != _last_meeting(book):
            book.on(day, partial(_tuesday, book, number, day))
    for number, day in enumerate(_every(first + timedelta(days=40), book.today, SATURDAY, 49)):
        came = Came(day, WALK, attendances=WALKED[number % len(WALKED)], helper_minutes=90)
        book.on(day, partial(operations.write_session, came, by))
    for number, day in enumerate(_every(first + timedelta(days=75), book.today, TUESDAY, 140)):
        came = Came(day, VISITOR, attendances=12 + number % 3, about=number == 2, helper_minutes=240)
        book.on(day + timedelta(days=1), partial(operations.write_session, came, by))
    for number in range(26):
        month = months_after(rules.first_of(first), number)
        book.on(rules.last_of(month), partial(_month, book, month, number))
    _people(book)
    _checks(book, first)
    _voices(book)


def _every(first: date, today: date, weekday: int, days: int) -> Iterator[date]:
    day = first + timedelta(days=(weekday - first.weekday()) % 7)
    while day < today:
        yield day
        day += timedelta(days=days)


def _last_meeting(book: Book) -> date | None:
    """The last meeting that was minuted: it waits to be brought in with its head-count."""
    first = book.last_year.first
    begins = first + timedelta(days=(TUESDAY - first.weekday()) % 7)
    return max(
        (day for number in range(13) if (day := begins + timedelta(days=28 * number)) < book.today), default=None
    )


def _kinds(book: Book) -> None:
    for name in (EVENING, WALK, VISITOR):
        operations.add_kind(name, book.cast.secretary)
    for row in queries.kinds():
        used = row.name in (EVENING, WALK, VISITOR)
        place = 1 if row.name == EVENING else row.place
        if not used or place != row.place:
            operations.change_kind(
                row, book.cast.secretary, name=row.name, place=place, in_use=used, version=row.version
            )


def _tuesday(book: Book, number: int, day: date) -> None:
    by = book.cast.secretary if number % 3 else book.cast.treasurer
    if number in CALLED_OFF:
        operations.write_session(Came(day, EVENING, standing="called_off"), by)
        return
    came = COME[number % len(COME)] + (1 if number > 26 else 0)
    minutes = (240, 285, 270)[number % 3]
    about = number in GUESSED
    operations.write_session(Came(day, EVENING, "held", came, about, NEW.get(number, 0), minutes), by)


def _month(book: Book, month: date, number: int) -> None:
    """What else was counted: whoever was new said how they heard of us."""
    figures = queries.figures_of(Period(month, rules.last_of(month)))
    counts = {"contacts": (9 + number * 5 % 11, number % 4 == 1)}
    for at in range(figures.first_timers.number if figures.first_timers else 0):
        what = HEARD[(number + 3 * at) % len(HEARD)]
        counts[what] = (counts.get(what, (0, False))[0] + 1, False)
    if number % 3 == 1:
        counts[IN_THE_WAY[number // 3 % len(IN_THE_WAY)]] = (1 + number % 2, False)
    for what, every, after in (("moved_on", 9, 5), ("took_job", 8, 3), ("talks", 7, 2)):
        if number % every == after:
            counts[what] = (1, False)
    operations.write_month(month, counts, 0, book.cast.secretary)


def _people(book: Book) -> None:
    by = book.cast.secretary
    for year, people, about in ((book.first_year, 16, False), (book.last_year, 19, True)):
        day = min(year.last + timedelta(days=12), book.today - timedelta(days=1))
        last = min(year.last, day)
        book.on(
            day,
            partial(
                operations.write_people, by, first=year.first, last=last, people=people, about=about, known_by="know"
            ),
        )


def _checks(book: Book, first: date) -> None:
    for days, slips, counts in CHECKS:
        day = first + timedelta(days=days)
        answers = dict(zip(rules.QUESTIONS, counts, strict=True))
        book.on(day, partial(operations.write_check, book.cast.secretary, day=day, slips=slips, answers=answers))


def _voices(book: Book) -> None:
    """A quotation, a story and a picture that may be used, and one that somebody took back."""
    for days, kind, words, uses in (
        (210, "quotation", TAKEN_BACK, ("returns", "booklets")),
        (150, "quotation", SAID, ("returns", "booklets")),
        (96, "story", STORY, ("returns",)),
        (60, "picture", HATS, ("returns", "booklets", "anybody")),
    ):
        book.on(book.today - timedelta(days=days), partial(_keep, book, kind, words, uses))
    book.on(book.today - timedelta(days=80), lambda: _take_back(book))


def _keep(book: Book, kind: str, words: str, uses: tuple[str, ...]) -> None:
    today = tenancy.today()
    yes = Yes(uses, today, months_after(today, 24))
    picture = _hats() if kind == "picture" else None
    voicing.keep_voice(kind, words, rules.SIGNED, yes, book.cast.secretary, picture)


def _take_back(book: Book) -> None:
    row: Voice = next(one for one in queries.voices() if one.words == TAKEN_BACK)
    voicing.withdraw(row, tenancy.today(), False, book.cast.secretary)


def _hats() -> Prepared:
    """Eleven hats, drawn: the example has no camera."""
    from PIL import Image, ImageDraw

    picture = Image.new("RGB", (640, 400), "#efe6d8")
    pen = ImageDraw.Draw(picture)
    pen.rectangle((0, 300, 640, 400), fill="#b78f63")
    colours = ("#7a4b53", "#3f6b5c", "#c08a3e", "#4d5f86", "#8a6f8f")
    for number in range(11):
        left, top = 24 + number % 6 * 102 + number // 6 * 40, 215 if number < 6 else 290
        pen.pieslice((left, top - 60, left + 86, top + 60), 180, 360, fill=colours[number % 5])
        pen.rounded_rectangle((left - 4, top - 12, left + 90, top + 14), 8, fill=colours[(number + 2) % 5])
        pen.ellipse((left + 32, top - 82, left + 54, top - 58), fill=colours[(number + 3) % 5])
    file = BytesIO()
    picture.save(file, "PNG", optimize=True)
    return pictures.prepare(file.getvalue(), "hats.png")
