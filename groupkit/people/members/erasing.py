"""Taking somebody's name and details out for good, and leaving every chain and figure as it is.

The history and the book hold digests of whatever names a person, so blanking the words breaks nothing.
"""

import json
import re
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from sqlalchemy import select

from groupkit import dates, db, history, tenancy
from groupkit.access import accounts
from groupkit.access import operations as access
from groupkit.access import queries as people
from groupkit.access.actor import Actor
from groupkit.access.models import Agreement, Person
from groupkit.files import StoredFile, let_go_of_tables
from groupkit.history import By, HistoryLine, PrivateText, record
from groupkit.names_in import Names, plain
from groupkit.people.members import operations, queries, rules
from groupkit.people.members.models import Erasure
from groupkit.people.members.naming import HOLDERS, KEEPERS, taken_out
from groupkit.refusal import Refused

A_SLICE, A_DAY = 1_000, 10
"""How many texts are read at a time, and how many people are taken out by one chore."""


def erase(person: Person, why: str, by: By) -> None:
    """Take somebody out: name, card, the words of what they agreed to, and their name wherever it was written.

    Of a critical friend the post they came from goes too. Amounts, days, numbers and digests stay. Refused for somebody
    who is here or looks in still, or was taken out before.
    """
    if why not in rules.WHY_ERASED:
        raise Refused("Choose one of these", "why")
    _refuse_while_looking_in(person)
    if person.left_on is None:
        raise Refused("They are here still. Write down first that they leave")
    if queries.erasure_of(person.id) is not None:
        raise Refused("Their name and details have been taken out already")
    label = people.label(person)
    names = names_of(person)
    blank_own(label)
    blank_names(names)
    _take_out_cards(person, rules.name_after(label))
    let_go_of_tables()
    session = db.db.session
    session.add(Erasure(person_id=person.id, asked_by_no=by.person_no, at=dates.now(), why=why))
    session.flush()
    record(by, "took out a name and details", label, reason=(None, rules.WHY_ERASED[why]))


def erase_friend(person: Person, why: str, by: Actor) -> None:
    """Take out a critical friend, who leaves today; `why` as in `erase`. Refused while an agreement runs."""
    _refuse_while_looking_in(person)
    if person.left_on is None:
        access.person_leaves(person, by)
    erase(person, why, by)


def _refuse_while_looking_in(person: Person) -> None:
    agreement = people.agreement_with(person.id)
    if agreement is not None and people.looks_in_now(person.id):
        raise Refused(f"They look in until {dates.long_day(agreement.until)}. End the agreement first")


def _take_out_cards(person: Person, instead: str) -> None:
    operations.take_card_away(person)
    for consent in queries.consents_of(person.id):
        consent.wording, consent.how = "", ""
        consent.withdrawn_on = consent.withdrawn_on or tenancy.today()
    for agreement in _agreements_of(person):
        agreement.post = rules.TAKEN_OUT
    user_id, person.user_id, person.name = person.user_id, None, instead
    db.db.session.flush()
    if user_id is not None and not people.opens_more_than_this_group(user_id):
        accounts.forget(user_id, instead)


def _agreements_of(person: Person) -> list[Agreement]:
    return list(db.db.session.scalars(select(Agreement).where(Agreement.person_id == person.id)))


def names_of(person: Person) -> Names:
    """What somebody is and was called; where others have the very same name, no number takes its place."""
    others = _names_of_everybody_else(person)
    instead = rules.TAKEN_OUT if shares_a_name(person) else rules.name_after(people.label(person))
    return Names(_called(person), instead, others)


def shares_a_name(person: Person) -> bool:
    """Whether somebody else is called what this person is or was called, so that notes cannot tell them apart."""
    others = {plain(name) for name in _names_of_everybody_else(person)}
    return any(plain(name) in others for name in _called(person))


def _called(person: Person) -> set[str]:
    lines = _lines_about(people.label(person))
    once = {digest for body in lines for digest in history.private_in(body.get("name"))}
    wanted = select(PrivateText.text).where(PrivateText.digest.in_(once), PrivateText.text.is_not(None))
    return {person.name, *(text for text in db.db.session.scalars(wanted) if text)}


def _names_of_everybody_else(person: Person) -> list[str]:
    return list(db.db.session.scalars(select(Person.name).where(Person.id != person.id)))


def _lines_about(label: str) -> list[dict[str, Any]]:
    """What the lines of the history about somebody say."""
    bodies = db.db.session.scalars(select(HistoryLine.body).where(HistoryLine.subject == label))
    return [json.loads(body) for body in bodies]


def blank_own(label: str) -> None:
    """Take out every private text of the lines about somebody."""
    digests = {digest for body in _lines_about(label) for digest in history.private_in(body)}
    for row in db.db.session.scalars(select(PrivateText).where(PrivateText.digest.in_(digests))):
        history.blank(row, rules.name_after(label))
    db.db.session.flush()


def blank_names(names: Names) -> int:
    """Take a name out of every text that may hold it; gives back how many held it.

    What others of the same name are called in the history stays: it is theirs. So do texts that a book takes out by
    itself.
    """
    kept, found = _names_of_others().union(*(function() for function in KEEPERS)), 0
    for row in texts_with(names):
        if row.digest not in kept:
            history.blank(row, taken_out(names, row.text or ""))
            found += 1
    found += _rename_files(names)
    db.db.session.flush()
    return found + sum(function(names) for function in HOLDERS)


def texts_with(names: Names) -> Iterator[PrivateText]:
    """Every private text that holds one of the names, read in slices."""
    after = 0
    while True:
        wanted = select(PrivateText.id, PrivateText.text).where(PrivateText.id > after).order_by(PrivateText.id)
        rows = db.db.session.execute(wanted.limit(A_SLICE)).all()
        hits = [row.id for row in rows if row.text and names.are_in(row.text)]
        if hits:
            yield from list(db.db.session.scalars(select(PrivateText).where(PrivateText.id.in_(hits))))
        if len(rows) < A_SLICE:
            return
        after = rows[-1].id


def _names_of_others() -> set[str]:
    """The digests under which the history keeps what people are called."""
    lines = select(HistoryLine.body).where(
        HistoryLine.what.in_(("added a person", "changed a name", "agreed with a critical friend")),
    )
    bodies = db.db.session.scalars(lines.execution_options(yield_per=A_SLICE))
    return {digest for body in bodies for digest in history.private_in(json.loads(body).get("name"))}


def _rename_files(names: Names) -> int:
    """A photo of a receipt may have been named after somebody, or taken out for a reason that names them."""
    wanted = select(StoredFile.id, StoredFile.name, StoredFile.gone_why)
    found = [
        row.id
        for row in db.db.session.execute(wanted)
        if names.are_in(_words_of(row.name)) or names.are_in(row.gone_why or "")
    ]
    for row in db.db.session.scalars(select(StoredFile).where(StoredFile.id.in_(found))):
        if names.are_in(_words_of(row.name)):
            row.name = f"kept-file.{row.name.rpartition('.')[2]}" if "." in row.name else "kept-file"
        if row.gone_why and names.are_in(row.gone_why):
            row.gone_why = taken_out(names, row.gone_why)
    return len(found)


def _words_of(file_name: str) -> str:
    """`anna_smith-receipt.jpg` as the words that it is made of."""
    return re.sub(r"[_.\-]+", " ", file_name)


def take_out_who_left(_now: datetime) -> None:
    """Name and contacts of those who left long enough ago go, group by group (a chore, in small steps)."""
    for _, group in people.every_group():
        with tenancy.in_group(group, db.db.session):
            for _ in range(A_DAY):
                if not _take_out_one():
                    break


def _take_out_one() -> bool:
    """Take out whoever left first of those whose time has run out; each in a transaction of its own."""
    due = rules.left_before(tenancy.today(), queries.kept_months())
    if not queries.left_long_ago(due, 1):
        return False
    with db.writing():
        for person in queries.left_long_ago(due, 1):
            _leaves_with_the_agreement(person)
            erase(person, "time", history.TheProgram())
    return True


def _leaves_with_the_agreement(person: Person) -> None:
    """A critical friend has no place here any more once nobody has agreed anything with them for so long."""
    if person.left_on is None:
        person.left_on = tenancy.today()
        record(
            history.TheProgram(), "wrote down that somebody left", people.label(person), left_on=(None, person.left_on)
        )


def check() -> Iterator[str]:
    """A sentence for everybody who was taken out and still has a name, a card or a post here."""
    rows = db.db.session.execute(
        select(Person).join(Erasure, (Erasure.group_id == Person.group_id) & (Erasure.person_id == Person.id))
    )
    for (person,) in rows:
        label = people.label(person)
        if person.name != rules.name_after(label):
            yield f"{label} has been taken out, and there is a name all the same"
        if queries.card_of(person.id) is not None:
            yield f"{label} has been taken out, and there is a way to reach them all the same"
        if any(agreement.post != rules.TAKEN_OUT for agreement in _agreements_of(person)):
            yield f"{label} has been taken out, and where they came from stands here all the same"
