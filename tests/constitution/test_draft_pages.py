"""How a draft begins and stands, clauses in own words, and who sees what of it."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from groupkit.constitution import operations, queries
from groupkit.constitution.veil import OWN_WORDS_HERE
from groupkit.dates import now
from tests import builders
from tests.browsing import form_of, links_of, post, text_of
from tests.builders import in_books_of, sign_in_as
from tests.constitution.drafts import SavedDraft, saved_draft

NASTY = "🧶 <b>Wool</b> & <script>alert(1)</script>"


@pytest.fixture
def draft() -> SavedDraft:
    return saved_draft()


@pytest.fixture
def sol(client: FlaskClient, draft: SavedDraft) -> FlaskClient:
    return sign_in_as(client, draft.group.sol)


def other_browser(app: Flask, draft: SavedDraft, who: str) -> FlaskClient:
    return sign_in_as(app.test_client(), draft.group.people[who])


def do(client: FlaskClient, draft: SavedDraft, clause: str, what: str) -> None:
    where = draft.url(f"/clauses/{clause}")
    answer = post(client, draft.url(), to=where, do=what)
    assert answer.status_code == 302


# --- beginning -----------------------------------------------------------------------------------


def test_beginning_and_then_carrying_on(client: FlaskClient) -> None:
    group = builders.a_group(friend=False)
    sign_in_as(client, group.sol)
    begin = group.url("/constitution/begin")
    words = text_of(client.get(begin))
    assert "How would you like to begin?" in words and "Ground rules" in words and "Bring ours in" in words
    answer = post(client, begin, to=begin, starting_point="ground_rules", follow=True)
    assert "Talk through the next question" in text_of(answer)
    again = client.get(begin)
    assert "You have begun already" in text_of(again)
    assert "Begin with this" not in text_of(again)


def test_only_what_is_offered_here_can_be_begun(client: FlaskClient) -> None:
    group = builders.a_group(friend=False, nation="scotland")
    sign_in_as(client, group.sol)
    begin = group.url("/constitution/begin")
    assert "income up to £5,000" not in text_of(client.get(begin))
    for key in ("small_charity", "no-such", "", "equality"):
        assert post(client, begin, to=begin, starting_point=key).status_code == 404


def test_a_policy_is_begun(client: FlaskClient) -> None:
    group = builders.a_group(friend=False)
    sign_in_as(client, group.sol)
    url = group.url("/constitution/policies/equality/begin")
    assert "How it stands" in text_of(post(client, url, follow=True))
    assert "Carry on with the draft" in text_of(client.get(url))
    assert client.get(group.url("/constitution/policies/small_charity/begin")).status_code == 404


# --- the draft -----------------------------------------------------------------------------------


def test_the_draft_says_what_is_settled_and_never_a_percentage(sol: FlaskClient, draft: SavedDraft) -> None:
    post(sol, draft.question("name"), answer="The Pelicans", decided="Over soup")
    words = text_of(sol.get(draft.url()))
    assert "Who we are" in words and "1 settled" in words and "The Pelicans" in words
    assert "%" not in words
    assert "Soup" not in words


def test_an_open_blank_leads_to_its_question(sol: FlaskClient, draft: SavedDraft) -> None:
    page = sol.get(draft.url())
    assert draft.question("quorum_number") in links_of(page)
    assert 'class="blank" href="' in page.text


def test_clauses_go_out_come_in_and_move(sol: FlaskClient, draft: SavedDraft) -> None:
    before = draft.clauses()
    do(sol, draft, before[2], "up")
    assert draft.clauses()[:3] == [before[0], before[2], before[1]]
    do(sol, draft, before[2], "down")
    assert draft.clauses() == before
    do(sol, draft, "casting_vote", "leave_out")
    assert "casting_vote" not in draft.clauses()
    assert "What could be brought in" in text_of(sol.get(draft.url()))
    do(sol, draft, "casting_vote", "bring_in")
    assert draft.clauses() == before


def test_moving_stays_near_the_clause(sol: FlaskClient, draft: SavedDraft) -> None:
    answer = post(sol, draft.url(), to=draft.url("/clauses/quorum"), do="up")
    assert answer.headers["Location"].endswith("?at=quorum#clause-quorum")
    page = sol.get(draft.url("/?at=quorum"))
    assert '<details class="clause-tools noprint" open>' in page.text


def test_what_cannot_be_done_with_a_clause_is_said(sol: FlaskClient, draft: SavedDraft) -> None:
    first = draft.clauses()[0]
    answer = post(sol, draft.url(), to=draft.url(f"/clauses/{first}"), do="up", follow=True)
    assert "cannot move further that way" in text_of(answer)
    answer = post(sol, draft.url(), to=draft.url(f"/clauses/{first}"), do="leave_out", follow=True)
    assert "This clause belongs to the text" in text_of(answer)
    for what in ("", "delete", "set_aside"):
        assert post(sol, draft.url(), to=draft.url(f"/clauses/{first}"), do=what).status_code == 404


# --- own words -----------------------------------------------------------------------------------


def test_a_clause_in_own_words_and_back(sol: FlaskClient, draft: SavedDraft) -> None:
    usual = draft.words("quorum")
    url = draft.url("/clauses/quorum/words")
    typed = form_of(sol.get(url))["words"]
    assert "[clause: " in typed and "at least three members" in typed
    words = f"{NASTY}\n- one\n- two\nSee [clause: voting]."
    assert post(sol, url, title="Four", words=words).status_code == 302
    page = sol.get(draft.url())
    assert NASTY in text_of(page) and "own words" in text_of(page)
    assert form_of(sol.get(url))["words"].endswith("See [clause: Voting].")
    assert "In your own words" in text_of(sol.get(draft.question("quorum_number")))
    do(sol, draft, "quorum", "usual_words")
    assert draft.words("quorum") == usual


def test_a_wrong_reference_keeps_what_was_typed(sol: FlaskClient, draft: SavedDraft) -> None:
    page = post(sol, draft.url("/clauses/new"), title="Keys", words="As [clause: Votting] says")
    assert "No clause here is called “Votting”. Did you mean “Voting”?" in text_of(page)
    assert form_of(page)["words"] == "As [clause: Votting] says"


def test_a_clause_of_our_own_is_written_moved_and_left_out(sol: FlaskClient, draft: SavedDraft) -> None:
    assert post(sol, draft.url("/clauses/new"), title="Our keys", words="In a box.").status_code == 302
    key = draft.clauses()[-1]
    do(sol, draft, key, "up")
    assert draft.clauses()[-2] == key
    do(sol, draft, key, "leave_out")
    assert key not in draft.clauses()
    assert "Bring it in : Our keys" in text_of(sol.get(draft.url()))
    for fields, sentence in (
        ({"title": "", "words": "x"}, "a title"),
        ({"title": "x", "words": " "}, "what the clause"),
    ):
        assert sentence in text_of(post(sol, draft.url("/clauses/new"), **fields))


def test_the_second_to_reword_a_clause_is_told(app: Flask, sol: FlaskClient, draft: SavedDraft) -> None:
    carys = other_browser(app, draft, "carys")
    url = draft.url("/clauses/quorum/words")
    mine = form_of(sol.get(url))
    assert post(carys, url, title="Theirs", words="Six of us.").status_code == 302
    page = sol.post(url, data=mine | {"title": "Mine", "words": "Four of us."})
    assert "Somebody else saved this" in text_of(page) and "Six of us." in text_of(page)
    sent = form_of(page)
    assert sent["words"] == "Four of us."
    assert sol.post(url, data=sent).status_code == 302
    assert draft.words("quorum") == "Four of us."


# --- who sees what -------------------------------------------------------------------------------


def test_a_member_reads_and_changes_nothing(app: Flask, draft: SavedDraft) -> None:
    mo = other_browser(app, draft, "mo")
    page = mo.get(draft.url())
    words = text_of(page)
    assert "This is being talked about" in words and "three members" in words
    assert "Change this" not in words and "Bring it in" not in words
    assert 'method="post" action="/' + draft.group.slug not in page.text
    assert mo.get(draft.question("name")).status_code == 403
    assert mo.get(draft.url("/clauses/quorum/words")).status_code == 403


def test_a_critical_friend_reads_nobodys_own_words(app: Flask, sol: FlaskClient, draft: SavedDraft) -> None:
    secrets = ["Quillfeather", "Zebedee", "Ottoline", "Marchbanks", "Bramblewick"]
    post(sol, draft.question("area"), answer=f"{secrets[0]} and round it", decided=f"{secrets[1]} wanted it")
    post(sol, draft.question("aims"), answer=f"For {secrets[2]}.", decided=secrets[1])
    post(sol, draft.url("/clauses/quorum/words"), title=secrets[3], words=f"Ask {secrets[4]}.")
    post(sol, draft.url("/clauses/new"), title=f"{secrets[3]} rule", words=f"Ask {secrets[4]}.")
    do(sol, draft, draft.clauses()[-1], "leave_out")
    femi = other_browser(app, draft, "femi")
    page = femi.get(draft.url())
    assert not [word for word in secrets if word in page.text]
    assert text_of(page).count("might name somebody") == 1
    assert OWN_WORDS_HERE in text_of(page) and "A clause of the group’s own" in text_of(page)
    for path in ("/sheet", "/sheet/word", "/questions/name", "/clauses/new"):
        assert femi.get(draft.url(path)).status_code == 403


def test_another_groups_draft_is_not_there(client: FlaskClient, draft: SavedDraft) -> None:
    other = builders.another_group()
    sign_in_as(client, other.olu)
    for path in ("/", "/questions/name", "/clauses/new", "/clauses/quorum/words", "/sheet", "/sheet/word"):
        assert client.get(other.url(f"/constitution/draft/{draft.draft_id}{path}")).status_code == 404
    mine = form_of(client.get(other.url("/constitution/begin")), other.url("/constitution/begin"))
    for path in ("/usual", "/clauses/quorum"):
        url = other.url(f"/constitution/draft/{draft.draft_id}{path}")
        assert client.post(url, data=mine | {"do": "up"}).status_code == 404


def with_a_meeting(draft: SavedDraft) -> None:
    """Every question answered, and the wording sent out."""
    by = draft.group.sol.actor
    with in_books_of(draft.group):
        operations.answer_as_usual(draft.now, by)
        for key in draft.now.text.open:
            operations.answer(draft.now, key, 0, answered=True, value="x", decided="", ask=False, by=by)
        seen = queries.mark_of(draft.now.content)
        operations.put_to_meeting(draft.now, seen, meeting_on=now().date(), sent_on=None, sent_how="by post", by=by)


def test_while_it_is_with_a_meeting_everything_is_read_only(sol: FlaskClient, draft: SavedDraft) -> None:
    page = form_of(sol.get(draft.question("quorum_number")))
    with_a_meeting(draft)
    words = text_of(sol.get(draft.url()))
    assert "This wording is with a meeting" in words and "Change this" not in words
    assert "Nothing in it changes now" in text_of(sol.get(draft.question("quorum_number")))
    assert "Take it back first" in text_of(sol.get(draft.url("/clauses/quorum/words")))
    refused = sol.post(draft.question("quorum_number"), data=page | {"answer": "9"})
    assert "with a meeting" in text_of(refused)
    assert "three members" in draft.words("quorum")


def test_a_closed_draft_says_so(sol: FlaskClient, draft: SavedDraft) -> None:
    typed = form_of(sol.get(draft.url("/clauses/new")))
    with in_books_of(draft.group):
        draft.now.row.closed_at = now()
    words = text_of(sol.get(draft.url()))
    assert "This draft is closed" in words and "It was set aside" in words and "Change this" not in words
    assert "This draft is closed" in text_of(sol.get(draft.question("name")))
    refused = sol.post(draft.url("/clauses/new"), data=typed | {"title": "Keys", "words": "In a box."})
    assert "This draft is closed" in text_of(refused)
