"""What a critical friend sees, for each combination of ticked parts; and nothing at all before they said yes."""

from collections.abc import Iterator
from itertools import combinations

import pytest
from flask import Flask
from sqlalchemy import delete

from groupkit.access.models import Acceptance
from groupkit.access.permissions import SHARED, Can, may_do
from groupkit.db import db
from tests import builders
from tests.browsing import form_of, post, text_of
from tests.doors.filled import Filled, filled_group
from tests.doors.inside import everything_in
from tests.doors.pages import address, doors, of_groups, some_of_groups
from tests.doors.test_every_page import tables
from tests.sweep import LONG, some

COMBINATIONS = [parts for many in range(1, len(SHARED) + 1) for parts in combinations(SHARED, many)]


@pytest.fixture(scope="module")
def filled(app: Flask) -> Iterator[Filled]:
    builders.use(app)
    yield filled_group()


@pytest.mark.parametrize("parts", some(COMBINATIONS, 2), ids="-".join)
def test_only_what_is_ticked_opens_and_no_name_in_any_byte(app: Flask, filled: Filled, parts: tuple[str, ...]) -> None:
    with builders.in_books_of(filled.group):
        builders.agreement_of(filled.group, filled.group.femi).shares = " ".join(parts)
    client = builders.sign_in_as(app.test_client(), filled.group.femi)
    may, before = may_do(frozenset(), friend=True, shared=parts), tables(app)
    for door in some_of_groups(app):
        if door.method != "GET" and parts != COMBINATIONS[-1]:
            continue
        answer = client.open(address(app, door, filled), method=door.method)
        opens = door.needs in may and door.method == "GET"
        assert (answer.status_code < 400) == opens, f"{parts}: {door}: {answer.status_code}"
        sent = everything_in(answer)
        assert not [secret for secret in filled.secrets if secret.lower() in sent], str(door)
    assert tables(app) == before
    assert ("The money today" in text_of(client.get(filled.group.url()))) == ("money" in parts)


DOWNLOADS = {
    "ledger.download_lines": "book",
    "copies.download_copy": "copies",
    "copies.download_return": "grants",
}
"""What a critical friend can take away, and the part that opens it."""


@pytest.mark.parametrize("ticked", list(DOWNLOADS.values()))
def test_every_download_goes_with_its_part_and_holds_no_name_inside(app: Flask, filled: Filled, ticked: str) -> None:
    """Each combination of parts; every file unpacked, with its properties, headers and name."""
    client, files = builders.sign_in_as(app.test_client(), filled.group.femi), 0
    walked = [door for door in doors(app) if door.endpoint in DOWNLOADS and DOWNLOADS[door.endpoint] == ticked]
    assert len(walked) == 1
    tried = some(COMBINATIONS, 5)
    for parts in tried:
        with builders.in_books_of(filled.group):
            builders.agreement_of(filled.group, filled.group.femi).shares = " ".join(parts)
        answer = client.get(address(app, walked[0], filled))
        assert answer.status_code == (200 if ticked in parts else 403), (parts, ticked)
        sent = everything_in(answer)
        assert not [secret for secret in filled.secrets if secret.lower() in sent], parts
        if answer.status_code == 200:
            files += answer.data.startswith(b"PK") and "attachment" in answer.headers["Content-Disposition"]
    assert files == sum(ticked in parts for parts in tried)


def _may_be_a_file(endpoint: str) -> bool:
    """Any page in a sweep; else those that are called a download."""
    return LONG or "download" in endpoint


def test_nothing_else_that_is_a_file_opens_for_a_friend(app: Flask, filled: Filled) -> None:
    with builders.in_books_of(filled.group):
        builders.agreement_of(filled.group, filled.group.femi).shares = " ".join(SHARED)
    client = builders.sign_in_as(app.test_client(), filled.group.femi)
    got = {
        door.endpoint
        for door in of_groups(app)
        if door.method == "GET" and _may_be_a_file(door.endpoint)
        if "attachment" in client.get(address(app, door, filled)).headers.get("Content-Disposition", "")
    }
    assert got == {*DOWNLOADS, "members.download_mine"}


def test_the_unpacking_would_find_a_name(app: Flask, filled: Filled) -> None:
    """The treasurer's own workbook holds payees and notes: were they in a friend's, they would be seen."""
    client = builders.sign_in_as(app.test_client(), filled.group.tamsin)
    sent = everything_in(client.get(filled.group.url("/money/copies/whole")))
    assert [payee for payee in filled.payees if payee.lower() in sent]


def test_nothing_opens_before_they_said_yes(app: Flask) -> None:
    builders.use(app)
    filled = filled_group()
    with builders.in_books_of(filled.group):
        key = builders.agreement_of(filled.group, filled.group.femi).key
        db.session.execute(delete(Acceptance).where(Acceptance.agreement_key == key))
    client = builders.sign_in_as(app.test_client(), filled.group.femi)
    terms = f"/kit/agreements/{filled.group.slug}"
    for door in some_of_groups(app):
        answer = client.open(address(app, door, filled), method=door.method)
        assert (answer.status_code, answer.location) == (302, terms), str(door)
    page = client.get(terms)
    for words in ("Before you look in", "Your work may oblige you", "Which jobs there are, without names"):
        assert words in text_of(page)
    assert client.post(terms, data={}).status_code != 302
    assert client.get(filled.group.url()).status_code == 302
    assert client.post(terms, data=form_of(page)).location == filled.group.url("/")
    assert client.get(filled.group.url()).status_code == 200
    assert "You have said yes" in text_of(client.get(terms))


def test_agreeing_again_is_read_again(app: Flask) -> None:
    builders.use(app)
    group = builders.a_group()
    officer = builders.sign_in_as(app.test_client(), group.carys)
    terms = {"part": "facilitator", "until": "in 3 months", "decision": "our meeting in May", "shares": "rules"}
    terms["until"] = form_of(officer.get(group.url(f"/people/{group.femi.number}/agreement")))["until"]
    assert post(officer, group.url(f"/people/{group.femi.number}/agreement"), **terms).status_code == 302
    friend = builders.sign_in_as(app.test_client(), group.femi)
    assert friend.get(group.url()).status_code == 302
    page = text_of(
        builders.sign_in_as(app.test_client(), group.mo).get(group.url(f"/people/friends/{group.femi.number}"))
    )
    assert "our meeting in May" in page and "Our rules" in page and "Grants" not in page.split("What they see")[1]


@pytest.mark.parametrize("slug", ["no-such-group", "theirs"])
def test_nobody_else_reads_an_agreement(app: Flask, slug: str) -> None:
    builders.use(app)
    group = builders.a_group()
    for who in ("mo", "carys"):
        client = builders.sign_in_as(app.test_client(), group.people[who])
        assert client.get(f"/kit/agreements/{group.slug if slug == 'theirs' else slug}").status_code == 404


def test_every_part_says_what_it_opens() -> None:
    assert Can.SEE_HOME in may_do(frozenset(), friend=True, shared=())
    assert not may_do(frozenset(), friend=True, shared=("people", "receipts")) - {Can.SEE_HOME}
