"""The help tells of drafts, of putting a text to a meeting, and of adopting it."""

from flask.testing import FlaskClient

from tests.browsing import text_of


def test_the_help_tells_how_a_text_comes_to_hold(client: FlaskClient) -> None:
    page = client.get("/kit/help")
    words = text_of(page)
    for said in ("Until you say yes to it, your text is a draft", "Putting it to a meeting", "“It was adopted”"):
        assert words.count(said) == 1, said
