"""The ways between a grant, the book, its return and what was counted, as the treasurer goes them."""

from datetime import date
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st

from groupkit.coming_up import told_by
from groupkit.dates import clock_at
from groupkit.funderforms import placing
from groupkit.grants import filing, operations, queries
from groupkit.grants.models import FiledReturn
from groupkit.grants.operations import Written
from groupkit.grants.paper import Signature
from groupkit.refusal import Refused
from groupkit.tallies import operations as tallies
from groupkit.tallies.voicing import Yes, keep_voice
from tests import builders
from tests.browsing import form_of, links_of, post, text_of
from tests.builders import in_books_of, sign_in_as
from tests.funderforms.test_pages import at, point
from tests.grants.giving import ANSWERS, NOON, TYPED, Giving, Saved
from tests.ledger.books import counted
from tests.sweep import examples
from tests.workbook.forms.making import merged_titles


@pytest.fixture
def tamsin(client: FlaskClient, saved: Saved) -> FlaskClient:
    return sign_in_as(client, saved.group.tamsin)


# --- into the book and back ----------------------------------------------------------------------


def way_to(client: FlaskClient, saved: Saved, form: str) -> str:
    """The link on the grant's page to a form of the book."""
    return next(one for one in links_of(client.get(saved.url())) if f"/money/{form}/new" in one)


def test_money_is_written_down_from_the_grant_with_its_fund_chosen(tamsin: FlaskClient, saved: Saved) -> None:
    link = way_to(tamsin, saved, "payments")
    typed = form_of(tamsin.get(link))
    with in_books_of(saved.group):
        given = saved.giving()
        assert typed["fund"] == str(given.row.fund_id)
        wool, bank = given.id("category", "Materials"), given.id("account", "Bank")
    said = {"amount": "12.50", "day": "1/11/2026", "account": bank, "category": wool}
    answer = post(tamsin, link, **said)
    assert answer.location == saved.url()
    assert "Saved as 2026-27/P00" in text_of(tamsin.get(answer.location))
    again = post(tamsin, link, again="1", **said)
    assert form_of(tamsin.get(again.location))["fund"] == typed["fund"], "the next one is of the same grant"
    assert post(tamsin, again.location, **said).location == saved.url()
    with in_books_of(saved.group):
        assert queries.card_of(saved.giving().row).spent == 14_835 + 3 * 1_250


def test_money_in_is_too_while_some_has_still_to_come(tamsin: FlaskClient, saved: Saved) -> None:
    assert not any("/money/receipts/new" in one for one in links_of(tamsin.get(saved.url()))), "it has all come"
    post(tamsin, saved.url("/came"), amount="500")
    link = way_to(tamsin, saved, "receipts")
    with in_books_of(saved.group):
        assert form_of(tamsin.get(link))["fund"] == str(saved.giving().row.fund_id)


def test_a_payee_of_another_grant_does_not_bring_its_fund_along(tamsin: FlaskClient, saved: Saved) -> None:
    """Somebody who gave or was paid before fills in what that was for; never another fund than the grant's."""

    def offered(url: str) -> str:
        page = tamsin.get(url).get_data(as_text=True)
        return page[page.index('<option value="A shop"') :].partition("</option>")[0]

    with in_books_of(saved.group):
        mine = saved.giving().row.fund_id
    other = str(post(tamsin, saved.group.url("/grants/new"), funder="Rotary Club", amount="90").headers["Location"])
    post(tamsin, f"{other}/came", claimed="y")
    link = next(one for one in links_of(tamsin.get(other)) if "/money/payments/new" in one)
    told = offered(link)
    assert "data-category=" in told and "data-fund=" not in told and "data-heading=" not in told
    assert f'data-fund="{mine}"' in offered(way_to(tamsin, saved, "payments")), "its own fund may be told"
    anywhere = offered(saved.group.url("/money/payments/new"))
    assert "data-category=" in anywhere and "data-fund=" not in anywhere, "a grant is never chosen by itself"


@pytest.mark.parametrize("onward", ["//elsewhere.example/x", "https://elsewhere.example/", "/\\x", "x"])
def test_nobody_is_led_elsewhere(tamsin: FlaskClient, saved: Saved, onward: str) -> None:
    with in_books_of(saved.group):
        given = saved.giving()
        said = {"account": given.id("account", "Bank"), "category": given.id("category", "Materials")}
    url = saved.group.url(f"/money/payments/new?fund=999999&next={onward}")
    answer = post(tamsin, url, amount="1", day="1/11/2026", **said)
    assert "elsewhere" not in (answer.location or "") and "\\" not in (answer.location or "")


# --- before it is filed --------------------------------------------------------------------------


def test_what_is_worth_a_look_stands_before_the_button(tamsin: FlaskClient, saved: Saved) -> None:
    post(tamsin, saved.url("/return"), **TYPED)
    page = tamsin.get(saved.url("/return/file")).get_data(as_text=True)
    assert 0 < page.index("One payment has no receipt yet") < page.index("File it</button>")
    assert "One payment has no receipt yet" in text_of(tamsin.get(saved.url("/return/paper/")))


def test_money_folds_on_a_phone(tamsin: FlaskClient, saved: Saved) -> None:
    with in_books_of(saved.group):
        given = saved.giving()
        draft = queries.draft_of(given.row, "one_page")
        operations.save_draft(given.row, 0, draft.format, ANSWERS, given.by)
    for path in ("/return", "/return/paper/"):
        page = tamsin.get(saved.url(path)).get_data(as_text=True)
        assert 'class="num" data-label="Left"' in page and " folds" in page, path


# --- the same return, signed by others -----------------------------------------------------------


def filed_by(giving: Giving, *names: str, answers: Any = None) -> FiledReturn:
    if answers is not None or not queries.draft_of(giving.row).version:
        giving.write(answers)
    draft = queries.draft_of(giving.row)
    ready = filing.prepare(giving.row, draft, giving.by.slug, [Signature(name, "") for name in names])
    return giving.file(ready)


def test_others_sign_and_it_stays_the_same_return(giving: Giving) -> None:
    first, second = filed_by(giving, "Ana"), filed_by(giving, "Bea")
    assert [one.called for one in (first, second)] == ["1", "1, version 2"]
    assert second.file_name.endswith("-return-1-version-2.xlsx") and first.file_name.endswith("-return-1.xlsx")
    assert giving.told().subject.endswith(", return 1, version 2")
    third = filed_by(giving, "Bea", answers=ANSWERS | {"difference": "Another story."})
    assert (third.number, third.called) == (3, "2"), "other words are another return"
    assert filed_by(giving, "Cai", answers=ANSWERS).called == "1, version 3"
    with pytest.raises(Refused, match="just what was filed as return 1, so there is nothing new"):
        filed_by(giving, "Ana")
    assert queries.card_of(giving.row).filed == 2 and list(queries.check()) == []


def test_another_day_another_figure_or_another_format_is_another_return(giving: Giving) -> None:
    filed_by(giving, "Ana")
    giving.spend(100)
    assert filed_by(giving, "Bea").called == "2"
    draft = queries.draft_of(giving.row)
    until = Written(date(2026, 11, 1), draft.notes, draft.shown, draft.voices, None)
    operations.save_draft(giving.row, draft.version, draft.format, ANSWERS, giving.by, written=until)
    assert filed_by(giving, "Bea").called == "3"


@given(st.lists(st.tuples(st.integers(0, 2), st.integers(0, 2)), max_size=8, unique=True))
def test_versions_are_numbered_without_a_gap(filings: list[tuple[int, int]]) -> None:
    """Whatever is filed in whichever order, a return has one number, and its versions count from one."""
    from groupkit.grants.operations import filed as operation

    kept: list[FiledReturn] = []
    for words, signer in filings:
        content: Any = {"answers": words, "format": "f", "notes": {}, "signatures": signer}

        def same(one: Any, content: Any, _facts: Any, names: Any) -> bool:
            return all(one.content[name] == content[name] for name in names)

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(operation, "_same", same)
            return_no, edition = operations.next_in(kept[::-1], content, None)  # type: ignore[arg-type]
        kept.append(FiledReturn(number=len(kept) + 1, return_no=return_no, edition=edition, content=content))
    seen: dict[int, list[int]] = {}
    for one in kept:
        seen.setdefault(one.of_return, []).append(one.edition)
    assert list(seen) == list(range(1, len(seen) + 1)) and len(seen) == len({words for words, _ in filings})
    assert all(editions == list(range(1, len(editions) + 1)) for editions in seen.values())


def test_the_pages_tell_versions_apart(tamsin: FlaskClient, saved: Saved) -> None:
    post(tamsin, saved.url("/return"), **TYPED)
    post(tamsin, saved.url("/return/file"), name_1="Ana")
    assert "signed by others, it becomes return 1, version 2" in text_of(tamsin.get(saved.url("/return/file")))
    words = text_of(post(tamsin, saved.url("/return/file"), name_1="Bea", follow=True))
    assert "Community Chest: return 1, version 2" in words and "says what version 1 said" in words
    assert "There is a later version of it" in text_of(tamsin.get(saved.url("/returns/1/")))
    assert "Return 1, version 2" in text_of(tamsin.get(saved.url()))
    post(tamsin, saved.url("/return"), answer_difference="Something else.")
    assert "This one becomes return 2" in text_of(tamsin.get(saved.url("/return/file")))
    assert builders.count(FiledReturn, group=saved.group) == 2


def test_a_version_of_last_years_return_is_not_the_one_that_is_due(giving: Giving) -> None:
    giving.row.due = date(2027, 11, 1)
    draft = giving.write()
    draft.until = date(2026, 11, 1)
    with clock_at(NOON):
        filed_by(giving, "Ana")
    with clock_at(NOON.replace(year=2027, month=10, day=20)), builders.the_app().test_request_context():
        assert [one.day for one in told_by(queries.returns_coming_up, giving.by)] == [date(2027, 11, 1)]
        assert filed_by(giving, "Bea").called == "1, version 2"
        assert [one.day for one in told_by(queries.returns_coming_up, giving.by)] == [date(2027, 11, 1)]


# --- a yes that is taken back --------------------------------------------------------------------


def test_taking_a_yes_back_says_which_returns_hold_it_and_who_has_them(app: Flask, saved: Saved) -> None:
    with in_books_of(saved.group):
        given = saved.giving()
        yes = Yes(["returns"], date(2026, 3, 1))
        row, other = (keep_voice("quotation", words, "", yes, given.by) for words in ("I sing here", "I listen"))
        given.row.contact = "The grants desk"
        draft = queries.draft_of(given.row, "one_page")
        told = {one.key: "Well enough" for one in draft.format.questions() if one.kind in ("line", "words")}
        written = Written(voices=[f"voice-{row.id}"])
        operations.save_draft(given.row, 0, draft.format, ANSWERS | told, given.by, written=written)
        given.file()
        ids = row.id, other.id
    told_to = {}
    for who in ("tamsin", "sol"):
        client = sign_in_as(app.test_client(), saved.group.people[who])
        found, none = (client.get(saved.group.url(f"/what-we-did/words/{one}/back")) for one in ids)
        words = text_of(found)
        assert "What was filed already keeps its copy" in words and "Return 1" in words and "Community Chest" in words
        assert "keeps its copy" not in text_of(none), "it went nowhere"
        assert saved.url("/returns/1/") in links_of(found)
        told_to[who] = "The grants desk" in words
    assert told_to == {"tamsin": True, "sol": False}


# --- what was counted ----------------------------------------------------------------------------


def test_a_count_for_just_these_days_is_one_press_away(tamsin: FlaskClient, saved: Saved) -> None:
    url = saved.url("/return?format=one_page")
    assert "Nobody has written down how many different people came" in text_of(tamsin.get(url))
    with in_books_of(saved.group):
        given = saved.giving()
        tallies.write_people(
            given.by, first=date(2026, 4, 1), last=date(2026, 6, 30), people=12, about=False, known_by="know"
        )
    page = tamsin.get(url)
    assert "counted for other days than this return’s" in text_of(page)
    link = next(one for one in links_of(page) if "/what-we-did/people/new" in one)
    typed = form_of(tamsin.get(link))
    with in_books_of(saved.group):
        row = saved.giving().row
        period = queries.period_of(queries.facts_for(row, queries.draft_of(row, "one_page")))
    assert (typed["first"], typed["last"]) != ("", "")
    answer = post(tamsin, link, people="17", known_by="know")
    assert answer.location == url
    back = text_of(tamsin.get(url))
    assert "for just these days" not in back and "17" in back
    with in_books_of(saved.group):
        facts = queries.facts_for(saved.giving().row, queries.draft_of(saved.giving().row, "one_page"))
        assert (period.first, period.last) in [(one.first, one.last) for one in facts.tally.people]


@pytest.mark.parametrize("days", ["from=2026-13-01&to=x", "from=&to=", "from=2026-01-01"])
def test_odd_days_in_the_address_are_the_usual_ones(tamsin: FlaskClient, saved: Saved, days: str) -> None:
    url = saved.group.url("/what-we-did/people/new")
    assert form_of(tamsin.get(f"{url}?{days}"))["first"] == form_of(tamsin.get(url))["first"]


# --- the funder's own form -----------------------------------------------------------------------


def test_a_small_number_is_said_to_be_kept_back(tamsin: FlaskClient, saved: Saved) -> None:
    with in_books_of(saved.group):
        given = saved.giving()
        kind = tallies.kind_names()[0]
        came = tallies.Came(date(2026, 5, 5), kind, attendances=9, first_timers=2)
        tallies.write_session(came, given.by)
        found = {one.key: one for one in placing.placeable(given.row)}["fact:first_timers"]
        assert found.kept_back and found.value is None
    url = at(tamsin, saved, merged_titles().data)
    assert "First-timers (kept back)" in text_of(tamsin.get(f"{url}/sheets/1/cells/B3"))
    assert not any(one.endswith("/fill") for one in links_of(tamsin.get(f"{url}/sheets/1"))), "nothing to fill in yet"
    point(tamsin, url, 1, "B3", what="fact:first_timers")
    assert any(one.endswith("/fill") for one in links_of(tamsin.get(f"{url}/sheets/1")))
    assert "kept back" in text_of(tamsin.get(url))
    words = text_of(tamsin.get(f"{url}/fill"))
    assert "It is kept back, as in a return: a number from one to four" in words
    assert "nothing to put here yet" not in words


# --- how often the database is asked -------------------------------------------------------------

MOST = 12


@pytest.fixture(scope="module")
def long_grant(app: Flask) -> Saved:
    """A grant with everything that can go with one, over many lines."""
    from groupkit.decisions import operations as decisions
    from groupkit.decisions.operations import Held

    builders.use(app)
    saved = builders_saved()
    with in_books_of(saved.group):
        given = saved.giving()
        words = "We take it."
        decision = decisions.bring_up(given.by, title="The grant", words=words)
        decisions.hold_round(decision, Held("all", date(2026, 1, 5), "Meeting", words, present=6), given.by)
        said = {"title": "Mornings in the mill", "starts": date(2026, 1, 1), "ends": date(2026, 12, 31)}
        operations.change_grant(given.row, given.row.version, by=given.by, decision_id=decision.id, **said)
        for number in range(examples(30, 1_000)):
            given.spend(100 + number // 2, day=date(2026, 3, 1 + number % 28))
        for number in range(6):
            operations.add_instalment(given.row, due_on=date(2026, number + 1, 1), pence=100, by=given.by)
            operations.add_extra(given.row, "kind", what=f"Chairs {number}", source="", pence=100, by=given.by)
            operations.add_outcome(given.row, "own", words=f"They come {number}", by=given.by)
        for number in range(6):
            filed_by(given, f"Signer {number}")
    return saved


def builders_saved() -> Saved:
    from tests.grants.giving import saved_grant

    return saved_grant(spent=14_700)


@pytest.mark.timeout(400)
def test_the_page_of_a_grant_asks_twelve_times_at_most(app: Flask, long_grant: Saved) -> None:
    client = sign_in_as(app.test_client(), long_grant.group.tamsin)
    client.get(long_grant.url())
    with counted(app) as asked:
        words = text_of(client.get(long_grant.url()))
    assert "decision 1: The grant" in words and "Chairs 5" in words and "They come 5" in words
    assert "payments have no receipt" in words and "Return 1, version 6" in words
    assert len(asked) <= MOST, "\n".join(one[:120] for one in asked)


@pytest.mark.timeout(400)
@pytest.mark.parametrize("path", ["", "/fill", "/names", "/sheets/1", "/sheets/1/cells/B3"])
def test_pages_of_forms_ask_twelve_times_at_most(app: Flask, long_grant: Saved, path: str) -> None:
    client = sign_in_as(app.test_client(), long_grant.group.tamsin)
    forms = [one for one in links_of(client.get(long_grant.url("/forms/"))) if one.endswith("/fill")]
    url = forms[0].removesuffix("/fill") if forms else at(client, long_grant, merged_titles().data)
    point(client, url, 1, "B3", what="fact:spent_total")
    client.get(url + path)
    with counted(app) as asked:
        assert client.get(url + path).status_code == 200
    assert len(asked) <= MOST, "\n".join(one[:120] for one in asked)


def test_the_page_says_what_the_cards_and_the_book_say(giving: Giving) -> None:
    """What the page reads together is what each question by itself says."""
    giving.receive(30_000)
    giving.spend(14_835)
    giving.spend(500, heading="", day=date(2025, 12, 1))
    giving.spend(700, heading="Bus fares", day=date(2026, 9, 1))
    giving.spend(200, refund=True, day=date(2026, 3, 2))
    for starts, ends in (
        (None, None),
        (date(2026, 1, 1), None),
        (None, date(2026, 6, 30)),
        (date(2026, 1, 1), date(2026, 6, 30)),
    ):
        giving.row.starts, giving.row.ends = starts, ends
        whole = queries.whole_grant(giving.row, {"filed", *queries.TOLD})
        assert whole.card == queries.card_of(giving.row) and whole.came_on == date(2026, 2, 3)
        looks = queries.worth_a_look(giving.row)
        assert queries.worth_a_look(giving.row, headings=whole.headings, sums=whole.sums) == looks
        assert whole.headings == queries.giving.ledger.by_heading(giving.row.fund_id)
        assert whole.sums.before == (500 if starts else 0) and whole.sums.after == (700 if ends else 0)
