"""Passphrases: long, not one that everybody uses, without a name that others know, and otherwise anything at all."""

import re
import subprocess
import sys
import unicodedata
from importlib.resources import files
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from groupkit.access import passphrases
from groupkit.access.passphrases import check, suggest
from groupkit.refusal import Refused
from tests.sweep import examples

pytestmark = pytest.mark.pure

NAMES = ["Hill Street Knitters", "hillst", "Tamsin Oduya", "tamsin.o"]
GOOD = "aquarium kettle lighthouse"


def lines(name: str) -> list[str]:
    return files("groupkit.access").joinpath(name).read_text("utf-8").splitlines()


def refusal(passphrase: str, names: list[str] | None = None) -> str:
    with pytest.raises(Refused) as refused:
        check(passphrase, NAMES if names is None else names, "passphrase")
    assert refused.value.field == "passphrase"
    return refused.value.sentence


# --- what is welcome -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "passphrase",
    [
        GOOD,
        "the wool was blue on tuesday",
        "aaaaaaaaaab the rest differs",
        "UPPER LETTERS ONLY HERE",
        "4071 9928 3365 1840",
        "…£€¥©®™±§¶•ªº–≠",
        "ein großes blaues Haus",
        "une tasse de thé à midi",
        "ሰላም ለሁሉም ሰው ይሁን",
        "我们在星期二晚上一起编织羊毛围巾呢",
        "😀🚲🍎🐢🎈🌧🎻🧶🪁🥕🦔🚂🌻🔔🫖",
        "  spaces before and behind  ",
        "tab\tand\nline ends are kept",
    ],
)
def test_anything_long_is_welcome(passphrase: str) -> None:
    check(passphrase, NAMES)


def test_no_kind_of_character_is_asked_for() -> None:
    for passphrase in ("kettlelighthouse", "KETTLELIGHTHOUSE", "9182736450817263", "!?!;:,.<>[]{}()#~@"):
        check(passphrase, NAMES)


# --- how long ------------------------------------------------------------------------------------


def test_fifteen_characters_are_the_fewest() -> None:
    check("kettle lighthou", [])
    assert "This has 14" in refusal("kettle lightho")
    assert "15 characters or more" in refusal("")


def test_characters_are_counted_composed() -> None:
    accented = unicodedata.normalize("NFD", "éàüöñçîôûãõëïâê")
    assert len(accented) == 30
    check(accented, [])
    assert "This has 14" in refusal(accented[:-2])


def test_a_thousand_bytes_are_the_most() -> None:
    long = (GOOD + " on the fourth shelf, number {}. ") * 30
    fits = "".join(str(number % 7) + letter for number, letter in enumerate(long))[:1_000]
    check(fits, [])
    assert "longer than groupkit can keep" in refusal(fits + "x")
    assert "longer than groupkit can keep" in refusal("é" * 400 + fits[:400])


def test_a_very_long_run_of_accents_costs_nothing() -> None:
    assert "longer" in refusal("a" + "\u0301\u0323\u0327" * 200_000)


def test_half_a_character_is_no_surprise() -> None:
    check("kettle \ud83d lighthouse", [])


# --- names that others know ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("passphrase", "held"),
    [
        ("we meet at hill street", "Hill"),
        ("uphill and downstream", "Hill"),
        ("k n i t t e r s together now", "Knitters"),
        ("TAMSIN likes long walks", "Tamsin"),
        ("oh-du-ya what a o-d-u-y-a day", "Oduya"),
        ("hillst is on the corner", "Hill"),
        ("groupkit is where we write", "groupkit"),
        ("Group Kit for all of us", "groupkit"),
        ("ＧＲＯＵＰＫＩＴ in wide letters", "groupkit"),
        ("t\u00adamsin with a soft hyphen", "Tamsin"),
    ],
)
def test_a_name_inside_is_refused(passphrase: str, held: str) -> None:
    assert f"“{held}”" in refusal(passphrase)


def test_short_words_of_a_name_are_let_through() -> None:
    check("the best of the days we had", ["The MS Hub of Ely", "Jo Ng"])


def test_a_name_of_short_words_counts_as_a_whole() -> None:
    assert "“Al Roe”" in refusal("falroe the fifteenth", ["Al Roe"])


def test_names_may_be_empty_or_odd() -> None:
    check(GOOD, ["", "   ", "---", "(x)", ".*", "\\"])


# --- patterns and runs ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    "passphrase",
    [
        "a" * 15,
        " " * 15,
        "-" * 40,
        "abab" * 5,
        "abc abc abc abc abc",
        "elephant elephant",
        "Elephant-elephant",
        "😀" * 15,
        "purple monkey purple monkey",
        "kettlekettleket",
        "aabbaabbbabaabbb",
        "2212122112212122",
    ],
)
def test_the_same_over_again(passphrase: str) -> None:
    assert "over again" in refusal(passphrase)


@pytest.mark.parametrize(
    "passphrase",
    [
        "abcdefghijklmno",
        "zyxwvutsrqponml",
        "1234567890qwerty",
        "qwertyuiop asdfgh",
        "poiuytrewq lkjhgf",
        "0987654321 09876",
        "1 2 3 4 5 6 7 8 9 10 11 12",
        "1122334455667788",
        "qqwweerrttyyuuii",
        "1qaz2wsx3edc4rfv",
        "QWERTYuiop12345",
        "abcdefgh12345678x",
        "zxcvbnm,./lkjhgfdsa",
    ],
)
def test_runs_along_the_keyboard(passphrase: str) -> None:
    assert "keyboard" in refusal(passphrase)


# --- common ones ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "passphrase",
    [
        "youllneverwalkalone",
        "You'll Never Walk Alone",
        "correct horse battery staple",
        "Correct-Horse-Battery-Staple",
        "CORRECT HORSE BATTERY STAPLE!",
        "correct horse battery staple 2026",
        "manchester united 1999",
        "password2026!!!",
        "keep calm and carry on",
        "ILoveYouCharlotte",
        "one day at a time",
        "it's coming home 2026",
        "thank you very much",
    ],
)
def test_common_ones(passphrase: str) -> None:
    assert "Many people" in refusal(passphrase)


@pytest.mark.parametrize("tail", ["", "!", "1", "2026", " 7", "!!!"])
def test_every_common_one_with_signs_in_it_is_refused_with_a_tail(tail: str) -> None:
    for line in lines("common_passphrases.txt"):
        if not line.isalnum() and (line[-1].isalpha() or not tail.strip("!")):
            refusal(line + tail, [])


def test_near_a_common_one_is_not_the_same() -> None:
    check("one day at a time by the canal", [])


@settings(max_examples=examples(150, 3_000))
@given(
    st.sampled_from(lines("common_passphrases.txt")),
    st.randoms(use_true_random=False),
    st.sampled_from(["", "!", "1", "2026", " 7"]),
)
def test_every_common_one_is_refused_however_it_is_written(line: str, chance: Random, tail: str) -> None:
    refusal("".join(chance.choice([letter, letter.upper(), f"{letter} ", f"{letter}-"]) for letter in line), [])
    refusal(line + (tail if line[-1].isalpha() else "!!!"), [])


@settings(max_examples=examples(300, 10_000))
@given(st.text(max_size=60), st.lists(st.text(max_size=12), max_size=4))
def test_any_text_is_kept_or_refused_with_a_sentence(passphrase: str, names: list[str]) -> None:
    try:
        check(passphrase, names)
    except Refused as refused:
        assert refused.sentence
        assert not refused.sentence.endswith(".")
        assert passphrase not in refused.sentence or len(passphrase) < 15
    else:
        assert len(unicodedata.normalize("NFC", passphrase)) >= 15


# --- the two lists -------------------------------------------------------------------------------


def test_the_words_are_short_plain_and_many() -> None:
    words = lines("words.txt")
    assert len(words) >= 1_296
    assert words == sorted(set(words))
    assert all(re.fullmatch("[a-z]{4,8}", word) for word in words)


@pytest.mark.parametrize(
    "unkind",
    [
        "die",
        "dead",
        "sick",
        "pain",
        "beer",
        "wine",
        "kill",
        "hell",
        "sad",
        "fat",
        "pray",
        "vote",
        "knife",
        "lonely",
        "cancer",
        "pill",
        "drug",
        "hate",
        "hurt",
        "cry",
    ],
)
def test_no_word_is_unkind(unkind: str) -> None:
    allowed = {"hello", "shell", "seashell", "paint", "painting", "skill", "pillow", "twine", "crystal", "hoodie"}
    assert [word for word in lines("words.txt") if unkind in word and word not in allowed] == []


def test_the_common_list_is_long_and_ready_to_compare() -> None:
    common = lines("common_passphrases.txt")
    assert common == sorted(set(common))
    assert len(common) >= 3_000
    assert all(line == passphrases._folded(line) for line in common)
    # The patterns and runs are found by rule already: without them, and without the phrases that only
    # their spaces make 15 long, there are enough.
    alone = [line for line in common if not passphrases._is_pattern(line) and not passphrases._is_run(line)]
    assert sum(len(line) >= 15 for line in alone) >= 3_000
    assert min(map(len, common)) >= 8


def test_the_lists_are_read_only_when_needed() -> None:
    code = (
        "from groupkit.access import passphrases as p\n"
        "assert not p._words.cache_info().currsize\n"
        "p.suggest(), p.suggest()\n"
        "assert (p._words.cache_info().misses, p._common.cache_info().misses) == (1, 1)"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60)
    assert run.returncode == 0, run.stderr


# --- a suggestion --------------------------------------------------------------------------------


def test_a_suggestion_is_four_listed_words_and_welcome() -> None:
    words = set(lines("words.txt"))
    seen = {suggest() for _ in range(200)}
    assert len(seen) == 200
    for suggestion in seen:
        assert len(suggestion.split(" ")) == 4
        assert set(suggestion.split(" ")) <= words
        check(suggestion, [])


def test_a_suggestion_leaves_the_names_out(monkeypatch: pytest.MonkeyPatch) -> None:
    drawn = iter(["hill", "walk", "kettle", "lamp", "garden", "lamp", "kettle", "walk"])
    monkeypatch.setattr(passphrases.secrets, "choice", lambda _: next(drawn))
    assert suggest(["Hill Street"]) == "garden lamp kettle walk"
