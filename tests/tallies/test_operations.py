"""Writing tallies down: what is refused, what the history tells, and what goes for good."""

from datetime import date, timedelta
from io import BytesIO

import pytest
from PIL import Image
from sqlalchemy import select

from groupkit import files, history
from groupkit.dates import Period
from groupkit.db import db
from groupkit.files import StoredFile
from groupkit.history import HistoryLine
from groupkit.names_in import Names
from groupkit.pictures import Prepared
from groupkit.refusal import Conflict, Refused
from groupkit.tallies import naming, operations, queries, rules, voicing
from groupkit.tallies.models import SessionKind, Voice
from groupkit.tallies.offering import Offered
from groupkit.tallies.operations import Came
from groupkit.tallies.voicing import Yes
from tests.builders import AGroup, in_books_of
from tests.tallies.desk import EVENING, SAID, WALK, Desk

DAY = date(2026, 3, 3)
YEAR = Period(date(2026, 1, 1), date(2026, 12, 31))


def last_line() -> HistoryLine:
    found = db.session.scalars(select(HistoryLine).order_by(HistoryLine.number.desc())).first()
    assert found is not None
    return found


def picture() -> Prepared:
    file = BytesIO()
    Image.new("RGB", (5, 4), "white").save(file, "PNG")
    return Prepared(file.getvalue(), "image/png", 5, 4, "Tamsin at home.png")


def test_the_first_session_makes_the_usual_kinds(group: AGroup) -> None:
    desk = Desk(group)
    with in_books_of(group):
        assert operations.kind_names() == list(rules.USUAL_KINDS)
        assert queries.kinds() == []
        desk.session(DAY, 9)
        assert [row.name for row in queries.kinds()] == list(rules.USUAL_KINDS)
        with pytest.raises(Refused) as refused:
            desk.session(DAY, 9, "Kite flying")
        assert refused.value.field == "kind"


def test_a_session_is_put_right_and_the_history_says_from_what(group: AGroup) -> None:
    desk = Desk(group)
    with in_books_of(group):
        row = desk.session(DAY, 9)
        operations.change_session(row, Came(DAY, EVENING, attendances=11, about=True), row.version, desk.by)
        line = last_line()
        assert (line.what, line.subject) == ("changed a session", f"session {row.id}")
        assert '"attendances":[9,11]' in line.body and "kind" not in line.body
        with pytest.raises(Conflict):
            operations.change_session(row, Came(DAY, EVENING, attendances=8), 1, desk.by)
        assert row.attendances == 11
        before = last_line().number
        operations.change_session(row, Came(DAY, EVENING, attendances=11, about=True), row.version, desk.by)
        assert last_line().number == before, "saving what stands there already is no change"


def test_what_was_written_down_by_mistake_stays_and_counts_no_more(group: AGroup) -> None:
    desk = Desk(group)
    with in_books_of(group):
        row = desk.session(DAY, 9)
        operations.change_session(row, Came(DAY, EVENING, "mistake", 9), row.version, desk.by)
        assert queries.figures_of(YEAR).attendances is None
        assert queries.sessions_of(YEAR) == [row]


def test_kinds_are_called_what_the_group_likes(group: AGroup) -> None:
    desk = Desk(group)
    with in_books_of(group):
        desk.session(DAY, 9)
        row = operations.add_kind("Canal walk", desk.by)
        with pytest.raises(Refused):
            operations.add_kind("canal WALK", desk.by)
        operations.change_kind(row, desk.by, name="Canal walk", place=1, in_use=True, version=row.version)
        assert operations.kind_names()[0] == "Canal walk"
        assert [one.place for one in queries.kinds()] == [1, 2, 3, 4]
        operations.change_kind(row, desk.by, name="Old walk", place=1, in_use=False, version=row.version)
        assert "Old walk" not in operations.kind_names()
        assert "Old walk" not in last_line().body, "what a kind is called may name somebody"


def test_a_meeting_comes_in_once_with_its_heads(group: AGroup) -> None:
    desk = Desk(group)
    with in_books_of(group):
        offers = [Offered("meeting a", DAY, WALK, 7), Offered("meeting b", date(2026, 3, 10), "Members’ meeting", None)]
        assert queries.not_counted_yet(offers) == offers
        row = operations.bring_in(offers[0], desk.by)
        assert (row.attendances, row.source) == (7, "meeting a")
        assert [one.name for one in queries.kinds() if one.id == row.kind_id] == [WALK]
        assert queries.not_counted_yet(offers) == offers[1:]
        with pytest.raises(Refused):
            operations.bring_in(offers[0], desk.by)
        second = operations.bring_in(offers[1], desk.by)
        assert second.attendances is None, "where nobody counted, nothing is made up"


def test_what_was_typed_on_that_day_is_not_offered_again(group: AGroup) -> None:
    desk = Desk(group)
    with in_books_of(group):
        desk.session(DAY, 9)
        assert queries.not_counted_yet([Offered("meeting a", DAY, EVENING, 7)]) == []


def test_heads_counted_the_morning_after_are_not_offered_again(group: AGroup) -> None:
    desk, after = Desk(group), DAY + timedelta(days=1)
    with in_books_of(group):
        desk.session(DAY, 9)
        assert queries.not_counted_yet([Offered("count a", after, "", 9), Offered("count b", DAY, "", 9)]) == []
        later = [Offered("count c", after + timedelta(days=1), "", 9), Offered("meeting d", after, EVENING, 9)]
        assert queries.not_counted_yet(later) == later


def test_the_counts_of_a_month(group: AGroup) -> None:
    desk = Desk(group)
    month = date(2026, 3, 1)
    with in_books_of(group):
        operations.write_month(
            month, {"heard_gp": (2, False), "contacts": (0, False), "talks": (None, False)}, 0, desk.by
        )
        rows = queries.of_month(month)
        assert set(rows) == {"heard_gp", "contacts"}, "a box left empty is not counted, and 0 is"
        with pytest.raises(Conflict):
            operations.write_month(month, {"heard_gp": (3, False)}, 0, desk.by)
        operations.write_month(month, {"heard_gp": (None, False), "contacts": (12, True)}, 2, desk.by)
        assert '"heard_gp":["2","not counted"]' in last_line().body and '["0","about 12"]' in last_line().body
        figures = queries.figures_of(Period(month, rules.last_of(month)))
        assert {what: str(one) for what, one in figures.counts.items()} == {"contacts": "about 12"}
        with pytest.raises(Refused):
            operations.write_month(date(2099, 1, 1), {}, 0, desk.by)


def test_more_different_people_than_attendances_are_looked_at_again(group: AGroup) -> None:
    desk = Desk(group)
    with in_books_of(group):
        desk.session(DAY, 9)
        said = {"first": DAY, "last": DAY, "known_by": "know"}
        with pytest.raises(Refused) as refused:
            operations.write_people(desk.by, **said, people=10, about=False)
        assert refused.value.field == "people"
        row = operations.write_people(desk.by, **said, people=10, about=True)
        desk.session(DAY, None)
        operations.write_people(desk.by, **said, people=10, about=False)
        operations.write_people(desk.by, **said, people=10, about=True, row=row, set_aside=True, version=row.version)
        assert [one.id for one in queries.people_within(YEAR)] == [row.id + 1]


def test_nothing_is_kept_without_a_yes(group: AGroup) -> None:
    desk = Desk(group)
    with in_books_of(group):
        with pytest.raises(Refused) as refused:
            voicing.keep_voice("story", SAID, "", Yes([], DAY), desk.by)
        assert refused.value.field == "uses"
        with pytest.raises(Refused) as refused:
            voicing.keep_voice("picture", "Hats", "", Yes(["returns"], DAY), desk.by)
        assert refused.value.field == "picture"
        assert queries.voices() == []


def test_a_yes_is_for_what_and_until_when_it_was_given(group: AGroup) -> None:
    desk = Desk(group)
    with in_books_of(group):
        row = desk.voice(SAID, DAY, "returns", "booklets", until=date(2026, 6, 30))
        assert row.signed == "a member"

        def used(use: str, day: date) -> list[str]:
            return [one.words for one in queries.voices_for(use, day)]

        assert used("returns", DAY) == used("booklets", date(2026, 6, 30)) == [SAID]
        assert used("anybody", DAY) == used("returns", date(2026, 3, 2)) == used("returns", date(2026, 7, 1)) == []
        assert SAID not in last_line().body
        voicing.withdraw(row, date(2026, 4, 1), False, desk.by)
        assert used("returns", date(2026, 3, 31)) == [SAID] and used("returns", date(2026, 4, 1)) == []
        assert [voicing.holds(row, day) for day in (DAY, date(2026, 4, 1))] == [True, False]
        assert row.words == SAID


def test_words_and_picture_go_for_good_when_they_ask(group: AGroup) -> None:
    desk = Desk(group)
    with in_books_of(group):
        row = voicing.keep_voice("picture", "Hats on the table", "Ida", Yes(["anybody"], DAY), desk.by, picture())
        assert row.file_id is not None
        stored = queries.stored_file(row.file_id)
        assert stored is not None and stored.name == "picture.png", "what a file was called may name somebody"
        voicing.withdraw(row, DAY, False, desk.by)
        voicing.withdraw(row, date(2026, 4, 1), True, desk.by)
        assert (row.words, row.signed, row.blanked, row.withdrawn_on) == ("", "a member", True, DAY)
        assert db.session.scalar(select(StoredFile.data).where(StoredFile.id == row.file_id)) is None
        assert queries.voices_for("anybody", DAY) == []
        with pytest.raises(Refused):
            voicing.withdraw(row, DAY, True, desk.by)
        assert list(history.check()) == [] and list(files.check()) == []


def test_a_group_check_is_counts_and_one_for_each_day(group: AGroup) -> None:
    desk = Desk(group)
    with in_books_of(group):
        row = operations.write_check(desk.by, day=DAY, slips=9, answers={"welcome": (7, 1, 1), "say": (5, 3, 0)})
        (card,) = queries.group_checks(YEAR)
        assert (card.slips, card.answers) == (9, {"welcome": (7, 1, 1), "say": (5, 3, 0)})
        with pytest.raises(Refused) as refused:
            operations.write_check(desk.by, day=DAY, slips=3, answers={})
        assert refused.value.field == "day"
        operations.write_check(desk.by, day=DAY, slips=9, answers={"welcome": (8, 1, 0)}, row=row, version=row.version)
        assert queries.group_checks(YEAR)[0].answers["welcome"] == (8, 1, 0)
        with pytest.raises(Refused) as refused:
            operations.write_check(
                desk.by, day=DAY, slips=5, answers={"welcome": (8, 1, 0)}, row=row, version=row.version
            )
        assert refused.value.field == "welcome_agree"


def test_a_number_on_a_measure_comes_as_it_is(group: AGroup) -> None:
    desk = Desk(group)
    with in_books_of(group):
        said = {"name": "How alone", "source": "their form", "day": DAY, "hundredths": 725, "answered": 8}
        row = operations.write_measure(desk.by, **said)
        (card,) = queries.measures(YEAR)
        assert (card.number, card.name, card.answered) == ("7.25", "How alone", 8)
        assert "How alone" not in last_line().body
        operations.write_measure(desk.by, **said, row=row, set_aside=True, version=row.version)
        assert queries.measures(YEAR) == []


def test_a_name_goes_out_of_everything_that_can_hold_one(group: AGroup) -> None:
    desk = Desk(group)
    with in_books_of(group):
        operations.add_kind("Ida Quill", desk.by)
        operations.add_kind("Member 014 (left)", desk.by)
        desk.voice("Ida Quill handed me the teapot")
        signed = voicing.keep_voice("quotation", SAID, "Ida", Yes(["returns"], DAY), desk.by)
        operations.write_measure(
            desk.by, name="Scale", source="filled in with Ida Quill", day=DAY, hundredths=700, answered=None
        )
        found = naming.take_out(Names(["Ida Quill"], "Member 014 (left)"))
        assert found == 4
        kinds = [one.name for one in db.session.scalars(select(SessionKind))]
        words = [one.words + one.signed for one in db.session.scalars(select(Voice))]
        assert not any("Ida" in one for one in [*kinds, *words, queries.measures(YEAR)[0].source])
        assert "Member 014 (left) (2)" in kinds
        assert signed.signed == "Member 014 (left)"
