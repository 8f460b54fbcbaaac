"""The forms of the list of members."""

from typing import Any

from flask import request

from groupkit import files, tenancy
from groupkit.forms import (
    ChoiceField,
    DayField,
    EmptyForm,
    GroupForm,
    LineField,
    PickField,
    TickField,
    UploadField,
    VersionField,
    WordsField,
    row_number,
)
from groupkit.people.members import importing, queries, rules
from groupkit.people.members.operations import Card, NewMember, Yes
from groupkit.pictures import Prepared
from groupkit.refusal import Refused

__all__ = ["CardForm", "EmptyForm", "EraseForm", "ImportForm", "MemberForm"]

NOT_THERE: str = "not in this file"


class CardForm(GroupForm):
    """How to reach somebody, with their yes to it."""

    way = ChoiceField("How do they like to hear?", choices=list(rules.WAYS.items()), missing="Choose one, or ask them")
    contact = LineField(
        "The number or address they chose", "One is enough", most=200, needed="needed unless they like it in person"
    )
    large_print = TickField("They like large print")
    language = LineField("The language they like best", most=60, optional=True)
    helps = WordsField(
        "What helps", "In their own words, like: a chair with arms. Nothing about why", most=500, rows=2, optional=True
    )
    emergency_on_paper = TickField("An emergency contact is held on paper")
    agreed = TickField("They said yes to the words below")
    given_on = DayField("When did they say yes?", "Today if you leave it empty", optional=True)
    how = ChoiceField("How were they asked?", choices=list(rules.HOW_ASKED.items()), needed="needed if they said yes")
    wording = WordsField(
        "The very words they were asked",
        "They are kept as they stand here",
        most=2000,
        rows=4,
        needed="needed if they said yes",
    )
    version = VersionField()

    @property
    def card(self) -> Card:
        """What is written on the card."""
        return Card(
            way=self.way.data,
            contact=self.contact.data or "",
            large_print=bool(self.large_print.data),
            language=self.language.data or "",
            helps=self.helps.data or "",
            emergency_on_paper=bool(self.emergency_on_paper.data),
        )

    @property
    def yes(self) -> Yes | None:
        """What they agreed to, where that is ticked; Refused where how or the words are missing."""
        if not self.agreed.data:
            return None
        return _yes(self.given_on.data, self.how.data, self.wording.data)


class MemberForm(CardForm):
    """Somebody new, with or without a way to reach them."""

    name = LineField(
        "Their name",
        "As they want it written here. A first name or a nickname is enough",
        most=80,
        missing="Write a name",
    )
    only_name = TickField("Keep only the name for now")
    joined_on = DayField("Here since", "The day they came. Today if you leave it empty", optional=True)
    way = ChoiceField(
        "How do they like to hear?",
        choices=list(rules.WAYS.items()),
        needed="needed unless you keep only the name",
    )

    @property
    def card_or_none(self) -> Card | None:
        """The card, unless only the name is to be kept; Refused where that is unclear."""
        if self.only_name.data:
            return None
        if not self.way.data:
            raise Refused("Choose how they like to hear, or keep only the name for now", "way")
        return self.card


class EraseForm(GroupForm):
    """Taking somebody out for good, which cannot be undone."""

    why = ChoiceField(
        "Why?",
        "It stands in the history, without the name",
        choices=[(why, f"{words[0].upper()}{words[1:]}") for why, words in rules.WHY_TAKEN_OUT.items()],
        missing="Choose why",
    )
    sure = TickField("I have told them what stays and why, or have no way to")


def _column(ours: str, needed: str = "") -> Any:
    return PickField(importing.COLUMNS[ours][0], needed=needed, optional=not needed)


class ImportForm(GroupForm):
    """A list in a file: what is in which column, what they agreed to, and a look at it before anything is kept."""

    table = UploadField(
        "Your list",
        "A spreadsheet (.xlsx) or CSV file with one person a row, 5,000 rows at most",
        most=importing.MOST_BYTES,
    )
    name = _column("name", "needed")
    way = _column("way")
    contact = _column("contact")
    contact_else = _column("contact_else")
    large_print = _column("large_print")
    language = _column("language")
    helps = _column("helps")
    emergency = _column("emergency")
    agreed = _column("agreed")
    joined = _column("joined")
    everybody = TickField("Everybody in this list has said yes to the words below")
    given_on = DayField("When did they say yes?", "A day in the list itself goes first", optional=True)
    how = ChoiceField(
        "How were they asked?", choices=list(rules.HOW_ASKED.items()), needed="needed if everybody said yes"
    )
    wording = WordsField("The very words they were asked", most=2000, rows=4, needed="needed if everybody said yes")

    found: importing.Table | None = None
    preview: importing.Preview | None = None

    def confirmed(self) -> bool:
        """Whether the list came in, was looked at and is to be taken in; sets `found` and `preview` on the way."""
        fresh = self.table.data is not None
        self._offer(None)
        if request.method == "POST" and self._token:
            self._fetch_table()
        if self.found:
            self._offer(self.found)
            self._guess(self.found, anew=fresh)
        good = self.submitted()
        if self.found:
            self._look(self.found, first=fresh)
        wanted = not fresh and request.form.get("do") == "take"
        return bool(good and wanted and not self.problems and self.preview and self.preview.members)

    def _fetch_table(self) -> None:
        """Read the file that came in and hold it for an hour, or the one that is held already."""
        if self.table.data is None:
            self.table.kept = files.held(self._token, "table")
            self.table.data = self.table.kept.data if self.table.kept else None
            held = True
        else:
            held = False
        if self.table.data is None:
            return
        try:
            self.found = importing.read_table(self.table.data)
        except Refused as refused:
            self.table.data, self.table.process_errors = None, [refused.sentence]
            return
        if not held:
            self.table.kept = Prepared(data=self.table.data, mime="text/csv", width=0, height=0, name="your list")
            files.hold(self._token, "table", self.table.kept)

    def _offer(self, found: importing.Table | None) -> None:
        places = found.filled if found else []
        named = [(str(place), found.headings[place] if found else "", f"column {place + 1}") for place in places]
        choices = [("", NOT_THERE), *((place, heading or without) for place, heading, without in named)]
        for ours in importing.COLUMNS:
            self[ours].choices = choices

    def _guess(self, found: importing.Table, anew: bool) -> None:
        for ours, place in importing.guessed(found.headings).items():
            if anew or not self[ours].raw_data:
                self[ours].data, self[ours].raw_data = "" if place is None else str(place), []
                self[ours].process_errors = []

    def _look(self, found: importing.Table, first: bool) -> None:
        """What would come in; on the first look nobody is asked yet how everybody said yes."""
        today = tenancy.today()
        try:
            asked = (self.given_on.data or today) if self.everybody.data else None
            places = {ours: row_number(self[ours].data or "", figures=2) for ours in importing.COLUMNS}
            self.preview = importing.preview(found, places, queries.known(), today, asked, self.others)
            if self.everybody.data and not first:
                self._yes()
        except Refused as refused:
            self.refuse(refused)

    @property
    def others(self) -> set[int]:
        """The rows that were ticked as other people with a name that is here already."""
        ticked = request.form.getlist("another")[: importing.MOST_ROWS]
        return {line for line in (row_number(one, figures=4) for one in ticked) if line}

    def _yes(self) -> Yes:
        return _yes(self.given_on.data, self.how.data, self.wording.data)

    @property
    def left_behind(self) -> list[str]:
        """The headings of columns from which nothing is taken."""
        chosen = {self[ours].data for ours in importing.COLUMNS}
        headings = self.found.headings if self.found else []
        return [heading for place, heading in enumerate(headings) if heading and str(place) not in chosen]

    def members(self) -> list[NewMember]:
        """Everybody who is to be taken in."""
        found = self.preview.members if self.preview else []
        said = (self.wording.data, self.how.data)
        words, how = said if self.everybody.data else (rules.WORDS_NOT_KNOWN, rules.EARLIER_LIST)
        return [_new_member(one, words, how) for one in found]


def _new_member(one: importing.Read, wording: str, how: str) -> NewMember:
    if not one.has_card or one.agreed is None:
        return NewMember(one.name, joined_on=one.joined)
    card = Card(one.way, one.contact, one.large_print, one.language, one.helps, one.emergency)
    return NewMember(one.name, card, Yes(one.agreed, wording, how), one.joined)


def _yes(given_on: Any, how: str | None, wording: str | None) -> Yes:
    day = given_on or tenancy.today()
    rules.check_given(day, tenancy.today())
    if not how:
        raise Refused("Choose how they were asked", "how")
    if not wording:
        raise Refused("Write the words they were asked", "wording")
    return Yes(day, wording, how)
