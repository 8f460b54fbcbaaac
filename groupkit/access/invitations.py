"""Ways in that are handed over in person: a one-use link, or a short code read out over the phone.

Only a digest of either is kept. A link holds 192 random bits and lives for days. A code is short enough to say, so it
lives for a quarter of an hour and five wrong tries: four letters find the invitation, six figures open it. Whoever
types a right code goes on with a fresh link of their own.
"""

import hashlib
import re
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, select, update

from groupkit import dates, db, tenancy
from groupkit.access import door, queries, second_step
from groupkit.access.actor import Actor
from groupkit.access.models import Group, Invitation, Person, User
from groupkit.history import By, TheProgram, private, record
from groupkit.refusal import Refused
from groupkit.tenancy import GroupScope

LINK_LIVES = timedelta(days=7)
CODE_LIVES = timedelta(minutes=15)
TIME_TO_FINISH = timedelta(hours=1)
"""How long somebody who typed a right code has to fill in what comes next."""
MOST_TRIES = 5
NOT_THAT_CODE = "That code does not open anything. It may have run out: ask for a new one"
GONE = "This invitation has been used or has run out. Ask for a new one"
ASK_THE_KEEPER = (
    "They also belong to another group here, or look after this site. So only the keeper of the site can do this: "
    "nobody in one group should hold the key to another"
)

_CODE = re.compile(r"([a-z]{4})([0-9]{6})", re.ASCII)
_SYLLABLES = ("bdfhjlmnrstvw", "aeiou", "bdfhjlmnrstvw", "aiu")
"""Consonant, vowel, consonant, vowel: easy to say, hard to mishear; letters are left out that would make slurs."""
_NOT_SAID = {"nasi", "sida", "tita", "titi"}


@dataclass(frozen=True)
class Secret:
    """What is handed over: the end of a link, or a code to say. Shown once and kept nowhere."""

    words: str
    aloud: bool
    until: datetime

    @property
    def spoken(self) -> str:
        """The code with a breath in it: `luma 482 913`."""
        return f"{self.words[:4]} {self.words[4:7]} {self.words[7:]}" if self.aloud else self.words


@dataclass(frozen=True)
class Opened:
    """What stands behind a link."""

    id: int
    purpose: str
    group: GroupScope | None = None
    group_name: str = ""
    slug: str = ""
    person_no: int | None = None
    person_name: str = ""
    friend: bool = False
    user_id: int | None = None
    username: str = ""


@dataclass(frozen=True)
class _Themselves:
    """Somebody acting in a group at the moment they come in."""

    person_no: int


def invite(person: Person, aloud: bool, by: Actor) -> Secret:
    """A way in for somebody who has a place in the group and does not sign in yet."""
    if person.left_on is not None or (person.friend and not queries.looks_in_now(person.id)):
        raise Refused("They have no place in the group just now, so there is nothing to invite them to")
    if person.user_id is not None:
        raise Refused("They sign in already. If they have forgotten their passphrase, make a code for a new one")
    record(by, "made an invitation", queries.label(person), how=(None, _how(aloud)))
    return _make("join", aloud, group_id=tenancy.scope().id, person_no=person.number)


def renew(person: Person, aloud: bool, by: Actor) -> Secret:
    """A way for somebody to choose a new passphrase, handed over by an officer of their group.

    Whoever hands over such a code could use it themselves, so it must never open more than this group, nor in secret.
    A keeper's account opens the installation, and an account with a place in another group opens that group's books:
    for those, the keeper does it, and every group concerned has it in its history. Within the group, both
    making and using a code stand in the history, and the person finds that their old passphrase works no more.
    """
    if person.user_id is None or person.left_on is not None:
        raise Refused("They do not sign in to this group")
    if person.number == by.person_no:
        raise Refused("You are signed in: change your own passphrase on the page of your account")
    if queries.opens_more_than_this_group(person.user_id):
        raise Refused(ASK_THE_KEEPER)
    both = ", which takes their second step off too" if second_step.is_on_in_this_transaction(person.user_id) else ""
    record(by, "made a code for a new passphrase", queries.label(person), how=(None, _how(aloud) + both))
    return _make("renew", aloud, group_id=tenancy.scope().id, person_no=person.number, user_id=person.user_id)


def invite_founder() -> Secret:
    """A way for somebody to begin a new group on this installation: the keeper hands it over."""
    return _make("found", aloud=False)


def renew_by_keeper(user: User, aloud: bool) -> Secret:
    """A way for somebody to choose a new passphrase, from the keeper: each of their groups has it in its history."""
    user_id = user.id
    secret = _make("renew", aloud, user_id=user_id)
    tell_their_groups(user_id, TheProgram(), "the keeper of this site made a code for a new passphrase")
    return secret


def _make(
    purpose: str, aloud: bool, group_id: int | None = None, person_no: int | None = None, user_id: int | None = None
) -> Secret:
    """Write an invitation down by its digest; an earlier one for the same person and purpose is dead from now."""
    session, now = db.db.session, dates.now()
    if person_no is not None or user_id is not None:
        session.execute(
            update(Invitation)
            .where(
                Invitation.purpose == purpose,
                Invitation.group_id == group_id,
                Invitation.person_no == person_no,
                Invitation.user_id == user_id,
                Invitation.used_at.is_(None),
            )
            .values(used_at=now)
        )
    handle = _free_handle() if aloud else None
    words = f"{handle}{secrets.randbelow(10**6):06d}" if handle else secrets.token_urlsafe(24)
    until = now + (CODE_LIVES if aloud else LINK_LIVES)
    session.add(
        Invitation(
            digest=_digest(words),
            purpose=purpose,
            group_id=group_id,
            person_no=person_no,
            user_id=user_id,
            said_aloud=aloud,
            handle=handle,
            made_at=now,
            until=until,
        )
    )
    session.flush()
    return Secret(words, aloud, until)


def _free_handle() -> str:
    """Four letters that are easy to say and that no running code uses."""
    now = dates.now()
    used = set(
        db.db.session.scalars(
            select(Invitation.handle).where(
                Invitation.handle.is_not(None), Invitation.used_at.is_(None), Invitation.until > now
            )
        )
    )
    while True:
        handle = "".join(secrets.choice(letters) for letters in _SYLLABLES)
        if handle not in used | _NOT_SAID:
            return handle


def _digest(words: str) -> str:
    return hashlib.sha256(f"invitation {words}".encode("utf-8", "replace")).hexdigest()


def _how(aloud: bool) -> str:
    return "a code to read out" if aloud else "a link"


def open_code(typed: str) -> str:
    """A right code, once: the end of the link to go on with. Each try counts before it is looked at."""
    door.slow_down_guessing()
    match = _CODE.fullmatch(re.sub(r"[\s.,-]", "", typed).lower())
    token = secrets.token_urlsafe(24)
    if match is None or not _count_try(match[1]) or not _swap(match[0], token):
        door.count_wrong_code()
        raise Refused(NOT_THAT_CODE, "code")
    return token


def _count_try(handle: str) -> bool:
    """Count one more try against the running code that these letters find; False when it has none left."""
    return _change_running(
        Invitation.handle == handle, Invitation.wrong_tries < MOST_TRIES, wrong_tries=Invitation.wrong_tries + 1
    )


def _swap(code: str, token: str) -> bool:
    """A right code becomes a link that only this browser has."""
    return _change_running(
        Invitation.handle == code[:4],
        Invitation.digest == _digest(code),
        digest=_digest(token),
        handle=None,
        until=dates.now() + TIME_TO_FINISH,
    )


def _change_running(*where: ColumnElement[bool], **values: Any) -> bool:
    """Change an invitation that can still be used, in a short transaction of its own; False when there is none."""
    running = (Invitation.used_at.is_(None), Invitation.until > dates.now())
    with db.door_writing() as records:
        done: Any = records.execute(update(Invitation).where(*running, *where).values(**values))
        return bool(done.rowcount)


def behind(token: str) -> Opened | None:
    """What a link leads to; None when it never did, has been used or has run out."""
    with db.door_reading() as records:
        found = records.execute(
            select(Invitation, Group, User.username)
            .outerjoin(Group, Group.id == Invitation.group_id)
            .outerjoin(User, User.id == Invitation.user_id)
            .where(
                Invitation.digest == _digest(token),
                Invitation.used_at.is_(None),
                Invitation.until > dates.now(),
                Invitation.handle.is_(None),
            )
        ).one_or_none()
    if found is None:
        return None
    invitation, group, username = found
    if group is None:
        return Opened(invitation.id, invitation.purpose, user_id=invitation.user_id, username=username or "")
    scope = GroupScope(group.id, group.key, group.zone)
    with tenancy.in_group(scope, db.db.session):
        person = queries.person_numbered(invitation.person_no or 0)
        if person is None or not _still_stands(invitation, person):
            return None
        return Opened(
            invitation.id,
            invitation.purpose,
            scope,
            group.name,
            group.short_name,
            person.number,
            person.name,
            person.friend,
            invitation.user_id,
            username or "",
        )


def _still_stands(invitation: Invitation, person: Person) -> bool:
    """Whether the place is still there: people leave, agreements end and jobs change hands in a week."""
    if person.left_on is not None or (person.friend and not queries.looks_in_now(person.id)):
        return False
    if invitation.purpose == "join":
        return person.user_id is None
    ours = person.user_id is not None and person.user_id == invitation.user_id
    return ours and not queries.opens_more_than_this_group(invitation.user_id or 0)


def use(opened: Opened) -> None:
    """An invitation works once: of two at the same moment, one is told that it is gone."""
    done: Any = db.db.session.execute(
        update(Invitation).where(Invitation.id == opened.id, Invitation.used_at.is_(None)).values(used_at=dates.now())
    )
    if done.rowcount != 1:
        raise Refused(GONE)


def take_place(opened: Opened, user_id: int, name: str) -> None:
    """Somebody takes the place in the group that an invitation kept for them, under the name they go by."""
    if opened.group is None or opened.person_no is None:
        raise Refused(GONE)
    use(opened)
    with db.in_group_too(opened.group):
        person = queries.person_numbered(opened.person_no)
        if person is None or person.user_id is not None or person.left_on is not None:
            raise Refused(GONE)
        _let_go_of_an_earlier_place(user_id)
        by = _Themselves(person.number)
        person.user_id = user_id
        record(by, "took their place in the group", queries.label(person))
        if name and name != person.name:
            record(by, "changed a name", queries.label(person), name=(private(person.name), private(name)))
            person.name = name


def _let_go_of_an_earlier_place(user_id: int) -> None:
    """One account, one place in a group: a place that has ended makes room for the new one."""
    earlier = db.db.session.scalar(select(Person).where(Person.user_id == user_id))
    if earlier is None:
        return
    if earlier.left_on is None and (not earlier.friend or queries.looks_in_now(earlier.id)):
        raise Refused("You have a place in this group already, and this invitation is for somebody else")
    earlier.user_id = None
    db.db.session.flush()


def finish_renewing(opened: Opened) -> int:
    """A code for a new passphrase has been used: each of the person's groups has it in its history.

    It was handed over by somebody who knows them, also when the telephone is lost: the second step is taken off.
    """
    if opened.user_id is None:
        raise Refused(GONE)
    use(opened)
    if second_step.take_off(opened.user_id):
        tell_their_groups(opened.user_id, None, "took off their second step with the same code")
    tell_their_groups(opened.user_id, None, "chose a new passphrase with a code that was handed to them")
    return opened.user_id


def tell_their_groups(user_id: int, by: By | None, what: str) -> None:
    """Write a line into the history of every group in which somebody has a place: by `by`, or by themselves."""
    for scope in queries.groups_holding(user_id):
        with db.in_group_too(scope):
            person = db.db.session.scalar(select(Person).where(Person.user_id == user_id))
            if person is not None:
                record(by or _Themselves(person.number), what, queries.label(person))
