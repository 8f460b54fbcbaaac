"""Which return fits a grant, and why."""

import tomllib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from groupkit.grants.format import ReturnFormat, read_format
from groupkit.grants.known import KNOWN, as_lists
from groupkit.grants.proposing import Asking, propose
from groupkit.grants.rules import FUNDERS
from groupkit.library import shipped_folder
from tests.needs import ROOT
from tests.sweep import examples

pytestmark = pytest.mark.pure

FOLDER = shipped_folder("groupkit.grants", "formats")


def every() -> dict[str, ReturnFormat]:
    found = {}
    for file in FOLDER.glob("*.toml"):
        made, mistakes = read_format(tomllib.loads(file.read_text("utf-8")), file.name, KNOWN)
        assert made is not None and mistakes == []
        found[made.key] = made
    return found


FORMATS = every()


@pytest.mark.parametrize(
    ("grant", "key", "words"),
    [
        (Asking(25_000, "council"), "six_lines", "£250 from a council: six lines."),
        (Asking(40_000, "foundation"), "six_lines", "For a small award"),
        (Asking(180_000, "foundation"), "one_page", "£1,800 from a community foundation: one page."),
        (Asking(420_000, "health"), "short_form", "never names"),
        (
            Asking(980_000, "lottery"),
            "full_return",
            "£9,800 from a lottery programme: full return. Their",
        ),
        (Asking(90_000, "charity", asked=("receipts",)), "full_return", "They ask for every payment with its receipt"),
        (Asking(250_000, "", asked=("receipts", "indicators")), "full_return", "and outcomes in figures"),
        (Asking(0), "six_lines", "£0: six lines."),
        (Asking(1_000_000_000), "full_return", "£10,000,000: full return."),
    ],
)
def test_the_size_of_the_grant_and_what_they_ask_decide(grant: Asking, key: str, words: str) -> None:
    found = propose(FORMATS.values(), grant)
    assert found.made.key == key and words in found.sentence


def test_the_ranges_touch_and_leave_none_out() -> None:
    offered = sorted((one.suits for one in FORMATS.values() if one.suits.offered), key=lambda suits: suits.least)
    assert offered[0].least == 0 and offered[-1].most is None
    assert [one.most for one in offered[:-1]] == [one.least for one in offered[1:]]


@settings(max_examples=examples(60, 2_000))
@given(award=st.integers(0, 10**9), funder=st.sampled_from(["", *FUNDERS]))
def test_every_award_has_a_proposal_that_is_meant_for_it(award: int, funder: str) -> None:
    suits = propose(FORMATS.values(), Asking(award, funder)).made.suits
    assert suits.offered and suits.least * 100 <= award
    assert suits.most is None or award <= suits.most * 100


def test_one_made_for_the_programme_goes_before_all_others() -> None:
    text = (ROOT / "docs" / "add-a-return-format.md").read_text(encoding="utf-8")
    made, mistakes = read_format(tomllib.loads(text.split("```toml\n")[1].split("```")[0]), "valley.toml", KNOWN)
    assert made is not None and mistakes == []
    grant = Asking(980_000, "foundation", "valley fund SMALL grants", ("receipts",))
    found = propose([*FORMATS.values(), made], grant)
    assert found.made is made and "It was made for “valley fund SMALL grants”" in found.sentence


def test_without_any_format_nothing_can_be_proposed() -> None:
    with pytest.raises(LookupError):
        propose([], Asking(100))


def test_the_guide_names_everything_that_a_format_may_ask_for() -> None:
    text = (ROOT / "docs" / "add-a-return-format.md").read_text(encoding="utf-8")
    assert text.endswith(as_lists())
