"""Sharing the work: what is worth a look, and when it is not."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groupkit.jobs.cards import cards, mistakes
from groupkit.jobs.rules import DEPUTY, HOLDS, SHADOWS, Held, Signs, mandate, term_in_words, term_over, worth_a_look

pytestmark = pytest.mark.pure

TODAY = date(2026, 11, 21)
TWO = ["Carys", "Sol"]


def held(job: str, name: str = "Mo", role: str = HOLDS, **more: object) -> Held:
    return Held(job, 1, name, role, **{"from_day": date(2026, 1, 1), **more})  # type: ignore[arg-type]


def said(jobs: list[Held], let_in: list[str] = TWO) -> str:
    return " | ".join(f"{look.sentence} {look.about}" for look in worth_a_look(jobs, let_in, TODAY))


def test_nothing_is_said_where_all_is_shared():
    assert said([held("milk"), held("treasurer", gives="treasurer"), held("treasurer", "Bea", DEPUTY)]) == ""


def test_more_than_two_jobs_are_asked_after():
    jobs = [held(name) for name in ("milk", "keys")]
    assert said(jobs) == ""
    assert "Mo has 3 jobs. Could somebody take one" in said([*jobs, held("post")])
    assert said([*jobs, held("post", role=SHADOWS)]) == ""


def test_two_people_of_one_name_are_two():
    jobs = [held(name) for name in ("milk", "keys")]
    assert said([*jobs, replace(held("post"), number=2)]) == ""


def test_a_term_that_is_over_is_shown_from_the_day_after():
    last = held("secretary", until=TODAY)
    assert not term_over(last, TODAY)
    assert term_over(last, TODAY + timedelta(days=1))
    assert "the group has not chosen since" not in term_in_words(last, TODAY)
    over = held("secretary", until=date(2026, 3, 31), how="elected")
    assert term_in_words(over, TODAY) == "elected until 31 March 2026; the group has not chosen since"
    assert "secretary until the group chooses again" in said([over])


def test_a_long_time_is_asked_after():
    assert said([held("milk", from_day=date(2024, 1, 1))]) == ""
    assert "for 3 years. Would they like a rest?" in said([held("milk", from_day=date(2023, 11, 1))])
    assert said([held("milk", from_day=date(2023, 11, 21))]) == ""
    assert "for 3 years" in said([held("milk", from_day=date(2023, 11, 20))])
    assert "for 9 years" in said([held("milk", from_day=date(2016, 11, 22))])


def test_a_job_that_opens_pages_wants_somebody_to_step_in():
    treasurer = held("treasurer", gives="treasurer")
    assert "Nobody steps in yet" in said([treasurer])
    assert said([treasurer, held("treasurer", "Bea", DEPUTY)]) == ""
    assert said([treasurer, held("treasurer", "Bea", gives="treasurer")]) == ""
    assert said([held("milk")]) == ""


def test_one_person_alone_at_the_door():
    assert "Only Carys can let others in" in said([], ["Carys"])


@given(
    st.lists(
        st.builds(
            Held,
            st.text("Klöv 9", max_size=5),  # a job may well be called “most”: that is the group's own word
            st.just(1),
            st.sampled_from(["A", "B"]),
            st.sampled_from([HOLDS, DEPUTY]),
            st.dates(max_value=TODAY),
            st.none() | st.dates(),
            st.sampled_from(["", "treasurer"]),
            st.sampled_from(["", "elected"]),
        ),
        max_size=8,
    )
)
def test_it_never_ranks_and_never_blames(jobs: list[Held]):
    words = " ".join(look.sentence for look in worth_a_look(jobs, TWO, TODAY)).lower()
    assert not [word for word in ("most", "least", "overdue", "failed", "must", "should") if word in words.split()]


# --- who signs at the bank ---


def signs(*related: bool) -> list[Signs]:
    return [Signs(f"P{number}", one) for number, one in enumerate(related)]


@pytest.mark.parametrize(
    ("who", "says"),
    [
        (signs(False, False, False), ""),
        (signs(False, False), "2 people can sign. Our rules name 3"),
        (signs(False), "One person can sign"),
        (signs(True, True, True), "too many of them are related"),
        (signs(True, True, False), ""),
    ],
)
def test_the_bank_list_against_the_rules(who: list[Signs], says: str):
    found = ". ".join(mandate(who, 3, 2))
    assert says in found if says else found == ""


def test_who_left_can_still_sign_until_the_bank_says_otherwise():
    assert "has not said yet that Tam can no longer sign" in mandate([Signs("Tam", False, leaving=True)], 1, 1)[0]


# --- the cards ---


def test_every_card_can_be_read():
    assert mistakes() == []
    assert len(cards()) >= 20
    assert [card.gives for card in cards().values()][:4] == [
        "coordinator",
        "treasurer",
        "secretary",
        "second signatory",
    ]


def test_no_card_speaks_of_strong_leaders():
    banned = ("strong", "lead", "drive", "motivat", "must", "ensure", "vulnerable", "patient", "client", "service user")
    for card in cards().values():
        words = " ".join([card.about, card.first, *card.tasks, *card.kept]).lower()
        assert not [
            word for word in banned if word in words.replace("leaflet", "").replace("drivers", "").replace("driver", "")
        ], card.key
        assert not [task for task in card.tasks if task.endswith(".") or not task[0].isupper()], card.key
