"""The example group: a believable year, made by the same operations that the pages use."""

from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

from flask import Flask

from groupkit import dates, db, migrations, settings, tenancy
from groupkit.access import door, passphrases, queries
from groupkit.access.actor import Actor
from groupkit.access.founding import Founding, first_actor, found_group
from groupkit.access.models import User
from groupkit.access.operations import add_person, give_job
from groupkit.access.permissions import Job, may_do
from groupkit.dates import FinancialYear, YearEnd
from groupkit.demo import looking_in, year
from groupkit.demo.book import Book, Cast

NAME, SHORT_NAME = "Lantern Street Tuesdays", "lantern-street"
SIGN_IN = "sign-in.txt"
PEOPLE: dict[str, tuple[str, Job | None, str]] = {
    "carys": ("Carys Bevan", Job.COORDINATOR, "holds things together, lets people in"),
    "tamsin": ("Tamsin Okafor", Job.TREASURER, "looks after the money"),
    "sol": ("Sol Whitlock", Job.SECRETARY, "looks after the meetings and rules"),
    "bea": ("Bea Lindqvist", Job.SECOND_SIGNATORY, "second pair of eyes on the money"),
    "mo": ("Mo Rahman", None, "a member"),
    "femi": ("Femi Adeyemi", None, "critical friend: looks in, and sees no names"),
}
FRIEND = "femi"


def begin(app: Flask, folder: Path) -> str:
    """Make the example if it is not there yet; gives back how to sign in as each person."""
    if not settings.is_installed(folder):
        with app.app_context():
            migrations.bring_up_to_date(app)
            if not queries.has_user():
                _make(folder / SIGN_IN)
        settings.mark_installed(folder, "127.0.0.1")
        app.config["TRUSTED_HOSTS"] = ["127.0.0.1", "localhost"]
    return (folder / SIGN_IN).read_text(encoding="utf-8")


def _make(sign_in: Path) -> None:
    """Write down how to sign in, then make the group whole: stopped in between, the next start begins again."""
    phrases = {who: passphrases.suggest() for who in PEOPLE}
    hashes = {who: door.hash_passphrase(phrase) for who, phrase in phrases.items()}
    lines = [f"  {who:<8}{phrases[who]:<40}{does}" for who, (_, _, does) in PEOPLE.items()]
    words = "An example group is ready. Sign in as any of these (username, passphrase):\n\n" + "\n".join(lines) + "\n"
    sign_in.write_text(words, encoding="utf-8")
    sign_in.chmod(0o600)
    make_group(hashes, dates.today())


def make_group(hashes: dict[str, str], today: date) -> str:
    """Make the example group with its people and its year; gives back its short name."""
    ended = today.replace(day=1) - timedelta(days=1)
    end = YearEnd(ended.month, min(ended.day, 28) if ended.month == 2 else ended.day)
    last_year = FinancialYear.holding(ended, end)
    first_year = last_year.before(end)
    with db.writing():
        users = {who: _user(who, hashes[who]) for who in PEOPLE}
        with dates.clock_at(_at(first_year.first, 18)):
            group = found_group(
                Founding(
                    name=NAME,
                    short_name=SHORT_NAME,
                    nation="england-and-wales",
                    year_end=str(end),
                    has_bank=True,
                    has_tin=True,
                    keeps_book=False,
                    example=True,
                ),
                users["carys"],
                PEOPLE["carys"][0],
            )
        founder = first_actor(group, PEOPLE["carys"][0], frozenset({Job.COORDINATOR}))
        with tenancy.in_group(founder.group, db.db.session):
            book = Book(_bring_in(founder, users, first_year.first), first_year, last_year, today)
            looking_in.live(book, PEOPLE[FRIEND][0], users[FRIEND])
            year.live(book)
    return SHORT_NAME


def _user(who: str, hashed: str) -> int:
    user = User(username=who, name=PEOPLE[who][0], passphrase=hashed, keeper=who == "carys")
    db.db.session.add(user)
    db.db.session.flush()
    return user.id


def _bring_in(founder: Actor, users: dict[str, int], first: date) -> Cast:
    """The others join one by one, on the evening when the books begin."""
    actors = {"carys": founder}
    with dates.clock_at(_at(first, 19)):
        for who, (name, job, _) in PEOPLE.items():
            if who in actors or who == FRIEND:
                continue
            person = add_person(name, founder)
            person.user_id = users[who]
            if job:
                give_job(person, job, founder)
            jobs = frozenset({job} if job else set())
            actors[who] = Actor(
                person_no=person.number,
                name=name,
                group=founder.group,
                group_name=founder.group_name,
                slug=founder.slug,
                nation=founder.nation,
                example=True,
                jobs=jobs,
                friend=False,
                may=may_do(jobs),
            )
    db.db.session.flush()
    return Cast(coordinator=actors["carys"], treasurer=actors["tamsin"], secretary=actors["sol"], member=actors["mo"])


def _at(day: date, hour: int) -> datetime:
    return datetime.combine(day, time(hour, 15), UTC)
