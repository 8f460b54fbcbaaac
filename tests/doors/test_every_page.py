"""The door, for every route and method: a stranger, each job, another group's member and the critical friend."""

import re

import pytest
from flask import Flask

from groupkit.access.gate import Needs
from groupkit.access.permissions import CRITICAL_FRIEND, MEMBER, Can, Job, may_do
from tests import builders
from tests.doors.filled import Filled, filled_group
from tests.doors.inside import everything_in
from tests.doors.pages import JOBS, address, doors, of_groups, some_of_groups
from tests.doors.snapshot import tables
from tests.sweep import some

HOLDS = {"carys": {Job.COORDINATOR}, "tamsin": {Job.TREASURER}, "sol": {Job.SECRETARY}, "bea": {Job.SECOND_SIGNATORY}}


def may(who: str) -> frozenset[Can]:
    """What the table says somebody may do."""
    if who == "femi":
        return CRITICAL_FRIEND
    return may_do(frozenset(HOLDS[who])) if who in HOLDS else MEMBER


@pytest.fixture(scope="module")
def filled(app: Flask) -> Filled:
    builders.use(app)
    return filled_group()


@pytest.fixture(scope="module")
def other(app: Flask) -> builders.AGroup:
    builders.use(app)
    return builders.another_group()


def without_tokens(page: bytes) -> bytes:
    """A page but for the token of its sign-out form, which is new each time."""
    return re.sub(rb"[0-9a-f]+-[0-9a-f]{32}-[0-9a-f]{32}", b"", page)


def test_every_page_of_a_group_is_covered(app: Flask) -> None:
    assert len(of_groups(app)) > 40
    for door in of_groups(app):
        assert isinstance(door.needs, Can), f"{door} is a group's page, so it needs a permission of the group"


def test_a_page_that_takes_a_form_needs_a_permission_that_changes_something(app: Flask) -> None:
    for door in of_groups(app):
        if door.method != "GET":
            assert isinstance(door.needs, Can) and door.needs.changes, str(door)


def test_a_stranger_gets_the_sign_in_page_whatever_the_address(app: Flask, filled: Filled) -> None:
    for door in some_of_groups(app):
        client = app.test_client()
        real = client.open(address(app, door, filled), method=door.method)
        unreal = app.test_client().open(address(app, door, filled, slug="no-such-group"), method=door.method)
        assert real.status_code == unreal.status_code == 303, str(door)
        assert real.headers["Location"].split("?")[0] == unreal.headers["Location"].split("?")[0] == "/kit/sign-in", (
            str(door)
        )
        assert real.data.replace(filled.group.slug.encode(), b"no-such-group") == unreal.data, str(door)


def test_another_groups_member_finds_nothing(app: Flask, filled: Filled, other: builders.AGroup) -> None:
    client = builders.sign_in_as(app.test_client(), other.olu)
    for door in some_of_groups(app):
        real = client.open(address(app, door, filled), method=door.method)
        unreal = client.open(address(app, door, filled, slug="no-such-group"), method=door.method)
        assert real.status_code == unreal.status_code == 404, str(door)
        assert without_tokens(real.data) == without_tokens(unreal.data), str(door)


def test_ids_of_another_group_are_not_found_in_ones_own(app: Flask, filled: Filled, other: builders.AGroup) -> None:
    """Olu may do nearly everything at home, and still finds no row of the other group under her own address."""
    client = builders.sign_in_as(app.test_client(), other.olu)
    for door in some_of_groups(app):
        if door.method != "GET" or set(door.rule.arguments) == {"group"}:
            continue
        answer = client.get(address(app, door, filled, slug=other.slug))
        expected = {404} if door.needs in may_do(frozenset({Job.COORDINATOR, Job.TREASURER})) else {403, 404}
        assert answer.status_code in expected | {filled.same_at_home(door.endpoint)}, f"{door}: {answer.status_code}"


@pytest.mark.parametrize("who", some(JOBS, 3))
def test_each_job_opens_what_the_table_says_and_nothing_else(app: Flask, filled: Filled, who: str) -> None:
    client = builders.sign_in_as(app.test_client(), filled.group.people[who])
    before = tables(app)
    for door in some_of_groups(app):
        answer = client.open(address(app, door, filled), method=door.method)
        if door.needs in may(who):
            assert answer.status_code in (200, 302, 303), f"{who}: {door}: {answer.status_code}"
        else:
            assert answer.status_code == 403, f"{who}: {door}: {answer.status_code}"
    assert tables(app) == before, "a form without its token, or a plain look, changed something"


def test_a_critical_friend_leaves_every_table_as_it_was(app: Flask, filled: Filled) -> None:
    """Every route and method, with a good token and everything filled in: nothing but door records changes."""
    client = builders.sign_in_as(app.test_client(), filled.group.femi)
    token = builders.form_of(client.get("/kit/account/passphrase"))["token"]
    before = tables(app)
    for door in some_of_groups(app):
        url = address(app, door, filled)
        for method in some(("GET", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS", "POST"), 2):
            data = {"token": token, **filled.everything} if method != "GET" else None
            answer = client.open(url, method=method, data=data)
            assert answer.status_code < 500, f"{method} {url}: {answer.status_code}"
    assert tables(app) == before


def test_a_critical_friend_reads_no_name_note_or_story(app: Flask, filled: Filled) -> None:
    """Not one private word stands in any byte that a critical friend is sent, headers included."""
    client = builders.sign_in_as(app.test_client(), filled.group.femi)
    opened = 0
    theirs = [door for door in of_groups(app) if door.method == "GET" and door.needs in may("femi")]
    for door in [*some_of_groups(app), *some(theirs, 4)]:
        if door.method != "GET":
            continue
        for query in some(("", *filled.searches), 2):
            answer = client.get(address(app, door, filled) + query)
            opened += answer.status_code == 200
            sent = everything_in(answer)
            for secret in filled.secrets:
                assert secret.lower() not in sent, f"{door}{query} shows {secret}"
    assert opened >= 8


def test_a_member_reads_no_payee_or_note(app: Flask, filled: Filled) -> None:
    client = builders.sign_in_as(app.test_client(), filled.group.mo)
    for door in some_of_groups(app):
        if door.method == "GET":
            sent = client.get(address(app, door, filled)).data
            for secret in filled.payees:
                assert secret.encode() not in sent, f"{door} shows {secret}"


def test_the_programs_own_pages_keep_their_promises(app: Flask) -> None:
    nobody = builders.sign_in_as(app.test_client(), builders.a_user())
    for door in doors(app):
        if door.of_a_group or door.method != "GET" or door.rule.arguments:
            continue
        stranger = app.test_client().get(door.rule.rule)
        if door.needs is Needs.NOBODY:
            assert stranger.status_code < 500, str(door)
        else:
            assert stranger.status_code == 303 and "/kit/sign-in" in stranger.headers["Location"], str(door)
        if door.needs is Needs.KEEPER:
            assert nobody.get(door.rule.rule).status_code == 404, str(door)
