"""Copies that an officer has read through: made, read by a critical friend, and taken back."""

from io import BytesIO

import docx
import pytest
from flask import Flask
from sqlalchemy import select

from groupkit.access import queries as people
from groupkit.copies import operations
from groupkit.copies.models import Copy
from groupkit.copies.rules import MARK, take_out
from groupkit.db import db
from groupkit.people.members import erasing
from groupkit.people.members import operations as members
from groupkit.refusal import Refused
from tests import builders
from tests.browsing import form_of, links_of, post, text_of
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


def test_a_copy_is_taken_as_word_marked_as_what_it_is(app: Flask, filled: Filled) -> None:
    friend = builders.sign_in_as(app.test_client(), filled.group.femi)
    copy_id, grant_id = filled.values["copy_id"], filled.values["grant_id"]
    shown = friend.get(filled.group.url(f"/copies/{copy_id}"))
    url = filled.group.url(f"/copies/{copy_id}/word")
    assert url in links_of(shown)
    answer = friend.get(url)
    assert f"{filled.group.slug}-copy-{copy_id}.docx" in answer.headers["Content-Disposition"]
    paper = docx.Document(BytesIO(answer.data))
    words = "\n".join(paragraph.text for paragraph in paper.paragraphs)
    assert "We had a good year" in words and "This is not the signed or filed paper" in words
    assert MARK in "".join(part.text for part in paper.sections[0].footer.paragraphs)
    assert not paper.core_properties.last_modified_by
    of_return, grant = filled.group.url(f"/copies/of-return/{grant_id}/1"), filled.group.url(f"/grants/{grant_id}")
    assert of_return in links_of(friend.get(grant))
    assert friend.get(of_return).data == answer.data
    assert friend.get(filled.group.url(f"/copies/of-return/{grant_id}/2")).status_code == 404
    post(builders.sign_in_as(app.test_client(), filled.group.carys), filled.group.url(f"/copies/{copy_id}/back"))
    assert {friend.get(gone).status_code for gone in (url, of_return)} == {404}
    assert of_return not in links_of(friend.get(grant))


def test_the_latest_copy_of_a_return_is_the_one(filled: Filled) -> None:
    by, grant_id = filled.group.sol.actor, filled.values["grant_id"]
    with builders.in_books_of(filled.group):
        newer = operations.share(f"return {grant_id} 1", "A newer one", "words", by)
        assert [(number, copy.id) for number, copy in operations.copies_of_returns(grant_id)] == [(1, newer.id)]
        operations.take_back(newer, by)
        assert [copy.title for _, copy in operations.copies_of_returns(grant_id)] == ["A return"]
        assert list(operations.copies_of_returns(grant_id + 10)) == []


def test_somebody_who_was_taken_out_leaves_no_words_behind_to_take_out(app: Flask, filled: Filled) -> None:
    by = filled.group.carys.actor
    with builders.in_books_of(filled.group):
        mo = people.person_numbered(filled.group.mo.number)
        assert mo is not None
        members.member_leaves(mo, by)
        erasing.erase(mo, "asked", by)
        words = "A member who has left is still our friend, and a critical friend is none"
        assert take_out(words, operations.known_names()) == (words, [])
        assert operations.known_names().people
    carys = builders.sign_in_as(app.test_client(), filled.group.carys)
    page = carys.get(filled.group.url("/copies/from/text/constitution/1"))
    assert "member" in form_of(page)["words"].lower()
