"""Copies that an officer has read through: made, read by a critical friend, and taken back."""

import pytest
from flask import Flask
from sqlalchemy import select

from groupkit.copies import operations
from groupkit.copies.models import Copy
from groupkit.db import db
from groupkit.refusal import Refused
from tests import builders
from tests.browsing import form_of, post, text_of
from tests.doors.filled import SURNAMES, Filled, filled_group


@pytest.fixture
def filled(app: Flask) -> Filled:
    builders.use(app)
    return filled_group()


def test_from_the_paper_to_the_friend_and_back(app: Flask, filled: Filled) -> None:
    carys = builders.sign_in_as(app.test_client(), filled.group.carys)
    listed = carys.get(filled.group.url("/copies/"))
    assert "Return 1 on a grant, filed" in text_of(listed)
    url = filled.group.url(f"/copies/from/return/{filled.values['grant_id']}/1")
    page = carys.get(url)
    words = form_of(page)["words"]
    assert "Wool" in words
    assert "Read it to the end first" in text_of(post(carys, url))
    kept = post(carys, url, words=f"{words}\nThanks to {SURNAMES[1].upper()}", read="y")
    assert f"Still in it: {SURNAMES[1].upper()}" in text_of(kept)
    assert "Thanks to" in form_of(kept)["words"]
    shared = post(carys, url, words="A good year, with wool", title="Our wool return", read="y").location
    friend = builders.sign_in_as(app.test_client(), filled.group.femi)
    seen = text_of(friend.get(shared))
    assert (
        "A good year, with wool" in seen and "Copy with names taken out" in seen and "not the signed or filed" in seen
    )
    assert friend.get(url).status_code == 403
    assert post(carys, shared + "/back").location == filled.group.url("/copies/")
    assert friend.get(shared).status_code == 404
    with builders.in_books_of(filled.group):
        row = db.session.scalars(select(Copy).order_by(Copy.id.desc())).first()
        assert row is not None and row.words == ""


def test_known_names_are_refused_and_no_paper_is_made_up(filled: Filled) -> None:
    by = filled.group.sol.actor
    paper = f"return {filled.values['grant_id']} 1"
    with builders.in_books_of(filled.group):
        for title, words, field in ((SURNAMES[0], "x", "title"), ("A return", f"by {SURNAMES[2]}", "words")):
            with pytest.raises(Refused, match="Still in it") as refused:
                operations.share(paper, title, words, by)
            assert refused.value.field == field
        for key in ("return 999 1", "return x 1", "text constitution 99", "", "nonsense", "return 1 1 1"):
            with pytest.raises(Refused, match="not here any more"):
                operations.share(key, "A return", "words", by)
        copy = operations.share(paper, "A return", "words", by)
        operations.take_back(copy, by)
        with pytest.raises(Refused, match="already"):
            operations.take_back(copy, by)


def test_another_groups_paper_is_not_found(app: Flask, filled: Filled) -> None:
    other = builders.a_group()
    carys = builders.sign_in_as(app.test_client(), other.carys)
    assert carys.get(other.url(f"/copies/from/return/{filled.values['grant_id']}/1")).status_code == 404
