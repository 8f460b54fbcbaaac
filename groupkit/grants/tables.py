"""The tables that a return may ask for, each made from what is known of a grant: for the page, Word and Excel. Pure."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from groupkit.dates import long_day
from groupkit.grants.columns import Cell, ReturnColumn, ReturnTable
from groupkit.grants.facts import WHOLE, Beside, Count, Counted, Facts, own_money_words, short
from groupkit.tallies.masking import FEWEST


@dataclass(frozen=True)
class TableKind:
    """A table that a format may ask for: what it shows, for the reader of formats, and how it is made."""

    meaning: str
    make: Callable[[Facts], ReturnTable]


def _money(facts: Facts) -> ReturnTable:
    """Heading, agreed, spent and left, with the reason where somebody gave one."""
    reasons = any(one.reason for one in facts.spending)
    agreed = any(one.budget is not None for one in facts.spending)
    columns = [ReturnColumn("Heading", wide=30)]
    if agreed:
        columns += [ReturnColumn("Agreed", "money", adds=True)]
    columns.append(ReturnColumn("Spent", "money", adds=True))
    if agreed:
        columns.append(ReturnColumn("Left", "money", less=(1, 2)))
    if reasons:
        columns.append(ReturnColumn("Why", wide=34))
    rows: list[tuple[Cell, ...]] = []
    for one in facts.spending:
        row: list[Cell] = [one.name]
        if agreed:
            row.append(one.budget)
        row.append(one.spent)
        if agreed:
            row.append((one.budget or 0) - one.spent)
        rows.append(tuple([*row, one.reason] if reasons else row))
    return ReturnTable(
        "money_by_heading",
        "The money, heading by heading",
        tuple(columns),
        tuple(rows),
        "Nothing has been spent yet.",
        _money_note(facts),
        chart="bars" if agreed else "",
    )


def _money_note(facts: Facts) -> str:
    """What came and what is there, which is not what is left of the sums that were agreed."""
    own = f", {own_money_words(facts).lower()} {short(abs(facts.own_money))}" if facts.own_money else ""
    still = facts.amount - facts.received
    coming = f" {short(still)} of the grant has still to come." if still > 0 and not facts.claimed else ""
    held = f"{short(facts.left)} of it is there" if facts.left >= 0 else f"{short(-facts.left)} more than came"
    return f"Received {short(facts.received)}{own}, spent {short(facts.spent)}: {held}.{coming}"


MOST_YEARS = 4
"""For how many years a sheet of paper has columns; of a longer grant the first years stand in one."""


def _years(facts: Facts) -> ReturnTable:
    early = len(facts.years) - MOST_YEARS + 1 if len(facts.years) > MOST_YEARS else 1
    columns = (
        ReturnColumn("Heading", wide=30),
        *(ReturnColumn(year, "money", adds=True) for year in _year_names(facts.years, early)),
        ReturnColumn("In all", "money", adds=True),
    )
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (one.name, sum(one.years[:early]), *one.years[early:], one.spent) for one in facts.spending if facts.years
    )
    came = " · ".join(
        f"{year}: {short(pence)}" for year, pence in zip(facts.years, facts.received_years, strict=False) if pence
    )
    note = f"Received: {came}." if came else ""
    return ReturnTable("money_by_year", "Year by year", columns, rows, "So far it is one year: it stands above.", note)


def _year_names(years: Sequence[str], early: int) -> Sequence[str]:
    """What the columns are called: `Years 1 to 3, to 24 May 2029` for so many early ones together."""
    if early == 1:
        return years
    return (f"Years 1 to {early}{years[early - 1].removeprefix(f'Year {early}')}", *years[early:])


def _instalments(facts: Facts) -> ReturnTable:
    columns = (
        ReturnColumn("Due on", "day", wide=20),
        ReturnColumn("Sum", "money", adds=True),
        ReturnColumn("Has come", "money", adds=True),
        ReturnColumn("Waits for", wide=34),
    )
    rows = tuple((one.due_on, one.pence, one.came, one.after) for one in facts.instalments)
    return ReturnTable("instalments", "How it is paid", columns, rows, "It is paid in one sum.")


def _beside(kind: str, key: str, title: str, source: str, empty: str) -> Callable[[Facts], ReturnTable]:
    def make(facts: Facts) -> ReturnTable:
        found = [one for one in facts.beside if one.kind == kind]
        columns = [ReturnColumn("What", wide=36), ReturnColumn(source, wide=26)]
        columns += [ReturnColumn("When", "day", wide=20)] if any(one.day for one in found) else []
        columns.append(ReturnColumn("Worth" if kind == "kind" else "Sum", "money", adds=True))
        columns += [ReturnColumn("Who keeps it, and where", wide=30)] if kind == "thing" else []
        return ReturnTable(key, title, tuple(columns), tuple(_beside_row(one, columns) for one in found), empty)

    return make


def _beside_row(one: Beside, columns: Sequence[ReturnColumn]) -> tuple[Cell, ...]:
    row: list[Cell] = [one.what, one.source]
    if any(column.kind == "day" for column in columns):
        row.append(one.day)
    row.append(one.pence)
    return tuple([*row, one.keeper] if one.kind == "thing" else row)


def _outcomes(facts: Facts) -> ReturnTable:
    columns = (ReturnColumn("What should come of it", wide=40), ReturnColumn("How we know", wide=50))
    rows = tuple((one.words, one.how) for one in facts.outcomes)
    return ReturnTable("outcomes", "What came of it", columns, rows, "No outcomes were agreed.")


def _indicators(facts: Facts) -> ReturnTable:
    found = [one for one in facts.outcomes if one.indicator]
    targets = any(one.target is not None for one in found)
    columns = [
        ReturnColumn("Outcome", wide=30),
        ReturnColumn("What we counted", wide=26),
        ReturnColumn("At the start", "count"),
    ]
    columns += [ReturnColumn("Funder’s target", "count", wide=16)] if targets else []
    columns += [ReturnColumn("Now", "count"), ReturnColumn("Where from, and when", wide=30)]
    rows = []
    for one in found:
        row: list[Cell] = [one.words, one.indicator, one.count("baseline")]
        row += [Count(one.target)] if targets else []
        when = long_day(one.counted_on) if one.counted_on else ""
        row += [one.count("actual"), ", ".join(filter(None, (one.source, when)))]
        rows.append(tuple(row))
    note = "The targets are the funder’s; the group sets itself none." if targets else ""
    return ReturnTable(
        "indicators", "In figures", tuple(columns), tuple(rows), "Nothing was counted for the outcomes.", note
    )


def _kinds(facts: Facts) -> ReturnTable:
    columns = (
        ReturnColumn("What", wide=30),
        ReturnColumn("Held", "count"),
        ReturnColumn("Called off", "count"),
        ReturnColumn("Attendances", "count"),
    )
    rows = tuple((one.name, one.held, _called_off(one), one.count) for one in facts.tally.kinds)
    note = _notes(ATTENDANCES, facts.tally.only_note)
    return ReturnTable("activities", "Gatherings of each kind", columns, rows, NOTHING_COUNTED, note)


def _called_off(one: Counted) -> Count:
    return Count((one.planned.number or 0) - (one.held.number or 0))


def _months(facts: Facts) -> ReturnTable:
    columns = (
        ReturnColumn("Month", wide=20),
        ReturnColumn("Gatherings", "count"),
        ReturnColumn("Attendances", "count"),
    )
    rows = tuple((one.name, one.held, one.count) for one in facts.tally.months)
    note = _notes(ATTENDANCES, facts.tally.only_note)
    return ReturnTable("attendance_by_month", "Month by month", columns, rows, NOTHING_COUNTED, note, chart="months")


def _notes(*words: str) -> str:
    """What is said below a table, in one piece."""
    return " ".join(filter(None, words))


NOTHING_COUNTED = "Nobody counted."
NO_PEOPLE = "How many different people came was not counted for these days."
ATTENDANCES = "An attendance is one person at one gathering: somebody who came ten times stands here ten times."
PEOPLE_NOTE = "Each person counts once, however often they came. These figures are never added together."


def _people(facts: Facts) -> ReturnTable:
    columns = (
        ReturnColumn("Different people", wide=44),
        ReturnColumn("How many", "count"),
        ReturnColumn("How we know", wide=36),
    )
    rows = tuple((f"{long_day(one.first)} to {long_day(one.last)}", one.count, one.how) for one in facts.tally.people)
    note = _notes(PEOPLE_NOTE, facts.tally.whole_note)
    return ReturnTable("different_people", "How many different people", columns, rows, NO_PEOPLE, note)


def _counts(
    key: str, title: str, first: str, of: Callable[[Facts], Iterable[Counted]]
) -> Callable[[Facts], ReturnTable]:
    def make(facts: Facts) -> ReturnTable:
        columns = (ReturnColumn(first, wide=44), ReturnColumn("How many", "count"))
        found = [one for one in of(facts) if one.count.hidden or one.count.number is not None]
        some = facts.tally.only and any(not one.whole for one in found)
        beside = {one.key: f" ({WHOLE})" for one in found if some and one.whole}
        rows = tuple((f"{one.name}{beside.get(one.key, '')}", one.count) for one in found)
        note = facts.tally.only_note if some else facts.tally.whole_note
        return ReturnTable(key, title, columns, rows, NOTHING_COUNTED, note)

    return make


def _measures(facts: Facts) -> ReturnTable:
    columns = (
        ReturnColumn("Measure", wide=34),
        ReturnColumn("Where it comes from", wide=30),
        ReturnColumn("On", "day", wide=20),
        ReturnColumn("Figure", wide=12),
    )
    rows = tuple((one.name, one.source, one.day, one.number) for one in facts.tally.measures)
    return ReturnTable("measures", "What the funder asked us to measure", columns, rows, "No measure was asked for.")


def _check(facts: Facts) -> ReturnTable:
    columns = (
        ReturnColumn("On slips of paper, without names", wide=44),
        *(ReturnColumn(word, "count") for word in ("Yes", "Partly", "Not yet")),
    )
    rows: tuple[tuple[Cell, ...], ...] = tuple((one.asked, *one.answers) for one in facts.checks)
    many = f"{facts.slips} slips" if facts.slips >= FEWEST else "A few slips"
    when = f"{many}, handed in on {long_day(facts.check_day)}." if facts.check_day else ""
    note = _notes(when, facts.tally.whole_note)
    return ReturnTable("group_check", "How people find the group", columns, rows, "No slips were handed in.", note)


def _receipts(facts: Facts) -> ReturnTable:
    columns = (
        ReturnColumn("Number", wide=22),
        ReturnColumn("Day", "day", wide=20),
        ReturnColumn("Paid to", wide=28),
        ReturnColumn("For", wide=32),
        ReturnColumn("Sum", "money", adds=True, wide=18),
        ReturnColumn("Receipt", wide=16),
    )
    rows = tuple(
        (one.reference, one.day, one.paid_to, one.heading or one.what, one.pence, one.receipt) for one in facts.bills
    )
    note = " ".join(filter(None, (_without_receipt(facts), _lost(facts))))
    empty = (
        f"{facts.paid_lines} payments, which stand in the workbook one by one." if facts.paid_lines else "No payments."
    )
    return ReturnTable("receipts", "Payments and their receipts", columns, rows, empty, note)


def _without_receipt(facts: Facts) -> str:
    missing = facts.without_receipt
    have = "has" if missing == 1 else "have"
    return f"{missing} of {facts.paid_lines} payments {have} no receipt." if missing else ""


def _lost(facts: Facts) -> str:
    lost = any(one.receipt == "lost" for one in facts.bills)
    return "Where a receipt is lost, two people who know of the payment have put their names to it." if lost else ""


def _changes(facts: Facts) -> ReturnTable:
    columns = (ReturnColumn("Agreed on", "day", wide=20), ReturnColumn("What the funder agreed to", wide=60))
    rows = tuple((one.agreed_on, one.words) for one in facts.consents)
    return ReturnTable(
        "funder_agreed", "Changes that the funder agreed to", columns, rows, "Nothing was changed after the award."
    )


TABLES: dict[str, TableKind] = {
    "money_by_heading": TableKind("What was agreed, spent and left under each heading", _money),
    "money_by_year": TableKind("What was spent in each year of the grant, heading by heading", _years),
    "instalments": TableKind("When the parts of the grant are due, and what has come", _instalments),
    "match_funding": TableKind(
        "Money that came from others for the same",
        _beside("match", "match_funding", "Money from others", "From", "No money came from others."),
    ),
    "in_kind": TableKind(
        "Gifts in kind", _beside("kind", "in_kind", "Gifts in kind", "From", "Nothing was given in kind.")
    ),
    "things_bought": TableKind(
        "Things bought with the grant, and who keeps them",
        _beside("thing", "things_bought", "Things we bought", "Bought from", "No equipment was bought."),
    ),
    "funder_agreed": TableKind("Changes of the headings that the funder agreed to", _changes),
    "receipts": TableKind("Every payment with its number and whether there is a receipt", _receipts),
    "activities": TableKind("Gatherings by kind: held, called off, attendances", _kinds),
    "attendance_by_month": TableKind("Gatherings and attendances, month by month", _months),
    "different_people": TableKind("Different people, each counted once, over the days they were counted for", _people),
    "other_counts": TableKind(
        "First-timers, volunteers' hours and everything else that was counted",
        _counts("other_counts", "Also counted", "What", lambda facts: facts.tally.sums),
    ),
    "heard_of_us": TableKind(
        "How people heard of the group",
        _counts("heard_of_us", "How people heard of us", "From", lambda facts: facts.tally.heard),
    ),
    "got_in_the_way": TableKind(
        "What kept people from coming",
        _counts("got_in_the_way", "What got in the way", "What", lambda facts: facts.tally.barriers),
    ),
    "outcomes": TableKind("What should come of the grant, and how the group knows", _outcomes),
    "indicators": TableKind("Outcomes in figures, with the funder's targets where they set any", _indicators),
    "measures": TableKind("Figures that the funder asked the group to take down", _measures),
    "group_check": TableKind("What people said on slips of paper at the yearly check", _check),
}
"""The closed list of tables that a return format may name."""

TABLE_MEANINGS: dict[str, str] = {name: table.meaning for name, table in TABLES.items()}


def tables_of(names: Iterable[str], facts: Facts) -> tuple[ReturnTable, ...]:
    """The tables of these names, in their order."""
    return tuple(TABLES[name].make(facts) for name in names)
