"""Writing decisions down: what is refused, what stands then, and what the history says."""

import json
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from groupkit import checks, history, tenancy
from groupkit.db import db
from groupkit.decisions import naming, operations, queries, reported, rules, showing
from groupkit.decisions.models import Decision, DecisionRound
from groupkit.decisions.rules import Stances
from groupkit.names_in import Names
from groupkit.refusal import Conflict, Refused
from groupkit.rulebook import operations as rulebook
from groupkit.rulebook.rules import RULES
from tests.builders import AGroup, in_books_of
from tests.decisions.desk import WORDS, Desk, a_register

CHANGE = {"title": "When we meet", "words": WORDS, "body": "general", "matter": "ordinary", "options": "", "asked": ""}


def whole() -> None:
    db.session.flush()
    assert list(checks.check_group()) == []


def refused(field: str | None, sentence: str, function: object, *given: object, **named: object) -> None:
    with pytest.raises(Refused, match=sentence) as found:
        function(*given, **named)  # type: ignore[operator]
    assert found.value.field == field


def set_rule(group: AGroup, name: str, value: str, by: object) -> None:
    rulebook.set_rule(RULES[name], value, "agreed in May", by)  # type: ignore[arg-type]


def test_numbers_go_on_and_the_history_has_no_words(group: AGroup) -> None:
    desk = Desk(group)
    with in_books_of(group):
        assert [desk.bring_up("Kiln of Ravenscroft").number, desk.bring_up().number] == [1, 2]
        row = desk.bring_up(options="Ravenscroft", asked="Ravenscroft")
        named = CHANGE | {"words": "Ask Ravenscroft", "asked": "Peverell", "review_on": None}
        operations.reword(row, desk.by, **named)
        desk.hold(row, "vote", place="at Ravenscroft’s", present=5, votes=(3, 1, 0), note="said Peverell")
        for line in history.lines(20):
            assert "Ravenscroft" not in line.body + line.subject and "Peverell" not in line.body + line.subject
        told = json.loads(history.lines(1)[0].body)
        assert told["counts"] == [None, [5, 5, 3, 1, 0, None, None, None, None]]
        assert told["carried"] == [None, True] and told["standing"] == ["talking", "agreed"]
        whole()


def test_a_decision_over_three_rounds(group: AGroup) -> None:
    desk = Desk(group)
    with in_books_of(group):
        row = desk.bring_up(words="We meet at half past seven.")
        desk.hold(row, "talk", 60)
        assert (row.standing, row.decided_on) == ("talking", None)
        assert row.begun_on == tenancy.today() - timedelta(days=60), (
            "it was talked about before it was written down here"
        )
        first = desk.hold(row, "consensus", 30, words=WORDS, present=6, stances=Stances(4, 0, 1, 1))
        assert (row.standing, row.words, first.carried) == ("talking", WORDS, None)
        last = desk.hold(row, "consensus", present=6, stances=Stances(5, 1), decided=True)
        assert (row.standing, row.decided_on, last.number, last.carried) == ("agreed", tenancy.today(), 3, True)
        assert [one.words for one in queries.rounds_of(row.id)] == ["We meet at half past seven.", WORDS, WORDS]
        refused(None, "Its words stay as they are", desk.hold, row, "talk")
        refused(None, "Its words stay as they are", operations.reword, row, desk.by, **CHANGE, review_on=None)
        whole()


def test_votes_follow_the_rules_of_the_group(group: AGroup) -> None:
    desk = Desk(group)
    with in_books_of(group):
        set_rule(group, "casting_vote", "tie", desk.by)
        set_rule(group, "change_base", "all", desk.by)
        tie = desk.bring_up()
        refused("casting", "this was none", desk.hold, tie, "vote", present=5, votes=(3, 1, 0), casting="yes")
        desk.hold(tie, "vote", present=4, votes=(2, 2, 0), casting="yes")
        assert tie.standing == "agreed"
        change = desk.bring_up(matter="change")
        made = desk.hold(change, "vote", present=4, votes=(3, 0, 1))
        assert (change.standing, made.members) == ("not_agreed", 5), "two thirds of all five is four"
        assert made.needed.endswith("(usual until the group decides; agreed in May). There were 5 members")
        stuck = desk.bring_up(matter="stuck")
        assert "two thirds" in desk.hold(stuck, "vote", present=4, votes=(3, 1, 0)).needed
        whole()


@pytest.mark.parametrize(
    ("way", "more", "field", "sentence"),
    [
        ("all", {}, "present", "Write how many with a vote were there"),
        ("all", {"present": 0}, "present", "Nobody was there"),
        ("vote", {"votes": (3, 0, 0)}, "present", "Write how many"),
        ("vote", {"present": 4, "votes": (3, 2, 0)}, "for_", "That is 5 votes together, and 4 with a vote were there"),
        ("vote", {"present": 4, "votes": (0, 0, 0)}, "for_", "Write how many were for it"),
        ("vote", {"present": 4, "votes": (2, 2, 0), "casting": "yes"}, "casting", "no casting vote here"),
        ("between", {"present": 1, "votes": (2, 0, 0)}, "for_", "2 votes together"),
        ("consensus", {"present": 4}, "agree", "Write how many said what"),
        ("consensus", {"present": 4, "stances": Stances(5)}, "agree", "That is 5 together, and 4 were there"),
        ("consensus", {"present": 4, "stances": Stances(2, block=1), "decided": True}, "decided", "Somebody blocks"),
        ("talk", {"days_ago": -1}, "held_on", "That day has not come yet"),
        ("all", {"days_ago": 20, "present": 4}, "held_on", "It came up again on"),
        ("vote", {"days_ago": 20, "present": 4, "votes": (3, 0, 0)}, "held_on", "take the later one back first"),
    ],
)
def test_a_round_that_cannot_be(group: AGroup, way: str, more: dict[str, object], field: str, sentence: str) -> None:
    desk = Desk(group)
    with in_books_of(group):
        row = desk.bring_up()
        desk.hold(row, "talk", 10)
        refused(field, sentence, desk.hold, row, way, **more)
        assert (row.standing, len(queries.rounds_of(row.id))) == ("talking", 1)


@pytest.mark.parametrize(
    ("more", "field", "sentence"),
    [
        ({"body": "everybody"}, "body", "Choose one"),
        ({"matter": "war"}, "matter", "Choose one"),
        ({"matter": "change", "body": "committee"}, "body", "Only the members together"),
        ({"review_on": date(2020, 1, 1)}, "review_on", "still to come"),
    ],
)
def test_something_to_decide_that_cannot_be(group: AGroup, more: dict[str, object], field: str, sentence: str) -> None:
    desk = Desk(group)
    with in_books_of(group):
        refused(field, sentence, desk.bring_up, **more)
        row = desk.bring_up()
        refused(field, sentence, operations.reword, row, desk.by, **(CHANGE | {"review_on": None} | more))


def test_the_second_to_save_is_told(group: AGroup) -> None:
    desk = Desk(group)
    with in_books_of(group):
        row = desk.bring_up()
        seen = row.version
        operations.reword(row, desk.by, version=seen, **(CHANGE | {"words": "At six.", "review_on": None}))
        with pytest.raises(Conflict):
            operations.reword(row, desk.by, version=seen, **CHANGE, review_on=None)
        assert row.words == "At six."


def test_a_day_to_look_again_that_has_passed_is_in_nobodys_way(group: AGroup) -> None:
    desk, past = Desk(group), date(2026, 1, 1)
    with in_books_of(group):
        row = desk.bring_up()
        row.review_on = past
        operations.reword(row, desk.by, **(CHANGE | {"words": "At six.", "review_on": past}))
        assert row.words == "At six."


def test_replacing_keeps_both(group: AGroup) -> None:
    desk = Desk(group)
    with in_books_of(group):
        older, open_ = desk.agreed(), desk.bring_up()
        refused("replaces", "Only a decision that was agreed", desk.bring_up, replaces=open_)
        newer = desk.bring_up(words="At six.", replaces=older)
        assert older.standing == "agreed", "until the new one is agreed the old one holds"
        refused(
            "replaces", "replace itself", operations.reword, newer, desk.by, **CHANGE, review_on=None, replaces=newer
        )
        desk.hold(newer, "vote", present=5, votes=(4, 1, 0))
        assert (older.standing, newer.standing, older.words) == ("replaced", "agreed", WORDS)
        assert queries.replacing(older) == (None, [newer]) and queries.replacing(newer) == (older, [])
        last = desk.bring_up(replaces=newer)
        desk.hold(last, "vote", present=5, votes=(1, 4, 0))
        assert (newer.standing, last.standing) == ("agreed", "not_agreed"), "what was not agreed replaces nothing"
        whole()


def test_steps_without_a_round(group: AGroup) -> None:
    desk = Desk(group)
    with in_books_of(group):
        row = desk.bring_up()
        for to in ("parked", "talking", "parked", "withdrawn", "talking"):
            operations.move(row, to, desk.by)
            assert row.standing == to
        refused(None, "cannot be done", operations.move, row, "agreed", desk.by)
        desk.hold(row, "vote", present=5, votes=(1, 4, 0))
        operations.move(row, "talking", desk.by)
        assert row.decided_on is None
        desk.hold(row, "all", present=5)
        refused(None, "This decision is agreed", operations.move, row, "parked", desk.by)
        whole()


def test_parked_can_be_talked_about_at_once(group: AGroup) -> None:
    desk = Desk(group)
    with in_books_of(group):
        row = desk.bring_up()
        operations.move(row, "parked", desk.by)
        desk.hold(row, "talk")
        assert row.standing == "talking"
        whole()


def test_looking_at_it_again_and_what_it_led_to(group: AGroup) -> None:
    desk = Desk(group)
    with in_books_of(group):
        row = desk.bring_up()
        refused(None, "Only a decision that holds", operations.review_again, row, date(2099, 1, 1), desk.by)
        refused(None, "Nothing has been agreed yet", operations.led_to, row, "payment", "x" * 24, desk.by)
        desk.hold(row, "all", present=5)
        refused("review_on", "still to come", operations.review_again, row, tenancy.today(), desk.by)
        operations.review_again(row, date(2099, 1, 1), desk.by)
        asked = [queries.asks_to_review(day) for day in (date(2098, 12, 31), date(2099, 1, 1))]
        assert [db.session.execute(one).all() for one in asked] == [[], [(row.key, row.number, row.review_on)]]
        operations.review_again(row, None, desk.by)
        operations.led_to(row, "payment", "x" * 24, desk.by)
        refused("thing", "written down already", operations.led_to, row, "payment", "x" * 24, desk.by)
        assert [(one.kind, one.thing) for one in queries.results_of(row.id)] == [("payment", "x" * 24)]
        whole()


def test_what_was_agreed_between_meetings_waits_until_a_meeting_heard_of_it(
    group: AGroup, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk, heard = Desk(group), set[int]()
    with in_books_of(group):
        monkeypatch.setattr(reported, "_reported", [lambda ids: heard & set(ids)])
        row, lost = desk.bring_up(), desk.bring_up()
        made = desk.between(row)
        desk.between(lost, for_=1, against=4)
        assert queries.to_report() == [(row, made)]
        heard.add(made.id)
        assert queries.to_report() == []


def test_a_name_is_taken_out_of_what_is_open_and_of_nothing_else(group: AGroup) -> None:
    desk = Desk(group)
    words = "Grace Ravenscroft keeps the key."
    with in_books_of(group):
        agreed, lost = desk.agreed("Grace Ravenscroft", words), desk.bring_up("Grace Ravenscroft", words)
        desk.hold(lost, "vote", present=5, votes=(0, 5, 0))
        open_ = desk.bring_up("Grace Ravenscroft", words, options="or Grace Ravenscroft", asked="Grace Ravenscroft")
        parked = desk.bring_up("The key", words)
        operations.move(parked, "parked", desk.by)
        assert naming.take_out(Names(["Grace Ravenscroft"], "Member 009 (left)")) == 5
        assert open_.words == parked.words == "Member 009 (left) keeps the key."
        assert (open_.title, open_.options, open_.asked) == (
            "Member 009 (left)",
            "or Member 009 (left)",
            "Member 009 (left)",
        )
        assert (agreed.words, lost.words, queries.rounds_of(agreed.id)[0].words) == (words, words, words)
        whole()


def test_a_long_title_still_fits_once_a_name_went_out_of_it(group: AGroup) -> None:
    desk = Desk(group)
    with in_books_of(group):
        row = desk.bring_up("Ann " * 30)
        naming.take_out(Names(["Ann"], "Member 009 (left)"))
        assert len(row.title) <= 120 and "Ann" not in row.title


TAMPERED = [
    ("words", "At nine.", "does not have the words that were agreed"),
    ("standing", "talking", "does not stand where the history says it does"),
    ("decided_on", date(2020, 1, 1), "no round of it says so"),
    ("number", 99, "not numbered one after the other"),
]


@pytest.mark.parametrize(("column", "value", "sentence"), TAMPERED)
def test_the_check_names_a_decision_that_was_changed_behind_it(
    group: AGroup, column: str, value: object, sentence: str
) -> None:
    a_register(group)
    with in_books_of(group):
        whole()
        row = db.session.scalars(select(Decision).where(Decision.number == 2)).one()
        setattr(row, column, value)
        db.session.flush()
        assert any(sentence in said for said in checks.check_group())


def test_the_check_names_a_round_that_the_history_does_not_tell_of(group: AGroup) -> None:
    numbers = a_register(group)
    with in_books_of(group):
        row = queries.numbered(numbers["talking"])
        assert row is not None
        one = DecisionRound(
            decision_id=row.id, number=2, held_on=tenancy.today(), place="x", words="y", way="talk", by_no=1
        )
        db.session.add(one)
        db.session.flush()
        said = list(checks.check_group())
        assert f"Decision {row.number} has a round that is missing" in said
        assert f"Decision {row.number} has other rounds than the history tells of" in said


def test_the_check_names_one_that_is_gone_and_one_that_should_have_been_replaced(group: AGroup) -> None:
    numbers = a_register(group)
    with in_books_of(group):
        older = queries.numbered(numbers["older"])
        assert older is not None
        older.standing = "agreed"
        history.record(Desk(group).by, "moved a decision", "decision 77", standing=("talking", "parked"))
        said = list(checks.check_group())
        assert "Decision 77 is in the history, and is gone" in said
        assert (
            f"Decision {numbers['older']} was replaced by decision {numbers['newer']}, and still stands as agreed"
            in said
        )


def test_a_slip_is_taken_back_and_stays_in_the_story(group: AGroup) -> None:
    desk = Desk(group)
    with in_books_of(group):
        row = desk.bring_up()
        refused(None, "nothing to take back", operations.take_back_round, row, "nothing", desk.by)
        desk.hold(row, "vote", present=5, votes=(4, 1, 0))
        assert row.standing == "agreed"
        operations.take_back_round(row, "The figures were turned round", desk.by)
        assert (row.standing, row.decided_on) == ("talking", None)
        refused(None, "nothing to take back", operations.take_back_round, row, "again", desk.by)
        whole()
        desk.hold(row, "vote", present=5, votes=(1, 4, 0))
        assert row.standing == "not_agreed"
        kept = queries.rounds_of(row.id)
        assert [one.way for one in kept] == ["vote", "undone", "vote"]
        assert [one.number for one in rules.counted(kept)] == [3]
        whole()


EARLIER: list[tuple[str, dict[str, Any]]] = [
    ("talk", {}),
    ("consensus", {"present": 4, "stances": Stances(2, aside=1)}),
    ("vote", {"present": 5, "votes": (2, 3, 0)}),
]
"""Rounds that agree nothing."""


@pytest.mark.parametrize(("way", "more"), EARLIER)
@pytest.mark.parametrize("after", ["talk", "vote", "replaced"])
def test_an_earlier_round_is_written_down_late_and_changes_nothing(
    group: AGroup, way: str, more: dict[str, Any], after: str
) -> None:
    desk = Desk(group)
    with in_books_of(group):
        row = desk.bring_up(words="At seven.")
        desk.hold(row, "talk", 10) if after == "talk" else desk.hold(row, "vote", 10, present=5, votes=(4, 1, 0))
        if after == "replaced":
            desk.hold(desk.bring_up(replaces=row), "all", 5, present=5)
        before = (row.standing, row.decided_on, row.words)
        made = desk.hold(row, way, 30, words="At half past six.", **more)
        assert (row.standing, row.decided_on, row.words) == before
        assert row.begun_on == made.held_on
        shown = showing.rounds(queries.rounds_of(row.id), {})
        assert [one.row.number for one in shown] == [2, 1] and shown[0].first and shown[1].changed
        whole()
        refused("held_on", "It came up again on", desk.hold, row, "all", days_ago=30, present=5)
        operations.take_back_round(row, "Another evening", desk.by)
        assert (row.standing, row.decided_on, row.words) == before, "only the earlier one was taken back"
        assert [one.number for one in rules.counted(queries.rounds_of(row.id))] == [1]
        whole()


def test_what_led_to_something_still_has_its_earlier_rounds(group: AGroup) -> None:
    desk = Desk(group)
    with in_books_of(group):
        row = desk.agreed(days_ago=10)
        operations.led_to(row, "payment", "some key", desk.by)
        desk.hold(row, "talk", 20)
        operations.take_back_round(row, "a slip", desk.by)
        assert row.standing == "agreed"
        refused(None, "stay as they are", desk.hold, row, "talk", days_ago=10)
        whole()


def test_what_a_slip_had_replaced_holds_again(group: AGroup) -> None:
    desk = Desk(group)
    with in_books_of(group):
        older = desk.agreed()
        newer = desk.bring_up(words="At six.", replaces=older)
        desk.hold(newer, "vote", present=5, votes=(4, 1, 0))
        assert older.standing == "replaced"
        operations.take_back_round(newer, "Another meeting", desk.by)
        assert (older.standing, newer.standing) == ("agreed", "talking")
        whole()


def test_what_led_to_something_is_not_taken_back(group: AGroup) -> None:
    desk = Desk(group)
    with in_books_of(group):
        row = desk.agreed()
        operations.led_to(row, "payment", "some key", desk.by)
        refused(None, "led to something already", operations.take_back_round, row, "a slip", desk.by)


def test_a_share_is_asked_for_also_where_nobody_votes(group: AGroup) -> None:
    desk = Desk(group)
    with in_books_of(group):
        set_rule(group, "dissolve_base", "all", desk.by)
        closing = desk.bring_up(matter="closing")
        made = desk.hold(closing, "all", present=3)
        assert (made.carried, closing.standing) == (False, "not_agreed"), "two thirds of all five is four"
        assert "here 4" in made.needed
        again = desk.bring_up(matter="closing")
        few = {"present": 5, "stances": Stances(3, 0, 2), "decided": True}
        refused("decided", "here 4", desk.hold, again, "consensus", **few)
        assert desk.hold(again, "consensus", present=5, stances=Stances(4, 1, 0), decided=True).carried
        assert again.standing == "agreed"
        whole()


def test_nobody_agreeing_is_no_consensus(group: AGroup) -> None:
    desk = Desk(group)
    with in_books_of(group):
        row, aside = desk.bring_up(), {"present": 4, "stances": Stances(0, 0, 4), "decided": True}
        refused("decided", "Nobody said that they agree", desk.hold, row, "consensus", **aside)
