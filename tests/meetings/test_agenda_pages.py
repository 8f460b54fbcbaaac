"""The pages of an agenda as the people of a group use them: no scripts, and nothing typed is lost."""

from typing import Any

import pytest
from flask.testing import FlaskClient

from groupkit.decisions import operations as decisions
from groupkit.meetings import queries
from tests.builders import AGroup, form_of, in_books_of, links_of, post, text_of
from tests.meetings.desk import planned_at
from tests.meetings.test_pages import _in_march as _in_march
from tests.meetings.test_pages import mo as mo
from tests.meetings.test_pages import sol as sol


def begun(browser: FlaskClient, group: AGroup, with_: str = "ordinary") -> str:
    where = planned_at(browser, group, "24/3/2026")
    assert post(browser, where + "agenda/begin", begin_with=with_).status_code == 302
    return where


def test_an_agenda_without_scripts_and_by_keyboard(group: AGroup, sol: FlaskClient) -> None:
    where = begun(sol, group)
    page = text_of(sol.get(where))
    assert "7.07 pm Conflicts of interest" in page and "Sharing time" in page
    answer = post(sol, where + "agenda/new", kind="item", title="The outing", takes="10", purpose="discuss", lead="Mo")
    item = str(answer.location).rpartition("#item-")[2]
    edit = sol.get(where + "agenda/edit")
    assert "The outing 10 minutes, to discuss, Mo" in text_of(edit)
    moved = sol.post(where + "agenda/edit", data={**form_of(edit), "up": item})
    assert str(moved.location).endswith(f"#item-{item}")
    shown = text_of(sol.get(where))
    assert shown.index("The outing") < shown.index("A decision that is still being talked about")
    sol.post(where + "agenda/edit", data={**form_of(sol.get(where + "agenda/edit")), "down": item})
    shown = text_of(sol.get(where))
    assert shown.index("The outing") > shown.index("A decision that is still being talked about")
    out = group.url(f"/meetings/items/{item}/out")
    assert post(sol, out).status_code == 302 and "The outing" not in text_of(sol.get(where))
    assert sol.get(out).status_code == 404


def test_a_button_for_an_item_of_another_meeting(group: AGroup, sol: FlaskClient) -> None:
    where, other = begun(sol, group), begun(sol, group)
    answer = post(sol, other + "agenda/new", kind="item", title="x")
    item = str(answer.location).rpartition("#item-")[2]
    edit = where + "agenda/edit"
    for wrong in (item, "0", "abc", "9" * 30):
        assert sol.post(edit, data={**form_of(sol.get(edit)), "up": wrong}).status_code == 404


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"title": ""}, "Write what it is about"),
        ({"title": "x", "takes": "ten"}, "Write a whole number"),
        ({"title": "x", "takes": "999"}, "more than 240"),
        ({"title": "x" * 201}, "That is too long"),
        ({"kind": "sharing", "words": "What Ann said"}, "Nothing is written under a break or sharing time"),
        ({"kind": "talking", "title": "x"}, "Choose one of these"),
    ],
)
def test_an_item_that_cannot_be(group: AGroup, sol: FlaskClient, wrong: dict[str, Any], sentence: str) -> None:
    where = begun(sol, group)
    before = text_of(sol.get(where))
    page = post(sol, where + "agenda/new", **{"kind": "item", "title": "", "lead": "Mo", **wrong})
    assert page.status_code == 200 and sentence in text_of(page) and form_of(page)["lead"] == "Mo"
    assert text_of(sol.get(where)) == before


def test_the_second_to_change_an_item_is_told(group: AGroup, sol: FlaskClient) -> None:
    where = begun(sol, group)
    item = str(post(sol, where + "agenda/new", kind="item", title="x").location).rpartition("#item-")[2]
    change = group.url(f"/meetings/items/{item}/change")
    first, second = sol.get(change), sol.get(change)
    assert sol.post(change, data={**form_of(first), "title": "Theirs"}).status_code == 302
    page = sol.post(change, data={**form_of(second), "title": "Mine"})
    assert "It now says: Theirs, 0 minutes" in text_of(page) and form_of(page)["title"] == "Mine"
    assert sol.post(change, data=form_of(page)).status_code == 302
    assert "Mine" in text_of(sol.get(where))


def test_nothing_can_be_written_under_sharing_time(group: AGroup, sol: FlaskClient) -> None:
    where = begun(sol, group)
    with in_books_of(group):
        [meeting] = queries.to_come()
        [sharing] = [one.id for one in queries.items_of(meeting.id) if one.kind == "sharing"]
    change = group.url(f"/meetings/items/{sharing}/change")
    assert "words" not in form_of(sol.get(change))
    answer = post(sol, change, takes="50", words="What Ann said", lead="Ann")
    assert answer.status_code == 302 and "Ann" not in text_of(sol.get(where))


def test_a_decision_goes_on_the_agenda(group: AGroup, sol: FlaskClient) -> None:
    where, by = begun(sol, group), group.sol.actor
    assert where + "agenda/decision" not in links_of(sol.get(where + "agenda/edit"))
    with in_books_of(group):
        decision = decisions.bring_up(by, title="A second urn", words="We buy one")
        row = decision.id
    assert "A second urn" in text_of(sol.get(where)), "what is being talked about comes in by itself"
    assert where + "agenda/decision" in links_of(sol.get(where + "agenda/edit"))
    page = post(sol, where + "agenda/decision", decision="", purpose="decide")
    assert "Choose one of these" in text_of(page)
    assert "Choose one of these" in text_of(post(sol, where + "agenda/decision", decision="999", purpose="decide"))
    assert post(sol, where + "agenda/decision", decision=str(row), purpose="decide", takes="10").status_code == 302
    shown = text_of(sol.get(where))
    assert "A second urn 10 minutes, to decide" in shown and shown.count("A second urn") == 1


def test_a_member_proposes_something(group: AGroup, sol: FlaskClient, mo: FlaskClient) -> None:
    where = begun(sol, group)
    assert "Write what it is about" in text_of(post(mo, where + "propose", title=""))
    answer = post(mo, where + "propose", title="A walk in May", words="By the canal")
    page = text_of(mo.get(answer.location))
    assert "Whoever keeps the agenda decides" in page and "A walk in May" in page and "By the canal" in page
    assert where + "agenda/edit" not in links_of(mo.get(where))


def test_beginning_from_last_time_is_offered_once_there_was_one(group: AGroup, sol: FlaskClient) -> None:
    begun(sol, group)
    later = planned_at(sol, group, "7/4/2026")
    page = text_of(sol.get(later + "agenda/begin"))
    assert "The agenda of Members’ meeting, 24 March 2026" in page
    assert "Choose what to begin from" in text_of(post(sol, later + "agenda/begin", begin_with=None))
    assert post(sol, later + "agenda/begin", begin_with="empty").location == later + "agenda/new"
    assert post(sol, later + "agenda/begin", begin_with="last").status_code == 302
    assert "There is an agenda already" in text_of(post(sol, later + "agenda/begin", begin_with="last"))
