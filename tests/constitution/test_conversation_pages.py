"""The conversation about a draft, question by question, and the sheet for a meeting."""

import re
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.browsing import form_of, post, text_of
from tests.builders import in_books_of, sign_in_as
from tests.constitution.drafts import SavedDraft, counted, saved_draft
from tests.document.office import converted, pages


@pytest.fixture
def draft() -> SavedDraft:
    return saved_draft()


@pytest.fixture
def sol(client: FlaskClient, draft: SavedDraft) -> FlaskClient:
    return sign_in_as(client, draft.group.sol)


def other_browser(app: Flask, draft: SavedDraft, who: str) -> FlaskClient:
    return sign_in_as(app.test_client(), draft.group.people[who])


# --- the conversation ----------------------------------------------------------------------------


def test_a_question_with_what_helps_to_answer_it(sol: FlaskClient, draft: SavedDraft) -> None:
    page = sol.get(draft.question("quorum_number"))
    words = text_of(page)
    assert "How many members must be there" in words and "question" in words and "Meeting" in words
    assert "Most small groups choose between three and five" in words
    assert "How many members?" in words and "Usual: three members" in words
    assert "at least three members must be there" in words
    assert form_of(page)["answer"] == "3"


def test_the_name_begins_as_the_groups_own(sol: FlaskClient, draft: SavedDraft) -> None:
    assert form_of(sol.get(draft.question("name")))["answer"] == draft.group.name


def test_saving_goes_on_to_the_next_open_question_and_round_again(sol: FlaskClient, draft: SavedDraft) -> None:
    answer = post(sol, draft.question("name"))
    assert answer.headers["Location"].endswith("/questions/area")
    with in_books_of(draft.group):
        last = list(draft.now.asked)[-1]
    answer = post(sol, draft.question(last))
    assert answer.headers["Location"].endswith("/questions/area"), "round again to the first that is open"


def test_the_last_answer_leads_back_to_the_draft(sol: FlaskClient, draft: SavedDraft) -> None:
    own = {"name": "Pelicans", "aims": "To meet.", "who_for": "people in Leeds", "signatories_related": "no"}
    for key, value in own.items():
        assert post(sol, draft.question(key), answer=value).status_code == 302
    usual = draft.url("/usual")
    assert "questions now have their usual answer" in text_of(post(sol, draft.url(), to=usual, follow=True))
    answer = post(sol, draft.question("quorum_number"), answer="6", follow=True)
    assert "There is no other open question for now" in text_of(answer)
    assert "Put it to a meeting" in text_of(answer)
    assert "at least six members" in draft.words("quorum")


def test_each_kind_of_answer_is_kept(sol: FlaskClient, draft: SavedDraft) -> None:
    said = {
        "name": ("  The   Pelicans ", "The Pelicans"),
        "aims": ("To meet.\nTo walk.", "To meet.\nTo walk."),
        "quorum_number": ("12", 12),
        "appeal": ("no", False),
        "quorum_share": ("a third of the members", "a third of the members"),
        "officers": (["treasurer", "chair"], ["chair", "treasurer"]),
        "area": ("", None),
    }
    for key, (typed, _) in said.items():
        assert post(sol, draft.question(key), answer=typed).status_code == 302, key
    with in_books_of(draft.group):
        kept = {key: draft.now.choices.answers[key] for key in said}
    kept["officers"] = sorted(kept["officers"])
    assert kept == {key: value for key, (_, value) in said.items()}
    page = sol.get(draft.question("officers"))
    assert sorted(form_of(page)["answer"]) == ["chair", "treasurer"]
    assert form_of(sol.get(draft.question("area")))["answer"] == ""


@pytest.mark.parametrize(
    ("question", "typed", "sentence"),
    [
        ("quorum_number", "one", "Write a whole number in figures"),
        ("quorum_number", "1", "less than two"),
        ("quorum_number", "201", "more than 200"),
        ("quorum_number", "", "leave the question open for now"),
        ("quorum_share", "all of us", "Choose one of these"),
        ("officers", ["chair", "king"], "Choose one of these"),
        ("officers", None, "leave the question open for now"),
        ("appeal", "perhaps", "Choose one of these"),
        ("name", "x" * 121, "too long: 120 characters fit here"),
    ],
)
def test_an_answer_that_cannot_be_keeps_what_was_typed(
    sol: FlaskClient, draft: SavedDraft, question: str, typed: str, sentence: str
) -> None:
    page = post(sol, draft.question(question), answer=typed, decided="We talked about tea")
    assert page.status_code == 200
    assert sentence in text_of(page) and "We talked about tea" in text_of(page)
    if isinstance(typed, str) and question in ("quorum_number", "name"):
        assert form_of(page)["answer"] == typed


def test_the_second_of_two_people_is_told_and_loses_nothing(app: Flask, sol: FlaskClient, draft: SavedDraft) -> None:
    carys = other_browser(app, draft, "carys")
    url = draft.question("quorum_number")
    mine = form_of(sol.get(url))
    assert post(carys, url, answer="7", decided="It rained").status_code == 302
    page = sol.post(url, data=mine | {"answer": "4", "decided": "We counted"})
    words = text_of(page)
    assert "Somebody else saved this" in words and "seven members" in words and "It rained" in words
    sent = form_of(page)
    assert (sent["answer"], sent["decided"]) == ("4", "We counted")
    assert sol.post(url, data=sent).status_code == 302
    assert "at least four members" in draft.words("quorum")


def test_two_people_at_two_questions_never_meet(app: Flask, sol: FlaskClient, draft: SavedDraft) -> None:
    carys = other_browser(app, draft, "carys")
    mine = form_of(sol.get(draft.question("quorum_number")))
    assert post(carys, draft.question("quorum_share"), answer="a third of the members").status_code == 302
    assert sol.post(draft.question("quorum_number"), data=mine).status_code == 302
    assert "three members must be there, or a third of the members" in draft.words("quorum")


def test_a_question_for_a_meeting(sol: FlaskClient, draft: SavedDraft) -> None:
    url = draft.question("quorum_number")
    assert post(sol, url, answer="9", ask="y").status_code == 302
    assert form_of(sol.get(url))["answer"] == "9", "what is thought so far is kept"
    assert "ask at a meeting" in text_of(sol.get(draft.url()))
    sheet = text_of(sol.get(draft.url("/sheet?marked=0")))
    assert sheet.index("How many members must be there") < sheet.index("What is the group called")
    assert "three members" in draft.words("quorum"), "the answer is not settled"
    assert post(sol, url, ask=None).status_code == 302
    assert "nine members" in draft.words("quorum")


def test_an_answer_that_stays_on_the_list_says_so(sol: FlaskClient, draft: SavedDraft) -> None:
    stays = "Kept. It stays on the list for the meeting until you untick it"
    url = draft.question("quorum_number")
    assert stays in text_of(post(sol, url, answer="9", ask="y", follow=True))
    assert stays in text_of(post(sol, url, answer="8", follow=True)), "the tick still stands"
    assert stays not in text_of(post(sol, url, ask=None, follow=True))
    assert stays not in text_of(post(sol, draft.question("aims"), answer="", ask="y", follow=True))


def test_leaving_a_question_open_loses_nothing_silently(sol: FlaskClient, draft: SavedDraft) -> None:
    for question in ("name", "quorum_number", "quorum_share", "officers", "appeal", "aims"):
        left = post(sol, draft.question(question), leave="1")
        assert left.status_code == 302 and not left.location.endswith(f"/{question}"), "nothing was typed"
    for question, fields in (
        ("aims", {"answer": "To walk."}),
        ("quorum_number", {"answer": "9"}),
        ("quorum_number", {"answer": "nine"}),
        ("quorum_number", {"decided": "We counted"}),
        ("officers", {"answer": ["chair", "treasurer"]}),
    ):
        page = post(sol, draft.question(question), leave="1", **fields)
        assert page.status_code == 200 and "Leave it open without it" in text_of(page), question
        assert all(form_of(page)[name] == value for name, value in fields.items())
    page = post(sol, draft.question("quorum_number"), leave="1", answer="9")
    assert "nine members" not in draft.words("quorum")
    assert sol.post(draft.question("quorum_number"), data=form_of(page)).status_code == 302
    assert "nine members" in draft.words("quorum")
    assert post(sol, draft.question("quorum_number"), leave="1").status_code == 302, "as it was kept"


def test_a_question_that_waits_for_another(sol: FlaskClient, client: FlaskClient) -> None:
    draft = saved_draft("consensus_association")
    sign_in_as(client, draft.group.sol)
    assert client.get(draft.question("fallback")).status_code == 200
    assert post(client, draft.question("has_fallback"), answer="no").status_code == 302
    answer = client.get(draft.question("fallback"), follow_redirects=True)
    assert "That question is not asked any more" in text_of(answer)


@pytest.mark.parametrize(
    "path", ["/questions/no_such", "/questions/x%00y", "/clauses/no_such/words", "/clauses/voting%20/words"]
)
def test_what_is_not_there(sol: FlaskClient, draft: SavedDraft, path: str) -> None:
    assert sol.get(draft.url(path)).status_code == 404


# --- the sheet -----------------------------------------------------------------------------------


def test_the_sheet_for_a_meeting_and_its_word_file(app: Flask, draft: SavedDraft) -> None:
    mo = other_browser(app, draft, "mo")
    words = text_of(mo.get(draft.url("/sheet")))
    assert "What is the group called, exactly?" in words and "What we say" in words and "DRAFT" in words
    answer = mo.get(draft.url("/sheet/word"))
    assert answer.headers["Content-Disposition"].endswith("-questions.docx")
    body = ZipFile(BytesIO(answer.data)).read("word/document.xml").decode()
    assert "What is the group called, exactly?" in body


def headings_of(page: str) -> list[str]:
    return re.findall(r"<h2>(.*?)</h2>", page)


def test_the_sheet_has_only_what_is_marked_unless_all_is_asked_for(sol: FlaskClient, draft: SavedDraft) -> None:
    assert "Only those marked" not in text_of(sol.get(draft.url("/sheet")))
    assert "What is the group called" in text_of(sol.get(draft.url("/sheet?marked=1"))), "nothing is marked yet"
    post(sol, draft.question("quorum_number"), ask="y")
    for path, others in (("", False), ("?marked=1", False), ("?marked=0", True)):
        page = text_of(sol.get(draft.url(f"/sheet{path}")))
        body = ZipFile(BytesIO(sol.get(draft.url(f"/sheet/word{path}")).data)).read("word/document.xml").decode()
        for said in (page, body):
            assert "How many members must be there" in said and ("What is the group called" in said) is others


def test_each_topic_of_the_sheet_has_one_heading(sol: FlaskClient, draft: SavedDraft) -> None:
    for question in ("quorum_number", "change_notice"):
        post(sol, draft.question(question), ask="y")
    headings = headings_of(sol.get(draft.url("/sheet?marked=0")).get_data(as_text=True))
    assert len(headings) > 4 and len(headings) == len(set(headings))


@pytest.mark.office
def test_three_questions_fit_one_page(sol: FlaskClient, draft: SavedDraft, tmp_path: Path) -> None:
    for question in ("quorum_number", "change_share", "appeal"):
        post(sol, draft.question(question), ask="y")
    made = converted({"sheet": sol.get(draft.url("/sheet/word")).data}, "pdf", "pdf", tmp_path)
    (page,) = pages(made["sheet"])
    assert page.count("What we say") == 3


# --- speed ---------------------------------------------------------------------------------------


@pytest.mark.sqlite
def test_a_draft_opens_and_an_answer_is_saved_within_twelve_queries(
    app: Flask, sol: FlaskClient, draft: SavedDraft
) -> None:
    assert len(draft.clauses()) >= 30
    post(sol, draft.url(), to=draft.url("/usual"))
    with counted(app) as seen:
        assert sol.get(draft.url()).status_code == 200
    assert len(seen) <= 12, "\n".join(seen)
    fields = form_of(sol.get(draft.question("quorum_number"))) | {"answer": "4"}
    with counted(app) as seen:
        assert sol.post(draft.question("quorum_number"), data=fields).status_code == 302
    until_answered = seen[: next((at for at, one in enumerate(seen) if "chores" in one), len(seen))]
    assert len(until_answered) <= 12, "\n".join(until_answered)
