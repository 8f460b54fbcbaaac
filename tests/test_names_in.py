"""Names in people's words: found however they were written, as whole words, and never somebody else's."""

import unicodedata

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from groupkit.names_in import Names, parts, plain, words_in
from tests.sweep import examples

pytestmark = pytest.mark.pure

LEFT = "Member 014 (left)"
WORD = st.text(st.characters(categories=["Lu", "Ll", "Lo"]), min_size=1, max_size=12)
NAME = st.lists(WORD, min_size=1, max_size=3).map(" ".join)
UNSEEN = st.sampled_from("\u00ad\u200b\u200c\u200d\u2060\ufeff")


@pytest.mark.parametrize(
    ("name", "text", "left"),
    [
        ("Jo", "Jo", LEFT),
        ("Jo", "paid JO for tea", f"paid {LEFT} for tea"),
        ("Jo", "Joanna and Major Jojo", None),
        ("Jo", "Jo Smith paid", None),
        ("Jo", "Jo-Smith paid", None),
        ("Jo", "Jo Smith paid Jo", f"Jo Smith paid {LEFT}"),
        ("O'Brien-Łukasz", "for o'brien-łukasz.", f"for {LEFT}."),
        ("O'Brien", "O’Brien, OBrien, O`Brien", f"{LEFT}, {LEFT}, {LEFT}"),
        ("Anne-Marie", "Anne Marie, ANNE–MARIE, anne_marie", f"{LEFT}, {LEFT}, {LEFT}"),
        ("Anne Marie", "Anne-Marie", LEFT),
        ("Anne", "Leanne", None),
        ("李", "付给李的茶", f"付给{LEFT}的茶"),
        ("Ann Lee", "Ann  Lee's taxi", f"{LEFT}'s taxi"),
        ("Ann Lee", "Ann\nLee", LEFT),
        ("James", "James’ and James's keys", f"{LEFT}’ and {LEFT}'s keys"),
        ("Ann", "Anns taxi", None),
        ("Zoë", "Zoe, ZOË, Zoe\u0308, Zoë’s", f"{LEFT}, {LEFT}, {LEFT}, {LEFT}’s"),
        ("Zoe\u0308", "Zoë", LEFT),
        ("Zoe", "Zoë", LEFT),
        ("Łucja", "lucja", LEFT),
        ("Tamsin", "Tam\u00adsin, Tam\u200bsin, T\u200da\u2060msin\ufeff.", f"{LEFT}, {LEFT}, {LEFT}."),
        ("Tamsin Okafor", "Tamsin\u200bOkafor, Tam\u00adsin\u200b Okafor", f"{LEFT}, {LEFT}"),
        ("J. Smith", "J Smith, J.  Smith", f"{LEFT}, {LEFT}"),
        ("Tamsin O.", "Tamsin O. came, Tamsin Okafor not", f"{LEFT}. came, Tamsin Okafor not"),
        ("Ann 'Red' Lee", "Ann ‘Red’ Lee, Ann Red Lee", f"{LEFT}, {LEFT}"),
        ("Ｊｏ", "Jo", LEFT),
        ("=cmd()", "note =cmd() here", f"note {LEFT} here"),
        ("각", "가각", f"가{LEFT}"),
        ("가", "각", None),
    ],
)
def test_a_name_is_found_as_whole_words(name: str, text: str, left: str | None) -> None:
    names = Names([name], LEFT, others=["Jo Smith", "Mo"])
    assert names.replaced(text) == (text if left is None else left)
    assert names.are_in(text) == (left is not None)


@pytest.mark.parametrize("nothing", ["", "  ", "-", "'", ".", "\u200b"])
def test_nobodys_name_is_in_nothing(nothing: str) -> None:
    assert not Names([nothing], "x").are_in("anything - it's a line.")
    assert Names([], "x").replaced("as it was") == "as it was"


def test_hasty_people_leave_out_the_apostrophe() -> None:
    names = Names(["Ann", "李"], bare_s=True)
    assert names.are_in("Anns milk round") and names.are_in("ann") and names.are_in("Ann's")
    assert not names.are_in("Annsley") and not names.are_in("Annes")


def test_the_longest_name_is_taken_out_and_each_is_told_as_it_stood() -> None:
    names = Names(["Ann", "Ann Lee", "Annabel"], "-")
    assert names.replaced("ann lee, Annabel and Ann") == "-, - and -"
    assert names.said_in("ann\n lee, Annabel and Ann") == ["ann lee", "Annabel", "Ann"]


def test_a_name_of_another_that_is_the_same_to_a_reader_takes_nothing_away() -> None:
    assert Names(["Zoë"], "-", others=["zoe", "Zoe Hill"]).replaced("Zoë, Zoë Hill") == "-, Zoë Hill"


def test_what_a_name_is_made_of() -> None:
    assert parts("Zoë O'Brien-Łukasz 2") == ["Zoë", "O'Brien-Łukasz", "O'Brien", "Łukasz"]
    assert parts("Zoe\u0308") == ["Zoe\u0308"]
    assert plain(" ANNE–Marie\u00ad  O’Neill. ") == "anne marie o'neill"
    assert words_in("Zoë's hat") == {"zoe", "s", "hat"}


@settings(max_examples=examples(200, 5_000))
@given(NAME, WORD, WORD)
def test_what_is_taken_out_holds_the_name_no_more(name: str, before: str, after: str) -> None:
    names = Names([name], "(0)")
    assume(plain(name))
    left = names.replaced(f"{before} {name} {after}")
    assert "(0)" in left
    assert not names.are_in(left)


@settings(max_examples=examples(200, 5_000))
@given(
    NAME, st.sampled_from(["NFC", "NFD"]), st.booleans(), st.lists(st.tuples(st.integers(0, 40), UNSEEN), max_size=3)
)
def test_it_is_found_however_it_was_written(name: str, form: str, small: bool, unseen: list[tuple[int, str]]) -> None:
    assume(plain(name))
    written = unicodedata.normalize(form, name.lower() if small else name)
    for place, letter in unseen:
        inside = min(place, len(written) - 1)
        written = written[:inside] + letter + written[inside:]
    assert Names([name]).are_in(f"for {written}, thanks")


@settings(max_examples=examples(200, 5_000))
@given(st.lists(st.text(max_size=12), max_size=4), st.lists(st.text(max_size=12), max_size=4), st.text(max_size=80))
def test_every_place_lies_in_the_text_and_none_over_another(names: list[str], others: list[str], text: str) -> None:
    spans = Names(names, others=others).spans(text)
    edges = [edge for span in spans for edge in span]
    assert edges == sorted(edges) and all(first < last for first, last in spans)
    assert all(0 <= edge <= len(text) for edge in edges)
