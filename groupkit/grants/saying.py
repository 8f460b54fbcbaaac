"""How each fact that a return may ask for is said in words, and where it comes from. Pure."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from groupkit.dates import long_day
from groupkit.grants.facts import NOT_SHOWN, WHOLE, Count, Facts, longest_of, short
from groupkit.money import pounds
from groupkit.words import and_list

TABLE = frozenset({"spent_by_heading", "spent_total", "left_over"})
"""The facts that stand in the table of money; all others are words of a sentence."""

FROM_GRANT = "As it was written down with the grant"
FROM_BOOK = "From the cash book, as it is today"
FROM_TALLIES = "From what was counted after each meeting"
FROM_DECISIONS = "From the decisions"


@dataclass(frozen=True)
class Fact:
    """A fact that a return may ask for: what it is, how it is said, and where it comes from."""

    label: str
    say: Callable[[Facts], str]
    source: str
    lead: str = ""
    """What comes before it in a sentence."""
    after: str = ""
    """What comes after it in a sentence."""
    last: Callable[[Facts], str] = lambda _: ""
    """What comes last of all, where there is more to say."""
    whole: bool = False
    """Whether it is known only for the whole group, whatever kinds of gathering a grant is for."""

    @property
    def of_sessions(self) -> bool:
        """Whether it is counted at gatherings, so that it follows the kinds that a grant is for."""
        return self.source == FROM_TALLIES and not self.whole

    def beside(self, facts: Facts) -> str:
        """What stands beside it in brackets; nothing where a return counts every gathering."""
        return f" ({WHOLE})" if self.whole and facts.tally.only else ""

    def words(self, facts: Facts) -> str:
        """How it is said by itself."""
        said = self.say(facts)
        return f"{said}{self.beside(facts)}" if said else ""

    def told_from(self, facts: Facts) -> str:
        """Where it comes from, with the kinds of gathering that are counted where these are not all."""
        only = facts.tally.only
        return f"{FROM_TALLIES}, only of: {and_list(only)}" if only and self.of_sessions else self.source

    def in_sentence(self, facts: Facts) -> str:
        """How it is said among others; nothing when there is nothing to say."""
        said = self.say(facts)
        if said == NOT_SHOWN:
            return f"{self.label.lower()}{self.beside(facts)}: {said}"
        more = self.last(facts)
        return f"{self.lead}{said.removesuffix(more)}{self.after}{self.beside(facts)}{more}" if said else ""


def _received(facts: Facts) -> str:
    if facts.received <= 0:
        return "not received yet"
    when = f"on {long_day(facts.received_on)}" if facts.received_on else "before our cash book began"
    if facts.received == facts.amount or facts.received_on is None:
        return f"received {when}"
    if facts.received < facts.amount:
        return f"{short(facts.received)} of it received so far, the first {when}"
    return f"{short(facts.received)} received in all, the first {when}"


def _by_heading(facts: Facts) -> str:
    return "; ".join(f"{one.name} {pounds(one.spent)}" for one in facts.spending)


def _dates(facts: Facts) -> str:
    if facts.starts and facts.ends:
        return f"from {long_day(facts.starts)} to {long_day(facts.ends)}"
    if facts.starts:
        return f"from {long_day(facts.starts)}"
    return f"until {long_day(facts.ends)}" if facts.ends else ""


def _worth(kind: str) -> Callable[[Facts], str]:
    return lambda facts: short(facts.worth(kind)) if facts.worth(kind) else ""


def _counted(key: str) -> Callable[[Facts], str]:
    return lambda facts: facts.tally.sum_of(key).said


def _different(facts: Facts) -> str:
    count = _most_people(facts)
    return count.said if count else ""


def known_count(name: str, facts: Facts) -> Count | None:
    """The number behind a fact that is a count; None where it is none."""
    if name == "different_people":
        return _most_people(facts)
    key = "sessions" if name == "sessions_held" else name
    return next((one.count for one in facts.tally.sums if one.key == key), None)


def _most_people(facts: Facts) -> Count | None:
    found = longest_of(facts.tally.people)
    return found.count if found else None


def _hours(facts: Facts) -> str:
    """Volunteers' hours; in money too where the funder wants it so."""
    return f"{facts.tally.sum_of('helper_hours').said}{_hours_worth(facts)}"


def _hours_worth(facts: Facts) -> str:
    count = facts.tally.sum_of("helper_hours")
    if count.number is None or facts.hour_pence is None:
        return ""
    return f" (at {short(facts.hour_pence)} an hour: {short(count.number * facts.hour_pence)})"


FACTS: dict[str, Fact] = {
    "group_name": Fact("The group", lambda facts: facts.group_name, "The group's name, from our rules"),
    "grant_funder": Fact("Who gave it", lambda facts: facts.funder, FROM_GRANT),
    "grant_programme": Fact("Their programme", lambda facts: facts.programme, FROM_GRANT),
    "grant_reference": Fact("Their reference", lambda facts: facts.reference, FROM_GRANT, lead="their reference "),
    "grant_title": Fact("What they call it", lambda facts: facts.title, FROM_GRANT, lead="called “", after="”"),
    "grant_amount": Fact("How much was given", lambda facts: short(facts.amount), FROM_GRANT),
    "grant_accepted_on": Fact(
        "When we took it",
        lambda facts: long_day(facts.accepted_on) if facts.accepted_on else "",
        FROM_GRANT,
        lead="taken on ",
    ),
    "grant_dates": Fact("From when to when", _dates, FROM_GRANT, lead="for the time "),
    "grant_received_on": Fact("When it came", _received, FROM_BOOK),
    "grant_purpose": Fact("What it was given for", lambda facts: facts.purpose, FROM_GRANT),
    "covers_until": Fact("Up to which day", lambda facts: long_day(facts.covers), FROM_BOOK, lead="figures up to "),
    "spent_by_heading": Fact("Spent under each heading", _by_heading, FROM_BOOK),
    "spent_total": Fact("Spent in all", lambda facts: pounds(facts.spent), FROM_BOOK),
    "left_over": Fact("Not spent", lambda facts: pounds(facts.left), FROM_BOOK),
    "match_total": Fact("Money from others", _worth("match"), FROM_GRANT, after=" came from others"),
    "in_kind_total": Fact("Gifts in kind", _worth("kind"), FROM_GRANT, after=" was given in kind"),
    "sessions_held": Fact("How often we met", _counted("sessions"), FROM_TALLIES, after=" gatherings"),
    "attendances": Fact("Attendances", _counted("attendances"), FROM_TALLIES, after=" attendances"),
    "different_people": Fact("Different people", _different, FROM_TALLIES, after=" different people", whole=True),
    "first_timers": Fact("First-timers", _counted("first_timers"), FROM_TALLIES, after=" came for the first time"),
    "helper_hours": Fact(
        "Volunteers’ hours", _hours, FROM_TALLIES, after=" hours given by volunteers", last=_hours_worth
    ),
    "contacts": Fact(
        "Contacts between meetings", _counted("contacts"), FROM_TALLIES, after=" contacts between meetings", whole=True
    ),
    "moved_on": Fact("Moved on", _counted("moved_on"), FROM_TALLIES, after=" moved on", whole=True),
    "took_a_job": Fact(
        "Took on a job in the group", _counted("took_a_job"), FROM_TALLIES, after=" took on a job", whole=True
    ),
    "talks": Fact("Talks given", _counted("talks"), FROM_TALLIES, after=" talks given", whole=True),
    "agreed_at": Fact("Agreed by the group", lambda facts: facts.agreed, FROM_DECISIONS),
    "records_kept_until": Fact(
        "Records kept until",
        lambda facts: long_day(facts.keep_until) if facts.keep_until else "",
        FROM_GRANT,
        lead="records kept until ",
    ),
}
"""The closed list of facts that a return format may name."""


def by_source(names: Iterable[str], facts: Facts) -> list[tuple[str, list[tuple[str, str]]]]:
    """What there is to say of the facts of these names, as (source, [(name, words)]), in their order."""
    found: dict[str, list[tuple[str, str]]] = {}
    for name in names:
        if said := FACTS[name].words(facts):
            found.setdefault(FACTS[name].told_from(facts), []).append((name, said))
    return list(found.items())


def counted_at(names: Iterable[str], facts: Facts) -> str:
    """Which gatherings stand behind facts of these names, in a sentence; nothing where all do, or none is a count."""
    return facts.tally.only_note if any(FACTS[name].of_sessions for name in names) else ""


def label_of(name: str, facts: Facts) -> str:
    """What a fact is called, with what is counted of it where a grant is for some kinds of gathering only."""
    fact = FACTS[name]
    only = f" (only of: {and_list(facts.tally.only)})" if facts.tally.only and fact.of_sessions else ""
    return f"{fact.label}{only or fact.beside(facts)}"


MEANINGS: dict[str, str] = {name: fact.label for name, fact in FACTS.items()}
"""What each name means, for the reader of formats."""
