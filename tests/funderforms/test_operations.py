"""What is kept of funders' forms: proofs, the history, names that are taken out, what a name of a cell means."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from groupkit import dates, tenancy
from groupkit.dates import clock_at
from groupkit.db import begin_writing, db, stop_writing
from groupkit.files import StoredFile
from groupkit.funderforms import checks, naming, operations, placing, queries
from groupkit.funderforms.models import FilledForm, FormMapping, FunderForm
from groupkit.funderforms.operations import Ready, Said
from groupkit.funderforms.reports import Line, Report
from groupkit.grants import operations as grants
from groupkit.grants import queries as giving_queries
from groupkit.grants.models import Grant
from groupkit.history import HistoryLine, record
from groupkit.names_in import Names
from groupkit.refusal import Conflict, Refused
from groupkit.tallies import operations as tallies
from groupkit.tallies.operations import Came
from groupkit.tallies.queries import kinds
from groupkit.tenancy import GuardBroken
from tests import builders
from tests.grants.giving import NOON, Giving
from tests.workbook.forms.making import named

SHEET = "It's a form"


class Keeping:
    """A form, brought in and pointed at two things."""

    def __init__(self, giving: Giving) -> None:
        self.by, self.row, self.giving = giving.by, giving.row, giving
        self.form = operations.add_form(self.row, data=named().data, name="Wilhelmina’s form", shared=False, by=self.by)
        self.point("C2", "text", "Ask Wilhelmina Strange")
        self.point("C3", "fact:grant_amount")

    def point(self, cell: str, what: str, words: str = "", version: int = 0) -> None:
        operations.point(self.row, self.form, Said(SHEET, cell, what, words), version, self.by)

    def ready(self) -> Ready:
        return operations.prepare(self.row, self.form, named().data)

    def fill(self) -> FilledForm:
        ready = self.ready()
        return operations.keep_filled(self.row, self.form, ready, ready.digest, self.by)

    def fill_again(self) -> FilledForm:
        """The same with something else in it too, so that it is not just what was filled in before."""
        self.point("C4", "fact:spent_total")
        return self.fill()

    def told(self, what: str) -> list[HistoryLine]:
        return list(db.session.scalars(select(HistoryLine).where(HistoryLine.what == what)))


@pytest.fixture
def keeping(app: Flask) -> Iterator[Keeping]:
    group = builders.a_group()
    by, other = group.tamsin.actor, group.carys.actor
    with clock_at(NOON), app.app_context(), tenancy.in_group(group.scope, db.session):
        begin_writing()
        try:
            yield Keeping(Giving(group, by, other))
        finally:
            stop_writing(commit=False)


def test_the_history_tells_of_forms_without_their_words(keeping: Keeping) -> None:
    keeping.fill()
    [brought], pointed, [filled] = (
        keeping.told(what) for what in (operations.BROUGHT, operations.POINTED, operations.FILLED_IN)
    )
    assert len(pointed) == 2 and "fact:grant_amount" in pointed[1].body
    for line in (brought, *pointed, filled):
        assert "Wilhelmina" not in line.body + line.subject
    assert '"placed":[null,2]' in filled.body and filled.subject.endswith(", form 1")


def test_saying_the_same_again_changes_nothing(keeping: Keeping) -> None:
    keeping.point("C3", "fact:grant_amount", version=1)
    keeping.point("C9", "")
    assert len(keeping.told(operations.POINTED)) == 2


def test_a_cell_that_somebody_else_changed_is_a_conflict(keeping: Keeping) -> None:
    with pytest.raises(Conflict):
        keeping.point("C3", "fact:spent_total", version=0)
    with pytest.raises(Refused, match="Choose one"):
        keeping.point("C3", "fact:nothing", version=1)
    with pytest.raises(Refused, match="Write the words"):
        keeping.point("C3", "text", version=1)


def test_the_proof_finds_what_is_not_as_it_was(keeping: Keeping, monkeypatch: pytest.MonkeyPatch) -> None:
    keeping.fill()
    assert list(checks.check()) == []
    row = db.session.scalars(select(FunderForm)).one()
    row.digest = "0" * 64
    db.session.flush()
    assert list(checks.check()) == [f"Form {row.id} is not the file that was sent"]
    row.digest = db.session.scalars(select(StoredFile.digest)).one()
    db.session.flush()
    record(keeping.by, operations.FILLED_IN, "another", key=(None, "gone"), digest=(None, "0" * 64))
    assert list(checks.check()) == ["A filled form of which the history tells is gone"]
    monkeypatch.setattr(checks, "digest_of", lambda _data: "0" * 64)
    assert f"Filled form 1 of grant {keeping.row.id} is not as it was kept" in list(checks.check())


def test_a_filled_form_is_never_changed(keeping: Keeping) -> None:
    keeping.fill().digest = "0" * 64
    with pytest.raises(GuardBroken):
        db.session.flush()
    db.session.expunge_all()


def test_a_name_goes_from_what_is_typed_and_stays_in_what_was_filled(keeping: Keeping) -> None:
    filled = keeping.fill()
    names = Names({"Wilhelmina Strange", "Wilhelmina"}, "Member 014 (left)")
    assert naming.take_out(names) == 2
    assert "Wilhelmina" not in keeping.form.name
    assert all("Wilhelmina" not in row.words for row in db.session.scalars(select(FormMapping)))
    assert naming.take_out(names) == 0
    assert "Wilhelmina" in filled.report and filled.workbook[:2] == b"PK"


def test_only_what_was_seen_is_kept(keeping: Keeping) -> None:
    ready = keeping.ready()
    with pytest.raises(Conflict, match="moved on"):
        operations.keep_filled(keeping.row, keeping.form, ready, "0" * 64, keeping.by)
    assert keeping.fill().number == 1
    with pytest.raises(Refused, match="nothing new"):
        keeping.fill()


def test_a_form_that_nothing_goes_into_is_not_kept(keeping: Keeping) -> None:
    keeping.point("C2", "", version=1)
    keeping.point("C3", "", version=1)
    with pytest.raises(Refused, match="Point a cell"):
        keeping.fill()


def test_a_report_reads_back() -> None:
    line = Line("S", "A1", "The group", "Hill Street", "a word")
    report = Report((line,), (line,), (("S", "B1"), ("S", "B2"), ("T", "A1")))
    assert Report.from_json(report.to_json()) == report
    assert report.later_by_sheet == {"S": ["B1", "B2"], "T": ["A1"]}


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("total_spent", "fact:spent_total"),
        ("TotalSpent", "fact:spent_total"),
        ("SPENT.TOTAL", "fact:spent_total"),
        ("grant_ref", "fact:grant_reference"),
        ("GrantAmount", "fact:grant_amount"),
        ("left_over", "fact:left_over"),
        ("Wool_spent", "wool:spent"),
        ("how_many_people", "answer:how_many_people"),
        ("_xlnm.Print_Area", None),
        ("total", None),
        ("", None),
    ],
)
def test_what_a_name_of_the_funders_means(keeping: Keeping, name: str, key: str | None) -> None:
    known = placing.placeable(keeping.row)
    found = placing.meant_by(name, known)
    wool = keeping.giving.id("heading", "Wool")
    expected = f"heading:{wool}:spent" if key == "wool:spent" else key
    assert (found.key if found else None) == expected


def test_without_figures_the_same_things_can_be_pointed_at(keeping: Keeping) -> None:
    row: Grant = keeping.row
    full, bare = placing.placeable(row), placing.placeable(row, figures=False)
    assert [(one.key, one.label, one.group) for one in full] == [(one.key, one.label, one.group) for one in bare]
    assert len({one.key for one in full}) == len(full)
    money: list[Any] = [one.value for one in bare if one.key.startswith(("fact:spent", "heading:"))]
    assert money and set(money) == {None}


def test_two_names_that_mean_the_same_take_what_is_free(keeping: Keeping) -> None:
    chosen = [Said(SHEET, "C3", "fact:spent_total"), Said(SHEET, "C4", "fact:spent_total")]
    assert operations.take_names(keeping.row, keeping.form, chosen, keeping.by) == 1
    stands = {row.cell: row.what for row in queries.mappings(keeping.form)}
    assert stands["C3"] == "fact:grant_amount" and stands["C4"] == "fact:spent_total"


# --- figures about people ------------------------------------------------------------------------


def people(keeping: Keeping, *came: int, new: int = 0) -> None:
    """Gatherings of this May, and who was new at the first of them."""
    for number, many in enumerate(came):
        day = date(2026, 5, 5 + number)
        told = Came(day, tallies.kind_names()[0], attendances=many, first_timers=new if number == 0 else 0)
        tallies.write_session(told, keeping.by)


def begins(keeping: Keeping) -> None:
    grants.change_grant(keeping.row, keeping.row.version, by=keeping.by, starts=date(2026, 5, 1))


def stands(filled: FilledForm) -> dict[str, str]:
    return {one.cell: one.said for one in Report.from_json(filled.report).placed}


def test_a_small_number_is_left_out_of_a_form_and_the_page_says_why(keeping: Keeping) -> None:
    begins(keeping)
    people(keeping, 12, 9, new=3)
    keeping.point("C8", "fact:attendances")
    keeping.point("C9", "fact:first_timers")
    filled = keeping.fill()
    assert stands(filled)["C8"] == "21" and "C9" not in stands(filled)
    [left] = [one for one in Report.from_json(filled.report).not_placed if one.cell == "C9"]
    assert (left.said, left.note) == ("", queries.KEPT_BACK)
    [known] = [one for one in placing.placeable(keeping.row) if one.key == "fact:first_timers"]
    assert (known.shown, known.value) == ("not shown", None)
    kept = json.loads(filled.figures or "")
    assert [one["key"] for one in kept["shown"]] == ["attendances"]
    assert [one["key"] for one in kept["hidden"]] == ["first_timers"]


def test_a_later_form_and_a_later_return_are_held_against_a_form(keeping: Keeping) -> None:
    """Twelve came in all by the sixth; a form a day later would give the three of that day away."""
    begins(keeping)
    people(keeping, 12)
    keeping.point("C8", "fact:attendances")
    assert stands(keeping.fill())["C8"] == "12"
    tallies.write_session(Came(date(2026, 5, 20), tallies.kind_names()[0], attendances=3), keeping.by)
    second = keeping.fill_again()
    assert "C8" not in stands(second)
    draft = replace(giving_queries.draft_of(keeping.row, "one_page"), version=0)
    facts, kept = giving_queries.known_for(keeping.row, draft)
    assert facts.tally.sum_of("attendances").hidden and kept.masked.why["attendances"] == "beside"


def test_a_form_is_held_against_a_return_that_was_filed(keeping: Keeping) -> None:
    begins(keeping)
    people(keeping, 12)
    draft = giving_queries.draft_of(keeping.row, "one_page")
    answers: Any = {one.key: "Well enough" for one in draft.format.questions() if not one.optional}
    grants.save_draft(keeping.row, draft.version, draft.format, answers, keeping.by)
    assert giving_queries.facts_filed(keeping.giving.file()).tally.sum_of("attendances").number == 12
    tallies.write_session(Came(date(2026, 5, 20), tallies.kind_names()[0], attendances=3), keeping.by)
    keeping.point("C8", "fact:attendances")
    assert "C8" not in stands(keeping.fill())


def test_what_found_no_cell_in_a_form_was_shown_to_nobody(keeping: Keeping) -> None:
    begins(keeping)
    people(keeping, 12)
    keeping.point("C5", "fact:attendances")
    filled = keeping.fill()
    assert "C5" not in stands(filled), "a formula of theirs stands there"
    assert json.loads(filled.figures or "") == {"hidden": [], "shown": [], "funder": "Community Chest"}


@pytest.mark.parametrize("label", ["Attendances", "Spent in all"])
def test_a_form_from_before_figures_were_kept_is_named_where_it_tells_of_people(keeping: Keeping, label: str) -> None:
    placed = {"placed": [{"sheet": "Return", "cell": "C8", "label": label, "said": "23", "note": ""}]}
    db.session.add(
        FilledForm(
            form_id=keeping.form.id,
            grant_id=keeping.row.id,
            number=1,
            report=json.dumps({**placed, "not_placed": [], "later": []}),
            figures=None,
            workbook=b"",
            digest="",
            file_name="form.xlsx",
            filled_at=dates.now(),
            filled_by_no=keeping.by.person_no,
        )
    )
    db.session.flush()
    [given] = queries.figures_given()
    assert given.figures == (None if label == "Attendances" else {})
    begins(keeping)
    people(keeping, 12)
    draft = replace(giving_queries.draft_of(keeping.row, "one_page"), version=0)
    keeping.point("C8", "fact:attendances")
    sentences = [*giving_queries.known_for(keeping.row, draft)[1].masked.sentences, *keeping.ready().worked_out]
    told = "Form 1 of Community Chest, filled in on 18 November 2026, is from before the figures of such a paper were"
    assert [one.startswith(told) for one in sentences] == ([True, True] if label == "Attendances" else [])
    keeping.point("C8", "fact:spent_total", version=1)
    assert keeping.ready().worked_out == (), "a form without a count of people gives none away"


def test_a_form_filled_in_for_a_funder_that_was_renamed_still_counts(keeping: Keeping) -> None:
    begins(keeping)
    people(keeping, 12)
    keeping.point("C8", "fact:attendances")
    keeping.fill()
    other = grants.add_grant(
        funder="COMMUNITY  chest", reference="", amount=100, purpose="", by=keeping.by, starts=date(2026, 5, 1)
    )
    for name in ("Community Chest of the Hills", "Hill Trust"):
        grants.change_grant(keeping.row, keeping.row.version, by=keeping.by, funder=name)
    tallies.write_session(Came(date(2026, 5, 20), tallies.kind_names()[0], attendances=3), keeping.by)
    for row in (keeping.row, other):
        _, kept = giving_queries.known_for(row, giving_queries.draft_of(row, "one_page"))
        assert "attendances" in kept.masked.hidden, row.funder
    other.funder = "Somebody Else"
    _, kept = giving_queries.known_for(other, giving_queries.draft_of(other, "one_page"))
    assert "attendances" not in kept.masked.hidden


def test_a_cell_of_a_grant_for_some_gatherings_says_which(keeping: Keeping) -> None:
    begins(keeping)
    people(keeping, 1_200)
    kind = kinds()[0]
    first, last = date(2026, 5, 1), date(2026, 5, 31)
    tallies.write_people(keeping.by, first=first, last=last, people=1_016, about=False, known_by="know")
    grants.change_grant(keeping.row, keeping.row.version, by=keeping.by, kinds=[kind.id])
    labels = {one.key: one.label for one in placing.placeable(keeping.row)}
    assert labels["fact:attendances"] == f"Attendances (only of: {kind.name})"
    assert labels["fact:different_people"] == "Different people (of the whole group)"
    known = placing.placeable(keeping.row)
    values = {one.key: one.value for one in known}
    assert (values["fact:attendances"], values["fact:different_people"]) == (1_200, "1,016 (of the whole group)")
    found = placing.meant_by("attendances", known)
    assert found is not None and found.key == "fact:attendances"
