"""People, jobs, critical friends and the door, as somebody would attack them."""

import contextlib
import threading
import unicodedata
from datetime import date, timedelta
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from groupkit import dates, db, tenancy
from groupkit.access import door, friends, getting_back, operations, second_step
from groupkit.access import queries as people
from groupkit.access.door_models import HalfSignIn, SecondStep, SpareCode, WayBack
from groupkit.access.models import Look
from groupkit.access.permissions import Job
from groupkit.checks import check_group
from groupkit.copies.operations import known_names
from groupkit.copies.rules import Known, still_there
from groupkit.history import HistoryLine
from groupkit.jobs import electing, signing
from groupkit.jobs import operations as jobs
from groupkit.jobs import queries as job_queries
from groupkit.jobs.rules import DEPUTY, HOLDS, Held, worth_a_look
from groupkit.ledger import operations as ledger
from groupkit.ledger import queries as book
from groupkit.ledger.rules import Part
from groupkit.people.members import erasing
from groupkit.people.members import operations as members
from groupkit.people.members.importing import read_table
from groupkit.people.members.operations import Card, Yes
from groupkit.refusal import Refused
from groupkit.rulebook.operations import set_rule
from groupkit.rulebook.rules import RULES
from tests.browsing import form_of, links_of, post, text_of
from tests.builders import AGroup, agreement_of, in_books_of, say_yes, sign_in_as, the_app
from tests.people.members.test_erasing import everything_written, leave_and_erase, person

WHO = "Peronelle Thistlewood"
GUESSES = 20


def called(group: AGroup, who: str = "mo", name: str = WHO) -> None:
    """A member has this name; call it outside the books."""
    by = group.carys.actor
    with in_books_of(group):
        somebody = person(group.people[who].number)
        operations.rename_person(somebody, name, somebody.version, by)


def erased(group: AGroup) -> None:
    by = group.carys.actor
    with in_books_of(group):
        leave_and_erase(group.mo.number, by)


def where_it_stands(group: AGroup, words: str = "thistlewood") -> set[str]:
    return {table for table, rows in everything_written(group).items() if words in rows.lower()}


# Taking somebody out


def test_the_address_for_a_forgotten_passphrase_goes_with_its_account(app: Flask, group: AGroup):
    with app.app_context(), db.writing():
        getting_back.keep_address(group.mo.user_id, "mo.thistlewood@example.org")
    erased(group)
    assert not where_it_stands(group)


def test_nothing_of_the_door_is_left_of_an_account_that_was_taken_out(app: Flask, group: AGroup):
    user_id = group.mo.user_id
    with app.app_context(), db.writing():
        second_step.begin(user_id)
        secret = db.db.session.scalars(sa.select(SecondStep.secret).where(SecondStep.user_id == user_id)).one()
        second_step.turn_on(user_id, secret, 1)
    with app.app_context(), db.door_writing() as records:
        records.add(HalfSignIn(digest="0" * 64, user_id=user_id, began_at=dates.now()))
        records.add(
            WayBack(
                digest="1" * 64, how="email", user_id=user_id, made_at=dates.now(), until=dates.now() + timedelta(1)
            )
        )
    erased(group)
    with app.app_context(), db.door_reading() as records:
        assert records.scalar(sa.select(SpareCode.digest).where(SpareCode.user_id == user_id)) is None
        assert records.scalar(sa.select(SecondStep.secret).where(SecondStep.user_id == user_id)) is None
        running = sa.select(WayBack.digest).where(WayBack.user_id == user_id, WayBack.used_at.is_(None))
        assert records.scalar(running) is None
        half = sa.select(HalfSignIn.digest).where(HalfSignIn.user_id == user_id, HalfSignIn.used_at.is_(None))
        assert records.scalar(half) is None


def test_a_friend_reads_no_name_in_a_job_after_it_was_taken_out(client: FlaskClient, group: AGroup):
    called(group, name="Peronelle")
    by = group.carys.actor
    with in_books_of(group):
        jobs.write_down("Peronelle's milk round", "", by)
    sign_in_as(client, group.femi)
    assert "Peronelle" not in text_of(client.get(group.url("/jobs/by-name")))
    erased(group)
    assert "Peronelle" not in text_of(client.get(group.url("/jobs/by-name")))


def test_the_whole_name_in_a_job_goes_from_the_job_and_from_the_history(group: AGroup):
    called(group)
    by = group.carys.actor
    with in_books_of(group):
        job = jobs.write_down(f"{WHO}'s milk round", "", by)
        jobs.take_on(job, person(group.bea.number), by)
    erased(group)
    assert not where_it_stands(group)


def test_a_meeting_that_names_somebody_is_taken_out(group: AGroup):
    called(group)
    by = group.carys.actor
    with in_books_of(group):
        electing.begin(tenancy.today(), f"at {WHO}'s house", by)
    erased(group)
    assert not where_it_stands(group)


def test_no_friend_reads_where_a_rule_came_from(client: FlaskClient, group: AGroup):
    called(group)
    by = group.carys.actor
    with in_books_of(group):
        set_rule(RULES["members_kept_months"], "18", f"{WHO} wanted it", by)
    sign_in_as(client, group.femi)
    assert "Thistlewood" not in text_of(client.get(group.url("/rules/")))


def test_a_list_that_is_held_for_a_second_look_goes_with_a_name(client: FlaskClient, group: AGroup):
    called(group)
    sign_in_as(client, group.sol)
    url = group.url("/members/import")
    rows = f"Name,Phone\n{WHO},07700 900123\n".encode()
    values = form_of(client.get(url)) | {"do": "look", "table": (BytesIO(rows), "list.csv")}
    assert client.post(url, data=values).status_code == 200
    assert "held_pictures" in where_it_stands(group)
    erased(group)
    assert "held_pictures" not in where_it_stands(group)


@pytest.mark.parametrize(
    "written", ["Peronelle Thistle\u00adwood", "Peronelle\u200b Thistlewood", "P\u2060eronelle Thistlewood"]
)
def test_nothing_that_nobody_sees_hides_a_name_from_being_taken_out(client: FlaskClient, group: AGroup, written: str):
    called(group)
    sign_in_as(client, group.carys)
    job_by = group.carys.actor
    with in_books_of(group):
        job_id = jobs.write_down("milk", "", job_by).id
    assert post(client, group.url(f"/jobs/{job_id}/lines/new"), kind="task", words=f"ask {written}").status_code == 302
    erased(group)
    assert "wood" not in everything_written(group)["job_notes"]


def test_a_critical_friend_can_be_taken_out_when_they_ask(client: FlaskClient, group: AGroup):
    sign_in_as(client, group.carys)
    assert post(client, group.url(f"/people/{group.femi.number}/agreement/end")).status_code == 302
    page = client.get(group.url(f"/members/friends/{group.femi.number}/take-out"))
    assert page.status_code == 200


def test_a_friend_who_left_is_taken_out_when_the_time_has_run_out_and_the_books_are_whole(group: AGroup):
    by = group.carys.actor
    with in_books_of(group):
        femi = person(group.femi.number)
        operations.person_leaves(femi, by)
        erasing.erase(femi, "time", by)
        assert list(check_group()) == []
        assert "nurse" not in agreement_of(group, group.femi).post.lower()


def test_a_first_name_in_what_is_called_after_somebody_goes_with_the_whole_name(client: FlaskClient, group: AGroup):
    called(group)
    by, treasurer = group.carys.actor, group.tamsin.actor
    with in_books_of(group):
        jobs.write_down("Peronelle's milk round", "", by)
        ledger.add_account(name="Peronelle's tin", kind="tin", by=treasurer)
    erased(group)
    sign_in_as(client, group.femi)
    shown = text_of(client.get(group.url("/jobs/by-name"))) + text_of(client.get(group.url("/money/balances")))
    assert "Peronelle" not in shown
    assert "tin" in shown and "milk round" in shown
    with in_books_of(group):
        assert list(check_group()) == []


def test_whom_the_bank_still_lets_sign_is_not_taken_out_by_the_clock(app: Flask, group: AGroup):
    by = group.carys.actor
    with in_books_of(group):
        mo = person(group.mo.number)
        signing.add(mo, tenancy.today(), related=False, by=by)
        operations.person_leaves(mo, by)
        mo.left_on = tenancy.today() - timedelta(days=1_000)
    with app.app_context():
        erasing.take_out_who_left(dates.now())
    with in_books_of(group):
        assert person(group.mo.number).name == "Mo"
        row = signing.rows()[-1]
        signing.change(row, False, None, tenancy.today(), row.version, by)
    with app.app_context():
        erasing.take_out_who_left(dates.now())
    with in_books_of(group):
        assert person(group.mo.number).name != "Mo"


# Copies


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("Siobhan O'Flaherty", "we thank O’Flaherty"),
        ("Siobhan O’Flaherty", "we thank O'Flaherty"),
        ("Anne-Marie Quill", "we thank Anne‑Marie"),
        ("Anne-Marie Quill", "we thank Anne Marie"),
        ("Peronelle Thistlewood", "we thank _Peronelle_"),
        ("Peronelle Thistlewood", "we thank Thistle\u00adwood"),
        ("Peronelle Thistlewood", "we thank Peronelle\u200b"),
        ("Peronelle Thistlewood", "we thank Pero\u200bnelle"),
        ("José Wren", unicodedata.normalize("NFD", "we thank José")),
        ("José Wren", "we thank Jose"),
        ("Zoë Tansy", "ZOE said so"),
        ("Siobhan Quill-Larkin", "Ms Larkin said so"),
    ],
)
def test_a_known_name_is_found_however_it_is_written(name: str, written: str):
    assert still_there(written, Known((name,)))


def test_what_somebody_was_called_before_is_a_known_name_too(group: AGroup):
    called(group)
    called(group, name="Tilly Marsh")
    with in_books_of(group):
        assert still_there(f"{WHO} said so", known_names())


# Critical friends


@pytest.mark.parametrize(
    "job", ["Anns milk round", "Jose's milk round", "An\u200bn's milk round", "Ann’s milk round", "the_ann_round"]
)
def test_no_friend_reads_a_job_called_after_somebody(client: FlaskClient, group: AGroup, job: str):
    called(group, "mo", "Ann")
    called(group, "bea", "José")
    sign_in_as(client, group.carys)
    assert post(client, group.url("/jobs/new"), name=job).status_code == 302
    friend = sign_in_as(client.application.test_client(), group.femi)
    assert "milk round" not in text_of(friend.get(group.url("/jobs/by-name")))
    assert "the_ann" not in text_of(friend.get(group.url("/jobs/by-name"))).lower()


def test_what_somebody_was_called_before_does_not_show_in_a_job(client: FlaskClient, group: AGroup):
    called(group, name="Peronelle")
    by = group.carys.actor
    with in_books_of(group):
        jobs.write_down("Peronelle's milk round", "", by)
    called(group, name="Tilly")
    sign_in_as(client, group.femi)
    assert "Peronelle" not in text_of(client.get(group.url("/jobs/by-name")))


def test_a_friend_says_yes_only_to_the_words_that_were_on_the_page(client: FlaskClient, group: AGroup):
    by = group.carys.actor
    until = dates.today() + timedelta(days=90)
    with in_books_of(group):
        operations.agree_again(person(group.femi.number), "Nurse", "facilitator", until, by)
    sign_in_as(client, group.femi)
    url = f"/kit/agreements/{group.slug}"
    read = form_of(client.get(url))
    with in_books_of(group):
        terms = operations.Terms(shares=("rules",), bounds="Never speak of us anywhere")
        operations.agree_again(person(group.femi.number), "Nurse", "facilitator", until, by, terms)
    client.post(url, data=read)
    assert client.get(group.url("/")).status_code == 302, "the words they said yes to were never shown to them"


def test_every_look_can_be_read_by_members_however_many_there_are(client: FlaskClient, group: AGroup):
    friend = sign_in_as(client.application.test_client(), group.femi)
    friend.get(group.url("/rules/"))
    with the_app().app_context(), tenancy.in_group(group.scope, db.db.session), db.door_writing() as records:
        records.add_all(Look(person_no=group.femi.number, page="home", at=dates.now()) for _ in range(250))
    sign_in_as(client, group.mo)
    page, seen = group.url("/people/looks"), ""
    first = client.get(page)
    seen = text_of(first)
    for link in links_of(first):
        if "looks?" in link:
            seen += text_of(client.get(link))
    with in_books_of(group):
        title = db.db.session.scalars(sa.select(Look.page).order_by(Look.id).limit(1)).one()
    assert title in seen


def test_a_friend_reads_nobodys_prose_in_what_is_kept_about_them(client: FlaskClient, group: AGroup):
    by = group.carys.actor
    with in_books_of(group):
        terms = operations.Terms(decision=f"{WHO} was against it")
        femi = person(group.femi.number)
        operations.agree_again(femi, "Nurse", "facilitator", tenancy.today() + timedelta(days=90), by, terms)
        say_yes(femi)
    sign_in_as(client, group.femi)
    page = client.get(group.url("/members/mine"))
    assert page.status_code == 200
    told = text_of(page)
    assert told.count(WHO) == 1 and f"Agreed at: {WHO}" in told, "what the group agreed with them, and nothing else"
    assert client.get(group.url("/members/mine/file")).get_data(as_text=True).count(WHO) == 1


@pytest.mark.parametrize("page", ["/members/mine", "/members/mine/file"])
def test_a_friend_who_looks_is_written_down(client: FlaskClient, group: AGroup, page: str):
    sign_in_as(client, group.femi).get(group.url(page))
    with in_books_of(group):
        assert db.db.session.scalar(sa.select(sa.func.count(Look.id))) == 1


def test_a_friend_reads_no_name_in_what_an_account_is_called(client: FlaskClient, group: AGroup):
    called(group)
    by = group.tamsin.actor
    with in_books_of(group):
        ledger.add_account(name=f"{WHO}'s tin", kind="tin", by=by)
    sign_in_as(client, group.femi)
    assert "Thistlewood" not in text_of(client.get(group.url("/money/balances")))


def test_a_friend_reads_no_name_in_what_a_fund_or_category_is_called(client: FlaskClient, group: AGroup):
    called(group)
    by = group.tamsin.actor
    with in_books_of(group):
        ledger.add_category(name=f"{WHO}'s taxi", direction="out", by=by)
        ledger.add_fund(name=f"{WHO}'s bequest", kind="designated", by=by)
        ids = {(choice.sort, choice.name): choice.id for choice in book.choices().all}
        part = Part(100, ids["category", f"{WHO}'s taxi"], ids["fund", f"{WHO}'s bequest"])
        account = ids["account", "Bank"]
        ledger.record_payment(day=tenancy.today(), account=account, amount=100, parts=[part], payee="", by=by)
    sign_in_as(client, group.femi)
    pages = {page: text_of(client.get(group.url(f"/money/{page}"))) for page in ("balances", "summary", "book")}
    assert not [page for page, text in pages.items() if "Thistlewood" in text]


def test_saying_yes_twice_changes_nothing(app: Flask, group: AGroup):
    """Two tabs: the second had read that nobody had said yes yet."""
    by = group.carys.actor
    with in_books_of(group):
        until = tenancy.today() + timedelta(days=90)
        operations.agree_again(person(group.femi.number), "Nurse", "facilitator", until, by)
    agreed = group.femi.actor.agreed
    assert agreed is not None
    for _ in range(2):
        with app.app_context(), db.writing():
            friends.accept(group.femi.user_id, agreed)


def test_a_friend_whose_time_ran_out_long_ago_is_taken_out_too(app: Flask, group: AGroup):
    with in_books_of(group):
        agreement = agreement_of(group, group.femi)
        agreement.from_day, agreement.until = (tenancy.today() - timedelta(days=days) for days in (1_000, 800))
    with app.app_context():
        erasing.take_out_who_left(dates.now())
    with in_books_of(group):
        assert person(group.femi.number).name != "Femi"


# Choosing, jobs and access


def test_a_deputy_who_was_given_the_job_can_be_chosen_for_it(group: AGroup):
    by = group.carys.actor
    with in_books_of(group):
        job = next(one for one in job_queries.jobs() if one.gives == "treasurer")
        bea = person(group.bea.number)
        jobs.take_on(job, bea, by, role=DEPUTY)
        operations.give_job(bea, Job.TREASURER, by)
        assert list(check_group()) == []
        election = electing.begin(tenancy.today(), "yearly meeting", by)
        nomination = electing.stand(election, job, bea, by)
        electing.close(election, {nomination.id: 9}, by)
        assert [one.held.name for one in job_queries.times(job.id)] == ["Bea"]
        assert list(check_group()) == []


def test_one_person_is_in_a_job_once(group: AGroup):
    by = group.carys.actor
    with in_books_of(group):
        job = next(one for one in job_queries.jobs() if one.gives == "treasurer")
        bea = person(group.bea.number)
        jobs.take_on(job, bea, by, role=DEPUTY)
        operations.give_job(bea, Job.TREASURER, by)
        load = next(one for one in job_queries.who_carries_what() if one.number == bea.number)
        assert "treasurer" in load.does
        assert "treasurer" not in load.steps_in


def test_a_job_that_was_put_away_can_still_be_given(client: FlaskClient, group: AGroup):
    """Its name is taken by the one that was put away, and the page of people does not know about that."""
    by = group.carys.actor
    with in_books_of(group):
        job = next(one for one in job_queries.jobs() if one.gives == "treasurer")
        tenure = job_queries.tenures_of(job.id)[0]
        jobs.end_tenure(tenure, "ended", by)
        jobs.put_away(job, by)
    sign_in_as(client, group.carys)
    assert post(client, group.url(f"/people/{group.mo.number}/job"), job="treasurer").status_code == 302


def test_an_older_choosing_does_not_undo_a_newer_one(group: AGroup):
    by = group.carys.actor
    with in_books_of(group):
        job = next(one for one in job_queries.jobs() if one.gives == "treasurer")
        new = electing.begin(tenancy.today(), "yearly meeting", by)
        mine = electing.stand(new, job, person(group.mo.number), by)
        electing.close(new, {mine.id: None}, by)
        old = electing.begin(tenancy.today() - timedelta(days=800), "an old meeting", by)
        theirs = electing.stand(old, job, person(group.bea.number), by)
        try:
            electing.close(old, {theirs.id: None}, by)
        except Refused:
            return
        assert "Mo" in [one.held.name for one in job_queries.times(job.id)]


def test_the_second_of_two_to_change_a_term_is_told(client: FlaskClient, group: AGroup):
    with in_books_of(group):
        job = next(one for one in job_queries.jobs() if one.gives == "treasurer")
        tenure_id = job_queries.tenures_of(job.id)[0].id
    url = group.url(f"/jobs/times/{tenure_id}/term")
    sign_in_as(client, group.carys)
    other = sign_in_as(client.application.test_client(), group.sol)
    mine, theirs = form_of(client.get(url)), form_of(other.get(url))
    assert client.post(url, data=mine | {"decision": "our June meeting"}).status_code == 302
    assert other.post(url, data=theirs | {"how": "elected"}).status_code == 200


@pytest.mark.parametrize("day", ["31/12/9999", "1/1/2199", "1/1/1900", "31/12/2100"])
def test_a_choosing_on_any_day_that_can_be_written_can_be_looked_at(client: FlaskClient, group: AGroup, day: str):
    sign_in_as(client, group.carys)
    answer = post(client, group.url("/jobs/choosing/new"), meeting="x", held_on=day, follow=True)
    assert answer.status_code == 200
    assert client.get(group.url("/")).status_code == 200


def test_the_last_who_lets_others_in_cannot_go_by_any_way_there_is(client: FlaskClient, group: AGroup):
    by = group.carys.actor
    with in_books_of(group):
        carys = person(group.carys.number)
        for way in (
            lambda: operations.person_leaves(carys, by),
            lambda: members.member_leaves(carys, by),
            lambda: operations.end_job(people.jobs_held(carys.id)[0], by),
            lambda: jobs.change_job(*_coordinators(), by),
            lambda: jobs.end_tenure(job_queries.tenures_of(_coordinators()[0].id)[0], "stepped_down", by),
        ):
            with pytest.raises(Refused), db.db.session.begin_nested():
                way()
        _choose_instead(group, by)
    with in_books_of(group):
        assert people.other_officers(0)


def _coordinators() -> tuple:
    job = next(one for one in job_queries.jobs() if one.gives == "coordinator")
    return job, job.name, "", job.version


def _choose_instead(group: AGroup, by: object) -> None:
    """Somebody who cannot sign in is chosen to let others in."""
    newcomer = operations.add_person("Wren", by)
    job = _coordinators()[0]
    election = electing.begin(tenancy.today(), "yearly meeting", by)
    nomination = electing.stand(election, job, newcomer, by)
    electing.close(election, {nomination.id: None}, by)


# Figures


def test_two_people_of_one_name_are_not_added_together():
    today = dates.today()
    held = [Held(f"job {n}", 1 + n % 2, "Ann", HOLDS, today) for n in range(4)]
    assert not [one for one in worth_a_look(held, ["Bo", "Cy"], today) if "4 jobs" in one.sentence]


def test_two_people_of_one_name_can_both_let_others_in(group: AGroup):
    by = group.carys.actor
    called(group, "bea", "Carys")
    with in_books_of(group):
        operations.give_job(person(group.bea.number), Job.COORDINATOR, by)
        assert not [one for one in job_queries.looks() if one.sentence.startswith("Only Carys")]


def test_years_in_a_job_are_counted_by_the_calendar():
    today = date(2026, 11, 21)
    held = [Held("treasurer", 1, "Ann", HOLDS, date(2023, 11, 22))]
    assert not [one for one in worth_a_look(held, ["Bo", "Cy"], today) if "3 years" in one.sentence]


# Lists that are sent


@pytest.mark.parametrize(
    "data",
    [
        b'sep="\r\nName"Phone\r\nJo"07700900123\r\n',
        b"sep=\x20\r\nName Phone\r\nJo 07700900123\r\n",
        b"sep=\rName\rJo\r",
        b"Name\r\nJo\x00\r\n",
        "Name\nJo\n".encode("utf-16-le") + b"\x00",
        b"\xff\xfeN",
        b'Name\n"Jo\n' + b"a,b\n" * 50_000,
        b"Name\n" + b"Jo\n" * 50_000,
        b"PK\x03\x04" + b"\x00" * 500,
        b"sep=\xc2\xa0\nName\nJo\n",
    ],
)
def test_a_list_made_to_do_harm_is_read_or_refused(data: bytes):
    with contextlib.suppress(Refused):
        read_table(data)


def test_what_stands_in_a_list_reaches_the_workbook_as_text_only(client: FlaskClient, group: AGroup):
    by = group.sol.actor
    yes = Yes(dates.today(), "May we?", "in person")
    with in_books_of(group):
        for name in ("=cmd()|'/C calc'!A0", "+1+1", "-1", "@SUM(1)", '=HYPERLINK("http://x")'):
            members.add_member(name, Card("post", name, helps=f"\t{name}", language=name[:60]), yes, by)
    sign_in_as(client, group.sol)
    post(client, group.url("/members/"), to=group.url("/members/look"))
    book = ZipFile(BytesIO(client.get(group.url("/members/workbook")).data))
    sheet = book.read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in sheet and "<f " not in sheet
    assert not [name for name in book.namelist() if "external" in name.lower() or "vba" in name.lower()]


# Contacts


def test_the_treasurer_and_members_read_no_contact(client: FlaskClient, group: AGroup):
    by = group.sol.actor
    with in_books_of(group):
        yes = Yes(dates.today(), "May we?", "in person")
        card = Card("email", "kept.quiet@example.org", helps="a chair by the window")
        members.write_card(person(group.bea.number), card, yes, 0, by)
    for who in ("mo", "tamsin", "bea", "femi"):
        browser = sign_in_as(client.application.test_client(), group.people[who])
        pages = ["/members/", f"/members/{group.bea.number}", f"/members/{group.bea.number}/file", "/members/workbook"]
        pages += ["/history", "/history/", "/people/", "/jobs/", "/members/?words=quiet", "/jobs/sharing"]
        if who != "bea":
            pages += ["/members/mine"]
        for page in pages:
            assert "kept.quiet" not in browser.get(group.url(page), follow_redirects=True).get_data(as_text=True)


def test_a_contact_of_one_member_is_seen_only_once_the_look_is_written_down(client: FlaskClient, group: AGroup):
    by = group.sol.actor
    with in_books_of(group):
        yes = Yes(dates.today(), "May we?", "in person")
        members.write_card(person(group.mo.number), Card("email", "mo@example.org"), yes, 0, by)
    sign_in_as(client, group.carys)
    shown = "mo@example.org" in client.get(group.url(f"/members/{group.mo.number}")).get_data(as_text=True)
    with in_books_of(group):
        told = db.db.session.scalars(
            sa.select(HistoryLine).where(HistoryLine.what == "looked at the contact list")
        ).all()
    assert not shown or told


def test_no_page_about_one_member_shows_their_card_before_the_look(client: FlaskClient, group: AGroup):
    by = group.sol.actor
    with in_books_of(group):
        card = Card("email", "mo@example.org", helps="a chair by the window")
        members.write_card(person(group.mo.number), card, Yes(dates.today(), "May we?", "in person"), 0, by)
    sign_in_as(client, group.carys)
    one = f"/members/{group.mo.number}"
    pages = [group.url(one + page) for page in ("", "/card", "/file")]
    assert not [page for page in pages if "mo@example.org" in client.get(page).get_data(as_text=True)]
    empty = client.post(pages[1], data=form_of(client.get(group.url("/members/new"))) | {"way": "email"})
    assert "mo@example.org" not in empty.get_data(as_text=True)
    post(client, pages[0], to=group.url(f"{one}/look"))
    assert all("mo@example.org" in client.get(page).get_data(as_text=True) for page in pages)
    assert "Looked at how to reach somebody: Mo" in text_of(client.get(group.url("/history")))


def test_the_history_says_what_a_job_is_called_and_keeps_no_name(client: FlaskClient, group: AGroup):
    by = group.carys.actor
    with in_books_of(group):
        job = jobs.write_down("brings the milk", "", by)
        jobs.take_on(job, person(group.bea.number), by)
        jobs.change_job(job, "brings oat milk", "", job.version, by)
        electing.begin(tenancy.today(), "the yearly meeting", by)
    sign_in_as(client, group.carys)
    shown = text_of(client.get(group.url("/history")))
    for words in ("Wrote down a job: brings oat milk", "brings the milk", "Began a choosing: the yearly meeting"):
        assert words in shown
    assert "job: job" not in shown.lower()
    assert "milk" not in everything_written(group)["history"]


# The door


def test_a_session_that_was_open_writes_nothing_once_the_place_has_ended(client: FlaskClient, group: AGroup):
    sol = sign_in_as(client, group.sol)
    url = group.url("/members/new")
    ready = form_of(sol.get(url)) | {"name": "Somebody", "only_name": "y"}
    by = group.carys.actor
    with in_books_of(group):
        operations.end_job(people.jobs_held(person(group.sol.number).id)[0], by)
    assert sol.post(url, data=ready).status_code == 403
    with in_books_of(group):
        operations.person_leaves(person(group.sol.number), by)
    assert sol.post(url, data=ready).status_code == 404


def test_a_code_in_the_file_is_for_one_username_alone(app: Flask, group: AGroup, client: FlaskClient):
    file = Path(app.config["INSTANCE"]) / getting_back.FILE
    file.write_text("")
    try:
        post(client, "/kit/let-me-in", username=group.mo.username)
        words = file.read_text()
        code = words.split(" is: ")[1].splitlines()[0]
        answer = post(
            client,
            "/kit/let-me-in/code",
            username=group.carys.username,
            code=code,
            passphrase="seven quiet otters drift",
        )
        assert answer.status_code == 200
    finally:
        file.unlink(missing_ok=True)


def test_many_guesses_in_one_moment_are_counted_like_guesses_one_by_one(
    app: Flask, group: AGroup, monkeypatch: pytest.MonkeyPatch
):
    """A code is counted before it is looked at; so should a passphrase be."""
    looked_at, right = [], door._fits
    together = threading.Barrier(GUESSES)

    def fits(kept: str, passphrase: str) -> bool:
        looked_at.append(passphrase)
        with contextlib.suppress(threading.BrokenBarrierError):
            together.wait(0.5)
        return right(kept, passphrase)

    monkeypatch.setattr(door, "_fits", fits)

    def guess(number: int) -> None:
        here = app.test_request_context(environ_base={"REMOTE_ADDR": f"10.1.1.{number}"})
        with here, contextlib.suppress(Refused):
            door.prove(group.carys.username, f"guess {number}")

    threads = [threading.Thread(target=guess, args=(number,), daemon=True) for number in range(GUESSES)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert len(looked_at) <= door.FREE_TRIES["account"]
