"""What was said of columns is of one table: where the file is read another way by now, it is asked anew."""

import json
from dataclasses import replace
from datetime import date
from typing import Any

from groupkit.db import db
from groupkit.oldbook import drafting
from groupkit.oldbook.models import OldBookDraft
from groupkit.oldbook.reading import guess, open_table
from groupkit.oldbook.working import Working
from tests.ledger.desk import Desk
from tests.oldbook import sheets
from tests.oldbook.sheets import as_csv
from tests.oldbook.test_bringing_in import ONE, begun


def keep(draft: OldBookDraft, answers: dict[str, Any]) -> None:
    """Put answers beside a file as they stood there before."""
    draft.answers = json.dumps(answers)
    db.session.flush()


def test_columns_that_were_said_before_the_two_sides_were_seen_are_asked_anew(desk: Desk) -> None:
    draft = begun(desk, as_csv(sheets.two_sides(ONE)))
    wide = guess(open_table(draft.data, "", as_it_stands=True), date(2026, 11, 18))
    keep(draft, {"shape": wide.as_json(), "places": {"accounts": {}, "funds": {}}})
    work = Working(draft)
    assert not work.is_shaped and not work.is_placed and work.shape != wide
    drafting.say_columns(draft, work.shape, draft.version, desk.by)
    assert Working(draft).is_shaped and Working(draft).is_placed


def test_columns_that_were_said_before_of_a_table_with_one_side_stay(desk: Desk) -> None:
    draft = begun(desk, as_csv(sheets.signed(ONE)))
    said = replace(Working(draft).shape, order="mdy")
    keep(draft, {"shape": said.as_json()})
    assert Working(draft).is_shaped and Working(draft).shape == said
    keep(draft, {"shape": replace(said, roles=said.roles[:-1]).as_json()})
    assert not Working(draft).is_shaped and Working(draft).shape != said


def test_columns_of_the_very_width_and_another_table_are_asked_anew(desk: Desk) -> None:
    draft = begun(desk, as_csv(sheets.two_sides(ONE)))
    drafting.say_columns(draft, Working(draft).shape, draft.version, desk.by)
    assert Working(draft).is_shaped
    keep(draft, json.loads(draft.answers) | {"shape_of": "another"})
    assert not Working(draft).is_shaped


def test_what_was_said_to_be_no_two_sides_is_kept_as_it_stands(desk: Desk) -> None:
    draft = begun(desk, as_csv(sheets.two_sides(ONE)))
    shape = Working(draft, one_table=True).shape
    days = shape.places("day")
    assert len(days) == 2
    left = replace(shape, roles=(*shape.roles[: days[1]], *[""] * (len(shape.roles) - days[1])))
    drafting.say_columns(draft, left, draft.version, desk.by, one_table=True)
    work = Working(draft)
    assert work.is_shaped and work.right_from == 0 and work.looks_two_sided
    assert {line.pence > 0 for line in work.found.lines} == {True}
