"""A group with one officer: the exception, its reason, and showing it to the meeting."""

import pytest
from flask import Flask

from groupkit import checks, tenancy
from groupkit.access.permissions import Job
from groupkit.payments import operations, queries
from groupkit.refusal import Refused
from tests import builders
from tests.browsing import post, text_of
from tests.payments.desk import Table

ALONE: dict[str, Job | None] = {"tamsin": Job.COORDINATOR, "mo": None}


@pytest.fixture
def small(app: Flask) -> builders.AGroup:
    return builders.a_group(team=ALONE, keeps_book=True, friend=False)


def test_one_officer_says_yes_then_makes_an_exception_with_its_reason(small: builders.AGroup) -> None:
    table = Table(small)
    with builders.in_books_of(small):
        asked = table.sit().ask()
        by = table.actors["tamsin"]
        with pytest.raises(Refused, match="First whoever can"):
            operations.make_exception(asked.id, 1, "only one of us", by)
        table.yes(asked, "tamsin")
        with pytest.raises(Refused) as refused:
            operations.make_exception(asked.id, 1, "", by)
        assert refused.value.field == "why"
        operations.make_exception(asked.id, 1, "we choose again in June", by)
        with pytest.raises(Refused, match="already"):
            operations.make_exception(asked.id, 1, "again", by)
        [waiting] = table.open_now()
        assert waiting.excepted and not waiting.waits_for_a_yes(1, 2)
        table.pay(asked)
        assert table.open_now() == []
        [listed] = queries.in_lists().to_show
        operations.show_exception(listed.exceptions[0].id, tenancy.today(), by)
        assert queries.in_lists().to_show == []
        with pytest.raises(Refused, match="shown already"):
            operations.show_exception(listed.exceptions[0].id, tenancy.today(), by)
        assert list(checks.check_group()) == []


def test_an_exception_ends_with_the_words_it_was_made_for(small: builders.AGroup) -> None:
    table = Table(small)
    with builders.in_books_of(small):
        asked = table.sit().ask()
        table.yes(asked, "tamsin")
        operations.make_exception(asked.id, 1, "only one of us", table.actors["tamsin"])
        operations.change(asked.id, table.wish(9_900), 1, table.actors["tamsin"])
        with pytest.raises(Refused, match="0 of 2"):
            table.pay(asked)


def test_the_only_officers_own_claim(small: builders.AGroup) -> None:
    table = Table(small)
    with builders.in_books_of(small):
        claim = table.sit().ready(table.claim("tamsin"))
        with pytest.raises(Refused):
            table.yes(claim, "tamsin")
        operations.make_exception(claim.id, 2, "nobody else yet", table.actors["tamsin"])
        table.pay(claim)
        assert list(checks.check_group()) == []


def test_the_meeting_is_told_on_the_first_page(app: Flask, small: builders.AGroup) -> None:
    table = Table(small)
    with builders.in_books_of(small):
        asked = table.sit().ask()
        table.yes(asked, "tamsin")
        operations.make_exception(asked.id, 1, "we choose again in June", table.actors["tamsin"])
    client = builders.sign_in_as(app.test_client(), small.tamsin)
    assert "A payment to show to the meeting" in text_of(client.get(small.url()))
    assert "we choose again in June" in text_of(client.get(small.url("/payments/")))
    assert post(client, small.url(f"/payments/{asked.id}/shown"), on="today").status_code == 302
    assert "to show to the meeting" not in text_of(client.get(small.url()))
