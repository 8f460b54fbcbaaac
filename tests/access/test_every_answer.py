"""What every answer has, whoever asks: headers, neutral titles and addresses, and nothing for the keeper in a group."""

import re
from collections.abc import Iterator

import pytest
from flask import Flask

from groupkit import tenancy
from groupkit.access.gate import Needs
from groupkit.db import Model
from tests import builders
from tests.browsing import links_of, title_of
from tests.doors.filled import Filled, filled_group
from tests.doors.pages import address, doors, some_of_groups


@pytest.fixture(scope="module")
def filled(app: Flask) -> Iterator[Filled]:
    builders.use(app)
    yield filled_group()


def test_the_keeper_finds_no_page_of_a_group(app: Flask, filled: Filled):
    client = builders.sign_in_as(app.test_client(), builders.a_user("Kim", keeper=True))
    for door in some_of_groups(app):
        assert client.open(address(app, door, filled), method=door.method).status_code == 404, str(door)


def test_every_answer_carries_the_headers_and_is_kept_by_nobody(app: Flask, filled: Filled):
    for client in (app.test_client(), builders.sign_in_as(app.test_client(), filled.group.carys)):
        for door in some_of_groups(app):
            headers = client.open(address(app, door, filled), method=door.method).headers
            policy = headers["Content-Security-Policy"]
            assert policy.startswith("default-src 'none'"), str(door)
            assert "unsafe" not in policy
            assert headers["X-Content-Type-Options"] == "nosniff"
            assert headers["Referrer-Policy"] == "same-origin"
            assert headers["Cache-Control"] == "no-store"
            assert "Cookie" in headers["Vary"]


def test_no_title_and_no_address_gives_anything_away(app: Flask, filled: Filled):
    """A browser on a shared computer keeps titles and addresses."""
    client = builders.sign_in_as(app.test_client(), filled.group.carys)
    private = [filled.group.name, *filled.secrets, *(person.name for person in filled.group.people.values())]
    said = re.compile(rf"\b({'|'.join(map(re.escape, private))})\b", re.IGNORECASE)
    for door in some_of_groups(app):
        answer = client.get(address(app, door, filled)) if door.method == "GET" else None
        if answer is None or answer.mimetype != "text/html" or answer.status_code != 200:
            continue
        assert not said.search(title_of(answer)), str(door)
        assert not [link for link in links_of(answer) if said.search(link)], str(door)


def test_the_keepers_own_pages_are_not_there_for_anybody_else(app: Flask, filled: Filled):
    client = builders.sign_in_as(app.test_client(), filled.group.carys)
    for door in doors(app):
        if door.needs is Needs.KEEPER:
            assert client.open(door.rule.rule, method=door.method).status_code == 404, str(door)


def test_everything_that_carries_a_group_is_guarded():
    with_group = {table.name for table in Model.metadata.tables.values() if "group_id" in table.columns}
    owned = {
        str(mapper.local_table) for mapper in Model.registry.mappers if issubclass(mapper.class_, tenancy.GroupOwned)
    }
    assert with_group - {"invitations", "calendar_addresses"} == owned
