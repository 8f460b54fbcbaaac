"""The bank's lines on their pages: what each is in the book, taking one apart from an entry, and taking lists away."""

from io import BytesIO

import openpyxl
import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from groupkit.bank import bringing_in, coding, looking, queries, reconciling
from groupkit.bank.coding import Said
from groupkit.bank.looking import LinesSought
from groupkit.bank.models import BankFile, BankLine, BankMatch
from groupkit.bank.reading import StatementLine
from groupkit.db import db
from groupkit.history import check as check_history
from groupkit.ledger.models import Account
from groupkit.refusal import Refused
from tests.bank.test_operations import MAY, MONTH, bank, bring, room, write
from tests.browsing import links_of, post, text_of
from tests.builders import AGroup, in_books_of, sign_in_as
from tests.doors.filled import filled_group
from tests.ledger import books
from tests.ledger.desk import Desk


def matched(desk: Desk) -> BankMatch:
    """The first of five lines is an entry that stood in the book before."""
    entry = desk.pay(1250, day=MAY)
    lines = looking.lines_of(desk.bank, LinesSought())
    assert not lines
    bring(desk)
    first = looking.lines_of(desk.bank, LinesSought())[-1]
    write(desk, Said(first.id, entry_id=entry.id))
    found = queries.match(looking.line(first.id).match_id or 0)  # type: ignore[union-attr]
    assert found is not None
    return found


class TestTakingApart:
    def test_both_stand_alone_again(self, desk: Desk) -> None:
        match = matched(desk)
        waiting, before = queries.count_waiting(desk.bank), desk.balance(desk.bank)
        coding.unmatch(match, "another payment of Ada’s", desk.by)
        assert queries.count_waiting(desk.bank) == waiting + 1 and desk.balance(desk.bank) == before
        told = desk.told()
        assert (told.what, told.subject) == ("took apart from a line of the bank’s", "2026-27/P001")
        assert "Ada" not in told.body and list(check_history()) == []
        line = looking.line(match.line_id)
        assert line is not None and line.said == "waits to be written down" and not line.match_id
        assert looking.lines_of_entry(match.entry_id) == []
        with pytest.raises(Refused, match="already"):
            coding.unmatch(match, "once more", desk.by)

    def test_what_stays_together(self, desk: Desk) -> None:
        match = matched(desk)
        with pytest.raises(Refused, match="few words why") as refused:
            coding.unmatch(match, "", desk.by)
        assert refused.value.field == "reason"
        second = looking.lines_of(desk.bank, LinesSought())[-2]
        written = write(desk, room(desk, second.id))[0]
        made = queries.matches_of_file(match_file(match))[-1]
        with pytest.raises(Refused, match="was written from the bank’s"):
            coding.unmatch(made, "wrong", desk.by)
        desk.void(written)
        assert looking.line(second.id).said == "waits to be written down"  # type: ignore[union-attr]
        again = write(desk, room(desk, second.id))[0]
        assert [one.code for one in looking.lines_of(desk.bank, LinesSought(state="written"))] == [
            again.reference[-4:],
            "P001",
        ]
        statement = reconciling.begin(bank(desk), MAY, -1250, desk.by)
        reconciling.tick(statement, [match.entry_id], statement.version, desk.by)
        reconciling.finish(statement, desk.by)
        with pytest.raises(Refused, match="was reconciled"):
            coding.unmatch(match, "too late", desk.by)


def match_file(match: BankMatch) -> int:
    line = db.session.get(BankLine, match.line_id)
    assert line is not None
    return line.file_id


def test_lines_are_narrowed_down_and_come_page_by_page(desk: Desk) -> None:
    matched(desk)

    def words(**sought: object) -> list[str]:
        return [one.words for one in looking.lines_of(desk.bank, LinesSought(**sought))]  # type: ignore[arg-type]

    assert words() == ["HALL TRUST 4411", "A DONOR", "TEA", "TEA", "HALL TRUST 4411"]
    assert words(words="donör") == ["A DONOR"] and words(words="%") == []
    assert len(words(state="waiting")) == 4 and words(state="written") == ["HALL TRUST 4411"]
    assert words(first=MAY.replace(day=2), last=MAY.replace(day=2)) == ["TEA", "TEA"]
    seen, before = [], None
    while page := looking.lines_of(desk.bank, LinesSought(), before, 2):
        seen += [one.id for one in page]
        before = page[-1].place
    assert len(seen) == len(set(seen)) == 5
    file = db.session.scalars(select(BankFile)).one()
    bringing_in.take_back(file, desk.by, "wrong account")
    assert words() == [] and looking.line(seen[0]).said == "its file was taken back"  # type: ignore[union-attr]


def test_a_move_between_two_banks_is_two_lines(desk: Desk) -> None:
    savings = db.session.get_one(Account, desk.ids["account", "Savings"])
    move = desk.move(1250, day=MAY, to_account=savings.id)
    bring(desk)
    bringing_in.bring_in(savings, [looking_line(1250)], "e" * 64, "Lloyds", desk.by)
    for account in (desk.bank, savings.id):
        line = next(
            one for one in looking.lines_of(account, LinesSought()) if abs(one.pence) == 1250 and one.day == MAY
        )
        write(desk, Said(line.id, entry_id=move.id))
    assert {one.account for one in looking.lines_of_entry(move.id)} == {"Bank", "Savings"}


def looking_line(pence: int) -> StatementLine:
    return StatementLine(2, MAY, pence, "FROM CURRENT", None)


def test_the_pages_lead_from_a_line_to_the_entry_and_back(client: FlaskClient) -> None:
    filled = filled_group()
    group, values = filled.group, filled.values
    tamsin = sign_in_as(client, group.tamsin)
    account = filled.by_endpoint["bank.list_lines", "account_id"]
    where = group.url(f"/money/bank/{account}/all")
    page = tamsin.get(where)
    assert "BALLACHULISH" in text_of(page) and "matched" in text_of(page) and "waits" in text_of(page)
    assert "The bank has said nothing like that" in text_of(tamsin.get(f"{where}?words=zzz"))
    assert "There is no 31 February" in text_of(tamsin.get(f"{where}?from=31/2/2026"))
    line = group.url(f"/money/bank/lines/{values['line_id']}")
    assert line in links_of(page)
    entry = next(link for link in links_of(tamsin.get(line)) if "/entries/" in link)
    assert line in links_of(tamsin.get(entry.replace("/money/entries", "/money/bank/entries")))
    assert entry.replace("/money/entries", "/money/bank/entries") in links_of(tamsin.get(entry))
    apart = group.url(f"/money/bank/matches/{values['match_id']}/take-apart")
    assert apart in links_of(tamsin.get(line))
    assert "Write in a few words why" in text_of(post(tamsin, apart, reason=" "))
    assert post(tamsin, apart, reason="another one").location == line
    assert "Waits to be written down" in text_of(tamsin.get(line))
    assert "has been taken apart already" in text_of(post(tamsin, apart, reason="twice"))
    assert apart not in links_of(sign_in_as(client, group.bea).get(line))


def test_lists_of_the_bank_as_workbooks(client: FlaskClient, group: AGroup) -> None:
    by, account = group.tamsin.actor, books.ids(group)["account Bank"]
    with in_books_of(group):
        bringing_in.bring_in(db.session.get_one(Account, account), [*MONTH, nasty()], "d" * 64, "Lloyds", by)
        known = books.queries.choices()
        coding.add_rule("=HALL(1)", "", known.of("category")[-1].id, known.of("fund")[0].id, None, by)
    tamsin = sign_in_as(client, group.tamsin)

    def cells(path: str) -> list[object]:
        answer = tamsin.get(group.url(f"/money/bank/{path}"))
        assert answer.headers["Content-Disposition"].startswith("attachment; filename=g")
        sheet = openpyxl.load_workbook(BytesIO(answer.data)).active
        live = [cell.value for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
        assert all(str(formula).startswith("=SUM(") for formula in live)
        return [cell.value for row in sheet.iter_rows() for cell in row]

    whole = cells(f"{account}/all/workbook")
    assert "=cmd|calc" in whole and whole.count("TEA") == 2 and "=SUM(C5:C10)" in whole
    assert cells(f"{account}/all/workbook?words=donor").count("A DONOR") == 1
    assert "TEA" not in cells(f"{account}/all/workbook?words=donor")
    assert "=HALL(1)" in cells("rules/workbook") and "Statements reconciled, Hill Street Mornings" in cells(
        "statements/workbook"
    )


def nasty() -> StatementLine:
    return StatementLine(9, MAY, -5, "=cmd|calc", None)
