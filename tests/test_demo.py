"""The example group is a believable year, whole in every book, and never part of a real installation."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from io import BytesIO
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from openpyxl import load_workbook
from sqlalchemy import func, select

from groupkit import checks, cli, dates, demo, history, settings, tenancy
from groupkit.access import queries as people
from groupkit.access.models import Acceptance, Agreement, Appointment, Group, Person, User
from groupkit.accounts import closings
from groupkit.bank import queries as bank
from groupkit.bank import reconciling
from groupkit.copies import operations as copies
from groupkit.copies.rules import still_there
from groupkit.db import db, door_reading
from groupkit.decisions import queries as decisions
from groupkit.decisions.models import Decision
from groupkit.demo import funders_form, looking_in, shared_work
from groupkit.demo import grants as demo_grants
from groupkit.demo.meetings import OUTING
from groupkit.funderforms import queries as forms
from groupkit.funderforms.reports import Report
from groupkit.giftaid import queries as gift_aid
from groupkit.grants import queries as grants
from groupkit.jobs import electing
from groupkit.jobs import queries as jobs
from groupkit.ledger import queries
from groupkit.ledger.models import Entry, Receipt
from groupkit.meetings import queries as queries_of_meetings
from groupkit.meetings.models import Meeting
from groupkit.people.members import queries as members
from groupkit.tenancy import GroupScope
from groupkit.yearend import looking
from tests import builders
from tests.accounts.test_workbooks import cached
from tests.browsing import text_of
from tests.conftest import CHEAP_SCRYPT, make_app

pytestmark = pytest.mark.sqlite


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """The example as a site, for looking at its pages."""
    app = make_app(tmp_path_factory.mktemp("example"), "example", installed=False)
    demo.begin(app, Path(app.config["INSTANCE"]))
    return app


@pytest.fixture
def example(site: Flask) -> Iterator[Flask]:
    """The example from inside, in the group's books."""
    with site.app_context(), tenancy.in_group(_scope(), db.session):
        yield site


def _scope() -> GroupScope:
    with door_reading() as door:
        group = door.scalars(select(Group)).one()
        return GroupScope(group.id, group.key, group.zone)


def test_it_has_two_full_years_of_about_two_hundred_lines(example: Flask) -> None:
    many = db.session.scalar(select(func.count()).select_from(Entry)) or 0
    assert 200 <= many <= 260
    lines = list(queries.all_lines(queries.Sought()))
    assert lines[-1].day - lines[0].day >= timedelta(days=729)
    assert {line.kind for line in lines} == {"payment", "receipt", "refund", "move", "fund_move", "opening"}
    assert any(line.corrected for line in lines) and any(line.void for line in lines)


def test_everything_adds_up_and_nothing_is_odd(example: Flask) -> None:
    assert list(checks.check_group()) == []
    assert queries.balances().agree
    assert min(place.pence for place in (*queries.balances().accounts, *queries.balances().funds)) >= 0


def test_its_first_year_is_closed_and_looked_over_with_nothing_left_open(example: Flask) -> None:
    [closing] = closings.closings()
    assert closing.stands and not closings.left_open(closing.row)
    assert closings.examined_closings() == {closing.row.id}
    cards = looking.year_cards()
    assert cards[-1].closed and cards[0].running


def test_its_bank_has_lines_that_wait_and_a_statement_that_nobody_else_has_seen(example: Flask) -> None:
    [account] = bank.cards()
    assert account.waiting == 3 and account.reconciled_to is not None
    statements = [row for row, _ in reconciling.finished()]
    assert len(statements) == 5 and sum(row.seen_at is None for row in statements) == 1


def test_its_pack_shows_each_statement_beside_the_book(site: Flask) -> None:
    client = signed_in(site, "tamsin")
    with site.app_context(), tenancy.in_group(_scope(), db.session):
        years = [card.year.label for card in looking.year_cards()]
    for year, many in ((years[-1], 5), (years[-2], 1)):
        made = client.get(f"/{demo.SHORT_NAME}/money/year-end/pack/workbook?year={year}")
        rows = [row for row in cached(made.data)["Statements"] if row[0] == "Bank" and row[4] is not None]
        assert len(rows) == many and not any(round(row[6] * 100) for row in rows)


def test_its_history_reads_as_that_year(example: Flask) -> None:
    lines = history.lines(1_000)
    days = [line.at.date() for line in reversed(lines)]
    assert days == sorted(days)
    assert days[-1] - days[0] >= timedelta(days=360)


def test_it_has_receipts_people_with_different_jobs_and_a_friend(example: Flask) -> None:
    assert (db.session.scalar(select(func.count()).select_from(Receipt)) or 0) >= 12
    people = list(db.session.scalars(select(Person)))
    assert sum(not person.friend for person in people) >= 5
    assert sum(person.friend for person in people) == 1
    assert len(set(db.session.scalars(select(Appointment.job)))) >= 4


def friend_now() -> tuple[Person, list[Agreement]]:
    friend = db.session.scalars(select(Person).where(Person.friend)).one()
    agreements = select(Agreement).where(Agreement.person_id == friend.id).order_by(Agreement.id)
    return friend, list(db.session.scalars(agreements))


def test_its_friend_was_agreed_with_twice_said_yes_and_looked_in(example: Flask) -> None:
    friend, (before, now) = friend_now()
    assert set(before.parts) < set(now.parts) and len(now.parts) >= 4
    for agreement in (before, now):
        assert db.session.get(Acceptance, agreement.key) is not None
    looks = people.looks()
    assert len(looks) >= 6 and {look.person_no for look in looks} == {friend.number}
    for look in looks:
        assert any(one.from_day <= look.at.date() <= one.until for one in (before, now))


def test_the_copy_holds_no_name(example: Flask) -> None:
    [copy] = copies.copies()
    assert len(copy.words) > 1_000
    assert not still_there(copy.words, copies.known_names())


def test_its_friend_reads_the_copy_and_each_look_is_named_as_the_gate_names_it(site: Flask) -> None:
    client = signed_in(site, demo.FRIEND)
    for page in ("/copies/", "/money/balances", "/money/summary", "/money/book"):
        assert client.get(f"/{demo.SHORT_NAME}{page}").status_code == 200
    page = text_of(client.get(f"/{demo.SHORT_NAME}/copies/1"))
    assert "Copy with names taken out" in page and "Lantern Street Tuesdays" in page
    told = {page for _, pages in looking_in.OPENED for page in pages}
    looks = text_of(signed_in(site, "mo").get(f"/{demo.SHORT_NAME}/people/looks"))
    for page in told:
        assert looks.count(page) > sum(page in pages for _, pages in looking_in.OPENED), page


def test_its_jobs_show_a_deputy_a_lone_holder_and_a_term_that_is_over(example: Flask) -> None:
    cards = {card.name: card for card in jobs.who_does_what()}
    assert cards["welcome"].deputies and not cards["tea and room"].deputies
    assert [one.held.job for one in jobs.times() if one.over] == ["second signatory"]
    [election] = electing.elections()
    assert election.closed_at is not None
    assert {row.chosen for row in electing.nominations_of(election.id)} == {True, False}


def test_somebody_took_her_yes_back_and_nothing_of_her_contact_is_kept(example: Flask) -> None:
    gone = db.session.scalars(select(Person).where(Person.name == shared_work.NO_LONGER)).one()
    [consent] = members.consents_of(gone.id)
    assert consent.withdrawn_on is not None and members.card_of(gone.id) is None and gone.left_on is None


def test_whoever_keeps_the_money_is_invited_to_a_second_step(site: Flask) -> None:
    page = text_of(signed_in(site, "tamsin").get(f"/{demo.SHORT_NAME}/"))
    assert "Turn on a second step for signing in" in page


def signed_in(app: Flask, who: str) -> FlaskClient:
    with app.app_context():
        user_id = db.session.scalars(select(User.id).where(User.username == who)).one()
    return builders.sign_in_as(app.test_client(), builders.Someone(who, who, user_id, 0, demo.SHORT_NAME))


def test_its_starter_grant_is_nearly_spent(example: Flask) -> None:
    [card] = [one for one in grants.grants() if one.fund == "Starter grant"]
    assert card.amount == 40_000
    assert 0 < card.left <= 6_000


def test_its_other_grants_are_of_every_size_and_kind(example: Flask) -> None:
    cards = grants.grants()
    rows = {card.funder: grants.grant(card.id) for card in cards}
    assert sorted(card.amount for card in cards) == [25_000, 30_000, 40_000, 60_000, 180_000, 420_000, 980_000]
    kinds = {row.kind for row in rows.values() if row}
    assert kinds >= {"council", "foundation", "health", "lottery", "charity"}
    assert [card.funder for card in cards if card.asked] == ["Canal Side Trust"]
    assert {card.funder for card in cards if card.over} == {"Lantern Bridge Town Council", "Old Mill Fund"}
    [claimed] = [card for card in cards if card.claimed]
    assert (claimed.received, claimed.left, claimed.to_claim) == (80_000, 0, 0)


def test_its_large_grant_has_all_that_can_go_with_one(example: Flask) -> None:
    [row] = [grants.grant(card.id) for card in grants.grants() if card.amount == 980_000]
    assert row is not None and grants.card_of(row).received == 490_000
    assert [one.pence for one in grants.instalments(row)] == [490_000, 490_000]
    assert [(card.what, card.agreement) for card in grants.papers(row)] == [
        ("Their yes to a change", 2),
        ("Their offer letter", None),
    ]
    assert {one.row.kind for one in grants.extras(row)} == {"match", "kind", "thing"}
    assert [(one.origin, one.target) for one in grants.outcomes(row)] == [("kit", None), ("kit", None), ("funder", 96)]
    assert {one.key for one in grants.worth_a_look(row)} == {"no_receipt"}


@pytest.mark.long
@pytest.mark.parametrize("today", [date(2026, 11, 21), date(2027, 3, 1), date(2028, 3, 31), date(2028, 2, 29)])
def test_it_can_be_made_on_any_day(tmp_path: Path, today: date) -> None:
    app = make_app(tmp_path, "day")
    with app.app_context(), dates.clock_at(dates.datetime.combine(today, dates.datetime.min.time(), dates.UTC)):
        demo.make_group(dict.fromkeys(demo.PEOPLE, "no passphrase"), today)
        groups, problems = checks.check_everything()
    assert (groups, problems) == (1, [])


def test_a_second_start_keeps_everything_and_prints_the_same(example: Flask) -> None:
    folder = Path(example.config["INSTANCE"])
    words = (folder / demo.SIGN_IN).read_text()
    assert demo.begin(example, folder) == words
    assert all(who in words for who in demo.PEOPLE)
    assert (folder / demo.SIGN_IN).stat().st_mode & 0o077 == 0


def test_a_real_installation_never_holds_an_example(tmp_path: Path) -> None:
    app = make_app(tmp_path / "instance", "real", installed=False)
    with app.app_context():
        assert db.session.scalar(select(func.count()).select_from(User)) == 0
    assert cli._folder(demo=True) != cli._folder(demo=False)
    assert not settings.is_installed(tmp_path / "instance")


def test_passphrases_are_made_fresh_for_each_installation(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(demo, "make_group", lambda hashes, today: demo.SHORT_NAME)
    words = []
    for name in ("one", "two"):
        app = make_app(tmp_path / name, name, installed=False, PASSPHRASE_METHOD=CHEAP_SCRYPT)
        words.append(demo.begin(app, Path(app.config["INSTANCE"])))
    assert words[0] != words[1]


def test_a_gift_aid_claim_waits_to_be_tried(example: Flask) -> None:
    waiting = gift_aid.all_waiting()
    assert [(one.gift.pence, one.why_not) for one in waiting] == [(5_000, ""), (2_000, "")]
    assert [one.pence for one in gift_aid.collections()] == [3_245] and gift_aid.claims() == []


def test_it_has_a_year_of_meetings_with_decisions_of_every_sort(example: Flask) -> None:
    rows = list(db.session.scalars(select(Meeting).where(Meeting.standing == "held")))
    assert len(rows) >= 16 and {one.kind for one in rows} == {"ordinary", "committee", "yearly", "special"}
    [outing] = [one for one in db.session.scalars(select(Decision)) if one.title == OUTING]
    rounds = decisions.rounds_of(outing.id)
    assert [one.way for one in rounds] == ["talk", "consensus", "consensus"]
    assert len({one.held_on for one in rounds}) == 3 and outing.standing == "agreed"
    assert rounds[1].block == 1 and decisions.results_of(outing.id)
    assert {one.standing for one in db.session.scalars(select(Decision))} == {"talking", "agreed", "replaced"}
    [yearly] = [one for one in rows if one.kind == "yearly"]
    [election] = electing.elections()
    assert election.held_on == yearly.day and election.closed_at is not None
    assert sum(one.minutes == "approved" for one in rows) >= 13
    assert queries_of_meetings.to_come()[0].day >= tenancy.today()


def test_the_largest_grant_names_its_decision_and_a_funders_form_is_filled(example: Flask) -> None:
    largest = max(grants.grants(), key=lambda card: card.amount)
    row = grants.grant(largest.id)
    assert row is not None
    decision = grants.decision_of(row)
    assert decision is not None and decision.standing == "agreed" and decision.decided_on <= row.accepted_on
    wellbeing = next(grants.grant(card.id) for card in grants.grants() if card.fund == demo_grants.WELLBEING)
    assert wellbeing is not None
    [filled] = forms.filled_for(wellbeing)
    report = Report.from_json(filled.report)
    assert len(report.placed) == 13 and not report.not_placed and len(report.later) == 6
    book = load_workbook(BytesIO(filled.workbook))
    sheet = book[funders_form.REPORT]
    assert sheet["B3"].value == demo.NAME and sheet["B5"].value == 1800 and sheet["B10"].value == "Yes"
    assert isinstance(sheet["B6"].value, datetime) and sheet["B6"].value.date() == wellbeing.starts
    assert sheet.protection.sheet and str(sheet.merged_cells.ranges).count("A1:D1") == 1
    spent = sum(book[funders_form.SPENDING][f"C{number}"].value for number in (3, 4, 5))
    assert round(spent * 100) == sum(one.spent for one in queries.by_heading(wellbeing.fund_id)) > 0
