"""What goes out: agenda, notice, forms, sheets and slips, on pages and in Word; a pack in one file; words to paste."""

from collections.abc import Sequence
from datetime import date, timedelta
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import docx
import pytest
from flask.testing import FlaskClient

from groupkit.access import queries as people
from groupkit.access.actor import Actor
from groupkit.accounts.models import YearClosing
from groupkit.constitution import operations as texts
from groupkit.dates import long_day
from groupkit.document import Table, document
from groupkit.document.looks import NAMESPACE
from groupkit.jobs import electing
from groupkit.jobs import queries as jobs
from groupkit.ledger import operations as book
from groupkit.ledger import queries as ledger
from groupkit.meetings import agenda_paper, agendas, filling, live, pack, papers, queries, sheets
from groupkit.meetings.filling import Filled, Filling
from groupkit.meetings.models import Meeting
from groupkit.meetings.pack import PackPaper
from groupkit.meetings.sheets import Job
from tests.builders import AGroup, form_of, in_books_of, links_of, post, sign_in_as, text_of, the_app
from tests.constitution import adopting
from tests.document import office
from tests.meetings.desk import days, plan


@pytest.fixture
def sol(client: FlaskClient, group: AGroup) -> FlaskClient:
    return sign_in_as(client, group.sol)


@pytest.fixture
def yearly(group: AGroup) -> int:
    """A yearly meeting with an agenda, those who stand, and a change to the rules put to it."""
    by, carys = group.sol.actor, group.carys.actor
    with in_books_of(group):
        row = plan(by, days(40), "yearly", place="Hill Street hall", online="ring 0123")
        row_id = row.id
        agendas.begin(row, "yearly", by)
        agendas.add(row, by, title="Ottilie’s harmonium", words="Whether to keep it", takes=10)
        choosing = electing.begin(row.day, "Yearly meeting", carys)
        for name, who in (("treasurer", group.tamsin), ("treasurer", group.mo), ("secretary", group.sol)):
            [job] = [one for one in jobs.jobs() if one.name == name]
            person = people.person_numbered(who.number)
            assert person is not None
            electing.stand(choosing, job, person, carys)
        adopting.begin(by)
        adopting.put(by)
        adopting.adopt(by)
        draft = adopting.begin_change(by)
        texts.write_clause(draft, title="Cake", words="There is always cake.", by=by)
        adopting.put(by, row.day, days(0))
    return row_id


def word(answer: object) -> str:
    return _words(answer.data)  # type: ignore[attr-defined]


def test_the_agenda_on_the_page_and_in_word_say_the_same(group: AGroup, sol: FlaskClient, yearly: int) -> None:
    where = group.url(f"/meetings/{yearly}/agenda")
    page, made = text_of(sol.get(where)), sol.get(where + "/docx")
    words = word(made)
    for line in ("Agenda: Yearly general meeting", "7 pm to 9 pm, ", "Hill Street hall", "Treasurer: Tamsin and Mo"):
        assert line.rstrip(", ") in page and line.rstrip(", ") in words
    for line in ("Ottilie’s harmonium", "Whether to keep it", "10 minutes"):
        assert line in page and line in words
    file = docx.Document(BytesIO(made.data))
    headings = [
        part.text for part in file.paragraphs if part.style is not None and part.style.name.startswith("Heading")
    ]
    assert "Ottilie’s harmonium" in headings and "Welcome" in headings
    assert group.name not in made.headers["Content-Disposition"]
    assert sol.get(where + "/large").data != made.data and sol.get(where + "/pdf").status_code == 404
    assert 'class="paper text-paper hand large"' in sol.get(where + "?large=1").text


def test_money_stands_on_the_page_and_never_on_paper(group: AGroup, sol: FlaskClient) -> None:
    by, tamsin = group.sol.actor, group.tamsin.actor
    with in_books_of(group):
        known = {(one.sort, one.name): one.id for one in ledger.choices().all}
        parts = [(known["fund", "General"], 12_345)]
        book.record_opening(day=days(-1), account=known["account", "Bank"], parts=parts, by=tamsin, note="")
        row = plan(by, days(10))
        agendas.begin(row, "ordinary", by)
        where = group.url(f"/meetings/{row.id}")
    assert "£123.45 in Bank" in text_of(sol.get(where + "/"))
    for answer in (sol.get(where + "/agenda"), sol.get(where + "/message")):
        assert "123.45" not in answer.text
    assert "123.45" not in word(sol.get(where + "/agenda/docx"))


def test_words_to_paste_tell_nobody_who_we_are(group: AGroup, sol: FlaskClient, yearly: int) -> None:
    where = group.url(f"/meetings/{yearly}/message")
    with in_books_of(group):
        day = days(40)
    answer = sol.get(where)
    page = text_of(answer)
    subject = f"Our meeting on {agenda_paper.brief_day(day)}"
    assert f'value="{subject}"' in answer.text
    assert "ring 0123" in page and "1. Welcome" in page and "Tamsin" not in page.split("Message")[1]
    main = answer.text.split("<textarea")[1].split("</textarea>")[0]
    assert group.name not in main and group.slug not in main
    named = sol.get(where + "?name=1").text
    assert f'value="{group.slug}: our meeting on' in named and group.name not in named.split("<main")[1]


def test_the_pack_holds_every_paper_and_each_opens(group: AGroup, sol: FlaskClient, yearly: int) -> None:
    where = group.url(f"/meetings/{yearly}")
    made = sol.get(where + "/pack/zip")
    with ZipFile(BytesIO(made.data)) as zipped:
        names = zipped.namelist()
        words = {name.partition("-")[2].removesuffix(".docx"): _words(zipped.read(name)) for name in names}
    assert [name.partition("-")[0] for name in names] == [f"{count:02d}" for count in range(1, len(names) + 1)]
    assert set(words) >= {
        "notice",
        "agenda",
        "standing",
        "jobs",
        "wording",
        "attendance",
        "choosing",
        "script",
        "slips",
    }
    assert "There is always cake." in words["wording"] and "A change to our rules" in words["notice"]
    assert "Tamsin" in words["slips"] and "Sol as secretary?\n☐ Yes" in words["slips"]
    assert "3 of our 5 with a vote must be here" in words["attendance"]
    assert "Nobody is put up without a yes" in words["script"] and "None of them" in words["choosing"]
    assert "21 clear days of notice" in words["notice"] and "Secretary" in words["standing"]
    assert not [name for name in words if "reason" in words[name].lower() and name != "wording"]


def _words(data: bytes) -> str:
    file = docx.Document(BytesIO(data))
    cells = [cell.text for table in file.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(part.text for part in file.paragraphs), *cells])


def test_every_paper_is_a_page_and_a_word_file(group: AGroup, sol: FlaskClient, yearly: int) -> None:
    where = group.url(f"/meetings/{yearly}")
    pages = [url for url in links_of(sol.get(where + "/pack")) if "/papers/" in url and not url.endswith("/docx")]
    assert len(pages) >= 9
    for url in pages:
        assert sol.get(url).status_code == sol.get(url + "?large=1").status_code == 200
        assert sol.get(url + "/docx").mimetype == sol.get(url + "/large").mimetype
    for wrong in ("/papers/nothing", "/papers/nothing/docx", "/papers/notice/pdf", "/papers/accounts"):
        assert sol.get(where + wrong).status_code == 404


def test_a_small_meeting_has_a_small_pack(group: AGroup, sol: FlaskClient) -> None:
    by = group.sol.actor
    with in_books_of(group):
        row = plan(by, days(10), "own", called="Walk")
        where = group.url(f"/meetings/{row.id}")
    with ZipFile(BytesIO(sol.get(where + "/pack/zip").data)) as zipped:
        assert [name[3:] for name in zipped.namelist()] == ["notice.docx", "agenda.docx", "attendance.docx"]
    assert "must be here" not in text_of(sol.get(where + "/papers/attendance"))
    assert sol.get(where + "/timetable").status_code == 404


def test_the_timetable_knows_what_is_done(group: AGroup, sol: FlaskClient, yearly: int) -> None:
    where = group.url(f"/meetings/{yearly}")
    page = text_of(sol.get(where + "/timetable"))
    assert "Day and place are settled done" in page
    assert "Ask who would like to stand, and check how much notice is asked for done" in page
    assert "The last day to tell people 21 clear days" in page
    assert "the exact words of any change go out done" not in page
    post(sol, where + "/notice/new", day="today", ways="post")
    page = text_of(sol.get(where + "/timetable"))
    assert "The last day to tell people done" in page and "the exact words of any change go out done" in page
    assert form_of(sol.get(where + "/notice/new"))["day"]


def test_a_higher_book_registers_what_it_has(group: AGroup, yearly: int, monkeypatch: pytest.MonkeyPatch) -> None:
    actor = group.sol.actor
    monkeypatch.setattr(filling, "FILLINGS", {**filling.FILLINGS, "letters": Filling(lambda *_: [Filled("A letter")])})
    monkeypatch.setattr(
        pack, "_packs", {**pack._packs, "x": lambda *_: [PackPaper("x", "X", lambda: b"bytes", "xlsx")]}
    )
    with the_app().test_request_context(), in_books_of(group):
        row = queries.meeting(yearly)
        assert row is not None
        agendas.add(row, actor, kind="letters")
        shown = {line.item.kind: [one.words for one in line.filled] for line in papers.agenda_lines(actor, row)}
        assert shown["letters"] == ["A letter"]
        assert shown["rules"] == ["A change to our rules, with its exact words"]
        assert "x" in {one.name for one in papers.every_paper(actor, row)}


def _under(kind: str, meeting: Meeting, actor: Actor) -> Sequence[Filled]:
    """What stands under the items of a kind on the agenda of a meeting."""
    return live.filled([kind], actor, meeting)[kind]


def test_minutes_wait_for_a_meeting_of_the_same_body(group: AGroup) -> None:
    by = group.sol.actor
    with the_app().test_request_context(), in_books_of(group):
        held = {}
        for back, kind in ((30, "ordinary"), (20, "committee"), (15, "yearly"), (10, "special")):
            row = plan(by, days(-back), kind, purpose="x")
            row.standing, held[kind] = "held", queries.called(row)
        plan(by, days(-5)).standing = "called_off"
        names = {
            kind: [one.words for one in _under("minutes", plan(by, days(5), kind, called="Walk"), by)]
            for kind in ("ordinary", "committee", "yearly", "own")
        }
    assert names == {
        "ordinary": [held["ordinary"], held["special"]],
        "committee": [held["committee"]],
        "yearly": [held["yearly"]],
        "own": [],
    }


def test_only_the_accounts_of_the_year_that_is_over_come_to_a_yearly_meeting(
    group: AGroup, yearly: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    actor = group.tamsin.actor
    with the_app().test_request_context(), in_books_of(group):
        row = queries.meeting(yearly)
        assert row is not None
        over, _ = live.year_before(row)
        closed: list[object] = []
        monkeypatch.setattr(live.closings, "standing", lambda: closed)
        earlier = YearClosing(first=over - timedelta(days=800), last=over - timedelta(days=400), year="earlier")
        closed.append(earlier)
        words = f"The accounts of the year to {long_day(over)}"
        assert [one.words for one in _under("accounts", row, actor)] == [f"{words} are not closed yet"]
        told = [(one.title, one.words, one.make) for one in papers.for_sending(actor, row) if one.name == "accounts"]
        assert told == [(words, "not closed yet", None)]
        closed.append(YearClosing(first=over - timedelta(days=300), last=over, year="that-one"))
        assert [one.words for one in _under("accounts", row, actor)] == ["The accounts of that-one"]
        assert "The accounts of that-one" in {one.title for one in papers.for_sending(actor, row)}


def test_a_yearly_meeting_chooses_for_terms_that_end_soon_after_it(
    group: AGroup, monkeypatch: pytest.MonkeyPatch
) -> None:
    by, asked = group.sol.actor, []
    monkeypatch.setattr(electing, "due_to_stand", lambda on: asked.append(on) or [])
    with in_books_of(group):
        for kind in ("yearly", "special"):
            papers.up_for_choosing(plan(by, date(2026, 12, 1), kind, purpose="x"))
    assert asked == [date(2027, 3, 1), date(2026, 12, 1)]


@pytest.mark.parametrize(("votes", "slips"), [(0, 12), (12, 12), (13, 14), (30, 30), (300, 60)])
def test_there_are_as_many_slips_as_have_a_vote(group: AGroup, votes: int, slips: int) -> None:
    with in_books_of(group):
        row = plan(group.sol.actor, days(10), "yearly")
        made = sheets.slips(row, [Job("secretary")], "Us", votes)
    [table] = [one for one in made.body if isinstance(one, Table)]
    assert 2 * len(table.rows) == slips and table.cut


def test_slips_have_a_broken_line_round_each(group: AGroup, yearly: int) -> None:
    """On every side, in the order that the standard asks for, and on the page."""
    with in_books_of(group):
        row = queries.meeting(yearly)
        assert row is not None
        file = document(sheets.slips(row, [Job("secretary")], "Us", 12))
    [table] = docx.Document(BytesIO(file)).tables
    names = [one.tag.rpartition("}")[2] for one in table._tbl.tblPr]
    assert names.index("tblW") < names.index("tblBorders") < names.index("tblLayout")
    borders = next(one for one in table._tbl.tblPr if one.tag.endswith("tblBorders"))
    assert [one.get(f"{{{NAMESPACE}}}val") for one in borders] == ["dashed"] * 6
    page = sign_in_as(the_app().test_client(), group.sol).get(group.url(f"/meetings/{yearly}/papers/slips"))
    assert "to-cut" in page.text


@pytest.mark.office
@pytest.mark.timeout(240)
def test_libreoffice_opens_every_paper(group: AGroup, yearly: int, tmp_path: Path) -> None:
    actor, made = group.sol.actor, {}
    with the_app().test_request_context(), in_books_of(group):
        row = queries.meeting(yearly)
        assert row is not None
        for one in papers.every_paper(actor, row):
            paper = one.make() if one.make else b""
            made[one.name] = paper if isinstance(paper, bytes) else document(paper)
    found = office.converted(made, "pdf", "pdf", tmp_path)
    sheets = {name: office.pages(pdf) for name, pdf in found.items()}
    assert "1. Welcome" in " ".join(" ".join(sheets["agenda"]).split())
    assert len(sheets["attendance"]) == len(sheets["notice"]) == 1 and len(sheets["slips"]) == 2
